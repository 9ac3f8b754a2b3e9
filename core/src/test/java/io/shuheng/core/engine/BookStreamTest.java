package io.shuheng.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.clearing.FeeBasis;
import io.shuheng.core.clearing.FeeLineTerms;
import io.shuheng.core.clearing.FeePayer;
import io.shuheng.core.clearing.FeeScheduleTerms;
import io.shuheng.core.clearing.FeeTierTerms;
import io.shuheng.core.clearing.RoundingRule;
import io.shuheng.core.clearing.TaxMode;
import io.shuheng.core.clearing.TierKind;
import io.shuheng.core.contract.ContractProjection;
import io.shuheng.core.contract.ContractTemplates;
import io.shuheng.core.genesis.Limits;
import io.shuheng.core.record.Event;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.core.trading.OpenBoard;
import io.shuheng.core.trading.PlaceOrder;
import io.shuheng.core.trading.Side;
import io.shuheng.core.trading.TimeInForce;
import io.shuheng.core.trading.Trade;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;

/**
 * Streams of orders through a whole engine, on a board with awkward fees: a minimum, a flat part, tiers, and a tax on
 * top. After each command nothing is lost and every hold is exact (see {@link BookWay}); a reader of the events alone
 * knows the depth; each trade has its contract; the whole replays.
 */
class BookStreamTest {

    /** The last of them belongs to the seller's group. */
    private static final int BUYERS = 4;

    enum Act {
        ORDER,
        REPLACE,
        REDUCE,
        CANCEL,
        CANCEL_ALL
    }

    /** One command; {@code target} counts back among the orders placed. */
    record Command(Act act, Side side, OrderKind kind, long priceFen, long lots, int buyer, int target) {}

