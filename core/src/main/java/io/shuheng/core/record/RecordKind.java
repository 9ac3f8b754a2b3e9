package io.shuheng.core.record;

import io.shuheng.crypto.Sm3Hash;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/*
 * What is asked of a kind with every command is found once, when the kind is made: Avro looks fields up in a map of names,
 * and properties in another.
 */
/** One kind of record in a rules version; each is made once. Immutable, thread-safe. */
public final class RecordKind {

    private static final int NONE = -1;

    private final int number;
    private final int type;
    private final Class<? extends SpecificRecord> javaClass;
    private final Schema schema;
    private final String canonicalForm;
    private final Sm3Hash schemaSm3;
    private final CanonicalAvro checker;
    private final Map<String, Integer> fields = new HashMap<>();
    private final int clientIdField;
    private final int notAfterField;
    private final int instrumentField;
    private final int mandateField;
    private final RetentionClass retention;

    /**
     * A kind of record.
     *
     * @param number the schema's number, from 1, as record headers name it
     * @param type the record type, 1..191
     * @param javaClass the generated class
     * @param schema the body's schema (for a command: of the command alone)
     * @param canonicalForm the schema in Avro's Parsing Canonical Form
     * @param schemaSm3 SM3 of the canonical form's UTF-8 bytes
     * @param checker the strict reader of its bytes
     * @throws IllegalArgumentException where the schema names a retention class that there is not
     */
    public RecordKind(
            int number,
            int type,
            Class<? extends SpecificRecord> javaClass,
            Schema schema,
            String canonicalForm,
            Sm3Hash schemaSm3,
            CanonicalAvro checker) {
        this.number = number;
        this.type = type;
        this.javaClass = javaClass;
        this.schema = schema;
        this.canonicalForm = canonicalForm;
        this.schemaSm3 = schemaSm3;
        this.checker = checker;
        schema.getFields().forEach(field -> fields.put(field.name(), field.pos()));
        this.clientIdField = fieldIndex("clientId");
        this.notAfterField = fieldIndex("notAfterNs");
        this.instrumentField = fieldIndex("instrument");
        this.mandateField = fieldIndex("mandate");
        Object named = schema.getObjectProp(RetentionClass.PROPERTY);
        this.retention = named == null ? RetentionClass.OTHER : RetentionClass.valueOf(named.toString());
    }

    /** The schema's number, from 1, as record headers name it. */
    public int number() {
        return number;
    }

    /** The record type, 1..191. */
    public int type() {
        return type;
    }

    /** The generated class. */
    public Class<? extends SpecificRecord> javaClass() {
        return javaClass;
    }

    /** The body's schema; for a command that of the command alone. */
    public Schema schema() {
        return schema;
    }

    /** The schema in Avro's Parsing Canonical Form. */
    public String canonicalForm() {
        return canonicalForm;
    }

    /** SM3 of the canonical form's UTF-8 bytes. */
    public Sm3Hash schemaSm3() {
        return schemaSm3;
    }

    /** The strict reader of its bytes. */
    public CanonicalAvro checker() {
        return checker;
    }

    /** Whether records of this kind are commands. */
    public boolean isCommand() {
        return type < RecordHeader.FIRST_RESULT_TYPE;
    }

    /** Whether the command carries {@code clientId} and {@code notAfterNs}, as all members' commands do. */
    public boolean isIdentified() {
        return clientIdField != NONE && notAfterField != NONE;
    }

    /** The index of a field by its name, -1 where there is none. */
    public int fieldIndex(String field) {
        return fields.getOrDefault(field, NONE);
    }

    /** The index of {@code clientId}, -1 where there is none. */
    public int clientIdField() {
        return clientIdField;
    }

    /** The index of {@code notAfterNs}, -1 where there is none. */
    public int notAfterField() {
        return notAfterField;
    }

    /** The index of {@code instrument}, whose terms are signed with the command, -1 where there is none. */
    public int instrumentField() {
        return instrumentField;
    }

    /** The index of {@code mandate}, -1 where there is none. */
    public int mandateField() {
        return mandateField;
    }

    /**
     * The value of an int or long field, read in place from the command's canonical bytes; boxes nothing.
     *
     * @param field one of the indices above, not -1
     * @param command starts with the canonical bytes, which have been checked
     */
    public long number(int field, byte[] command, int length) {
        return checker.number(field, command, 0, length);
    }

    /** How long records of this kind are kept at least. */
    public RetentionClass retention() {
        return retention;
    }

    @Override
    public String toString() {
        return schema.getName() + ", type " + type;
    }
}
