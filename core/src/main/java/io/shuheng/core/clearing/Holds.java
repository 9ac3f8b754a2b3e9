package io.shuheng.core.clearing;

import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.NumberedTable;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import java.util.ArrayDeque;
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

    /** A hold that is open; used again when it is resolved, so that an order which trades nothing leaves no object. */
    private static final class Open {

        private long number;
        private int account;
        private long amountFen;
        private long capturedFen;
        private long releasedFen;
        private long expiresAtNs;

        private long restFen() {
            return amountFen - capturedFen - releasedFen;
        }

        private Hold as(Hold.State state) {
            return new Hold(number, account, amountFen, capturedFen, releasedFen, expiresAtNs, state);
        }
    }

    private static final int MOST_SPARE = 4096;

    private final Accounts accounts;
    private final NumberedTable<Open> open = new NumberedTable<>();
    private final ArrayDeque<Open> spare = new ArrayDeque<>();
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
        accounts.check(account, Accounts.CLEARING_HOUSE, amountFen, EntryReason.HOLD);
    }

    /**
     * Sets money of a cash account aside.
     *
     * @return the hold's number
     * @throws CommandRejected INSUFFICIENT_FUNDS, FUNDS_FROZEN, FIELD_INVALID; then nothing has changed
     */
    public long place(int account, long amountFen, long expiresAtNs) {
        accounts.post(account, Accounts.CLEARING_HOUSE, amountFen, EntryReason.HOLD);
        return add(account, amountFen, expiresAtNs);
    }

    /**
     * The open hold with that number.
     *
     * @throws CommandRejected HOLD_RESOLVED where it was resolved, UNKNOWN_REFERENCE where it never was
     */
    public Hold hold(long number) {
        return require(number).as(Hold.State.OPEN);
    }

    private Open require(long number) {
        Open hold = open.get(number);
        if (hold == null) {
            boolean wasThere = number > 0 && number <= lastNumber;
            throw CommandRejected.because(
                    wasThere ? RefusalCode.HOLD_RESOLVED : RefusalCode.UNKNOWN_REFERENCE, "hold", number);
        }
        return hold;
    }

    /** The open hold with that number; empty where it was resolved or never was. */
    public Optional<Hold> find(long number) {
        return Optional.ofNullable(open.get(number)).map(hold -> hold.as(Hold.State.OPEN));
    }

    /** How many holds are open. */
    public int openCount() {
        return open.size();
    }

    /**
     * Makes a part of a hold a hold of its own, as for one trade of an order: the money stays set aside throughout, so
     * this needs no funds and a freeze does not stop it.
     *
     * @return the new hold's number; for the old one the part counts as released
     * @throws CommandRejected HOLD_RESOLVED, UNKNOWN_REFERENCE, HOLD_EXCEEDED, FIELD_INVALID
     */
    public long carve(long number, long amountFen, long expiresAtNs) {
        Open hold = requireRest(number, amountFen);
        int account = hold.account;
        hold.releasedFen += amountFen;
        forgetResolved(hold);
        return add(account, amountFen, expiresAtNs);
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
        return captured(require(number), sumFen(entries));
    }

    /**
     * Hands a part of a hold to a netting cycle: the money stays set aside and is the cycle's from here on; for the
     * hold it counts as captured.
     *
     * @return the hold as it now stands
     * @throws CommandRejected HOLD_RESOLVED, UNKNOWN_REFERENCE, HOLD_EXCEEDED, FIELD_INVALID
     */
    public Hold passToCycle(long number, long amountFen) {
        return captured(requireRest(number, amountFen), amountFen);
    }

    /**
     * Gives a part of a hold back. Allocates nothing.
     *
     * @throws CommandRejected HOLD_RESOLVED, UNKNOWN_REFERENCE, HOLD_EXCEEDED, FIELD_INVALID
     */
    public void release(long number, long amountFen) {
        Open hold = requireRest(number, amountFen);
        giveBack(hold, amountFen);
        forgetResolved(hold);
    }

    /**
     * Gives the rest of a hold back.
     *
     * @return the resolved hold
     * @throws CommandRejected HOLD_RESOLVED, UNKNOWN_REFERENCE
     */
    public Hold releaseRest(long number) {
        Open hold = require(number);
        giveBack(hold, hold.restFen());
        Hold resolved = hold.as(resolution(hold));
        forgetResolved(hold);
        return resolved;
    }

    /**
     * Ends a hold whose time is over; its rest goes back.
     *
     * @return the resolved hold
     * @throws CommandRejected HOLD_RESOLVED, UNKNOWN_REFERENCE, WRONG_STATE where its time is not over
     */
    public Hold expire(long number, long timeNs) {
        Open hold = require(number);
        if (timeNs < hold.expiresAtNs) {
            throw CommandRejected.because(RefusalCode.WRONG_STATE, "hold", number);
        }
        giveBack(hold, hold.restFen());
        Hold expired = hold.as(Hold.State.EXPIRED);
        forgetResolved(hold);
        return expired;
    }

    /** Writes the open holds for the state's hash. */
    public void writeState(StateSink sink) {
        sink.number(lastNumber);
        sink.number(open.size());
        for (Open hold : open.inOrder()) {
            sink.number(hold.number);
            sink.number(hold.account);
            sink.number(hold.amountFen);
            sink.number(hold.capturedFen);
            sink.number(hold.releasedFen);
            sink.number(hold.expiresAtNs);
        }
    }

    /** Reads what {@link #writeState} wrote into this, which is empty. */
    public void readState(StateSource source) {
        lastNumber = source.number();
        for (int left = source.count(); left > 0; left--) {
            Open hold = new Open();
            hold.number = source.number();
            hold.account = source.within(1, accounts.count());
            hold.amountFen = source.number();
            hold.capturedFen = source.number();
            hold.releasedFen = source.number();
            hold.expiresAtNs = source.number();
            // Checks the sum.
            open.put(hold.as(Hold.State.OPEN).number(), hold);
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

    private List<Entry> captureEntries(long number, List<Entry> entries) {
        Open hold = requireRest(number, sumFen(entries));
        List<Entry> linked = new ArrayList<>(entries.size() + 1);
        linked.add(release(hold.account, sumFen(entries)));
        for (Entry entry : entries) {
            if (entry.debitAccount() != hold.account || !entry.reason().posts()) {
                throw CommandRejected.because(RefusalCode.ENTRY_NOT_ALLOWED, "debitAccount", entry.debitAccount());
            }
            linked.add(entry);
        }
        return linked;
    }

    private Open requireRest(long number, long amountFen) {
        Open hold = require(number);
        Money.requirePositive("amountFen", amountFen);
        if (amountFen > hold.restFen()) {
            throw CommandRejected.because(RefusalCode.HOLD_EXCEEDED, "amountFen", amountFen);
        }
        return hold;
    }

    private void giveBack(Open hold, long amountFen) {
        accounts.post(hold.account, Accounts.CLEARING_HOUSE, amountFen, EntryReason.RELEASE);
        hold.releasedFen += amountFen;
    }

    private Hold captured(Open hold, long amountFen) {
        hold.capturedFen += amountFen;
        Hold now = hold.as(hold.restFen() == 0 ? resolution(hold) : Hold.State.OPEN);
        forgetResolved(hold);
        return now;
    }

    private static Hold.State resolution(Open hold) {
        return hold.capturedFen > 0 ? Hold.State.POSTED : Hold.State.VOIDED;
    }

    private long add(int account, long amountFen, long expiresAtNs) {
        Open hold = spare.isEmpty() ? new Open() : spare.pollLast();
        hold.number = ++lastNumber;
        hold.account = account;
        hold.amountFen = amountFen;
        hold.capturedFen = 0;
        hold.releasedFen = 0;
        hold.expiresAtNs = expiresAtNs;
        open.put(hold.number, hold);
        return hold.number;
    }

    private void forgetResolved(Open hold) {
        if (hold.restFen() == 0) {
            open.remove(hold.number);
            if (spare.size() < MOST_SPARE) {
                spare.addLast(hold);
            }
        }
    }
}
