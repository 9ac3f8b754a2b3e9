package io.shuheng.core.record;

/**
 * Reads the fields of a record's canonical bytes one by one, in place: the same rules and refusals as {@link
 * CanonicalAvro}, in one pass and without an object. For the few kinds of which there are very many; whoever uses it names
 * the fields in the schema's order. For one thread.
 */
public final class CanonicalReader {

    private static final byte[] NONE = {};

    private byte[] bytes = NONE;
    private int at;
    private int limit;

    /** Nothing to read yet. */
    public CanonicalReader() {}

    /** Begins with the bytes from 0 to the limit. */
    public void begin(byte[] source, int length) {
        bytes = source;
        at = 0;
        limit = length;
    }

    /**
     * A long.
     *
     * @throws RecordFormatException where there is none in its shortest form
     */
    public long number(String field) {
        int end = Varint.endOf(bytes, at, limit);
        if (end < 0) {
            throw new RecordFormatException(field + ": not a varint in its shortest form at byte " + at);
        }
        long value = Varint.read(bytes, at);
        at = end;
        return value;
    }

    /**
     * An int.
     *
     * @throws RecordFormatException where there is none in its shortest form, or one of more bits
     */
    public int integer(String field) {
        long value = number(field);
        if (value != (int) value) {
            throw new RecordFormatException(field + " " + value + ": an int has 32 bits");
        }
        return (int) value;
    }

    /**
     * One of an enum's constants.
     *
     * @param constants all of them, in the schema's order
     * @throws RecordFormatException where there is no such constant
     */
    public <E extends Enum<E>> E constant(String field, E[] constants) {
        long place = number(field);
        if (place < 0 || place >= constants.length) {
            throw new RecordFormatException(field + " " + place + ": not a symbol of "
                    + constants[0].getDeclaringClass().getSimpleName());
        }
        return constants[(int) place];
    }

    /**
     * The length of bytes that follow, which are there.
     *
     * @throws RecordFormatException where they are not
     */
    public int length(String field) {
        long length = number(field);
        requireLeft(field, length);
        return (int) length;
    }

    /**
     * Passes over bytes and says where they begin.
     *
     * @throws RecordFormatException where they are not there
     */
    public int skip(String field, int length) {
        requireLeft(field, length);
        int start = at;
        at += length;
        return start;
    }

    private void requireLeft(String field, long length) {
        if (length < 0 || length > limit - at) {
            throw new RecordFormatException(field + ": length " + length + ", but " + (limit - at) + " bytes left");
        }
    }

    /**
     * Requires that nothing is left, and lets the bytes go.
     *
     * @param record the schema's name
     * @throws RecordFormatException where something is
     */
    public void end(String record) {
        int left = limit - at;
        bytes = NONE;
        at = 0;
        limit = 0;
        if (left != 0) {
            throw new RecordFormatException(record + ": " + left + " bytes behind the value");
        }
    }
}
