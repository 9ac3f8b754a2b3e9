package io.shuheng.crypto;

import io.shuheng.crypto.CryptoException.Code;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.engines.SM2Engine;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithRandom;

/**
 * The provider in pure Java on Bouncy Castle's lightweight classes; no JCA provider is registered or needed. Thread-safe; blocks
 * only as long as its random source does.
 */
public final class BouncyCastleCryptoProvider implements CryptoProvider {
    private static final int MAXIMUM_WRAPPED_KEY_LENGTH = 64;
    private static final int MAXIMUM_DRAWS = 128;

    private final SecureRandom random;

    /**
     * Uses the caller's random source.
     *
     * @param random unpredictable and thread-safe; keys and nonces come from it
     */
    public BouncyCastleCryptoProvider(SecureRandom random) {
        this.random = random;
    }

    /**
     * Uses the platform's default random source.
     *
     * @return a provider
     */
    public static BouncyCastleCryptoProvider create() {
        return new BouncyCastleCryptoProvider(new SecureRandom());
    }

    @Override
    public void randomBytes(byte[] out) {
        random.nextBytes(out);
    }

    @Override
    public Sm2KeyPair generateKeyPair() {
        byte[] privateKey = new byte[Sm2KeyPair.PRIVATE_KEY_LENGTH];
        try {
            for (int draw = 0; draw < MAXIMUM_DRAWS; draw++) {
                random.nextBytes(privateKey);
                if (Sm2KeyPair.isPrivateKey(privateKey)) {
                    return Sm2KeyPair.ofPrivateKey(privateKey);
                }
            }
        } finally {
            Arrays.fill(privateKey, (byte) 0);
        }
        throw new IllegalStateException("the random source gives no number in 1 .. n-2");
    }

    @Override
    public Sm3Digest newSm3() {
        return new Sm3Digest();
    }

    @Override
    public byte[] sm3(byte[]... parts) {
        return Sm3.hash(parts);
    }

    @Override
    public byte[] hmacSm3(byte[] key, byte[] data) {
        HmacSm3 mac = new HmacSm3(key);
        mac.update(data, 0, data.length);
        byte[] tag = new byte[HmacSm3.LENGTH];
        mac.doFinal(tag, 0);
        return tag;
    }

    @Override
    public Signer signer(Sm2KeyPair keyPair) {
        return new Sm2Signer(keyPair, random);
    }

    @Override
    public Signer signer(Sm2KeyPair keyPair, byte[] userId) {
        return new Sm2Signer(keyPair, userId, random);
    }

    @Override
    public Sm2Verifier verifier(Sm2PublicKey publicKey) {
        return new Sm2Verifier(publicKey);
    }

    @Override
    public Decryptor decryptor(Sm2KeyPair keyPair) {
        return new Sm2Decryptor(keyPair);
    }

    @Override
    public byte[] wrap(Sm2PublicKey recipient, byte[] key) {
        requireWrappable(key);
        SM2Engine engine = new SM2Engine(new SM3Digest(), SM2Engine.Mode.C1C3C2);
        engine.init(
                true, new ParametersWithRandom(new ECPublicKeyParameters(recipient.point(), Sm2Curve.DOMAIN), random));
        try {
            return engine.processBlock(key, 0, key.length);
        } catch (InvalidCipherTextException e) {
            throw new IllegalStateException("SM2 encryption failed on a checked key", e);
        }
    }

    static void requireWrappable(byte[] key) {
        if (key.length < 1 || key.length > MAXIMUM_WRAPPED_KEY_LENGTH) {
            throw new CryptoException(
                    Code.WRONG_LENGTH,
                    "a key to wrap has 1 to " + MAXIMUM_WRAPPED_KEY_LENGTH + " bytes, this has " + key.length);
        }
    }

    @Override
    public byte[] seal(byte[] key, byte[] nonce, byte[] associated, byte[] plain) {
        try (Sm4Gcm cipher = new Sm4Gcm(key)) {
            return cipher.seal(nonce, associated, plain);
        }
    }

    @Override
    public byte[] open(byte[] key, byte[] nonce, byte[] associated, byte[] sealed) {
        try (Sm4Gcm cipher = new Sm4Gcm(key)) {
            return cipher.open(nonce, associated, sealed);
        }
    }
}
