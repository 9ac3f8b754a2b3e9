package io.shuheng.benchmarks.exchange;

import com.sun.management.GarbageCollectionNotificationInfo;
import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.crypto.BouncyCastleCryptoProvider;
import io.shuheng.crypto.Signer;
import io.shuheng.ledger.chronicle.ChronicleLedger;
import io.shuheng.ledger.chronicle.Durability;
import io.shuheng.ledger.chronicle.LedgerSettings;
import io.shuheng.ledger.verify.Report;
import io.shuheng.ledger.verify.VerificationLevel;
import io.shuheng.ledger.verify.Verifier;
import io.shuheng.ledger.verify.VerifierSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/**
 * What verifying takes of memory: makes a ledger of so many ATTESTED orders, a tenth of which trade, doubles it so many times, and
 * each time verifies it at each level in a JVM of its own with a heap of so many megabytes. Prints how long that took, and the
 * most that a collection left.
 *
 * <p>{@code VerifierMemory [orders] [doublings] [heap megabytes]}; makes a folder in the current one and removes it again.
 */
public final class VerifierMemory {

    private static final int BUYERS = 15;
    private static final int AT_ONCE = 50_000;

    private final Path ledger;
    private final PrintStream out;

    private VerifierMemory(Path ledger, PrintStream out) {
        this.ledger = ledger;
        this.out = out;
    }

    /** See the class; with two arguments, a folder and a level, what the JVMs of its own run. */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length == 2 && !args[0].chars().allMatch(Character::isDigit)) {
            verify(Path.of(args[0]), VerificationLevel.valueOf(args[1]), System.out);
            return;
        }
        int orders = args.length > 0 ? Integer.parseInt(args[0]) : 250_000;
        int doublings = args.length > 1 ? Integer.parseInt(args[1]) : 2;
        int heapMegabytes = args.length > 2 ? Integer.parseInt(args[2]) : 512;
        Path directory = Files.createTempDirectory(Path.of("").toAbsolutePath(), "verifier-memory-");
        try {
            new VerifierMemory(directory.resolve("ledger"), System.out).run(orders, doublings, heapMegabytes);
        } finally {
            OrderThroughput.delete(directory);
        }
    }

    private void run(int orders, int doublings, int heapMegabytes) throws IOException, InterruptedException {
        BouncyCastleCryptoProvider crypto = BouncyCastleCryptoProvider.create();
        Signer operator = crypto.signer(crypto.generateKeyPair());
        LedgerSettings settings = LedgerSettings.defaults().withDurability(Durability.PAGE_CACHE);
        ChronicleLedger written = ChronicleLedger.open(settings, ledger, operator);
        try (TradingFloor floor = new TradingFloor(written, operator, BUYERS, AuthenticationKind.ATTESTED)) {
            int sent = 0;
            for (int doubling = 0; doubling <= doublings; doubling++) {
                for (int wanted = orders << doubling; sent < wanted; ) {
                    int some = Math.min(AT_ONCE, wanted - sent);
                    OrderThroughput.send(floor.exchange(), OrderThroughput.sendings(floor, some));
                    sent += some;
                }
                for (VerificationLevel level : VerificationLevel.values()) {
                    out.printf(Locale.ROOT, "%,d orders, -Xmx%dm, %s: ", sent, heapMegabytes, level);
                    out.flush();
                    verifyElsewhere(level, heapMegabytes);
                }
            }
        }
    }

    /* The ledger is open: whoever reads it beside its writer ends somewhere behind what was acknowledged. */
    private void verifyElsewhere(VerificationLevel level, int heapMegabytes) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapMegabytes + "m",
                "-cp",
                System.getProperty("java.class.path"),
                VerifierMemory.class.getName(),
                ledger.toString(),
                level.name()));
        int exitCode = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (exitCode != 0) {
            out.println("exit code " + exitCode);
        }
    }

    private static void verify(Path ledger, VerificationLevel level, PrintStream out) {
        AtomicLong mostBytes = new AtomicLong();
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            ((NotificationEmitter) collector)
                    .addNotificationListener(
                            (notification, nothing) -> mostBytes.accumulateAndGet(
                                    leftBytes((CompositeData) notification.getUserData()), Math::max),
                            null,
                            null);
        }
        VerifierSettings settings = new VerifierSettings(
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                level,
                Runtime.getRuntime().availableProcessors());
        long start = System.nanoTime();
        Report report = new Verifier(settings).verify(ledger);
        double seconds = (System.nanoTime() - start) / 1e9;
        out.printf(
                Locale.ROOT,
                "%s, %,d records, %.1f s, a collection left %,d MB at most%n",
                report.fault() == null ? "no fault" : report.fault(),
                report.files().records(),
                seconds,
                mostBytes.get() >> 20);
    }

    private static long leftBytes(CompositeData notified) {
        long bytes = 0;
        for (MemoryUsage pool : GarbageCollectionNotificationInfo.from(notified)
                .getGcInfo()
                .getMemoryUsageAfterGc()
                .values()) {
            bytes += pool.getUsed();
        }
        return bytes;
    }
}
