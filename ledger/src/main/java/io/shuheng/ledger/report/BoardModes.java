package io.shuheng.ledger.report;

import io.shuheng.core.record.EventKind;
import io.shuheng.core.trading.OpenBoard;
import io.shuheng.ledger.inspect.InspectedRecord;
import io.shuheng.ledger.inspect.ReadEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The boards that were opened, their modes, and the authorities' approvals of restricted ones. Bounded. For one thread. */
final class BoardModes {

    /** Most boards that are listed. */
    static final int MAX_LISTED = 500;

    private final List<Board> boards = new ArrayList<>();
    private long more;

    /**
     * A board.
     *
     * @param number its number
     * @param sequence of the record with which it came into force
     * @param act sequence of the officers' act that opened it
     * @param terms what they opened it with
     */
    record Board(long number, long sequence, long act, OpenBoard terms) {}

    /** Learns from a record and from the act that it put in force, where it did. */
    void observe(InspectedRecord record, Optional<InspectedRecord> endorsed) {
        InspectedRecord act = endorsed.orElse(record);
        for (ReadEvent event : record.events()) {
            if (event.kind() == EventKind.BOARD_OPENED && act.value() instanceof OpenBoard terms) {
                if (boards.size() < MAX_LISTED) {
                    boards.add(new Board(event.a(), record.sequence(), act.sequence(), terms));
                } else {
                    more++;
                }
            }
        }
    }

    /** The first of them, in order. */
    List<Board> boards() {
        return List.copyOf(boards);
    }

    /** Boards that are not listed. */
    long more() {
        return more;
    }
}
