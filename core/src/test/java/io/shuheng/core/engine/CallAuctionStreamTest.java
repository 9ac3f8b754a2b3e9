package io.shuheng.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.genesis.Limits;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.trading.Side;
import io.shuheng.core.trading.Trade;
import io.shuheng.core.trading.auction.CallStep;
import io.shuheng.core.trading.auction.TiePolicy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
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

/** Whole call auctions against a plain one: the price from all prices, the lots by price and then by time. */
class CallAuctionStreamTest {

    private static final int BUYERS = 3;

    enum Act {
        ORDER,
        CANCEL,
        REDUCE
    }

    /** One command; {@code target} counts back among the orders placed. */
    record Command(Act act, Side side, long priceFen, long lots, int buyer, int target) {}

    /** An order as anybody would note it down. */
    private static final class Noted {

        private final long sequence;
        private final Side side;
        private final long priceFen;
        private final Enrolment.Member owner;
        private long lots;

        Noted(long sequence, Side side, long priceFen, long lots, Enrolment.Member owner) {
            this.sequence = sequence;
            this.side = side;
            this.priceFen = priceFen;
            this.lots = lots;
            this.owner = owner;
        }
    }

    private final EngineFixture exchange = new EngineFixture(
            Limits.newBuilder(EngineFixture.limits()).setOrdersPerStep(3).build());
    private final CallWay calls = new CallWay(exchange);
    private final BookWay book = calls.book();
    private final List<Enrolment.Member> buyers = new ArrayList<>();
    private final List<Noted> orders = new ArrayList<>();

    @Property(tries = 60, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void tradesWhatAPlainAuctionTrades(
            @ForAll("commands") List<Command> commands, @ForAll TiePolicy policy, @ForAll boolean secondAuction) {
        for (int i = 0; i < BUYERS; i++) {
            buyers.add(book.buyer(1_000_000));
        }
        int half = secondAuction ? commands.size() / 2 : commands.size();
        hold(policy, commands.subList(0, half));
        if (secondAuction) {
            hold(policy, commands.subList(half, commands.size()));
        }
        new ViewComparison(exchange).check();
        exchange.requireEqualReplay();
    }

    private void hold(TiePolicy policy, List<Command> commands) {
        long auction = calls.opened(calls.terms().setTiePolicy(policy));
        commands.forEach(this::run);
        long referenceFen = book.market().referenceMicros() / 10_000;
        calls.move(auction, CallStep.CLOSE).requireAccepted();
        EngineFixture.Outcome all = calls.finish();
        long priceFen = price(policy, referenceFen);
        if (priceFen == 0) {
            assertThat(all.events(EventKind.AUCTION_PRICED)).isEmpty();
            return;
        }
        assertThat(all.event(EventKind.AUCTION_PRICED).getB()).isEqualTo(priceFen * 10_000);
        assertThat(lotsByOrder(all)).isEqualTo(allocate(priceFen));
    }

    private void run(Command command) {
        if (command.act == Act.ORDER) {
            Enrolment.Member owner = command.side == Side.BUY ? buyers.get(command.buyer) : book.seller();
            EngineFixture.Outcome placed = book.submit(book.order(command.side, command.priceFen, command.lots), owner)
                    .requireAccepted();
            orders.add(new Noted(placed.answer().sequence(), command.side, command.priceFen, command.lots, owner));
            return;
        }
        List<Noted> live = orders.stream().filter(order -> order.lots > 0).toList();
        if (live.isEmpty()) {
            return;
        }
        Noted target = live.get(Math.max(0, live.size() - 1 - command.target));
        if (command.act == Act.CANCEL || command.lots >= target.lots) {
            book.cancel(target.sequence, target.owner).requireAccepted();
            target.lots = 0;
        } else {
            book.reduce(target.sequence, command.lots, target.owner).requireAccepted();
            target.lots -= command.lots;
        }
    }

    private long bought(long priceFen) {
        return orders.stream()
                .filter(order -> order.side == Side.BUY && order.priceFen >= priceFen)
                .mapToLong(order -> order.lots)
                .sum();
    }

    private long sold(long priceFen) {
        return orders.stream()
                .filter(order -> order.side == Side.SELL && order.priceFen <= priceFen)
                .mapToLong(order -> order.lots)
                .sum();
    }

    /** Every price there is, from one end to the other; 0 where none trades anything. */
    private long price(TiePolicy policy, long referenceFen) {
        List<Long> limits = orders.stream()
                .filter(order -> order.lots > 0)
                .map(order -> order.priceFen)
                .distinct()
                .sorted()
                .toList();
        long most = limits.stream()
                .mapToLong(price -> Math.min(bought(price), sold(price)))
                .max()
                .orElse(0);
        if (most == 0) {
            return 0;
        }
        List<Long> best = limits.stream()
                .filter(price -> Math.min(bought(price), sold(price)) == most)
                .filter(price -> bought(price + 1) <= most && sold(price - 1) <= most)
                .toList();
        long least = best.stream()
                .mapToLong(price -> Math.abs(bought(price) - sold(price)))
                .min()
                .orElseThrow();
        List<Long> equal = best.stream()
                .filter(price -> Math.abs(bought(price) - sold(price)) == least)
                .toList();
        long low = equal.get(0);
        long high = equal.get(equal.size() - 1);
        if (policy == TiePolicy.SSE || referenceFen == 0) {
            return (low + high + 1) / 2;
        }
        return policy == TiePolicy.CROSS
                ? Math.max(low, Math.min(high, referenceFen))
                : equal.stream()
                        .min(Comparator.comparingLong(price -> Math.abs(price - referenceFen)))
                        .orElseThrow();
    }

    /** What each order trades at a price, the better first, of equal ones the earlier; it leaves the notes without it. */
    private Map<Long, Long> allocate(long priceFen) {
        long volume = Math.min(bought(priceFen), sold(priceFen));
        Map<Long, Long> lots = new TreeMap<>();
        for (Side side : Side.values()) {
            long left = volume;
            List<Noted> queue = orders.stream()
                    .filter(order -> order.lots > 0 && order.side == side)
                    .sorted(Comparator.comparingLong(
                                    (Noted order) -> side == Side.BUY ? -order.priceFen : order.priceFen)
                            .thenComparingLong(order -> order.sequence))
                    .toList();
            for (Noted order : queue) {
                long taken = Math.min(left, order.lots);
                if (taken > 0) {
                    lots.put(order.sequence, taken);
                    order.lots -= taken;
                    left -= taken;
                }
            }
        }
        return lots;
    }

    private static Map<Long, Long> lotsByOrder(EngineFixture.Outcome all) {
        Map<Long, Long> lots = new TreeMap<>();
        for (Trade trade : ContinuousDeskTest.trades(all)) {
            lots.merge(trade.getBuyOrder(), trade.getQuantityLots(), Long::sum);
            lots.merge(trade.getSellOrder(), trade.getQuantityLots(), Long::sum);
        }
        return lots;
    }

    @Provide
    Arbitrary<List<Command>> commands() {
        return Combinators.combine(
                        Arbitraries.frequency(Tuple.of(6, Act.ORDER), Tuple.of(1, Act.CANCEL), Tuple.of(1, Act.REDUCE)),
                        Arbitraries.of(Side.class),
                        Arbitraries.longs().between(90, 101),
                        Arbitraries.longs().between(1, 20),
                        Arbitraries.integers().between(0, BUYERS - 1),
                        Arbitraries.integers().between(0, 10))
                .as(Command::new)
                .list()
                .ofMinSize(4)
                .ofMaxSize(40);
    }
}
