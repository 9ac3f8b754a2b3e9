package io.shuheng.core.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The first 21 bytes of every record and mark, big-endian.
 *
 * <pre>
 * offset  length  field
 *      0       1  version of the layout, 1
 *      1       1  record type: 1..127 commands, 128..191 results of a command, 192..255 marks
 *      2       1  flags: bit 0 set on the last record of a group, the others 0
 *      3       8  sequence, the record's index as a leaf of the tree, from 0; for a mark the number of records before it
 *     11       8  sequenced time, nanoseconds since 1970-01-01T00:00Z; for a mark the time of the record before it
 *     19       2  number of the schema of the body, 0 for a mark
 * </pre>
 *
 * <p>All methods are static, allocate nothing and may be called from any thread; the caller owns the array.
 */
public final class RecordHeader {

    /** Bytes of a header. */
    public static final int LENGTH = 21;

    /** The layout version written in byte 0. */
    public static final int VERSION = 1;

    /** Flag of the last record of a group. */
    public static final int END_OF_GROUP = 1;

    /** Largest record, header included, in bytes; larger content belongs into the evidence store. */
    public static final int MAX_RECORD_LENGTH = 64 * 1024;

    /** Largest command as it comes to an exchange, in bytes: what is left of a record is for who stands behind it and its events. */
    public static final int MAX_COMMAND_LENGTH = 56 * 1024;

    /** Lowest type of a result record. */
    public static final int FIRST_RESULT_TYPE = 128;

    /** Lowest type of a mark. */
    public static final int FIRST_MARK_TYPE = 192;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

    private RecordHeader() {}

    /** Writes a header at {@code offset}; the array must have {@link #LENGTH} bytes from there. */
    public static void write(
            byte[] target, int offset, int type, int flags, long sequence, long timeNs, int schemaNumber) {
        target[offset] = VERSION;
        target[offset + 1] = (byte) type;
        target[offset + 2] = (byte) flags;
        LONG.set(target, offset + 3, sequence);
        LONG.set(target, offset + 11, timeNs);
        SHORT.set(target, offset + 19, (short) schemaNumber);
    }

    /** Layout version, 0..255. */
    public static int version(byte[] source, int offset) {
        return source[offset] & 0xff;
    }

    /** Record type, 0..255. */
    public static int type(byte[] source, int offset) {
        return source[offset + 1] & 0xff;
    }

    /** Flags, 0..255. */
    public static int flags(byte[] source, int offset) {
        return source[offset + 2] & 0xff;
    }

    /** Whether the record is the last of its group. */
    public static boolean isEndOfGroup(byte[] source, int offset) {
        return (flags(source, offset) & END_OF_GROUP) != 0;
    }

    /** Sequence, the leaf's index. */
    public static long sequence(byte[] source, int offset) {
        return (long) LONG.get(source, offset + 3);
    }

    /** Sequenced time in nanoseconds since 1970. */
    public static long timeNs(byte[] source, int offset) {
        return (long) LONG.get(source, offset + 11);
    }

    /** Number of the body's schema, 0..65535. */
    public static int schemaNumber(byte[] source, int offset) {
        return (short) SHORT.get(source, offset + 19) & 0xffff;
    }
}
