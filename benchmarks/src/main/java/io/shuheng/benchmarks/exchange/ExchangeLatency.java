package io.shuheng.benchmarks.exchange;

import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.ledger.chronicle.Durability;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * How long an order takes from its planned time to its answer, step by step, at given rates: façade, ring, engine, ledger with
 * its tree (FORCED and PAGE_CACHE), answer; and beside it exchange-core with its journal at the same rates, with the same
 * orders, in turn. Nothing is left out because something stalled: every latency counts from the planned time.
 *
 * <p>{@code ExchangeLatency [ASSERTED|ATTESTED] [seconds] [rounds] [RATE …]}, run from the project's folder after a build; makes a
 * folder in the current one and removes it again. Needs a heap of some 400 bytes an order of one round.
 */
public final class ExchangeLatency {

    private static final long[] RATES = {25_000, 100_000, 250_000};
    private static final int SECONDS = 5;
    private static final int ROUNDS = 3;

    /** Of each round, before anything counts: it warms the compiler up, and fills the book. */
    private static final int WARM_SECONDS = 2;

    private static final RivalExchange.Wait RIVALS_WAIT = RivalExchange.Wait.BLOCKING;

    private final AuthenticationKind authentication;
    private final int seconds;
    private final int rounds;
    private final Path folder;
    private final PrintStream out;

    private ExchangeLatency(AuthenticationKind authentication, int seconds, int rounds, Path folder, PrintStream out) {
        this.authentication = authentication;
        this.seconds = seconds;
        this.rounds = rounds;
        this.folder = folder;
        this.out = out;
    }

    /** See the class. */
    public static void main(String[] args) throws IOException, InterruptedException {
        AuthenticationKind authentication =
                AuthenticationKind.valueOf(args.length > 0 ? args[0] : AuthenticationKind.ASSERTED.name());
        int seconds = args.length > 1 ? Integer.parseInt(args[1]) : SECONDS;
        int rounds = args.length > 2 ? Integer.parseInt(args[2]) : ROUNDS;
        long[] rates = args.length > 3
                ? Stream.of(args).skip(3).mapToLong(Long::parseLong).toArray()
                : RATES;
        Path folder = Files.createTempDirectory(Path.of("").toAbsolutePath(), "exchange-latency-");
        ExchangeLatency latency = new ExchangeLatency(authentication, seconds, rounds, folder, System.out);
        try (RivalExchange rival = RivalExchange.start()) {
            for (long rate : rates) {
                latency.run(rival, rate);
            }
        } finally {
            OrderThroughput.delete(folder);
        }
    }

    /** All rounds of one side at one rate. */
    private static final class Tally {
        private final Map<OrderSteps.Step, Latencies> steps = new EnumMap<>(OrderSteps.Step.class);
        private final Latencies forceNs = new Latencies();
        private final Latencies batchCommands = new Latencies();
        private int sustainedRounds;
        private double slowestPerSecond = Double.MAX_VALUE;

        private Tally() {
            for (OrderSteps.Step step : OrderSteps.Step.values()) {
                steps.put(step, new Latencies());
            }
        }

        private Latencies step(OrderSteps.Step step) {
            return Objects.requireNonNull(steps.get(step));
        }

        private void add(PacedRound.Result result, int orders) {
            result.steps().forEach((step, latencies) -> step(step).add(latencies));
            forceNs.add(result.forceNs());
            batchCommands.add(result.batchCommands());
            ended(result.sustained(), orders, result.elapsedNs());
        }

        private void ended(boolean sustained, int orders, long elapsedNs) {
            sustainedRounds += sustained ? 1 : 0;
            slowestPerSecond = Math.min(slowestPerSecond, orders * 1e9 / elapsedNs);
        }
    }

    private void run(RivalExchange rival, long rate) throws IOException, InterruptedException {
        int warm = Math.toIntExact(rate * WARM_SECONDS);
        FloorFlow flow = new FloorFlow(Math.toIntExact(rate * (WARM_SECONDS + seconds)));
        Path numbers = folder.resolve("flow");
        flow.write(numbers);
        Map<Durability, Tally> ours = new EnumMap<>(Durability.class);
        Tally theirs = new Tally();
        for (int round = 0; round < rounds; round++) {
            long trades = 0;
            for (Durability durability : Durability.values()) {
                Path directory = Files.createDirectory(folder.resolve("round"));
                PacedRound.Result result = new PacedRound(flow, authentication, rate, warm).run(directory, durability);
                trades = result.trades();
                ours.computeIfAbsent(durability, mode -> new Tally()).add(result, flow.orders());
                OrderThroughput.delete(directory);
            }
            Path directory = Files.createDirectory(folder.resolve("round"));
            RivalExchange.Round result =
                    rival.paced(RIVALS_WAIT, directory, numbers, rate, warm, theirs.step(OrderSteps.Step.WHOLE));
            ExchangeRivalry.requireSameTrades(trades, result);
            theirs.ended(
                    new PlannedTimes(0, rate).isSustained(flow.orders(), result.elapsedNs()),
                    flow.orders(),
                    result.elapsedNs());
            OrderThroughput.delete(directory);
        }
        out.printf(
                Locale.ROOT,
                "%n%,d orders/s, %s, %d rounds of %d s after %d s%n",
                rate,
                authentication,
                rounds,
                seconds,
                WARM_SECONDS);
        ours.forEach((durability, tally) -> print("Shuheng, " + durability, tally, List.of(OrderSteps.Step.values())));
        print("exchange-core 0.5.3, journal opened rwd, " + RIVALS_WAIT, theirs, List.of(OrderSteps.Step.WHOLE));
    }

    private void print(String side, Tally tally, List<OrderSteps.Step> steps) {
        out.printf(
                Locale.ROOT,
                "  %s: %s%n",
                side,
                tally.sustainedRounds == rounds
                        ? "sustained"
                        : String.format(
                                Locale.ROOT,
                                "NOT SUSTAINED in %d of %d rounds, the slowest %,.0f orders/s: what follows are waits in a growing queue",
                                rounds - tally.sustainedRounds,
                                rounds,
                                tally.slowestPerSecond));
        out.println(Latencies.head());
        for (OrderSteps.Step step : steps) {
            out.println(tally.step(step).line(step.words()));
        }
        if (tally.forceNs.count() > 0) {
            out.println(tally.forceNs.line("(each time) forcing alone"));
        }
        if (tally.batchCommands.count() > 0) {
            out.printf(
                    Locale.ROOT,
                    "    commands of a batch: median %,d, largest %,d%n",
                    tally.batchCommands.percentileNs(50),
                    tally.batchCommands.maxNs());
        }
    }
}
