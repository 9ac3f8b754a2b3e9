package io.shuheng.core.engine;

import io.shuheng.core.clearing.Entry;
import io.shuheng.core.clearing.EntryReason;
import io.shuheng.core.participant.Principal;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.trading.auction.HeldMoney;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The money behind the leading bid of an auction, or behind what a buyer seeks in one: held at its limit, paid out of at the
 * award, given back else.
 */
final class BidMoney {

    private static final long NO_HOLD = 0;

    private final ExchangeState state;

    BidMoney(ExchangeState state) {
        this.state = state;
    }

    /**
     * Checks {@link #hold}.
     *
     * @param field the command's field that says how far it goes
     * @param raised the same buyer's money that then counts; null where there is none
     * @throws CommandRejected INSUFFICIENT_FUNDS, FUNDS_FROZEN
     */
    void require(Principal buyer, String field, long payFen, @Nullable HeldMoney raised) {
        int cash = state.accounts.cashOf(buyer.participant());
        if (state.accounts.isFrozen(cash)) {
            throw CommandRejected.because(RefusalCode.FUNDS_FROZEN, field, payFen);
        }
        long missingFen = payFen - (raised == null ? 0 : raised.heldFen());
        if (missingFen > 0) {
            state.holds.checkPlace(cash, missingFen);
        }
    }

    /** Holds it, after {@link #require}. */
    HeldMoney hold(Turn turn, Principal buyer, long payFen) {
        int cash = state.accounts.cashOf(buyer.participant());
        long hold = state.holds.place(cash, payFen, Long.MAX_VALUE);
        state.mandates.use(buyer, payFen);
        turn.event(EventKind.HOLD_PLACED, hold, cash, payFen);
        return new HeldMoney(buyer, hold, payFen);
    }

    /** Gives all of it back: the bid was beaten, or nothing came of it. */
    void giveBack(Turn turn, HeldMoney held) {
        release(turn, held, held.heldFen());
    }

    /**
     * Makes what a trade costs a hold of its own, whose number comes back, and gives back the rest; a price of less than a
     * fen may come to nothing, and that has no hold.
     */
    long carve(Turn turn, HeldMoney held, long payFen) {
        if (payFen == 0) {
            giveBack(turn, held);
            return NO_HOLD;
        }
        long carved = state.holds.carve(held.hold(), payFen, Long.MAX_VALUE);
        turn.event(EventKind.HOLD_CARVED, held.hold(), carved, payFen);
        release(turn, held, held.heldFen() - payFen);
        return carved;
    }

    /**
     * Pays all of it to another account, as a deposit that is forfeited. Where an authority's freeze keeps money from being
     * paid, that comes first.
     *
     * @return false where it could not be paid, and nothing has changed
     */
    boolean forfeit(Turn turn, HeldMoney deposit, int toAccount) {
        int from = state.accounts.cashOf(deposit.payer().participant());
        List<Entry> entries = List.of(new Entry(from, toAccount, deposit.heldFen(), EntryReason.FORFEIT));
        try {
            state.holds.checkCapture(deposit.hold(), entries);
        } catch (CommandRejected e) {
            return false;
        }
        state.holds.capture(deposit.hold(), entries);
        turn.event(EventKind.DEPOSIT_FORFEITED, deposit.hold(), toAccount, deposit.heldFen());
        return true;
    }

    /** Nothing is left on the hold then. */
    private void release(Turn turn, HeldMoney held, long amountFen) {
        if (amountFen > 0) {
            state.holds.release(held.hold(), amountFen);
            state.mandates.giveBack(held.payer(), amountFen);
            turn.event(EventKind.HOLD_RELEASED, held.hold(), amountFen, 0);
        }
    }
}
