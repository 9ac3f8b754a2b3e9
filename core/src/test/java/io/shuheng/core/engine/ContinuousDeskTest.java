package io.shuheng.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.listing.DelistingStep;
import io.shuheng.core.listing.ListingReason;
import io.shuheng.core.listing.SupplyKind;
import io.shuheng.core.participant.GrantMandate;
import io.shuheng.core.participant.Power;
import io.shuheng.core.participant.RevokeMandate;
import io.shuheng.core.participant.Role;
import io.shuheng.core.participant.StatusChange;
import io.shuheng.core.record.Event;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.trading.PlaceOrder;
import io.shuheng.core.trading.Side;
import io.shuheng.core.trading.TimeInForce;
import io.shuheng.core.trading.Trade;
import io.shuheng.core.trading.book.CancelReason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The continuous book in a whole engine. The buyer's fee is 50 basis points, the seller's 100, the tax inside both. */
class ContinuousDeskTest {

    private final EngineFixture exchange = new EngineFixture();
    private final BookWay book = new BookWay(exchange);
    private final Enrolment.Member first = book.buyer(1_000_000);
    private final Enrolment.Member second = book.buyer(1_000_000);

    @AfterEach
    void replaysToEqualRecordsAndState() {
        exchange.requireEqualReplay();
    }

    @Test
    void restsWhatNothingCrossesAndHoldsTheMostThatItCanCost() {
        EngineFixture.Outcome bid = book.buy(first, 20_000, 10).requireAccepted();
        Event rested = bid.event(EventKind.ORDER_RESTED);
        assertThat(List.of(rested.getA(), rested.getB(), rested.getC()))
                .containsExactly(bid.answer().sequence(), 200_000_000L, 10L);
        assertThat(bid.event(EventKind.HOLD_PLACED).getC()).isEqualTo(201_000);
        assertThat(book.pendingFen(first)).isEqualTo(201_000);
    }

    @Test
    void tradesAtTheRestingPriceAndGivesTheBetterPriceBack() {
        EngineFixture.Outcome offer = book.sell(19_000, 4).requireAccepted();
        EngineFixture.Outcome bid = book.buy(first, 20_000, 10).requireAccepted();
        Trade trade = trades(bid).get(0);
        assertThat(trade.getPriceMicros()).isEqualTo(190_000_000);
        assertThat(trade.getAmountFen()).isEqualTo(76_000);
        assertThat(trade.getSellOrder()).isEqualTo(offer.answer().sequence());
        assertThat(trade.getBuyOrder()).isEqualTo(bid.answer().sequence());
        assertThat(trade.getSeller()).isEqualTo(book.seller().number());
        assertThat(bid.event(EventKind.HOLD_CARVED).getC()).isEqualTo(76_380);
        assertThat(bid.event(EventKind.HOLD_RELEASED).getB()).isEqualTo(201_000 - 76_380 - 120_600);
        assertThat(bid.event(EventKind.ORDER_RESTED).getC()).isEqualTo(6);
        assertThat(bid.event(EventKind.CONTRACT_FORMED).getA()).isEqualTo(trade.getTrade());
        assertThat(book.pendingFen(first)).isEqualTo(76_380 + 120_600);
    }

    @Test
    void servesTheBetterPriceFirstThenWhoeverCameFirst() {
        long late = book.buy(first, 100, 2).answer().sequence();
        long better = book.buy(second, 101, 2).answer().sequence();
        long later = book.buy(second, 100, 2).answer().sequence();
        EngineFixture.Outcome offer = book.sell(100, 5).requireAccepted();
        assertThat(trades(offer)).extracting(Trade::getBuyOrder).containsExactly(better, late, later);
        assertThat(trades(offer)).extracting(Trade::getQuantityLots).containsExactly(2L, 2L, 1L);
        assertThat(offer.events(EventKind.ORDER_FILLED))
                .extracting(Event::getC)
                .containsExactly(0L, 3L, 0L, 1L, 1L, 0L);
        assertThat(offer.events(EventKind.ORDER_RESTED)).isEmpty();
    }

    @Test
    void dropsTheRestOfAnImmediateOrder() {
        book.sell(100, 3).requireAccepted();
        EngineFixture.Outcome bid = book.submit(book.order(Side.BUY, 100, 10).setTimeInForce(TimeInForce.IOC), first)
                .requireAccepted();
        Event cancelled = bid.event(EventKind.ORDER_CANCELLED);
        assertThat(cancelled.getB()).isEqualTo(7);
        assertThat(cancelled.getC()).isEqualTo(CancelReason.UNFILLED.number());
        assertThat(book.pendingFen(first)).isEqualTo(302);
        EngineFixture.Outcome alone = book.submit(
                        book.order(Side.SELL, 100, 5).setTimeInForce(TimeInForce.IOC), book.seller())
                .requireAccepted();
        assertThat(alone.event(EventKind.ORDER_CANCELLED).getB()).isEqualTo(5);
    }

