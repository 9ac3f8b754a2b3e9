package io.shuheng.crypto.certificate;

import org.bouncycastle.asn1.x509.KeyUsage;

/**
 * What a member's certificate is for: China's practice has two key pairs a member, one to sign and one to be encrypted to
 * (双证书, GB/T 20518-2018).
 */
public enum CertificateUsage {
    /** Signing: digitalSignature and nonRepudiation; digitalSignature is demanded of others' certificates. */
    SIGN(KeyUsage.digitalSignature | KeyUsage.nonRepudiation, KeyUsage.digitalSignature),
    /** Encryption: keyEncipherment, dataEncipherment, keyAgreement; keyEncipherment is demanded of others' certificates. */
    ENCRYPT(KeyUsage.keyEncipherment | KeyUsage.dataEncipherment | KeyUsage.keyAgreement, KeyUsage.keyEncipherment);

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

    boolean isIn(int bits) {
        return (bits & demanded) == demanded;
    }
}
