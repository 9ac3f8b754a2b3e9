package io.shuheng.ledger.cli;

import io.shuheng.ledger.verify.Report;
import io.shuheng.ledger.verify.Verifier;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code verify DIR}: the whole ledger. */
@Command(
        name = "verify",
        description = "Verifies a ledger's folder; never writes to it.",
        mixinStandardHelpOptions = true,
        exitCodeOnInvalidInput = VerifyCommand.USAGE,
        exitCodeOnExecutionException = VerifyCommand.BROKEN,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:everything checks, and a checkpoint from outside the folder, or a quorum of witnesses, is met",
            "1:a fault; the first one is named",
            "2:no fault found, but unanchored, empty, unfinished, or in need of rules or templates it lacks",
            "64:wrong usage, or something that cannot be read"
        })
final class VerifyCommand implements Callable<Integer> {

    /** Wrong usage, or nothing that can be read. */
    static final int USAGE = 64;

    /** The verifier itself is broken: no verdict at all. */
    static final int BROKEN = 70;

    @Parameters(paramLabel = "DIR", description = "the ledger's folder")
    @SuppressWarnings("NullAway.Init") // set by picocli before it calls
    private Path directory;

    @Mixin
    private final VerificationOptions options = new VerificationOptions();

    @Mixin
    private final ArchiveOptions archives = new ArchiveOptions();

    @Option(names = "--csv", paramLabel = "FILE", description = "also write the counts as a table, outside the folder")
    private @Nullable Path csv;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // set by picocli before it calls
    private VerifierMain main;

    @Option(
            names = "--no-relaunch",
            description =
                    "stay in this JVM: do not start again with the vector module, which hashes large ledgers faster, "
                            + "and a heap that stays small")
    private boolean noRelaunch;

    @Override
    public Integer call() throws IOException {
        options.require();
        Relaunch relaunch = main.relaunch();
        if (relaunch != null && !noRelaunch && relaunch.pays(directory)) {
            OptionalInt exitCode = relaunch.run();
            if (exitCode.isPresent()) {
                return exitCode.getAsInt();
            }
        }
        return verify();
    }

    private int verify() throws IOException {
        output.requireOutside(directory);
        CommandFiles.requireOutside(directory, "--csv", csv);
        Report report = new Verifier(options.settings()).verify(directory, archives.folders());
        new ReportText(output.printer()).print(report);
        output.write(ReportJson.of(report));
        if (csv != null) {
            ReportCsv.write(csv, output, report);
        }
        return report.verdict().exitCode();
    }
}
