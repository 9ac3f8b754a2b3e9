package io.shuheng.core.record;

import io.shuheng.crypto.Sm3Hash;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.ToIntFunction;
import org.apache.avro.specific.SpecificRecord;

/**
 * Gives back what a {@link StateSink} took, in the same order. It may be fed anything: each read is held against the
 * bytes that are left, and a count against the room that its items need at least, so that no length makes it allocate
 * more than it was given. For one thread at a time.
 */
public final class StateSource {

    private final byte[] bytes;
    private int position;

    /** Reads from the first byte; the array is not copied. */
    public StateSource(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * A number.
     *
     * @throws RecordFormatException where no number in its shortest form stands here
     */
    public long number() {
        int end = Varint.endOf(bytes, position, bytes.length);
        if (end < 0) {
            throw new RecordFormatException("state.number at byte " + position + ": none");
        }
        long value = Varint.read(bytes, position);
        position = end;
        return value;
    }

    /**
     * A number that an int holds.
     *
     * @throws RecordFormatException where none stands here
     */
    public int integer() {
        int at = position;
        long value = number();
        if (value != (int) value) {
            throw new RecordFormatException("state.integer at byte " + at + ": " + value);
        }
        return (int) value;
    }

    /**
     * A number within bounds.
     *
     * @throws RecordFormatException where none stands here
     */
    public int within(int min, int max) {
        int at = position;
        int value = integer();
        if (value < min || value > max) {
            throw new RecordFormatException(
                    "state.number at byte " + at + ": " + value + " not in " + min + ".." + max);
        }
        return value;
    }

    /**
     * A constant by its name.
     *
     * @throws RecordFormatException where the enum has none of that name
     */
    public <E extends Enum<E>> E constant(Class<E> type) {
        int at = position;
        String name = text();
        try {
            return Enum.valueOf(type, name);
        } catch (IllegalArgumentException e) {
            throw new RecordFormatException("state.constant at byte " + at + ": no " + type.getSimpleName());
        }
    }

    /**
     * The one of these that has the number which stands here.
     *
     * @throws RecordFormatException where none has it
     */
    public <E> E numbered(E[] all, ToIntFunction<E> numberOf) {
        int at = position;
        long value = number();
        for (E one : all) {
            if (numberOf.applyAsInt(one) == value) {
                return one;
            }
        }
        throw new RecordFormatException("state.number at byte " + at + ": " + value + " is in no table");
    }

    /**
     * A ledger record.
     *
     * @throws RecordFormatException where no canonical one of that class stands here
     */
    public <T extends SpecificRecord> T record(Class<T> type) {
        return AvroBytes.decode(type, bytes());
    }

    /**
     * The number of items that follow, each of one byte or more.
     *
     * @throws RecordFormatException where it is negative, or more than the bytes that are left
     */
    public int count() {
        int at = position;
        long value = number();
        if (value < 0 || value > bytes.length - position) {
            throw new RecordFormatException("state.count at byte " + at + ": " + value);
        }
        return (int) value;
    }

    /**
     * A truth value.
     *
     * @throws RecordFormatException where none stands here
     */
    public boolean flag() {
        int at = position;
        long value = number();
        if (value != 0 && value != 1) {
            throw new RecordFormatException("state.flag at byte " + at + ": " + value);
        }
        return value == 1;
    }

    /**
     * A text.
     *
     * @throws RecordFormatException where its length is not that of bytes that are there, or they are not UTF-8
     */
    public String text() {
        int at = position;
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new RecordFormatException("state.text at byte " + at + ": not UTF-8");
        }
    }

    /**
     * Bytes that stand behind their length.
     *
     * @throws RecordFormatException where the length is not that of bytes that are there
     */
    public byte[] bytes() {
        return take(count());
    }

    /**
     * A hash of a length that the caller knows.
     *
     * @throws RecordFormatException where fewer bytes are left
     */
    public byte[] hash(int length) {
        return take(length);
    }

    /**
     * An SM3.
     *
     * @throws RecordFormatException where fewer bytes are left
     */
    public Sm3Hash sm3() {
        return Sm3Hash.of(take(Sm3Hash.LENGTH));
    }

    /**
     * That all was read.
     *
     * @throws RecordFormatException where bytes are left
     */
    public void requireEnd() {
        if (position != bytes.length) {
            throw new RecordFormatException("state: " + (bytes.length - position) + " bytes behind its end");
        }
    }

    private byte[] take(int length) {
        if (length > bytes.length - position) {
            throw new RecordFormatException("state.bytes at byte " + position + ": " + length + " wanted, "
                    + (bytes.length - position) + " left");
        }
        byte[] value = Arrays.copyOfRange(bytes, position, position + length);
        position += length;
        return value;
    }
}
