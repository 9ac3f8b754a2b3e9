package io.shuheng.core.trading.book;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.trading.Side;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Streams of commands through the book and through {@link PlainBook}: every event, every depth and every queue must
 * agree. Orders of four owners, who meet their own as the stream says; numbers of orders that are gone come again.
 */
class OrderBookModelTest {

    enum Act {
        PLACE,
        PLACE_AND_DROP,
        CANCEL,
        REDUCE,
        MOVE,
        REPLACE
    }

    /** One command; {@code target} counts back from the last order placed. */
    record Command(Act act, Side side, long priceMicros, long lots, int target, OrderBook.Meeting own) {}

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void agreesWithThePlainBookWhereManyOrdersMeet(@ForAll("narrow") List<Command> commands) {
        agrees(commands, 0);
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void agreesWithThePlainBookWhereItIsWide(@ForAll("wide") List<Command> commands) {
        agrees(commands, 0);
    }

    /** Prices around one that runs away, so that windows grow, slide and leave levels far behind. */
    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void agreesWithThePlainBookWhereThePriceRunsUp(@ForAll("deep") List<Command> commands) {
        agrees(commands, 7);
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void agreesWithThePlainBookWhereThePriceRunsDown(@ForAll("deep") List<Command> commands) {
        agrees(commands, -7);
    }

    private static void agrees(List<Command> commands, long driftMicros) {
        PlainBook plain = new PlainBook();
        WatchedBook real = new WatchedBook();
        long sequence = 0;
        long shift = 0;
        for (Command command : commands) {
            long target = sequence - command.target;
            long price = command.priceMicros + shift;
            shift += driftMicros;
            assertThat(real.book().canFill(command.side, price, command.lots))
                    .isEqualTo(plain.canFill(command.side, price, command.lots));
            switch (command.act) {
                case PLACE, PLACE_AND_DROP -> {
                    sequence++;
                    boolean rests = command.act == Act.PLACE;
                    plain.place(sequence, sequence % 4, command.own, command.side, price, command.lots, rests);
                    real.place(sequence, sequence % 4, command.own, command.side, price, command.lots, rests);
                }
                case CANCEL -> {
                    plain.cancel(target);
                    real.cancel(target);
                }
                case REDUCE -> {
                    plain.reduce(target, command.lots);
                    real.reduce(target, command.lots);
                }
                case MOVE -> {
                    plain.move(target, command.own, price);
                    real.move(target, command.own, price);
                }
                case REPLACE -> {
                    // The number of the placed order before comes again where it is free.
                    long by = plain.rests(sequence) ? ++sequence : sequence;
                    plain.replace(target, by, command.lots);
                    real.replace(target, by, command.lots);
                }
            }
            assertThat(real.events()).isEqualTo(plain.events());
        }
        for (Side side : Side.values()) {
            assertThat(real.depth(side)).isEqualTo(plain.depth(side));
            assertThat(real.turns(side)).isEqualTo(plain.turns(side));
        }
    }

    @Provide
    Arbitrary<List<Command>> narrow() {
        return commands(Arbitraries.longs().between(1, 4), Arbitraries.longs().between(1, 9), 20, 200);
    }

    @Provide
    Arbitrary<List<Command>> wide() {
        return commands(
                Arbitraries.longs().between(1, Long.MAX_VALUE),
                Arbitraries.longs().between(1, Long.MAX_VALUE / 400),
                20,
                200);
    }

    @Provide
    Arbitrary<List<Command>> deep() {
        Arbitrary<Long> prices = Arbitraries.oneOf(
                Arbitraries.longs().between(9_900, 10_100), Arbitraries.longs().between(5_000, 15_000));
        return commands(prices, Arbitraries.longs().between(1, 9), 200, 600);
    }

    private static Arbitrary<List<Command>> commands(
            Arbitrary<Long> prices, Arbitrary<Long> lots, int furthestTarget, int most) {
        return Combinators.combine(
                        Arbitraries.of(
                                Act.PLACE,
                                Act.PLACE,
                                Act.PLACE,
                                Act.PLACE,
                                Act.PLACE_AND_DROP,
                                Act.CANCEL,
                                Act.REDUCE,
                                Act.MOVE,
                                Act.REPLACE),
                        Arbitraries.of(Side.class),
                        prices,
                        lots,
                        Arbitraries.integers().between(0, furthestTarget),
                        Arbitraries.of(OrderBook.Meeting.class))
                .as(Command::new)
                .list()
                .ofMaxSize(most);
    }
}
