package io.shuheng.core.engine;

import static io.shuheng.core.engine.ContinuousDeskTest.trades;
import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.record.Event;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.trading.OrderType;
import io.shuheng.core.trading.PlaceOrder;
import io.shuheng.core.trading.SelfTradePrevention;
import io.shuheng.core.trading.Side;
import io.shuheng.core.trading.TimeInForce;
import io.shuheng.core.trading.Trade;
import io.shuheng.core.trading.book.CancelReason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What orders for the book may ask for, and what their owners may do with them. Fees are half a percent a side. */
class BookOrderKindsTest {

    private final EngineFixture exchange = new EngineFixture();
    private final BookWay book = new BookWay(exchange);
    private final Enrolment.Member buyer = book.buyer(1_000_000);
    private final Enrolment.Member other = book.buyer(1_000_000);

    @AfterEach
    void replaysToEqualRecordsAndState() {
        exchange.requireEqualReplay();
    }

    @Test
    void tradesAMarketToLimitOrderAtTheBestPriceAndRestsItThere() {
        book.sell(100, 3).requireAccepted();
        book.sell(101, 9).requireAccepted();
        EngineFixture.Outcome bid = book.submit(
                        book.order(Side.BUY, 105, 5).setOrderType(OrderType.MARKET_TO_LIMIT), buyer)
                .requireAccepted();
        assertThat(trades(bid)).extracting(Trade::getQuantityLots).containsExactly(3L);
        assertThat(bid.event(EventKind.ORDER_RESTED).getB()).isEqualTo(1_000_000);
        assertThat(bid.event(EventKind.ORDER_RESTED).getC()).isEqualTo(2);
        book.submit(book.order(Side.BUY, 100, 5).setOrderType(OrderType.MARKET_TO_LIMIT), buyer)
                .requireRefused(RefusalCode.NO_PRICE);
        book.submit(
                        book.order(Side.BUY, 105, 5)
                                .setOrderType(OrderType.MARKET_TO_LIMIT)
                                .setTimeInForce(TimeInForce.FOK),
                        buyer)
                .requireRefused(RefusalCode.ORDER_FORM);
    }

    @Test
    void takesAPostOnlyOrderThatMeetsNothing() {
        book.sell(100, 3).requireAccepted();
        book.submit(book.order(Side.BUY, 100, 1).setOrderType(OrderType.POST_ONLY), buyer)
                .requireRefused(RefusalCode.POST_ONLY_CROSSES);
        book.submit(book.order(Side.BUY, 99, 1).setOrderType(OrderType.POST_ONLY), buyer)
                .requireAccepted();
        book.submit(
                        book.order(Side.BUY, 99, 1)
                                .setOrderType(OrderType.POST_ONLY)
                                .setTimeInForce(TimeInForce.IOC),
                        buyer)
                .requireRefused(RefusalCode.ORDER_FORM);
    }

    @Test
    void fillsALeastNumberOfLotsOrRefuses() {
        book.sell(100, 3).requireAccepted();
        book.submit(book.order(Side.BUY, 100, 9).setMinimumLots(4), buyer).requireRefused(RefusalCode.MINIMUM_UNFILLED);
        EngineFixture.Outcome bid = book.submit(book.order(Side.BUY, 100, 9).setMinimumLots(3), buyer)
                .requireAccepted();
        assertThat(trades(bid)).hasSize(1);
        assertThat(bid.event(EventKind.ORDER_RESTED).getC()).isEqualTo(6);
        book.submit(book.order(Side.BUY, 100, 9).setMinimumLots(10), buyer).requireRefused(RefusalCode.FIELD_INVALID);
    }

    @Test
    void keepsAFillOrKillOrderWithinItsBudget() {
        book.sell(100, 3).requireAccepted();
        book.sell(104, 3).requireAccepted();
        book.submit(budget(Side.BUY, 200, 5, 507), buyer).requireRefused(RefusalCode.BUDGET_EXCEEDED);
        EngineFixture.Outcome bid =
                book.submit(budget(Side.BUY, 200, 5, 508), buyer).requireAccepted();
        assertThat(trades(bid)).extracting(Trade::getAmountFen).containsExactly(300L, 208L);
        book.buy(buyer, 98, 3).requireAccepted();
        book.buy(buyer, 96, 3).requireAccepted();
        book.submit(budget(Side.SELL, 1, 4, 391), book.seller()).requireRefused(RefusalCode.BUDGET_EXCEEDED);
        book.submit(budget(Side.SELL, 1, 4, 390), book.seller()).requireAccepted();
        book.submit(budget(Side.BUY, 1, 4, 390).setTimeInForce(TimeInForce.GTC), buyer)
                .requireRefused(RefusalCode.FIELD_INVALID);
    }

    @Test
    void holdsForABudgetNoMoreThanItCanCost() {
        Enrolment.Member poor = book.buyer(600);
        book.sell(100, 5).requireAccepted();
        book.submit(book.order(Side.BUY, 200, 5).setTimeInForce(TimeInForce.FOK), poor)
                .requireRefused(RefusalCode.INSUFFICIENT_FUNDS);
        book.submit(budget(Side.BUY, 200, 5, 500), poor).requireAccepted();
        assertThat(book.pendingFen(poor)).isEqualTo(503);
    }

