package io.shuheng.benchmarks.book;

import io.shuheng.benchmarks.rival.RivalAdapter;
import io.shuheng.core.trading.Side;
import io.shuheng.core.trading.book.OrderBook;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * The book of the engine and exchange-core's direct book on the same commands, in alternating slices of one thread: first
 * compared, trade by trade and order by order, then timed in rounds. Prints the ratio of CPU time, median and range.
 */
public final class BookRivalry {

    private static final int SLICE = 25_000;
    private static final int COMPARED_SLICE = 500;
    private static final int WARM_UP_ROUNDS = 2;
    private static final long SEED = 6;

    /** The start price decides how many prices a book has, and so do these. */
    private static final long[] SEEDS = {1, 3, SEED};

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Rival rival;
    private final int rounds;

    /** One mix: what fills the books, and what is timed. */
    record Workload(String name, int products, BookCommands filling, BookCommands commands) {

        static Workload one(String name, long seed, OrderFlow.Mix mix, int resting, int count) {
            OrderFlow flow = new OrderFlow(seed, mix, resting, 0, new BookEvents());
            BookCommands filling = new BookCommands();
            flow.fill(filling);
            BookCommands commands = new BookCommands();
            for (int i = 0; i < count; i++) {
                flow.next(commands, i);
            }
            return new Workload(name + ", start price " + flow.startPrice(), 1, filling, commands);
        }

        static Workload many(String name, int products, int resting, int count) {
            BookEvents events = new BookEvents();
            BookCommands filling = new BookCommands();
            List<OrderFlow> flows = new ArrayList<>();
            for (int product = 0; product < products; product++) {
                OrderFlow flow = new OrderFlow(SEED + product, OrderFlow.Mix.DESCRIBED, resting, product, events);
                flow.fill(filling);
                flows.add(flow);
            }
            Random random = new Random(SEED);
            int[] numbers = new int[products];
            BookCommands commands = new BookCommands();
            for (int i = 0; i < count; i++) {
                int product = random.nextInt(products);
                flows.get(product).next(commands, numbers[product]++);
            }
            return new Workload(name, products, filling, commands);
        }
    }

    private BookRivalry(Rival rival, int rounds) {
        this.rival = rival;
        this.rounds = rounds;
    }

    /**
     * Runs all mixes.
     *
     * @param args folder of the rival's jars, commands a mix, rounds; each may be left out
     */
    public static void main(String[] args) throws Exception {
        Path folder = args.length > 0 ? Path.of(args[0]) : RivalAdapter.EXCHANGE_CORE;
        int count = args.length > 1 ? Integer.parseInt(args[1]) : 1_000_000;
        int rounds = args.length > 2 ? Integer.parseInt(args[2]) : 7;
        try (Rival rival = Rival.open(folder)) {
            BookRivalry rivalry = new BookRivalry(rival, rounds);
            for (long seed : SEEDS) {
                rivalry.run(Workload.one("described, 1 000 resting", seed, OrderFlow.Mix.DESCRIBED, 1_000, count));
            }
            rivalry.run(Workload.one("trade-heavy, 1 000 resting", SEED, OrderFlow.Mix.TRADE_HEAVY, 1_000, count));
            rivalry.run(Workload.one("wide ids, 1 000 resting", SEED, OrderFlow.Mix.WIDE_IDS, 1_000, count));
            rivalry.run(Workload.one("described, 100 000 resting", SEED, OrderFlow.Mix.DESCRIBED, 100_000, count));
            rivalry.run(Workload.many("10 000 products, 32 resting each", 10_000, 32, count));
        }
    }

