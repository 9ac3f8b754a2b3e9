package io.shuheng.core.engine;

import io.shuheng.core.clearing.Accounts;
import io.shuheng.core.clearing.FeeSchedule;
import io.shuheng.core.clearing.Money;
import io.shuheng.core.clearing.RoundingRule;
import io.shuheng.core.clearing.Tax;
import io.shuheng.core.clearing.TradeFees;
import io.shuheng.core.participant.Principal;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.trading.Instrument;
import io.shuheng.core.trading.auction.ForfeitTo;
import io.shuheng.core.trading.auction.HeldMoney;
import io.shuheng.core.trading.auction.SealedAuction;
import io.shuheng.core.trading.auction.SealedBid;

/**
 * The money behind sealed bids: a deposit (保证金) from the commitment on, all that the bid can cost from its reveal on.
 * What a mandate allows counts as it is held.
 */
final class SealedBacking {

    private static final RoundingRule ROUNDING = RoundingRule.HALF_UP;

    private final ExchangeState state;
    private final BidMoney money;
    private final SettlementDesk settlement;

    SealedBacking(ExchangeState state, SettlementDesk settlement) {
        this.state = state;
        this.money = new BidMoney(state);
        this.settlement = settlement;
    }

    /**
     * What a trade costs the buyer and each side's fee: the seller is charged no more than the proceeds bear.
     *
     * @param feeTimeNs fees are those of this time
     */
    Cost cost(Instrument instrument, long buyer, long priceMicros, long lots, long feeTimeNs) {
        long amountFen = Money.notionalFen(priceMicros, lots, ROUNDING);
        FeeSchedule schedule = instrument.board().fees();
        TradeFees whole = TradeFees.of(schedule, amountFen, lots, feeTimeNs);
        Tax priceTax =
                new Tax(instrument.terms().getPriceTaxBp(), instrument.terms().getPriceTaxMode());
        long bearableFen =
                schedule.tax().largestWithin(priceTax.on(amountFen, ROUNDING).netFen());
        TradeFees fees = new TradeFees(whole.buyerFen(), Math.min(whole.sellerFen(), bearableFen));
        long payFen = settlement
                .plan(0, instrument, buyer, instrument.provider(), amountFen, fees)
                .buyerPaysFen();
        return new Cost(amountFen, fees, payFen);
    }

    /**
     * What a trade costs.
     *
     * @param amountFen price times lots, fen
     * @param fees what each side pays the exchange
     * @param payFen what the buyer pays in all, fen
     */
    record Cost(long amountFen, TradeFees fees, long payFen) {}

    /** Checks {@link #deposit}. */
    void checkDeposit(Principal principal, long depositFen) {
        state.holds.checkPlace(state.accounts.cashOf(principal.participant()), depositFen);
    }

    /** Sets a deposit aside, and returns its hold's number. */
    long deposit(Turn turn, Principal principal, long depositFen) {
        return place(turn, principal, depositFen);
    }

    /**
     * Checks {@link #secure}.
     *
     * @throws CommandRejected FUNDS_FROZEN, INSUFFICIENT_FUNDS
     */
    void checkSecure(SealedBid bid, long payFen) {
        int cash = state.accounts.cashOf(bid.bidder());
        if (state.accounts.isFrozen(cash)) {
            throw CommandRejected.because(RefusalCode.FUNDS_FROZEN, "priceMicros", payFen);
        }
        if (payFen > bid.heldFen()) {
            state.holds.checkPlace(cash, payFen - bid.heldFen());
        }
    }

    /** Sets aside what a revealed bid can cost, in the place of its deposit, for whom it is revealed by. */
    void secure(Turn turn, SealedBid bid, Principal by, long payFen) {
        if (payFen <= bid.heldFen()) {
            release(turn, bid, bid.heldFen() - payFen);
            state.mandates.giveBack(bid.principal(), payFen);
            state.mandates.use(by, payFen);
            bid.comesFrom(by);
            return;
        }
        release(turn, bid, bid.heldFen());
        bid.comesFrom(by);
        bid.holds(place(turn, by, payFen), payFen);
    }

    /** Gives a part of what is held for a bid back. */
    void release(Turn turn, SealedBid bid, long amountFen) {
        if (amountFen == 0) {
            return;
        }
        state.holds.release(bid.hold(), amountFen);
        bid.holds(bid.hold(), bid.heldFen() - amountFen);
        state.mandates.giveBack(bid.principal(), amountFen);
        turn.event(EventKind.HOLD_RELEASED, bid.hold(), amountFen, bid.heldFen());
    }

    /**
     * Hands the deposit of a bid that was not revealed to whom the auction's terms say. Where an authority's freeze keeps
     * money from being paid, that comes first, and the deposit goes back into the frozen account.
     */
    void forfeit(Turn turn, SealedAuction auction, SealedBid bid, long provider) {
        int to = auction.terms().getForfeitTo() == ForfeitTo.PROVIDER
                ? state.accounts.cashOf(provider)
                : Accounts.FEE_INCOME;
        if (money.forfeit(turn, new HeldMoney(bid.principal(), bid.hold(), bid.heldFen()), to)) {
            bid.holds(bid.hold(), 0);
        } else {
            release(turn, bid, bid.heldFen());
        }
    }

    private long place(Turn turn, Principal principal, long amountFen) {
        return money.hold(turn, principal, amountFen).hold();
    }
}
