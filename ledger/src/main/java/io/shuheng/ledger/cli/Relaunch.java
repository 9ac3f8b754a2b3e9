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

    /** Says to a program that it was started again, so that it neither starts a third one nor ends as a JVM may. */
    private static final String AGAIN = "shuheng.verifier.again";

    /** Added to its exit code: a JVM that does not start ends with 1 as well, and that is no verdict. */
    private static final int OWN_CODES = 100;

    private final Path java;
    private final String[] arguments;

    Relaunch(String... arguments) {
        this(Path.of(System.getProperty("java.home"), "bin", "java"), arguments);
    }

    Relaunch(Path java, String... arguments) {
        this.java = java;
        this.arguments = arguments.clone();
    }

    /** The code that this process has to end with where the program ends with that one. */
    static int processCode(int exitCode) {
        return Boolean.getBoolean(AGAIN) ? OWN_CODES + exitCode : exitCode;
    }

    /** Whether this JVM lacks the module, another one like it would have it, and there is enough to hash. */
    boolean pays(Path ledger) {
        return !Boolean.getBoolean(AGAIN)
                && ModuleLayer.boot().findModule(Sm3Batch.VECTOR_MODULE).isEmpty()
                && ModuleFinder.ofSystem().find(Sm3Batch.VECTOR_MODULE).isPresent()
                && !System.getProperty("java.class.path").isEmpty()
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
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.add("--add-modules=" + Sm3Batch.VECTOR_MODULE);
        command.add("-D" + AGAIN + "=true");
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(VerifierMain.class.getName());
        command.addAll(List.of(arguments));
        return command;
    }
}
