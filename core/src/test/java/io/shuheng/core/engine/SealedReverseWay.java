package io.shuheng.core.engine;

import io.shuheng.core.member.BidOpening;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.trading.auction.AwardRule;
import io.shuheng.core.trading.auction.ScheduleReverseAuction;
import io.shuheng.core.trading.auction.ScheduleSealedReverse;
import java.time.Duration;

/** Sealed reverse auctions of the buyer among the sellers of a {@link ReverseAuctionWay}, who have money for deposits. */
final class SealedReverseWay {

    static final long DEPOSIT_FEN = 500;
    static final long SELLERS_FEN = 2_000;
    static final Duration REVEAL = Duration.ofHours(2);

    private final EngineFixture exchange;
    private final TradeWay trades;
    private final ReverseAuctionWay way;
    private int nonces;

    /** With so many sellers, each with so many licences. */
    SealedReverseWay(EngineFixture exchange, TradeWay trades, int sellers, long supplyLots) {
        this.exchange = exchange;
        this.trades = trades;
        this.way = new ReverseAuctionWay(exchange, trades, sellers, supplyLots);
        for (int i = 0; i < sellers; i++) {
            trades.deposit(way.seller(i), SELLERS_FEN);
        }
    }

    /** The sellers and what they have. */
    ReverseAuctionWay way() {
        return way;
    }

    /** Ten lots together of any seller, at 300 fen a lot at most. */
    ScheduleSealedReverse.Builder terms(AwardRule rule) {
        ScheduleReverseAuction open = way.reverse().build();
        return ScheduleSealedReverse.newBuilder()
                .setClientId(open.getClientId())
                .setNotAfterNs(open.getNotAfterNs())
                .setMandate(0)
                .setInstrument(open.getInstrument())
                .setScenario(open.getScenario())
                .setAlternatives(open.getAlternatives())
                .setQuantityLots(open.getQuantityLots())
                .setAwardRule(rule)
                .setCeilingPriceMicros(open.getCeilingPriceMicros())
                .setDepositFen(DEPOSIT_FEN)
                .setOpensNs(open.getOpensNs())
                .setClosesNs(open.getClosesNs())
                .setRevealWithinNs(REVEAL.toNanos());
    }

    EngineFixture.Outcome announce(ScheduleSealedReverse.Builder terms) {
        return exchange.submit(terms.build(), trades.buyer().key());
    }

    /** The buyer announces it, and it opens. */
    long opened(AwardRule rule) {
        return way.opened(terms(rule).build());
    }

    /** What a seller would sell of its own product. */
    BidOpening offer(long auction, int seller, long priceFen) {
        byte[] nonce = EngineFixture.hash("offer " + ++nonces).bytes();
        return new BidOpening(
                way.instrument(seller), auction, way.seller(seller).number(), priceFen * 10_000, 10, 0, nonce);
    }

    EngineFixture.Outcome commit(BidOpening offer, int seller) {
        return exchange.submit(
                offer.offerCommitment(exchange.nextClientId(), exchange.notAfterNs(), 0),
                way.seller(seller).key());
    }

    /** An offer that is committed. */
    BidOpening committed(long auction, int seller, long priceFen) {
        BidOpening offer = offer(auction, seller, priceFen);
        commit(offer, seller).requireAccepted();
        return offer;
    }

    EngineFixture.Outcome reveal(BidOpening offer, int seller) {
        return exchange.submit(
                offer.offerReveal(exchange.nextClientId(), exchange.notAfterNs(), 0),
                way.seller(seller).key());
    }

    /** Time goes on to the close, behind which offers are shown. */
    EngineFixture.Outcome closed() {
        return way.closed();
    }

    /** Time goes on to the decision. */
    EngineFixture.Outcome decided() {
        exchange.advance(REVEAL);
        return exchange.submitInternal(new Tick());
    }

    /** What a member could use, fen. */
    long availableFen(Enrolment.Member member) {
        ExchangeState state = exchange.engine().state();
        return state.accounts.account(state.accounts.cashOf(member.number())).availableFen();
    }

    /** What is held of a member's money, fen. */
    long pendingFen(Enrolment.Member member) {
        ExchangeState state = exchange.engine().state();
        return state.accounts.account(state.accounts.cashOf(member.number())).pendingDebitsFen();
    }

    long announced(ScheduleSealedReverse.Builder terms) {
        return announce(terms)
                .requireAccepted()
                .event(EventKind.AUCTION_SCHEDULED)
                .getA();
    }
}
