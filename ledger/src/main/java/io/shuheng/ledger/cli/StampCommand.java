package io.shuheng.ledger.cli;

import io.shuheng.crypto.BouncyCastleCryptoProvider;
import io.shuheng.crypto.document.HashAlgorithm;
import io.shuheng.crypto.document.TimeStampRequest;
import io.shuheng.ledger.stamp.StampDesk;
import io.shuheng.ledger.stamp.StampFinding;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stamp DIR}: asks for a time stamp over the newest checkpoint, and takes the answer in. */
@Command(
        name = "stamp",
        description = {
            "Has a ledger's newest checkpoint stamped by an outside authority for time (RFC 3161).",
            "Without --take it writes the request; with it, the answer goes into the ledger's folder, once it was checked.",
            "Nothing is sent: carry the request to the authority and its answer back."
        },
        mixinStandardHelpOptions = true,
        exitCodeOnInvalidInput = VerifyCommand.USAGE,
        exitCodeOnExecutionException = VerifyCommand.BROKEN,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:the request was written, or the answer was taken in",
            "1:the answer shows no time, and why is said; nothing was kept; or the ledger has a fault",
            "64:wrong usage, or something that cannot be read"
        })
final class StampCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIR", description = "the ledger's folder")
    @SuppressWarnings("NullAway.Init") // set by picocli before it calls
    private Path directory;

    @Option(
            names = "--request",
            paramLabel = "FILE",
            required = true,
            description = "the request (TimeStampReq, DER): written, or with --take read")
    @SuppressWarnings("NullAway.Init") // set by picocli before it calls
    private Path request;

    @Option(names = "--take", paramLabel = "FILE", description = "the authority's answer (TimeStampResp, DER)")
    private @Nullable Path answer;

    @Mixin
    private final TimeOptions timeTrust = new TimeOptions();

    @Option(names = "--hash", paramLabel = "HASH", description = "SM3, or another that the authority knows")
    private HashAlgorithm hash = HashAlgorithm.SM3;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    public Integer call() throws IOException {
        CommandFiles.requireOutside(directory, "--request", request);
        output.requireOutside(directory);
        return answer == null ? ask() : take(answer);
    }

    private int ask() throws IOException {
        TimeStampRequest made = new StampDesk(directory)
                .request(hash, new BouncyCastleCryptoProvider(new SecureRandom()))
                .orElseThrow(() -> new IllegalArgumentException(directory + ": no checkpoint to stamp"));
        CommandFiles.write(request, made.der());
        return 0;
    }

    private int take(Path file) throws IOException {
        TimeStampRequest asked;
        CommandFiles.requireNoFolder(request);
        try (InputStream in = Files.newInputStream(request)) {
            asked = TimeStampRequest.ofDer(in.readNBytes(TimeStampRequest.MAXIMUM_LENGTH + 1));
        }
        byte[] response = CommandFiles.timeStamps(List.of(file)).get(0);
        StampFinding finding = new StampDesk(directory).take(response, asked, timeTrust.authorities());
        StampLines.print(output.printer(), finding);
        output.write(StampLines.json(finding) + "\n");
        return finding instanceof StampFinding.OutsideTime ? 0 : 1;
    }
}
