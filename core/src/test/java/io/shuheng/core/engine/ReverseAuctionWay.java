package io.shuheng.core.engine;

import io.shuheng.core.listing.ListingDescriptor;
import io.shuheng.core.listing.SupplyKind;
import io.shuheng.core.participant.Duty;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.trading.TradingMode;
import io.shuheng.core.trading.auction.Commitments;
import io.shuheng.core.trading.auction.OfferInAuction;
import io.shuheng.core.trading.auction.RevealReserve;
import io.shuheng.core.trading.auction.ScheduleReverseAuction;
import io.shuheng.core.trading.auction.SoughtInstrument;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * Reverse auctions of the buyer of a {@link TradeWay} among sellers that have a product each, all on a board of their own;
 * prices in fen.
 */
final class ReverseAuctionWay {

    static final Duration OPENS = Duration.ofMinutes(10);
    static final Duration LASTS = Duration.ofHours(1);
    static final Duration REVEAL = Duration.ofMinutes(30);

    private final EngineFixture exchange;
    private final TradeWay way;
    private final List<Enrolment.Member> sellers = new ArrayList<>();
    private final List<Long> instruments = new ArrayList<>();

    /** With so many sellers, each with so many licences. */
    ReverseAuctionWay(EngineFixture exchange, TradeWay way, int count, long supplyLots) {
        this.exchange = exchange;
        this.way = way;
        long board = exchange.submitByTwo(
                        way.board()
                                .setName("求购板")
                                .setModes(List.of(TradingMode.REVERSE_AUCTION))
                                .build(),
                        Duty.MARKET)
                .requireAccepted()
                .event(EventKind.BOARD_OPENED)
                .getA();
        for (int i = 0; i < count; i++) {
            ListingWay listings = new ListingWay(exchange, way.enrolment());
            sellers.add(listings.provider());
            ListingDescriptor descriptor = listings.descriptor("sought-" + i)
                    .setBoard(board)
                    .setSupplyKind(SupplyKind.LIMITED)
                    .setSupplyLots(supplyLots)
                    .build();
            long listing = listings.listed(descriptor);
            instruments.add(exchange.submit(
                            way.terms(listing, descriptor).setBoard(board).build(),
                            listings.provider().key())
                    .requireAccepted()
                    .event(EventKind.INSTRUMENT_OPENED)
                    .getA());
        }
    }

    Enrolment.Member seller(int seller) {
        return sellers.get(seller);
    }

    long instrument(int seller) {
        return instruments.get(seller);
    }

    /** Lots of a seller that are free. */
    long free(int seller) {
        return exchange.engine()
                .state()
                .supply
                .freeLots(instruments.get(seller), sellers.get(seller).number());
    }

    /** Ten lots together of any seller, at 300 fen a lot at most, by 10. */
    ScheduleReverseAuction.Builder reverse() {
        return ScheduleReverseAuction.newBuilder()
                .setClientId(exchange.nextClientId())
                .setNotAfterNs(exchange.notAfterNs())
                .setMandate(0)
                .setInstrument(instruments.get(0))
                .setScenario(0)
                .setAlternatives(alternatives())
                .setQuantityLots(10)
                .setCeilingPriceMicros(3_000_000)
                .setDecrementMicros(100_000)
                .setOpensNs(exchange.timeNs() + OPENS.toNanos())
                .setClosesNs(exchange.timeNs() + LASTS.toNanos())
                .setSoftCloseNs(0)
                .setReserveSm3(new Hash32(new byte[32]))
                .setRevealWithinNs(0);
    }

    private List<SoughtInstrument> alternatives() {
        List<SoughtInstrument> alternatives = new ArrayList<>();
        for (int i = 1; i < instruments.size(); i++) {
            alternatives.add(alternative(instruments.get(i)));
        }
        return alternatives;
    }

    SoughtInstrument alternative(long instrument) {
        return new SoughtInstrument(
                instrument,
                new Hash32(exchange.engine()
                        .state()
                        .instruments
                        .require(instrument)
                        .termsHash()
                        .bytes()),
                0);
    }

    /** The same with a hidden limit below its ceiling. */
    ScheduleReverseAuction.Builder withLimit(long limitFen) {
        return reverse()
                .setReserveSm3(new Hash32(Commitments.reserve(
                                limitFen * 10_000,
                                EngineFixture.hash("nonce").bytes(),
                                way.buyer().number(),
                                instruments.get(0))
                        .bytes()))
                .setRevealWithinNs(REVEAL.toNanos());
    }

    RevealReserve reveal(long auction, long limitFen) {
        return new RevealReserve(
                exchange.nextClientId(),
                exchange.notAfterNs(),
                0L,
                instruments.get(0),
                auction,
                limitFen * 10_000,
                EngineFixture.hash("nonce"));
    }

    OfferInAuction.Builder offering(long auction, int seller, long minimumFen) {
        return OfferInAuction.newBuilder()
                .setClientId(exchange.nextClientId())
                .setNotAfterNs(exchange.notAfterNs())
                .setMandate(0)
                .setInstrument(instruments.get(seller))
                .setAuction(auction)
                .setMinimumMicros(minimumFen * 10_000);
    }

    /** A seller offers its own product. */
    EngineFixture.Outcome offer(long auction, int seller, long minimumFen) {
        return exchange.submit(
                offering(auction, seller, minimumFen).build(),
                sellers.get(seller).key());
    }

    /** The buyer announces it, and it opens. */
    long opened(SpecificRecord schedule) {
        long auction = exchange.submit(schedule, way.buyer().key())
                .requireAccepted()
                .event(EventKind.AUCTION_SCHEDULED)
                .getA();
        exchange.advance(OPENS);
        exchange.submitInternal(new Tick());
        return auction;
    }

    /** Time goes on to the close. */
    EngineFixture.Outcome closed() {
        exchange.advance(LASTS.minus(OPENS));
        return exchange.submitInternal(new Tick());
    }
}
