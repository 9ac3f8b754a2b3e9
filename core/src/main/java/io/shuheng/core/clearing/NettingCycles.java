package io.shuheng.core.clearing;

import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import java.util.TreeMap;

/**
 * The open netting cycle of each board that nets. There always is one, so trading never waits for a settlement. State of
 * the engine: for its thread alone.
 */
public final class NettingCycles {

    /**
     * A cycle that takes trades.
     *
     * @param cycle the cycle
     * @param fromSequence sequence of the record that opened it
     */
    public record OpenCycle(NettingCycle cycle, long fromSequence) {}

    private final TreeMap<Long, OpenCycle> openByBoard = new TreeMap<>();

    /** None. */
    public NettingCycles() {}

    /** Opens the board's next cycle, numbered from 1, in the place of any before. */
    public NettingCycle open(long board, long sequence) {
        OpenCycle before = openByBoard.get(board);
        long number = before == null ? 1 : before.cycle.cycle() + 1;
        NettingCycle cycle = new NettingCycle(Math.toIntExact(board), number);
        openByBoard.put(board, new OpenCycle(cycle, sequence));
        return cycle;
    }

    /**
     * The board's open cycle.
     *
     * @throws CommandRejected BOARD_NOT_NETTING
     */
    public OpenCycle require(long board) {
        OpenCycle open = openByBoard.get(board);
        if (open == null) {
            throw CommandRejected.because(RefusalCode.BOARD_NOT_NETTING, "board", board);
        }
        return open;
    }

    /** Number of a board whose open cycle was opened before that sequence and has trades, 0 where there is none. */
    public long boardWithTradesSince(long sequence) {
        for (OpenCycle open : openByBoard.values()) {
            if (open.fromSequence < sequence && open.cycle.tradeCount() > 0) {
                return open.cycle.board();
            }
        }
        return 0;
    }

    /** Writes all that later results depend on. */
    public void writeState(StateSink sink) {
        sink.number(openByBoard.size());
        openByBoard.values().forEach(open -> {
            sink.number(open.fromSequence);
            open.cycle.writeState(sink);
        });
    }

    /**
     * Reads what {@link #writeState} wrote into this, which is empty.
     *
     * @param accounts how many there are
     */
    public void readState(StateSource source, int accounts) {
        for (int left = source.count(); left > 0; left--) {
            long fromSequence = source.number();
            NettingCycle cycle = NettingCycle.readState(source, accounts);
            openByBoard.put((long) cycle.board(), new OpenCycle(cycle, fromSequence));
        }
    }
}
