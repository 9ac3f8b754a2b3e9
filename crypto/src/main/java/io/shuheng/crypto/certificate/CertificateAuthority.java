package io.shuheng.crypto.certificate;

import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.CryptoException.Code;
import io.shuheng.crypto.CryptoProvider;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.Sm2PublicKey;
import io.shuheng.crypto.Sm3;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.V2TBSCertListGenerator;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;

/**
 * Issues certificates and revocation lists under one key (证书认证机构, CA). It keeps no record of what it issued: who runs an
 * authority does. Thread-safe if its signer is; blocks as long as the signer does.
 */
public final class CertificateAuthority {
    private static final int SERIAL_LENGTH = 16;
    private static final int KEY_ID_LENGTH = 20;

    private final CryptoProvider provider;
    private final Certificate certificate;
    private final Signer signer;

    /**
     * Goes on under a certificate the authority has.
     *
     * @param provider gives serial numbers
     * @param certificate the authority's own
     * @param signer its key
     * @throws CryptoException UNSUPPORTED if the certificate is no authority's, BAD_SIGNATURE if the key is another
     */
    public CertificateAuthority(CryptoProvider provider, Certificate certificate, Signer signer) {
        if (!certificate.isAuthority()) {
            throw new CryptoException(Code.UNSUPPORTED, certificate.subject() + " is not an authority's certificate");
        }
        if (!certificate.publicKey().equals(signer.publicKey())) {
            throw new CryptoException(
                    Code.BAD_SIGNATURE, "the signer has another key than the authority's certificate");
        }
        this.provider = provider;
        this.certificate = certificate;
        this.signer = signer;
    }

    /**
     * Founds an authority with a self-signed certificate.
     *
     * @param provider gives the serial number
     * @param signer the authority's key
     * @param subject its name
     * @param validity when the certificate holds
     * @return the authority
     * @throws CryptoException CERT_PERSONAL_NAME
     */
    public static CertificateAuthority createRoot(
            CryptoProvider provider, Signer signer, DistinguishedName subject, Validity validity) {
        subject.requireNoPersonalAttribute();
        byte[] keyId = keyId(signer.publicKey());
        Extensions extensions = extensions(keyId, keyId, new BasicConstraints(true), CertificateUsage.AUTHORITY)
                .generate();
        Certificate root = sign(provider, signer, subject, subject, signer.publicKey(), validity, extensions);
        return new CertificateAuthority(provider, root, signer);
    }

    /**
     * Issues a member's certificate.
     *
     * @param request whose subject and key are certified; its attributes are ignored
     * @param usage what the key is for
     * @param validity when it holds
     * @return the certificate
     * @throws CryptoException CERT_PERSONAL_NAME
     */
    public Certificate issue(CertificateRequest request, CertificateUsage usage, Validity validity) {
        return issue(request, Set.of(usage), validity);
    }

    /**
     * Issues a member's certificate for several usages of one key.
     *
     * @param request whose subject and key are certified; its attributes are ignored
     * @param usages what the key is for, at least one; TIME_STAMP only alone
     * @param validity when it holds
     * @return the certificate
     * @throws CryptoException CERT_PERSONAL_NAME, MALFORMED without a usage, or UNSUPPORTED for TIME_STAMP with another
     */
    public Certificate issue(CertificateRequest request, Set<CertificateUsage> usages, Validity validity) {
        int bits = usages.stream().mapToInt(CertificateUsage::issuedBits).reduce(0, (a, b) -> a | b);
        if (bits == 0) {
            throw new CryptoException(Code.MALFORMED, "a certificate has at least one usage");
        }
        boolean stampsTime = usages.contains(CertificateUsage.TIME_STAMP);
        if (stampsTime && usages.size() > 1) {
            throw new CryptoException(Code.UNSUPPORTED, "a key that stamps time does nothing else, not " + usages);
        }
        return issue(request, validity, new BasicConstraints(false), bits, stampsTime);
    }

    /**
     * Issues the certificate of an authority under this one.
     *
     * @param request whose subject and key are certified
     * @param pathLength how many further authorities may stand below it, 0 or more
     * @param validity when it holds
     * @return the certificate
     * @throws CryptoException CERT_PERSONAL_NAME, or OUT_OF_RANGE for a negative path length
     */
    public Certificate issueAuthority(CertificateRequest request, int pathLength, Validity validity) {
        if (pathLength < 0) {
            throw new CryptoException(Code.OUT_OF_RANGE, "path length " + pathLength + " is negative");
        }
        return issue(request, validity, new BasicConstraints(pathLength), CertificateUsage.AUTHORITY, false);
    }

    /**
     * Issues the certificate of a responder that answers for this authority (OCSP, RFC 6960, 4.2.2.2): it signs answers, and its own
     * revocation need not be asked about (id-pkix-ocsp-nocheck), so that it is issued for a short time.
     *
     * @param request whose subject and key are certified
     * @param validity when it holds
     * @return the certificate
     * @throws CryptoException CERT_PERSONAL_NAME
     */
    public Certificate issueResponder(CertificateRequest request, Validity validity) {
        ExtensionsGenerator extensions = extensions(
                keyId(request.publicKey()), ownKeyId(), new BasicConstraints(false), KeyUsage.digitalSignature);
        add(extensions, Extension.extendedKeyUsage, true, new ExtendedKeyUsage(KeyPurposeId.id_kp_OCSPSigning));
        add(extensions, OCSPObjectIdentifiers.id_pkix_ocsp_nocheck, false, DERNull.INSTANCE);
        return issue(request, validity, extensions);
    }

