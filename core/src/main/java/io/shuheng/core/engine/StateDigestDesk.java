package io.shuheng.core.engine;

import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.GroupWriter;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import io.shuheng.crypto.Sm3Hash;
import java.util.TreeMap;

/*
 * The engine must not digest its own state: that takes as long as the state is large, and commands would wait for it. So
 * it asks, a replayer behind it answers, and the answer is a record like any other. A replayer that is slow, or away for a
 * while, finds the last few requests still open.
 */
/** Asks for a digest of the state after so many commands, and takes each digest once. */
final class StateDigestDesk {

    /** Most digests that are awaited; with a later request the oldest is given up. */
    static final int MOST_AWAITED = 8;

    private static final long NONE = -1;

    private final TreeMap<Long, PruningCuts.Extent> awaited = new TreeMap<>();
    private final PruningCuts cuts;
    private long commands;
    private long asked = NONE;

    /** A digest that is taken may become a cut. */
    StateDigestDesk(PruningCuts cuts) {
        this.cuts = cuts;
    }

    void open(Dispatch dispatch) {
        dispatch.onInternal(RecordStateDigest.class, this::take);
    }

    /** Counts a command; whether its group, complete but for that, is to ask for a digest. */
    boolean isDue(int digestCommands) {
        asked = NONE;
        commands++;
        return commands >= digestCommands;
    }

    /**
     * Asks for a digest.
     *
     * @param before what there is behind the group
     */
    void ask(GroupWriter group, PruningCuts.Extent before) {
        commands = 0;
        asked = group.sequence();
        awaited.put(asked, before);
        if (awaited.size() > MOST_AWAITED) {
            awaited.pollFirstEntry();
        }
        group.event(EventKind.REQUEST_STATE_DIGEST, asked, 0, 0);
    }

    /** Whether the last command that was counted asked for a digest. */
    boolean hasAsked() {
        return asked != NONE;
    }

    private void take(Turn turn, RecordStateDigest command) {
        PruningCuts.Extent before = awaited.get(command.getSequence());
        if (before == null) {
            throw CommandRejected.because(RefusalCode.DIGEST_NOT_AWAITED, "sequence", command.getSequence());
        }
        Sm3Hash sm3 = Fields.requireHash("sm3", command.getSm3());
        awaited.remove(command.getSequence());
        cuts.recorded(command.getSequence(), before, sm3);
        turn.event(EventKind.STATE_DIGEST_RECORDED, command.getSequence(), 0, 0);
    }

    void writeState(StateSink sink) {
        sink.number(commands);
        sink.number(awaited.size());
        awaited.forEach((sequence, before) -> {
            sink.number(sequence);
            before.writeState(sink);
        });
    }

    /** Reads what {@link #writeState} wrote into this, where nothing is awaited. */
    void readState(StateSource source) {
        commands = source.number();
        for (int left = source.count(); left > 0; left--) {
            awaited.put(source.number(), PruningCuts.Extent.readState(source));
        }
    }
}
