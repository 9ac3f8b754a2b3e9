package io.shuheng.core.clearing;

import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One netting cycle (清算批次) of a board, DvP model 2: each trade adds to running totals of the accounts it touches, so
 * a trade costs the same however many came before, and closing costs one step per account. At the end each account pays
 * or gets its net once, through the clearing house, which is left with nothing.
 *
 * <p>Nets do not depend on the order or the grouping of trades. Trades are kept until the end, because a payer that is
 * short has its newest ones taken out again ({@link Unwinding}); the newest is the one that came into the cycle last. The
 * caller gives each trade once ({@link Settlements#clear}).
 *
 * <p>State of the engine: used by its one thread, not thread-safe, never blocks.
 */
public final class NettingCycle {

    /** Where a cycle stands. */
    public enum State {
        /** Takes trades. */
        OPEN,
        /** Takes no more; is being unwound and settled. */
        CLOSED,
        /** Paid; final. */
        SETTLED
    }

    private final int board;
    private final long cycle;
    private final NetTotals totals = new NetTotals();
    private final NettedTrades trades = new NettedTrades();
    private State state = State.OPEN;

    /** An open cycle without trades. */
    public NettingCycle(int board, long cycle) {
        this.board = board;
        this.cycle = cycle;
    }

    /** Number of the board. */
    public int board() {
        return board;
    }

    /** Number of the cycle on its board. */
    public long cycle() {
        return cycle;
    }

    /** Where the cycle stands. */
    public State state() {
        return state;
    }

    /** How many trades are in it, those taken out not counted. */
    public int tradeCount() {
        return trades.liveCount();
    }

    /** How many trades have come into it, those taken out counted. */
    public int size() {
        return trades.count();
    }

    /**
     * The trade that came in at that place.
     *
     * @param at 0 for the first, less than {@link #size()}
     * @return its number, 0 where it was taken out
     */
    public long tradeAt(int at) {
        return trades.isRemoved(at) ? 0 : trades.trade(at);
    }

    /** What one account gets less what it pays, fen. */
    public long netFen(int account) {
        return totals.receiveFen(account) - totals.payFen(account);
    }

    /** The greater of what one account pays and gets by the cycle's trades, fen. */
    public long grossFen(int account) {
        return Math.max(totals.receiveFen(account), totals.payFen(account));
    }

    /**
     * Checks {@link #add}. Changes nothing.
     *
     * @throws CommandRejected CYCLE_CLOSED, FIELD_INVALID, OVERFLOW
     */
    public void checkAdd(SettlementPlan plan, long heldFen) {
        if (state != State.OPEN) {
            throw CommandRejected.because(RefusalCode.CYCLE_CLOSED, "cycle", cycle);
        }
        Money.requireNotNegative("heldFen", heldFen);
        if (heldFen > plan.buyerPaysFen()) {
            throw CommandRejected.because(RefusalCode.FIELD_INVALID, "heldFen", heldFen);
        }
        totals.check(plan.buyerPaysFen());
    }

    /**
     * Takes a trade in.
     *
     * @param plan its payments
     * @param heldFen how much of it a hold has passed to the cycle ({@link Holds#passToCycle}); the cycle frees it
     * @throws CommandRejected as {@link #checkAdd}; then nothing has changed
     */
    public void add(SettlementPlan plan, long heldFen) {
        checkAdd(plan, heldFen);
        trades.start(plan.terms().trade(), plan.buyerAccount(), heldFen);
        totals.hold(plan.buyerAccount(), heldFen);
        for (Entry entry : plan.entries()) {
            totals.add(entry.debitAccount(), entry.creditAccount(), entry.amountFen());
            trades.pay(entry.creditAccount(), entry.amountFen());
        }
    }

    /**
     * Ends the intake of trades.
     *
     * @throws CommandRejected CYCLE_CLOSED where it has ended
     */
    public void close() {
        requireState(State.OPEN);
        state = State.CLOSED;
    }

    /**
     * Starts to take out the trades of payers who are short; needed on boards without guarantee. To be stepped to its
     * end before {@link #settle}.
     *
     * @throws CommandRejected CYCLE_CLOSED where the cycle is not CLOSED
     */
    public Unwinding unwinding(Accounts accounts) {
        requireState(State.CLOSED);
        return new Unwinding(this, accounts, touchedAccounts(accounts));
    }

    /**
     * The nets, sorted by participant and account number; accounts without any payment are left out. They sum to 0.
     */
    public List<NetObligation> obligations(Accounts accounts) {
        List<NetObligation> obligations = new ArrayList<>();
        for (int account : touchedAccounts(accounts)) {
            if (totals.payFen(account) > 0 || totals.receiveFen(account) > 0) {
                obligations.add(new NetObligation(
                        board,
                        cycle,
                        accounts.account(account).owner(),
                        account,
                        totals.payFen(account),
                        totals.receiveFen(account),
                        netFen(account)));
            }
        }
        return List.copyOf(obligations);
    }

    /** The linked entries that settle the cycle: what was held is freed, payers pay in, then receivers are paid. */
    public List<Entry> settlementEntries(Accounts accounts) {
        List<Entry> payIns = new ArrayList<>();
        List<Entry> payOuts = new ArrayList<>();
        for (int account : touchedAccounts(accounts)) {
            if (totals.heldFen(account) > 0) {
                payIns.add(Holds.release(account, totals.heldFen(account)));
            }
            long net = netFen(account);
            if (net < 0) {
                payIns.add(new Entry(account, Accounts.CLEARING_HOUSE, -net, EntryReason.NET_PAY));
            } else if (net > 0) {
                payOuts.add(new Entry(Accounts.CLEARING_HOUSE, account, net, EntryReason.NET_RECEIVE));
            }
        }
        payIns.addAll(payOuts);
        return List.copyOf(payIns);
    }

    /**
     * Pays all nets in one linked step.
     *
     * @throws CommandRejected CYCLE_CLOSED where the cycle is not CLOSED; INSUFFICIENT_FUNDS or FUNDS_FROZEN where a
     *     payer is short; then nothing has changed
     */
    public void settle(Accounts accounts) {
        requireState(State.CLOSED);
        accounts.post(settlementEntries(accounts));
        state = State.SETTLED;
    }

    /** Writes the cycle for the state's hash. */
    public void writeState(StateSink sink) {
        sink.number(board);
        sink.number(cycle);
        sink.text(state.name());
        totals.writeState(sink);
        trades.writeState(sink);
    }

    /**
     * Reads what {@link #writeState} wrote.
     *
     * @param accounts how many there are
     */
    public static NettingCycle readState(StateSource source, int accounts) {
        NettingCycle cycle = new NettingCycle(source.integer(), source.number());
        cycle.state = source.constant(State.class);
        cycle.totals.readState(source);
        cycle.trades.readState(source, accounts);
        return cycle;
    }

    /** Whether the account can pay its net out of what it has and what is held for the cycle. */
    boolean isFunded(Account account) {
        long needFen = -netFen(account.number());
        if (needFen <= 0) {
            return true;
        }
        long heldFen = totals.heldFen(account.number());
        if (account.frozenFen() > 0) {
            // The freeze stands above the hold as well: what is held counts only after what is frozen.
            return needFen <= Math.max(0, account.availableFen() + heldFen) - account.frozenFen();
        }
        return needFen - heldFen <= account.spendableFen();
    }

    /** Takes the newest trade out that the account pays for, and returns its number; there is one. */
    long removeNewest(int account) {
        int at = trades.newestOf(account);
        for (int i = trades.firstPayment(at); i < trades.firstPayment(at + 1); i++) {
            totals.remove(account, trades.payee(i), trades.paymentFen(i));
        }
        trades.removeNewestOf(account);
        return trades.trade(at);
    }

    /** Accounts with a payment or with held money, by owner and number. */
    private List<Integer> touchedAccounts(Accounts accounts) {
        List<Integer> touched = totals.touched();
        touched.sort(Comparator.<Integer>comparingLong(
                        account -> accounts.account(account).owner())
                .thenComparing(Comparator.naturalOrder()));
        return touched;
    }

    private void requireState(State required) {
        if (state != required) {
            throw CommandRejected.because(RefusalCode.CYCLE_CLOSED, "cycle", cycle);
        }
    }
}
