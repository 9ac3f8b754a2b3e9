package io.shuheng.examples.witness;

import io.shuheng.crypto.Sm2Verifier;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.witness.WitnessMemory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code accept HOME}: watches a ledger from now on. */
@Command(
        name = "accept",
        description =
                "Watches a ledger from now on, or takes one more certificate of its operator. Where the operator changes its"
                        + " key, the witness follows by itself.",
        mixinStandardHelpOptions = true)
final class AcceptCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before it calls
    private CommandSpec spec;

    @Parameters(paramLabel = "HOME", description = "the witness's own folder")
    @SuppressWarnings("NullAway.Init") // set by picocli before it calls
    private Path home;

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            required = true,
            description = "any checkpoint of the ledger that is signed with the certificate's key")
    @SuppressWarnings("NullAway.Init") // set by picocli before it calls
    private Path checkpoint;

    @Option(
            names = "--operator",
            paramLabel = "CERT",
            required = true,
            description = "the operator's certificate (PEM), had from elsewhere than the ledger")
    @SuppressWarnings("NullAway.Init") // set by picocli before it calls
    private Path operator;

    @Override
    public Integer call() throws IOException {
        Certificate certificate = Certificate.ofPem(Files.readString(operator));
        Checkpoint shown;
        try (InputStream in = Files.newInputStream(checkpoint)) {
            shown = Checkpoint.parse(in.readNBytes(Checkpoint.MAX_LENGTH + 1));
        }
        Sm2Verifier key = new Sm2Verifier(certificate.publicKey());
        if (shown.signatures().stream().noneMatch(line -> shown.isSignedBy(line.name(), key))) {
            throw new IllegalArgumentException(checkpoint + ": not signed with the key of " + operator);
        }
        try (WitnessMemory memory = WitnessMemory.open(home)) {
            memory.accept(shown.ledgerId(), certificate);
        }
        spec.commandLine().getOut().println("watches ledger " + shown.ledgerId().hex());
        return 0;
    }
}
