package io.shuheng.crypto.certificate;

import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.CryptoException.Code;
import io.shuheng.crypto.certificate.PasswordProtection.Cipher;
import io.shuheng.crypto.certificate.PasswordProtection.Hash;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.crypto.ExtendedDigest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SM3Digest;

/** Object identifiers of what protects under a password, both ways. */
final class PasswordAlgorithms {
    /** Table A.1 of GM/T 0091-2020; GM/T 0006-2012 has 401.2 for the same function, which is what we write. */
    private static final ASN1ObjectIdentifier HMAC_SM3_OF_0091 = GMObjectIdentifiers.sm3.branch("3.1");

    private PasswordAlgorithms() {}

    static Cipher cipher(ASN1ObjectIdentifier oid, String what) {
        for (Cipher cipher : Cipher.values()) {
            if (identifier(cipher).equals(oid)) {
                return cipher;
            }
        }
        throw new CryptoException(Code.UNSUPPORTED, what + ": cipher " + oid + " is not AES or SM4 in CBC mode");
    }

    static ASN1ObjectIdentifier identifier(Cipher cipher) {
        return switch (cipher) {
            case AES_128_CBC -> NISTObjectIdentifiers.id_aes128_CBC;
            case AES_256_CBC -> NISTObjectIdentifiers.id_aes256_CBC;
            case SM4_CBC -> GMObjectIdentifiers.sms4_cbc;
        };
    }

    /** The function of PBKDF2; RFC 8018, B.1.2, gives it NULL as parameters, and some tools leave them out. */
    static Hash pseudoRandom(AlgorithmIdentifier prf, String what) {
        ASN1ObjectIdentifier oid = prf.getAlgorithm();
        if (isPlain(prf)) {
            if (oid.equals(PKCSObjectIdentifiers.id_hmacWithSHA256)) {
                return Hash.SHA_256;
            }
            if (oid.equals(GMObjectIdentifiers.hmac_sm3) || oid.equals(HMAC_SM3_OF_0091)) {
                return Hash.SM3;
            }
        }
        throw new CryptoException(Code.UNSUPPORTED, what + ": PBKDF2 with " + oid + ", not HMAC-SHA-256 or HMAC-SM3");
    }

    static AlgorithmIdentifier pseudoRandom(Hash hash) {
        return new AlgorithmIdentifier(
                hash == Hash.SM3 ? GMObjectIdentifiers.hmac_sm3 : PKCSObjectIdentifiers.id_hmacWithSHA256,
                DERNull.INSTANCE);
    }

    static Hash hash(AlgorithmIdentifier algorithm, String what) {
        if (isPlain(algorithm)) {
            for (Hash hash : Hash.values()) {
                if (identifier(hash).getAlgorithm().equals(algorithm.getAlgorithm())) {
                    return hash;
                }
            }
        }
        throw new CryptoException(
                Code.UNSUPPORTED, what + ": hash " + algorithm.getAlgorithm() + " is not SHA-256 or SM3");
    }

    static AlgorithmIdentifier identifier(Hash hash) {
        return new AlgorithmIdentifier(
                hash == Hash.SM3 ? GMObjectIdentifiers.sm3 : NISTObjectIdentifiers.id_sha256, DERNull.INSTANCE);
    }

    private static boolean isPlain(AlgorithmIdentifier algorithm) {
        ASN1Encodable parameters = algorithm.getParameters();
        return parameters == null || DERNull.INSTANCE.equals(parameters.toASN1Primitive());
    }

    static ExtendedDigest digest(Hash hash) {
        return hash == Hash.SM3 ? new SM3Digest() : SHA256Digest.newInstance();
    }
}
