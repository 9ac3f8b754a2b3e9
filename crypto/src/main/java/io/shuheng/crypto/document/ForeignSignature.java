package io.shuheng.crypto.document;

import io.shuheng.crypto.AlgorithmPolicy;
import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.CryptoException.Code;
import io.shuheng.crypto.certificate.StrictDer;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.Signer;
import org.bouncycastle.crypto.signers.DSADigestSigner;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.RSADigestSigner;
import org.bouncycastle.crypto.util.PublicKeyFactory;

/**
 * Verifies signatures of authorities elsewhere: RSA (PKCS #1 v1.5) of 2048 to 4096 bits and ECDSA on P-256, P-384 and P-521, over
 * SHA-256, SHA-384 or SHA-512. For time stamps only; nothing of ours is signed so. Stateless.
 */
final class ForeignSignature {
    private static final int MINIMUM_RSA_BITS = 2048;
    private static final int MAXIMUM_RSA_BITS = 4096;
    private static final int MAXIMUM_EXPONENT_BITS = 33;

    private static final Set<ASN1ObjectIdentifier> CURVES =
            Set.of(SECObjectIdentifiers.secp256r1, SECObjectIdentifiers.secp384r1, SECObjectIdentifiers.secp521r1);
    private static final Map<ASN1ObjectIdentifier, HashAlgorithm> RSA = Map.of(
            PKCSObjectIdentifiers.sha256WithRSAEncryption, HashAlgorithm.SHA_256,
            PKCSObjectIdentifiers.sha384WithRSAEncryption, HashAlgorithm.SHA_384,
            PKCSObjectIdentifiers.sha512WithRSAEncryption, HashAlgorithm.SHA_512);
    private static final Map<ASN1ObjectIdentifier, HashAlgorithm> ECDSA = Map.of(
            X9ObjectIdentifiers.ecdsa_with_SHA256, HashAlgorithm.SHA_256,
            X9ObjectIdentifiers.ecdsa_with_SHA384, HashAlgorithm.SHA_384,
            X9ObjectIdentifiers.ecdsa_with_SHA512, HashAlgorithm.SHA_512);

    private ForeignSignature() {}

    /**
     * Whether a key signed a message.
     *
     * @param digest the hash function a signer states beside a signature algorithm that names none
     * @throws CryptoException UNSUPPORTED for another algorithm, curve or length
     */
    static boolean verify(
            SubjectPublicKeyInfo key,
            AlgorithmIdentifier algorithm,
            AlgorithmIdentifier digest,
            byte[] message,
            byte[] signature) {
        ASN1ObjectIdentifier type = algorithm.getAlgorithm();
        AlgorithmPolicy.inForce().require(type.getId(), "signature algorithm");
        if (HashAlgorithm.hasParameters(algorithm)) {
            throw new CryptoException(Code.UNSUPPORTED, "signature algorithm " + type + " has parameters");
        }
        if (type.equals(PKCSObjectIdentifiers.rsaEncryption)) {
            return verifyRsa(key, requireSha(HashAlgorithm.of(digest, "RSA signature")), message, signature);
        }
        HashAlgorithm rsa = RSA.get(type);
        if (rsa != null) {
            return verifyRsa(key, rsa, message, signature);
        }
        HashAlgorithm ecdsa = ECDSA.get(type);
        if (ecdsa != null) {
            return verifyEcdsa(key, ecdsa, message, signature);
        }
        throw new CryptoException(Code.UNSUPPORTED, "signature algorithm " + type + " is not supported");
    }

    private static HashAlgorithm requireSha(HashAlgorithm hash) {
        if (hash == HashAlgorithm.SM3) {
            throw new CryptoException(Code.UNSUPPORTED, "an RSA signature over SM3 is not supported");
        }
        return hash;
    }

    private static boolean verifyRsa(SubjectPublicKeyInfo key, HashAlgorithm hash, byte[] message, byte[] signature) {
        requireKey(key, PKCSObjectIdentifiers.rsaEncryption);
        RSAPublicKey numbers = StrictDer.parse("RSA key", () -> RSAPublicKey.getInstance(key.parsePublicKey()));
        int bits = numbers.getModulus().bitLength();
        int exponentBits = numbers.getPublicExponent().bitLength();
        if (bits < MINIMUM_RSA_BITS || bits > MAXIMUM_RSA_BITS || exponentBits > MAXIMUM_EXPONENT_BITS) {
            throw new CryptoException(
                    Code.UNSUPPORTED,
                    "an RSA key has " + MINIMUM_RSA_BITS + " to " + MAXIMUM_RSA_BITS + " bits, this has " + bits
                            + ", and an exponent of " + exponentBits);
        }
        return verify(new RSADigestSigner(hash.newDigest()), key, message, signature);
    }

    private static boolean verifyEcdsa(SubjectPublicKeyInfo key, HashAlgorithm hash, byte[] message, byte[] signature) {
        requireKey(key, X9ObjectIdentifiers.id_ecPublicKey);
        if (!(key.getAlgorithm().getParameters() instanceof ASN1ObjectIdentifier curve) || !CURVES.contains(curve)) {
            throw new CryptoException(Code.UNSUPPORTED, "an ECDSA key is on P-256, P-384 or P-521");
        }
        return verify(new DSADigestSigner(new ECDSASigner(), hash.newDigest()), key, message, signature);
    }

    private static void requireKey(SubjectPublicKeyInfo key, ASN1ObjectIdentifier type) {
        if (!key.getAlgorithm().getAlgorithm().equals(type)) {
            throw new CryptoException(
                    Code.UNSUPPORTED,
                    "key " + key.getAlgorithm().getAlgorithm() + " does not go with the signature, which wants "
                            + type);
        }
    }

    private static boolean verify(Signer verifier, SubjectPublicKeyInfo key, byte[] message, byte[] signature) {
        try {
            verifier.init(false, PublicKeyFactory.createKey(key));
        } catch (IOException | RuntimeException e) {
            // Points off the curve and moduli that are no such arrive as several unchecked types.
            throw new CryptoException(Code.MALFORMED, "public key: " + e.getMessage(), e);
        }
        verifier.update(message, 0, message.length);
        return verifier.verifySignature(signature);
    }
}
