package io.shuheng.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.contract.negotiation.NegotiationState;
import io.shuheng.core.listing.SupplyKind;
import io.shuheng.core.market.MarketChange;
import io.shuheng.core.market.MarketUpdate;
import io.shuheng.core.market.PublicAuction;
import io.shuheng.core.member.BidOpening;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.trading.Side;
import io.shuheng.core.trading.TradingMode;
import io.shuheng.core.trading.auction.AuctionState;
import io.shuheng.core.trading.auction.AwardRule;
import io.shuheng.core.trading.auction.CallStep;
import io.shuheng.core.trading.quote.GiveQuote;
import io.shuheng.core.trading.quote.RequestQuotes;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What market data tell of each mode of trading: how it was traded, the public side of auctions, and nothing hidden. */
class MarketModesTest {

    private final EngineFixture exchange = new EngineFixture();
    private final MarketComparison market = new MarketComparison(exchange);

    private List<MarketUpdate> told() {
        market.check();
        return market.toldOfInstruments();
    }

    private <T extends MarketChange> List<T> changes(Class<T> type) {
        return told().stream()
                .flatMap(update -> update.changes().stream())
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    private List<TradingMode> modes() {
        return changes(MarketChange.Traded.class).stream()
                .map(MarketChange.Traded::mode)
                .toList();
    }

    private <T extends PublicAuction> List<T> pictures(Class<T> type) {
        return changes(MarketChange.AuctionChanged.class).stream()
                .map(MarketChange.AuctionChanged::auction)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    private static <T> T last(List<T> all) {
        return all.get(all.size() - 1);
    }

    @Test
    void tellsOfAFixedPriceItsOfferAndItsTrade() {
        TradeWay way = new TradeWay(exchange);
        way.deposit(100_000);
        way.traded(way.offered(), 3);
        assertThat(changes(MarketChange.OfferChanged.class).get(0).offer().priceMicros())
                .isEqualTo(TradeWay.PRICE_MICROS);
        MarketChange.Traded trade = changes(MarketChange.Traded.class).get(0);
        assertThat(trade).isEqualTo(new MarketChange.Traded(1, TradingMode.FIXED_PRICE, false, 2_000_000, 3, 600));
    }

    @Test
    void tellsOfAResaleThatItIsOne() {
        TradeWay trades = new TradeWay(exchange);
        ResaleWay way = new ResaleWay(exchange, trades, 100);
        Enrolment.Member holder = way.member();
        long bought = way.bought(holder, 4);
        way.pass(ResaleWay.HELD);
        way.taken(way.offered(bought, holder), way.member());
        assertThat(changes(MarketChange.Traded.class))
                .extracting(MarketChange.Traded::resale)
                .containsExactly(false, true);
    }

    @Test
    void tellsOfANegotiationItsTradeAlone() {
        TradeWay trades = new TradeWay(exchange);
        NegotiationWay way = new NegotiationWay(exchange, trades);
        market.check();
        int before = market.toldOfInstruments().size();
        way.at(NegotiationState.VERIFIED);
        assertThat(told()).hasSize(before);
        way.at(NegotiationState.FINALIZED);
        assertThat(modes()).containsExactly(TradingMode.NEGOTIATED);
    }

    @Test
    void tellsOfARequestForQuotesItsTradeAlone() {
        TradeWay trades = new TradeWay(exchange);
        trades.deposit(100_000);
        QuoteWay way = new QuoteWay(exchange, trades);
        long instrument = trades.instrument(SupplyKind.LIMITED, 100, way.board());
        market.check();
        int before = market.toldOfInstruments().size();
        RequestQuotes request = way.request().build();
        long asked = exchange.submit(request, trades.buyer().key())
                .requireAccepted()
                .answer()
                .sequence();
        GiveQuote quote = way.quote(instrument, asked, request, 3_000_000).build();
        long given = exchange.submit(quote, trades.seller().key())
                .requireAccepted()
                .answer()
                .sequence();
        assertThat(told()).hasSize(before);
        exchange.submit(way.acceptance(given, quote).build(), trades.buyer().key())
                .requireAccepted();
        assertThat(modes()).containsExactly(TradingMode.RFQ);
    }

    @Test
    void tellsOfAnEnglishAuctionThePriceThatStandsAndNeverHowFarABidGoesOrTheReserve() {
        SellerAuctionWay way = new SellerAuctionWay(exchange, new TradeWay(exchange), 100);
        Enrolment.Member first = way.buyer(100_000);
        Enrolment.Member second = way.buyer(100_000);
        long auction = way.opened(way.withReserve(213).build());
        exchange.submit(way.bid(auction, 287).build(), first.key()).requireAccepted();
        exchange.submit(way.bid(auction, 150).build(), second.key()).requireAccepted();
        PublicAuction.Outcry open = last(pictures(PublicAuction.Outcry.class));
        assertThat(open.priceMicros()).isEqualTo(1_600_000);
        assertThat(open.bids()).isEqualTo(2);
        assertThat(open.hasReserve()).isTrue();
        assertThat(told().toString()).doesNotContain("2870000", "2130000");

        way.closed();
        assertThat(told().toString()).doesNotContain("2870000", "2130000");
        exchange.submit(way.reveal(auction, 213), way.seller()).requireAccepted();
        PublicAuction.Outcry over = last(pictures(PublicAuction.Outcry.class));
        assertThat(over.state()).isEqualTo(AuctionState.AWARDED);
        assertThat(over.reserveMicros()).hasValue(2_130_000);
        assertThat(told().toString()).doesNotContain("2870000");
        assertThat(modes()).containsExactly(TradingMode.ENGLISH_AUCTION);
    }

    @Test
    void tellsOfAReverseAuctionInEveryInstrumentThatItSeeks() {
        TradeWay trades = new TradeWay(exchange);
        trades.deposit(100_000);
        ReverseAuctionWay way = new ReverseAuctionWay(exchange, trades, 2, 50);
        EngineFixture.Outcome announced =
                exchange.submit(way.reverse().build(), trades.buyer().key()).requireAccepted();
        long auction = announced.event(EventKind.AUCTION_SCHEDULED).getA();
        exchange.advance(ReverseAuctionWay.OPENS);
        exchange.submitInternal(new Tick());
        way.offer(auction, 1, 187).requireAccepted();
        way.closed();
        assertThat(told().stream()
                        .filter(update ->
                                update.changes().stream().anyMatch(MarketChange.AuctionChanged.class::isInstance))
                        .map(MarketUpdate::instrument)
                        .distinct())
                .containsExactly(way.instrument(0), way.instrument(1));
        assertThat(told().toString()).doesNotContain("1870000");
        assertThat(modes()).containsExactly(TradingMode.REVERSE_AUCTION);
    }

    @Test
    void tellsOfASealedReverseAuctionHowManyOfferAndNoOffer() {
        TradeWay trades = new TradeWay(exchange);
        trades.deposit(100_000);
        SealedReverseWay way = new SealedReverseWay(exchange, trades, 2, 50);
        long auction = way.opened(AwardRule.VICKREY);
        BidOpening low = way.committed(auction, 1, 187);
        BidOpening next = way.committed(auction, 0, 213);
        assertThat(last(pictures(PublicAuction.SealedReverse.class)).commitments())
                .isEqualTo(2);
        way.closed();
        way.reveal(low, 1).requireAccepted();
        way.reveal(next, 0).requireAccepted();
        assertThat(last(pictures(PublicAuction.SealedReverse.class)).reveals()).isEqualTo(2);
        assertThat(told().toString()).doesNotContain("1870000", "2130000");
        way.decided();
        PublicAuction.SealedReverse over = last(pictures(PublicAuction.SealedReverse.class));
        assertThat(over.state()).isEqualTo(AuctionState.AWARDED);
        assertThat(over.priceMicros()).isEqualTo(2_130_000);
        assertThat(told().toString()).doesNotContain("1870000");
        assertThat(modes()).containsExactly(TradingMode.REVERSE_AUCTION);
    }

    @Test
    void tellsOfADutchAuctionItsClockAndWhatIsLeft() {
        SellerAuctionWay way = new SellerAuctionWay(exchange, new TradeWay(exchange), 100);
        Enrolment.Member buyer = way.buyer(100_000);
        long auction = way.opened(way.dutch().build());
        exchange.advance(Duration.ofMinutes(2));
        exchange.submit(way.taking(auction, 4, 200).build(), buyer.key()).requireAccepted();
        PublicAuction.Dutch open = last(pictures(PublicAuction.Dutch.class));
        assertThat(open.restLots()).isEqualTo(6);
        assertThat(open.clock().priceMicros(exchange.timeNs())).isEqualTo(1_400_000);
        assertThat(modes()).containsExactly(TradingMode.DUTCH_AUCTION);
    }

    @Test
    void tellsOfASealedAuctionHowManyBidAndNoBid() {
        SealedWay way = new SealedWay(exchange);
        Enrolment.Member first = way.bidder(100_000);
        Enrolment.Member second = way.bidder(100_000);
        long auction = way.opened(AwardRule.VICKREY);
        BidOpening high = way.committed(first, auction, 287, 5);
        BidOpening low = way.committed(second, auction, 213, 5);
        assertThat(last(pictures(PublicAuction.Sealed.class)).commitments()).isEqualTo(2);
        way.pass();
        way.reveal(high, first).requireAccepted();
        way.reveal(low, second).requireAccepted();
        assertThat(told().toString()).doesNotContain("2870000", "2130000");
        way.pass();
        way.finish();
        PublicAuction.Sealed over = last(pictures(PublicAuction.Sealed.class));
        assertThat(over.state()).isEqualTo(AuctionState.AWARDED);
        assertThat(over.priceMicros()).isEqualTo(2_130_000);
        assertThat(told().toString()).doesNotContain("2870000");
        assertThat(modes()).containsExactly(TradingMode.SEALED_AUCTION);
    }

    @Test
    void tellsOfACallAuctionWhatItWouldTradeAndThenOfContinuousTrades() {
        CallWay way = new CallWay(exchange);
        Enrolment.Member buyer = way.book().buyer(1_000_000);
        long auction = way.opened();
        way.book().buy(buyer, 100, 5);
        way.book().sell(98, 3);
        PublicAuction.Call open = last(pictures(PublicAuction.Call.class));
        assertThat(open.indicativeLots()).isEqualTo(3);
        assertThat(open.imbalanceLots()).isEqualTo(2);
        assertThat(open.volumeLots()).isZero();
        way.move(auction, CallStep.CLOSE).requireAccepted();
        way.finish();
        PublicAuction.Call over = last(pictures(PublicAuction.Call.class));
        assertThat(over.state()).isEqualTo(AuctionState.AWARDED);
        assertThat(over.volumeLots()).isEqualTo(3);
        way.book().submit(way.book().order(Side.SELL, 100, 1), way.book().seller());
        assertThat(modes()).containsExactly(TradingMode.CALL_AUCTION, TradingMode.CONTINUOUS);
    }

    @Test
    void namesWithEachInstrumentTheApprovalsOfItsBoard() {
        BookWay book = new BookWay(exchange);
        assertThat(changes(MarketChange.InstrumentOpened.class)).singleElement().satisfies(opened -> {
            assertThat(opened.instrument().number()).isEqualTo(book.instrument());
            assertThat(opened.instrument().approvals()).singleElement().satisfies(approval -> {
                assertThat(approval.mode()).isEqualTo(TradingMode.CONTINUOUS);
                assertThat(approval.documentNumber()).isEqualTo("虚构〔2026〕1号");
            });
        });
    }
}
