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

/** Streams of commands through the book and through {@link PlainBook}: every event and every depth must agree. */
class OrderBookModelTest {

    enum Act {
        PLACE,
        PLACE_AND_DROP,
        CANCEL,
        REDUCE
    }

    /** One command; {@code target} counts back from the last order placed. */
    record Command(Act act, Side side, long priceMicros, long lots, int target) {}

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void agreesWithThePlainBookWhereManyOrdersMeet(@ForAll("narrow") List<Command> commands) {
        agrees(commands);
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void agreesWithThePlainBookWhereItIsWide(@ForAll("wide") List<Command> commands) {
        agrees(commands);
    }

    private static void agrees(List<Command> commands) {
        PlainBook plain = new PlainBook();
        WatchedBook real = new WatchedBook();
        long sequence = 0;
        for (Command command : commands) {
            long target = sequence - command.target;
            assertThat(real.book().canFill(command.side, command.priceMicros, command.lots))
                    .isEqualTo(plain.canFill(command.side, command.priceMicros, command.lots));
            switch (command.act) {
                case PLACE, PLACE_AND_DROP -> {
                    sequence++;
                    boolean rests = command.act == Act.PLACE;
                    plain.place(sequence, command.side, command.priceMicros, command.lots, rests);
                    real.place(sequence, command.side, command.priceMicros, command.lots, rests);
                }
                case CANCEL -> {
                    plain.cancel(target);
                    real.cancel(target);
                }
                case REDUCE -> {
                    plain.reduce(target, command.lots);
                    real.reduce(target, command.lots);
                }
            }
            assertThat(real.events()).isEqualTo(plain.events());
        }
        for (Side side : Side.values()) {
            assertThat(real.depth(side)).isEqualTo(plain.depth(side));
        }
    }

    @Provide
    Arbitrary<List<Command>> narrow() {
        return commands(Arbitraries.longs().between(1, 4), Arbitraries.longs().between(1, 9));
    }

    @Provide
    Arbitrary<List<Command>> wide() {
        return commands(
                Arbitraries.longs().between(1, Long.MAX_VALUE),
                Arbitraries.longs().between(1, Long.MAX_VALUE / 400));
    }

    private static Arbitrary<List<Command>> commands(Arbitrary<Long> prices, Arbitrary<Long> lots) {
        return Combinators.combine(
                        Arbitraries.of(Act.PLACE, Act.PLACE, Act.PLACE, Act.PLACE_AND_DROP, Act.CANCEL, Act.REDUCE),
                        Arbitraries.of(Side.class),
                        prices,
                        lots,
                        Arbitraries.integers().between(0, 20))
                .as(Command::new)
                .list()
                .ofMaxSize(200);
    }
}
