package io.shuheng.benchmarks.exchange;

import io.shuheng.core.engine.RecordStateDigest;
import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.core.runtime.Exchange;
import io.shuheng.core.runtime.ExchangeSettings;
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
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How long an exchange takes to open again after so many orders, with its snapshots and without them, in turn, in one JVM:
 * the ledger's reading and hashing, the state, the replay of what is behind it.
 *
 * <p>{@code RestartTime [orders] [commands per digest] [rounds]}; makes a folder in the current one and removes it again.
 */
public final class RestartTime {

    private static final int BUYERS = 15;
    private static final long PATIENCE_SECONDS = 120;
    private static final LedgerSettings SETTINGS = LedgerSettings.defaults().withDurability(Durability.PAGE_CACHE);

    private final Path directory;
    private final Signer operator;
    private final PrintStream out;

    private RestartTime(Path directory, Signer operator, PrintStream out) {
        this.directory = directory;
        this.operator = operator;
        this.out = out;
    }

    /** See the class. */
    public static void main(String[] args) throws IOException, InterruptedException {
        int orders = args.length > 0 ? Integer.parseInt(args[0]) : 200_000;
        int digestCommands = args.length > 1 ? Integer.parseInt(args[1]) : 50_000;
        int rounds = args.length > 2 ? Integer.parseInt(args[2]) : 3;
        BouncyCastleCryptoProvider crypto = BouncyCastleCryptoProvider.create();
        Path directory = Files.createTempDirectory(Path.of("").toAbsolutePath(), "restart-time-");
        try {
            RestartTime benchmark =
                    new RestartTime(directory.resolve("ledger"), crypto.signer(crypto.generateKeyPair()), System.out);
            benchmark.run(orders, digestCommands);
            benchmark.measure(rounds);
        } finally {
            OrderThroughput.delete(directory);
        }
    }

    private void run(int orders, int digestCommands) throws InterruptedException {
        int type = RulesVersions.current().kindOf(RecordStateDigest.class).type();
        Semaphore recorded = new Semaphore(0);
        ChronicleLedger ledger = ChronicleLedger.open(SETTINGS, directory, operator);
        try (TradingFloor floor = new TradingFloor(
                ledger,
                operator,
                BUYERS,
                AuthenticationKind.ATTESTED,
                digestCommands,
                ExchangeSettings::withReplayer)) {
            floor.exchange().subscribe("digests", 0, (bytes, offset, length) -> {
                if (RecordHeader.type(bytes, offset) == type) {
                    recorded.release();
                }
            });
            OrderThroughput.send(floor.exchange(), OrderThroughput.sendings(floor, orders));
            if (!recorded.tryAcquire(orders / digestCommands, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the replayer did not come this far");
            }
            out.printf(
                    Locale.ROOT,
                    "%d orders, %d records%n",
                    orders,
                    floor.exchange().size());
        }
    }

    private void measure(int rounds) throws IOException {
        double[] with = new double[rounds];
        double[] without = new double[rounds];
        Path snapshots = directory.resolve("snapshots");
        Path aside = directory.resolveSibling("aside");
        for (int round = 0; round < rounds; round++) {
            with[round] = reopen("with snapshots");
            Files.move(snapshots, aside);
            without[round] = reopen("without");
            Files.move(aside, snapshots);
        }
        Arrays.sort(with);
        Arrays.sort(without);
        out.printf(
                Locale.ROOT,
                "with snapshots %.2f s (%.2f to %.2f), without %.2f s (%.2f to %.2f)%n",
                with[rounds / 2],
                with[0],
                with[rounds - 1],
                without[rounds / 2],
                without[0],
                without[rounds - 1]);
    }

    private double reopen(String how) {
        long start = System.nanoTime();
        ChronicleLedger ledger = ChronicleLedger.open(SETTINGS, directory, operator);
        double ledgerSeconds = (System.nanoTime() - start) / 1e9;
        try (Exchange exchange = Exchange.open(ExchangeSettings.defaults(), ledger)) {
            double seconds = (System.nanoTime() - start) / 1e9;
            out.printf(
                    Locale.ROOT,
                    "  %-14s %.2f s, of which the ledger %.2f s; %,d of %,d records read%n",
                    how,
                    seconds,
                    ledgerSeconds,
                    ledger.recordsRead(),
                    exchange.size());
            return seconds;
        }
    }
}
