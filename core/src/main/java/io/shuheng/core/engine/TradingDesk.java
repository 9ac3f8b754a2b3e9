package io.shuheng.core.engine;

import io.shuheng.core.clearing.Money;
import io.shuheng.core.clearing.RoundingRule;
import io.shuheng.core.engine.AgreedTrades.Agreed;
import io.shuheng.core.engine.AgreedTrades.Cost;
import io.shuheng.core.participant.Power;
import io.shuheng.core.participant.Principal;
import io.shuheng.core.participant.Role;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.session.Binding;
import io.shuheng.core.trading.FixedPriceOffers;
import io.shuheng.core.trading.Instrument;
import io.shuheng.core.trading.OfferFixedPrice;
import io.shuheng.core.trading.PlaceOrder;
import io.shuheng.core.trading.Side;
import io.shuheng.core.trading.TimeInForce;
import io.shuheng.core.trading.TradingMode;

/**
 * Takes offers and orders. Every order passes the same gates whatever its mode: who is bound by it, what it names,
 * whether the declared scenario is allowed, whether licences and money are there. Then its mode says what is matched.
 */
final class TradingDesk {

    private static final long MAX_QUANTITY_LOTS = 1_000_000_000_000L;
    private static final long MAX_PRICE_MICROS = 1_000_000_000_000_000L;

    /** An order takes what it comes to at its limit. */
    private static final class OrderUse implements Dispatch.SessionUse<PlaceOrder> {

        @Override
        public long instrument(PlaceOrder order) {
            return order.getInstrument();
        }

        @Override
        public long notionalFen(PlaceOrder order) {
            return Money.notionalFen(order.getPriceMicros(), order.getQuantityLots(), RoundingRule.HALF_UP);
        }
    }

    private final ExchangeState state;
    private final AgreedTrades trades;
    private final ContinuousDesk continuous;

    TradingDesk(ExchangeState state, AgreedTrades trades, ContinuousDesk continuous) {
        this.state = state;
        this.trades = trades;
        this.continuous = continuous;
    }

    void open(Dispatch dispatch) {
        dispatch.on(OfferFixedPrice.class, this::offer);
        dispatch.onAlsoInSession(PlaceOrder.class, new OrderUse(), this::place);
    }

    private void offer(Turn turn, OfferFixedPrice command) {
        Instrument instrument = state.instruments.require(command.getInstrument());
        Principal principal = state.principals.require(
                turn.requireParticipant(),
                command.getMandate(),
                Power.PRICE,
                instrument.listing().number(),
                0,
                turn.timeNs());
        if (principal.participant() != instrument.provider()) {
            throw CommandRejected.because(RefusalCode.NOT_PERMITTED, "instrument", instrument.number());
        }
        requireTradable(turn, instrument, TradingMode.FIXED_PRICE);
        Fields.requireRange("priceMicros", command.getPriceMicros(), 0, MAX_PRICE_MICROS);
        instrument.requireWithinCeiling(command.getPriceMicros());
        if (command.getPriceMicros() % instrument.tickSizeMicros() != 0) {
            throw CommandRejected.because(RefusalCode.PRICE_OFF_TICK, "priceMicros", command.getPriceMicros());
        }
        Fields.requireRange("perBuyerCapLots", command.getPerBuyerCapLots(), 0, MAX_QUANTITY_LOTS);
        Fields.requireRange("minimumLots", command.getMinimumLots(), 1, MAX_QUANTITY_LOTS);
        Fields.requireRange("validToNs", command.getValidToNs(), turn.timeNs() + 1, Long.MAX_VALUE);
        FixedPriceOffers.Offer offer = state.offers.offer(turn.sequence(), command);
        turn.event(EventKind.OFFER_MADE, instrument.number(), offer.version(), offer.priceMicros());
    }

