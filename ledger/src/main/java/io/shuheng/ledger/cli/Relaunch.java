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

/**
 * Starts this program again with the module that lets SM3 be computed side by side, which no manifest can ask for: same
 * JVM, options, arguments and streams. For one thread.
 */
final class Relaunch {

    /** With less to hash, a second start costs more than it saves. */
    static final long ABOVE_BYTES = 64L << 20;

    private final String[] arguments;

    Relaunch(String... arguments) {
        this.arguments = arguments;
    }

    /** Whether this JVM lacks the module, a new one would have it, and there is enough to hash. */
    boolean pays(Path ledger) {
        return ModuleLayer.boot().findModule(Sm3Batch.VECTOR_MODULE).isEmpty()
                && ModuleFinder.ofSystem().find(Sm3Batch.VECTOR_MODULE).isPresent()
                && bytes(ledger) > ABOVE_BYTES;
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

    /** Runs the program in a JVM with the module; its exit code, or nothing where no such JVM could be started. */
    OptionalInt run() {
        try {
            Process process = new ProcessBuilder(command()).inheritIO().start();
            Thread killed = new Thread(process::destroy, "shuheng-verifier-end");
            Runtime.getRuntime().addShutdownHook(killed);
            return OptionalInt.of(waitFor(process));
        } catch (IOException e) {
            return OptionalInt.empty();
        }
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
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.add("--add-modules=" + Sm3Batch.VECTOR_MODULE);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(VerifierMain.class.getName());
        command.addAll(List.of(arguments));
        command.add("--no-relaunch");
        return command;
    }
}
