package io.shuheng.core.contract;

import io.shuheng.core.contract.negotiation.SignedHashes;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;

/**
 * A contract, derived from the ledger's records and its template. Immutable; the array is the caller's not to
 * change.
 *
 * @param number number of its trade; for one that is still to be signed, of its negotiation
 * @param terms all its terms
 * @param canonicalBytes the terms as they are signed and sealed
 * @param textZh the Chinese text, which prevails
 * @param textEn the English text
 */
public record Contract(long number, ContractTerms terms, byte[] canonicalBytes, String textZh, String textEn) {

    /** What a side that signs it names. */
    public SignedHashes hashes() {
        return new SignedHashes(
                Sm3Hash.of(Sm3.hash(canonicalBytes)),
                Sm3Hash.of(terms.getText().getTextZhSm3().bytes()),
                Sm3Hash.of(terms.getText().getTextEnSm3().bytes()));
    }
}
