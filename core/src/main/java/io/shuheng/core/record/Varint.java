package io.shuheng.core.record;

/**
 * Avro's variable-length zig-zag numbers, in their shortest form only. Static, allocates nothing, any thread.
 *
 * <p>Source: Apache Avro 1.12 specification, "Binary Encoding", primitive types.
 */
public final class Varint {

    /** Most bytes a long can take. */
    public static final int MAX_LENGTH = 10;

    private Varint() {}

    /** The offset behind the varint at {@code offset}, or -1 where there is none in its shortest form before limit. */
    public static int endOf(byte[] bytes, int offset, int limit) {
        int end = offset;
        while (end < limit && end - offset < MAX_LENGTH) {
            byte b = bytes[end++];
            if (b >= 0) {
                boolean overlong = b == 0 && end - offset > 1;
                boolean tooLarge = end - offset == MAX_LENGTH && b > 1;
                return overlong || tooLarge ? -1 : end;
            }
        }
        return -1;
    }

    /** The value of a varint that {@link #endOf} has accepted. */
    public static long read(byte[] bytes, int offset) {
        long raw = 0;
        int at = offset;
        int shift = 0;
        while (bytes[at] < 0) {
            raw |= (long) (bytes[at++] & 0x7f) << shift;
            shift += 7;
        }
        raw |= (long) bytes[at] << shift;
        return (raw >>> 1) ^ -(raw & 1);
    }

    /** How many bytes the value takes in its shortest form. */
    public static int length(long value) {
        long raw = (value << 1) ^ (value >> 63);
        return 1 + (63 - Long.numberOfLeadingZeros(raw | 1)) / 7;
    }

    /** Writes the value in its shortest form and returns the offset behind it; needs {@link #MAX_LENGTH} bytes. */
    public static int write(byte[] target, int offset, long value) {
        long raw = (value << 1) ^ (value >> 63);
        int at = offset;
        while ((raw & ~0x7fL) != 0) {
            target[at++] = (byte) (raw | 0x80);
            raw >>>= 7;
        }
        target[at++] = (byte) raw;
        return at;
    }
}
