package io.shuheng.crypto;

/**
 * The one port for everything cryptographic: random bytes, keys, digest, MAC, signatures, key wrap and authenticated encryption.
 * {@link BouncyCastleCryptoProvider} is the implementation in pure Java; a cryptographic module (密码模块) can take its place.
 *
 * <p>Implementations are thread-safe; what they hand out says for itself whether it is.
 */
public interface CryptoProvider {
    /**
     * Fills an array with unpredictable bytes.
     *
     * @param out the array to fill
     */
    void randomBytes(byte[] out);

    /**
     * Makes a fresh SM2 key.
     *
     * @return a key held in memory
     */
    Sm2KeyPair generateKeyPair();

    /**
     * Starts an incremental SM3 computation.
     *
     * @return a computation for one thread
     */
    Sm3Digest newSm3();

    /**
     * Hashes the concatenation of the parts with SM3.
     *
     * @param parts any number of byte arrays
     * @return 32 bytes
     */
    byte[] sm3(byte[]... parts);

    /**
     * Computes HMAC-SM3. For many messages under one key use {@link HmacSm3}.
     *
     * @param key at least one byte
     * @param data the message
     * @return the tag, 32 bytes
     * @throws CryptoException WRONG_LENGTH for an empty key
     */
    byte[] hmacSm3(byte[] key, byte[] data);

    /**
     * Signs under the default user id 1234567812345678.
     *
     * @param keyPair the signing key
     * @return a signer
     */
    Signer signer(Sm2KeyPair keyPair);

    /**
     * Signs under a user id of its own.
     *
     * @param keyPair the signing key
     * @param userId the distinguishing identifier, at most 8191 bytes
     * @return a signer
     * @throws CryptoException LIMIT_EXCEEDED
     */
    Signer signer(Sm2KeyPair keyPair, byte[] userId);

    /**
     * Verifies under the default user id 1234567812345678.
     *
     * @param publicKey the key
     * @return a verifier for all threads
     */
    Sm2Verifier verifier(Sm2PublicKey publicKey);

    /**
     * Opens keys wrapped to this one.
     *
     * @param keyPair the decryption key
     * @return a decryptor
     */
    Decryptor decryptor(Sm2KeyPair keyPair);

    /**
     * Encrypts a short key to a recipient with SM2 (GB/T 32918.4-2016), in the order C1‖C3‖C2.
     *
     * @param recipient the recipient's encryption key
     * @param key the bytes to wrap, 1 to 64
     * @return 65 + 32 + key length bytes
     * @throws CryptoException WRONG_LENGTH
     */
    byte[] wrap(Sm2PublicKey recipient, byte[] key);

    /**
     * Encrypts and authenticates with SM4-GCM. For many messages under one key use {@link Sm4Gcm}.
     *
     * @param key 16 bytes
     * @param nonce 12 bytes, never used before with this key
     * @param associated bytes authenticated but not encrypted, may be empty
     * @param plain the plaintext
     * @return the ciphertext followed by the tag of 16 bytes
     * @throws CryptoException WRONG_LENGTH
     */
    byte[] seal(byte[] key, byte[] nonce, byte[] associated, byte[] plain);

    /**
     * Decrypts what {@link #seal} made.
     *
     * @param key 16 bytes
     * @param nonce the nonce it was sealed with
     * @param associated the associated bytes it was sealed with
     * @param sealed ciphertext and tag
     * @return the plaintext
     * @throws CryptoException WRONG_LENGTH or AUTHENTICATION_FAILED
     */
    byte[] open(byte[] key, byte[] nonce, byte[] associated, byte[] sealed);
}