    private Certificate issue(
            CertificateRequest request,
            Validity validity,
            BasicConstraints constraints,
            int usageBits,
            boolean stampsTime) {
        ExtensionsGenerator extensions = extensions(keyId(request.publicKey()), ownKeyId(), constraints, usageBits);
        if (stampsTime) {
            add(extensions, Extension.extendedKeyUsage, true, new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping));
        }
        return issue(request, validity, extensions);
    }

    private Certificate issue(CertificateRequest request, Validity validity, ExtensionsGenerator extensions) {
        request.subject().requireNoPersonalAttribute();
        return sign(
                provider,
                signer,
                certificate.subject(),
                request.subject(),
                request.publicKey(),
                validity,
                extensions.generate());
    }

    private static Certificate sign(
            CryptoProvider provider,
            Signer signer,
            DistinguishedName issuer,
            DistinguishedName subject,
            Sm2PublicKey key,
            Validity validity,
            Extensions extensions) {
        V3TBSCertificateGenerator content = new V3TBSCertificateGenerator();
        content.setSerialNumber(new ASN1Integer(serial(provider)));
        content.setSignature(SignedStructure.SM2_WITH_SM3);
        content.setIssuer(issuer.x500());
        content.setStartDate(DerTime.of(validity.notBefore()));
        content.setEndDate(DerTime.of(validity.notAfter()));
        content.setSubject(subject.x500());
        content.setSubjectPublicKeyInfo(SubjectPublicKeyInfo.getInstance(key.subjectPublicKeyInfo()));
        content.setExtensions(extensions);
        return Certificate.ofDer(SignedStructure.sign(content.generateTBSCertificate(), signer));
    }

    /** Sixteen random bytes of which the first two bits are 01: positive, and always of the same length. */
    private static BigInteger serial(CryptoProvider provider) {
        byte[] serial = new byte[SERIAL_LENGTH];
        provider.randomBytes(serial);
        serial[0] = (byte) ((serial[0] & 0x3F) | 0x40);
        return new BigInteger(serial);
    }

    /** RFC 5280, 4.2.1.2, lets the issuer choose: the first 20 bytes of SM3 over the point. */
    private static byte[] keyId(Sm2PublicKey key) {
        return Arrays.copyOf(Sm3.hash(key.encoded()), KEY_ID_LENGTH);
    }

    private byte[] ownKeyId() {
        byte[] stated = certificate.extensions().subjectKeyId();
        return stated != null ? stated : keyId(certificate.publicKey());
    }

    private static ExtensionsGenerator extensions(
            byte[] subjectKeyId, byte[] issuerKeyId, BasicConstraints constraints, int usageBits) {
        ExtensionsGenerator extensions = new ExtensionsGenerator();
        add(extensions, Extension.basicConstraints, true, constraints);
        add(extensions, Extension.keyUsage, true, new KeyUsage(usageBits));
        add(extensions, Extension.subjectKeyIdentifier, false, new SubjectKeyIdentifier(subjectKeyId));
        add(extensions, Extension.authorityKeyIdentifier, false, new AuthorityKeyIdentifier(issuerKeyId));
        return extensions;
    }

    private static void add(
            ExtensionsGenerator extensions, ASN1ObjectIdentifier oid, boolean critical, ASN1Encodable value) {
        try {
            extensions.addExtension(oid, critical, value);
        } catch (IOException e) {
            throw new IllegalStateException("encoding into memory does no I/O", e);
        }
    }

    /**
     * Issues a complete revocation list.
     *
     * @param revocations every certificate of this authority that is revoked, in any order
     * @param number of the list, 0 or more, growing from list to list
     * @param period when the list is made and when the next is due
     * @return the list
     * @throws CryptoException OUT_OF_RANGE for a negative number, MALFORMED for a serial number given twice
     */
    public RevocationList issueRevocationList(List<Revocation> revocations, long number, Validity period) {
        if (number < 0) {
            throw new CryptoException(Code.OUT_OF_RANGE, "number " + number + " of a revocation list is negative");
        }
        V2TBSCertListGenerator content = new V2TBSCertListGenerator();
        content.setSignature(SignedStructure.SM2_WITH_SM3);
        content.setIssuer(certificate.subject().x500());
        content.setThisUpdate(DerTime.of(period.notBefore()));
        content.setNextUpdate(DerTime.of(period.notAfter()));
        for (Revocation revocation : revocations) {
            content.addCRLEntry(
                    new ASN1Integer(revocation.serial()),
                    DerTime.of(revocation.revokedAt()),
                    revocation.reason().number(),
                    revocation.invalidFrom() == revocation.revokedAt()
                            ? null
                            : DerTime.generalized(revocation.invalidFrom()));
        }
        ExtensionsGenerator extensions = new ExtensionsGenerator();
        add(extensions, Extension.authorityKeyIdentifier, false, new AuthorityKeyIdentifier(ownKeyId()));
        add(extensions, Extension.cRLNumber, false, new CRLNumber(BigInteger.valueOf(number)));
        content.setExtensions(extensions.generate());
        return RevocationList.ofDer(SignedStructure.sign(content.generateTBSCertList(), signer));
    }

    /**
     * The authority's own certificate.
     *
     * @return the certificate to be trusted or passed along
     */
    public Certificate certificate() {
        return certificate;
    }

    @Override
    public String toString() {
        return "CertificateAuthority[" + certificate.subject() + "]";
    }
}
