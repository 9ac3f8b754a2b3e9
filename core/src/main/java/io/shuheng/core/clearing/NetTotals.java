package io.shuheng.core.clearing;

import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Running totals of a netting cycle by account number: constant work for each payment. One thread. */
final class NetTotals {

    private long[] payFen = new long[64];
    private long[] receiveFen = new long[64];
    private long[] heldFen = new long[64];
    private int highestAccount;
    private long sumFen;

    /** No total of one account exceeds the sum of all payments, so this is the only overflow to look for. */
    void check(long amountFen) {
        if (Long.MAX_VALUE - sumFen < amountFen) {
            throw CommandRejected.because(RefusalCode.OVERFLOW, "amountFen", amountFen);
        }
    }

    void add(int payer, int payee, long amountFen) {
        touch(Math.max(payer, payee));
        payFen[payer] += amountFen;
        receiveFen[payee] += amountFen;
        sumFen += amountFen;
    }

    void remove(int payer, int payee, long amountFen) {
        payFen[payer] -= amountFen;
        receiveFen[payee] -= amountFen;
        sumFen -= amountFen;
    }

    void hold(int account, long amountFen) {
        touch(account);
        heldFen[account] += amountFen;
    }

    long payFen(int account) {
        return account > highestAccount ? 0 : payFen[account];
    }

    long receiveFen(int account) {
        return account > highestAccount ? 0 : receiveFen[account];
    }

    long heldFen(int account) {
        return account > highestAccount ? 0 : heldFen[account];
    }

    List<Integer> touched() {
        List<Integer> touched = new ArrayList<>();
        for (int account = 1; account <= highestAccount; account++) {
            if ((payFen[account] | receiveFen[account] | heldFen[account]) != 0) {
                touched.add(account);
            }
        }
        return touched;
    }

    void writeState(StateSink sink) {
        sink.number(highestAccount);
        for (int account = 1; account <= highestAccount; account++) {
            sink.number(payFen[account]);
            sink.number(receiveFen[account]);
            sink.number(heldFen[account]);
        }
    }

    /** Reads what {@link #writeState} wrote into this, which is empty. */
    void readState(StateSource source) {
        int count = source.count();
        for (int account = 1; account <= count; account++) {
            touch(account);
            payFen[account] = source.number();
            receiveFen[account] = source.number();
            heldFen[account] = source.number();
            sumFen = Money.add(sumFen, payFen[account]);
        }
    }

    private void touch(int account) {
        if (account >= payFen.length) {
            int length = Growth.newLength(payFen.length, account);
            payFen = Arrays.copyOf(payFen, length);
            receiveFen = Arrays.copyOf(receiveFen, length);
            heldFen = Arrays.copyOf(heldFen, length);
        }
        highestAccount = Math.max(highestAccount, account);
    }
}
