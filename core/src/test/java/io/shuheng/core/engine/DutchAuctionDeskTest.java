package io.shuheng.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.trading.Trade;
import io.shuheng.core.trading.auction.AuctionState;
import io.shuheng.core.trading.auction.ScheduleDutchAuction;
import io.shuheng.core.trading.auction.TakeFromClock;
import io.shuheng.core.view.DutchAuctionEntry;
import io.shuheng.core.view.Visibility;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The price falls with time, and whoever comes first takes lots at it. */
class DutchAuctionDeskTest {

    private final EngineFixture exchange = new EngineFixture();
    private final ViewComparison view = new ViewComparison(exchange);
    private final TradeWay trades = new TradeWay(exchange);
    private final SellerAuctionWay way = new SellerAuctionWay(exchange, trades, 100);
    private final Enrolment.Member first = way.buyer(100_000);
    private final Enrolment.Member second = way.buyer(100_000);

    @BeforeEach
    void comparesWhatTheViewSaysAfterEachCommand() {
        exchange.afterEach(view::check);
    }

    @AfterEach
    void replaysToEqualRecordsAndState() {
        exchange.requireEqualReplay();
    }

    @Test
    void sellsAtThePriceOfItsClockUntilNothingIsLeft() {
        long auction = way.opened(way.dutch().build());
        take(RefusalCode.CLOCK_ABOVE_MAXIMUM, way.taking(auction, 4, 199), first);
        exchange.advance(Duration.ofMinutes(2));
        Trade trade = trade(take(auction, 4, 200, first));
        assertThat(trade.getPriceMicros()).isEqualTo(1_400_000);
        assertThat(trade.getQuantityLots()).isEqualTo(4);
        assertThat(entry(auction).restLots()).isEqualTo(6);
        take(RefusalCode.SUPPLY_EXHAUSTED, way.taking(auction, 7, 200), second);
        exchange.advance(Duration.ofMinutes(10));
        EngineFixture.Outcome last = take(auction, 6, 50, second);
        assertThat(trade(last).getPriceMicros()).isEqualTo(500_000);
        assertThat(last.event(EventKind.AUCTION_SOLD).getA()).isEqualTo(auction);
        assertThat(state(auction)).isEqualTo(AuctionState.AWARDED);
        assertThat(free()).isEqualTo(90);
        take(RefusalCode.AUCTION_STATE, way.taking(auction, 1, 200), second);
    }

    @Test
    void closesInTimeWithOrWithoutASale() {
        long quiet = way.opened(way.dutch().build());
        way.closed();
        assertThat(state(quiet)).isEqualTo(AuctionState.NO_SALE);
        assertThat(free()).isEqualTo(100);
        long sold = way.opened(way.dutch().build());
        take(sold, 1, 200, first);
        way.closed();
        assertThat(state(sold)).isEqualTo(AuctionState.AWARDED);
        assertThat(free()).isEqualTo(99);
    }

    @Test
    void isCalledOffAndLeavesWhatWasSold() {
        long auction = way.opened(way.dutch().build());
        way.callOff(auction).requireAccepted();
        assertThat(state(auction)).isEqualTo(AuctionState.VOID);
        long sold = way.opened(way.dutch().build());
        take(sold, 1, 200, first);
        way.callOff(sold).requireAccepted();
        assertThat(state(sold)).isEqualTo(AuctionState.AWARDED);
        assertThat(free()).isEqualTo(99);
    }

    @Test
    void sellsOfAnUnlimitedSupplyToo() {
        SellerAuctionWay unlimited = new SellerAuctionWay(exchange, trades, 0);
        long auction = unlimited.opened(unlimited.dutch().build());
        Enrolment.Member buyer = unlimited.buyer(10_000);
        exchange.submit(unlimited.taking(auction, 10, 200).build(), buyer.key()).requireAccepted();
        assertThat(exchange.engine().state().supply.soldLots(unlimited.instrument()))
                .isEqualTo(10);
    }

    @Test
    void refusesWhatIsNotInOrder() {
        announce(RefusalCode.FIELD_INVALID, way.dutch().setFloorPriceMicros(2_010_000));
        announce(RefusalCode.FIELD_INVALID, way.dutch().setFloorPriceMicros(0));
        announce(RefusalCode.PRICE_OFF_TICK, way.dutch().setStepMicros(1));
        announce(RefusalCode.FIELD_INVALID, way.dutch().setEveryNs(1));
        announce(RefusalCode.INVENTORY_SHORT, way.dutch().setQuantityLots(101));
        exchange.submit(way.dutch().build(), first.key()).requireRefused(RefusalCode.NOT_PERMITTED);
        long auction = way.opened(way.dutch().build());
        take(RefusalCode.FIELD_INVALID, way.taking(auction, 0, 200), first);
        take(RefusalCode.FIELD_INVALID, way.taking(auction, 1, 200).setInstrument(trades.offered()), first);
        take(RefusalCode.SCENARIO_NOT_ALLOWED, way.taking(auction, 1, 200).setScenario(9), first);
        take(RefusalCode.UNKNOWN_REFERENCE, way.taking(auction + 1, 1, 200), first);
        take(RefusalCode.INSUFFICIENT_FUNDS, way.taking(auction, 1, 200), way.buyer(100));
    }

    private EngineFixture.Outcome take(long auction, long lots, long maximumFen, Enrolment.Member buyer) {
        return exchange.submit(way.taking(auction, lots, maximumFen).build(), buyer.key())
                .requireAccepted();
    }

    private void take(RefusalCode code, TakeFromClock.Builder taking, Enrolment.Member buyer) {
        exchange.submit(taking.build(), buyer.key()).requireRefused(code);
    }

    private void announce(RefusalCode code, ScheduleDutchAuction.Builder schedule) {
        exchange.submit(schedule.build(), way.seller()).requireRefused(code);
    }

    private static Trade trade(EngineFixture.Outcome outcome) {
        return (Trade) outcome.results().get(0);
    }

    private AuctionState state(long auction) {
        return exchange.engine().state().auctions.get(auction).state();
    }

    private long free() {
        return exchange.engine()
                .state()
                .supply
                .freeLots(way.instrument(), trades.seller().number());
    }

    private DutchAuctionEntry entry(long auction) {
        return view.model()
                .openAuctions()
                .dutch(Visibility.everything(), auction)
                .value()
                .orElseThrow();
    }
}