    private void run(Workload workload) throws ReflectiveOperationException {
        long trades = compare(workload);
        BookCommands commands = workload.commands;
        print(
                "%n%s: %d commands, %.1f %% new, %.1f %% instant, %.1f %% move, %.1f %% cancel, %.1f %% reduce, %d trades, same on both sides",
                workload.name,
                commands.count(),
                percent(commands, BookCommands.GTC),
                percent(commands, BookCommands.IOC) + percent(commands, BookCommands.FOK_BUDGET),
                percent(commands, BookCommands.MOVE),
                percent(commands, BookCommands.CANCEL),
                percent(commands, BookCommands.REDUCE),
                trades);
        List<long[]> slices = slices(commands, SLICE);
        double[] ratios = new double[rounds];
        double[] rates = new double[rounds];
        double[] rivalRates = new double[rounds];
        for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
            long[] ns = time(workload, slices);
            if (round >= 0) {
                ratios[round] = (double) ns[1] / ns[0];
                rates[round] = commands.count() * 1e3 / ns[0];
                rivalRates[round] = commands.count() * 1e3 / ns[1];
            }
        }
        print(
                "  Shuheng %s M/s, exchange-core %s M/s of CPU time, ratio %s",
                summary(rates), summary(rivalRates), summary(ratios));
    }

    /** Nanoseconds of CPU time of both sides, ours first. */
    private long[] time(Workload workload, List<long[]> slices) throws ReflectiveOperationException {
        ShuhengBook ours = new ShuhengBook(workload.products, new BookEvents());
        Rival.Books theirs = rival.books(workload.products);
        for (long[] slice : slices(workload.filling, SLICE)) {
            ours.run(slice);
            theirs.run(slice);
        }
        long[] ns = new long[2];
        for (int i = 0; i < slices.size(); i++) {
            long[] slice = slices.get(i);
            for (int turn = 0; turn < 2; turn++) {
                boolean isOurs = (i + turn) % 2 == 0;
                long from = threads.getCurrentThreadCpuTime();
                if (isOurs) {
                    ours.run(slice);
                } else {
                    theirs.run(slice);
                }
                ns[isOurs ? 0 : 1] += threads.getCurrentThreadCpuTime() - from;
            }
        }
        return ns;
    }

    /** Requires the same trades, in order, and the same resting orders in the order of their turns; counts the trades. */
    private long compare(Workload workload) throws ReflectiveOperationException {
        BookEvents events = new BookEvents();
        ShuhengBook ours = new ShuhengBook(workload.products, events);
        Rival.Books theirs = rival.books(workload.products);
        long trades = 0;
        for (BookCommands commands : List.of(workload.filling, workload.commands)) {
            for (long[] slice : slices(commands, COMPARED_SLICE)) {
                long from = events.written();
                trades = ours.run(slice);
                requireEqual(workload.name, trades(events, from), theirs.look(slice));
            }
        }
        requireEqual(workload.name, resting(ours, workload.products), theirs.look(new long[0]));
        return trades;
    }

    private static void requireEqual(String name, long[] ours, long[] theirs) {
        int at = Arrays.mismatch(ours, theirs);
        if (at >= 0) {
            int row = at / Numbers.ROW * Numbers.ROW;
            throw new IllegalStateException(name + ": row " + at / Numbers.ROW + " is here "
                    + Arrays.toString(Arrays.copyOfRange(ours, row, row + Numbers.ROW)) + ", there "
                    + Arrays.toString(Arrays.copyOfRange(theirs, row, row + Numbers.ROW)));
        }
    }

    private static long[] trades(BookEvents events, long from) {
        Numbers numbers = new Numbers();
        for (long at = from; at < events.written(); at += BookEvents.WORDS) {
            if (events.word(at) == BookEvents.TRADED) {
                numbers.add(
                        events.word(at + 1),
                        events.word(at + 2),
                        events.word(at + 3) / ShuhengBook.STEP_MICROS,
                        events.word(at + 4),
                        events.word(at + 5) == 0 ? 1 : 0,
                        events.word(at + 6) == 0 ? 1 : 0);
            }
        }
        return numbers.toArray();
    }

    private static long[] resting(ShuhengBook books, int products) {
        Numbers numbers = new Numbers();
        for (int product = 0; product < products; product++) {
            OrderBook<PooledOrder> book = books.book(product);
            for (Side side : List.of(Side.SELL, Side.BUY)) {
                for (PooledOrder order = book.best(side); order != null; order = book.after(order)) {
                    numbers.add(
                            side == Side.SELL ? BookCommands.SELL : BookCommands.BUY,
                            order.sequence(),
                            order.priceMicros() / ShuhengBook.STEP_MICROS,
                            order.restLots(),
                            order.owner,
                            0);
                }
            }
        }
        return numbers.toArray();
    }

    /** Numbers in the order they came. */
    private static final class Numbers {
        private static final int ROW = 6;

        private long[] words = new long[64];
        private int size;

        void add(long... more) {
            if (size + more.length > words.length) {
                words = Arrays.copyOf(words, words.length * 2);
            }
            System.arraycopy(more, 0, words, size, more.length);
            size += more.length;
        }

        long[] toArray() {
            return Arrays.copyOf(words, size);
        }
    }

    private static List<long[]> slices(BookCommands commands, int length) {
        List<long[]> slices = new ArrayList<>();
        for (int from = 0; from < commands.count(); from += length) {
            slices.add(commands.slice(from, from + length));
        }
        return slices;
    }

    private static double percent(BookCommands commands, long kind) {
        return commands.count(kind) * 100.0 / commands.count();
    }

    private static String summary(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return String.format(
                Locale.ROOT, "%.2f (%.2f to %.2f)", sorted[sorted.length / 2], sorted[0], sorted[sorted.length - 1]);
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
