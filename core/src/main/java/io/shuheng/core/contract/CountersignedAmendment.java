package io.shuheng.core.contract;

import io.shuheng.core.contract.amendment.AmendmentFinalized;
import io.shuheng.core.contract.amendment.AmendmentTerms;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.crypto.Sm2PublicKey;
import io.shuheng.crypto.Sm2Verifier;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;
import java.util.Arrays;

/**
 * An amendment as the ledger holds it, whole, with the exchange's countersignature (副署), and what both sides signed before.
 * Immutable, thread-safe.
 *
 * @param ledgerId of the ledger
 * @param command the record's command
 * @param proposal what was proposed and accepted
 * @param derived the amendment that follows from the records, with its texts
 * @param isOfSealedContract whether the contract that it names stands under the seal of its number
 * @param isNext whether it names the amendment before it
 * @param record sequence of the record that holds it
 * @param timeNs sequenced time at which it took effect, nanoseconds since 1970
 */
public record CountersignedAmendment(
        Sm3Hash ledgerId,
        AmendmentFinalized command,
        ProposedAmendment proposal,
        Amendment derived,
        boolean isOfSealedContract,
        boolean isNext,
        long record,
        long timeNs) {

    /** Number of the contract. */
    public long contract() {
        return command.getContract();
    }

    /** Its number among the contract's amendments, from 1. */
    public int amendment() {
        return command.getAmendment().getAmendment();
    }

    /** All that it says, as stored. */
    public AmendmentTerms terms() {
        return command.getAmendment();
    }

    /** The amendment's canonical bytes, as stored. */
    public byte[] canonicalBytes() {
        return AvroBytes.encode(command.getAmendment());
    }

    /** What was countersigned. */
    public byte[] signedBytes() {
        return AmendmentBytes.of(ledgerId, contract(), amendment(), Sm3Hash.of(Sm3.hash(canonicalBytes())));
    }

    /** Whether the countersignature is one of this key over this amendment. */
    public boolean verify(Sm2PublicKey operatorPublicKey) {
        return new Sm2Verifier(operatorPublicKey).verifyRaw(signedBytes(), AvroBytes.copyOf(command.getSignature()));
    }

    /**
     * Whether the stored amendment, its text included, is the one that anyone derives, of the contract that was sealed and the
     * amendment before, and both sides signed it.
     */
    public boolean isRight() {
        return Arrays.equals(canonicalBytes(), derived.canonicalBytes())
                && isOfSealedContract
                && isNext
                && proposal.signedByBoth().filter(derived.hashes()::equals).isPresent();
    }
}
