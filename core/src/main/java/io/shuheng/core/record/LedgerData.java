package io.shuheng.core.record;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.jspecify.annotations.Nullable;

/*
 * Since 1.12.2 Avro loads a class that a schema names only if a process-wide setting trusts it. A library must not touch
 * such a setting, and needs none: the only classes here are those generated from its own schemas, so they are found by
 * their name in one package tree and nowhere else. Schemas from a file never come this way.
 */
/** Finds the generated class of a ledger schema. Thread-safe. */
final class LedgerData extends SpecificData {

    static final LedgerData INSTANCE = new LedgerData();

    private static final String PACKAGES = "io.shuheng.core.";

    private final ConcurrentMap<String, Class<?>> generated = new ConcurrentHashMap<>();

    private LedgerData() {
        super(LedgerData.class.getClassLoader());
        setCustomCoders(true);
    }

    @Override
    public @Nullable Class<?> getClass(Schema schema) {
        return switch (schema.getType()) {
            case RECORD, ENUM, FIXED -> generated.computeIfAbsent(schema.getFullName(), LedgerData::load);
            default -> super.getClass(schema);
        };
    }

    private static Class<?> load(String name) {
        if (!name.startsWith(PACKAGES)) {
            throw new IllegalArgumentException(name + ": not a schema of the ledger");
        }
        try {
            return Class.forName(name, true, LedgerData.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(name + ": no class was generated for it", e);
        }
    }
}
