package io.shuheng.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.clearing.Hold;
import io.shuheng.core.clearing.TrialBalance;
import io.shuheng.core.listing.ListingDescriptor;
import io.shuheng.core.participant.Duty;
import io.shuheng.core.participant.Role;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.trading.CancelOrder;
import io.shuheng.core.trading.CancelOrders;
import io.shuheng.core.trading.ModeApproval;
import io.shuheng.core.trading.OpenBoard;
import io.shuheng.core.trading.OrderType;
import io.shuheng.core.trading.PlaceOrder;
import io.shuheng.core.trading.ReduceOrder;
import io.shuheng.core.trading.SelfTradePrevention;
import io.shuheng.core.trading.Side;
import io.shuheng.core.trading.TimeInForce;
import io.shuheng.core.trading.TradingMode;
import io.shuheng.core.trading.book.LimitOrder;
import io.shuheng.core.trading.book.Market;
import io.shuheng.core.trading.book.MemberOrders;
import io.shuheng.core.trading.book.OrderCosts;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * A continuous market on an {@link EngineFixture}: the provider of a {@link TradeWay} sells, several consumers buy, and
 * after every command it is checked that no money and no licence came or went, and that behind each resting order there
 * is exactly what its rest needs.
 */
public final class BookWay {

    private final EngineFixture exchange;
    private final TradeWay way;
    private final long board;
    private final long listing;
    private final ListingDescriptor descriptor;
    private final long instrument;
    private final long issuedLots;
    private final List<Enrolment.Member> buyers = new ArrayList<>();

    /** With 10 000 licences for sale on a board as {@link TradeWay#board} has it. */
    public BookWay(EngineFixture exchange) {
        this(exchange, 10_000);
    }

    /** With so many licences. */
    public BookWay(EngineFixture exchange, long supplyLots) {
        this(exchange, new TradeWay(exchange), supplyLots, null);
    }

    /** On a board with its own terms. */
    BookWay(EngineFixture exchange, TradeWay way, long supplyLots, @Nullable OpenBoard terms) {
        this.exchange = exchange;
        this.way = way;
        this.issuedLots = supplyLots;
        OpenBoard opening = terms == null ? continuous(way.board()).build() : terms;
        this.board = exchange.submitByTwo(opening, Duty.MARKET)
                .requireAccepted()
                .event(EventKind.BOARD_OPENED)
                .getA();
        this.descriptor = way.listings()
                .descriptor("continuous-" + exchange.nextClientId())
                .setBoard(board)
                .setSupplyLots(supplyLots)
                .build();
        this.listing = way.listings().listed(descriptor);
        this.instrument = exchange.submit(
                        way.terms(listing, descriptor)
                                .setBoard(board)
                                .setSettlementModel(opening.getSettlementModel())
                                .build(),
                        seller().key())
                .requireAccepted()
                .event(EventKind.INSTRUMENT_OPENED)
                .getA();
    }

    /** Makes a board one for fixed prices and the continuous book, with a made-up approval. */
    static OpenBoard.Builder continuous(OpenBoard.Builder terms) {
        return terms.setName("连续竞价板")
                .setModes(List.of(TradingMode.FIXED_PRICE, TradingMode.CONTINUOUS))
                .setApprovals(List.of(new ModeApproval(
                        TradingMode.CONTINUOUS, "某主管部门", "虚构〔2026〕1号", EngineFixture.hash("approval"), "数据许可")));
    }

    /** The way of fixed prices beside it. */
    public TradeWay way() {
        return way;
    }

    /** What is traded. */
    public long instrument() {
        return instrument;
    }

    /** Its listing. */
    public long listing() {
        return listing;
    }

    /** What is listed. */
    public ListingDescriptor descriptor() {
        return descriptor;
    }

    /** Who sells. */
    public Enrolment.Member seller() {
        return way.seller();
    }

    /** A consumer with that much money. */
    public Enrolment.Member buyer(long amountFen) {
        Enrolment.Member member = way.enrolment().member(Role.CONSUMER);
        way.deposit(member, amountFen);
        buyers.add(member);
        return member;
    }

    /** A consumer of the seller's own group, with that much money. */
    public Enrolment.Member sellersAffiliate(long amountFen) {
        var application = way.enrolment().application().setRoles(List.of(Role.CONSUMER));
        application.setAffiliates(List.of(descriptor.getProvider()));
        Enrolment.Member member = way.enrolment().member(application.build());
        way.deposit(member, amountFen);
        buyers.add(member);
        return member;
    }

    /** A limit order until cancelled, the price in fen a lot. */
    public PlaceOrder.Builder order(Side side, long priceFen, long lots) {
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
                .setQuantityLots(lots)
                .setScenario(0)
                .setSelfTrade(SelfTradePrevention.BOARD_RULE);
    }

    /** The seller offers. */
    public EngineFixture.Outcome sell(long priceFen, long lots) {
        return submit(order(Side.SELL, priceFen, lots), seller());
    }

    /** A buyer bids. */
    public EngineFixture.Outcome buy(Enrolment.Member buyer, long priceFen, long lots) {
        return submit(order(Side.BUY, priceFen, lots), buyer);
    }

