package io.shuheng.ledger.witness;

import io.shuheng.crypto.Sm2PublicKey;
import java.io.IOException;
import java.util.List;

/**
 * Port: a witness (见证人) as the ledger reaches it, by whatever way. Asking and hearing are apart, for an answer may take a
 * second or a week. Answers are not trusted: whoever asks verifies each cosignature with {@link #key}.
 *
 * <p>Threading: all calls come from one thread, which is neither the ledger's nor the engine's, and may block.
 */
public interface Witness {

    /** The key that its cosignatures verify with. */
    Sm2PublicKey key();

    /**
     * Shows it a checkpoint. A later call may take the place of one that was not answered.
     *
     * @throws IOException where it cannot be reached; it is asked again later
     */
    void ask(WitnessRequest request) throws IOException;

    /**
     * What it has answered and was not {@linkplain #settle settled} yet; the same answer may come again.
     *
     * @throws IOException where it cannot be reached; it is listened to again later
     */
    List<WitnessAnswer> answers() throws IOException;

    /**
     * Says that an answer was taken and need not come again.
     *
     * @throws IOException where it cannot be reached; then it may come again
     */
    void settle(WitnessAnswer answer) throws IOException;
}
