package io.shuheng.ledger.cli;

import io.shuheng.core.record.RecordFormatException;
import io.shuheng.ledger.file.LedgerFolder;
import io.shuheng.ledger.proof.ProofFile;
import io.shuheng.ledger.verify.CycleReport;
import io.shuheng.ledger.verify.CycleVerifier;
import io.shuheng.ledger.verify.OperatorSource;
import io.shuheng.ledger.verify.OperatorTrust;
import io.shuheng.ledger.verify.VerifierSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cycle FILE...}: cycle files without their ledger. */
@Command(
        name = "cycle",
        description = "Verifies one cycle file, or some that follow one another, without the ledger around them:"
                + " structure, from the root that the file's opening mark names. Never writes to them.",
        mixinStandardHelpOptions = true,
        exitCodeOnInvalidInput = VerifyCommand.USAGE,
        exitCodeOnExecutionException = VerifyCommand.BROKEN,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:no fault, all are closed, their checkpoints are the operator's, and a checkpoint from elsewhere is met",
            "1:a fault; the first one is named",
            "2:no fault found, but unanchored, unfinished, not signed to the end, or without a certificate of the operator",
            "64:wrong usage, or something that cannot be read"
        })
final class CycleCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "cycle files (yyyyMMddF.cq4), in their order")
    private final List<Path> files = new ArrayList<>();

    @Mixin
    private final OperatorOptions trust = new OperatorOptions();

    @Option(
            names = "--operator-from",
            paramLabel = "FILE",
            description =
                    "a proof file of the ledger, such as a receipt, over at least the records before the first cycle:"
                            + " says which key of the operator was in force, and is an anchor too")
    private @Nullable Path operatorFrom;

    @Option(
            names = "--anchor",
            paramLabel = "FILE",
            description =
                    "checkpoint that was kept elsewhere: of the records before the first cycle, or of some in them")
    private final List<Path> anchors = new ArrayList<>();

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "threads for hashing, 1..64 (default: one for each processor)")
    private int threads =
            Math.min(VerifierSettings.MAX_THREADS, Runtime.getRuntime().availableProcessors());

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    public Integer call() throws IOException {
        for (Path file : files) {
            if (!Files.isRegularFile(file)) {
                throw new IllegalArgumentException(file + ": is no file; for a ledger's folder, use verify");
            }
            output.requireOther(file);
            Optional<Path> ledger = LedgerFolder.holding(file);
            if (ledger.isPresent()) {
                output.requireOutside(ledger.get());
            }
        }
        CycleReport report = new CycleVerifier(
                        new OperatorTrust(trust.certificates(), trust.fingerprints()), anchors, source(), threads)
                .verify(files);
        new CycleText(output.printer()).print(report);
        output.write(CycleText.json(report));
        return report.verdict().exitCode();
    }

    private @Nullable OperatorSource source() throws IOException {
        Path file = operatorFrom;
        if (file == null) {
            return null;
        }
        try {
            ProofFile proof = ProofFile.parse(CommandFiles.proof(file));
            return new OperatorSource(file, proof.succession(), proof.checkpoint());
        } catch (RecordFormatException e) {
            throw new IllegalArgumentException("--operator-from " + file + ": " + e.getMessage(), e);
        }
    }
}
