package io.shuheng.core.engine;

import io.shuheng.core.delivery.BasisDocument;
import io.shuheng.core.delivery.BasisKind;
import io.shuheng.core.delivery.NameDeliveryBasis;
import io.shuheng.core.delivery.WithdrawBasis;
import io.shuheng.core.listing.ListingDescriptor;
import io.shuheng.core.listing.PersonalInfo;
import io.shuheng.core.listing.SupplyKind;
import io.shuheng.core.participant.Duty;
import io.shuheng.core.participant.Role;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.trading.SplitShare;
import io.shuheng.core.trading.resale.OfferResale;
import io.shuheng.core.trading.resale.ResaleOffer;
import io.shuheng.core.trading.resale.TakeResale;
import io.shuheng.core.trading.resale.WithdrawResale;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Resales on a board of their own: five days at least, three holders at most; a licence lasts thirty days. */
final class ResaleWay {

    static final int HOLDING_DAYS = 5;
    static final int HOLDERS = 3;
    static final Duration HELD = Duration.ofDays(HOLDING_DAYS);
    static final Duration TERM = Duration.ofDays(30);

    private final EngineFixture exchange;
    private final TradeWay way;
    private final long board;
    private final long instrument;

    /** With so many licences. */
    ResaleWay(EngineFixture exchange, TradeWay way, long supplyLots) {
        this.exchange = exchange;
        this.way = way;
        this.board = exchange.submitByTwo(
                        way.board()
                                .setName("转售板")
                                .setResaleAllowed(true)
                                .setMinimumHoldingDays(HOLDING_DAYS)
                                .setMaximumHolders(HOLDERS)
                                .build(),
                        Duty.MARKET)
                .requireAccepted()
                .event(EventKind.BOARD_OPENED)
                .getA();
        this.instrument = instrument(true, supplyLots);
    }

    /** An instrument of the board with a standing offer of the provider. */
    long instrument(boolean transferable, long supplyLots) {
        return instrument(transferable, supplyLots == 0 ? SupplyKind.UNLIMITED : SupplyKind.LIMITED, supplyLots);
    }

    /** The same of a product that one alone may use. */
    long exclusive() {
        return instrument(true, SupplyKind.EXCLUSIVE, 1);
    }

    /** The same of data about persons, whose delivery needs a basis. */
    long personal() {
        return instrument(descriptor(true, SupplyKind.LIMITED, 100)
                .setPersonalInfo(PersonalInfo.DE_IDENTIFIED)
                .setConsentEvidence(List.of(EngineFixture.hash("consents")))
                .build());
    }

    private long instrument(boolean transferable, SupplyKind supply, long supplyLots) {
        return instrument(descriptor(transferable, supply, supplyLots).build());
    }

    private ListingDescriptor.Builder descriptor(boolean transferable, SupplyKind supply, long supplyLots) {
        return way.listings()
                .descriptor("resold-" + exchange.nextClientId())
                .setBoard(board)
                .setTransferable(transferable)
                .setExclusive(supply == SupplyKind.EXCLUSIVE)
                .setSupplyKind(supply)
                .setSupplyLots(supplyLots);
    }

    private long instrument(ListingDescriptor descriptor) {
        long listing = way.listings().listed(descriptor);
        long opened = exchange.submit(
                        way.terms(listing, descriptor)
                                .setTermDays((int) TERM.toDays())
                                .setShares(List.of(
                                        new SplitShare(way.seller().number(), 9_000),
                                        new SplitShare(way.buyer().number(), 1_000)))
                                .build(),
                        way.seller().key())
                .requireAccepted()
                .event(EventKind.INSTRUMENT_OPENED)
                .getA();
        exchange.submit(
                        way.offer(opened)
                                .setValidToNs(
                                        exchange.timeNs() + Duration.ofDays(80).toNanos())
                                .build(),
                        way.seller().key())
                .requireAccepted();
        return opened;
    }

    long board() {
        return board;
    }

    long instrument() {
        return instrument;
    }

    Enrolment.Member member() {
        Enrolment.Member member = way.enrolment().member(Role.CONSUMER);
        way.deposit(member, 1_000_000);
        return member;
    }

    /** A member takes lots of the provider's and holds them, paid; the contract's number. */
    long bought(Enrolment.Member member, long lots) {
        return bought(member, instrument, lots);
    }

