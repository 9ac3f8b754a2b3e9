package io.shuheng.ledger.inspect;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which records are wanted; all conditions together. Immutable.
 *
 * @param from lowest sequence
 * @param to highest sequence
 * @param type name of a kind of record, in either case; empty for all
 * @param participant number of a participant that sent it, or that it or one of its events names; empty for all
 * @param product the provider's id of a product: records about it, its instruments, and all that was traded in them;
 *     empty for all
 * @param operatorsActs whether only what officers and the operator sent is wanted
 */
public record RecordSelection(
        long from,
        long to,
        Optional<String> type,
        OptionalLong participant,
        Optional<String> product,
        boolean operatorsActs) {

    /** Every record. */
    public static final RecordSelection ALL =
            new RecordSelection(0, Long.MAX_VALUE, Optional.empty(), OptionalLong.empty(), Optional.empty(), false);

    /** Checks the range. */
    public RecordSelection {
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("from " + from + ", to " + to + ": not 0 <= from <= to");
        }
    }
}
