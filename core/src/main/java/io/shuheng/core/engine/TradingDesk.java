package io.shuheng.core.engine;

import io.shuheng.core.clearing.Money;
import io.shuheng.core.clearing.RoundingRule;
import io.shuheng.core.clearing.TradeFees;
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
import io.shuheng.core.trading.Trade;
import io.shuheng.core.trading.TradingMode;
import io.shuheng.core.trading.book.MemberOrders;

/**
 * Takes offers and orders. Every order passes the same gates whatever its mode: who is bound by it, what it names,
 * whether the declared scenario is allowed, whether licences and money are there. Then its mode says what is matched.
 */
final class TradingDesk {

    private static final long MAX_QUANTITY_LOTS = 1_000_000_000_000L;
    private static final long MAX_PRICE_MICROS = 1_000_000_000_000_000L;

    private static final long NO_HOLD = 0;

    private final ExchangeState state;
    private final SettlementDesk settlement;
    private final TradeFormation formation;
    private final ContinuousDesk continuous;

    TradingDesk(ExchangeState state, SettlementDesk settlement, TradeFormation formation, ContinuousDesk continuous) {
        this.state = state;
        this.settlement = settlement;
        this.formation = formation;
        this.continuous = continuous;
    }

    void open(Dispatch dispatch) {
        dispatch.on(OfferFixedPrice.class, this::offer);
        dispatch.onAlsoInSession(PlaceOrder.class, TradingDesk::sessionUse, this::place);
    }

    private static Dispatch.SessionUse sessionUse(PlaceOrder order) {
        return new Dispatch.SessionUse(
                order.getInstrument(),
                Money.notionalFen(order.getPriceMicros(), order.getQuantityLots(), RoundingRule.HALF_UP));
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
        long amountFen = Money.notionalFen(offer.priceMicros(), quantityLots, RoundingRule.HALF_UP);
        long buyerNumber = requireBuyer(turn, command, instrument, 0).participant();
        TradeFees fees = TradeFees.of(instrument.board().fees(), amountFen, quantityLots, turn.timeNs());
        long payFen = settlement
                .plan(0, instrument, buyerNumber, instrument.provider(), amountFen, fees)
                .buyerPaysFen();
        Principal buyer = requireBuyer(turn, command, instrument, payFen);
        instrument.requireScenario(command.getScenario());
        state.supply.require(instrument, buyer.participant(), quantityLots, offer.perBuyerCapLots());
        requireFunds(buyer.participant(), payFen);

        long hold = hold(turn, buyer.participant(), payFen);
        state.mandates.use(buyer, payFen);
        state.supply.take(instrument.number(), buyer.participant(), quantityLots);
        Trade trade = Trade.newBuilder()
                .setTrade(state.trades.nextNumber())
                .setInstrument(instrument.number())
                .setBuyOrder(turn.sequence())
                .setSellOrder(offer.sequence())
                .setBuyer(buyer.participant())
                .setSeller(instrument.provider())
                .setPriceMicros(offer.priceMicros())
                .setQuantityLots(quantityLots)
                .setAmountFen(amountFen)
                .setScenario(command.getScenario())
                .setHold(hold)
                .build();
        turn.event(EventKind.ORDER_FILLED, turn.sequence(), quantityLots, 0);
        formation.form(turn, trade, fees, buyer.mandate(), turn.binding(), Binding.SIGNED);
    }

    /** What only means something in a book is not said here. */
    private static void requireNoBookTerms(PlaceOrder command) {
        Fields.requireRange("minimumLots", command.getMinimumLots(), 0, 0);
        Fields.requireRange("budgetFen", command.getBudgetFen(), 0, 0);
        Fields.requireRange("expiresNs", command.getExpiresNs(), 0, 0);
        Fields.requireRange("selfTrade", Fields.place(command.getSelfTrade()), 0, 0);
        Fields.requireRange("replaces", command.getReplaces(), 0, 0);
    }

    /** What is free, as far as a hold may take it; nothing to check where nothing is to pay. */
    private void requireFunds(long participant, long payFen) {
        if (payFen > 0) {
            state.holds.checkPlace(state.accounts.cashOf(participant), payFen);
        }
    }

    private long hold(Turn turn, long participant, long payFen) {
        if (payFen == 0) {
            return NO_HOLD;
        }
        long hold = state.holds
                .place(state.accounts.cashOf(participant), payFen, Long.MAX_VALUE)
                .number();
        turn.event(EventKind.HOLD_PLACED, hold, state.accounts.cashOf(participant), payFen);
        return hold;
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
        MemberOrders standing = state.openOrders.find(buyer.participant());
        if (standing != null && standing.isStopped()) {
            throw CommandRejected.because(RefusalCode.TRADING_STOPPED, "instrument", buyer.participant());
        }
        if (state.participants.areAffiliated(buyer.participant(), instrument.provider())) {
            throw CommandRejected.because(RefusalCode.SELF_TRADE, "instrument", instrument.number());
        }
        return buyer;
    }

    private void requireTradable(Turn turn, Instrument instrument, TradingMode mode) {
        instrument.requireTradeable(turn.timeNs());
        state.participants.requireTradable("seller", instrument.provider(), turn.timeNs());
        state.supply.requireNotFrozen(instrument.number(), instrument.provider());
        instrument.board().requireMode(mode);
    }
}
