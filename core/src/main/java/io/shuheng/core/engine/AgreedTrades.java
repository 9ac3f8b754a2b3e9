package io.shuheng.core.engine;

import io.shuheng.core.clearing.Money;
import io.shuheng.core.clearing.RoundingRule;
import io.shuheng.core.clearing.TradeFees;
import io.shuheng.core.participant.Principal;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.session.Binding;
import io.shuheng.core.trading.Instrument;
import io.shuheng.core.trading.Trade;

/**
 * Makes trades at a price that both sides have agreed to, outside of any book: what such a trade comes to, whether its
 * money is there, its hold, its record.
 */
final class AgreedTrades {

    private static final long NO_HOLD = 0;

    /**
     * What a trade comes to.
     *
     * @param amountFen price times quantity, rounded once
     * @param fees what each side pays the exchange, fixed by the trade
     * @param payFen all that the buyer pays
     */
    record Cost(long amountFen, TradeFees fees, long payFen) {}

    /**
     * What was agreed.
     *
     * @param buyOrder sequence of the buyer's declaration
     * @param sellOrder sequence of the seller's
     * @param scenario place of the declared use among the instrument's
     */
    record Agreed(
            Instrument instrument,
            long buyOrder,
            long sellOrder,
            long seller,
            long priceMicros,
            long quantityLots,
            int scenario,
            Cost cost) {}

    private final ExchangeState state;
    private final SettlementDesk settlement;
    private final TradeFormation formation;

    AgreedTrades(ExchangeState state, SettlementDesk settlement, TradeFormation formation) {
        this.state = state;
        this.settlement = settlement;
        this.formation = formation;
    }

    /**
     * What lots at a price come to.
     *
     * @param feesAtNs the time whose fees are charged
     * @throws io.shuheng.core.record.CommandRejected OVERFLOW, FEE_EXCEEDS_PROCEEDS
     */
    Cost cost(long feesAtNs, Instrument instrument, long buyer, long seller, long priceMicros, long quantityLots) {
        long amountFen = Money.notionalFen(priceMicros, quantityLots, RoundingRule.HALF_UP);
        TradeFees fees = TradeFees.of(instrument.board().fees(), amountFen, quantityLots, feesAtNs);
        long payFen =
                settlement.plan(0, instrument, buyer, seller, amountFen, fees).buyerPaysFen();
        return new Cost(amountFen, fees, payFen);
    }

    /**
     * What is free, as far as a hold may take it; nothing to check where nothing is to pay.
     *
     * @throws io.shuheng.core.record.CommandRejected INSUFFICIENT_FUNDS, FUNDS_FROZEN
     */
    void requireFunds(long buyer, Cost cost) {
        if (cost.payFen > 0) {
            state.holds.checkPlace(state.accounts.cashOf(buyer), cost.payFen);
        }
    }

    /** Sets the money aside, after {@link #requireFunds}, and counts it against the mandate; the hold's number. */
    long hold(Turn turn, Principal buyer, Cost cost) {
        state.mandates.use(buyer, cost.payFen);
        if (cost.payFen == 0) {
            return NO_HOLD;
        }
        int cash = state.accounts.cashOf(buyer.participant());
        long hold = state.holds.place(cash, cost.payFen, Long.MAX_VALUE);
        turn.event(EventKind.HOLD_PLACED, hold, cash, cost.payFen);
        return hold;
    }

    /** Makes the trade, whose licences and money are set aside; its number. */
    long form(Turn turn, Agreed agreed, Principal buyer, long hold, Binding buying, Binding selling) {
        Trade trade = Trade.newBuilder()
                .setTrade(state.trades.nextNumber())
                .setInstrument(agreed.instrument.number())
                .setBuyOrder(agreed.buyOrder)
                .setSellOrder(agreed.sellOrder)
                .setBuyer(buyer.participant())
                .setSeller(agreed.seller)
                .setPriceMicros(agreed.priceMicros)
                .setQuantityLots(agreed.quantityLots)
                .setAmountFen(agreed.cost.amountFen)
                .setScenario(agreed.scenario)
                .setHold(hold)
                .build();
        formation.form(turn, trade, agreed.cost.fees, buyer.mandate(), buying, selling);
        return trade.getTrade();
    }
}
