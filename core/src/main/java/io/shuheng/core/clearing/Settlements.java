package io.shuheng.core.clearing;

import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import java.util.Arrays;
import java.util.List;

/**
 * What became of each trade's money: settled gross, netted, disputed, ruled, refunded. Each trade is settled once, and
 * nothing leaves a final state; refunds of a settled trade never exceed what was captured.
 *
 * <p>State of the engine: used by its one thread, not thread-safe, never blocks. Trade numbers are dense and from 1; the
 * engine has checked that the trade exists and that its money is due before it calls here.
 */
public final class Settlements {

    private static final SettlementState[] STATES = SettlementState.values();

    private final Accounts accounts;
    private final Holds holds;
    private int highestTrade;
    private byte[] states = new byte[256];
    private int[] buyerAccounts = new int[256];
    private long[] capturedFen = new long[256];
    private long[] refundedFen = new long[256];

    /** Settlements in these books out of these holds. */
    public Settlements(Accounts accounts, Holds holds) {
        this.accounts = accounts;
        this.holds = holds;
    }

    /** Where a trade's money stands. */
    public SettlementState state(long trade) {
        return trade < 1 || trade > highestTrade ? SettlementState.OPEN : SettlementState.of(states[(int) trade]);
    }

    /** What was captured for a trade and not returned by a ruling, fen: paid, netted or in dispute. */
    public long capturedFen(long trade) {
        return state(trade) == SettlementState.OPEN ? 0 : capturedFen[(int) trade];
    }

    /** What was refunded of a settled trade, fen. */
    public long refundedFen(long trade) {
        return state(trade) == SettlementState.OPEN ? 0 : refundedFen[(int) trade];
    }

    /**
     * Checks {@link #settle}. Changes nothing.
     *
     * @throws CommandRejected SETTLEMENT_FINAL, WRONG_STATE, and as {@link Holds#checkCapture}
     */
    public void checkSettle(SettlementPlan plan, long hold) {
        requireState(plan.terms().trade(), SettlementState.OPEN);
        if (!plan.entries().isEmpty()) {
            holds.checkCapture(hold, plan.entries());
        } else if (hold != 0) {
            holds.hold(hold);
        }
    }

    /**
     * Settles a trade gross out of its hold and gives the rest of the hold back.
     *
     * @param hold number of the hold; 0 for a trade without price and fees
     * @throws CommandRejected as {@link #checkSettle}; then nothing has changed
     */
    public void settle(SettlementPlan plan, long hold) {
        checkSettle(plan, hold);
        boolean isOpen = hold != 0;
        if (!plan.entries().isEmpty()) {
            isOpen = holds.capture(hold, plan.entries()).state() == Hold.State.OPEN;
        }
        if (isOpen) {
            holds.releaseRest(hold);
        }
        set(plan.terms().trade(), SettlementState.SETTLED, plan.buyerAccount(), plan.buyerPaysFen());
    }

    /**
     * A trade came to nothing before any of its money was captured: the rest of its hold goes back.
     *
     * @param hold number of the hold; 0 for a trade without price and fees
     * @return what went back, fen
     * @throws CommandRejected SETTLEMENT_FINAL, WRONG_STATE, HOLD_RESOLVED, UNKNOWN_REFERENCE; then nothing has changed
     */
    public long giveBack(long trade, int buyerAccount, long hold) {
        requireState(trade, SettlementState.OPEN);
        long amountFen = 0;
        if (hold != 0) {
            amountFen = holds.hold(hold).restFen();
            holds.releaseRest(hold);
        }
        set(trade, SettlementState.REFUNDED, buyerAccount, 0);
        return amountFen;
    }

    /**
     * Checks {@link #dispute}. Changes nothing.
     *
     * @throws CommandRejected as {@link #dispute}
     */
    public void checkDispute(long trade, long hold) {
        requireState(trade, SettlementState.OPEN);
        if (hold != 0) {
            holds.checkCapture(hold, intoDispute(holds.hold(hold)));
        }
    }

    /**
     * A dispute was opened: the rest of the trade's hold goes to the disputed account.
     *
     * @param hold number of the hold, which is the buyer's; 0 for a trade without price and fees
     * @return what is in dispute, fen
     * @throws CommandRejected SETTLEMENT_FINAL, WRONG_STATE, HOLD_RESOLVED, UNKNOWN_REFERENCE, FUNDS_FROZEN; then
     *     nothing has changed
     */
    public long dispute(long trade, int buyerAccount, long hold) {
        requireState(trade, SettlementState.OPEN);
        long amountFen = 0;
        if (hold != 0) {
            Hold held = holds.hold(hold);
            amountFen = held.restFen();
            holds.capture(hold, intoDispute(held));
        }
        set(trade, SettlementState.DISPUTED, buyerAccount, amountFen);
        return amountFen;
    }

