package io.shuheng.crypto.envelope;

import io.shuheng.crypto.Sm3Hash;

/**
 * What sealing gave beside the ciphertext stream: the facts a delivery record states, and the wrapped key, to be released apart from
 * the ciphertext. Immutable and thread-safe.
 */
public final class SealedEnvelope {
    private final Sm3Hash plainSm3;
    private final Sm3Hash plainRoot;
    private final Sm3Hash cipherSm3;
    private final long plainBytes;
    private final long cipherBytes;
    private final byte[] wrappedKey;

    SealedEnvelope(
            Sm3Hash plainSm3,
            Sm3Hash plainRoot,
            Sm3Hash cipherSm3,
            long plainBytes,
            long cipherBytes,
            byte[] wrappedKey) {
        this.plainSm3 = plainSm3;
        this.plainRoot = plainRoot;
        this.cipherSm3 = cipherSm3;
        this.plainBytes = plainBytes;
        this.cipherBytes = cipherBytes;
        this.wrappedKey = wrappedKey;
    }

    /**
     * SM3 of the plaintext.
     *
     * @return the hash the recipient compares with the listing's
     */
    public Sm3Hash plainSm3() {
        return plainSm3;
    }

    /**
     * Root of the {@link io.shuheng.crypto.merkle.ContentTree} over the plaintext.
     *
     * @return the root under which a piece of what was delivered can be shown without the rest
     */
    public Sm3Hash plainRoot() {
        return plainRoot;
    }

    /**
     * SM3 of the ciphertext stream, header included.
     *
     * @return the hash of what the operator stores
     */
    public Sm3Hash cipherSm3() {
        return cipherSm3;
    }

    /**
     * Length of the plaintext.
     *
     * @return in bytes
     */
    public long plainBytes() {
        return plainBytes;
    }

    /**
     * Length of the ciphertext stream, header included.
     *
     * @return in bytes
     */
    public long cipherBytes() {
        return cipherBytes;
    }

    /**
     * The SM4 key encrypted to the recipient, C1‖C3‖C2.
     *
     * @return a copy of its {@link Envelope#WRAPPED_KEY_BYTES} bytes
     */
    public byte[] wrappedKey() {
        return wrappedKey.clone();
    }

    @Override
    public String toString() {
        return "SealedEnvelope[plainSm3=" + plainSm3 + ", cipherSm3=" + cipherSm3 + ", plainBytes=" + plainBytes
                + ", cipherBytes=" + cipherBytes + "]";
    }
}
