package io.shuheng.core.record;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/*
 * Readers, writers and their buffers are each thread's own and kept: Avro resolves a schema anew for each reader, which costs
 * several times what reading a command does. The generated classes read and write themselves ("custom coders"), the same
 * bytes as Avro's generic way in a fraction of the time; a test compares the two.
 */
/**
 * Generated Avro classes to canonical bytes and back. Avro's own binary encoder already writes the canonical form: the
 * shortest varints and one block an array. Any thread; allocates what it returns.
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

    private static final ThreadLocal<Coder> CODER = ThreadLocal.withInitial(Coder::new);

    /** What one thread reads and writes with. */
    private static final class Coder {

        private final Map<Class<?>, SpecificDatumReader<SpecificRecord>> readers = new HashMap<>();
        private final Map<Class<?>, SpecificDatumWriter<SpecificRecord>> writers = new HashMap<>();
        private final ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
        private final BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        private @Nullable BinaryDecoder decoder;

        byte[] encode(SpecificRecord value) throws IOException {
            out.reset();
            writers.computeIfAbsent(
                            value.getClass(), type -> new SpecificDatumWriter<>(value.getSchema(), LedgerData.INSTANCE))
                    .write(value, encoder);
            encoder.flush();
            return out.toByteArray();
        }

        SpecificRecord decode(Class<?> type, Schema schema, byte[] bytes, int offset, int length) throws IOException {
            BinaryDecoder reading = DecoderFactory.get().binaryDecoder(bytes, offset, length, decoder);
            decoder = reading;
            SpecificRecord value = readers.computeIfAbsent(
                            type, key -> new SpecificDatumReader<>(schema, schema, LedgerData.INSTANCE))
                    .read(null, reading);
            // So that it holds on to nobody's array.
            decoder = DecoderFactory.get().binaryDecoder(NOTHING, reading);
            return value;
        }
    }

    private static final byte[] NOTHING = {};

    private AvroBytes() {}

    /** The canonical bytes of a record. */
    public static byte[] encode(SpecificRecord value) {
        try {
            return CODER.get().encode(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
            return type.cast(CODER.get().decode(type, form.schema, bytes, offset, limit - offset));
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
