package io.shuheng.core.trading;

import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** All boards, numbered from 1. State of the engine: for its thread alone. */
public final class Boards {

    private final List<Board> boards = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    /** None. */
    public Boards() {}

    /** Whether a board has this name. */
    public boolean isTaken(String name) {
        return names.contains(name);
    }

    /**
     * Opens a board; the caller has checked its terms but for the fees.
     *
     * @throws CommandRejected where the fee schedule breaks a rule; then nothing was opened
     */
    public Board open(OpenBoard terms) {
        Board board = new Board(boards.size() + 1L, terms);
        if (!names.add(terms.getName())) {
            throw new IllegalStateException("opened twice: " + terms.getName());
        }
        boards.add(board);
        return board;
    }

    /** The board with that number. */
    public Optional<Board> board(long number) {
        return number < 1 || number > boards.size() ? Optional.empty() : Optional.of(boards.get((int) number - 1));
    }

    /**
     * The board with that number, which a field of a command names.
     *
     * @throws CommandRejected UNKNOWN_REFERENCE
     */
    public Board require(String field, long number) {
        return board(number).orElseThrow(() -> CommandRejected.because(RefusalCode.UNKNOWN_REFERENCE, field, number));
    }

    /** Writes all that later results depend on. */
    public void writeState(StateSink sink) {
        sink.number(boards.size());
        for (Board board : boards) {
            board.writeState(sink);
        }
    }

    /** Reads what {@link #writeState} wrote into this, which is empty. */
    public void readState(StateSource source) {
        for (int left = source.count(); left > 0; left--) {
            Board board = Board.readState(source, boards.size() + 1L);
            names.add(board.name());
            boards.add(board);
        }
    }
}
