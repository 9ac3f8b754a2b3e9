package io.shuheng.ledger.cli;

import io.shuheng.ledger.verify.VerificationLevel;
import io.shuheng.ledger.verify.VerifierSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Against what a ledger is verified, and how deep. */
final class VerificationOptions {

    @Mixin
    private final OperatorOptions trust = new OperatorOptions();

    @Mixin
    private final MemberOptions membersTrust = new MemberOptions();

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

    @Mixin
    private final TimeOptions timeTrust = new TimeOptions();

    @Option(names = "--level", paramLabel = "LEVEL", description = "structure, signatures or replay (default: replay)")
    private VerificationLevel level = VerificationLevel.REPLAY;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "threads for hashing and signatures, 1..64 (default: one for each processor)")
    private int threads =
            Math.min(VerifierSettings.MAX_THREADS, Runtime.getRuntime().availableProcessors());

    /** Refuses a command line that trusts no operator. */
    void require() {
        trust.require();
    }

    VerifierSettings settings() throws IOException {
        return new VerifierSettings(
                trust.certificates(),
                trust.fingerprints(),
                membersTrust.certificates(),
                CommandFiles.certificates(witnesses),
                witnessQuorum,
                anchors,
                evidence,
                timeTrust.authorities(),
                level,
                threads);
    }

    /** Every file that was given, with the option that it was given by. */
    Map<Path, String> files() {
        Map<Path, String> files = new LinkedHashMap<>();
        trust.files().forEach(file -> files.putIfAbsent(file, "--trust"));
        membersTrust.files().forEach(file -> files.putIfAbsent(file, "--members-trust"));
        anchors.forEach(file -> files.putIfAbsent(file, "--anchor"));
        witnesses.forEach(file -> files.putIfAbsent(file, "--witness"));
        timeTrust.files().forEach(file -> files.putIfAbsent(file, "--tsa-trust"));
        return files;
    }
}
