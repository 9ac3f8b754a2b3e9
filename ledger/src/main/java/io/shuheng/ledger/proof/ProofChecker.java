package io.shuheng.ledger.proof;

import io.shuheng.core.record.RecordFormatException;
import io.shuheng.crypto.Sm3Hash;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks proof files (存证文件), offline and without the ledger. Whatever the bytes are, the answer is a report and no
 * exception. Immutable, thread-safe; a file costs some ten signatures.
 */
public final class ProofChecker {

    private final ProofSettings settings;

    /** With these settings. */
    public ProofChecker(ProofSettings settings) {
        this.settings = settings;
    }

    /** Checks the bytes of a file. */
    public ProofReport check(byte[] bytes) {
        try {
            return check(bytes, null);
        } catch (IOException e) {
            throw new IllegalStateException("without a file nothing is read", e);
        }
    }

    /**
     * A file's bytes, at most one more than a proof file may have. Blocks on the disk.
     *
     * @throws IOException where it cannot be read
     */
    public static byte[] read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(ProofFile.MAX_LENGTH + 1);
        }
    }

    /**
     * Checks the bytes of a file.
     *
     * @param file where they came from, so that trusted certificates that lie beside it are named as such; null: nowhere
     * @throws IOException where the place of a trusted certificate cannot be looked up
     */
    public ProofReport check(byte[] bytes, @Nullable Path file) throws IOException {
        Sm3Hash sm3 = Sm3Hash.ofContent(bytes);
        ProofFile proof;
        try {
            proof = ProofFile.parse(bytes);
        } catch (RecordFormatException e) {
            return invalid(
                    new ProofFinding(ProofRule.FORMAT, ProofFinding.NO_RECORD, String.valueOf(e.getMessage())), sm3);
        }
        try {
            return new ProofCheck(settings, proof).run(sm3, file);
        } catch (InvalidProof e) {
            return invalid(e.finding(), sm3);
        }
    }

    private static ProofReport invalid(ProofFinding finding, Sm3Hash sm3) {
        return new ProofReport(ProofVerdict.INVALID, finding, List.of(), List.of(), sm3, null);
    }
}
