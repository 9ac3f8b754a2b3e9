package io.shuheng.core.contract.negotiation;

import io.shuheng.crypto.Sm3Hash;

/**
 * What a side has signed. Immutable.
 *
 * @param contractSm3 SM3 of the contract's canonical bytes
 * @param textZhSm3 SM3 of the Chinese text
 * @param textEnSm3 SM3 of the English text
 */
public record SignedHashes(Sm3Hash contractSm3, Sm3Hash textZhSm3, Sm3Hash textEnSm3) {

    /** Those that a command signs. */
    public static SignedHashes of(SignAgreement command) {
        return new SignedHashes(
                Sm3Hash.of(command.getContractSm3().bytes()),
                Sm3Hash.of(command.getTextZhSm3().bytes()),
                Sm3Hash.of(command.getTextEnSm3().bytes()));
    }

    /** Whether none of them is all zeros. */
    public boolean areGiven() {
        return !contractSm3.equals(Sm3Hash.ZERO) && !textZhSm3.equals(Sm3Hash.ZERO) && !textEnSm3.equals(Sm3Hash.ZERO);
    }
}
