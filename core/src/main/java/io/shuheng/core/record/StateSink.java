package io.shuheng.core.record;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Takes the engine's state as one canonical stream of bytes: equal states write equal bytes, so a digest of them can
 * be compared between a live engine, a replica and a verifier. For one thread at a time.
 */
public final class StateSink {

    private byte[] bytes = new byte[4096];
    private int length;

    /** Empty. */
    public StateSink() {}

    /** Appends a number. */
    public void number(long value) {
        reserve(Varint.MAX_LENGTH);
        length = Varint.write(bytes, length, value);
    }

    /** Appends a truth value. */
    public void flag(boolean value) {
        number(value ? 1 : 0);
    }

    /** Appends a text, its length first. */
    public void text(String value) {
        bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    /** Appends bytes, their length first. */
    public void bytes(byte[] value) {
        number(value.length);
        append(value);
    }

    /** Appends a hash of fixed length. */
    public void hash(byte[] value) {
        append(value);
    }

    /** All that was appended, copied. */
    public byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    private void append(byte[] value) {
        reserve(value.length);
        System.arraycopy(value, 0, bytes, length, value.length);
        length += value.length;
    }

    private void reserve(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
