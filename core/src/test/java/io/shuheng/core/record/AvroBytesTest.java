package io.shuheng.core.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.core.rules.RulesVersions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.Utf8;

/** Every record kind, filled at random, between Avro's generic reader and writer and ours. */
class AvroBytesTest {

    private static final List<RecordKind> KINDS = RulesVersions.current().kinds();

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void readsAndWritesTheBytesOfTheGenericWriter(@ForAll("kinds") RecordKind kind, @ForAll long seed)
            throws IOException {
        GenericData.Record generic = (GenericData.Record) value(kind.schema(), new Random(seed));
        byte[] bytes = bytes(generic);
        SpecificRecord specific = AvroBytes.decode(kind.javaClass(), bytes);
        byte[] written = AvroBytes.encode(specific);
        assertThat(written).isEqualTo(bytes);
        assertThat(new GenericDatumReader<GenericData.Record>(kind.schema())
                        .read(null, DecoderFactory.get().binaryDecoder(written, null)))
                .isEqualTo(generic);
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void refusesEveryPartOfARecordAndEveryByteBehindIt(@ForAll("kinds") RecordKind kind, @ForAll long seed)
            throws IOException {
        byte[] bytes = bytes((GenericData.Record) value(kind.schema(), new Random(seed)));
        int shorter = bytes.length == 0 ? 0 : new Random(seed).nextInt(bytes.length);
        if (shorter < bytes.length) {
            assertThatThrownBy(() -> AvroBytes.decode(kind.javaClass(), Arrays.copyOf(bytes, shorter)))
                    .isInstanceOf(RecordFormatException.class);
        }
        assertThatThrownBy(() -> AvroBytes.decode(kind.javaClass(), Arrays.copyOf(bytes, bytes.length + 1)))
                .isInstanceOf(RecordFormatException.class);
    }

    @Property(tries = 200)
    void writesAuthenticationsByHandAsAvroDoes(
            @ForAll int kind, @ForAll int key, @ForAll long session, @ForAll byte[] signature) {
        Authentication authentication = new Authentication(kind, key, session, ByteBuffer.wrap(signature));
        RecordBuffer buffer = new RecordBuffer();
        buffer.startRecord(1, 0, 0, 0, 1);
        AuthenticationForm.write(authentication, buffer);
        byte[] record = buffer.copy(0);
        byte[] expected = AvroBytes.encode(authentication);
        assertThat(Arrays.copyOfRange(record, RecordHeader.LENGTH, record.length))
                .isEqualTo(expected);
        assertThat(AuthenticationForm.read(record, RecordHeader.LENGTH)).isEqualTo(authentication);
    }

    @Provide
    Arbitrary<RecordKind> kinds() {
        return Arbitraries.of(KINDS);
    }

    private static byte[] bytes(GenericData.Record record) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<GenericData.Record>(record.getSchema()).write(record, encoder);
        encoder.flush();
        return out.toByteArray();
    }

    private static Object value(Schema schema, Random random) {
        return switch (schema.getType()) {
            case RECORD -> record(schema, random);
            case ARRAY -> array(schema, random);
            case ENUM ->
                new GenericData.EnumSymbol(
                        schema,
                        schema.getEnumSymbols()
                                .get(random.nextInt(schema.getEnumSymbols().size())));
            case FIXED -> new GenericData.Fixed(schema, randomBytes(schema.getFixedSize(), random));
            case BYTES -> ByteBuffer.wrap(randomBytes(random.nextInt(100), random));
            case STRING -> new Utf8("文 text ".repeat(random.nextInt(4)));
            case INT -> random.nextInt() >> random.nextInt(32);
            case LONG -> random.nextLong() >> random.nextInt(64);
            case BOOLEAN -> random.nextBoolean();
            default -> throw new IllegalStateException(schema + ": not a type of ledger schemas");
        };
    }

    private static GenericData.Record record(Schema schema, Random random) {
        GenericData.Record record = new GenericData.Record(schema);
        for (Schema.Field field : schema.getFields()) {
            record.put(field.pos(), value(field.schema(), random));
        }
        return record;
    }

    private static GenericData.Array<Object> array(Schema schema, Random random) {
        List<Object> items = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            items.add(value(schema.getElementType(), random));
        }
        return new GenericData.Array<>(schema, items);
    }

    private static byte[] randomBytes(int length, Random random) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
