package io.shuheng.benchmarks.exchange;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import io.shuheng.core.ledger.Ledger;
import io.shuheng.core.ledger.MemoryLedger;
import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.core.runtime.Exchange;
import io.shuheng.crypto.BouncyCastleCryptoProvider;
import io.shuheng.crypto.Signer;
import io.shuheng.ledger.chronicle.ChronicleLedger;
import io.shuheng.ledger.chronicle.Durability;
import io.shuheng.ledger.chronicle.LedgerSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Orders per second through a whole exchange: façade with tags and signatures, ring, engine with holds, ledger with its
 * tree, answer after the commit. Orders are ATTESTED, in 16 sessions with a signed statement for every 1 024 of them, or
 * ASSERTED, in 16 sessions without keys; what is sent is made beforehand, and one thread hands it over. Of 100 orders 10 rest, 10 take what rests, 80 find nothing
 * and end at once.
 *
 * <p>{@code OrderThroughput [commands] [rounds] [ATTESTED|ASSERTED] [MEMORY|PAGE_CACHE|FORCED …]}; makes a folder in the current one and
 * removes it again. The first rounds warm the compiler up.
 */
public final class OrderThroughput {

    private final int commands;
    private final AuthenticationKind authentication;
    private final PrintStream out;

    private OrderThroughput(int commands, AuthenticationKind authentication, PrintStream out) {
        this.commands = commands;
        this.authentication = authentication;
        this.out = out;
    }

    /** See the class. */
    public static void main(String[] args) throws IOException {
        int commands = args.length > 0 ? Integer.parseInt(args[0]) : 200_000;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
        AuthenticationKind authentication =
                AuthenticationKind.valueOf(args.length > 2 ? args[2] : AuthenticationKind.ATTESTED.name());
        List<String> ledgers =
                args.length > 3 ? List.of(args).subList(3, args.length) : List.of("MEMORY", "PAGE_CACHE", "FORCED");
        OrderThroughput benchmark = new OrderThroughput(commands, authentication, System.out);
        benchmark.out.printf(Locale.ROOT, "%d orders a round, %s, %d rounds%n", commands, authentication, rounds);
        for (String ledger : ledgers) {
            double[] rates = new double[rounds];
            for (int round = 0; round < rounds; round++) {
                rates[round] = benchmark.round(ledger);
            }
            Arrays.sort(rates);
            benchmark.out.printf(
                    Locale.ROOT,
                    "%-10s %,.0f orders/s (%,.0f to %,.0f)%n",
                    ledger,
                    rates[rounds / 2],
                    rates[0],
                    rates[rounds - 1]);
        }
    }

    private double round(String kind) throws IOException {
        BouncyCastleCryptoProvider crypto = BouncyCastleCryptoProvider.create();
        Signer operator = crypto.signer(crypto.generateKeyPair());
        Path directory = Files.createTempDirectory(Path.of("").toAbsolutePath(), "order-throughput-");
        Ledger ledger = kind.equals("MEMORY")
                ? new MemoryLedger()
                : ChronicleLedger.open(
                        LedgerSettings.defaults().withDurability(Durability.valueOf(kind)), directory, operator);
        try (TradingFloor floor = new TradingFloor(ledger, operator, FloorFlow.BUYERS, authentication)) {
            List<FloorSession.Sending> sendings = sendings(floor, commands);
            long allocatedBefore = allocatedBytes();
            long cpuBefore = cpuNs();
            long start = System.nanoTime();
            send(floor.exchange(), sendings);
            double seconds = (System.nanoTime() - start) / 1e9;
            out.printf(
                    Locale.ROOT,
                    "  %-10s %,.0f orders/s; for each %.2f µs of processor time, %,d bytes allocated%n",
                    kind,
                    commands / seconds,
                    (cpuNs() - cpuBefore) / 1e3 / commands,
                    (allocatedBytes() - allocatedBefore) / commands);
            return commands / seconds;
        } finally {
            delete(directory);
        }
    }

    /** So many orders, with the statements that they need. */
    static List<FloorSession.Sending> sendings(TradingFloor floor, int commands) {
        return new FloorFlow(commands).make(floor).sendings();
    }

    /** Sends all of them and waits for every answer. */
    static void send(Exchange exchange, List<FloorSession.Sending> sendings) {
        new FloorAnswers().send(exchange, sendings);
    }

    /** Of the whole process, compiler and collector included: what is left comparable while others use the machine. */
    private static long cpuNs() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static long allocatedBytes() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadAllocatedBytes(threads.getAllThreadIds()))
                .filter(bytes -> bytes > 0)
                .sum();
    }

    static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
