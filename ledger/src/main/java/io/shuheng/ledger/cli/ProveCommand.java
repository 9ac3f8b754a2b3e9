package io.shuheng.ledger.cli;

import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.proof.Audience;
import io.shuheng.ledger.proof.ProofChecker;
import io.shuheng.ledger.proof.ProofExporter;
import io.shuheng.ledger.proof.ProofFile;
import io.shuheng.ledger.proof.ProofReport;
import io.shuheng.ledger.proof.ProofSettings;
import io.shuheng.ledger.proof.ProofVerdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code prove DIR}: a proof file out of a ledger's folder. What it writes it has checked. */
@Command(
        name = "prove",
        description = "Makes a proof file that is checked without the ledger.",
        mixinStandardHelpOptions = true,
        exitCodeOnInvalidInput = VerifyCommand.USAGE,
        exitCodeOnExecutionException = VerifyCommand.BROKEN,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:the file is written, and its check says VALID",
            "1:the ledger has a fault, or the file would be INVALID; nothing is written",
            "2:the file is written, and its check says INCOMPLETE",
            "64:wrong usage, something that is not there or may not be opened"
        })
final class ProveCommand implements Callable<Integer> {

    private static final String AUDITOR = "auditor";

    /** What is to be proven. */
    static final class Subject {

        @Option(names = "--record", paramLabel = "N", description = "sequence of a record")
        private @Nullable Long record;

        @Option(
                names = "--receipt",
                paramLabel = "N",
                description = "sequence of a record: that it is in the ledger, and no more")
        private @Nullable Long receipt;

        @Option(names = "--contract", paramLabel = "N", description = "number of a contract, which is its trade's")
        private @Nullable Long contract;
    }

    @Parameters(paramLabel = "DIR", description = "the ledger's folder")
    @SuppressWarnings("NullAway.Init") // set by picocli before it calls
    private Path directory;

    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init") // set by picocli before it calls
    private Subject subject;

    @Option(
            names = "--for",
            paramLabel = "WHOM",
            description =
                    "number of a participant, whose own records alone are opened beside public ones; or 'auditor',"
                            + " for whom everything is opened (default: auditor)")
    private String audience = AUDITOR;

    @Option(
            names = "--evidence",
            paramLabel = "DIR",
            description = "folder of documents by their SM3, for contract templates that do not come with the library")
    private @Nullable Path evidence;

    @Option(
            names = "--continuing",
            paramLabel = "FILE",
            description = "a checkpoint from before: the file then shows that its own continues it")
    private @Nullable Path continuing;

    @Mixin
    private final ArchiveOptions archives = new ArchiveOptions();

    @Mixin
    private final OperatorOptions trust = new OperatorOptions();

    @Mixin
    private final MemberOptions membersTrust = new MemberOptions();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            required = true,
            description = "the file, outside the ledger's folder")
    @SuppressWarnings("NullAway.Init") // set by picocli before it calls
    private Path out;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    public Integer call() throws IOException {
        trust.require();
        CommandFiles.requireOutside(directory, "--out", out);
        output.requireOutside(directory);
        ProofSettings settings =
                new ProofSettings(trust.certificates(), trust.fingerprints(), membersTrust.certificates(), List.of());
        byte[] file = export().encode();
        ProofReport report = new ProofChecker(settings).check(file);
        if (report.verdict() != ProofVerdict.INVALID) {
            CommandFiles.write(out, file);
        }
        new ProofText(output.printer()).print(report);
        output.write(ProofJson.of(report));
        return report.verdict().exitCode();
    }

    private ProofFile export() throws IOException {
        ProofExporter exporter = new ProofExporter(directory, archives.folders(), CommandFiles.documents(evidence));
        ProofFile file = file(exporter);
        if (continuing == null) {
            return file;
        }
        Checkpoint earlier = CommandFiles.checkpoints(List.of(continuing)).get(0);
        return exporter.continuing(earlier, file);
    }

    private ProofFile file(ProofExporter exporter) {
        if (subject.contract != null) {
            return exporter.contract(subject.contract, audience());
        }
        if (subject.receipt != null) {
            return exporter.receipt(subject.receipt, audience());
        }
        return exporter.record(subject.record == null ? 0 : subject.record, audience());
    }

    private Audience audience() {
        if (audience.toLowerCase(Locale.ROOT).equals(AUDITOR)) {
            return Audience.AUDITOR;
        }
        try {
            return Audience.participant(Long.parseLong(audience));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--for " + audience + ": a participant's number, or " + AUDITOR, e);
        }
    }
}
