package io.shuheng.core.member;

import java.util.ArrayList;
import java.util.List;

/** Collects what differs, field by field. For one thread. */
final class Comparison {

    private final String record;
    private final List<Check.Difference> differences = new ArrayList<>();

    /**
     * @param record what the fields belong to, for their names
     */
    Comparison(String record) {
        this.record = record;
    }

    Comparison field(String name, Object expected, Object found) {
        if (!expected.equals(found)) {
            differences.add(new Check.Difference(record + "." + name, expected.toString(), found.toString()));
        }
        return this;
    }

    Check result() {
        return differences.isEmpty() ? new Check.Agrees() : new Check.Differs(differences);
    }
}
