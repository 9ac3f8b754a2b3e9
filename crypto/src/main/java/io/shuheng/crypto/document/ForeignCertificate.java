package io.shuheng.crypto.document;

import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.CryptoException.Code;
import io.shuheng.crypto.certificate.DerTime;
import io.shuheng.crypto.certificate.DistinguishedName;
import io.shuheng.crypto.certificate.StrictDer;
import io.shuheng.crypto.certificate.Validity;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/**
 * A certificate with an RSA or ECDSA key, of a time stamp authority elsewhere or of who certified it: only what a path needs.
 * Immutable.
 */
final class ForeignCertificate {
    private static final int MAXIMUM_LENGTH = 32 << 10;
    private static final String WHAT = "foreign certificate";
    private static final List<ASN1ObjectIdentifier> UNDERSTOOD =
            List.of(Extension.basicConstraints, Extension.keyUsage, Extension.extendedKeyUsage);

    private final byte[] der;
    private final byte[] signedBytes;
    private final byte[] signature;
    private final Certificate content;
    private final Validity validity;
    private final Optional<byte[]> subjectKeyId;
    private final boolean stampsTime;
    private final boolean authority;
    private final int pathLength;
    private final Optional<String> unknownCritical;

    private ForeignCertificate(byte[] der, ASN1Sequence outer) {
        this.der = der;
        this.content = Certificate.getInstance(outer);
        this.signedBytes = StrictDer.encode(content.getTBSCertificate());
        this.signature = content.getSignature().getOctets();
        if (content.getVersionNumber() != 3) {
            throw DerElement.malformed(WHAT, "version is not 3");
        }
        if (!content.getTBSCertificate().getSignature().equals(content.getSignatureAlgorithm())) {
            throw DerElement.malformed(WHAT, "inner and outer signature algorithms differ");
        }
        Extensions read = content.getTBSCertificate().getExtensions();
        if (read == null) {
            throw DerElement.malformed(WHAT, "has no extensions");
        }
        this.validity = new Validity(
                DerTime.epochSeconds(content.getStartDate(), WHAT + " notBefore"),
                DerTime.epochSeconds(content.getEndDate(), WHAT + " notAfter"));
        Optional<KeyUsage> keyUsage = value(read, Extension.keyUsage, KeyUsage::getInstance);
        Optional<BasicConstraints> basic = value(read, Extension.basicConstraints, BasicConstraints::getInstance);
        this.subjectKeyId = value(read, Extension.subjectKeyIdentifier, SubjectKeyIdentifier::getInstance)
                .map(SubjectKeyIdentifier::getKeyIdentifier);
        this.stampsTime =
                isForTimeStamps(read) && allows(keyUsage, KeyUsage.digitalSignature | KeyUsage.nonRepudiation);
        this.authority = basic.filter(BasicConstraints::isCA).isPresent() && allows(keyUsage, KeyUsage.keyCertSign);
        this.pathLength = basic.map(BasicConstraints::getPathLenConstraintInteger)
                .map(ASN1Integer::intValueExact)
                .orElse(Integer.MAX_VALUE);
        this.unknownCritical = Arrays.stream(read.getCriticalExtensionOIDs())
                .filter(oid -> !UNDERSTOOD.contains(oid))
                .map(ASN1ObjectIdentifier::getId)
                .findFirst();
    }

    private static <T> Optional<T> value(Extensions extensions, ASN1ObjectIdentifier type, Function<Object, T> reader) {
        return Optional.ofNullable(extensions.getExtension(type))
                .map(Extension::getParsedValue)
                .map(reader);
    }

    /** RFC 3161, 2.3: the purpose stands alone, and the extension is critical. */
    private static boolean isForTimeStamps(Extensions extensions) {
        Extension purposes = extensions.getExtension(Extension.extendedKeyUsage);
        return purposes != null
                && purposes.isCritical()
                && value(extensions, Extension.extendedKeyUsage, ExtendedKeyUsage::getInstance)
                        .filter(usage -> usage.size() == 1 && usage.hasKeyPurposeId(KeyPurposeId.id_kp_timeStamping))
                        .isPresent();
    }

    /** Whether one of the bits is set, or nothing is said about the key's usage. */
    private static boolean allows(Optional<KeyUsage> usage, int bits) {
        for (int bit = 1; bit <= KeyUsage.decipherOnly; bit <<= 1) {
            int tested = bit;
            if ((bits & bit) != 0
                    && usage.map(stated -> stated.hasUsages(tested)).orElse(true)) {
                return true;
            }
        }
        return false;
    }

    static ForeignCertificate ofDer(byte[] der) {
        byte[] own = der.clone();
        return StrictDer.read(own, MAXIMUM_LENGTH, WHAT, outer -> new ForeignCertificate(own, outer));
    }

    byte[] der() {
        return der.clone();
    }

    byte[] issuerDer() {
        return DerWriter.encoded(content.getIssuer());
    }

    byte[] subjectDer() {
        return DerWriter.encoded(content.getSubject());
    }

    /** For messages and reports. */
    DistinguishedName subject() {
        return DistinguishedName.ofDer(subjectDer());
    }

    BigInteger serial() {
        return content.getSerialNumber().getValue();
    }

    Optional<byte[]> subjectKeyId() {
        return subjectKeyId;
    }

    SubjectPublicKeyInfo publicKey() {
        return content.getSubjectPublicKeyInfo();
    }

    Validity validity() {
        return validity;
    }

    /** Whether the key may sign time stamps and nothing else (RFC 3161, 2.3). */
    boolean stampsTime() {
        return stampsTime;
    }

    /** Whether it may issue with so many authorities below it. */
    boolean isAuthorityOver(int authoritiesBelow) {
        return authority && authoritiesBelow <= pathLength;
    }

    /** A critical extension that is not understood here. */
    Optional<String> unknownCritical() {
        return unknownCritical;
    }

    /**
     * Whether the key of another signed it.
     *
     * @throws CryptoException {@link Code#UNSUPPORTED} or {@link Code#MALFORMED}
     */
    boolean isSignedBy(ForeignCertificate issuer) {
        return ForeignSignature.verify(
                issuer.publicKey(),
                content.getSignatureAlgorithm(),
                HashAlgorithm.SHA_256.identifier(),
                signedBytes,
                signature);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ForeignCertificate that && Arrays.equals(der, that.der);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(der);
    }

    @Override
    public String toString() {
        return "ForeignCertificate[" + subject() + ", serial " + serial().toString(16) + "]";
    }
}
