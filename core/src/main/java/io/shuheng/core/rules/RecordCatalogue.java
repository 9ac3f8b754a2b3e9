package io.shuheng.core.rules;

import io.shuheng.core.record.CanonicalAvro;
import io.shuheng.core.record.GroupWriter;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.record.SchemaDefinition;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * The record kinds of one rules version, numbered in the order they are given. Immutable, thread-safe.
 */
public final class RecordCatalogue implements GroupWriter.ResultSchemas {

    /** Property of a schema that gives its record type. */
    private static final String TYPE_PROPERTY = "recordType";

    private static final int TYPES = 256;

    private final int rulesVersion;
    private final List<RecordKind> kinds = new ArrayList<>();
    private final @Nullable RecordKind[] byType = new RecordKind[TYPES];
    private final Map<Class<?>, RecordKind> byClass = new HashMap<>();

    RecordCatalogue(int rulesVersion, List<Class<? extends SpecificRecord>> classes) {
        this.rulesVersion = rulesVersion;
        for (Class<? extends SpecificRecord> javaClass : classes) {
            add(javaClass);
        }
    }

    /** The rules version these kinds belong to. */
    public int rulesVersion() {
        return rulesVersion;
    }

    /** All kinds, in the order of their schema numbers. */
    public List<RecordKind> kinds() {
        return List.copyOf(kinds);
    }

    /** The kind with that record type, or null. */
    public @Nullable RecordKind ofType(int type) {
        return type < 0 || type >= TYPES ? null : byType[type];
    }

    @Override
    public RecordKind kindOf(Class<? extends SpecificRecord> javaClass) {
        RecordKind kind = byClass.get(javaClass);
        if (kind == null) {
            throw new IllegalArgumentException(javaClass.getName() + ": no record of rules version " + rulesVersion);
        }
        return kind;
    }

    /** The schemas as the group of genesis holds them. */
    public List<SchemaDefinition> definitions() {
        List<SchemaDefinition> definitions = new ArrayList<>(kinds.size());
        for (RecordKind kind : kinds) {
            definitions.add(SchemaDefinition.newBuilder()
                    .setNumber(kind.number())
                    .setType(kind.type())
                    .setSm3(new Hash32(kind.schemaSm3().bytes()))
                    .setCanonicalForm(kind.canonicalForm())
                    .build());
        }
        return definitions;
    }

    private void add(Class<? extends SpecificRecord> javaClass) {
        Schema schema = SpecificData.get().getSchema(javaClass);
        Object type = schema.getObjectProp(TYPE_PROPERTY);
        if (!(type instanceof Integer typeNumber)) {
            throw new IllegalArgumentException(javaClass.getName() + ": its schema has no @recordType");
        }
        String canonicalForm = SchemaNormalization.toParsingForm(schema);
        RecordKind kind = new RecordKind(
                kinds.size() + 1,
                typeNumber,
                javaClass,
                schema,
                canonicalForm,
                Sm3Hash.of(Sm3.hash(canonicalForm.getBytes(StandardCharsets.UTF_8))),
                CanonicalAvro.of(schema));
        if (byType[typeNumber] != null) {
            throw new IllegalArgumentException("two record kinds have type " + typeNumber);
        }
        byType[typeNumber] = kind;
        byClass.put(javaClass, kind);
        kinds.add(kind);
    }
}
