package io.shuheng.ledger.cli;

import io.shuheng.core.ledger.LedgerException;
import io.shuheng.crypto.Sm3Batch;
import io.shuheng.ledger.file.LedgerFile;
import io.shuheng.ledger.file.LedgerFolder;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/*
 * A JVM that is told nothing lets garbage grow to a quarter of the machine's memory before it collects any. What a ledger
 * needs is far less, and depends on its market alone: what lives at level replay is the market's state. So the heap is held
 * near what lives in it; it has no limit, for a market that needs more is no reason to end without a verdict.
 */
/**
 * Starts this program again with what no manifest can ask for: the module that lets SM3 be computed side by side, and a heap
 * that stays small. Same JVM, options, arguments and streams. For one thread.
 */
final class Relaunch {

    /** With less to hash, a second start costs more than it saves. */
    static final long ABOVE_BYTES = 64L << 20;

    /** With less to read, no heap grows large. */
    static final long HEAP_ABOVE_BYTES = 8L << 20;

    private static final List<String> SMALL_HEAP =
            List.of("-XX:+UseSerialGC", "-Xmn64m", "-XX:MinHeapFreeRatio=10", "-XX:MaxHeapFreeRatio=30");

    /** Whoever gives one of these has chosen a heap himself. */
    private static final Pattern OWN_HEAP = Pattern.compile("-Xm[xn].*|-XX:(MaxHeapSize|MaxRAM|\\+Use\\w+GC).*");

    /** Says to a program that it was started again, so that it neither starts a third one nor ends as a JVM may. */
    private static final String AGAIN = "shuheng.verifier.again";

    /** Added to its exit code: a JVM that does not start ends with 1 as well, and that is no verdict. */
    private static final int OWN_CODES = 100;

    private final Path java;
    private final List<String> options;
    private final String[] arguments;

    Relaunch(String... arguments) {
        this(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                ManagementFactory.getRuntimeMXBean().getInputArguments(),
                arguments);
    }

    Relaunch(Path java, List<String> options, String... arguments) {
        this.java = java;
        this.options = List.copyOf(options);
        this.arguments = arguments.clone();
    }

    /** The code that this process has to end with where the program ends with that one. */
    static int processCode(int exitCode) {
        return Boolean.getBoolean(AGAIN) ? OWN_CODES + exitCode : exitCode;
    }

    /**
     * Whether this JVM lacks the module, another one like it would have it, and there is enough to hash; or nobody has chosen
     * its heap, and there is enough to read for it to grow.
     */
    boolean pays(Path ledger) {
        if (Boolean.getBoolean(AGAIN) || System.getProperty("java.class.path").isEmpty()) {
            return false;
        }
        long bytes = bytes(ledger);
        return (bytes > ABOVE_BYTES && gainsModule()) || (bytes > HEAP_ABOVE_BYTES && !hasOwnHeap());
    }

    private static boolean gainsModule() {
        return ModuleLayer.boot().findModule(Sm3Batch.VECTOR_MODULE).isEmpty()
                && ModuleFinder.ofSystem().find(Sm3Batch.VECTOR_MODULE).isPresent();
    }

    private boolean hasOwnHeap() {
        return options.stream().anyMatch(option -> OWN_HEAP.matcher(option).matches());
    }

    private static long bytes(Path ledger) {
        try {
            long bytes = 0;
            for (LedgerFile file : LedgerFolder.list(ledger).files()) {
                bytes += Files.size(file.path());
            }
            return bytes;
        } catch (LedgerException | IOException e) {
            // Whoever reads it next says so.
            return 0;
        }
    }

    /** Runs the program in such a JVM; its exit code, or nothing where none could be started. */
    OptionalInt run() {
        try {
            Process process = new ProcessBuilder(command()).inheritIO().start();
            Thread killed = new Thread(process::destroy, "shuheng-verifier-end");
            Runtime.getRuntime().addShutdownHook(killed);
            int code = waitFor(process);
            if (code == 1) {
                return OptionalInt.empty();
            }
            return OptionalInt.of(isOwn(code) ? code - OWN_CODES : VerifyCommand.BROKEN);
        } catch (IOException e) {
            return OptionalInt.empty();
        }
    }

    /* A killed JVM ends with 129 and more, which is none of these, and no verdict. */
    private static boolean isOwn(int code) {
        return switch (code - OWN_CODES) {
            case 0, 1, 2, VerifyCommand.USAGE, VerifyCommand.BROKEN -> true;
            default -> false;
        };
    }

    private static int waitFor(Process process) {
        while (true) {
            try {
                return process.waitFor();
            } catch (InterruptedException e) {
                process.destroy();
            }
        }
    }

    private List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(java.toString());
        command.addAll(options);
        if (!hasOwnHeap()) {
            command.addAll(SMALL_HEAP);
        }
        if (gainsModule()) {
            command.add("--add-modules=" + Sm3Batch.VECTOR_MODULE);
        }
        command.add("-D" + AGAIN + "=true");
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(VerifierMain.class.getName());
        command.addAll(List.of(arguments));
        return command;
    }
}
