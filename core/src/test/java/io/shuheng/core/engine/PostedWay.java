package io.shuheng.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.listing.ListingDescriptor;
import io.shuheng.core.listing.SupplyKind;
import io.shuheng.core.participant.Duty;
import io.shuheng.core.participant.OrganisationId;
import io.shuheng.core.participant.Role;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.trading.CancelOrder;
import io.shuheng.core.trading.OrderType;
import io.shuheng.core.trading.PlaceOrder;
import io.shuheng.core.trading.SelfTradePrevention;
import io.shuheng.core.trading.Side;
import io.shuheng.core.trading.SplitShare;
import io.shuheng.core.trading.TimeInForce;
import io.shuheng.core.trading.book.LimitOrder;
import io.shuheng.core.trading.book.Market;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A posted book on an {@link EngineFixture}: an unlimited supply, its provider and brokers as sellers, consumers as
 * buyers. After every command it is checked that the books balance and that behind each bid there is exactly its money.
 */
final class PostedWay {

    private final EngineFixture exchange;
    private final TradeWay way;
    private final List<Enrolment.Member> sellers = new ArrayList<>();
    private final ListingDescriptor descriptor;
    private final long listing;
    private final long instrument;

    /** With the provider and so many brokers, all of whom the terms give an equal part. */
    PostedWay(EngineFixture exchange, int brokers) {
        this.exchange = exchange;
        this.way = new TradeWay(exchange);
        long board = exchange.submitByTwo(BookWay.continuous(way.board()).build(), Duty.MARKET)
                .requireAccepted()
                .event(EventKind.BOARD_OPENED)
                .getA();
        sellers.add(way.seller());
        List<OrganisationId> codes = new ArrayList<>();
        for (int i = 0; i < brokers; i++) {
            var application = way.enrolment()
                    .application()
                    .setRoles(List.of(Role.DATA_BROKER))
                    .build();
            codes.add(new OrganisationId(application.getIdKind(), application.getId()));
            sellers.add(way.enrolment().member(application));
        }
        descriptor = way.listings()
                .descriptor("posted-" + exchange.nextClientId())
                .setBoard(board)
                .setBrokers(codes)
                .setSupplyKind(SupplyKind.UNLIMITED)
                .setSupplyLots(0)
                .build();
        listing = way.listings().listed(descriptor);
        instrument = exchange.submit(
                        way.terms(listing, descriptor).setShares(shares()).build(),
                        way.seller().key())
                .requireAccepted()
                .event(EventKind.INSTRUMENT_OPENED)
                .getA();
    }

    private List<SplitShare> shares() {
        List<SplitShare> shares = new ArrayList<>();
        int equalBp = 10_000 / sellers.size();
        for (int i = 1; i < sellers.size(); i++) {
            shares.add(new SplitShare(sellers.get(i).number(), equalBp));
        }
        shares.add(0, new SplitShare(sellers.get(0).number(), 10_000 - equalBp * (sellers.size() - 1)));
        return shares;
    }

    TradeWay way() {
        return way;
    }

    long instrument() {
        return instrument;
    }

    long listing() {
        return listing;
    }

    ListingDescriptor descriptor() {
        return descriptor;
    }

    /** The provider is the first, its brokers come behind. */
    Enrolment.Member seller(int place) {
        return sellers.get(place);
    }

    Enrolment.Member buyer(long amountFen) {
        Enrolment.Member member = way.enrolment().member(Role.CONSUMER);
        way.deposit(member, amountFen);
        return member;
    }

    /** A consumer of the provider's own group. */
    Enrolment.Member affiliate(long amountFen) {
        var application = way.enrolment().application().setRoles(List.of(Role.CONSUMER));
        application.setAffiliates(List.of(descriptor.getProvider()));
        Enrolment.Member member = way.enrolment().member(application.build());
        way.deposit(member, amountFen);
        return member;
    }

    /** An order for one licence until cancelled, the price in fen. */
    PlaceOrder.Builder order(Side side, long priceFen) {
        return PlaceOrder.newBuilder()
                .setClientId(exchange.nextClientId())
                .setNotAfterNs(exchange.notAfterNs())
                .setMandate(0)
                .setInstrument(instrument)
                .setSide(side)
                .setOrderType(OrderType.LIMIT)
                .setTimeInForce(TimeInForce.GTC)
                .setPriceMicros(priceFen * 10_000)
                .setPriceVersion(0)
                .setQuantityLots(1)
                .setScenario(0)
                .setSelfTrade(SelfTradePrevention.BOARD_RULE);
    }

    EngineFixture.Outcome offer(Enrolment.Member seller, long priceFen) {
        return submit(order(Side.SELL, priceFen), seller);
    }

    EngineFixture.Outcome bid(Enrolment.Member buyer, long priceFen) {
        return submit(order(Side.BUY, priceFen), buyer);
    }

    EngineFixture.Outcome submit(PlaceOrder.Builder order, Enrolment.Member member) {
        return checked(exchange.submit(order.build(), member.key()));
    }

    EngineFixture.Outcome cancel(long order, Enrolment.Member member) {
        return checked(exchange.submit(
                new CancelOrder(exchange.nextClientId(), exchange.notAfterNs(), 0L, instrument, order), member.key()));
    }

    EngineFixture.Outcome step() {
        return checked(exchange.submitInternal(new Step()));
    }

    Market market() {
        return Objects.requireNonNull(exchange.engine().state().markets.market(instrument));
    }

    private EngineFixture.Outcome checked(EngineFixture.Outcome outcome) {
        ExchangeState state = exchange.engine().state();
        assertThat(state.accounts.trialBalance().isBalanced()).isTrue();
        for (LimitOrder bid = market().book().best(Side.BUY);
                bid != null;
                bid = market().book().after(bid)) {
            assertThat(state.holds.hold(bid.hold()).restFen())
                    .isEqualTo(bid.heldFen())
                    .isEqualTo(market().costs().mostFen(bid, 1));
        }
        return outcome;
    }
}
