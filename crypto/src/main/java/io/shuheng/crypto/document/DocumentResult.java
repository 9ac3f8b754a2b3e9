package io.shuheng.crypto.document;

import io.shuheng.crypto.RejectionReason;
import java.util.List;

/** What a check of a signed document found. */
public sealed interface DocumentResult {
    /**
     * Every signature in it holds, countersignatures too.
     *
     * @param signers at least one, in the order of the document
     */
    record Accepted(List<SignerReport> signers) implements DocumentResult {
        /** Copies the list. */
        public Accepted {
            signers = List.copyOf(signers);
        }
    }

    /**
     * It does not stand.
     *
     * @param fault why, for programs
     * @param reason what kind of fault
     * @param message which signer, which value, which rule
     */
    record Rejected(DocumentFault fault, RejectionReason reason, String message) implements DocumentResult {}

    /**
     * Whether it stands.
     *
     * @return true if {@link Accepted}
     */
    default boolean isAccepted() {
        return this instanceof Accepted;
    }
}
