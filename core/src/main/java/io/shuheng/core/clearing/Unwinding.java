package io.shuheng.core.clearing;

import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes the trades of payers who are short out of a closed cycle, newest first, until each payer that is left can pay
 * its net. Who loses the proceeds of a removed trade may become short itself, so all accounts are looked at again until
 * a whole round removes nothing; each round before removes at least one trade, so it ends. The order is fixed: by
 * participant and account number. Money held for a removed trade is freed when the cycle is settled.
 *
 * <p>State of the engine: used by its one thread. Where entries were posted between its steps a payer may be short after
 * all; then {@link NettingCycle#settle} refuses, and another unwinding takes out what has become too much.
 */
public final class Unwinding {

    private final NettingCycle cycle;
    private final Accounts accounts;
    private final List<Integer> order;
    private final List<Long> removed = new ArrayList<>();
    private int next;
    private boolean removedInRound;
    private boolean done;

    Unwinding(NettingCycle cycle, Accounts accounts, List<Integer> order) {
        this.cycle = cycle;
        this.accounts = accounts;
        this.order = List.copyOf(order);
    }

    /**
     * Does a bounded part of the work: looks at an account or removes a trade, that many times at most.
     *
     * @param work at least 1
     * @return whether everything is done; further steps then do nothing
     */
    public boolean step(int work) {
        for (int left = work; left > 0 && !done; left--) {
            if (next == order.size()) {
                done = !removedInRound;
                removedInRound = false;
                next = 0;
                continue;
            }
            int account = order.get(next);
            if (cycle.isFunded(accounts.account(account))) {
                next++;
            } else {
                removed.add(cycle.removeNewest(account));
                removedInRound = true;
            }
        }
        return done;
    }

    /** Whether everything is done. */
    public boolean isDone() {
        return done;
    }

    /** How many trades were taken out so far. */
    public int removedCount() {
        return removed.size();
    }

    /** The trade taken out last; there is one. */
    public long lastRemoved() {
        return removed.get(removed.size() - 1);
    }

    /** The trades taken out so far, in the order they were. */
    public List<Long> removedTrades() {
        return List.copyOf(removed);
    }

    /** Writes where the work stands for the state's hash. */
    public void writeState(StateSink sink) {
        sink.number(order.size());
        order.forEach(sink::number);
        sink.number(next);
        sink.flag(removedInRound);
        sink.flag(done);
        sink.number(removed.size());
        removed.forEach(sink::number);
    }

    /** Reads what {@link #writeState} wrote of the unwinding of a cycle that was read before. */
    public static Unwinding readState(StateSource source, NettingCycle cycle, Accounts accounts) {
        List<Integer> order = new ArrayList<>();
        for (int left = source.count(); left > 0; left--) {
            order.add(source.within(1, accounts.count()));
        }
        Unwinding unwinding = new Unwinding(cycle, accounts, order);
        unwinding.next = source.within(0, order.size());
        unwinding.removedInRound = source.flag();
        unwinding.done = source.flag();
        for (int left = source.count(); left > 0; left--) {
            unwinding.removed.add(source.number());
        }
        return unwinding;
    }
}