    @Test
    void fillsAllOrNothing() {
        book.sell(100, 3).requireAccepted();
        book.sell(101, 3).requireAccepted();
        book.submit(book.order(Side.BUY, 100, 4).setTimeInForce(TimeInForce.FOK), first)
                .requireRefused(RefusalCode.FOK_UNFILLED);
        EngineFixture.Outcome bid = book.submit(book.order(Side.BUY, 101, 4).setTimeInForce(TimeInForce.FOK), first)
                .requireAccepted();
        assertThat(trades(bid)).extracting(Trade::getQuantityLots).containsExactly(3L, 1L);
    }

    @Test
    void cancelsForTheOwnerAndForNobodyElse() {
        long bid = book.buy(first, 100, 10).answer().sequence();
        book.cancel(bid, second).requireRefused(RefusalCode.ORDER_NOT_OPEN);
        book.cancel(bid + 1, first).requireRefused(RefusalCode.ORDER_NOT_OPEN);
        book.sell(100, 4).requireAccepted();
        Event cancelled = book.cancel(bid, first).requireAccepted().event(EventKind.ORDER_CANCELLED);
        assertThat(List.of(cancelled.getA(), cancelled.getB(), cancelled.getC()))
                .containsExactly(bid, 6L, (long) CancelReason.BY_OWNER.number());
        assertThat(book.pendingFen(first)).isEqualTo(402);
        book.cancel(bid, first).requireRefused(RefusalCode.ORDER_NOT_OPEN);
        long offer = book.sell(100, 4).answer().sequence();
        book.buy(second, 100, 4).requireAccepted();
        book.cancel(offer, book.seller()).requireRefused(RefusalCode.ORDER_NOT_OPEN);
    }

    @Test
    void letsAnAgentOrderAndCancelAndGivesTheMandatesMoneyBack() {
        Enrolment.Member agent = book.way().enrolment().member(Role.DATA_BROKER);
        long mandate = grant(agent, 10_050);
        long bid = book.submit(book.order(Side.BUY, 1_000, 10).setMandate(mandate), agent)
                .requireAccepted()
                .answer()
                .sequence();
        book.submit(book.order(Side.BUY, 1, 1).setMandate(mandate), agent).requireRefused(RefusalCode.MANDATE_SCOPE);
        book.sell(1_000, 2).requireAccepted();
        book.cancel(bid, agent, mandate).requireAccepted();
        book.submit(book.order(Side.BUY, 804, 10).setMandate(mandate), agent).requireRefused(RefusalCode.MANDATE_SCOPE);
        long again = book.submit(book.order(Side.BUY, 800, 10).setMandate(mandate), agent)
                .requireAccepted()
                .answer()
                .sequence();
        exchange.submit(new RevokeMandate(exchange.nextClientId(), exchange.notAfterNs(), mandate), first.key())
                .requireAccepted();
        book.cancel(again, agent, mandate).requireRefused(RefusalCode.MANDATE_EXPIRED);
        book.cancel(again, first).requireAccepted();
    }

    @Test
    void letsNobodyTradeWithItsOwnGroup() {
        Enrolment.Member own = providersAffiliate();
        book.sell(100, 1).requireAccepted();
        book.submit(book.order(Side.BUY, 100, 1), own).requireRefused(RefusalCode.SELF_TRADE);
        book.submit(book.order(Side.BUY, 99, 1), own).requireAccepted();
        book.sell(99, 1).requireRefused(RefusalCode.SELF_TRADE);
        book.buy(first, 100, 1).requireAccepted();
    }

    @Test
    void takesBackTheRestOfAnOrderThatMeetsItsOwnGroupBehindOthers() {
        Enrolment.Member own = providersAffiliate();
        book.buy(first, 101, 2).requireAccepted();
        long resting = book.submit(book.order(Side.BUY, 100, 2), own)
                .requireAccepted()
                .answer()
                .sequence();
        EngineFixture.Outcome offer = book.sell(100, 5).requireAccepted();
        assertThat(trades(offer)).hasSize(1);
        Event cancelled = offer.event(EventKind.ORDER_CANCELLED);
        assertThat(cancelled.getA()).isEqualTo(offer.answer().sequence());
        assertThat(cancelled.getB()).isEqualTo(3);
        assertThat(cancelled.getC()).isEqualTo(CancelReason.SELF_TRADE.number());
        book.submit(book.order(Side.SELL, 100, 2).setTimeInForce(TimeInForce.FOK), book.seller())
                .requireRefused(RefusalCode.SELF_TRADE);
        book.cancel(resting, own).requireAccepted();
    }

