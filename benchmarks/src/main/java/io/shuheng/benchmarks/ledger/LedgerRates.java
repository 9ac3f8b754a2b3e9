package io.shuheng.benchmarks.ledger;

import io.shuheng.crypto.Sm3Batch;
import io.shuheng.ledger.chronicle.Durability;
import io.shuheng.ledger.cli.VerifierMain;
import io.shuheng.ledger.file.Cq4File;
import io.shuheng.ledger.file.LedgerFile;
import io.shuheng.ledger.file.LedgerFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * How fast ledgers are checked and written, both sides in one run:
 *
 * <pre>
 * java --add-opens=java.base/java.lang.reflect=ALL-UNNAMED --add-opens=java.base/sun.nio.ch=ALL-UNNAMED \
 *     -cp shuheng-benchmarks.jar io.shuheng.benchmarks.ledger.LedgerRates [millions of records] [rounds]
 * </pre>
 *
 * <p>For records of 200, 100 and 54 bytes {@code verify --level structure} with the vector module, the same with Bouncy
 * Castle, and {@code openssl dgst -sm3} over one flat file of the ledger's used bytes, each a process of its own, in turn.
 * Then appending with the tree, in JVMs with and without the module, in turn. Prints medians with the smallest and the
 * largest. Works in the current folder, so that the disk measured is chosen by whoever runs it, and removes what it made.
 */
public final class LedgerRates {

    private static final int[] RECORD_BYTES = {200, 100, 54};
    private static final int WARM_BATCHES = 400;
    private static final int MEASURED_BATCHES = 800;
    private static final List<String> OPENS = List.of(
            "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED", "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED");
    private static final List<String> VECTOR = List.of("--add-modules=" + Sm3Batch.VECTOR_MODULE);

    private final Path folder;
    private final int rounds;

    private LedgerRates(Path folder, int rounds) {
        this.folder = folder;
        this.rounds = rounds;
    }

    /** Runs everything, or, called by itself, one append. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length == 4 && arguments[0].equals("append")) {
            appendHere(Path.of(arguments[1]), Durability.valueOf(arguments[2]), Integer.parseInt(arguments[3]));
            return;
        }
        double millions = arguments.length > 0 ? Double.parseDouble(arguments[0]) : 5;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        Path folder = Files.createTempDirectory(Path.of("").toAbsolutePath(), "ledger-rates-");
        LedgerRates rates = new LedgerRates(folder, rounds);
        try {
            for (int recordBytes : RECORD_BYTES) {
                rates.verify(recordBytes, (long) (millions * 1e6));
            }
            for (Durability durability : Durability.values()) {
                for (int recordBytes : RECORD_BYTES) {
                    rates.append(durability, recordBytes);
                }
            }
        } finally {
            delete(folder);
        }
    }

    private void verify(int recordBytes, long records) throws IOException, InterruptedException {
        Path made = Files.createDirectory(folder.resolve("verify-" + recordBytes));
        Path ledger = Files.createDirectory(made.resolve("ledger"));
        try (MeasuredLedger measured = MeasuredLedger.begin(ledger, Durability.PAGE_CACHE, recordBytes)) {
            for (long done = 0; done < records; done += MeasuredLedger.BATCH) {
                measured.appendBatch();
            }
        }
        Path flat = made.resolve("flat");
        double megabytes = export(ledger, flat) / 1e6;
        double[] vector = new double[rounds];
        double[] scalar = new double[rounds];
        double[] openssl = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            openssl[round] = megabytes / seconds(List.of("openssl", "dgst", "-sm3", flat.toString()), 0);
            vector[round] = megabytes / seconds(verifier(VECTOR, made), 2);
            scalar[round] = megabytes / seconds(verifier(List.of(), made), 2);
        }
        print("verify structure, %d-byte records, %.0f MB".formatted(recordBytes, megabytes), "");
        print("  openssl dgst -sm3", figures(openssl, "MB/s"));
        print("  side by side", figures(vector, "MB/s") + "  " + figures(ratios(vector, openssl), "x openssl"));
        print("  Bouncy Castle", figures(scalar, "MB/s") + "  " + figures(ratios(scalar, openssl), "x openssl"));
        delete(made);
    }

    /** One flat file of what is used of each file; its length. */
    static long export(Path ledger, Path flat) throws IOException {
        long bytes = 0;
        try (OutputStream out = Files.newOutputStream(flat)) {
            for (LedgerFile file : LedgerFolder.list(ledger).files()) {
                long used;
                try (Cq4File opened = new Cq4File(file)) {
                    used = opened.lastNonZero(0);
                }
                try (InputStream in = Files.newInputStream(file.path())) {
                    byte[] block = new byte[1 << 20];
                    for (long left = used; left > 0; ) {
                        int read = in.readNBytes(block, 0, (int) Math.min(block.length, left));
                        out.write(block, 0, read);
                        left -= read;
                    }
                }
                bytes += used;
            }
        }
        return bytes;
    }

