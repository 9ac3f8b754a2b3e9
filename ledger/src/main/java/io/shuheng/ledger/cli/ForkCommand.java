package io.shuheng.ledger.cli;

import io.shuheng.core.record.RecordFormatException;
import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.Sm2Verifier;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.witness.ForkEvidence;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fork FILE}: what a witness's evidence comes to, without ledger or witness. */
@Command(
        name = "fork",
        description = "Says whether a witness's evidence shows two histories of one ledger.",
        mixinStandardHelpOptions = true,
        exitCodeOnInvalidInput = VerifyCommand.USAGE,
        exitCodeOnExecutionException = VerifyCommand.BROKEN,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:NO_FORK, or NOT_SIGNED by this operator",
            "1:TWO_HISTORIES: the operator has signed both",
            "2:NOT_PROVEN: the file alone does not show it",
            "64:wrong usage, or something that cannot be read"
        })
final class ForkCommand implements Callable<Integer> {

    private static final int FORK = 1;
    private static final int NOT_PROVEN = 2;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before it calls
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "the evidence, as a witness keeps it")
    @SuppressWarnings("NullAway.Init") // set by picocli before it calls
    private Path file;

    /* Not OperatorOptions: evidence holds no certificate, so a fingerprint or an authority's would find no key. */
    @Option(
            names = "--trust",
            paramLabel = "CERT",
            required = true,
            description =
                    "certificate (PEM) of the operator itself, whose key signs its checkpoints; one for each key it has had")
    private final List<Path> trust = new ArrayList<>();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        try (InputStream in = Files.newInputStream(file)) {
            ForkEvidence evidence = ForkEvidence.parse(in.readNBytes(ForkEvidence.MAX_LENGTH + 1));
            ForkEvidence.Finding finding = evidence.finding(CommandFiles.certificates(trust).stream()
                    .map(operator -> new Sm2Verifier(operator.certificate().publicKey()))
                    .toArray(Sm2Verifier[]::new));
            print(evidence, finding);
            output.write(json(evidence, finding));
            return exitCode(finding);
        } catch (IOException | RecordFormatException | CryptoException | IllegalArgumentException e) {
            spec.commandLine().getErr().println(e instanceof IOException ? e.toString() : file + ": " + e.getMessage());
            return VerifyCommand.USAGE;
        }
    }

    private static int exitCode(ForkEvidence.Finding finding) {
        return switch (finding) {
            case TWO_HISTORIES -> FORK;
            case NOT_PROVEN -> NOT_PROVEN;
            case NO_FORK, NOT_SIGNED -> 0;
        };
    }

    private void print(ForkEvidence evidence, ForkEvidence.Finding finding) {
        WordPrinter out = output.printer();
        out.line("ledger", evidence.seen().ledgerId().hex());
        out.line("fork.seen", words(evidence.seen()));
        out.line("fork.shown", words(evidence.shown()));
        out.gap();
        out.say(out.word("fork.finding." + finding.name()));
    }

    private static String json(ForkEvidence evidence, ForkEvidence.Finding finding) {
        JsonFields json = new JsonFields();
        json.field("finding", JsonFields.quoted(finding.name()));
        json.field("exitCode", exitCode(finding));
        json.field("ledgerId", JsonFields.quoted(evidence.seen().ledgerId().hex()));
        json.field("seen", json(evidence.seen()));
        return json.last("shown", json(evidence.shown()));
    }

    private static String json(Checkpoint checkpoint) {
        return new JsonObject()
                .number("size", checkpoint.size())
                .text("root", checkpoint.root().hex())
                .end();
    }

    private static String words(Checkpoint checkpoint) {
        return checkpoint.size() + ", " + checkpoint.root().hex();
    }
}
