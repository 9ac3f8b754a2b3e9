package io.shuheng.ledger.verify;

import io.shuheng.crypto.Sm3Hash;
import io.shuheng.ledger.stamp.TimeAuthorities;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to verify against. Immutable.
 *
 * @param operators certificates of operators, or of authorities that issue theirs, that are trusted
 * @param operatorFingerprints SM3 of the DER of operators' certificates that are trusted, where the certificate itself
 *     is not at hand: that of genesis is taken where it has one of them
 * @param memberAuthorities authorities that are trusted for members; empty: those that genesis names are taken
 * @param witnesses certificates of witnesses whose cosignatures on checkpoints are looked for
 * @param witnessQuorum so many of these witnesses on one checkpoint make it an anchor from outside; 0: they are looked for,
 *     and anchor nothing
 * @param anchors files with checkpoints that were kept outside the folder
 * @param evidence folder of the evidence store, for recorded revocation lists; null where it is not at hand
 * @param timeAuthorities authorities that are trusted for time stamps over checkpoints
 * @param level how deep to look
 * @param threads threads for hashing and signatures beside the one that reads, 1..64
 */
public record VerifierSettings(
        List<TrustAnchor> operators,
        List<Sm3Hash> operatorFingerprints,
        List<TrustAnchor> memberAuthorities,
        List<TrustAnchor> witnesses,
        int witnessQuorum,
        List<Path> anchors,
        @Nullable Path evidence,
        TimeAuthorities timeAuthorities,
        VerificationLevel level,
        int threads) {

    /** Most threads. */
    public static final int MAX_THREADS = 64;

    /** The same at another level. */
    VerifierSettings at(VerificationLevel other) {
        return new VerifierSettings(
                operators,
                operatorFingerprints,
                memberAuthorities,
                witnesses,
                witnessQuorum,
                anchors,
                evidence,
                timeAuthorities,
                other,
                threads);
    }

    /** Without a quorum of witnesses and without evidence at hand, operators by their certificates. */
    public VerifierSettings(
            List<TrustAnchor> operators,
            List<TrustAnchor> memberAuthorities,
            List<TrustAnchor> witnesses,
            List<Path> anchors,
            VerificationLevel level,
            int threads) {
        this(operators, List.of(), memberAuthorities, witnesses, 0, anchors, null, level, threads);
    }

    /** Without anybody who is trusted for time stamps. */
    public VerifierSettings(
            List<TrustAnchor> operators,
            List<Sm3Hash> operatorFingerprints,
            List<TrustAnchor> memberAuthorities,
            List<TrustAnchor> witnesses,
            int witnessQuorum,
            List<Path> anchors,
            @Nullable Path evidence,
            VerificationLevel level,
            int threads) {
        this(
                operators,
                operatorFingerprints,
                memberAuthorities,
                witnesses,
                witnessQuorum,
                anchors,
                evidence,
                TimeAuthorities.NONE,
                level,
                threads);
    }

    /** Takes copies and checks the number of threads. */
    public VerifierSettings {
        operators = List.copyOf(operators);
        operatorFingerprints = List.copyOf(operatorFingerprints);
        memberAuthorities = List.copyOf(memberAuthorities);
        witnesses = List.copyOf(witnesses);
        anchors = List.copyOf(anchors);
        if (witnessQuorum < 0 || witnessQuorum > witnesses.size()) {
            throw new IllegalArgumentException(
                    "witnessQuorum " + witnessQuorum + ": not in 0.." + witnesses.size() + ", the witnesses given");
        }
        if (threads < 1 || threads > MAX_THREADS) {
            throw new IllegalArgumentException("threads " + threads + ": not in 1.." + MAX_THREADS);
        }
    }

    /** The same, with these authorities trusted for time stamps over checkpoints. */
    public VerifierSettings withTimeAuthorities(TimeAuthorities trusted) {
        return new VerifierSettings(
                operators,
                operatorFingerprints,
                memberAuthorities,
                witnesses,
                witnessQuorum,
                anchors,
                evidence,
                trusted,
                level,
                threads);
    }

    /** Whether nothing says which operator is trusted. */
    boolean trustsNoOperator() {
        return operators.isEmpty() && operatorFingerprints.isEmpty();
    }
}
