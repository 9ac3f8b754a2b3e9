package io.shuheng.core.engine;

import io.shuheng.core.clearing.TradeFees;
import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.trading.Trade;

/** Makes a trade of a match, whatever the mode: its record, its entry among the trades, its contract. */
final class TradeFormation {

    private final ExchangeState state;
    private final ContractDesk contracts;

    TradeFormation(ExchangeState state, ContractDesk contracts) {
        this.state = state;
        this.contracts = contracts;
    }

    void form(
            Turn turn,
            Trade trade,
            TradeFees fees,
            AuthenticationKind buyerAuthentication,
            AuthenticationKind sellerAuthentication) {
        turn.event(EventKind.TRADED, trade.getTrade(), trade.getInstrument(), turn.result(trade));
        state.trades.add(trade, turn.timeNs(), fees);
        contracts.formed(
                turn, trade.getTrade(), trade.getBuyer(), trade.getSeller(), buyerAuthentication, sellerAuthentication);
    }
}
