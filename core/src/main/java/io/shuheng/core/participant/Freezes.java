package io.shuheng.core.participant;

import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The judicial freezes in force (司法冻结), by number from 1. State of the engine: for its thread alone. */
public final class Freezes {

    /** What a freeze of the whole of somebody's money amounts to, fen. */
    public static final long WHOLE_FEN = Long.MAX_VALUE;

    /**
     * A freeze. Immutable.
     *
     * @param number its number
     * @param target what is frozen
     * @param subject number of the participant, or of the listing
     * @param amountFen of money, {@link #WHOLE_FEN} for the whole; else 0
     * @param instrument of licences, 0 for all; else 0
     */
    public record Freeze(long number, FreezeTarget target, long subject, long amountFen, long instrument) {}

    private final TreeMap<Long, Freeze> inForce = new TreeMap<>();
    private long lastNumber;

    /** None. */
    public Freezes() {}

    /** Notes a freeze and returns it; the caller has checked its particulars. */
    public Freeze add(FreezeTarget target, long subject, long amountFen, long instrument) {
        Freeze freeze = new Freeze(++lastNumber, target, subject, amountFen, instrument);
        inForce.put(freeze.number, freeze);
        return freeze;
    }

    /**
     * The freeze in force with that number.
     *
     * @throws CommandRejected UNKNOWN_REFERENCE, WRONG_STATE where it was lifted
     */
    public Freeze require(String field, long number) {
        Freeze freeze = inForce.get(number);
        if (freeze == null) {
            boolean wasThere = number > 0 && number <= lastNumber;
            throw CommandRejected.because(
                    wasThere ? RefusalCode.WRONG_STATE : RefusalCode.UNKNOWN_REFERENCE, field, number);
        }
        return freeze;
    }

    /** Ends a freeze. */
    public void lift(Freeze freeze) {
        inForce.remove(freeze.number);
    }

    /** The first freeze in force on one of the first participants or listings, null where there is none. */
    public @Nullable Freeze onAnyOf(long participants, long listings) {
        for (Freeze freeze : inForce.values()) {
            if (freeze.subject <= (freeze.target == FreezeTarget.PRODUCT ? listings : participants)) {
                return freeze;
            }
        }
        return null;
    }

    /** How much of a participant's money is frozen by all freezes together, fen; {@link #WHOLE_FEN} at most. */
    public long frozenFen(long participant) {
        long sumFen = 0;
        for (Freeze freeze : inForce.values()) {
            if (freeze.target == FreezeTarget.CASH && freeze.subject == participant) {
                sumFen = freeze.amountFen > WHOLE_FEN - sumFen ? WHOLE_FEN : sumFen + freeze.amountFen;
            }
        }
        return sumFen;
    }

    /** Writes all that later results depend on. */
    public void writeState(StateSink sink) {
        sink.number(lastNumber);
        sink.number(inForce.size());
        for (Freeze freeze : inForce.values()) {
            sink.number(freeze.number);
            sink.text(freeze.target.name());
            sink.number(freeze.subject);
            sink.number(freeze.amountFen);
            sink.number(freeze.instrument);
        }
    }

    /** Reads what {@link #writeState} wrote into this, which is empty. */
    public void readState(StateSource source) {
        lastNumber = source.number();
        for (int left = source.count(); left > 0; left--) {
            Freeze freeze = new Freeze(
                    source.number(),
                    source.constant(FreezeTarget.class),
                    source.number(),
                    source.number(),
                    source.number());
            inForce.put(freeze.number, freeze);
        }
    }
}
