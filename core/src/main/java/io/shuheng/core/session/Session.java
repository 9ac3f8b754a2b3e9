package io.shuheng.core.session;

import io.shuheng.core.participant.Principal;
import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A session (会话): whose it is, what it may do, and how far it is stated. State of the engine: for its thread alone. */
public final class Session {

    private final long number;
    private final int key;
    private final Principal principal;
    private final OpenSession terms;
    /* Ascending, so that a look-up boxes nothing. */
    private final long[] instruments;
    private final long[] boards;
    private long usedFen;
    private long statedUpTo;
    private @Nullable SessionEnd end;

    Session(long number, int key, Principal principal, OpenSession terms) {
        this.number = number;
        this.key = key;
        this.principal = principal;
        this.terms = terms;
        this.instruments = ascending(terms.getInstruments());
        this.boards = ascending(terms.getBoards());
    }

    private static long[] ascending(List<Long> numbers) {
        return numbers.stream().mapToLong(Long::longValue).sorted().toArray();
    }

    /** Its number: the sequence of the record that opened it. */
    public long number() {
        return number;
    }

    /** Number of the key that opened it. */
    public int key() {
        return key;
    }

    /** Number of the participant that opened it and signs its statements. */
    public long member() {
        return principal.agent();
    }

    /** Number of the mandate under which it acts, 0 where the member acts itself. */
    public long mandate() {
        return principal.mandate();
    }

    /** The command that opened it. Not to be changed. */
    public OpenSession terms() {
        return terms;
    }

    /** Whether the platform vouches for its commands: it has no key, and promises no statement. */
    public boolean isAsserted() {
        return terms.getStatementEveryCommands() == 0;
    }

    /** What vouches for its commands: ATTESTED, or ASSERTED where it has no key. */
    public AuthenticationKind vouchedBy() {
        return isAsserted() ? AuthenticationKind.ASSERTED : AuthenticationKind.ATTESTED;
    }

    /** Whether it takes commands, as far as no time has passed it by. */
    public boolean isOpen() {
        return end == null;
    }

    /** Why it ended; null while it is open. */
    public @Nullable SessionEnd end() {
        return end;
    }

    /** Counter of the last command that a signed statement covers; 0 where there is none. */
    public long statedUpTo() {
        return statedUpTo;
    }

    /** What its accepted orders come to at their limits, fen. */
    public long usedFen() {
        return usedFen;
    }

    /**
     * Requires that an order is within what the session may do. Changes nothing: see {@link #use}.
     *
     * @param notionalFen price limit times quantity, fen, from 0
     * @throws CommandRejected SESSION_SCOPE, SESSION_LIMIT
     */
    public void require(long instrument, long board, long notionalFen) {
        boolean allowed = (instruments.length == 0 && boards.length == 0)
                || Arrays.binarySearch(instruments, instrument) >= 0
                || Arrays.binarySearch(boards, board) >= 0;
        if (!allowed) {
            throw CommandRejected.because(RefusalCode.SESSION_SCOPE, "instrument", instrument);
        }
        if (notionalFen > terms.getMaxNotionalFen() - usedFen) {
            throw CommandRejected.because(RefusalCode.SESSION_LIMIT, "quantityLots", notionalFen);
        }
    }

    /** Counts an accepted order against the limit; nothing that is cancelled or unfilled comes back. */
    public void use(long notionalFen) {
        usedFen = Math.addExact(usedFen, notionalFen);
    }

    /** A signed statement covers all its commands up to that counter. */
    public void stated(long counter) {
        statedUpTo = counter;
    }

    void end(SessionEnd reason) {
        end = reason;
    }

    void writeState(StateSink sink) {
        sink.number(number);
        sink.number(key);
        sink.number(principal.participant());
        sink.number(principal.agent());
        sink.number(principal.mandate());
        sink.record(terms);
        sink.number(usedFen);
        sink.number(statedUpTo);
        sink.flag(end != null);
        if (end != null) {
            sink.text(end.name());
        }
    }

    /** Reads what {@link #writeState} wrote. */
    static Session readState(StateSource source) {
        Session session = new Session(
                source.number(),
                source.integer(),
                new Principal(source.number(), source.number(), source.number()),
                source.record(OpenSession.class));
        session.usedFen = source.number();
        session.statedUpTo = source.number();
        session.end = source.flag() ? source.constant(SessionEnd.class) : null;
        return session;
    }
}
