package io.shuheng.crypto;

import io.shuheng.crypto.CryptoException.Code;
import java.util.Arrays;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.engines.SM2Engine;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;

/**
 * Unwraps with a key held in memory. Thread-safe, never blocks. Reads C1‖C3‖C2 (GB/T 32918.4-2016, 7.1) with an uncompressed C1
 * only.
 */
public final class Sm2Decryptor implements Decryptor {
    private static final int OVERHEAD = Sm2PublicKey.LENGTH + Sm3.LENGTH;
    private static final int MAXIMUM_KEY_LENGTH = 64;

    private final Sm2KeyPair keyPair;

    /**
     * Takes the key.
     *
     * @param keyPair the decryption key
     */
    public Sm2Decryptor(Sm2KeyPair keyPair) {
        this.keyPair = keyPair;
    }

    @Override
    public Sm2PublicKey publicKey() {
        return keyPair.publicKey();
    }

    @Override
    public byte[] unwrap(byte[] wrapped) {
        int keyLength = wrapped.length - OVERHEAD;
        if (keyLength < 1 || keyLength > MAXIMUM_KEY_LENGTH) {
            throw new CryptoException(
                    Code.WRONG_LENGTH,
                    "a wrapped key has " + (OVERHEAD + 1) + " to " + (OVERHEAD + MAXIMUM_KEY_LENGTH)
                            + " bytes, this has " + wrapped.length);
        }
        requirePoint(wrapped);
        SM2Engine engine = new SM2Engine(new SM3Digest(), SM2Engine.Mode.C1C3C2);
        engine.init(false, new ECPrivateKeyParameters(keyPair.d(), Sm2Curve.DOMAIN));
        try {
            return engine.processBlock(wrapped, 0, wrapped.length);
        } catch (InvalidCipherTextException e) {
            throw new CryptoException(Code.WRONG_RECIPIENT, "the wrapped key does not open with this private key", e);
        }
    }

    private static void requirePoint(byte[] wrapped) {
        try {
            Sm2PublicKey.ofEncoded(Arrays.copyOf(wrapped, Sm2PublicKey.LENGTH));
        } catch (CryptoException e) {
            Code code = e.code() == Code.NOT_ON_CURVE ? Code.NOT_ON_CURVE : Code.MALFORMED;
            throw new CryptoException(code, "C1 of the wrapped key is no uncompressed SM2 point", e);
        }
    }

    /** Shows the public key only. */
    @Override
    public String toString() {
        return "Sm2Decryptor[publicKey=" + keyPair.publicKey() + "]";
    }
}
