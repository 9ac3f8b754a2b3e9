package io.shuheng.core.trading.auction;

import io.shuheng.core.participant.Principal;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;

/**
 * The highest bid of an English auction and the money behind it. Immutable.
 *
 * @param sequence of its record
 * @param buyer in whose name it was sent
 * @param maximumMicros the most that it pays for one lot
 * @param scenario place of the declared use among the instrument's
 * @param hold number of the hold
 * @param heldFen what all lots cost at its maximum, which is held
 */
public record LeadingBid(long sequence, Principal buyer, long maximumMicros, int scenario, long hold, long heldFen) {

    void writeState(StateSink sink) {
        sink.number(sequence);
        sink.number(buyer.participant());
        sink.number(buyer.agent());
        sink.number(buyer.mandate());
        sink.number(maximumMicros);
        sink.number(scenario);
        sink.number(hold);
        sink.number(heldFen);
    }

    static LeadingBid readState(StateSource source) {
        return new LeadingBid(
                source.number(),
                new Principal(source.number(), source.number(), source.number()),
                source.number(),
                source.integer(),
                source.number(),
                source.number());
    }
}
