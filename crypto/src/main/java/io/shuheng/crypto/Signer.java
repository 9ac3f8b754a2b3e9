package io.shuheng.crypto;

/**
 * Port to an SM2 signing key, wherever it lives: in memory ({@link Sm2Signer}), in an HSM, with a signing service. An
 * implementation says whether it blocks and whether it is thread-safe.
 */
public interface Signer {
    /**
     * The key under which signatures verify.
     *
     * @return the public key
     */
    Sm2PublicKey publicKey();

    /**
     * Signs with SM2-with-SM3 (GB/T 32918.2-2016) under the signer's user id, 1234567812345678 unless made with another.
     *
     * @param message the message itself, not its hash
     * @return the signature
     */
    Sm2Signature sign(byte[] message);
}
