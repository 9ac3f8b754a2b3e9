package io.shuheng.core.record;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/**
 * Generated Avro classes to canonical bytes and back. Avro's own binary encoder already writes the canonical form: the
 * shortest varints and one block an array. Stateless, any thread, allocates: for cold records.
 */
public final class AvroBytes {

    /** A class's schema with its checker, made once: making the checker walks the whole schema. */
    private record Form(Schema schema, CanonicalAvro checker) {}

    private static final ClassValue<Form> FORMS = new ClassValue<>() {
        @Override
        protected Form computeValue(Class<?> type) {
            Schema schema = SpecificData.get().getSchema(type);
            return new Form(schema, CanonicalAvro.of(schema));
        }
    };

    private AvroBytes() {}

    /** The canonical bytes of a record. */
    public static byte[] encode(SpecificRecord value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        try {
            new SpecificDatumWriter<SpecificRecord>(value.getSchema(), LedgerData.INSTANCE).write(value, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /**
     * The record that the range holds.
     *
     * @throws RecordFormatException where the range is not exactly one canonical value of the class's schema
     */
    public static <T extends SpecificRecord> T decode(Class<T> type, byte[] bytes, int offset, int limit) {
        Form form = FORMS.get(type);
        form.checker.require(bytes, offset, limit);
        try {
            SpecificDatumReader<T> reader = new SpecificDatumReader<>(form.schema, form.schema, LedgerData.INSTANCE);
            return type.cast(
                    reader.read(null, DecoderFactory.get().binaryDecoder(bytes, offset, limit - offset, null)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@link #decode(Class, byte[], int, int)}, over a whole array. */
    public static <T extends SpecificRecord> T decode(Class<T> type, byte[] bytes) {
        return decode(type, bytes, 0, bytes.length);
    }

    /** The remaining bytes of a field, copied; the buffer stays as it is. */
    public static byte[] copyOf(ByteBuffer field) {
        byte[] copy = new byte[field.remaining()];
        field.duplicate().get(copy);
        return copy;
    }
}
