package io.shuheng.crypto.certificate;

import io.shuheng.crypto.AlgorithmPolicy;
import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.CryptoException.Code;
import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.CertID;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SM3Digest;

/**
 * How an OCSP response names a certificate (CertID, RFC 6960, 4.1.1): hashes of its issuer's name and key, and its serial number. The hash only
 * names; SHA-1 is taken as found, as most responders use it, unless the policy is national.
 */
final class CertificateId {
    /** The hash function. */
    enum Hash {
        SM3,
        SHA_256,
        SHA_1;

        private ASN1ObjectIdentifier oid() {
            return switch (this) {
                case SM3 -> GMObjectIdentifiers.sm3;
                case SHA_256 -> NISTObjectIdentifiers.id_sha256;
                case SHA_1 -> OIWObjectIdentifiers.idSHA1;
            };
        }

        byte[] of(byte[] bytes) {
            Digest digest = switch (this) {
                case SM3 -> new SM3Digest();
                case SHA_256 -> SHA256Digest.newInstance();
                case SHA_1 -> new SHA1Digest();
            };
            digest.update(bytes, 0, bytes.length);
            byte[] hash = new byte[digest.getDigestSize()];
            digest.doFinal(hash, 0);
            return hash;
        }

        private static Hash of(AlgorithmIdentifier algorithm, String what) {
            ASN1Encodable parameters = algorithm.getParameters();
            boolean plain = parameters == null || DERNull.INSTANCE.equals(parameters.toASN1Primitive());
            for (Hash hash : values()) {
                if (plain && hash.oid().equals(algorithm.getAlgorithm())) {
                    return hash;
                }
            }
            throw new CryptoException(
                    Code.UNSUPPORTED,
                    what + ": certificates named by " + algorithm.getAlgorithm() + ", not SM3, SHA-256 or SHA-1");
        }
    }

    private final Hash hash;
    private final byte[] issuerNameHash;
    private final byte[] issuerKeyHash;
    private final BigInteger serial;

    private CertificateId(Hash hash, byte[] issuerNameHash, byte[] issuerKeyHash, BigInteger serial) {
        this.hash = hash;
        this.issuerNameHash = issuerNameHash;
        this.issuerKeyHash = issuerKeyHash;
        this.serial = serial;
    }

    static CertificateId of(Hash hash, Certificate issuer, BigInteger serial) {
        return new CertificateId(
                hash,
                hash.of(issuer.subject().der()),
                hash.of(issuer.publicKey().encoded()),
                serial);
    }

    static CertificateId of(CertID id, String what, AlgorithmPolicy policy) {
        Hash hash = Hash.of(id.getHashAlgorithm(), what);
        policy.require(id.getHashAlgorithm().getAlgorithm().getId(), what + ": hash that names a certificate");
        BigInteger serial = id.getSerialNumber().getValue();
        if (serial.signum() <= 0) {
            throw new CryptoException(Code.OUT_OF_RANGE, what + ": serial number " + serial + " is not positive");
        }
        return new CertificateId(
                hash, id.getIssuerNameHash().getOctets(), id.getIssuerKeyHash().getOctets(), serial);
    }

    String hashName() {
        return hash.name().replace('_', '-');
    }

    BigInteger serial() {
        return serial;
    }

    /** Whether it names the certificate with its serial number under an issuer. */
    boolean names(BigInteger asked, Certificate issuer) {
        return serial.equals(asked)
                && Arrays.equals(issuerNameHash, hash.of(issuer.subject().der()))
                && Arrays.equals(issuerKeyHash, hash.of(issuer.publicKey().encoded()));
    }

    CertID structure() {
        return new CertID(
                new AlgorithmIdentifier(hash.oid(), DERNull.INSTANCE),
                new DEROctetString(issuerNameHash),
                new DEROctetString(issuerKeyHash),
                new ASN1Integer(serial));
    }
}
