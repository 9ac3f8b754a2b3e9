package io.shuheng.core.engine;

import io.shuheng.core.listing.ListingDescriptor;
import io.shuheng.core.listing.SupplyKind;
import io.shuheng.core.member.BidOpening;
import io.shuheng.core.participant.Duty;
import io.shuheng.core.participant.Role;
import io.shuheng.core.record.Event;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.trading.TradingMode;
import io.shuheng.core.trading.auction.AwardRule;
import io.shuheng.core.trading.auction.CommitSeed;
import io.shuheng.core.trading.auction.Commitments;
import io.shuheng.core.trading.auction.ForfeitTo;
import io.shuheng.core.trading.auction.OpenSealedAuction;
import io.shuheng.core.trading.auction.RevealSeed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** Sealed-bid auctions on an {@link EngineFixture}: of 100 licences, or of an unlimited supply. */
public final class SealedWay {

    static final long DEPOSIT_FEN = 500;
    static final Hash32 NONE = new Hash32(new byte[32]);
    static final Hash32 VALUE = EngineFixture.hash("value");

    private final EngineFixture exchange;
    private final TradeWay way;
    private final long limited;
    private final long unlimited;
    private int nonces;

    /** With a board for it. */
    public SealedWay(EngineFixture exchange) {
        this.exchange = exchange;
        this.way = new TradeWay(exchange);
        long board = exchange.submitByTwo(
                        way.board()
                                .setName("密封竞价板")
                                .setModes(List.of(TradingMode.SEALED_AUCTION))
                                .build(),
                        Duty.MARKET)
                .requireAccepted()
                .event(EventKind.BOARD_OPENED)
                .getA();
        this.limited = instrument(board, SupplyKind.LIMITED, 100);
        this.unlimited = instrument(board, SupplyKind.UNLIMITED, 0);
    }

    private long instrument(long board, SupplyKind kind, long lots) {
        ListingDescriptor descriptor = way.listings()
                .descriptor("sealed-" + exchange.nextClientId())
                .setBoard(board)
                .setSupplyKind(kind)
                .setSupplyLots(lots)
                .build();
        return way.instrument(descriptor);
    }

    /** The way of fixed prices beside it. */
    public TradeWay way() {
        return way;
    }

    long limited() {
        return limited;
    }

    long unlimited() {
        return unlimited;
    }

    /** A consumer with that much money. */
    public Enrolment.Member bidder(long amountFen) {
        Enrolment.Member member = way.enrolment().member(Role.CONSUMER);
        way.deposit(member, amountFen);
        return member;
    }

    OpenSealedAuction.Builder terms(AwardRule rule) {
        boolean samples = rule == AwardRule.RANDOM_SAMPLING;
        long now = exchange.timeNs();
        return OpenSealedAuction.newBuilder()
                .setClientId(exchange.nextClientId())
                .setNotAfterNs(exchange.notAfterNs())
                .setMandate(0)
                .setInstrument(samples ? unlimited : limited)
                .setAwardRule(rule)
                .setLots(samples ? 0 : 5)
                .setReservePriceMicros(samples ? 0 : 1_000_000)
                .setReserveSm3(NONE)
                .setDepositFen(DEPOSIT_FEN)
                .setForfeitTo(ForfeitTo.PROVIDER)
                .setOpensNs(now + Duration.ofSeconds(10).toNanos())
                .setClosesNs(now + Duration.ofSeconds(20).toNanos())
                .setRevealByNs(now + Duration.ofSeconds(30).toNanos())
                .setSeedByNs(samples ? now + Duration.ofSeconds(40).toNanos() : 0);
    }

    EngineFixture.Outcome submit(OpenSealedAuction.Builder terms) {
        return exchange.submit(terms.build(), way.seller().key());
    }

    long announced(OpenSealedAuction.Builder terms) {
        return submit(terms)
                .requireAccepted()
                .event(EventKind.AUCTION_SCHEDULED)
                .getA();
    }

    /** An auction that takes bids. */
    public long opened(AwardRule rule) {
        return opened(terms(rule));
    }

    long opened(OpenSealedAuction.Builder terms) {
        long auction = announced(terms);
        if (terms.getAwardRule() == AwardRule.RANDOM_SAMPLING) {
            commitSeed(auction, VALUE).requireAccepted();
        }
        pass();
        return auction;
    }

    EngineFixture.Outcome commitSeed(long auction, Hash32 value) {
        Hash32 sm3 = new Hash32(Commitments.value(value.bytes(), auction).bytes());
        return exchange.submit(
                new CommitSeed(exchange.nextClientId(), exchange.notAfterNs(), auction, sm3),
                EngineFixture.OPERATOR_KEY);
    }

    EngineFixture.Outcome revealSeed(long auction, Hash32 value) {
        return exchange.submit(
                new RevealSeed(exchange.nextClientId(), exchange.notAfterNs(), auction, value),
                EngineFixture.OPERATOR_KEY);
    }

    BidOpening bid(Enrolment.Member member, long auction, long priceFen, long lots) {
        long instrument = exchange.engine().state().auctions.get(auction).instrument();
        byte[] nonce = EngineFixture.hash("nonce " + ++nonces).bytes();
        return new BidOpening(instrument, auction, member.number(), priceFen * 10_000, lots, 0, nonce);
    }

    EngineFixture.Outcome commit(BidOpening bid, Enrolment.Member member) {
        return exchange.submit(bid.commitment(exchange.nextClientId(), exchange.notAfterNs(), 0), member.key());
    }

    /** A bid that is committed. */
    public BidOpening committed(Enrolment.Member member, long auction, long priceFen, long lots) {
        BidOpening bid = bid(member, auction, priceFen, lots);
        commit(bid, member).requireAccepted();
        return bid;
    }

    /** A bid is revealed. */
    public EngineFixture.Outcome reveal(BidOpening bid, Enrolment.Member member) {
        return exchange.submit(bid.reveal(exchange.nextClientId(), exchange.notAfterNs(), 0), member.key());
    }

    /** Ten seconds pass: the next of its times has come. */
    public EngineFixture.Outcome pass() {
        exchange.advance(Duration.ofSeconds(10));
        return exchange.submitInternal(new Tick());
    }

    /** Steps until nothing waits; all of their events and results together. */
    public EngineFixture.Outcome finish() {
        List<Event> events = new ArrayList<>();
        List<SpecificRecord> results = new ArrayList<>();
        EngineFixture.Outcome last;
        do {
            last = exchange.submitInternal(new Step());
            events.addAll(last.events());
            results.addAll(last.results());
        } while (exchange.engine().isStepPending());
        return new EngineFixture.Outcome(last.answer(), events, results);
    }

    long pendingFen(Enrolment.Member member) {
        ExchangeState state = exchange.engine().state();
        return state.accounts.account(state.accounts.cashOf(member.number())).pendingDebitsFen();
    }

    long availableFen(Enrolment.Member member) {
        ExchangeState state = exchange.engine().state();
        return state.accounts.account(state.accounts.cashOf(member.number())).availableFen();
    }
}
