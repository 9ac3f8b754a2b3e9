package io.shuheng.core.engine;

import io.shuheng.core.participant.Duty;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.trading.Board;
import io.shuheng.core.trading.BoardControls;
import io.shuheng.core.trading.Instrument;
import io.shuheng.core.trading.SelfTradePrevention;
import io.shuheng.core.trading.SetBoardControls;
import io.shuheng.core.trading.SetMemberLimits;
import io.shuheng.core.trading.SetReferencePrice;
import io.shuheng.core.trading.SetTradingPhase;
import io.shuheng.core.trading.book.Market;

/** Market officers set phases, self-trade prevention, price bands and members' limits. */
final class ControlDesk {

    private static final int ALL_BP = 10_000;
    private static final String BOARD = "board";
    private static final String INSTRUMENT = "instrument";
    private static final String PRICE = "priceMicros";

    private final ExchangeState state;

    ControlDesk(ExchangeState state) {
        this.state = state;
    }

    void open(Dispatch dispatch) {
        dispatch.on(SetTradingPhase.class, this::setPhase);
        dispatch.on(SetBoardControls.class, this::setControls);
        dispatch.on(SetReferencePrice.class, this::setReference);
        dispatch.on(SetMemberLimits.class, this::setLimits);
    }

    private void setPhase(Turn turn, SetTradingPhase command) {
        turn.requireOfficer(Duty.MARKET);
        Fields.requireHash("documentSm3", command.getDocumentSm3());
        long board = command.getBoard();
        long instrument = command.getInstrument();
        if (instrument != 0) {
            Fields.requireRange(BOARD, board, 0, 0);
            state.instruments.require(instrument);
        } else if (board != 0) {
            state.boards.require(BOARD, board);
        }
        state.phases.set(board, instrument, command.getPhase());
        turn.event(EventKind.TRADING_PHASE_SET, board, instrument, Fields.place(command.getPhase()));
    }

    private void setControls(Turn turn, SetBoardControls command) {
        turn.requireOfficer(Duty.MARKET);
        Board board = state.boards.require(BOARD, command.getBoard());
        int selfTrade = Fields.place(command.getSelfTrade());
        if (command.getSelfTrade() == SelfTradePrevention.BOARD_RULE) {
            throw CommandRejected.because(RefusalCode.FIELD_INVALID, "selfTrade", selfTrade);
        }
        Fields.requireRange("priceBandBp", command.getPriceBandBp(), 0, ALL_BP);
        board.control(new BoardControls(command.getSelfTrade(), command.getPriceBandBp()));
        turn.event(EventKind.BOARD_CONTROLS_SET, board.number(), selfTrade, command.getPriceBandBp());
    }

    private void setReference(Turn turn, SetReferencePrice command) {
        turn.requireOfficer(Duty.MARKET);
        Instrument instrument = state.instruments.require(command.getInstrument());
        Market market = state.markets.market(instrument.number());
        if (market == null) {
            throw CommandRejected.because(RefusalCode.SUPPLY_NOT_FUNGIBLE, INSTRUMENT, instrument.number());
        }
        Fields.requireRange(PRICE, command.getPriceMicros(), 1, LimitOrderGates.MAX_PRICE_MICROS);
        market.refer(command.getPriceMicros());
        turn.event(EventKind.REFERENCE_PRICE_SET, instrument.number(), command.getPriceMicros(), 0);
    }

    private void setLimits(Turn turn, SetMemberLimits command) {
        turn.requireOfficer(Duty.MARKET);
        long participant = command.getParticipant();
        state.participants.require("participant", participant);
        Fields.requireRange("maxOpenOrders", command.getMaxOpenOrders(), 0, Integer.MAX_VALUE);
        Fields.requireRange("maxExposureFen", command.getMaxExposureFen(), 0, Long.MAX_VALUE);
        state.openOrders.of(participant).limit(command.getMaxOpenOrders(), command.getMaxExposureFen());
        turn.event(EventKind.MEMBER_LIMITS_SET, participant, command.getMaxOpenOrders(), command.getMaxExposureFen());
    }
}
