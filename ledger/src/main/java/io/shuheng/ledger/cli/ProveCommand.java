package io.shuheng.ledger.cli;

import io.shuheng.core.evidence.EvidenceException;
import io.shuheng.core.ledger.LedgerException;
import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.ledger.evidence.DirectoryEvidenceStore;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.proof.Audience;
import io.shuheng.ledger.proof.ProofChecker;
import io.shuheng.ledger.proof.ProofException;
import io.shuheng.ledger.proof.ProofExporter;
import io.shuheng.ledger.proof.ProofFile;
import io.shuheng.ledger.proof.ProofReport;
import io.shuheng.ledger.proof.ProofSettings;
import io.shuheng.ledger.proof.ProofVerdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before it calls
    private CommandSpec spec;

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
            names = "--out",
            paramLabel = "FILE",
            required = true,
            description = "the file, outside the ledger's folder")
    @SuppressWarnings("NullAway.Init") // set by picocli before it calls
    private Path out;

    @Option(names = "--lang", paramLabel = "LANG", description = "zh or en (default: en)")
    private WordPrinter.Language language = WordPrinter.Language.EN;

    @Override
    public Integer call() {
        try {
            CommandFiles.requireOutside(directory, "--out", out);
            ProofSettings settings = new ProofSettings(
                    CommandFiles.certificates(trust), CommandFiles.certificates(membersTrust), List.of());
            byte[] file = export().encode();
            ProofReport report = new ProofChecker(settings).check(file);
            if (report.verdict() != ProofVerdict.INVALID) {
                CommandFiles.write(out, file);
            }
            new ProofText(new WordPrinter(language, spec.commandLine().getOut())).print(report);
            return report.verdict().exitCode();
        } catch (LedgerException e) {
            spec.commandLine().getErr().println(e.getMessage());
            boolean fault = e.code() == LedgerException.Code.CORRUPT || e.code() == LedgerException.Code.DATA_LOSS;
            return fault ? ProofVerdict.INVALID.exitCode() : VerifyCommand.USAGE;
        } catch (ProofException | EvidenceException | IOException | CryptoException | IllegalArgumentException e) {
            spec.commandLine().getErr().println(e instanceof IOException ? e.toString() : e.getMessage());
            return VerifyCommand.USAGE;
        }
    }

    private ProofFile export() throws IOException {
        ProofExporter exporter = new ProofExporter(directory, documents());
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

    private Function<Sm3Hash, Optional<byte[]>> documents() {
        return evidence == null ? sm3 -> Optional.empty() : DirectoryEvidenceStore.reading(evidence)::get;
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
