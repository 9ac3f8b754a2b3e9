package io.shuheng.crypto;

import io.shuheng.crypto.CryptoException.Code;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchProviderException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.SignatureException;
import java.util.ServiceLoader;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Any JCA provider (a vendor's library, a cryptographic module's driver) as the back end: random bytes, key generation, SM3, HMAC-SM3, SM2
 * signatures and encryption, SM4-GCM. Named or handed over, never registered for the whole process. Thread-safe if the provider's objects are
 * when each is used by one thread; blocks as long as the provider does.
 *
 * <p>What it hands out computes by the provider. Classes of this module that take no provider ({@link Sm3}, certificates, trees, chunks of an
 * envelope) go on with Bouncy Castle and, unless {@link FastPaths} are off, with our own arithmetic.
 */
public final class JcaCryptoProvider implements CryptoProvider {
    private static final int TAG_BITS = Sm4Gcm.TAG_LENGTH * 8;

    private final Provider provider;
    private final JcaNames names;
    private final JcaKeys keys;
    private final JcaEngine engine;

    private JcaCryptoProvider(Provider provider, JcaNames names) throws GeneralSecurityException {
        this.provider = provider;
        this.names = names;
        this.keys = new JcaKeys(provider, names);
        this.engine = new JcaEngine(provider, names, SecureRandom.getInstance(names.random(), provider));
    }

    /**
     * Takes a provider, after trying it on the standards' own examples.
     *
     * @param provider the provider, registered or not
     * @param names what it calls the algorithms
     * @return the back end
     * @throws CryptoException UNSUPPORTED if it lacks an algorithm, or computes another under that name
     */
    public static JcaCryptoProvider of(Provider provider, JcaNames names) {
        try {
            JcaCryptoProvider made = new JcaCryptoProvider(provider, names);
            JcaSelfTest.run(made);
            return made;
        } catch (GeneralSecurityException | RuntimeException e) {
            // A provider that computes something else answers the examples in any way.
            throw new CryptoException(
                    Code.UNSUPPORTED, "JCA provider " + provider.getName() + " as " + names + ": " + e.getMessage(), e);
        }
    }

    /**
     * Takes a provider by its name: one that the process has registered, or one that stands on the class path as a service.
     *
     * @param name such as BC
     * @param names what it calls the algorithms
     * @return the back end
     * @throws CryptoException UNSUPPORTED if there is none of this name, or as {@link #of}
     */
    public static JcaCryptoProvider named(String name, JcaNames names) {
        return of(find(name, names), names);
    }

