package io.shuheng.crypto.certificate;

import org.bouncycastle.asn1.x509.KeyUsage;

/**
 * What a certificate is for that is no authority's: China's practice has two key pairs a member, one to sign and one to be encrypted to
 * (双证书, GB/T 20518-2018).
 */
public enum CertificateUsage {
    /** Signing: digitalSignature and nonRepudiation; digitalSignature is demanded of others' certificates. */
    SIGN(KeyUsage.digitalSignature | KeyUsage.nonRepudiation, KeyUsage.digitalSignature),
    /** Encryption: keyEncipherment, dataEncipherment, keyAgreement; keyEncipherment is demanded of others' certificates. */
    ENCRYPT(KeyUsage.keyEncipherment | KeyUsage.dataEncipherment | KeyUsage.keyAgreement, KeyUsage.keyEncipherment),
    /**
     * Signing time stamps (时间戳) and nothing else: digitalSignature, and an extended key usage that is critical and names
     * timeStamping alone (RFC 3161, 2.3).
     */
    TIME_STAMP(KeyUsage.digitalSignature, KeyUsage.digitalSignature);

    /** Bits of an authority's certificate. */
    static final int AUTHORITY = KeyUsage.keyCertSign | KeyUsage.cRLSign;

    static final int AUTHORITY_SIGNS_CERTIFICATES = KeyUsage.keyCertSign;

    static final int AUTHORITY_SIGNS_REVOCATIONS = KeyUsage.cRLSign;

    private final int issued;
    private final int demanded;

    CertificateUsage(int issued, int demanded) {
        this.issued = issued;
        this.demanded = demanded;
    }

    int issuedBits() {
        return issued;
    }

    boolean isIn(CertificateExtensions extensions) {
        return (extensions.keyUsageBits() & demanded) == demanded && (this == TIME_STAMP) == extensions.stampsTime();
    }
}
