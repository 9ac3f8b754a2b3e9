package io.shuheng.ledger.proof;

import io.shuheng.crypto.Sm3Hash;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.verify.Report;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether one history holds two checkpoints. Immutable.
 *
 * @param verdict what it ends in
 * @param fault what is wrong, null where nothing is
 * @param earlier the one of fewer records
 * @param later the other
 * @param path the consistency path between them (RFC 9162, 2.1.4), where it was made from a ledger
 * @param trust what was trusted, with fingerprints
 */
public record ConsistencyReport(
        Verdict verdict,
        @Nullable ProofFinding fault,
        Checkpoint earlier,
        Checkpoint later,
        List<Sm3Hash> path,
        List<Report.TrustUsed> trust) {

    /** What it ends in, with the exit code of the command line. */
    public enum Verdict {
        /** The later checkpoint continues the earlier one, record by record. */
        CONSISTENT(0),
        /** It does not, or one of them is not the operator's, or not this ledger's. */
        INCONSISTENT(1),
        /** The proof file does not join the two. */
        UNJOINED(2);

        private final int exitCode;

        Verdict(int exitCode) {
            this.exitCode = exitCode;
        }

        /** The exit code. */
        public int exitCode() {
            return exitCode;
        }
    }

    /** Takes copies. */
    public ConsistencyReport {
        path = List.copyOf(path);
        trust = List.copyOf(trust);
    }
}
