package io.shuheng.core.contract;

import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.crypto.Sm2PublicKey;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.merkle.InclusionProof;
import io.shuheng.crypto.merkle.MerkleHasher;
import java.nio.charset.StandardCharsets;

/**
 * A contract with the seal of its batch and its path to the sealed root: what a party keeps and shows to others.
 * Immutable, thread-safe; nothing in it is believed before {@link #verify} has said so.
 *
 * @param canonicalBytes the contract's canonical bytes (see {@link ContractTerms})
 * @param seal the batch's seal
 * @param path from the contract to the seal's root
 */
public record SealedContract(byte[] canonicalBytes, ContractSeal seal, InclusionProof path) {

    /** Keeps bytes of its own. */
    public SealedContract {
        canonicalBytes = canonicalBytes.clone();
    }

    /** The contract's bytes, copied. */
    @Override
    public byte[] canonicalBytes() {
        return canonicalBytes.clone();
    }

    /**
     * The terms.
     *
     * @throws RecordFormatException where the bytes are not the canonical ones of any terms
     */
    public ContractTerms terms() {
        return AvroBytes.decode(ContractTerms.class, canonicalBytes);
    }

    /**
     * Whether exactly these bytes stand under the seal, in the ledger they name, and the seal is signed with this key. A
     * matched contract must stand at the place of its own number; a negotiated one does not name its trade.
     *
     * @param operatorPublicKey of the operator's certificate, from a source the caller trusts
     */
    public boolean verify(Sm2PublicKey operatorPublicKey) {
        return isInPlace()
                && path.verify(new MerkleHasher().leaf(canonicalBytes, 0, canonicalBytes.length), seal.root())
                && seal.verify(operatorPublicKey);
    }

    /** Whether these are the texts that the terms bind. */
    public boolean bindsTexts(String textZh, String textEn) {
        ContractText text = terms().getText();
        return sm3(textZh).equals(Sm3Hash.of(text.getTextZhSm3().bytes()))
                && sm3(textEn).equals(Sm3Hash.of(text.getTextEnSm3().bytes()));
    }

    private boolean isInPlace() {
        ContractFormation formation;
        try {
            formation = terms().getFormation();
        } catch (RecordFormatException e) {
            return false;
        }
        return Sm3Hash.of(formation.getLedgerId().bytes()).equals(seal.ledgerId())
                && path.size() == seal.size()
                && (formation.getKind() == FormationKind.NEGOTIATED
                        || path.index() == formation.getContract() - seal.firstTrade());
    }

    private static Sm3Hash sm3(String text) {
        return Sm3Hash.of(Sm3.hash(text.getBytes(StandardCharsets.UTF_8)));
    }
}