    @Test
    void endsAnOrderAtItsTime() {
        long endNs = exchange.timeNs() + Duration.ofSeconds(5).toNanos();
        long bid = good(book.order(Side.BUY, 100, 4), endNs);
        book.sell(100, 1).requireAccepted();
        exchange.advance(Duration.ofNanos(endNs - exchange.timeNs() - 1));
        assertThat(exchange.submitInternal(new Tick()).events()).isEmpty();
        exchange.advance(Duration.ofNanos(1));
        Event expired = exchange.submitInternal(new Tick()).event(EventKind.ORDER_EXPIRED);
        assertThat(List.of(expired.getA(), expired.getB())).containsExactly(bid, 3L);
        book.requireConserved();
        assertThat(book.pendingFen(buyer)).isEqualTo(101);
        book.submit(book.order(Side.BUY, 100, 1).setTimeInForce(TimeInForce.GTD).setExpiresNs(endNs), buyer)
                .requireRefused(RefusalCode.FIELD_INVALID);
        book.submit(book.order(Side.BUY, 100, 1).setExpiresNs(endNs + 9), buyer)
                .requireRefused(RefusalCode.FIELD_INVALID);
    }

    @Test
    void setsNoTimerOffForAnOrderThatLeftBefore() {
        long endNs = exchange.timeNs() + Duration.ofSeconds(5).toNanos();
        book.cancel(good(book.order(Side.BUY, 100, 4), endNs), buyer).requireAccepted();
        good(book.order(Side.BUY, 100, 4), endNs);
        book.sell(100, 4).requireAccepted();
        exchange.advance(Duration.ofSeconds(6));
        assertThat(exchange.submitInternal(new Tick()).events()).isEmpty();
    }

    @Test
    void keepsThePlaceOfAnOrderThatBecomesSmaller() {
        long first = book.buy(buyer, 100, 5).answer().sequence();
        book.buy(other, 100, 5).requireAccepted();
        Event reduced = book.reduce(first, 2, buyer).requireAccepted().event(EventKind.ORDER_REDUCED);
        assertThat(List.of(reduced.getA(), reduced.getB(), reduced.getC())).containsExactly(first, 2L, 3L);
        assertThat(book.pendingFen(buyer)).isEqualTo(302);
        assertThat(trades(book.sell(100, 1))).extracting(Trade::getBuyOrder).containsExactly(first);
        book.reduce(first, 3, buyer).requireRefused(RefusalCode.FIELD_INVALID);
        book.reduce(first, 1, other).requireRefused(RefusalCode.ORDER_NOT_OPEN);
        assertThat(book.reduce(first, 2, buyer).event(EventKind.ORDER_CANCELLED).getB())
                .isEqualTo(2);
        long offer = book.sell(101, 9_000).answer().sequence();
        book.reduce(offer, 1_000, book.seller()).requireAccepted();
        book.sell(102, 1_999).requireAccepted();
    }

    @Test
    void replacesInPlaceAtTheSamePriceForNoMoreLots() {
        long first = book.buy(buyer, 100, 5).answer().sequence();
        book.buy(other, 100, 5).requireAccepted();
        EngineFixture.Outcome outcome = book.submit(book.order(Side.BUY, 100, 4).setReplaces(first), buyer)
                .requireAccepted();
        long by = outcome.answer().sequence();
        Event replaced = outcome.event(EventKind.ORDER_REPLACED);
        assertThat(List.of(replaced.getA(), replaced.getB(), replaced.getC())).containsExactly(first, by, 4L);
        assertThat(book.pendingFen(buyer)).isEqualTo(402);
        book.cancel(first, buyer).requireRefused(RefusalCode.ORDER_NOT_OPEN);
        assertThat(trades(book.sell(100, 4))).extracting(Trade::getBuyOrder).containsExactly(by);
    }

    @Test
    void losesThePlaceWithMoreLotsOrAnotherPrice() {
        long first = book.buy(buyer, 100, 5).answer().sequence();
        long second = book.buy(other, 100, 5).answer().sequence();
        EngineFixture.Outcome more = book.submit(book.order(Side.BUY, 100, 6).setReplaces(first), buyer)
                .requireAccepted();
        assertThat(more.event(EventKind.ORDER_CANCELLED).getC()).isEqualTo(CancelReason.REPLACED.number());
        assertThat(trades(book.sell(100, 5))).extracting(Trade::getBuyOrder).containsExactly(second);
        book.sell(101, 4).requireAccepted();
        EngineFixture.Outcome higher = book.submit(
                        book.order(Side.BUY, 101, 6).setReplaces(more.answer().sequence()), buyer)
                .requireAccepted();
        assertThat(trades(higher)).hasSize(1);
        assertThat(higher.event(EventKind.ORDER_RESTED).getC()).isEqualTo(2);
    }

