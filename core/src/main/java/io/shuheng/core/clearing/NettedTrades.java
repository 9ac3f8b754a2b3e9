package io.shuheng.core.clearing;

import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import java.util.Arrays;

/**
 * The trades of a netting cycle with their payments, in flat arrays, and for each payer a chain from its newest trade
 * to its oldest; so taking the newest one out costs only its own payments. One thread.
 */
final class NettedTrades {

    private static final int NONE = -1;

    private int count;
    private int removedCount;
    private long[] trades = new long[64];
    private int[] payers = new int[64];
    private long[] heldFen = new long[64];
    private int[] olderOfPayer = new int[64];
    private int[] firstPayments = new int[65];
    private boolean[] removed = new boolean[64];

    private int paymentCount;
    private int[] payees = new int[256];
    private long[] paymentsFen = new long[256];

    private int[] newestOfPayer = filled(64);

    int count() {
        return count;
    }

    int liveCount() {
        return count - removedCount;
    }

    void start(long trade, int payer, long held) {
        if (count == trades.length) {
            growTrades();
        }
        if (payer >= newestOfPayer.length) {
            int before = newestOfPayer.length;
            newestOfPayer = Arrays.copyOf(newestOfPayer, Growth.newLength(before, payer));
            Arrays.fill(newestOfPayer, before, newestOfPayer.length, NONE);
        }
        trades[count] = trade;
        payers[count] = payer;
        heldFen[count] = held;
        olderOfPayer[count] = newestOfPayer[payer];
        newestOfPayer[payer] = count;
        count++;
        firstPayments[count] = paymentCount;
    }

    /** Adds a payment to the trade started last. */
    void pay(int payee, long amountFen) {
        if (paymentCount == payees.length) {
            int length = Growth.newLength(payees.length, paymentCount);
            payees = Arrays.copyOf(payees, length);
            paymentsFen = Arrays.copyOf(paymentsFen, length);
        }
        payees[paymentCount] = payee;
        paymentsFen[paymentCount] = amountFen;
        paymentCount++;
        firstPayments[count] = paymentCount;
    }

    /** Index of the newest trade that the payer still has; it has one, or its net could not be negative. */
    int newestOf(int payer) {
        int at = newestOfPayer[payer];
        if (at == NONE) {
            throw new IllegalStateException("account " + payer + " pays for no trade");
        }
        return at;
    }

    void removeNewestOf(int payer) {
        int at = newestOf(payer);
        removed[at] = true;
        removedCount++;
        newestOfPayer[payer] = olderOfPayer[at];
    }

    long trade(int at) {
        return trades[at];
    }

    boolean isRemoved(int at) {
        return removed[at];
    }

    int firstPayment(int at) {
        return firstPayments[at];
    }

    int payee(int payment) {
        return payees[payment];
    }

    long paymentFen(int payment) {
        return paymentsFen[payment];
    }

    void writeState(StateSink sink) {
        sink.number(count);
        for (int at = 0; at < count; at++) {
            sink.number(trades[at]);
            sink.number(payers[at]);
            sink.number(heldFen[at]);
            sink.flag(removed[at]);
            sink.number(firstPayments[at + 1] - firstPayments[at]);
            for (int payment = firstPayments[at]; payment < firstPayments[at + 1]; payment++) {
                sink.number(payees[payment]);
                sink.number(paymentsFen[payment]);
            }
        }
    }

    /**
     * Reads what {@link #writeState} wrote into this, which is empty. A payer's trades come out from its newest on, so what
     * is left of its chain are those before.
     *
     * @param accounts how many there are
     */
    void readState(StateSource source, int accounts) {
        for (int left = source.count(); left > 0; left--) {
            int at = count;
            start(source.number(), source.within(1, accounts), source.number());
            removed[at] = source.flag();
            for (int payments = source.count(); payments > 0; payments--) {
                pay(source.within(1, accounts), source.number());
            }
        }
        for (int at = count - 1; at >= 0; at--) {
            if (removed[at]) {
                removedCount++;
                newestOfPayer[payers[at]] = olderOfPayer[at];
            }
        }
    }

    private void growTrades() {
        int length = Growth.newLength(count, count);
        trades = Arrays.copyOf(trades, length);
        payers = Arrays.copyOf(payers, length);
        heldFen = Arrays.copyOf(heldFen, length);
        olderOfPayer = Arrays.copyOf(olderOfPayer, length);
        firstPayments = Arrays.copyOf(firstPayments, length + 1);
        removed = Arrays.copyOf(removed, length);
    }

    private static int[] filled(int length) {
        int[] array = new int[length];
        Arrays.fill(array, NONE);
        return array;
    }
}
