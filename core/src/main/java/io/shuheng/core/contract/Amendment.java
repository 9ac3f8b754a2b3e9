package io.shuheng.core.contract;

import io.shuheng.core.contract.amendment.AmendmentChange;
import io.shuheng.core.contract.amendment.AmendmentTerms;
import io.shuheng.core.contract.negotiation.SignedHashes;
import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.merkle.MerkleHasher;

/**
 * An amendment of a contract (变更协议), derived from the ledger's records. Immutable; the array is the caller's not to change.
 *
 * @param terms all that it says
 * @param canonicalBytes the terms as they are signed
 * @param textZh the Chinese text, which prevails
 * @param textEn the English text
 */
public record Amendment(AmendmentTerms terms, byte[] canonicalBytes, String textZh, String textEn) {

    /**
     * The amendment that follows from a contract's own bytes: who its sides are and which contract it is need no other word.
     *
     * @param genesis of the ledger
     * @param number number of the contract, which is that of its trade
     * @param contract the contract's canonical bytes
     * @param amendment number among the contract's amendments, from 1
     * @param previousSm3 SM3 of the one before, zeros for the first
     * @throws RecordFormatException where the bytes are not those of a contract
     * @throws ContractException VALUE_MISSING where a side has no name, or the change returns less than nothing
     */
    public static Amendment of(
            Genesis genesis, long number, byte[] contract, int amendment, Sm3Hash previousSm3, AmendmentChange change) {
        ContractTerms terms = AvroBytes.decode(ContractTerms.class, contract);
        return new AmendmentBasis(
                        genesis,
                        number,
                        new MerkleHasher().leaf(contract, 0, contract.length),
                        amendment,
                        previousSm3,
                        AmendmentBasis.party(terms.getProvider()),
                        AmendmentBasis.party(terms.getConsumer()),
                        change)
                .derive();
    }

    /** What a side that signs it names. */
    public SignedHashes hashes() {
        return new SignedHashes(
                Sm3Hash.of(Sm3.hash(canonicalBytes)),
                Sm3Hash.of(terms.getText().getTextZhSm3().bytes()),
                Sm3Hash.of(terms.getText().getTextEnSm3().bytes()));
    }
}
