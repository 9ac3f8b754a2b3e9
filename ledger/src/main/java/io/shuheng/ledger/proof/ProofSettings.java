package io.shuheng.ledger.proof;

import io.shuheng.crypto.Sm3Hash;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.stamp.TimeAuthorities;
import io.shuheng.ledger.verify.TrustAnchor;
import java.util.List;

/**
 * What a proof file is checked against. Immutable.
 *
 * @param operators certificates of operators, or of authorities that issue theirs, that are trusted
 * @param operatorFingerprints SM3 of the DER of operators' certificates that are trusted
 * @param memberAuthorities authorities that are trusted for members; empty: those that genesis names are taken
 * @param anchors checkpoints of the ledger that were kept elsewhere
 * @param timeStamps answers of time stamp authorities over the file's checkpoint, TimeStampResp in DER; not to be changed
 * @param timeAuthorities authorities that are trusted for them
 */
public record ProofSettings(
        List<TrustAnchor> operators,
        List<Sm3Hash> operatorFingerprints,
        List<TrustAnchor> memberAuthorities,
        List<Checkpoint> anchors,
        List<byte[]> timeStamps,
        TimeAuthorities timeAuthorities) {

    /** Without time stamps. */
    public ProofSettings(
            List<TrustAnchor> operators,
            List<Sm3Hash> operatorFingerprints,
            List<TrustAnchor> memberAuthorities,
            List<Checkpoint> anchors) {
        this(operators, operatorFingerprints, memberAuthorities, anchors, List.of(), TimeAuthorities.NONE);
    }

    /** Operators by their certificates, and without time stamps. */
    public ProofSettings(List<TrustAnchor> operators, List<TrustAnchor> memberAuthorities, List<Checkpoint> anchors) {
        this(operators, List.of(), memberAuthorities, anchors);
    }

    /** Takes copies. */
    public ProofSettings {
        operators = List.copyOf(operators);
        operatorFingerprints = List.copyOf(operatorFingerprints);
        memberAuthorities = List.copyOf(memberAuthorities);
        anchors = List.copyOf(anchors);
        timeStamps = List.copyOf(timeStamps);
    }

    /** The same with time stamps over the file's checkpoint, and who is trusted for them. */
    public ProofSettings withTimeStamps(List<byte[]> stamps, TimeAuthorities trusted) {
        return new ProofSettings(operators, operatorFingerprints, memberAuthorities, anchors, stamps, trusted);
    }

    /** Whether nothing says which operator is trusted. */
    boolean trustsNoOperator() {
        return operators.isEmpty() && operatorFingerprints.isEmpty();
    }
}
