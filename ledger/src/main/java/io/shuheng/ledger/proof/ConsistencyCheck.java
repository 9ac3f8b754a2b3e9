package io.shuheng.ledger.proof;

import io.shuheng.core.ledger.LedgerException;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.merkle.ConsistencyProof;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.file.OperatorKeys;
import io.shuheng.ledger.file.OperatorScan;
import io.shuheng.ledger.proof.ConsistencyReport.Verdict;
import io.shuheng.ledger.verify.Report.TrustUsed;
import io.shuheng.ledger.verify.TrustAnchor;
import io.shuheng.ledger.verify.TrustCheck;
import io.shuheng.ledger.verify.VerificationLevel;
import io.shuheng.ledger.verify.VerifierSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Whether two checkpoints are of one history: held against a ledger, whose records are hashed and not read, or against
 * a proof file that joins them. Immutable, thread-safe; blocks on the disk.
 */
public final class ConsistencyCheck {

    private static final Set<Long> GENESIS = Set.of(0L);

    private final List<TrustAnchor> operators;
    private final List<Sm3Hash> operatorFingerprints;
    private final Checkpoint earlier;
    private final Checkpoint later;

    /**
     * Of two checkpoints, in whatever order.
     *
     * @param operators certificates that are trusted for the ledger's operator
     * @param operatorFingerprints SM3 of the DER of certificates that are; of both together at least one
     * @throws IllegalArgumentException where none is given, or a checkpoint covers no record
     */
    public ConsistencyCheck(
            List<TrustAnchor> operators, List<Sm3Hash> operatorFingerprints, Checkpoint one, Checkpoint other) {
        if (operators.isEmpty() && operatorFingerprints.isEmpty()) {
            throw new IllegalArgumentException("operators: at least one must be trusted");
        }
        this.operators = List.copyOf(operators);
        this.operatorFingerprints = List.copyOf(operatorFingerprints);
        earlier = one.size() <= other.size() ? one : other;
        later = one.size() <= other.size() ? other : one;
        if (earlier.size() < 1) {
            throw new IllegalArgumentException("checkpoint of " + earlier.size() + " records: at least 1");
        }
    }

    /**
     * Against a ledger's folder.
     *
     * @throws LedgerException CORRUPT where its files have a fault before the later checkpoint; NOT_A_LEDGER, IO_FAILURE
     */
    public ConsistencyReport inLedger(Path ledger) throws IOException {
        LedgerProofs proofs = new LedgerProofs(ledger);
        List<TrustUsed> trust = List.of();
        try {
            LedgerProofs.Selection whole = selected(proofs, later);
            OpenedGenesis genesis =
                    genesis(Objects.requireNonNull(whole.records().get(0L)));
            OperatorKeys keys = OperatorScan.of(ledger).keys();
            requireSigned(keys);
            TrustCheck check = new TrustCheck(settings(), genesis.genesis(), keys);
            trust = check.used(ledger);
            Optional<String> refusal = check.operatorRefusal(later.size());
            if (refusal.isPresent()) {
                throw new InvalidProof(ProofRule.OPERATOR, 0, refusal.get());
            }
            requireRoot(later, whole.root());
            ConsistencyProof path = proofs.consistency(earlier.size(), later.size());
            if (!path.verify(earlier.root(), later.root())) {
                requireRoot(earlier, selected(proofs, earlier).root());
            }
            return new ConsistencyReport(Verdict.CONSISTENT, null, earlier, later, path.path(), trust);
        } catch (InvalidProof e) {
            return new ConsistencyReport(Verdict.INCONSISTENT, e.finding(), earlier, later, List.of(), trust);
        }
    }

    /** Against the bytes of a proof file, which came from that file. */
    public ConsistencyReport inProofFile(byte[] bytes, Path file) throws IOException {
        ProofReport report = new ProofChecker(
                        new ProofSettings(operators, operatorFingerprints, List.of(), List.of(earlier, later)))
                .check(bytes, file);
        ProofReport.Shown shown = report.shown();
        if (shown == null) {
            return new ConsistencyReport(Verdict.INCONSISTENT, report.fault(), earlier, later, List.of(), List.of());
        }
        Verdict verdict = shown.anchorsMet() == 2 ? Verdict.CONSISTENT : Verdict.UNJOINED;
        return new ConsistencyReport(verdict, null, earlier, later, List.of(), shown.trust());
    }

    private VerifierSettings settings() {
        return new VerifierSettings(
                operators,
                operatorFingerprints,
                List.of(),
                List.of(),
                0,
                List.of(),
                null,
                VerificationLevel.STRUCTURE,
                1);
    }

    /** The genesis and the root at a checkpoint's size; a ledger that holds less has lost what was signed. */
    private static LedgerProofs.Selection selected(LedgerProofs proofs, Checkpoint checkpoint) throws InvalidProof {
        try {
            return proofs.select(GENESIS, GENESIS, checkpoint.size());
        } catch (LedgerException e) {
            if (e.code() == LedgerException.Code.OUT_OF_SEQUENCE) {
                throw new InvalidProof(ProofRule.CONSISTENCY, String.valueOf(e.getMessage()));
            }
            throw e;
        }
    }

    private static OpenedGenesis genesis(byte[] record) throws InvalidProof {
        try {
            return OpenedGenesis.of(record);
        } catch (RecordFormatException | CryptoException e) {
            throw new InvalidProof(ProofRule.GENESIS, 0, String.valueOf(e.getMessage()));
        }
    }

    private void requireSigned(OperatorKeys keys) throws InvalidProof {
        for (Checkpoint checkpoint : List.of(earlier, later)) {
            Optional<String> why = keys.whyNotSigned(checkpoint);
            if (why.isPresent()) {
                throw new InvalidProof(
                        ProofRule.CHECKPOINT,
                        "that of " + checkpoint.size() + " records is not one of ledger "
                                + keys.identity().ledgerId() + " signed by its operator: " + why.get());
            }
        }
    }

    private static void requireRoot(Checkpoint checkpoint, Sm3Hash root) throws InvalidProof {
        if (!checkpoint.root().equals(root)) {
            throw new InvalidProof(
                    ProofRule.CONSISTENCY,
                    "at " + checkpoint.size() + " records the checkpoint has root " + checkpoint.root()
                            + ", the ledger " + root + ": the operator has signed two histories");
        }
    }
}
