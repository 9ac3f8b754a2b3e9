package io.shuheng.examples.witness;

import io.shuheng.core.record.RecordFormatException;
import io.shuheng.crypto.CryptoException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of a witness. Exit codes: 0 done, 1 it could not, 3 a second history, 64 wrong usage. */
@Command(
        name = "shuheng-witness",
        description = "Cosigns a ledger's checkpoints, and nothing that is not one history.",
        subcommands = {InitCommand.class, AcceptCommand.class, RunCommand.class},
        mixinStandardHelpOptions = true,
        exitCodeOnInvalidInput = WitnessProgram.USAGE)
public final class WitnessProgram {

    static final int FAULT = 1;
    static final int USAGE = 64;

    private WitnessProgram() {}

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(run(new PrintWriter(System.out, true, StandardCharsets.UTF_8), arguments));
    }

    /** Runs a command in this process; errors and usage are printed on the same writer. */
    static int run(PrintWriter out, String... arguments) {
        return new CommandLine(new WitnessProgram())
                .setOut(out)
                .setErr(out)
                .setExecutionExceptionHandler((e, command, parsed) -> {
                    out.println(e instanceof IOException ? e.toString() : String.valueOf(e.getMessage()));
                    boolean asked = e instanceof IllegalArgumentException
                            || e instanceof RecordFormatException
                            || e instanceof CryptoException;
                    return asked ? USAGE : FAULT;
                })
                .execute(arguments);
    }
}
