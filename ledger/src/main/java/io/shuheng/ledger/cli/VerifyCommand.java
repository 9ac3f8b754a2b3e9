package io.shuheng.ledger.cli;

import io.shuheng.core.ledger.LedgerException;
import io.shuheng.crypto.CryptoException;
import io.shuheng.ledger.verify.Report;
import io.shuheng.ledger.verify.VerificationLevel;
import io.shuheng.ledger.verify.Verifier;
import io.shuheng.ledger.verify.VerifierSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

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

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before it calls
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "the ledger's folder")
    @SuppressWarnings("NullAway.Init") // set by picocli before it calls
    private Path directory;

    @Option(
            names = "--trust",
            paramLabel = "CERT",
            required = true,
            description = "certificate (PEM) of the operator, or of an authority that issues it")
    private final List<Path> trust = new ArrayList<>();

    @Option(
            names = "--members-trust",
            paramLabel = "CERT",
            description = "authority (PEM) that is trusted for members and officers; default: those that genesis names")
    private final List<Path> membersTrust = new ArrayList<>();

    @Option(
            names = "--anchor",
            paramLabel = "FILE",
            description = "checkpoint that was kept outside the folder; the ledger must reach it")
    private final List<Path> anchors = new ArrayList<>();

    @Option(
            names = "--witness",
            paramLabel = "CERT",
            description = "certificate (PEM) of a witness, whose cosignatures on checkpoints are looked for")
    private final List<Path> witnesses = new ArrayList<>();

    @Option(
            names = "--witness-quorum",
            paramLabel = "K",
            description =
                    "so many of the witnesses on one checkpoint count as an anchor from outside (default: none does)")
    private int witnessQuorum;

    @Option(
            names = "--evidence",
            paramLabel = "DIR",
            description = "folder of the evidence store: recorded revocation lists in it are compared")
    private @Nullable Path evidence;

    @Option(names = "--level", paramLabel = "LEVEL", description = "structure, signatures or replay (default: replay)")
    private VerificationLevel level = VerificationLevel.REPLAY;

    @Option(names = "--json", paramLabel = "FILE", description = "also write the report as JSON, outside the folder")
    private @Nullable Path json;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "threads for hashing and signatures, 1..64 (default: one for each processor)")
    private int threads =
            Math.min(VerifierSettings.MAX_THREADS, Runtime.getRuntime().availableProcessors());

    @Option(names = "--lang", paramLabel = "LANG", description = "zh or en (default: en)")
    private WordPrinter.Language language = WordPrinter.Language.EN;

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // set by picocli before it calls
    private VerifierMain main;

    @Option(
            names = "--no-relaunch",
            description =
                    "stay in this JVM: do not start again with the vector module, which hashes large ledgers faster")
    private boolean noRelaunch;

    @Override
    public Integer call() {
        Relaunch relaunch = main.relaunch();
        if (relaunch != null && !noRelaunch && relaunch.pays(directory)) {
            OptionalInt exitCode = relaunch.run();
            if (exitCode.isPresent()) {
                return exitCode.getAsInt();
            }
        }
        return verify();
    }

    private int verify() {
        try {
            CommandFiles.requireOutside(directory, "--json", json);
            VerifierSettings settings = new VerifierSettings(
                    CommandFiles.certificates(trust),
                    CommandFiles.certificates(membersTrust),
                    CommandFiles.certificates(witnesses),
                    witnessQuorum,
                    anchors,
                    evidence,
                    level,
                    threads);
            Report report = new Verifier(settings).verify(directory);
            new ReportText(new WordPrinter(language, spec.commandLine().getOut())).print(report);
            if (json != null) {
                Files.writeString(json, ReportJson.of(report), StandardCharsets.UTF_8);
            }
            return report.verdict().exitCode();
        } catch (LedgerException | IOException | CryptoException | IllegalArgumentException e) {
            spec.commandLine().getErr().println(e instanceof IOException ? e.toString() : e.getMessage());
            return USAGE;
        }
    }
}
