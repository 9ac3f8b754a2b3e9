package io.shuheng.core.contract;

import io.shuheng.core.record.AvroBytes;
import io.shuheng.crypto.Sm2PublicKey;
import io.shuheng.crypto.Sm2Verifier;
import io.shuheng.crypto.Sm3Hash;

/**
 * The exchange's countersignature on a batch of contracts (封签). Immutable; whether it is right is for {@link #verify}.
 *
 * @param ledgerId of the ledger
 * @param firstTrade first contract of the batch
 * @param lastTrade last contract of the batch, at most 2^31 behind the first
 * @param root RFC 6962 root over SM3 of the contracts' canonical bytes, in the order of their numbers
 * @param key number of the operator's key
 * @param signature SM2 signature over {@link SealBytes}, as r followed by s, 64 bytes
 */
public record ContractSeal(Sm3Hash ledgerId, long firstTrade, long lastTrade, Sm3Hash root, int key, byte[] signature) {

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException where it is none
     */
    public ContractSeal {
        if (firstTrade < 1 || lastTrade < firstTrade || lastTrade - firstTrade > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("trades " + firstTrade + ".." + lastTrade + ": no range of a seal");
        }
        signature = signature.clone();
    }

    /**
     * The seal that a command carries.
     *
     * @throws IllegalArgumentException where its range is none
     */
    public static ContractSeal of(Sm3Hash ledgerId, ContractsSealed command) {
        return new ContractSeal(
                ledgerId,
                command.getFirstTrade(),
                command.getLastTrade(),
                Sm3Hash.of(command.getRoot().bytes()),
                command.getKey(),
                AvroBytes.copyOf(command.getSignature()));
    }

    /** The signature's bytes, copied. */
    @Override
    public byte[] signature() {
        return signature.clone();
    }

    /** Number of contracts under it. */
    public long size() {
        return lastTrade - firstTrade + 1;
    }

    /** What was signed. */
    public byte[] signedBytes() {
        return SealBytes.of(ledgerId, firstTrade, lastTrade, root);
    }

    /** Whether the signature is one of this key over this seal. */
    public boolean verify(Sm2PublicKey operatorPublicKey) {
        return new Sm2Verifier(operatorPublicKey).verifyRaw(signedBytes(), signature);
    }
}