    private static List<Entry> intoDispute(Hold held) {
        return List.of(new Entry(held.account(), Accounts.DISPUTED, held.restFen(), EntryReason.DISPUTE));
    }

    /**
     * Pays a ruling's split out of the disputed money. What goes back to the buyer is no longer captured.
     *
     * @param entries all of them debit the disputed account and together pay the whole, see
     *     {@link SettlementPlan#entriesOutOfDispute}
     * @param refunds whether the trade is undone, so that all goes back and it is REFUNDED; else it is SETTLED
     * @return what went back to the buyer, fen
     * @throws CommandRejected SETTLEMENT_FINAL, WRONG_STATE, SPLIT_INVALID where the entries do not make the whole or a
     *     trade that is undone would pay somebody, ENTRY_NOT_ALLOWED; then nothing has changed
     */
    public long rule(long trade, List<Entry> entries, boolean refunds) {
        requireState(trade, SettlementState.DISPUTED);
        int at = (int) trade;
        if (Holds.sumFen(entries) != capturedFen[at]) {
            throw CommandRejected.because(RefusalCode.SPLIT_INVALID, "amountFen", Holds.sumFen(entries));
        }
        long returnedFen = 0;
        for (Entry entry : entries) {
            boolean toOther = entry.creditAccount() != buyerAccounts[at];
            boolean returns = entry.reason() == EntryReason.DISPUTE_RETURN;
            if (entry.debitAccount() != Accounts.DISPUTED || (returns && toOther)) {
                throw CommandRejected.because(RefusalCode.ENTRY_NOT_ALLOWED, "creditAccount", entry.creditAccount());
            }
            returnedFen += returns ? entry.amountFen() : 0;
        }
        if (refunds && returnedFen != capturedFen[at]) {
            throw CommandRejected.because(RefusalCode.SPLIT_INVALID, "amountFen", returnedFen);
        }
        accounts.post(entries);
        SettlementState next = refunds ? SettlementState.REFUNDED : SettlementState.SETTLED;
        set(trade, next, buyerAccounts[at], capturedFen[at] - returnedFen);
        return returnedFen;
    }

    /**
     * Gives money of a settled trade back to its buyer. The settlement stays final: this is a new payment.
     *
     * @param entries all of them REFUND, to the buyer's cash
     * @throws CommandRejected WRONG_STATE where the trade is not settled, REFUND_EXCEEDS_CAPTURE, ENTRY_NOT_ALLOWED,
     *     and as {@link Accounts#check}; then nothing has changed
     */
    public void refund(long trade, List<Entry> entries) {
        requireRefundable(trade, entries);
        accounts.post(entries);
        refundedFen[(int) trade] += Holds.sumFen(entries);
    }

    /**
     * Checks {@link #refund(long, long, List)}. Changes nothing.
     *
     * @throws CommandRejected as it
     */
    public void checkRefund(long trade, long hold, List<Entry> entries) {
        requireRefundable(trade, entries);
        holds.checkCapture(hold, entries);
    }

    /**
     * Gives money of a settled trade back to its buyer out of a hold, which it uses up.
     *
     * @param hold number of a hold of exactly the entries' sum
     * @param entries all of them REFUND, to the buyer's cash, out of the hold's account
     * @throws CommandRejected as {@link #refund(long, List)} and {@link Holds#checkCapture}; then nothing has changed
     */
    public void refund(long trade, long hold, List<Entry> entries) {
        requireRefundable(trade, entries);
        holds.capture(hold, entries);
        refundedFen[(int) trade] += Holds.sumFen(entries);
    }

    private void requireRefundable(long trade, List<Entry> entries) {
        if (state(trade) != SettlementState.SETTLED) {
            throw CommandRejected.because(RefusalCode.WRONG_STATE, "trade", trade);
        }
        int at = (int) trade;
        long sumFen = Holds.sumFen(entries);
        if (sumFen > capturedFen[at] - refundedFen[at]) {
            throw CommandRejected.because(RefusalCode.REFUND_EXCEEDS_CAPTURE, "amountFen", sumFen);
        }
        for (Entry entry : entries) {
            if (entry.reason() != EntryReason.REFUND || entry.creditAccount() != buyerAccounts[at]) {
                throw CommandRejected.because(RefusalCode.ENTRY_NOT_ALLOWED, "creditAccount", entry.creditAccount());
            }
        }
    }

