package io.shuheng.crypto;

/**
 * Port to an SM2 decryption key, wherever it lives. An implementation says whether it blocks and whether it is thread-safe; the
 * one of {@link BouncyCastleCryptoProvider} is thread-safe and does not block.
 */
public interface Decryptor {
    /**
     * The key to which senders wrap.
     *
     * @return the public key
     */
    Sm2PublicKey publicKey();

    /**
     * Opens what {@link CryptoProvider#wrap} made.
     *
     * @param wrapped C1‖C3‖C2 (GB/T 32918.4-2016): 65 + 32 + key length bytes
     * @return the key, which the caller wipes after use
     * @throws CryptoException WRONG_LENGTH, MALFORMED (C1 is no uncompressed point), NOT_ON_CURVE or WRONG_RECIPIENT
     */
    byte[] unwrap(byte[] wrapped);
}
