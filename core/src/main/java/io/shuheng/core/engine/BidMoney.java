package io.shuheng.core.engine;

import io.shuheng.core.participant.Principal;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.trading.auction.LeadingBid;
import org.jspecify.annotations.Nullable;

/** The money behind the leading bid of an auction: held at its maximum, paid out of at the award, given back else. */
final class BidMoney {

    private static final long NO_HOLD = 0;

    private final ExchangeState state;

    BidMoney(ExchangeState state) {
        this.state = state;
    }

    /**
     * Checks {@link #hold}.
     *
     * @param raised the same buyer's bid whose money then counts; null where there is none
     * @throws CommandRejected INSUFFICIENT_FUNDS, FUNDS_FROZEN
     */
    void require(Principal buyer, long payFen, @Nullable LeadingBid raised) {
        int cash = state.accounts.cashOf(buyer.participant());
        if (state.accounts.isFrozen(cash)) {
            throw CommandRejected.because(RefusalCode.FUNDS_FROZEN, "maximumMicros", payFen);
        }
        long missingFen = payFen - (raised == null ? 0 : raised.heldFen());
        if (missingFen > 0) {
            state.holds.checkPlace(cash, missingFen);
        }
    }

    /** Holds it, after {@link #require}; the hold's number. */
    long hold(Turn turn, Principal buyer, long payFen) {
        int cash = state.accounts.cashOf(buyer.participant());
        long hold = state.holds.place(cash, payFen, Long.MAX_VALUE).number();
        state.mandates.use(buyer, payFen);
        turn.event(EventKind.HOLD_PLACED, hold, cash, payFen);
        return hold;
    }

    /** Gives all of it back: the bid was beaten, or nothing came of it. */
    void giveBack(Turn turn, LeadingBid bid) {
        release(turn, bid, bid.heldFen());
    }

    /**
     * Makes what a trade costs a hold of its own, whose number comes back, and gives back the rest; a price of less than a
     * fen may come to nothing, and that has no hold.
     */
    long carve(Turn turn, LeadingBid bid, long payFen) {
        if (payFen == 0) {
            giveBack(turn, bid);
            return NO_HOLD;
        }
        long carved = state.holds.carve(bid.hold(), payFen, Long.MAX_VALUE).number();
        turn.event(EventKind.HOLD_CARVED, bid.hold(), carved, payFen);
        release(turn, bid, bid.heldFen() - payFen);
        return carved;
    }

    /** Nothing is left on the hold then. */
    private void release(Turn turn, LeadingBid bid, long amountFen) {
        if (amountFen > 0) {
            state.holds.release(bid.hold(), amountFen);
            state.mandates.giveBack(bid.buyer(), amountFen);
            turn.event(EventKind.HOLD_RELEASED, bid.hold(), amountFen, 0);
        }
    }
}