    /**
     * Checks {@link #clear}. Changes nothing.
     *
     * @throws CommandRejected as {@link #clear}
     */
    public void checkClear(SettlementPlan plan, long hold, NettingCycle cycle) {
        requireState(plan.terms().trade(), SettlementState.OPEN);
        cycle.checkAdd(plan, hold == 0 ? 0 : plan.buyerPaysFen());
        if (hold == 0) {
            return;
        }
        Hold held = holds.hold(hold);
        if (held.account() != plan.buyerAccount()) {
            throw CommandRejected.because(RefusalCode.FIELD_INVALID, "hold", hold);
        }
        if (held.restFen() < plan.buyerPaysFen()) {
            throw CommandRejected.because(RefusalCode.HOLD_EXCEEDED, "amountFen", plan.buyerPaysFen());
        }
    }

    /**
     * Puts a trade into a netting cycle. What its hold has for it passes to the cycle, the rest is given back.
     *
     * @param hold number of the hold, which covers all that the buyer pays; 0 where the board trades on the limit
     * @throws CommandRejected SETTLEMENT_FINAL, WRONG_STATE, HOLD_RESOLVED, UNKNOWN_REFERENCE, HOLD_EXCEEDED,
     *     FIELD_INVALID where the hold is another account's, and as {@link NettingCycle#checkAdd}; then nothing has
     *     changed
     */
    public void clear(SettlementPlan plan, long hold, NettingCycle cycle) {
        checkClear(plan, hold, cycle);
        long payFen = plan.buyerPaysFen();
        if (hold != 0) {
            if (payFen == 0 || holds.passToCycle(hold, payFen).state() == Hold.State.OPEN) {
                holds.releaseRest(hold);
            }
        }
        cycle.add(plan, hold == 0 ? 0 : payFen);
        set(plan.terms().trade(), SettlementState.CLEARED, plan.buyerAccount(), payFen);
    }

    /**
     * The cycle of a cleared trade was settled, and the trade with it.
     *
     * @throws CommandRejected SETTLEMENT_FINAL, WRONG_STATE
     */
    public void settleCleared(long trade) {
        requireState(trade, SettlementState.CLEARED);
        states[(int) trade] = (byte) SettlementState.SETTLED.number();
    }

    /**
     * A cleared trade was taken out of its cycle.
     *
     * @throws CommandRejected SETTLEMENT_FINAL, WRONG_STATE
     */
    public void unwind(long trade) {
        requireState(trade, SettlementState.CLEARED);
        set(trade, SettlementState.DEFAULTED, buyerAccounts[(int) trade], 0);
    }

    /** Writes the trades' money for the state's hash. */
    public void writeState(StateSink sink) {
        sink.number(highestTrade);
        for (int trade = 1; trade <= highestTrade; trade++) {
            sink.number(states[trade]);
            sink.number(buyerAccounts[trade]);
            sink.number(capturedFen[trade]);
            sink.number(refundedFen[trade]);
        }
    }

    /** Reads what {@link #writeState} wrote into this, which is empty. */
    public void readState(StateSource source) {
        int count = source.count();
        for (int trade = 1; trade <= count; trade++) {
            SettlementState state = source.numbered(STATES, SettlementState::number);
            int buyerAccount = source.integer();
            set(trade, state, buyerAccount, source.number());
            refundedFen[trade] = source.number();
        }
    }

    private void requireState(long trade, SettlementState required) {
        if (trade < 1 || trade >= Integer.MAX_VALUE) {
            throw CommandRejected.because(RefusalCode.FIELD_INVALID, "trade", trade);
        }
        SettlementState state = state(trade);
        if (state.isFinal()) {
            throw CommandRejected.because(RefusalCode.SETTLEMENT_FINAL, "trade", trade);
        }
        if (state != required) {
            throw CommandRejected.because(RefusalCode.WRONG_STATE, "trade", trade);
        }
    }

    private void set(long trade, SettlementState state, int buyerAccount, long captured) {
        int at = (int) trade;
        if (at >= states.length) {
            int length = Growth.newLength(states.length, at);
            states = Arrays.copyOf(states, length);
            buyerAccounts = Arrays.copyOf(buyerAccounts, length);
            capturedFen = Arrays.copyOf(capturedFen, length);
            refundedFen = Arrays.copyOf(refundedFen, length);
        }
        highestTrade = Math.max(highestTrade, at);
        states[at] = (byte) state.number();
        buyerAccounts[at] = buyerAccount;
        capturedFen[at] = captured;
    }
}
