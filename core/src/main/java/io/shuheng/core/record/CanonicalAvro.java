package io.shuheng.core.record;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.avro.Schema;

/**
 * Checks that bytes are the one canonical Avro encoding of some value of a schema, before any decoder allocates for
 * them. Avro lets a writer choose: varints of any length, arrays in several blocks, blocks with a byte count. Evidence
 * cannot: here a varint has its shortest form, a non-empty array is one block with a positive count, UTF-8 is valid, an
 * enum is in range and a boolean is 0 or 1. What passes decodes to a value that encodes to the same bytes.
 *
 * <p>Only the subset of Avro that ledger schemas use is known: record, boolean, int, long, enum, fixed, bytes, string
 * and arrays. Immutable, thread-safe, does no I/O.
 */
public final class CanonicalAvro {

    private static final int MAX_DEPTH = 16;

    private final Schema schema;

    private CanonicalAvro(Schema schema) {
        this.schema = schema;
    }

    /**
     * A checker for one schema.
     *
     * @throws IllegalArgumentException where the schema uses a type outside the subset, or nests deeper than 16
     */
    public static CanonicalAvro of(Schema schema) {
        requireSubset(schema, 0);
        return new CanonicalAvro(schema);
    }

    /**
     * The offset behind the one value that starts at {@code offset}.
     *
     * @throws RecordFormatException where the bytes from there up to {@code limit} hold no canonical value
     */
    public int endOf(byte[] bytes, int offset, int limit) {
        return end(schema, schema.getName(), bytes, offset, limit);
    }

    /**
     * Checks that the whole range is exactly one value.
     *
     * @throws RecordFormatException where it is not
     */
    public void require(byte[] bytes, int offset, int limit) {
        int end = endOf(bytes, offset, limit);
        if (end != limit) {
            throw new RecordFormatException(schema.getName() + ": " + (limit - end) + " bytes behind the value");
        }
    }

    /**
     * The value of an int or long field of a record, found in bytes that {@link #require} has accepted.
     *
     * @param field the field's index
     */
    long number(int field, byte[] bytes, int offset, int limit) {
        List<Schema.Field> fields = schema.getFields();
        int at = offset;
        for (int i = 0; i < field; i++) {
            Schema.Field before = fields.get(i);
            at = end(before.schema(), before.name(), bytes, at, limit);
        }
        return Varint.read(bytes, at);
    }

    private static int end(Schema schema, String field, byte[] bytes, int offset, int limit) {
        return switch (schema.getType()) {
            case RECORD -> endOfRecord(schema, bytes, offset, limit);
            case BOOLEAN -> endOfBoolean(field, bytes, offset, limit);
            case INT -> endOfInt(field, bytes, offset, limit);
            case LONG -> endOfVarint(field, bytes, offset, limit);
            case ENUM -> endOfEnum(schema, field, bytes, offset, limit);
            case FIXED -> advance(field, offset, schema.getFixedSize(), limit);
            case BYTES -> endOfBytes(field, bytes, offset, limit);
            case STRING -> endOfString(field, bytes, offset, limit);
            case ARRAY -> endOfArray(schema, field, bytes, offset, limit);
            default -> throw new IllegalStateException("schema type " + schema.getType());
        };
    }

    private static int endOfRecord(Schema schema, byte[] bytes, int offset, int limit) {
        int at = offset;
        List<Schema.Field> fields = schema.getFields();
        for (int i = 0; i < fields.size(); i++) {
            Schema.Field field = fields.get(i);
            at = end(field.schema(), field.name(), bytes, at, limit);
        }
        return at;
    }

    private static int endOfBoolean(String field, byte[] bytes, int offset, int limit) {
        int end = advance(field, offset, 1, limit);
        if (bytes[offset] != 0 && bytes[offset] != 1) {
            throw new RecordFormatException(field + " " + bytes[offset] + ": a boolean is 0 or 1");
        }
        return end;
    }

    private static int endOfInt(String field, byte[] bytes, int offset, int limit) {
        int end = endOfVarint(field, bytes, offset, limit);
        long value = Varint.read(bytes, offset);
        if (value != (int) value) {
            throw new RecordFormatException(field + " " + value + ": an int has 32 bits");
        }
        return end;
    }

    private static int endOfEnum(Schema schema, String field, byte[] bytes, int offset, int limit) {
        int end = endOfVarint(field, bytes, offset, limit);
        long index = Varint.read(bytes, offset);
        if (index < 0 || index >= schema.getEnumSymbols().size()) {
            throw new RecordFormatException(field + " " + index + ": not a symbol of " + schema.getName());
        }
        return end;
    }

    private static int endOfBytes(String field, byte[] bytes, int offset, int limit) {
        int start = endOfVarint(field, bytes, offset, limit);
        return advance(field, start, Varint.read(bytes, offset), limit);
    }

    private static int endOfString(String field, byte[] bytes, int offset, int limit) {
        int start = endOfVarint(field, bytes, offset, limit);
        int end = advance(field, start, Varint.read(bytes, offset), limit);
        try {
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, start, end - start));
        } catch (CharacterCodingException e) {
            throw new RecordFormatException(field + ": not UTF-8");
        }
        return end;
    }

    private static int endOfArray(Schema schema, String field, byte[] bytes, int offset, int limit) {
        int at = endOfVarint(field, bytes, offset, limit);
        long count = Varint.read(bytes, offset);
        if (count < 0) {
            throw new RecordFormatException(field + " " + count + ": an array block has a positive count");
        }
        if (count == 0) {
            return at;
        }
        // An element may take no bytes at all (a record without fields), but not in a ledger schema: see requireSubset.
        if (count > limit - at) {
            throw new RecordFormatException(field + " " + count + ": more elements than bytes");
        }
        for (long i = 0; i < count; i++) {
            at = end(schema.getElementType(), field, bytes, at, limit);
        }
        int end = endOfVarint(field, bytes, at, limit);
        if (Varint.read(bytes, at) != 0) {
            throw new RecordFormatException(field + ": a second array block");
        }
        return end;
    }

    private static int endOfVarint(String field, byte[] bytes, int offset, int limit) {
        int end = Varint.endOf(bytes, offset, limit);
        if (end < 0) {
            throw new RecordFormatException(field + ": not a varint in its shortest form at byte " + offset);
        }
        return end;
    }

    private static int advance(String field, int offset, long length, int limit) {
        if (length < 0 || length > limit - offset) {
            throw new RecordFormatException(field + ": length " + length + ", but " + (limit - offset) + " bytes left");
        }
        return offset + (int) length;
    }

    private static void requireSubset(Schema schema, int depth) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException(schema.getName() + ": nested deeper than " + MAX_DEPTH);
        }
        switch (schema.getType()) {
            case RECORD -> schema.getFields().forEach(field -> requireSubset(field.schema(), depth + 1));
            case ARRAY -> requireElement(schema.getElementType(), depth + 1);
            case BOOLEAN, INT, LONG, ENUM, FIXED, BYTES, STRING -> {}
            default -> throw new IllegalArgumentException(schema.getType() + ": not used in ledger schemas");
        }
    }

    private static void requireElement(Schema element, int depth) {
        boolean empty =
                element.getType() == Schema.Type.RECORD && element.getFields().isEmpty();
        if (empty || (element.getType() == Schema.Type.FIXED && element.getFixedSize() == 0)) {
            throw new IllegalArgumentException(element.getName() + ": an array element takes at least one byte");
        }
        requireSubset(element, depth);
    }
}