    @Test
    void offersOnlyWhatTheInventoryHas() {
        book.sell(100, 10_001).requireRefused(RefusalCode.INVENTORY_SHORT);
        long offer = book.sell(100, 9_000).requireAccepted().answer().sequence();
        book.sell(100, 1_001).requireRefused(RefusalCode.INVENTORY_SHORT);
        exchange.submit(
                        book.way().offer(book.instrument()).build(),
                        book.seller().key())
                .requireAccepted();
        int buyerKey = first.key();
        exchange.submit(book.way().order(book.instrument(), 1_001).build(), buyerKey)
                .requireRefused(RefusalCode.SUPPLY_EXHAUSTED);
        exchange.submit(book.way().order(book.instrument(), 1_000).build(), buyerKey)
                .requireAccepted();
        book.requireConserved();
        book.sell(100, 1).requireRefused(RefusalCode.INVENTORY_SHORT);
        book.cancel(offer, book.seller()).requireAccepted();
        book.sell(100, 9_000).requireAccepted();
    }

    @Test
    void refusesAResale() {
        book.sell(100, 5).requireAccepted();
        book.buy(first, 100, 5).requireAccepted();
        book.submit(book.order(Side.SELL, 200, 1), first).requireRefused(RefusalCode.RESALE_NOT_ALLOWED);
    }

    @Test
    void refusesWhatDoesNotFitTheBook() {
        refuses(RefusalCode.PRICE_OFF_TICK, book.order(Side.BUY, 100, 1).setPriceMicros(1_005_000));
        refuses(RefusalCode.FIELD_INVALID, book.order(Side.BUY, 0, 1));
        refuses(RefusalCode.FIELD_INVALID, book.order(Side.BUY, -100, 1));
        refuses(RefusalCode.FIELD_INVALID, book.order(Side.BUY, 100, 0));
        refuses(RefusalCode.FIELD_INVALID, book.order(Side.BUY, 100, -1));
        refuses(RefusalCode.FIELD_INVALID, book.order(Side.BUY, 100, Long.MAX_VALUE));
        refuses(RefusalCode.FIELD_INVALID, book.order(Side.BUY, 100, LimitOrderGates.MAX_QUANTITY_LOTS + 1));
        refuses(RefusalCode.FIELD_INVALID, book.order(Side.BUY, LimitOrderGates.MAX_PRICE_MICROS / 10_000 + 1, 1));
        refuses(RefusalCode.FIELD_INVALID, book.order(Side.BUY, 100, 1).setPriceVersion(1));
        refuses(RefusalCode.SCENARIO_MISSING, book.order(Side.BUY, 100, 1).setScenario(-1));
        refuses(RefusalCode.SCENARIO_NOT_ALLOWED, book.order(Side.BUY, 100, 1).setScenario(1));
        refuses(RefusalCode.INSUFFICIENT_FUNDS, book.order(Side.BUY, 1_000_000_000, 100_000_000));
        refuses(RefusalCode.UNKNOWN_REFERENCE, book.order(Side.BUY, 100, 1).setInstrument(book.instrument() + 1));
        book.submit(book.order(Side.SELL, 100, 1).setScenario(1), book.seller())
                .requireRefused(RefusalCode.FIELD_INVALID);
        book.submit(book.order(Side.BUY, 100, 1), book.seller()).requireRefused(RefusalCode.ROLE_MISSING);
    }

    @Test
    void takesTheLargestOrderThatMoneyPays() {
        book.sell(1_000_000_000, 10_000).requireAccepted();
        Enrolment.Member rich = book.buyer(20_000_000_000_000L);
        EngineFixture.Outcome bid = book.buy(rich, 1_000_000_000, 10_000).requireAccepted();
        assertThat(trades(bid).get(0).getAmountFen()).isEqualTo(10_000_000_000_000L);
    }

    @Test
    void hasNoBookWithoutTheMode() {
        long elsewhere = book.way().instrument(SupplyKind.LIMITED, 10);
        refuses(RefusalCode.MODE_NOT_ALLOWED, book.order(Side.BUY, 100, 1).setInstrument(elsewhere));
    }

