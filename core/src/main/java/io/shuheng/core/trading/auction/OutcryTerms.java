package io.shuheng.core.trading.auction;

import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import io.shuheng.crypto.Sm3Hash;

/**
 * The terms of an auction by outcry, as they were announced. Immutable.
 *
 * @param announcedAtNs when; the fees of its trade are those of this time, so that a bidder knows them
 * @param quantityLots lots that are traded together
 * @param startMicros price of one lot at which the first bid is taken: the least in an English auction, the most in a reverse one
 * @param stepMicros least raise, or fall
 * @param softCloseNs how far behind itself a late bid moves the close; 0 for not at all
 * @param reserveSm3 commitment to a hidden reserve; zeros where there is none
 * @param revealWithinNs how long after the close it may be shown
 */
public record OutcryTerms(
        long announcedAtNs,
        long quantityLots,
        long startMicros,
        long stepMicros,
        long softCloseNs,
        Sm3Hash reserveSm3,
        long revealWithinNs) {

    /** Those of an English auction. */
    public static OutcryTerms of(long announcedAtNs, ScheduleEnglishAuction command) {
        return new OutcryTerms(
                announcedAtNs,
                command.getQuantityLots(),
                command.getStartPriceMicros(),
                command.getIncrementMicros(),
                command.getSoftCloseNs(),
                Sm3Hash.of(command.getReserveSm3().bytes()),
                command.getRevealWithinNs());
    }

    /** Those of a reverse auction. */
    public static OutcryTerms of(long announcedAtNs, ScheduleReverseAuction command) {
        return new OutcryTerms(
                announcedAtNs,
                command.getQuantityLots(),
                command.getCeilingPriceMicros(),
                command.getDecrementMicros(),
                command.getSoftCloseNs(),
                Sm3Hash.of(command.getReserveSm3().bytes()),
                command.getRevealWithinNs());
    }

    /** Whether there is a hidden reserve. */
    public boolean hasReserve() {
        return !reserveSm3.equals(Sm3Hash.ZERO);
    }

    void writeState(StateSink sink) {
        sink.number(announcedAtNs);
        sink.number(quantityLots);
        sink.number(startMicros);
        sink.number(stepMicros);
        sink.number(softCloseNs);
        sink.hash(reserveSm3.bytes());
        sink.number(revealWithinNs);
    }

    static OutcryTerms readState(StateSource source) {
        return new OutcryTerms(
                source.number(),
                source.number(),
                source.number(),
                source.number(),
                source.number(),
                Sm3Hash.of(source.hash(Sm3Hash.LENGTH)),
                source.number());
    }
}
