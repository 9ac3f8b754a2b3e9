package io.shuheng.ledger.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code shuheng-verifier}: checks ledgers from their files alone. Prints UTF-8. */
@Command(
        name = "shuheng-verifier",
        description = "Checks a Shuheng ledger from its files alone; makes and checks proof files.",
        subcommands = {
            VerifyCommand.class,
            CycleCommand.class,
            ReportCommand.class,
            ProveCommand.class,
            CheckCommand.class,
            ConsistencyCommand.class,
            ForkCommand.class,
            CompareCommand.class,
            BackupCommand.class,
            ExportCommand.class,
            PruneCommand.class,
            InspectCommand.class,
            TrailCommand.class,
            SampleCommand.class,
            StampCommand.class
        },
        mixinStandardHelpOptions = true,
        exitCodeOnInvalidInput = VerifyCommand.USAGE,
        version = "shuheng-verifier 0.1.0-SNAPSHOT")
public final class VerifierMain {

    private final @Nullable Relaunch relaunch;

    private VerifierMain(@Nullable Relaunch relaunch) {
        this.relaunch = relaunch;
    }

    /** Runs a command and exits with its code: 0 verified, 1 a fault, 2 incomplete, 64 wrong usage. */
    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(Relaunch.processCode(run(new VerifierMain(new Relaunch(arguments)), out, err, arguments)));
    }

    /** Runs a command and returns its exit code; for programs that must not exit. Blocks until it is done. */
    public static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return run(new VerifierMain(null), out, err, arguments);
    }

    private static int run(VerifierMain main, PrintWriter out, PrintWriter err, String... arguments) {
        return new CommandLine(main)
                .setOut(out)
                .setErr(err)
                .setExecutionExceptionHandler(new CommandFailures())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments);
    }

    /** How to start this program again, null where it is not the program of its own process. */
    @Nullable
    Relaunch relaunch() {
        return relaunch;
    }
}
