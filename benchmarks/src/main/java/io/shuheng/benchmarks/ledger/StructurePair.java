package io.shuheng.benchmarks.ledger;

import io.shuheng.benchmarks.guard.Pair;
import io.shuheng.benchmarks.guard.ProcessorTime;
import io.shuheng.benchmarks.guard.Side;
import io.shuheng.ledger.chronicle.Durability;
import io.shuheng.ledger.verify.TrustAnchor;
import io.shuheng.ledger.verify.Verdict;
import io.shuheng.ledger.verify.VerificationLevel;
import io.shuheng.ledger.verify.Verifier;
import io.shuheng.ledger.verify.VerifierSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Verification of a ledger's structure in a JVM that is warm, against {@code openssl dgst -sm3} over its used bytes as one flat
 * file; a unit is the whole ledger once. Processor time of both, so neither the verifier's two threads nor a JVM's start are in
 * it. Works in the current folder and removes what it made.
 */
public final class StructurePair implements Pair {

    private static final int RECORDS = 500_000;
    private static final int RECORD_BYTES = 200;
    private static final int THREADS = 2;

    private final Path folder;
    private final Path ledger;
    private final Path flat;
    private final Verifier verifier;

    private StructurePair(Path folder) throws IOException {
        this.folder = folder;
        this.ledger = Files.createDirectory(folder.resolve("ledger"));
        this.flat = folder.resolve("flat");
        try (MeasuredLedger measured = MeasuredLedger.begin(ledger, Durability.PAGE_CACHE, RECORD_BYTES)) {
            for (int done = 0; done < RECORDS; done += MeasuredLedger.BATCH) {
                measured.appendBatch();
            }
        }
        long unused = LedgerRates.export(ledger, flat);
        this.verifier = new Verifier(new VerifierSettings(
                List.of(TrustAnchor.ofPem(folder.resolve("operator.pem"))),
                List.of(),
                List.of(),
                List.of(),
                VerificationLevel.STRUCTURE,
                THREADS));
    }

    /** Writes the ledger and the flat file. */
    public static StructurePair open() throws IOException {
        Path folder = Files.createTempDirectory(Path.of("").toAbsolutePath(), "structure-pair-");
        try {
            return new StructurePair(folder);
        } catch (IOException | RuntimeException e) {
            LedgerRates.delete(folder);
            throw e;
        }
    }

    /** Nothing vouches for the records from outside, so the verdict is that something is missing. */
    @Override
    public Side ours() {
        return ProcessorTime.ofProcess(() -> verifier.verify(ledger).verdict() == Verdict.INCOMPLETE);
    }

    @Override
    public Side theirs() {
        return units -> {
            try {
                long ns = 0;
                for (int i = 0; i < units; i++) {
                    ns += ChildTime.ofRunning(List.of("openssl", "dgst", "-sm3", flat.toString()));
                }
                return ns;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    @Override
    public void close() throws IOException {
        LedgerRates.delete(folder);
    }
}
