package io.shuheng.core.clearing;

import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import java.util.TreeSet;

/**
 * The custodian bank's references (银行流水号) that confirmed a transfer: each is used once for ever, by deposits and
 * withdrawals together, so one payment of the bank never counts twice. State of the engine: used by its one thread.
 */
public final class BankReferences {

    /** Most characters of a reference. */
    public static final int MAX_LENGTH = 64;

    private final TreeSet<String> used = new TreeSet<>();

    /** None used yet. */
    public BankReferences() {}

    /**
     * Checks that a reference can be used. Changes nothing.
     *
     * @throws CommandRejected DEPOSIT_DUPLICATE where it was used; FIELD_INVALID where it is empty, longer than 64 or
     *     not printable ASCII without blanks
     */
    public void check(String bankReference) {
        boolean printable = bankReference.chars().allMatch(c -> c > ' ' && c < 0x7f);
        if (bankReference.isEmpty() || bankReference.length() > MAX_LENGTH || !printable) {
            throw CommandRejected.because(RefusalCode.FIELD_INVALID, "bankReference", bankReference.length());
        }
        if (used.contains(bankReference)) {
            throw CommandRejected.because(RefusalCode.DEPOSIT_DUPLICATE, "bankReference", 0);
        }
    }

    void use(String bankReference) {
        check(bankReference);
        used.add(bankReference);
    }

    /** Writes the references for the state's hash. */
    public void writeState(StateSink sink) {
        sink.number(used.size());
        used.forEach(sink::text);
    }

    /** Reads what {@link #writeState} wrote into this, which is empty. */
    public void readState(StateSource source) {
        for (int left = source.count(); left > 0; left--) {
            use(source.text());
        }
    }
}
