package io.shuheng.core.view;

import io.shuheng.core.delivery.BasisKind;
import io.shuheng.core.delivery.DeliveryState;
import io.shuheng.crypto.Sm3Hash;
import java.util.List;
import java.util.Optional;

/**
 * The delivery under one contract (交付). Immutable.
 *
 * @param contract number of the contract
 * @param state where it stands; empty before anything was delivered
 * @param basis documents that it rests on, the newest of each kind
 * @param content what was delivered; empty before
 * @param objectUntilNs end of the time to inspect, or to answer the buyer's rejection, nanoseconds since 1970; 0 before
 * @param acceptedAtNs when it was accepted; 0 before
 * @param acceptedBy number of the participant that accepted it; 0 before, and where the time to inspect ended
 */
public record DeliveryEntry(
        long contract,
        Optional<DeliveryState> state,
        List<Basis> basis,
        Optional<Content> content,
        long objectUntilNs,
        long acceptedAtNs,
        long acceptedBy) {

    /** Copies the list. */
    public DeliveryEntry {
        basis = List.copyOf(basis);
    }

    /**
     * A document that a delivery rests on (交付依据). Immutable.
     *
     * @param kind what kind of document
     * @param documentSm3 SM3 of the document
     * @param validToNs first instant at which it is no longer valid, nanoseconds since 1970
     */
    public record Basis(BasisKind kind, Sm3Hash documentSm3, long validToNs) {}

    /**
     * What a provider has delivered, by its hashes. Immutable.
     *
     * @param envelopeSm3 SM3 of the encrypted envelope
     * @param envelopeBytes its length
     * @param wrappedKeySm3 SM3 of the content key wrapped to the buyer
     * @param contentSm3 SM3 of the plain content
     * @param contentBytes its length
     * @param contentRoot root of the {@link io.shuheng.crypto.merkle.ContentTree} over it
     * @param startedAtNs when it was delivered, nanoseconds since 1970
     */
    public record Content(
            Sm3Hash envelopeSm3,
            long envelopeBytes,
            Sm3Hash wrappedKeySm3,
            Sm3Hash contentSm3,
            long contentBytes,
            Sm3Hash contentRoot,
            long startedAtNs) {}
}
