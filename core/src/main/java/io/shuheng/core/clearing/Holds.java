package io.shuheng.core.clearing;

import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.NumberedTable;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Money set aside for orders and trades. A hold is a pending debit of a cash account against a pending credit of the
 * clearing house; it may be captured in parts, carved into holds of its own, and its rest released. It is resolved
 * exactly once; resolved holds are forgotten, and their numbers answer HOLD_RESOLVED for ever.
 *
 * <p>State of the engine: used by its one thread, not thread-safe, never blocks. Expiry is called by the engine's
 * timers; nothing here looks at a clock.
 */
public final class Holds {

    private final Accounts accounts;
    private final NumberedTable<Hold> open = new NumberedTable<>();
    private long lastNumber;

    /** Holds of money in these books. */
    public Holds(Accounts accounts) {
        this.accounts = accounts;
    }

    /**
     * Checks {@link #place}. Changes nothing.
     *
     * @throws CommandRejected as {@link Accounts#check}
     */
    public void checkPlace(int account, long amountFen) {
        accounts.check(List.of(hold(account, amountFen)));
    }

    /**
     * Sets money of a cash account aside.
     *
     * @throws CommandRejected INSUFFICIENT_FUNDS, FUNDS_FROZEN, FIELD_INVALID; then nothing has changed
     */
    public Hold place(int account, long amountFen, long expiresAtNs) {
        accounts.post(List.of(hold(account, amountFen)));
        return add(account, amountFen, expiresAtNs);
    }

    /**
     * The open hold with that number.
     *
     * @throws CommandRejected HOLD_RESOLVED where it was resolved, UNKNOWN_REFERENCE where it never was
     */
    public Hold hold(long number) {
        Hold hold = open.get(number);
        if (hold == null) {
            boolean wasThere = number > 0 && number <= lastNumber;
            throw CommandRejected.because(
                    wasThere ? RefusalCode.HOLD_RESOLVED : RefusalCode.UNKNOWN_REFERENCE, "hold", number);
        }
        return hold;
    }

    /** The open hold with that number; empty where it was resolved or never was. */
    public Optional<Hold> find(long number) {
        return Optional.ofNullable(open.get(number));
    }

    /** How many holds are open. */
    public int openCount() {
        return open.size();
    }

    /**
     * Makes a part of a hold a hold of its own, as for one trade of an order: the money stays set aside throughout, so
     * this needs no funds and a freeze does not stop it.
     *
     * @return the new hold; for the old one the part counts as released
     * @throws CommandRejected HOLD_RESOLVED, UNKNOWN_REFERENCE, HOLD_EXCEEDED, FIELD_INVALID
     */
    public Hold carve(long number, long amountFen, long expiresAtNs) {
        Hold hold = requireRest(number, amountFen);
        keep(hold.afterRelease(amountFen));
        return add(hold.account(), amountFen, expiresAtNs);
    }

    /**
     * Checks {@link #capture}. Changes nothing.
     *
     * @throws CommandRejected HOLD_RESOLVED, UNKNOWN_REFERENCE, HOLD_EXCEEDED, and as {@link Accounts#check}
     */
    public void checkCapture(long number, List<Entry> entries) {
        accounts.check(captureEntries(number, entries));
    }

    /**
     * Pays out of a hold: frees the entries' sum and posts them, in one linked step. What is left stays on hold.
     *
     * @param entries all of them debit the hold's account
     * @return the hold as it now stands
     * @throws CommandRejected as {@link #checkCapture}; then nothing has changed
     */
    public Hold capture(long number, List<Entry> entries) {
        accounts.post(captureEntries(number, entries));
        return keep(hold(number).afterCapture(sumFen(entries)));
    }

    /**
     * Hands a part of a hold to a netting cycle: the money stays set aside and is the cycle's from here on; for the
     * hold it counts as captured.
     *
     * @return the hold as it now stands
     * @throws CommandRejected HOLD_RESOLVED, UNKNOWN_REFERENCE, HOLD_EXCEEDED, FIELD_INVALID
     */
    public Hold passToCycle(long number, long amountFen) {
        return keep(requireRest(number, amountFen).afterCapture(amountFen));
    }

