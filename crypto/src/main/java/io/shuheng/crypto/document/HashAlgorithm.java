package io.shuheng.crypto.document;

import io.shuheng.crypto.AlgorithmPolicy;
import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.CryptoException.Code;
import io.shuheng.crypto.Sm3Hash;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.digests.SM3Digest;

/** Hash functions a time stamp can rest on. Documents of ours use SM3 only; authorities elsewhere know the others. */
public enum HashAlgorithm {
    /** SM3, GB/T 32905-2016. */
    SM3("1.2.156.10197.1.401", 32),
    /** SHA-256, FIPS 180-4. */
    SHA_256("2.16.840.1.101.3.4.2.1", 32),
    /** SHA-384, FIPS 180-4. */
    SHA_384("2.16.840.1.101.3.4.2.2", 48),
    /** SHA-512, FIPS 180-4. */
    SHA_512("2.16.840.1.101.3.4.2.3", 64);

    private final String oid;
    private final int length;

    HashAlgorithm(String oid, int length) {
        this.oid = oid;
        this.length = length;
    }

    static HashAlgorithm of(AlgorithmIdentifier algorithm, String what) {
        if (!hasParameters(algorithm)) {
            for (HashAlgorithm known : values()) {
                if (known.oid.equals(algorithm.getAlgorithm().getId())) {
                    AlgorithmPolicy.inForce().require(known.oid, what + ": hash function");
                    return known;
                }
            }
        }
        throw new CryptoException(
                Code.UNSUPPORTED, what + ": hash function " + algorithm.getAlgorithm() + " is not supported");
    }

    /** Whether something stands where hash functions, and SM2, have nothing or NULL. */
    static boolean hasParameters(AlgorithmIdentifier algorithm) {
        ASN1Encodable parameters = algorithm.getParameters();
        return parameters != null && !DERNull.INSTANCE.equals(parameters.toASN1Primitive());
    }

    AlgorithmIdentifier identifier() {
        return new AlgorithmIdentifier(new ASN1ObjectIdentifier(oid));
    }

    Digest newDigest() {
        return switch (this) {
            case SM3 -> new SM3Digest();
            case SHA_256 -> new SHA256Digest();
            case SHA_384 -> new SHA384Digest();
            case SHA_512 -> new SHA512Digest();
        };
    }

    int length() {
        return length;
    }

    byte[] hash(byte[] content) {
        if (this == SM3) {
            return Sm3Hash.ofContent(content).bytes();
        }
        Digest digest = newDigest();
        digest.update(content, 0, content.length);
        byte[] hash = new byte[length];
        digest.doFinal(hash, 0);
        return hash;
    }
}
