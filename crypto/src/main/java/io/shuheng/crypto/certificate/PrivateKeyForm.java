package io.shuheng.crypto.certificate;

import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.CryptoException.Code;
import io.shuheng.crypto.Sm2KeyPair;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.util.BigIntegers;
import org.jspecify.annotations.Nullable;

/** The unencrypted form inside: PKCS #8 PrivateKeyInfo (RFC 5208) of an ECPrivateKey (RFC 5915) with its public key. */
final class PrivateKeyForm {
    private static final String WHAT = "private key";
    private static final int KEY_BITS = 256;
    private static final AlgorithmIdentifier SM2_KEY =
            new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, GMObjectIdentifiers.sm2p256v1);

    private PrivateKeyForm() {}

    static byte[] write(Sm2KeyPair keyPair) {
        byte[] d = keyPair.privateKey();
        try {
            ECPrivateKey key = new ECPrivateKey(
                    KEY_BITS,
                    new BigInteger(1, d),
                    new DERBitString(keyPair.publicKey().encoded()),
                    null);
            return StrictDer.encode(new PrivateKeyInfo(SM2_KEY, key));
        } catch (IOException e) {
            throw new IllegalStateException("encoding into memory does no I/O", e);
        } finally {
            Arrays.fill(d, (byte) 0);
        }
    }

    /** Reads a key that has its public key beside it. */
    static Sm2KeyPair read(byte[] plain) {
        return read(plain, true);
    }

    /** Reads a key; a certificate or the like can say what its public key must be, where none is beside it. */
    static Sm2KeyPair read(byte[] plain, boolean publicKeyDemanded) {
        return StrictDer.read(plain, EncryptedKey.MAXIMUM_LENGTH, WHAT, sequence -> {
            PrivateKeyInfo info = PrivateKeyInfo.getInstance(sequence);
            requireSm2(info.getPrivateKeyAlgorithm());
            byte[] inner = info.getPrivateKey().getOctets();
            return StrictDer.read(
                    inner,
                    EncryptedKey.MAXIMUM_LENGTH,
                    WHAT,
                    key -> keyPair(ECPrivateKey.getInstance(key), publicKeyDemanded));
        });
    }

    private static void requireSm2(AlgorithmIdentifier algorithm) {
        if (!algorithm.equals(SM2_KEY)) {
            throw new CryptoException(
                    Code.UNSUPPORTED,
                    WHAT + " is not an EC key on curve 1.2.156.10197.1.301 but " + algorithm.getAlgorithm());
        }
    }

    private static Sm2KeyPair keyPair(ECPrivateKey key, boolean publicKeyDemanded) {
        requireCurve(key.getParametersObject());
        byte[] d = BigIntegers.asUnsignedByteArray(Sm2KeyPair.PRIVATE_KEY_LENGTH, key.getKey());
        try {
            Sm2KeyPair keyPair = Sm2KeyPair.ofPrivateKey(d);
            if (publicKeyDemanded || key.getPublicKey() != null) {
                requirePublicKey(key.getPublicKey(), keyPair);
            }
            return keyPair;
        } finally {
            Arrays.fill(d, (byte) 0);
        }
    }

    private static void requireCurve(@Nullable ASN1Encodable parameters) {
        if (parameters != null && !parameters.toASN1Primitive().equals(GMObjectIdentifiers.sm2p256v1)) {
            throw new CryptoException(Code.UNSUPPORTED, WHAT + " names two curves");
        }
    }

    /** CBC does not authenticate: without the public key beside it an altered private key would pass for another. */
    private static void requirePublicKey(@Nullable ASN1BitString stated, Sm2KeyPair keyPair) {
        if (stated == null) {
            throw new CryptoException(Code.UNSUPPORTED, WHAT + " has no public key beside it to check it by");
        }
        if (!Arrays.equals(stated.getOctets(), keyPair.publicKey().encoded())) {
            throw new CryptoException(Code.MALFORMED, WHAT + " does not belong to the public key beside it");
        }
    }
}
