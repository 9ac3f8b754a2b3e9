package io.shuheng.core.trading.book;

import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import java.util.ArrayDeque;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Cancels of many orders that go on step by step (批量撤单), the oldest first. State of the engine: for its thread alone.
 */
public final class MassCancels {

    /** One of them: whose orders of which instrument, and how far it has come. */
    public static final class MassCancel {

        private final long command;
        private final long participant;
        private final long instrument;
        private final CancelReason reason;
        private long at;
        private long cancelled;

        /**
         * A cancel that has taken nothing back yet.
         *
         * @param command sequence of its command
         * @param participant whose orders; 0 for everybody's
         * @param instrument orders of which instrument; 0 for all, where a participant is named
         */
        public MassCancel(long command, long participant, long instrument, CancelReason reason) {
            if (participant == 0 && instrument == 0) {
                throw new IllegalArgumentException("mass cancel " + command + ": of everything");
            }
            this.command = command;
            this.participant = participant;
            this.instrument = instrument;
            this.reason = reason;
            this.at = instrument;
        }

        /** Sequence of its command. */
        public long command() {
            return command;
        }

        /** Whose orders; 0 for everybody's. */
        public long participant() {
            return participant;
        }

        /** Orders of which instrument; 0 for all. */
        public long instrument() {
            return instrument;
        }

        /** Why. */
        public CancelReason reason() {
            return reason;
        }

        /** The instrument it is at; 0 where it has not begun with any. */
        public long at() {
            return at;
        }

        /** It goes on with the orders of another instrument. */
        public void moveTo(long nextInstrument) {
            at = nextInstrument;
        }

        /** Orders taken back so far. */
        public long cancelled() {
            return cancelled;
        }

        /** Counts an order that was taken back. */
        public void count() {
            cancelled++;
        }

        /** Whether it takes back an owner's orders of an instrument. */
        boolean concerns(long owner, long ofInstrument) {
            return (participant == 0 || participant == owner) && (instrument == 0 || instrument == ofInstrument);
        }

        private void writeState(StateSink sink) {
            sink.number(command);
            sink.number(participant);
            sink.number(instrument);
            sink.number(reason.number());
            sink.number(at);
            sink.number(cancelled);
        }

        private static MassCancel readState(StateSource source) {
            MassCancel cancel = new MassCancel(
                    source.number(),
                    source.number(),
                    source.number(),
                    source.numbered(CancelReason.values(), CancelReason::number));
            cancel.at = source.number();
            cancel.cancelled = source.number();
            return cancel;
        }
    }

    private final ArrayDeque<MassCancel> pending = new ArrayDeque<>();

    /** None. */
    public MassCancels() {}

    /** Whether any waits for its next step. */
    public boolean isPending() {
        return !pending.isEmpty();
    }

    /** One needs more than a step. */
    public void add(MassCancel cancel) {
        pending.addLast(cancel);
    }

    /** The oldest one; null where none waits. */
    public @Nullable MassCancel next() {
        return pending.peekFirst();
    }

    /** The oldest one is through. */
    public void finishNext() {
        pending.removeFirst();
    }

    /**
     * The oldest one that takes back a member's orders of an instrument, of those that count; null where there is none.
     */
    public @Nullable MassCancel concerning(long owner, long instrument, Predicate<MassCancel> counts) {
        for (MassCancel cancel : pending) {
            if (cancel.concerns(owner, instrument) && counts.test(cancel)) {
                return cancel;
            }
        }
        return null;
    }

    /**
     * Requires that none is at work on all of these orders.
     *
     * @param owner whose; 0 for everybody's
     * @param instrument of which instrument; 0 for all
     * @throws CommandRejected STEP_PENDING
     */
    public void requireQuiet(long owner, long instrument) {
        if (isPending() && concerning(owner, instrument, cancel -> true) != null) {
            throw CommandRejected.because(RefusalCode.STEP_PENDING, "instrument", instrument);
        }
    }

    /** The one that waits to take back all orders of a member whose trading was stopped; null where none does. */
    public @Nullable MassCancel stopping(long participant) {
        for (MassCancel cancel : pending) {
            if (cancel.participant == participant && cancel.reason == CancelReason.STOPPED) {
                return cancel;
            }
        }
        return null;
    }

    /** Writes all that later results depend on. */
    public void writeState(StateSink sink) {
        sink.number(pending.size());
        pending.forEach(cancel -> cancel.writeState(sink));
    }

    /** Reads what {@link #writeState} wrote into this, which is empty. */
    public void readState(StateSource source) {
        for (int left = source.count(); left > 0; left--) {
            pending.addLast(MassCancel.readState(source));
        }
    }
}