    @Test
    void sendsOrdersAwayWhoseOwnerMayMakeNoContracts() {
        long suspended = book.buy(first, 101, 3).answer().sequence();
        book.buy(second, 100, 3).requireAccepted();
        book.way().enrolment().change(first, StatusChange.SUSPEND).requireAccepted();
        book.submit(book.order(Side.SELL, 100, 4).setTimeInForce(TimeInForce.FOK), book.seller())
                .requireRefused(RefusalCode.FOK_UNFILLED);
        EngineFixture.Outcome offer = book.sell(100, 3).requireAccepted();
        assertThat(trades(offer)).extracting(Trade::getBuyer).containsExactly(second.number());
        Event cancelled = offer.event(EventKind.ORDER_CANCELLED);
        assertThat(cancelled.getA()).isEqualTo(suspended);
        assertThat(cancelled.getC()).isEqualTo(CancelReason.OWNER_NOT_TRADABLE.number());
        assertThat(book.pendingFen(first)).isZero();
        book.buy(first, 100, 1).requireRefused(RefusalCode.PARTICIPANT_SUSPENDED);
    }

    @Test
    void keepsOrdersOfASuspendedListingAndLetsThemBeCancelled() {
        long bid = book.buy(first, 100, 3).answer().sequence();
        long offer = book.sell(101, 3).answer().sequence();
        book.way().listings().suspend(book.listing()).requireAccepted();
        book.buy(second, 101, 3).requireRefused(RefusalCode.LISTING_NOT_LISTED);
        book.cancel(bid, first).requireAccepted();
        book.way().listings().resume(book.listing()).requireAccepted();
        assertThat(trades(book.buy(second, 101, 3)))
                .extracting(Trade::getSellOrder)
                .containsExactly(offer);
    }

    @Test
    void endsTheOrdersOfAListingThatEnds() {
        long bid = book.buy(first, 100, 3).answer().sequence();
        long offer = book.sell(101, 3).answer().sequence();
        book.way()
                .listings()
                .delist(book.listing(), DelistingStep.BEGIN, ListingReason.MARKET_ORDER)
                .requireAccepted();
        EngineFixture.Outcome tick = exchange.submitInternal(new Tick());
        book.requireConserved();
        assertThat(tick.events(EventKind.ORDER_EXPIRED)).extracting(Event::getA).containsExactly(bid, offer);
        assertThat(book.pendingFen(first)).isZero();
    }

    @Test
    void endsTheOrdersWhenTheListingsTimeIsOver() {
        long bid = book.buy(first, 100, 3).answer().sequence();
        exchange.advance(Duration.ofNanos(book.descriptor().getValidToNs() - exchange.timeNs() - 1));
        assertThat(exchange.submitInternal(new Tick()).events(EventKind.ORDER_EXPIRED))
                .isEmpty();
        exchange.advance(Duration.ofNanos(1));
        Event expired = exchange.submitInternal(new Tick()).event(EventKind.ORDER_EXPIRED);
        assertThat(List.of(expired.getA(), expired.getB(), expired.getC())).containsExactly(bid, 3L, book.instrument());
        book.requireConserved();
    }

    @Test
    void settlesATradeOfTheBook() {
        book.sell(1_000, 5).requireAccepted();
        long contract = trades(book.buy(first, 1_000, 5)).get(0).getTrade();
        exchange.submit(book.way().delivery(contract).build(), book.seller().key())
                .requireAccepted();
        exchange.submit(book.way().receipt(contract, EngineFixture.hash("content")), first.key())
                .requireAccepted();
        exchange.submit(book.way().acceptance(contract), first.key()).requireAccepted();
        book.requireConserved();
        assertThat(book.pendingFen(first)).isZero();
        assertThat(book.availableFen(first)).isEqualTo(1_000_000 - 5_025);
        assertThat(book.availableFen(book.seller())).isEqualTo(4_950);
    }

    private void refuses(RefusalCode code, PlaceOrder.Builder order) {
        book.submit(order, first).requireRefused(code);
    }

    private Enrolment.Member providersAffiliate() {
        var application = book.way().enrolment().application().setRoles(List.of(Role.CONSUMER));
        application.setAffiliates(List.of(book.descriptor().getProvider()));
        Enrolment.Member member = book.way().enrolment().member(application.build());
        book.way().deposit(member, 1_000_000);
        return member;
    }

    private long grant(Enrolment.Member agent, long limitFen) {
        GrantMandate terms = GrantMandate.newBuilder()
                .setClientId(exchange.nextClientId())
                .setNotAfterNs(exchange.notAfterNs())
                .setAgent(agent.number())
                .setPowers(List.of(Power.ORDER))
                .setProducts(List.of())
                .setMoneyLimitFen(limitFen)
                .setValidFromNs(exchange.timeNs() - 1)
                .setValidToNs(exchange.timeNs() + Duration.ofDays(1).toNanos())
                .build();
        return exchange.submit(terms, first.key())
                .requireAccepted()
                .event(EventKind.MANDATE_GRANTED)
                .getA();
    }

    static List<Trade> trades(EngineFixture.Outcome outcome) {
        return outcome.results().stream()
                .filter(Trade.class::isInstance)
                .map(Trade.class::cast)
                .toList();
    }
}
