package io.shuheng.core.record;

import io.shuheng.crypto.Sm3Hash;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * One kind of record in a rules version. Immutable, thread-safe.
 *
 * @param number the schema's number, from 1, as record headers name it
 * @param type the record type, 1..191
 * @param javaClass the generated class
 * @param schema the body's schema (for a command: of the command alone)
 * @param canonicalForm the schema in Avro's Parsing Canonical Form
 * @param schemaSm3 SM3 of the canonical form's UTF-8 bytes
 * @param checker the strict reader of its bytes
 */
public record RecordKind(
        int number,
        int type,
        Class<? extends SpecificRecord> javaClass,
        Schema schema,
        String canonicalForm,
        Sm3Hash schemaSm3,
        CanonicalAvro checker) {

    /** Whether records of this kind are commands. */
    public boolean isCommand() {
        return type < RecordHeader.FIRST_RESULT_TYPE;
    }

    /** Whether the command carries {@code clientId} and {@code notAfterNs}, as all members' commands do. */
    public boolean isIdentified() {
        return schema.getField("clientId") != null && schema.getField("notAfterNs") != null;
    }

    /** The index of a field by its name, -1 where there is none. */
    public int fieldIndex(String field) {
        Schema.Field found = schema.getField(field);
        return found == null ? -1 : found.pos();
    }

    /**
     * How long records of this kind are kept at least.
     *
     * @throws IllegalArgumentException where the schema names a class that there is not
     */
    public RetentionClass retention() {
        Object named = schema.getObjectProp(RetentionClass.PROPERTY);
        return named == null ? RetentionClass.OTHER : RetentionClass.valueOf(named.toString());
    }
}
