package io.shuheng.core.contract;

import io.shuheng.core.contract.amendment.AcceptAmendment;
import io.shuheng.core.contract.amendment.ProposeAmendment;
import io.shuheng.core.contract.negotiation.SignedHashes;
import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.core.record.CommandBody;
import io.shuheng.crypto.Sm3Hash;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An amendment that is proposed, and what each side has signed of it. Immutable.
 *
 * @param command the proposal
 * @param provider number of the contract's provider
 * @param consumer number of the contract's consumer
 * @param proposed who signed it first
 * @param accepted who signed it then; null before
 * @param acceptedHashes what that one signed; null before
 */
public record ProposedAmendment(
        ProposeAmendment command,
        long provider,
        long consumer,
        Signature proposed,
        @Nullable Signature accepted,
        @Nullable SignedHashes acceptedHashes) {

    /**
     * One side's signature, which is that of a command.
     *
     * @param participant the side
     * @param sequence of the command's record
     * @param isOwn whether the command has a signature of its own, with a key that is the side's
     */
    public record Signature(long participant, long sequence, boolean isOwn) {

        static Signature of(long participant, long sequence, CommandBody body, @Nullable Long keyOwner) {
            boolean signed = body.authentication().getKind() == AuthenticationKind.SIGNED.number();
            return new Signature(participant, sequence, signed && (keyOwner == null || keyOwner == participant));
        }
    }

    ProposedAmendment acceptedBy(Signature signature, AcceptAmendment acceptance) {
        SignedHashes hashes = new SignedHashes(
                Sm3Hash.of(acceptance.getAmendmentSm3().bytes()),
                Sm3Hash.of(acceptance.getTextZhSm3().bytes()),
                Sm3Hash.of(acceptance.getTextEnSm3().bytes()));
        return new ProposedAmendment(command, provider, consumer, proposed, signature, hashes);
    }

    /** What the proposer signed. */
    public SignedHashes proposedHashes() {
        return new SignedHashes(
                Sm3Hash.of(command.getAmendmentSm3().bytes()),
                Sm3Hash.of(command.getTextZhSm3().bytes()),
                Sm3Hash.of(command.getTextEnSm3().bytes()));
    }

    /** What both sides have signed, with signatures of their own; empty where it is not one and the same. */
    public Optional<SignedHashes> signedByBoth() {
        Signature second = accepted;
        boolean both = second != null
                && proposed.isOwn
                && second.isOwn
                && ((proposed.participant == provider && second.participant == consumer)
                        || (proposed.participant == consumer && second.participant == provider))
                && proposedHashes().equals(acceptedHashes);
        return both ? Optional.of(proposedHashes()) : Optional.empty();
    }
}
