package io.shuheng.ledger.proof;

import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.verify.TrustAnchor;
import java.util.List;

/**
 * What a proof file is checked against. Immutable.
 *
 * @param operators certificates of operators, or of authorities that issue theirs, that are trusted
 * @param memberAuthorities authorities that are trusted for members; empty: those that genesis names are taken
 * @param anchors checkpoints of the ledger that were kept elsewhere
 */
public record ProofSettings(
        List<TrustAnchor> operators, List<TrustAnchor> memberAuthorities, List<Checkpoint> anchors) {

    /** Takes copies. */
    public ProofSettings {
        operators = List.copyOf(operators);
        memberAuthorities = List.copyOf(memberAuthorities);
        anchors = List.copyOf(anchors);
    }
}