    /** Somebody places an order. */
    public EngineFixture.Outcome submit(PlaceOrder.Builder order, Enrolment.Member member) {
        EngineFixture.Outcome outcome = exchange.submit(order.build(), member.key());
        requireConserved();
        return outcome;
    }

    /** Somebody cancels an order. */
    public EngineFixture.Outcome cancel(long order, Enrolment.Member member) {
        return cancel(order, member, 0);
    }

    /** An agent cancels an order. */
    public EngineFixture.Outcome cancel(long order, Enrolment.Member member, long mandate) {
        EngineFixture.Outcome outcome = exchange.submit(
                new CancelOrder(exchange.nextClientId(), exchange.notAfterNs(), mandate, instrument, order),
                member.key());
        requireConserved();
        return outcome;
    }

    /** Somebody makes an order smaller. */
    public EngineFixture.Outcome reduce(long order, long lots, Enrolment.Member member) {
        return send(
                new ReduceOrder(exchange.nextClientId(), exchange.notAfterNs(), 0L, instrument, order, lots),
                member.key());
    }

    /** Somebody takes all its orders back: of an instrument, or of all where it is 0. */
    public EngineFixture.Outcome cancelAll(Enrolment.Member member, long ofInstrument) {
        return send(new CancelOrders(exchange.nextClientId(), exchange.notAfterNs(), 0L, ofInstrument), member.key());
    }

    /** Any other command. */
    public EngineFixture.Outcome send(SpecificRecord command, int key) {
        EngineFixture.Outcome outcome = exchange.submit(command, key);
        requireConserved();
        return outcome;
    }

    /** Any other command of two market officers. */
    public EngineFixture.Outcome sendByTwo(SpecificRecord command) {
        EngineFixture.Outcome outcome = exchange.submitByTwo(command, Duty.MARKET);
        requireConserved();
        return outcome;
    }

    /** The exchange takes the next step of a sweep. */
    public EngineFixture.Outcome step() {
        EngineFixture.Outcome outcome = exchange.submitInternal(new Step());
        requireConserved();
        return outcome;
    }

    /** What a member's money on hold is, fen. */
    public long pendingFen(Enrolment.Member member) {
        return exchange.engine()
                .state()
                .accounts
                .account(exchange.engine().state().accounts.cashOf(member.number()))
                .pendingDebitsFen();
    }

    /** What a member can spend, fen. */
    public long availableFen(Enrolment.Member member) {
        return exchange.engine()
                .state()
                .accounts
                .account(exchange.engine().state().accounts.cashOf(member.number()))
                .availableFen();
    }

    /** The market as the engine has it. */
    Market market() {
        return Objects.requireNonNull(exchange.engine().state().markets.market(instrument));
    }

    /** Whether money and licences are all there, and orders backed exactly. */
    public void requireConserved() {
        ExchangeState state = exchange.engine().state();
        TrialBalance balance = state.accounts.trialBalance();
        assertThat(balance.isBalanced()).isTrue();
        long offeredLots = 0;
        for (Side side : Side.values()) {
            for (LimitOrder order = market().book().best(side);
                    order != null;
                    order = market().book().after(order)) {
                offeredLots += requireBacked(state, order);
            }
        }
        requireCounted(state);
        LimitOrder sweeping = market().sweeping();
        offeredLots += sweeping == null ? 0 : requireBacked(state, sweeping);
        assertThat(state.supply.offeredLots(instrument, seller().number())).isEqualTo(offeredLots);
        long licensed = state.supply.heldLots(instrument, way.buyer().number())
                + buyers.stream()
                        .mapToLong(buyer -> state.supply.heldLots(instrument, buyer.number()))
                        .sum();
        assertThat(state.supply.freeLots(instrument, seller().number()) + offeredLots + licensed)
                .isEqualTo(issuedLots);
        assertThat(state.supply.soldLots(instrument)).isEqualTo(licensed);
    }

    /** Each member's list has its resting orders, and what they come to. */
    private void requireCounted(ExchangeState state) {
        TreeMap<Long, long[]> expected = new TreeMap<>();
        for (Side side : Side.values()) {
            for (LimitOrder order = market().book().best(side);
                    order != null;
                    order = market().book().after(order)) {
                long[] sums = expected.computeIfAbsent(order.owner(), owner -> new long[2]);
                sums[0]++;
                sums[1] += OrderCosts.amountFen(order.priceMicros(), order.restLots());
            }
        }
        List<Enrolment.Member> members = new ArrayList<>(buyers);
        members.add(seller());
        for (Enrolment.Member member : members) {
            long[] sums = expected.getOrDefault(member.number(), new long[2]);
            MemberOrders orders = state.openOrders.find(member.number());
            if (orders == null) {
                assertThat(sums).containsExactly(0, 0);
                continue;
            }
            assertThat(orders.openOrders()).isEqualTo((int) sums[0]);
            assertThat(orders.exposureFen()).isEqualTo(sums[1]);
            assertThat(orders.first(instrument) == null).isEqualTo(sums[0] == 0);
        }
    }

    private long requireBacked(ExchangeState state, LimitOrder order) {
        if (!order.buys()) {
            return order.restLots();
        }
        Hold hold = state.holds.hold(order.hold());
        assertThat(hold.restFen())
                .isEqualTo(order.heldFen())
                .isEqualTo(market().costs().mostFen(order, order.restLots()));
        return 0;
    }
}
