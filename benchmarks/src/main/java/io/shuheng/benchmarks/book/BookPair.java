package io.shuheng.benchmarks.book;

import io.shuheng.benchmarks.guard.Pair;
import io.shuheng.benchmarks.guard.ProcessorTime;
import io.shuheng.benchmarks.guard.Side;
import io.shuheng.benchmarks.rival.RivalAdapter;
import java.io.IOException;
import java.util.function.Consumer;

/** The engine's book and exchange-core's on the described flow with 1 000 resting orders; a unit is a command. */
public final class BookPair implements Pair {

    private static final long SEED = 1;
    private static final int RESTING = 1_000;

    private final Rival rival;
    private final BookRivalry.Workload workload;

    private BookPair(Rival rival, BookRivalry.Workload workload) {
        this.rival = rival;
        this.workload = workload;
    }

    /** With so many commands, which no side may go beyond; run from the project's folder. */
    public static BookPair open(int commands) throws IOException {
        return new BookPair(
                Rival.open(RivalAdapter.EXCHANGE_CORE),
                BookRivalry.Workload.one("described", SEED, OrderFlow.Mix.DESCRIBED, RESTING, commands));
    }

    @Override
    public Side ours() {
        ShuhengBook book = new ShuhengBook(1, new BookEvents());
        return side(slice -> {
            long unused = book.run(slice);
        });
    }

    @Override
    public Side theirs() {
        try {
            return side(rival.books(1)::run);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the rival's adapter cannot be made", e);
        }
    }

    private Side side(Consumer<long[]> book) {
        book.accept(workload.filling().slice(0, workload.filling().count()));
        return new Side() {
            private int next;

            @Override
            public long run(int units) {
                if (next + units > workload.commands().count()) {
                    throw new IllegalStateException("commands: none left");
                }
                long[] slice = workload.commands().slice(next, next + units);
                next += units;
                long fromNs = ProcessorTime.threadNs();
                book.accept(slice);
                return ProcessorTime.threadNs() - fromNs;
            }
        };
    }

    @Override
    public void close() throws IOException {
        rival.close();
    }
}
