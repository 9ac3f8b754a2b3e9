package io.shuheng.ledger.verify;

import io.shuheng.crypto.Sm2PublicKey;
import io.shuheng.crypto.Sm2Verifier;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.file.Cosignature;
import io.shuheng.ledger.file.OperatorKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Looks for cosignatures of trusted witnesses on checkpoints, and for as many on one as the caller asks for. For one
 * thread.
 */
final class WitnessCheck {

    private static final class Seen {

        private final TrustAnchor witness;
        private final Sm2Verifier verifier;
        private final boolean counts;
        private int checkpoints;
        private long highest = -1;
        private long highestSeconds;

        Seen(TrustAnchor witness, boolean counts) {
            this.witness = witness;
            this.verifier = new Sm2Verifier(witness.certificate().publicKey());
            this.counts = counts;
        }

        void cosigned(long size, long timeSeconds) {
            checkpoints++;
            if (size > highest) {
                highest = size;
                highestSeconds = timeSeconds;
            }
        }
    }

    private final List<Seen> witnesses = new ArrayList<>();
    private final int needed;
    private final int counting;
    private long quorumRecords = -1;
    private long quorumSeconds;

    /**
     * For these witnesses. One whose key was given before, and one whose certificate lies in the ledger's folder, is looked
     * for and not counted. Blocks on the disk.
     *
     * @param needed cosignatures that make a checkpoint an anchor, 0 where none does
     */
    WitnessCheck(Path ledger, List<TrustAnchor> trusted, int needed) throws IOException {
        this.needed = needed;
        Set<Sm2PublicKey> keys = new HashSet<>();
        for (TrustAnchor witness : trusted) {
            boolean counts =
                    !witness.isInside(ledger) && keys.add(witness.certificate().publicKey());
            witnesses.add(new Seen(witness, counts));
        }
        counting = keys.size();
    }

    /** Takes a checkpoint that fits the records. The operator is no witness of itself. */
    void checkpoint(Checkpoint checkpoint, OperatorKeys operator) {
        List<Long> times = new ArrayList<>();
        for (Seen seen : witnesses) {
            OptionalLong seconds = cosigned(seen, checkpoint, operator);
            if (seconds.isPresent()) {
                seen.cosigned(checkpoint.size(), seconds.getAsLong());
                if (seen.counts) {
                    times.add(seconds.getAsLong());
                }
            }
        }
        if (needed > 0 && times.size() >= needed && checkpoint.size() > quorumRecords) {
            times.sort(null);
            quorumRecords = checkpoint.size();
            quorumSeconds = times.get(needed - 1);
        }
    }

    /** Whether as many witnesses as are asked for have cosigned it, whatever the records say. */
    boolean isQuorum(Checkpoint checkpoint, OperatorKeys operator) {
        return needed > 0
                && witnesses.stream()
                                .filter(seen -> seen.counts
                                        && cosigned(seen, checkpoint, operator).isPresent())
                                .count()
                        >= needed;
    }

    private static OptionalLong cosigned(Seen seen, Checkpoint checkpoint, OperatorKeys operator) {
        return operator.of(seen.verifier.publicKey()).isPresent()
                ? OptionalLong.empty()
                : Cosignature.earliestSeconds(checkpoint, seen.verifier);
    }

    /** What each of them cosigned, in the order given. */
    List<Report.Witness> seen() {
        List<Report.Witness> result = new ArrayList<>();
        for (Seen seen : witnesses) {
            result.add(new Report.Witness(
                    seen.witness.certificate().subject().toString(),
                    seen.witness.certificate().sm3(),
                    seen.checkpoints,
                    seen.highest,
                    seen.highestSeconds));
        }
        return List.copyOf(result);
    }

    /** What they cosigned together. */
    Report.Quorum quorum() {
        return new Report.Quorum(needed, counting, quorumRecords, quorumSeconds);
    }
}
