package io.shuheng.ledger.proof;

import io.shuheng.crypto.Sm3Hash;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.verify.TrustAnchor;
import java.util.List;

/**
 * What a proof file is checked against. Immutable.
 *
 * @param operators certificates of operators, or of authorities that issue theirs, that are trusted
 * @param operatorFingerprints SM3 of the DER of operators' certificates that are trusted
 * @param memberAuthorities authorities that are trusted for members; empty: those that genesis names are taken
 * @param anchors checkpoints of the ledger that were kept elsewhere
 */
public record ProofSettings(
        List<TrustAnchor> operators,
        List<Sm3Hash> operatorFingerprints,
        List<TrustAnchor> memberAuthorities,
        List<Checkpoint> anchors) {

    /** Operators by their certificates. */
    public ProofSettings(List<TrustAnchor> operators, List<TrustAnchor> memberAuthorities, List<Checkpoint> anchors) {
        this(operators, List.of(), memberAuthorities, anchors);
    }

    /** Takes copies. */
    public ProofSettings {
        operators = List.copyOf(operators);
        operatorFingerprints = List.copyOf(operatorFingerprints);
        memberAuthorities = List.copyOf(memberAuthorities);
        anchors = List.copyOf(anchors);
    }

    /** Whether nothing says which operator is trusted. */
    boolean trustsNoOperator() {
        return operators.isEmpty() && operatorFingerprints.isEmpty();
    }
}
