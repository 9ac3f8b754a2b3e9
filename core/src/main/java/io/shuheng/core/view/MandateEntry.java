package io.shuheng.core.view;

import io.shuheng.core.participant.Power;
import java.util.List;

/**
 * A mandate (授权委托). Immutable.
 *
 * @param number from 1
 * @param principal number of the participant in whose name is acted
 * @param agent number of the participant that may act
 * @param powers what it may do
 * @param products numbers of the listings it covers; empty for all
 * @param moneyLimitFen the most that the agent may spend under it, fen
 * @param validFromNs first instant at which it holds, nanoseconds since 1970
 * @param validToNs first instant at which it no longer does
 * @param revoked whether it was ended before its time
 */
public record MandateEntry(
        long number,
        long principal,
        long agent,
        List<Power> powers,
        List<Long> products,
        long moneyLimitFen,
        long validFromNs,
        long validToNs,
        boolean revoked) {

    /** Copies the lists. */
    public MandateEntry {
        powers = List.copyOf(powers);
        products = List.copyOf(products);
    }
}