    long bought(Enrolment.Member member, long ofInstrument, long lots) {
        long contract = exchange.submit(way.order(ofInstrument, lots).build(), member.key())
                .requireAccepted()
                .event(EventKind.TRADED)
                .getA();
        settled(contract, way.seller(), member);
        return contract;
    }

    /** A member takes a lot of data about persons and holds it, paid. */
    long boughtOnBasis(Enrolment.Member member, long ofInstrument) {
        long contract = exchange.submit(way.order(ofInstrument, 1).build(), member.key())
                .requireAccepted()
                .event(EventKind.TRADED)
                .getA();
        nameBasis(contract, way.seller());
        settled(contract, way.seller(), member);
        return contract;
    }

    /** Who delivers names all that data about persons needs. */
    void nameBasis(long contract, Enrolment.Member deliverer) {
        List<BasisDocument> documents = Stream.of(BasisKind.CONSENT, BasisKind.IMPACT_ASSESSMENT)
                .map(kind -> new BasisDocument(kind, EngineFixture.hash(kind.name()), Long.MAX_VALUE))
                .toList();
        exchange.submit(
                        new NameDeliveryBasis(exchange.nextClientId(), exchange.notAfterNs(), contract, documents),
                        deliverer.key())
                .requireAccepted();
    }

    /** Who delivered withdraws a part of it. */
    void withdrawBasis(long contract, Enrolment.Member deliverer) {
        exchange.submit(
                        new WithdrawBasis(
                                exchange.nextClientId(),
                                exchange.notAfterNs(),
                                contract,
                                BasisKind.CONSENT,
                                EngineFixture.hash("withdrawal")),
                        deliverer.key())
                .requireAccepted();
    }

    /** A trade is delivered, signed for and accepted. */
    EngineFixture.Outcome settled(long contract, Enrolment.Member from, Enrolment.Member to) {
        way.delivered(contract, from, to);
        return exchange.submit(way.acceptance(contract), to.key()).requireAccepted();
    }

    OfferResale.Builder offer(long contract) {
        return OfferResale.newBuilder()
                .setClientId(exchange.nextClientId())
                .setNotAfterNs(exchange.notAfterNs())
                .setMandate(0)
                .setInstrument(instrument)
                .setContract(contract)
                .setTermEndsNs(termEndsNs(contract))
                .setPriceMicros(1_000_000)
                .setValidToNs(exchange.timeNs() + Duration.ofDays(3).toNanos());
    }

    private long termEndsNs(long contract) {
        return exchange.engine()
                .state()
                .entitlements
                .of(contract)
                .map(right -> right.getToNs())
                .orElse(0L);
    }

    /** A holder offers; the offer's number. */
    long offered(long contract, Enrolment.Member holder) {
        return exchange.submit(offer(contract).build(), holder.key())
                .requireAccepted()
                .answer()
                .sequence();
    }

    TakeResale.Builder taking(long offer) {
        ResaleOffer known = exchange.engine().state().resales.require(offer);
        return TakeResale.newBuilder()
                .setClientId(exchange.nextClientId())
                .setNotAfterNs(exchange.notAfterNs())
                .setMandate(0)
                .setInstrument(known.instrument())
                .setOffer(offer)
                .setOfferSm3(new Hash32(known.sm3().bytes()))
                .setContract(known.contract())
                .setTermEndsNs(known.termEndsNs())
                .setPriceMicros(known.priceMicros())
                .setScenario(0);
    }

    /** A member takes an offer; the trade's number. */
    long taken(long offer, Enrolment.Member buyer) {
        return exchange.submit(taking(offer).build(), buyer.key())
                .requireAccepted()
                .event(EventKind.TRADED)
                .getA();
    }

    WithdrawResale withdrawal(long offer) {
        return new WithdrawResale(exchange.nextClientId(), exchange.notAfterNs(), 0L, offer);
    }

    /** Lots that a member holds. */
    long held(Enrolment.Member member) {
        return exchange.engine().state().supply.heldLots(instrument, member.number());
    }

    /** Time passes, and the exchange notes it. */
    EngineFixture.Outcome pass(Duration time) {
        exchange.advance(time);
        return exchange.submitInternal(new Tick());
    }
}
