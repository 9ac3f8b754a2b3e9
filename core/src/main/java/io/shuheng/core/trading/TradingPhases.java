package io.shuheng.core.trading;

import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is taken in each market now (交易阶段): one phase for the exchange, one for each board and each instrument, all set by
 * officers, of which the strictest holds; and beside them the boards that their calendar has closed, in which nothing new is
 * taken and what was accepted is carried through. State of the engine: for its thread alone.
 */
public final class TradingPhases {

    private TradingPhase exchange = TradingPhase.OPEN;
    private final TreeMap<Long, TradingPhase> boards = new TreeMap<>();
    private final TreeMap<Long, TradingPhase> instruments = new TreeMap<>();
    private final TreeSet<Long> closed = new TreeSet<>();

    /** Everything open. */
    public TradingPhases() {}

    /** Sets the phase of an instrument, or of a board where no instrument is named, or of all where neither is. */
    public void set(long board, long instrument, TradingPhase phase) {
        if (instrument != 0) {
            set(instruments, instrument, phase);
        } else if (board != 0) {
            set(boards, board, phase);
        } else {
            exchange = phase;
        }
    }

    /** A board's calendar closes it, or opens it again. */
    public void close(long board, boolean closes) {
        if (closes) {
            closed.add(board);
        } else {
            closed.remove(board);
        }
    }

    /** The phase that officers have set for an instrument. */
    public TradingPhase of(Instrument instrument) {
        return of(instrument.board().number(), instrument.number());
    }

    /** The phase that officers have set for an instrument of a board. */
    private TradingPhase of(long board, long instrument) {
        if (boards.isEmpty() && instruments.isEmpty()) {
            // As nearly always, and asked with every order.
            return exchange;
        }
        return stricter(ofBoard(board), ofInstrument(instrument));
    }

    /** The phase that officers have set for a board, or for the whole exchange. */
    public TradingPhase ofBoard(long board) {
        return stricter(exchange, boards.getOrDefault(board, TradingPhase.OPEN));
    }

    /** The phase that officers have set for an instrument alone. */
    public TradingPhase ofInstrument(long instrument) {
        return instruments.getOrDefault(instrument, TradingPhase.OPEN);
    }

    /** Which of two phases holds: they are declared from the loosest to the strictest. */
    public static TradingPhase stricter(TradingPhase first, TradingPhase second) {
        return first.compareTo(second) >= 0 ? first : second;
    }

    /**
     * Requires that new orders are taken.
     *
     * @throws CommandRejected TRADING_HALTED, SESSION_CLOSED
     */
    public void requireOpen(Instrument instrument) {
        requireUnhalted(instrument);
        long board = instrument.board().number();
        if (!closed.isEmpty() && closed.contains(board)) {
            throw CommandRejected.because(RefusalCode.SESSION_CLOSED, "instrument", instrument.number());
        }
    }

    /**
     * Requires that orders which were taken may trade.
     *
     * @throws CommandRejected TRADING_HALTED
     */
    public void requireUnhalted(Instrument instrument) {
        if (of(instrument) != TradingPhase.OPEN) {
            throw halted(instrument);
        }
    }

    /**
     * Requires that members may take orders back or make them smaller.
     *
     * @throws CommandRejected TRADING_HALTED
     */
    public void requireCancellable(Instrument instrument) {
        if (of(instrument) == TradingPhase.HALTED) {
            throw halted(instrument);
        }
    }

    /** Writes all that later results depend on. */
    public void writeState(StateSink sink) {
        sink.text(exchange.name());
        write(sink, boards);
        write(sink, instruments);
        sink.number(closed.size());
        closed.forEach(sink::number);
    }

    /** Reads what {@link #writeState} wrote into this, where everything is open. */
    public void readState(StateSource source) {
        exchange = source.constant(TradingPhase.class);
        read(source, boards);
        read(source, instruments);
        for (int left = source.count(); left > 0; left--) {
            closed.add(source.number());
        }
    }

    private static CommandRejected halted(Instrument instrument) {
        return CommandRejected.because(RefusalCode.TRADING_HALTED, "instrument", instrument.number());
    }

    private static void set(SortedMap<Long, TradingPhase> phases, long number, TradingPhase phase) {
        if (phase == TradingPhase.OPEN) {
            phases.remove(number);
        } else {
            phases.put(number, phase);
        }
    }

    private static void read(StateSource source, SortedMap<Long, TradingPhase> phases) {
        for (int left = source.count(); left > 0; left--) {
            phases.put(source.number(), source.constant(TradingPhase.class));
        }
    }

    private static void write(StateSink sink, SortedMap<Long, TradingPhase> phases) {
        sink.number(phases.size());
        phases.forEach((number, phase) -> {
            sink.number(number);
            sink.text(phase.name());
        });
    }
}
