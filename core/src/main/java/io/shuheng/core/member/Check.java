package io.shuheng.core.member;

import java.util.List;

/** What came of comparing something that a member received with what it must be. Immutable. */
public sealed interface Check {

    /** Everything that was compared is as it must be. */
    record Agrees() implements Check {}

    /**
     * Something is not.
     *
     * @param differences at least one, in the order in which the fields were compared
     */
    record Differs(List<Difference> differences) implements Check {

        /** Copies the list, and requires that there is something in it. */
        public Differs {
            differences = List.copyOf(differences);
            if (differences.isEmpty()) {
                throw new IllegalArgumentException("check.differences: none");
            }
        }
    }

    /**
     * One field that is not what it must be.
     *
     * @param field record and field, such as {@code settlement.taxFen}
     * @param expected what it must be
     * @param found what it is
     */
    record Difference(String field, String expected, String found) {}

    /** Whether everything agrees. */
    default boolean agrees() {
        return this instanceof Agrees;
    }
}