    @Property(tries = 40, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void losesNothingAndTellsEverything(@ForAll("commands") List<Command> commands) {
        Stream stream = new Stream();
        commands.forEach(stream::run);
        stream.requireContracts();
        stream.exchange.requireEqualReplay();
    }

    @Provide
    Arbitrary<List<Command>> commands() {
        return Combinators.combine(
                        Arbitraries.frequency(
                                Tuple.of(20, Act.ORDER),
                                Tuple.of(5, Act.REPLACE),
                                Tuple.of(3, Act.REDUCE),
                                Tuple.of(3, Act.CANCEL),
                                Tuple.of(1, Act.CANCEL_ALL)),
                        Arbitraries.of(Side.class),
                        OrderKind.any(
                                6, TimeInForce.GTC, TimeInForce.GTC, TimeInForce.GTD, TimeInForce.IOC, TimeInForce.FOK),
                        Arbitraries.longs().between(1, 6).map(step -> 95 + step),
                        Arbitraries.longs().between(1, 30),
                        Arbitraries.integers().between(0, BUYERS - 1),
                        Arbitraries.integers().between(0, 10))
                .as(Command::new)
                .list()
                .ofMinSize(20)
                .ofMaxSize(60);
    }

    /** One exchange and what a reader of its events knows. */
    private static final class Stream {

        private record Owned(long sequence, Enrolment.Member owner) {}

        private record Known(Side side, long priceMicros, long lots) {}

        private final EngineFixture exchange = new EngineFixture(
                Limits.newBuilder(EngineFixture.limits()).setOrdersPerStep(4).build());
        private final TradeWay way = new TradeWay(exchange);
        private final BookWay book = new BookWay(exchange, way, 400, board(way));
        private final List<Enrolment.Member> buyers = new ArrayList<>();
        private final List<Owned> placed = new ArrayList<>();
        private final TreeMap<Long, Side> sides = new TreeMap<>();
        private final TreeMap<Long, Known> resting = new TreeMap<>();
        private final List<Trade> trades = new ArrayList<>();

        Stream() {
            for (int i = 1; i < BUYERS; i++) {
                buyers.add(book.buyer(60_000));
            }
            buyers.add(book.sellersAffiliate(60_000));
        }

        void run(Command command) {
            exchange.advance(Duration.ofMillis(1));
            if (command.act == Act.ORDER) {
                Enrolment.Member member = command.side == Side.BUY ? buyers.get(command.buyer) : book.seller();
                place(order(command), member);
            } else if (!placed.isEmpty()) {
                Owned target = placed.get(Math.max(0, placed.size() - 1 - command.target));
                switch (command.act) {
                    case REPLACE -> {
                        Side side = sides.get(target.sequence);
                        place(
                                book.order(side, command.priceFen, command.lots).setReplaces(target.sequence),
                                target.owner);
                    }
                    case REDUCE -> read(book.reduce(target.sequence, command.lots / 4 + 1, target.owner));
                    case CANCEL -> read(book.cancel(target.sequence, target.owner));
                    default -> read(book.cancelAll(target.owner, 0));
                }
            }
            while (exchange.engine().isStepPending()) {
                read(book.step());
            }
            assertThat(depthByEvents(Side.BUY)).isEqualTo(depth(Side.BUY));
            assertThat(depthByEvents(Side.SELL)).isEqualTo(depth(Side.SELL));
        }

        private void place(PlaceOrder.Builder order, Enrolment.Member member) {
            EngineFixture.Outcome outcome = book.submit(order, member);
            sides.put(outcome.answer().sequence(), order.getSide());
            placed.add(new Owned(outcome.answer().sequence(), member));
            read(outcome);
        }

        private PlaceOrder.Builder order(Command command) {
            return command.kind.of(
                    book.order(command.side, command.priceFen, command.lots),
                    command.priceFen,
                    command.lots,
                    exchange.timeNs() + Duration.ofMillis(3).toNanos());
        }

        /** Every trade's contract can be derived from the records, and says what the trade says. */
        void requireContracts() {
            ContractProjection projection = new ContractProjection(ContractTemplates.bundled(), batch -> {});
            for (byte[] record : exchange.records()) {
                projection.observe(
                        RulesVersions.current().ofType(RecordHeader.type(record, 0)), record, 0, record.length);
            }
            for (Trade trade : trades) {
                var terms = projection.contract(trade.getTrade()).terms();
                assertThat(terms.getFee().getAmountFen()).isEqualTo(trade.getAmountFen());
                assertThat(terms.getConsumer().getOrder().getSequence()).isEqualTo(trade.getBuyOrder());
                assertThat(terms.getProvider().getOrder().getSequence()).isEqualTo(trade.getSellOrder());
            }
        }

        private void read(EngineFixture.Outcome outcome) {
            for (Event event : outcome.events()) {
                long order = event.getA();
                switch (EventKind.of(event.getKind())) {
                    case ORDER_RESTED -> resting.put(order, new Known(sides.get(order), event.getB(), event.getC()));
                    case ORDER_REDUCED, ORDER_FILLED -> less(order, event.getB(), event.getC());
                    case ORDER_REPLACED -> {
                        Known known = resting.remove(order);
                        resting.put(event.getB(), new Known(known.side, known.priceMicros, event.getC()));
                    }
                    case ORDER_CANCELLED, ORDER_EXPIRED -> less(order, event.getB(), 0);
                    default -> {}
                }
            }
            trades.addAll(ContinuousDeskTest.trades(outcome));
        }

        private void less(long order, long lots, long rest) {
            resting.computeIfPresent(order, (sequence, known) -> {
                assertThat(known.lots - lots).isEqualTo(rest);
                return rest == 0 ? null : new Known(known.side, known.priceMicros, rest);
            });
        }

        private List<String> depthByEvents(Side side) {
            TreeMap<Long, Long> lots = new TreeMap<>();
            TreeMap<Long, Integer> orders = new TreeMap<>();
            resting.values().stream().filter(known -> known.side == side).forEach(known -> {
                lots.merge(known.priceMicros, known.lots, Long::sum);
                orders.merge(known.priceMicros, 1, Integer::sum);
            });
            return (side == Side.BUY ? lots.descendingMap() : lots)
                    .entrySet().stream()
                            .map(level -> level.getKey() + " " + level.getValue() + " " + orders.get(level.getKey()))
                            .toList();
        }

        private List<String> depth(Side side) {
            List<String> levels = new ArrayList<>();
            book.market().book().depth(side, (price, lots, orders) -> levels.add(price + " " + lots + " " + orders));
            return levels;
        }

        private static OpenBoard board(TradeWay way) {
            FeeScheduleTerms fees = new FeeScheduleTerms(
                    List.of(
                            line(FeePayer.BUYER, FeeBasis.NOTIONAL, 37, 90),
                            line(FeePayer.BUYER, FeeBasis.FLAT, 13, 0),
                            line(FeePayer.SELLER, FeeBasis.NOTIONAL, 123, 300),
                            line(FeePayer.SELLER, FeeBasis.QUANTITY, 1_234, 0)),
                    613,
                    TaxMode.EXCLUSIVE);
            return BookWay.continuous(way.board()).setFeeSchedule(fees).build();
        }

        private static FeeLineTerms line(FeePayer payer, FeeBasis basis, long rate, long minimumFen) {
            List<FeeTierTerms> tiers = basis == FeeBasis.NOTIONAL
                    ? List.of(
                            new FeeTierTerms(0L, rate), new FeeTierTerms(700L, rate * 3), new FeeTierTerms(2_000L, 1L))
                    : List.of(new FeeTierTerms(0L, rate));
            return new FeeLineTerms(
                    payer,
                    basis,
                    TierKind.MARGINAL,
                    tiers,
                    minimumFen,
                    Long.MAX_VALUE,
                    0L,
                    Long.MAX_VALUE,
                    RoundingRule.HALF_UP);
        }
    }
}
