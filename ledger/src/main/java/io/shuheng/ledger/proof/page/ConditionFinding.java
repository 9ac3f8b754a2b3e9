package io.shuheng.ledger.proof.page;

import java.util.List;

/**
 * What a file holds for one condition on one signature. Immutable.
 *
 * @param condition the condition
 * @param showing how far it is shown
 * @param evidence what was found, or why nothing was; not empty
 */
public record ConditionFinding(SignatureCondition condition, Showing showing, List<Evidence> evidence) {

    /**
     * One fact, in words that the page has in each language.
     *
     * @param key of the words
     * @param values in their places
     */
    public record Evidence(String key, List<String> values) {

        /** Takes a copy. */
        public Evidence {
            values = List.copyOf(values);
        }

        static Evidence of(String key, Object... values) {
            return new Evidence(
                    key, List.of(values).stream().map(String::valueOf).toList());
        }
    }

    /** Takes a copy. */
    public ConditionFinding {
        evidence = List.copyOf(evidence);
    }
}