    /**
     * Gives a part of a hold back.
     *
     * @return the hold as it now stands
     * @throws CommandRejected HOLD_RESOLVED, UNKNOWN_REFERENCE, HOLD_EXCEEDED, FIELD_INVALID
     */
    public Hold release(long number, long amountFen) {
        Hold hold = requireRest(number, amountFen);
        accounts.post(List.of(release(hold.account(), amountFen)));
        return keep(hold.afterRelease(amountFen));
    }

    /**
     * Gives the rest of a hold back.
     *
     * @return the resolved hold
     * @throws CommandRejected HOLD_RESOLVED, UNKNOWN_REFERENCE
     */
    public Hold releaseRest(long number) {
        return release(number, hold(number).restFen());
    }

    /**
     * Ends a hold whose time is over; its rest goes back.
     *
     * @return the resolved hold
     * @throws CommandRejected HOLD_RESOLVED, UNKNOWN_REFERENCE, WRONG_STATE where its time is not over
     */
    public Hold expire(long number, long timeNs) {
        Hold hold = hold(number);
        if (timeNs < hold.expiresAtNs()) {
            throw CommandRejected.because(RefusalCode.WRONG_STATE, "hold", number);
        }
        accounts.post(List.of(release(hold.account(), hold.restFen())));
        return keep(hold.afterExpiry());
    }

    /** Writes the open holds for the state's hash. */
    public void writeState(StateSink sink) {
        sink.number(lastNumber);
        sink.number(open.size());
        for (Hold hold : open.inOrder()) {
            sink.number(hold.number());
            sink.number(hold.account());
            sink.number(hold.amountFen());
            sink.number(hold.capturedFen());
            sink.number(hold.releasedFen());
            sink.number(hold.expiresAtNs());
        }
    }

    /** Reads what {@link #writeState} wrote into this, which is empty. */
    public void readState(StateSource source) {
        lastNumber = source.number();
        for (int left = source.count(); left > 0; left--) {
            Hold hold = new Hold(
                    source.number(),
                    source.within(1, accounts.count()),
                    source.number(),
                    source.number(),
                    source.number(),
                    source.number(),
                    Hold.State.OPEN);
            open.put(hold.number(), hold);
        }
    }

    /**
     * The sum of entries' amounts.
     *
     * @throws CommandRejected OVERFLOW
     */
    static long sumFen(List<Entry> entries) {
        long sumFen = 0;
        for (Entry entry : entries) {
            sumFen = Money.add(sumFen, entry.amountFen());
        }
        return sumFen;
    }

    static Entry release(int account, long amountFen) {
        return new Entry(account, Accounts.CLEARING_HOUSE, amountFen, EntryReason.RELEASE);
    }

    private static Entry hold(int account, long amountFen) {
        return new Entry(account, Accounts.CLEARING_HOUSE, amountFen, EntryReason.HOLD);
    }

    private List<Entry> captureEntries(long number, List<Entry> entries) {
        Hold hold = requireRest(number, sumFen(entries));
        List<Entry> linked = new ArrayList<>(entries.size() + 1);
        linked.add(release(hold.account(), sumFen(entries)));
        for (Entry entry : entries) {
            if (entry.debitAccount() != hold.account() || !entry.reason().posts()) {
                throw CommandRejected.because(RefusalCode.ENTRY_NOT_ALLOWED, "debitAccount", entry.debitAccount());
            }
            linked.add(entry);
        }
        return linked;
    }

    private Hold requireRest(long number, long amountFen) {
        Hold hold = hold(number);
        Money.requirePositive("amountFen", amountFen);
        if (amountFen > hold.restFen()) {
            throw CommandRejected.because(RefusalCode.HOLD_EXCEEDED, "amountFen", amountFen);
        }
        return hold;
    }

    private Hold add(int account, long amountFen, long expiresAtNs) {
        Hold hold = new Hold(++lastNumber, account, amountFen, 0, 0, expiresAtNs, Hold.State.OPEN);
        open.put(hold.number(), hold);
        return hold;
    }

    private Hold keep(Hold hold) {
        if (hold.state() == Hold.State.OPEN) {
            open.put(hold.number(), hold);
        } else {
            open.remove(hold.number());
        }
        return hold;
    }
}