    private static List<String> verifier(List<String> options, Path made) {
        return java(
                options,
                VerifierMain.class,
                "verify",
                made.resolve("ledger").toString(),
                "--trust",
                made.resolve("operator.pem").toString(),
                "--level",
                "structure",
                "--no-relaunch");
    }

    private void append(Durability durability, int recordBytes) throws IOException, InterruptedException {
        double[] vector = new double[rounds];
        double[] scalar = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            vector[round] = appended(VECTOR, durability, recordBytes);
            scalar[round] = appended(List.of(), durability, recordBytes);
        }
        print("append with tree, %d-byte records, %s".formatted(recordBytes, durability), "");
        print("  side by side", figures(vector, "M/s") + "  " + figures(ratios(vector, scalar), "x Bouncy Castle"));
        print("  Bouncy Castle", figures(scalar, "M/s"));
    }

    private double appended(List<String> module, Durability durability, int recordBytes)
            throws IOException, InterruptedException {
        Path made = Files.createDirectory(folder.resolve("append"));
        List<String> options = Stream.concat(OPENS.stream(), module.stream()).toList();
        Process process = new ProcessBuilder(java(
                        options,
                        LedgerRates.class,
                        "append",
                        made.toString(),
                        durability.name(),
                        Integer.toString(recordBytes)))
                .redirectError(Redirect.DISCARD)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        requireCode(process.waitFor(), 0, "append");
        delete(made);
        return Double.parseDouble(printed.strip());
    }

    /** In a JVM of its own: prints millions of records a second. */
    private static void appendHere(Path folder, Durability durability, int recordBytes) throws IOException {
        Path ledger = Files.createDirectory(folder.resolve("ledger"));
        try (MeasuredLedger measured = MeasuredLedger.begin(ledger, durability, recordBytes)) {
            for (int i = 0; i < WARM_BATCHES; i++) {
                measured.appendBatch();
            }
            long startNs = System.nanoTime();
            for (int i = 0; i < MEASURED_BATCHES; i++) {
                measured.appendBatch();
            }
            double elapsedNs = System.nanoTime() - startNs;
            System.out.println(MEASURED_BATCHES * MeasuredLedger.BATCH / elapsedNs * TimeUnit.SECONDS.toNanos(1) / 1e6);
        }
    }

    private static List<String> java(List<String> options, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-Xmx512m");
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(main.getName());
        command.addAll(List.of(arguments));
        return command;
    }

    private static double seconds(List<String> command, int expectedCode) throws IOException, InterruptedException {
        long startNs = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start();
        int code = process.waitFor();
        double seconds = (System.nanoTime() - startNs) / (double) TimeUnit.SECONDS.toNanos(1);
        requireCode(code, expectedCode, command.get(0));
        return seconds;
    }

    private static void requireCode(int code, int expected, String what) {
        if (code != expected) {
            throw new IllegalStateException(what + " ended with " + code + ", not " + expected);
        }
    }

    private static double[] ratios(double[] ours, double[] theirs) {
        double[] ratios = new double[ours.length];
        Arrays.setAll(ratios, i -> ours[i] / theirs[i]);
        return ratios;
    }

    private static String figures(double[] values, String unit) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return String.format(
                Locale.ROOT,
                "%.2f (%.2f..%.2f) %s",
                sorted[sorted.length / 2],
                sorted[0],
                sorted[sorted.length - 1],
                unit);
    }

    private static void print(String what, String figures) {
        System.out.println((what + "  " + figures).stripTrailing());
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        }
    }
}