    @Test
    void replacesWithTheMoneyThatTheOldOrderHolds() {
        Enrolment.Member poor = book.buyer(1_005);
        long bid = book.buy(poor, 100, 10).requireAccepted().answer().sequence();
        book.submit(book.order(Side.BUY, 101, 10).setReplaces(bid), poor)
                .requireRefused(RefusalCode.INSUFFICIENT_FUNDS);
        book.submit(book.order(Side.BUY, 111, 9).setReplaces(bid), poor).requireAccepted();
        long offer = book.sell(200, 10_000).requireAccepted().answer().sequence();
        book.submit(book.order(Side.SELL, 201, 10_000).setReplaces(offer), book.seller())
                .requireAccepted();
    }

    @Test
    void replacesOnlyOnesOwnOrderOfTheSameSide() {
        long bid = book.buy(buyer, 100, 5).answer().sequence();
        book.submit(book.order(Side.BUY, 100, 4).setReplaces(bid), other).requireRefused(RefusalCode.ORDER_NOT_OPEN);
        book.submit(book.order(Side.SELL, 101, 4).setReplaces(bid), book.seller())
                .requireRefused(RefusalCode.ORDER_NOT_OPEN);
        book.submit(book.order(Side.BUY, 100, 4).setReplaces(bid + 1), buyer)
                .requireRefused(RefusalCode.ORDER_NOT_OPEN);
        book.submit(book.order(Side.BUY, 100, 4).setReplaces(bid).setTimeInForce(TimeInForce.IOC), buyer)
                .requireRefused(RefusalCode.FIELD_INVALID);
    }

    @Test
    void takesTheOlderOrderOfAnOwnerBackWhereTheNewOneSaysSo() {
        Enrolment.Member own = book.sellersAffiliate(1_000_000);
        long resting = book.submit(book.order(Side.BUY, 100, 2), own).answer().sequence();
        book.buy(buyer, 100, 2).requireAccepted();
        EngineFixture.Outcome offer = sell(SelfTradePrevention.CANCEL_OLDEST, 2);
        Event cancelled = offer.event(EventKind.ORDER_CANCELLED);
        assertThat(List.of(cancelled.getA(), cancelled.getC()))
                .containsExactly(resting, (long) CancelReason.SELF_TRADE.number());
        assertThat(trades(offer)).extracting(Trade::getBuyer).containsExactly(buyer.number());
        assertThat(book.pendingFen(own)).isZero();
    }

    @Test
    void takesBothOrdersOfAnOwnerBack() {
        Enrolment.Member own = book.sellersAffiliate(1_000_000);
        book.buy(buyer, 101, 2).requireAccepted();
        long resting = book.submit(book.order(Side.BUY, 100, 2), own).answer().sequence();
        EngineFixture.Outcome offer = sell(SelfTradePrevention.CANCEL_BOTH, 5);
        assertThat(trades(offer)).hasSize(1);
        assertThat(offer.events(EventKind.ORDER_CANCELLED))
                .extracting(Event::getA)
                .containsExactly(resting, offer.answer().sequence());
        assertThat(book.market().book().size()).isZero();
    }

    @Test
    void takesEqualLotsOffBothOrdersOfAnOwner() {
        Enrolment.Member own = book.sellersAffiliate(1_000_000);
        long resting = book.submit(book.order(Side.BUY, 100, 3), own).answer().sequence();
        book.buy(buyer, 100, 2).requireAccepted();
        EngineFixture.Outcome offer = sell(SelfTradePrevention.DECREMENT, 7);
        assertThat(offer.event(EventKind.ORDER_CANCELLED).getA()).isEqualTo(resting);
        Event reduced = offer.event(EventKind.ORDER_REDUCED);
        assertThat(List.of(reduced.getA(), reduced.getB(), reduced.getC()))
                .containsExactly(offer.answer().sequence(), 3L, 4L);
        assertThat(trades(offer)).extracting(Trade::getQuantityLots).containsExactly(2L);
        assertThat(offer.event(EventKind.ORDER_RESTED).getC()).isEqualTo(2);
        book.submit(
                        book.order(Side.BUY, 100, 2)
                                .setSelfTrade(SelfTradePrevention.DECREMENT)
                                .setTimeInForce(TimeInForce.FOK),
                        own)
                .requireRefused(RefusalCode.SELF_TRADE);
    }

    private EngineFixture.Outcome sell(SelfTradePrevention selfTrade, long lots) {
        return book.submit(book.order(Side.SELL, 100, lots).setSelfTrade(selfTrade), book.seller())
                .requireAccepted();
    }

    private PlaceOrder.Builder budget(Side side, long priceFen, long lots, long budgetFen) {
        return book.order(side, priceFen, lots).setTimeInForce(TimeInForce.FOK).setBudgetFen(budgetFen);
    }

    private long good(PlaceOrder.Builder order, long endNs) {
        return book.submit(order.setTimeInForce(TimeInForce.GTD).setExpiresNs(endNs), buyer)
                .requireAccepted()
                .answer()
                .sequence();
    }
}
