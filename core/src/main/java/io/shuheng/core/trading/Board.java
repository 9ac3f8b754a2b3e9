package io.shuheng.core.trading;

import io.shuheng.core.clearing.FeeSchedule;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A board (交易板块): a segment of the market with its own modes and rules. State of the engine: for its thread alone. */
public final class Board {

    private static final Set<TradingMode> NEED_APPROVAL = EnumSet.of(TradingMode.CONTINUOUS, TradingMode.CALL_AUCTION);

    private final long number;
    private final OpenBoard terms;
    private final Set<TradingMode> modes;
    private final FeeSchedule fees;
    private BoardControls controls = BoardControls.DEFAULT;

    Board(long number, OpenBoard terms) {
        this.number = number;
        this.terms = terms;
        this.modes = EnumSet.copyOf(terms.getModes());
        this.fees = FeeSchedule.of(terms.getFeeSchedule());
    }

    /** Whether a mode is off until an officer's command names the approval for it (国发〔2011〕38号). */
    public static boolean needsApproval(TradingMode mode) {
        return NEED_APPROVAL.contains(mode);
    }

    /** The board's number, from 1. */
    public long number() {
        return number;
    }

    /** The board's name. */
    public String name() {
        return terms.getName();
    }

    /** Whether the board has a mode. */
    public boolean has(TradingMode mode) {
        return modes.contains(mode);
    }

    /**
     * Requires that the board has a mode.
     *
     * @throws CommandRejected MODE_NOT_ALLOWED
     */
    public void requireMode(TradingMode mode) {
        if (!has(mode)) {
            throw CommandRejected.because(RefusalCode.MODE_NOT_ALLOWED);
        }
    }

    /** The approvals that its modes rest on; every report shows them. */
    public List<ModeApproval> approvals() {
        return terms.getApprovals();
    }

    /** What the exchange charges for its trades (收费标准). */
    public FeeSchedule fees() {
        return fees;
    }

    /** How its trades settle. */
    public SettlementModel settlementModel() {
        return terms.getSettlementModel();
    }

    /** Whether only orders with their own signature are taken. */
    public boolean takesSignedOrdersOnly() {
        return terms.getSignedOrdersOnly();
    }

    /** What its continuous books guard against. */
    public BoardControls controls() {
        return controls;
    }

    /** An officer set other controls; they hold for what comes. */
    public void control(BoardControls set) {
        controls = set;
    }

    /** The command that opened it. Not to be changed. */
    public OpenBoard terms() {
        return terms;
    }

    void writeState(StateSink sink) {
        sink.record(terms);
        controls.writeState(sink);
    }

    /** Reads what {@link #writeState} wrote of the board with that number. */
    static Board readState(StateSource source, long number) {
        Board board = new Board(number, source.record(OpenBoard.class));
        board.controls = BoardControls.readState(source);
        return board;
    }
}
