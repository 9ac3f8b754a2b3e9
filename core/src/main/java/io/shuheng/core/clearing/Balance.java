package io.shuheng.core.clearing;

import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;

/** The four running totals of an account. Used by the engine thread alone. */
final class Balance {

    long postedDebitsFen;
    long postedCreditsFen;
    long pendingDebitsFen;
    long pendingCreditsFen;

    void copyFrom(Balance other) {
        postedDebitsFen = other.postedDebitsFen;
        postedCreditsFen = other.postedCreditsFen;
        pendingDebitsFen = other.pendingDebitsFen;
        pendingCreditsFen = other.pendingCreditsFen;
    }

    void debit(EntryReason.Effect effect, long amountFen) {
        switch (effect) {
            case POST -> postedDebitsFen = Money.add(postedDebitsFen, amountFen);
            case PEND -> pendingDebitsFen = Money.add(pendingDebitsFen, amountFen);
            case UNPEND -> pendingDebitsFen = freed(pendingDebitsFen, amountFen);
        }
    }

    void credit(EntryReason.Effect effect, long amountFen) {
        switch (effect) {
            case POST -> postedCreditsFen = Money.add(postedCreditsFen, amountFen);
            case PEND -> pendingCreditsFen = Money.add(pendingCreditsFen, amountFen);
            case UNPEND -> pendingCreditsFen = freed(pendingCreditsFen, amountFen);
        }
    }

    /** Posted money on the side the account grows on. */
    long postedFen(AccountKind.Side side) {
        return side == AccountKind.Side.DEBIT ? postedDebitsFen - postedCreditsFen : postedCreditsFen - postedDebitsFen;
    }

    /** Money set aside to leave the account. Money on its way in never counts. */
    long pendingFen(AccountKind.Side side) {
        return side == AccountKind.Side.DEBIT ? pendingCreditsFen : pendingDebitsFen;
    }

    void writeState(StateSink sink) {
        sink.number(postedDebitsFen);
        sink.number(postedCreditsFen);
        sink.number(pendingDebitsFen);
        sink.number(pendingCreditsFen);
    }

    /** Reads what {@link #writeState} wrote. */
    void readState(StateSource source) {
        postedDebitsFen = source.number();
        postedCreditsFen = source.number();
        pendingDebitsFen = source.number();
        pendingCreditsFen = source.number();
    }

    private static long freed(long pendingFen, long amountFen) {
        if (amountFen > pendingFen) {
            throw new IllegalStateException("frees " + amountFen + " fen of " + pendingFen + " set aside");
        }
        return pendingFen - amountFen;
    }
}
