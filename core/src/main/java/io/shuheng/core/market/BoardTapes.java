package io.shuheng.core.market;

import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.trading.SessionPhase;
import io.shuheng.core.trading.TradingPhase;
import io.shuheng.core.trading.TradingPhases;
import io.shuheng.core.view.BoardHoursEntry;
import io.shuheng.core.view.MarketModel;
import io.shuheng.core.view.ViewEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;

/** What was told of each board, and what is to be told next: phases, sessions and price bands. For one thread. */
final class BoardTapes {

    private final MarketModel model;
    private final TradingPhases phases = new TradingPhases();

    /** By board, from 1. */
    private final List<BoardUpdate> last = new ArrayList<>();

    private final List<Integer> bandsBp = new ArrayList<>();
    private final TreeSet<Long> touched = new TreeSet<>();

    /** @param model what the group that is looked at has changed is in it */
    BoardTapes(MarketModel model) {
        this.model = model;
    }

    /** Takes note of what an event says of boards, if anything. */
    void note(ViewEvent event) {
        switch (event.kind()) {
            case BOARD_OPENED -> {
                bandsBp.add(0);
                touched.add(event.a());
            }
            case TRADING_PHASE_SET -> phaseSet(event);
            case SESSION_PHASE_SET -> touched.add(event.a());
            case BOARD_CONTROLS_SET -> {
                bandsBp.set(place(event.a()), Math.toIntExact(event.c()));
                touched.add(event.a());
            }
            default -> {}
        }
    }

    /** Where neither board nor instrument is named, the phase is the exchange's and changes on every board. */
    private void phaseSet(ViewEvent event) {
        phases.set(event.a(), event.b(), phase(event.c()));
        if (event.b() == 0 && event.a() != 0) {
            touched.add(event.a());
        } else if (event.b() == 0) {
            for (long board = 1; board <= bandsBp.size(); board++) {
                touched.add(board);
            }
        }
    }

    /** Tells of each board that is not as it was told last, by number. */
    void tell(long sequence, long timeNs, Consumer<BoardUpdate> listener) {
        for (long board : touched) {
            BoardStatus now = status(board);
            boolean opens = place(board) == last.size();
            if (opens) {
                last.add(new BoardUpdate(board, 1, sequence, timeNs, now));
            } else if (now.equals(last(board).status())) {
                continue;
            } else {
                last.set(place(board), new BoardUpdate(board, last(board).number() + 1, sequence, timeNs, now));
            }
            listener.accept(last(board));
        }
        touched.clear();
    }

    /** What was told of a board last. */
    BoardUpdate last(long board) {
        return last.get(place(board));
    }

    /** The phase that officers have set for an instrument alone. */
    TradingPhase ofInstrument(long instrument) {
        return phases.ofInstrument(instrument);
    }

    private BoardStatus status(long board) {
        SessionPhase session = model.tradingHours()
                .board(board)
                .value()
                .map(BoardHoursEntry::phase)
                .orElse(SessionPhase.CONTINUOUS);
        return new BoardStatus(phases.ofBoard(board), session, bandsBp.get(place(board)));
    }

    private int place(long board) {
        if (board < 1 || board > bandsBp.size()) {
            throw new IllegalStateException("board " + board + ": no record has brought it");
        }
        return (int) board - 1;
    }

    private static TradingPhase phase(long place) {
        TradingPhase[] all = TradingPhase.values();
        if (place < 0 || place >= all.length) {
            throw new RecordFormatException("event.phase " + place + ": no such phase");
        }
        return all[(int) place];
    }
}
