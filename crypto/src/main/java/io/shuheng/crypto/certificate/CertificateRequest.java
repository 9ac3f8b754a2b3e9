package io.shuheng.crypto.certificate;

import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.CryptoException.Code;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.Sm2PublicKey;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.pkcs.CertificationRequestInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/**
 * A request for a certificate (PKCS #10, RFC 2986) signed with the key it names, which proves that the requester holds it.
 * Immutable and thread-safe: every instance has a signature that verifies. Attributes of requests read are kept in the bytes and
 * otherwise ignored: the authority decides what a certificate says.
 */
public final class CertificateRequest {
    /** Longest DER form read. */
    public static final int MAXIMUM_LENGTH = 16 << 10;

    private static final String WHAT = "certificate request";

    private final byte[] der;
    private final DistinguishedName subject;
    private final Sm2PublicKey publicKey;

    private CertificateRequest(byte[] der, DistinguishedName subject, Sm2PublicKey publicKey) {
        this.der = der;
        this.subject = subject;
        this.publicKey = publicKey;
    }

    /**
     * Makes a request. Blocks as long as the signer does.
     *
     * @param signer the key to be certified, signing or encryption key alike
     * @param subject who holds it
     * @return the request
     * @throws CryptoException CERT_PERSONAL_NAME, or MALFORMED for an empty subject
     */
    public static CertificateRequest create(Signer signer, DistinguishedName subject) {
        subject.requireNoPersonalAttribute();
        SubjectPublicKeyInfo key =
                SubjectPublicKeyInfo.getInstance(signer.publicKey().subjectPublicKeyInfo());
        CertificationRequestInfo content = new CertificationRequestInfo(subject.x500(), key, new DERSet());
        return ofDer(SignedStructure.sign(content, signer));
    }

    /**
     * Reads a request and verifies its proof of possession.
     *
     * @param der at most {@link #MAXIMUM_LENGTH} bytes; copied
     * @return the request
     * @throws CryptoException LIMIT_EXCEEDED, MALFORMED, TRAILING_BYTES, UNSUPPORTED, WRONG_LENGTH, NOT_ON_CURVE, OUT_OF_RANGE or
     *     BAD_SIGNATURE
     */
    public static CertificateRequest ofDer(byte[] der) {
        byte[] own = der.clone();
        return StrictDer.read(own, MAXIMUM_LENGTH, WHAT, outer -> {
            SignedStructure signed = SignedStructure.of(outer, WHAT);
            CertificationRequestInfo content = CertificationRequestInfo.getInstance(signed.content());
            requireShape(signed, content);
            Sm2PublicKey key = Sm2PublicKey.ofSubjectPublicKeyInfo(StrictDer.encode(content.getSubjectPublicKeyInfo()));
            if (!signed.isSignedBy(key)) {
                throw new CryptoException(
                        Code.BAD_SIGNATURE, WHAT + ": the signature does not verify with the key it names");
            }
            return new CertificateRequest(own, new DistinguishedName(content.getSubject()), key);
        });
    }

    private static void requireShape(SignedStructure signed, CertificationRequestInfo content) {
        if (content.getVersion().intValueExact() != 0) {
            throw new CryptoException(Code.UNSUPPORTED, WHAT + ": version is not 0");
        }
        if (content.getSubject().size() == 0) {
            throw new CryptoException(Code.MALFORMED, WHAT + ": the subject is empty");
        }
        if (signed.content().size() != 4 || ASN1Set.getInstance(content.getAttributes()) == null) {
            throw new CryptoException(Code.MALFORMED, WHAT + ": content has 4 parts, the last its attributes");
        }
    }

    /**
     * Reads the PEM form.
     *
     * @param pem one block CERTIFICATE REQUEST
     * @return the request
     * @throws CryptoException as {@link #ofDer}
     */
    public static CertificateRequest ofPem(String pem) {
        return ofDer(Pem.read(pem, Pem.CERTIFICATE_REQUEST));
    }

    /**
     * Who asks.
     *
     * @return the subject, not empty
     */
    public DistinguishedName subject() {
        return subject;
    }

    /**
     * The key to be certified.
     *
     * @return the key the signature verified with
     */
    public Sm2PublicKey publicKey() {
        return publicKey;
    }

    /**
     * The DER form.
     *
     * @return a copy
     */
    public byte[] der() {
        return der.clone();
    }

    /**
     * The PEM form.
     *
     * @return one block CERTIFICATE REQUEST
     */
    public String pem() {
        return Pem.write(Pem.CERTIFICATE_REQUEST, der);
    }

    @Override
    public String toString() {
        return "CertificateRequest[" + subject + "]";
    }
}
