package io.shuheng.core.record;

/**
 * How long records of a kind are kept at least (保存期限). Nothing is pruned inside its class. A kind says its class in
 * its schema, as the property {@code retention}; one that says none is OTHER. The property is not part of the schema's
 * canonical form, so no signature or hash depends on it.
 */
public enum RetentionClass {
    /** Books of account, and what a contract is formed, performed and settled by: 30 years. */
    BOOKS(30),
    /** Everything else: 10 years. */
    OTHER(10);

    /** Name of the property in a schema. */
    static final String PROPERTY = "retention";

    private final int years;

    RetentionClass(int years) {
        this.years = years;
    }

    /** Least time, years from the record's sequenced time. */
    public int years() {
        return years;
    }
}
