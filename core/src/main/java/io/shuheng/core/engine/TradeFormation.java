package io.shuheng.core.engine;

import io.shuheng.core.clearing.TradeFees;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.session.Binding;
import io.shuheng.core.trading.Trade;

/** Makes a trade of a match, whatever the mode: its record, its entry among the trades, its contract. */
final class TradeFormation {

    private final ExchangeState state;
    private final SignatureDesk signatures;

    TradeFormation(ExchangeState state, SignatureDesk signatures) {
        this.state = state;
        this.signatures = signatures;
    }

    /** @param mandate under which it was bought, 0 where there is none */
    void form(Turn turn, Trade trade, TradeFees fees, long mandate, Binding buyer, Binding seller) {
        turn.event(EventKind.TRADED, trade.getTrade(), trade.getInstrument(), turn.result(trade));
        state.trades.add(trade, turn.timeNs(), fees, mandate);
        signatures.formed(turn, trade.getTrade(), trade.getBuyer(), trade.getSeller(), buyer, seller);
    }
}
