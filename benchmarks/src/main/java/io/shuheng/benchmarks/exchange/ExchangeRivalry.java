package io.shuheng.benchmarks.exchange;

import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.crypto.BouncyCastleCryptoProvider;
import io.shuheng.crypto.Signer;
import io.shuheng.ledger.chronicle.ChronicleLedger;
import io.shuheng.ledger.chronicle.Durability;
import io.shuheng.ledger.chronicle.LedgerSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Orders a second through a whole exchange with its ledger forced, and through the whole of exchange-core with its journal, the
 * same orders, in turn: ATTESTED, exchange-core, ASSERTED, exchange-core with its other wait strategy, round after round. Before anything counts, both must
 * have made the same number of trades out of the orders.
 *
 * <p>{@code ExchangeRivalry [orders] [rounds]}, run from the project's folder after a build; makes a folder in the current one and
 * removes it again.
 */
public final class ExchangeRivalry {

    private static final int ORDERS = 300_000;
    private static final int ROUNDS = 7;
    private static final int WARM_UP_ROUNDS = 2;

    private final FloorFlow flow;
    private final Path folder;
    private final PrintStream out;

    private ExchangeRivalry(FloorFlow flow, Path folder, PrintStream out) {
        this.flow = flow;
        this.folder = folder;
        this.out = out;
    }

    /** See the class. */
    public static void main(String[] args) throws IOException {
        FloorFlow flow = new FloorFlow(args.length > 0 ? Integer.parseInt(args[0]) : ORDERS);
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : ROUNDS;
        Path folder = Files.createTempDirectory(Path.of("").toAbsolutePath(), "exchange-rivalry-");
        try (RivalExchange rival = RivalExchange.start()) {
            new ExchangeRivalry(flow, folder, System.out).run(rival, rounds);
        } finally {
            OrderThroughput.delete(folder);
        }
    }

    private void run(RivalExchange rival, int rounds) throws IOException {
        Path numbers = folder.resolve("flow");
        flow.write(numbers);
        Map<AuthenticationKind, double[]> ours = new EnumMap<>(AuthenticationKind.class);
        for (AuthenticationKind kind : List.of(AuthenticationKind.ASSERTED, AuthenticationKind.ATTESTED)) {
            ours.put(kind, new double[rounds]);
        }
        Map<RivalExchange.Wait, double[]> theirs = new EnumMap<>(RivalExchange.Wait.class);
        for (RivalExchange.Wait wait : RivalExchange.Wait.values()) {
            theirs.put(wait, new double[rounds]);
        }
        for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
            Iterator<Map.Entry<RivalExchange.Wait, double[]>> rivals =
                    theirs.entrySet().iterator();
            for (Map.Entry<AuthenticationKind, double[]> side : ours.entrySet()) {
                note(side.getValue(), round, perSecond(side.getKey(), round == -WARM_UP_ROUNDS, rival, numbers));
                Map.Entry<RivalExchange.Wait, double[]> next = rivals.next();
                note(next.getValue(), round, rivalsPerSecond(rival, next.getKey(), numbers));
            }
        }
        out.printf(Locale.ROOT, "%,d orders a round, %d rounds, orders/s%n", flow.orders(), rounds);
        ours.forEach((kind, rates) -> out.printf(Locale.ROOT, "  Shuheng, %s, FORCED: %s%n", kind, summary(rates)));
        theirs.forEach((wait, rates) -> {
            out.printf(Locale.ROOT, "  exchange-core 0.5.3, journal opened rwd, %s: %s%n", wait, summary(rates));
            ours.forEach((kind, own) ->
                    out.printf(Locale.ROOT, "    %s over it, round by round: %s%n", kind, summary(ratios(own, rates))));
        });
    }

    private static void note(double[] rates, int round, double rate) {
        if (round >= 0) {
            rates[round] = rate;
        }
    }

    private double perSecond(AuthenticationKind kind, boolean compares, RivalExchange rival, Path numbers)
            throws IOException {
        BouncyCastleCryptoProvider crypto = BouncyCastleCryptoProvider.create();
        Signer operator = crypto.signer(crypto.generateKeyPair());
        Path directory = Files.createDirectory(folder.resolve("round"));
        ChronicleLedger ledger =
                ChronicleLedger.open(LedgerSettings.defaults().withDurability(Durability.FORCED), directory, operator);
        WatchedLedger counting = new WatchedLedger(ledger, new StepClock(), new GroupTimes(0));
        double perSecond;
        try (TradingFloor floor = new TradingFloor(compares ? counting : ledger, operator, FloorFlow.BUYERS, kind)) {
            List<FloorSession.Sending> sendings = flow.make(floor).sendings();
            System.gc();
            long startNs = System.nanoTime();
            OrderThroughput.send(floor.exchange(), sendings);
            perSecond = flow.orders() * 1e9 / (System.nanoTime() - startNs);
        }
        OrderThroughput.delete(directory);
        if (compares) {
            Path journal = Files.createDirectory(folder.resolve("round"));
            requireSameTrades(counting.trades(), rival.round(RivalExchange.Wait.BLOCKING, journal, numbers));
            OrderThroughput.delete(journal);
        }
        return perSecond;
    }

    private double rivalsPerSecond(RivalExchange rival, RivalExchange.Wait wait, Path numbers) throws IOException {
        Path journal = Files.createDirectory(folder.resolve("round"));
        RivalExchange.Round result = rival.round(wait, journal, numbers);
        OrderThroughput.delete(journal);
        return flow.orders() * 1e9 / result.elapsedNs();
    }

    /** Both sides got the same orders: they must have made as many trades of them. */
    static void requireSameTrades(long ours, RivalExchange.Round theirs) {
        if (ours != theirs.trades()) {
            throw new IllegalStateException("trades: " + ours + " here, " + theirs.trades() + " in exchange-core");
        }
    }

    private static double[] ratios(double[] ours, double[] theirs) {
        double[] ratios = new double[ours.length];
        Arrays.setAll(ratios, round -> ours[round] / theirs[round]);
        return ratios;
    }

    private static String summary(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        String format = sorted[sorted.length - 1] < 1_000 ? "%,.2f (%,.2f to %,.2f)" : "%,.0f (%,.0f to %,.0f)";
        return String.format(Locale.ROOT, format, sorted[sorted.length / 2], sorted[0], sorted[sorted.length - 1]);
    }
}
