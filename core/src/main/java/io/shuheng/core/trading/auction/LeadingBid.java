package io.shuheng.core.trading.auction;

import io.shuheng.core.participant.Principal;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import org.jspecify.annotations.Nullable;

/**
 * The best bid of an auction by outcry and what is behind it: a buyer's money, or licences of a seller. Immutable.
 *
 * @param sequence of its record
 * @param bidder in whose name it was sent
 * @param limitMicros how far it goes for one lot: the most that a buyer pays, the least that a seller takes
 * @param instrument what would be traded
 * @param scenario place of the buyer's declared use among the instrument's
 * @param money what a buyer's bid costs at its limit, which is held; null behind a seller's, whose lots are set aside
 */
public record LeadingBid(
        long sequence,
        Principal bidder,
        long limitMicros,
        long instrument,
        int scenario,
        @Nullable HeldMoney money) {

    /** Of a buyer's bid: what is held for it. */
    public HeldMoney requireMoney() {
        HeldMoney held = money;
        if (held == null) {
            throw new IllegalStateException("bid " + sequence + ": a seller's has no money behind it");
        }
        return held;
    }

    void writeState(StateSink sink) {
        sink.number(sequence);
        sink.number(bidder.participant());
        sink.number(bidder.agent());
        sink.number(bidder.mandate());
        sink.number(limitMicros);
        sink.number(instrument);
        sink.number(scenario);
        HeldMoney held = money;
        sink.flag(held != null);
        if (held != null) {
            held.writeState(sink);
        }
    }

    static LeadingBid readState(StateSource source) {
        return new LeadingBid(
                source.number(),
                new Principal(source.number(), source.number(), source.number()),
                source.number(),
                source.number(),
                source.integer(),
                source.flag() ? HeldMoney.readState(source) : null);
    }
}
