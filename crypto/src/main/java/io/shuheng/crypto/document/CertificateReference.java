package io.shuheng.crypto.document;

import io.shuheng.crypto.certificate.Certificate;
import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuerSerial;
import org.jspecify.annotations.Nullable;

/**
 * The certificate a signer says it signed under (ESSCertIDv2, RFC 5035), so that another certificate of the same key cannot be put in
 * its place. Immutable.
 *
 * @param hash the hash function
 * @param certificateHash over the certificate's DER form
 * @param issuerSerial issuer and number, where stated
 */
record CertificateReference(
        HashAlgorithm hash,
        byte[] certificateHash,
        @Nullable IssuerSerial issuerSerial) {
    static CertificateReference of(SigningCertificateV2 value, String what) {
        ESSCertIDv2[] certificates = value.getCerts();
        if (certificates.length == 0) {
            throw DerElement.malformed(what, "signingCertificateV2 names no certificate");
        }
        // The first is the signer's; those behind it only limit the path (RFC 5035, 3).
        ESSCertIDv2 own = certificates[0];
        return new CertificateReference(
                HashAlgorithm.of(own.getHashAlgorithm(), what), own.getCertHash(), own.getIssuerSerial());
    }

    boolean means(byte[] der, byte[] issuerDer, BigInteger serial) {
        return Arrays.equals(hash.hash(der), certificateHash) && (issuerSerial == null || fits(issuerDer, serial));
    }

    private boolean fits(byte[] issuerDer, BigInteger serial) {
        IssuerSerial stated = issuerSerial;
        if (stated == null || !stated.getSerial().hasValue(serial)) {
            return false;
        }
        GeneralName[] names = stated.getIssuer().getNames();
        return names.length == 1
                && names[0].getTagNo() == GeneralName.directoryName
                && Arrays.equals(DerWriter.encoded(names[0].getName()), issuerDer);
    }

    static ASN1Encodable encoded(Certificate certificate) {
        X500Name issuer = X500Name.getInstance(certificate.issuer().der());
        IssuerSerial issuerSerial =
                new IssuerSerial(new GeneralNames(new GeneralName(issuer)), new ASN1Integer(certificate.serial()));
        return new SigningCertificateV2(new ESSCertIDv2(
                HashAlgorithm.SM3.identifier(), HashAlgorithm.SM3.hash(certificate.der()), issuerSerial));
    }
}
