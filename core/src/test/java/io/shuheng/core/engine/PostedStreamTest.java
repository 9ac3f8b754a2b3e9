package io.shuheng.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.genesis.Limits;
import io.shuheng.core.record.Event;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.trading.Side;
import io.shuheng.core.trading.TimeInForce;
import io.shuheng.core.trading.Trade;
import java.util.ArrayList;
import java.util.Iterator;
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

/** Streams of offers and bids leave the events that a plain model of the posted book gives, step by step or at once. */
class PostedStreamTest {

    private static final String SELLERS = "pqr";
    private static final String BUYERS = "abcdefghx";

    enum Act {
        OFFER,
        BID,
        REPLACE,
        CANCEL
    }

    /** One command; {@code target} counts back among the orders placed. */
    record Command(Act act, int who, long priceFen, boolean rests, int target) {}

    private record Placed(long number, Side side, String owner) {}

    @Property(tries = 60, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void tellsWhatAPlainModelTells(@ForAll("commands") List<Command> commands) {
        Stream stream = new Stream();
        commands.forEach(stream::run);
        stream.exchange.requireEqualReplay();
    }

    @Provide
    Arbitrary<List<Command>> commands() {
        return Combinators.combine(
                        Arbitraries.frequency(
                                Tuple.of(4, Act.OFFER),
                                Tuple.of(10, Act.BID),
                                Tuple.of(6, Act.REPLACE),
                                Tuple.of(3, Act.CANCEL)),
                        Arbitraries.integers().between(0, 8),
                        Arbitraries.longs().between(1, 5).map(step -> 95 + step),
                        Arbitraries.integers().between(0, 9).map(number -> number > 0),
                        Arbitraries.integers().between(0, 12))
                .as(Command::new)
                .list()
                .ofMinSize(20)
                .ofMaxSize(50);
    }

    private static final class Stream {

        private final EngineFixture exchange = new EngineFixture(
                Limits.newBuilder(EngineFixture.limits()).setOrdersPerStep(2).build());
        private final PostedWay book = new PostedWay(exchange, 2);
        private final PlainPostedBook model = new PlainPostedBook();
        private final Map<String, Enrolment.Member> members = new TreeMap<>();
        private final List<Placed> placed = new ArrayList<>();

        Stream() {
            for (int i = 0; i < SELLERS.length(); i++) {
                members.put(SELLERS.substring(i, i + 1), book.seller(i));
            }
            for (int i = 0; i < BUYERS.length(); i++) {
                String buyer = BUYERS.substring(i, i + 1);
                members.put(buyer, buyer.equals("x") ? book.affiliate(1_000) : book.buyer(1_000));
            }
        }

        void run(Command command) {
            model.events().clear();
            List<String> told = new ArrayList<>();
            switch (command.act) {
                case OFFER -> place(command, Side.SELL, letter(SELLERS, command.who), 0, told);
                case BID -> place(command, Side.BUY, letter(BUYERS, command.who), 0, told);
                case REPLACE -> {
                    Placed target = target(command);
                    if (target != null) {
                        place(command, target.side, target.owner, target.number, told);
                    }
                }
                case CANCEL -> {
                    Placed target = target(command);
                    if (target != null) {
                        model.cancel(target.number, target.owner);
                        tell(book.cancel(target.number, members.get(target.owner)), told);
                    }
                }
            }
            while (exchange.engine().isStepPending()) {
                tell(book.step(), told);
            }
            assertThat(told).isEqualTo(model.events());
        }

        private void place(Command command, Side side, String owner, long replaces, List<String> told) {
            boolean rests = command.rests || side == Side.SELL || replaces != 0;
            EngineFixture.Outcome outcome = book.submit(
                    book.order(side, command.priceFen)
                            .setTimeInForce(rests ? TimeInForce.GTC : TimeInForce.IOC)
                            .setReplaces(replaces),
                    members.get(owner));
            long number = outcome.answer().sequence();
            placed.add(new Placed(number, side, owner));
            model.place(number, side, owner, command.priceFen * 10_000, replaces, rests);
            tell(outcome, told);
        }

        private Placed target(Command command) {
            return placed.isEmpty() ? null : placed.get(Math.max(0, placed.size() - 1 - command.target));
        }

        private static String letter(String of, int place) {
            return of.substring(place % of.length(), place % of.length() + 1);
        }

        private static void tell(EngineFixture.Outcome outcome, List<String> told) {
            Iterator<Trade> trades = ContinuousDeskTest.trades(outcome).iterator();
            for (Event event : outcome.events()) {
                switch (EventKind.of(event.getKind())) {
                    case REJECTED -> told.add("refused " + RefusalCode.of(event.getA()));
                    case ORDER_RESTED -> told.add("rests " + event.getA() + " at " + event.getB());
                    case ORDER_CANCELLED -> told.add("gone " + event.getA());
                    case ORDER_REPLACED -> told.add("replaced " + event.getA() + " by " + event.getB());
                    case POSTED_OFFER_SOLD -> {
                        Trade trade = trades.next();
                        assertThat(List.of(trade.getSellOrder(), trade.getBuyOrder()))
                                .containsExactly(event.getA(), event.getB());
                        told.add("sold " + event.getA() + " to " + event.getB() + " at " + trade.getPriceMicros());
                    }
                    default -> {}
                }
            }
            assertThat(trades.hasNext()).isFalse();
        }
    }
}
