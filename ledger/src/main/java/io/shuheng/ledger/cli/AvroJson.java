package io.shuheng.ledger.cli;

import io.shuheng.core.record.AvroBytes;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;

/** Decoded fields as JSON: bytes and hashes in hex, enums by name, fields in the schema's order. Stateless. */
final class AvroJson {

    private static final HexFormat HEX = HexFormat.of();

    private AvroJson() {}

    static String of(Object value) {
        if (value instanceof IndexedRecord record) {
            JsonObject json = new JsonObject();
            for (Schema.Field field : record.getSchema().getFields()) {
                json.raw(field.name(), of(record.get(field.pos())));
            }
            return json.end();
        }
        if (value instanceof List<?> list) {
            return "[" + String.join(",", list.stream().map(AvroJson::of).toList()) + "]";
        }
        if (value instanceof GenericFixed fixed) {
            return JsonFields.quoted(HEX.formatHex(fixed.bytes()));
        }
        if (value instanceof ByteBuffer bytes) {
            return JsonFields.quoted(HEX.formatHex(AvroBytes.copyOf(bytes)));
        }
        if (value instanceof Number number) {
            return JsonObject.number(number.longValue());
        }
        return value instanceof Boolean ? value.toString() : JsonFields.quoted(String.valueOf(value));
    }
}
