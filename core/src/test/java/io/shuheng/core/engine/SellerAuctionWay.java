package io.shuheng.core.engine;

import io.shuheng.core.listing.ListingDescriptor;
import io.shuheng.core.listing.SupplyKind;
import io.shuheng.core.participant.Duty;
import io.shuheng.core.participant.Role;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.trading.ControlReason;
import io.shuheng.core.trading.OpenBoard;
import io.shuheng.core.trading.TradingMode;
import io.shuheng.core.trading.auction.BidInAuction;
import io.shuheng.core.trading.auction.CallOffAuction;
import io.shuheng.core.trading.auction.Commitments;
import io.shuheng.core.trading.auction.RevealReserve;
import io.shuheng.core.trading.auction.ScheduleDutchAuction;
import io.shuheng.core.trading.auction.ScheduleEnglishAuction;
import io.shuheng.core.trading.auction.TakeFromClock;
import java.time.Duration;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** English and Dutch auctions of the seller of a {@link TradeWay}, on a board of their own; prices in fen. */
final class SellerAuctionWay {

    static final Duration OPENS = Duration.ofMinutes(10);
    static final Duration LASTS = Duration.ofHours(1);
    static final Duration SOFT = Duration.ofMinutes(5);
    static final Duration REVEAL = Duration.ofMinutes(30);

    private final EngineFixture exchange;
    private final TradeWay way;
    private final long instrument;

    /** With so many licences, of which 0 are an unlimited supply. */
    SellerAuctionWay(EngineFixture exchange, TradeWay way, long supplyLots) {
        this(exchange, way, supplyLots, 10_000);
    }

    SellerAuctionWay(EngineFixture exchange, TradeWay way, long supplyLots, long tickMicros) {
        this(exchange, way, supplyLots, tickMicros, way.board());
    }

    SellerAuctionWay(
            EngineFixture exchange, TradeWay way, long supplyLots, long tickMicros, OpenBoard.Builder boardTerms) {
        this.exchange = exchange;
        this.way = way;
        long board = exchange.submitByTwo(
                        boardTerms
                                .setName("拍卖板 " + exchange.nextClientId())
                                .setModes(List.of(TradingMode.ENGLISH_AUCTION, TradingMode.DUTCH_AUCTION))
                                .build(),
                        Duty.MARKET)
                .requireAccepted()
                .event(EventKind.BOARD_OPENED)
                .getA();
        ListingDescriptor descriptor = way.listings()
                .descriptor("auctioned-" + exchange.nextClientId())
                .setBoard(board)
                .setSupplyKind(supplyLots == 0 ? SupplyKind.UNLIMITED : SupplyKind.LIMITED)
                .setSupplyLots(supplyLots)
                .setTickSizeMicros(tickMicros)
                .build();
        this.instrument = way.instrument(descriptor);
    }

    long instrument() {
        return instrument;
    }

    int seller() {
        return way.seller().key();
    }

    Enrolment.Member buyer(long amountFen) {
        Enrolment.Member member = way.enrolment().member(Role.CONSUMER);
        way.deposit(member, amountFen);
        return member;
    }

    /** Ten lots together from 100 fen a lot, by 10. */
    ScheduleEnglishAuction.Builder english() {
        return ScheduleEnglishAuction.newBuilder()
                .setClientId(exchange.nextClientId())
                .setNotAfterNs(exchange.notAfterNs())
                .setMandate(0)
                .setInstrument(instrument)
                .setQuantityLots(10)
                .setStartPriceMicros(1_000_000)
                .setIncrementMicros(100_000)
                .setOpensNs(exchange.timeNs() + OPENS.toNanos())
                .setClosesNs(exchange.timeNs() + LASTS.toNanos())
                .setSoftCloseNs(0)
                .setReserveSm3(new Hash32(new byte[32]))
                .setRevealWithinNs(0);
    }

    ScheduleEnglishAuction.Builder withReserve(long reserveFen) {
        return english()
                .setReserveSm3(new Hash32(Commitments.reserve(
                                reserveFen * 10_000,
                                EngineFixture.hash("nonce").bytes(),
                                way.seller().number(),
                                instrument)
                        .bytes()))
                .setRevealWithinNs(REVEAL.toNanos());
    }

    RevealReserve reveal(long auction, long reserveFen) {
        return new RevealReserve(
                exchange.nextClientId(),
                exchange.notAfterNs(),
                0L,
                instrument,
                auction,
                reserveFen * 10_000,
                EngineFixture.hash("nonce"));
    }

    BidInAuction.Builder bid(long auction, long maximumFen) {
        return BidInAuction.newBuilder()
                .setClientId(exchange.nextClientId())
                .setNotAfterNs(exchange.notAfterNs())
                .setMandate(0)
                .setInstrument(instrument)
                .setAuction(auction)
                .setMaximumMicros(maximumFen * 10_000)
                .setScenario(0);
    }

    /** Ten lots from 200 fen a lot by 30 a minute down to 50. */
    ScheduleDutchAuction.Builder dutch() {
        return ScheduleDutchAuction.newBuilder()
                .setClientId(exchange.nextClientId())
                .setNotAfterNs(exchange.notAfterNs())
                .setMandate(0)
                .setInstrument(instrument)
                .setQuantityLots(10)
                .setStartPriceMicros(2_000_000)
                .setStepMicros(300_000)
                .setEveryNs(Duration.ofMinutes(1).toNanos())
                .setFloorPriceMicros(500_000)
                .setOpensNs(exchange.timeNs() + OPENS.toNanos())
                .setClosesNs(exchange.timeNs() + LASTS.toNanos());
    }

    TakeFromClock.Builder taking(long auction, long lots, long maximumFen) {
        return TakeFromClock.newBuilder()
                .setClientId(exchange.nextClientId())
                .setNotAfterNs(exchange.notAfterNs())
                .setMandate(0)
                .setInstrument(instrument)
                .setAuction(auction)
                .setQuantityLots(lots)
                .setMaximumMicros(maximumFen * 10_000)
                .setScenario(0);
    }

    EngineFixture.Outcome callOff(long auction) {
        return exchange.submitByTwo(
                new CallOffAuction(
                        exchange.nextClientId(),
                        exchange.notAfterNs(),
                        auction,
                        ControlReason.DISORDER,
                        EngineFixture.hash("document")),
                Duty.MARKET);
    }

    /** The seller announces it, and it opens. */
    long opened(SpecificRecord schedule) {
        long auction = exchange.submit(schedule, seller())
                .requireAccepted()
                .event(EventKind.AUCTION_SCHEDULED)
                .getA();
        exchange.advance(OPENS);
        exchange.submitInternal(new Tick());
        return auction;
    }

    /** Time goes on to the close, and a little. */
    EngineFixture.Outcome closed() {
        exchange.advance(LASTS.minus(OPENS));
        return exchange.submitInternal(new Tick());
    }
}
