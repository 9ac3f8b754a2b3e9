package io.shuheng.ledger.verify;

import io.shuheng.crypto.Sm2PublicKey;
import io.shuheng.crypto.Sm2Verifier;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.file.NoteSignature;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks for cosignatures of trusted witnesses on checkpoints: a signature line whose key id is that of the line's name
 * and the witness's key, and whose signature holds over the checkpoint's text. For one thread.
 */
final class WitnessCheck {

    private static final class Seen {

        private final TrustAnchor witness;
        private final Sm2Verifier verifier;
        private int checkpoints;
        private long highest = -1;

        Seen(TrustAnchor witness) {
            this.witness = witness;
            this.verifier = new Sm2Verifier(witness.certificate().publicKey());
        }
    }

    private final List<Seen> witnesses = new ArrayList<>();

    WitnessCheck(List<TrustAnchor> trusted) {
        for (TrustAnchor witness : trusted) {
            witnesses.add(new Seen(witness));
        }
    }

    /** Takes a checkpoint that fits the records. The operator is no witness of itself. */
    void checkpoint(Checkpoint checkpoint, Sm2PublicKey operator) {
        byte[] text = checkpoint.signedText().getBytes(StandardCharsets.UTF_8);
        for (Seen seen : witnesses) {
            if (!seen.verifier.publicKey().equals(operator) && isCosigned(checkpoint, seen.verifier, text)) {
                seen.checkpoints++;
                seen.highest = Math.max(seen.highest, checkpoint.size());
            }
        }
    }

    private static boolean isCosigned(Checkpoint checkpoint, Sm2Verifier verifier, byte[] text) {
        for (NoteSignature signature : checkpoint.signatures()) {
            if (signature.verifies(signature.name(), verifier, text)) {
                return true;
            }
        }
        return false;
    }

    /** What each of them cosigned, in the order given. */
    List<Report.Witness> seen() {
        List<Report.Witness> result = new ArrayList<>();
        for (Seen seen : witnesses) {
            result.add(new Report.Witness(
                    seen.witness.certificate().subject().toString(),
                    seen.witness.certificate().sm3(),
                    seen.checkpoints,
                    seen.highest));
        }
        return List.copyOf(result);
    }
}