    private void place(Turn turn, PlaceOrder command) {
        Instrument instrument = state.instruments.require(command.getInstrument());
        Fields.requireRange("quantityLots", command.getQuantityLots(), 1, MAX_QUANTITY_LOTS);
        Fields.requireRange("priceMicros", command.getPriceMicros(), 0, MAX_PRICE_MICROS);
        switch (command.getOrderType()) {
            case FIXED_PRICE -> takeOffer(turn, command, instrument);
            case LIMIT, MARKET_TO_LIMIT, POST_ONLY -> continuous.place(turn, command, instrument);
        }
    }

    /** Takes a standing offer (摘牌): at exactly its price, all of it or nothing, now. */
    private void takeOffer(Turn turn, PlaceOrder command, Instrument instrument) {
        TimeInForce timeInForce = command.getTimeInForce();
        if (command.getSide() != Side.BUY || (timeInForce != TimeInForce.IOC && timeInForce != TimeInForce.FOK)) {
            throw CommandRejected.because(RefusalCode.ORDER_FORM, "timeInForce", Fields.place(timeInForce));
        }
        requireNoBookTerms(command);
        state.phases.requireOpen(instrument);
        requireTradable(turn, instrument, TradingMode.FIXED_PRICE);
        FixedPriceOffers.Offer offer = state.offers.take(command, turn.timeNs());
        long quantityLots = command.getQuantityLots();
        long buyerNumber = requireBuyer(turn, command, instrument, 0).participant();
        Cost cost = trades.cost(
                turn.timeNs(), instrument, buyerNumber, instrument.provider(), offer.priceMicros(), quantityLots);
        Principal buyer = requireBuyer(turn, command, instrument, cost.payFen());
        instrument.requireScenario(command.getScenario());
        state.supply.require(instrument, buyer.participant(), quantityLots, offer.perBuyerCapLots());
        trades.requireFunds(buyer.participant(), cost);

        long hold = trades.hold(turn, buyer, cost);
        state.supply.take(instrument.number(), buyer.participant(), quantityLots);
        turn.event(EventKind.ORDER_FILLED, turn.sequence(), quantityLots, 0);
        Agreed agreed = new Agreed(
                instrument,
                turn.sequence(),
                offer.sequence(),
                instrument.provider(),
                offer.priceMicros(),
                quantityLots,
                command.getScenario(),
                cost);
        trades.form(turn, agreed, buyer, hold, turn.binding(), Binding.SIGNED);
    }

    /** What only means something in a book is not said here. */
    private static void requireNoBookTerms(PlaceOrder command) {
        Fields.requireRange("minimumLots", command.getMinimumLots(), 0, 0);
        Fields.requireRange("budgetFen", command.getBudgetFen(), 0, 0);
        Fields.requireRange("expiresNs", command.getExpiresNs(), 0, 0);
        Fields.requireRange("selfTrade", Fields.place(command.getSelfTrade()), 0, 0);
        Fields.requireRange("replaces", command.getReplaces(), 0, 0);
    }

    private Principal requireBuyer(Turn turn, PlaceOrder command, Instrument instrument, long payFen) {
        Principal buyer = state.principals.require(
                turn.requireParticipant(),
                turn.mandate(command.getMandate()),
                Power.ORDER,
                instrument.listing().number(),
                payFen,
                turn.timeNs());
        state.participants.requireRole("buyer", buyer.participant(), Role.CONSUMER);
        instrument
                .version()
                .requireEligible(state.participants
                        .require("buyer", buyer.participant())
                        .membership()
                        .identifier());
        state.openOrders.requireNotStopped(buyer.participant());
        if (state.participants.areAffiliated(buyer.participant(), instrument.provider())) {
            throw CommandRejected.because(RefusalCode.SELF_TRADE, "instrument", instrument.number());
        }
        return buyer;
    }

    private void requireTradable(Turn turn, Instrument instrument, TradingMode mode) {
        instrument.requireTradeable(turn.timeNs());
        state.participants.requireTradable("seller", instrument.provider(), turn.timeNs());
        state.openOrders.requireNotStopped(instrument.provider());
        state.supply.requireNotFrozen(instrument.number(), instrument.provider());
        instrument.board().requireMode(mode);
    }
}