    private static Provider find(String name, JcaNames names) {
        try {
            return MessageDigest.getInstance(names.digest(), name).getProvider();
        } catch (NoSuchProviderException e) {
            return ServiceLoader.load(Provider.class).stream()
                    .map(ServiceLoader.Provider::get)
                    .filter(candidate -> candidate.getName().equals(name))
                    .findFirst()
                    .orElseThrow(
                            () -> new CryptoException(Code.UNSUPPORTED, "no JCA provider has the name " + name, e));
        } catch (GeneralSecurityException e) {
            throw new CryptoException(Code.UNSUPPORTED, "JCA provider " + name + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void randomBytes(byte[] out) {
        engine.random().nextBytes(out);
    }

    @Override
    public Sm2KeyPair generateKeyPair() {
        return engine.at("key generation", () -> keys.generate(engine.random()));
    }

    @Override
    public Sm3Digest newSm3() {
        return engine.at(
                names.digest(), () -> new Sm3Digest(new JcaSm3(MessageDigest.getInstance(names.digest(), provider))));
    }

    @Override
    public byte[] sm3(byte[]... parts) {
        Sm3Digest digest = newSm3();
        for (byte[] part : parts) {
            digest.update(part, 0, part.length);
        }
        byte[] hash = new byte[Sm3.LENGTH];
        digest.doFinal(hash, 0);
        return hash;
    }

    @Override
    public byte[] hmacSm3(byte[] key, byte[] data) {
        if (key.length == 0) {
            throw new CryptoException(Code.WRONG_LENGTH, "an HMAC-SM3 key has at least one byte");
        }
        return engine.at(names.mac(), () -> {
            Mac mac = Mac.getInstance(names.mac(), provider);
            mac.init(new SecretKeySpec(key, names.mac()));
            return mac.doFinal(data);
        });
    }

    @Override
    public Signer signer(Sm2KeyPair keyPair) {
        return signer(engine.at("reading a key", () -> keys.of(keyPair)), keyPair.publicKey());
    }

    @Override
    public Signer signer(Sm2KeyPair keyPair, byte[] userId) {
        Sm2UserId.requireLength(userId);
        return new JcaSigner(
                engine, engine.at("reading a key", () -> keys.of(keyPair)), keyPair.publicKey(), userId.clone());
    }

    /**
     * Signs with a key that only the provider can use, such as one in a token.
     *
     * @param privateKey the provider's handle on the key
     * @param publicKey its public key, under which signatures verify
     * @return a signer under the default user id
     */
    public Signer signer(PrivateKey privateKey, Sm2PublicKey publicKey) {
        return new JcaSigner(engine, privateKey, publicKey, null);
    }

    @Override
    public Sm2Verifier verifier(Sm2PublicKey publicKey) {
        PublicKey key = engine.at("reading a key", () -> keys.of(publicKey));
        return new Sm2Verifier(
                publicKey,
                (bytes, offset, length, signature) -> engine.at(names.signature(), () -> {
                    Signature check = engine.signature(null);
                    check.initVerify(key);
                    check.update(bytes, offset, length);
                    return fits(check, signature);
                }));
    }

    /* Some providers answer a signature that does not fit with an exception; what it is thrown at says that they work. */
    private static boolean fits(Signature check, Sm2Signature signature) {
        try {
            return check.verify(signature.der());
        } catch (SignatureException e) {
            return false;
        }
    }

    @Override
    public Decryptor decryptor(Sm2KeyPair keyPair) {
        return decryptor(engine.at("reading a key", () -> keys.of(keyPair)), keyPair.publicKey());
    }

    /**
     * Unwraps with a key that only the provider can use, such as one in a token.
     *
     * @param privateKey the provider's handle on the key
     * @param publicKey its public key
     * @return a decryptor
     */
    public Decryptor decryptor(PrivateKey privateKey, Sm2PublicKey publicKey) {
        return new JcaDecryptor(engine, privateKey, publicKey);
    }

    @Override
    public byte[] wrap(Sm2PublicKey recipient, byte[] key) {
        BouncyCastleCryptoProvider.requireWrappable(key);
        return engine.at(names.wrap(), () -> {
            Cipher cipher = Cipher.getInstance(names.wrap(), provider);
            cipher.init(Cipher.ENCRYPT_MODE, keys.of(recipient), engine.random());
            byte[] wrapped = cipher.doFinal(key);
            return names.wrapForm() == JcaNames.WrapForm.C1C3C2 ? wrapped : hashBeforeKey(wrapped);
        });
    }

    /** C1‖C2‖C3 as C1‖C3‖C2. */
    private static byte[] hashBeforeKey(byte[] wrapped) {
        byte[] other = wrapped.clone();
        int keyLength = wrapped.length - Sm2PublicKey.LENGTH - Sm3.LENGTH;
        System.arraycopy(wrapped, Sm2PublicKey.LENGTH + keyLength, other, Sm2PublicKey.LENGTH, Sm3.LENGTH);
        System.arraycopy(wrapped, Sm2PublicKey.LENGTH, other, Sm2PublicKey.LENGTH + Sm3.LENGTH, keyLength);
        return other;
    }

    @Override
    public byte[] seal(byte[] key, byte[] nonce, byte[] associated, byte[] plain) {
        return engine.at(names.aead(), () -> gcm(Cipher.ENCRYPT_MODE, key, nonce, associated, plain));
    }

    @Override
    public byte[] open(byte[] key, byte[] nonce, byte[] associated, byte[] sealed) {
        if (sealed.length < Sm4Gcm.TAG_LENGTH) {
            throw new CryptoException(
                    Code.WRONG_LENGTH,
                    "sealed bytes end with a tag of " + Sm4Gcm.TAG_LENGTH + " bytes, these are " + sealed.length);
        }
        return engine.at(names.aead(), () -> {
            try {
                return gcm(Cipher.DECRYPT_MODE, key, nonce, associated, sealed);
            } catch (AEADBadTagException e) {
                throw new CryptoException(Code.AUTHENTICATION_FAILED, "SM4-GCM tag does not match", e);
            }
        });
    }

    private byte[] gcm(int mode, byte[] key, byte[] nonce, byte[] associated, byte[] in)
            throws GeneralSecurityException {
        if (key.length != Sm4Gcm.KEY_LENGTH || nonce.length != Sm4Gcm.NONCE_LENGTH) {
            throw new CryptoException(
                    Code.WRONG_LENGTH,
                    "SM4-GCM takes a key of " + Sm4Gcm.KEY_LENGTH + " bytes and a nonce of " + Sm4Gcm.NONCE_LENGTH
                            + ", not " + key.length + " and " + nonce.length);
        }
        Cipher cipher = Cipher.getInstance(names.aead(), provider);
        cipher.init(mode, new SecretKeySpec(key, "SM4"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(associated);
        return cipher.doFinal(in);
    }

    @Override
    public String toString() {
        return "JcaCryptoProvider[" + provider.getName() + " " + provider.getVersionStr() + "]";
    }
}
