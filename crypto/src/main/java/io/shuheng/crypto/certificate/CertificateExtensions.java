package io.shuheng.crypto.certificate;

import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.CryptoException.Code;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.jspecify.annotations.Nullable;

/** What the extensions of a certificate say, read once. Immutable. */
final class CertificateExtensions {
    static final int UNLIMITED = Integer.MAX_VALUE;

    private static final int MAXIMUM_COUNT = 64;
    private static final List<ASN1ObjectIdentifier> UNDERSTOOD = List.of(
            Extension.basicConstraints,
            Extension.keyUsage,
            Extension.subjectKeyIdentifier,
            Extension.authorityKeyIdentifier,
            Extension.subjectAlternativeName);

    /** GB/T 20518-2018: identity code and social insurance number of a person; RFC 3739: attributes of a person. */
    private static final Set<String> PERSONAL =
            Set.of("1.2.156.10260.4.1.1", "1.2.156.10260.4.1.2", Extension.subjectDirectoryAttributes.getId());

    private final int keyUsageBits;
    private final boolean stampsTime;
    private final boolean authority;
    private final int pathLength;
    private final byte @Nullable [] subjectKeyId;
    private final byte @Nullable [] authorityKeyId;
    private final List<ASN1ObjectIdentifier> unknownCriticals;
    private final Set<String> extendedUsages;
    private final @Nullable String personal;

    private CertificateExtensions(Extensions extensions) {
        Optional<BasicConstraints> basic =
                value(extensions, Extension.basicConstraints).map(BasicConstraints::getInstance);
        this.keyUsageBits = value(extensions, Extension.keyUsage)
                .map(KeyUsage::getInstance)
                .map(CertificateExtensions::bits)
                .orElse(0);
        this.stampsTime = stampsTime(extensions);
        this.authority = basic.map(BasicConstraints::isCA).orElse(false);
        this.pathLength = basic.map(BasicConstraints::getPathLenConstraintInteger)
                .map(CertificateExtensions::pathLength)
                .orElse(UNLIMITED);
        this.subjectKeyId = value(extensions, Extension.subjectKeyIdentifier)
                .map(SubjectKeyIdentifier::getInstance)
                .map(SubjectKeyIdentifier::getKeyIdentifier)
                .orElse(null);
        this.authorityKeyId = value(extensions, Extension.authorityKeyIdentifier)
                .map(AuthorityKeyIdentifier::getInstance)
                .map(AuthorityKeyIdentifier::getKeyIdentifierOctets)
                .orElse(null);
        this.unknownCriticals = Arrays.stream(extensions.getCriticalExtensionOIDs())
                .filter(oid -> !UNDERSTOOD.contains(oid))
                .filter(oid -> !stampsTime || !oid.equals(Extension.extendedKeyUsage))
                .toList();
        this.extendedUsages = value(extensions, Extension.extendedKeyUsage).map(ExtendedKeyUsage::getInstance).stream()
                .flatMap(usage -> Arrays.stream(usage.getUsages()))
                .map(KeyPurposeId::getId)
                .collect(Collectors.toUnmodifiableSet());
        this.personal = findPersonal(extensions);
    }

    /** Reads the extensions of a certificate or of a revocation list; a repeated extension is refused by their parser. */
    static CertificateExtensions of(Extensions extensions, String what) {
        if (extensions.getExtensionOIDs().length > MAXIMUM_COUNT) {
            throw new CryptoException(
                    Code.LIMIT_EXCEEDED, what + ": at most " + MAXIMUM_COUNT + " extensions are read");
        }
        return StrictDer.parse(what, () -> new CertificateExtensions(extensions));
    }

    private static Optional<ASN1Encodable> value(Extensions extensions, ASN1ObjectIdentifier oid) {
        return Optional.ofNullable(extensions.getExtension(oid)).map(Extension::getParsedValue);
    }

    /** RFC 3161, 2.3: the purpose stands alone, and the extension is critical. */
    private static boolean stampsTime(Extensions extensions) {
        return Optional.ofNullable(extensions.getExtension(Extension.extendedKeyUsage))
                .filter(Extension::isCritical)
                .map(Extension::getParsedValue)
                .map(ExtendedKeyUsage::getInstance)
                .filter(usage -> usage.size() == 1)
                .filter(usage -> usage.hasKeyPurposeId(KeyPurposeId.id_kp_timeStamping))
                .isPresent();
    }

    private static int bits(KeyUsage usage) {
        int bits = 0;
        for (int bit = 1; bit <= KeyUsage.decipherOnly; bit <<= 1) {
            bits |= usage.hasUsages(bit) ? bit : 0;
        }
        return bits;
    }

    private static int pathLength(ASN1Integer length) {
        int value = length.intValueExact();
        if (value < 0) {
            throw new IllegalArgumentException("pathLenConstraint is negative");
        }
        return value;
    }

    private static @Nullable String findPersonal(Extensions extensions) {
        Stream<String> named = Arrays.stream(extensions.getExtensionOIDs())
                .map(ASN1ObjectIdentifier::getId)
                .filter(PERSONAL::contains)
                .map(oid -> "extension " + oid);
        Stream<String> alternative =
                value(extensions, Extension.subjectAlternativeName).map(GeneralNames::getInstance).stream()
                        .flatMap(names -> Arrays.stream(names.getNames()))
                        .filter(name -> name.getTagNo() == GeneralName.directoryName)
                        .map(name -> new DistinguishedName(X500Name.getInstance(name.getName())))
                        .flatMap(name -> name.personalAttribute().stream())
                        .map(attribute -> "attribute " + attribute + " in the alternative name");
        return Stream.concat(named, alternative).findFirst().orElse(null);
    }

    int keyUsageBits() {
        return keyUsageBits;
    }

    /** Whether the key may sign time stamps, and therefore nothing else. */
    boolean stampsTime() {
        return stampsTime;
    }

    boolean isAuthority() {
        return authority;
    }

    int pathLength() {
        return pathLength;
    }

    byte @Nullable [] subjectKeyId() {
        return subjectKeyId;
    }

    byte @Nullable [] authorityKeyId() {
        return authorityKeyId;
    }

    /** An extension marked critical that is not understood here. */
    Optional<String> unknownCritical() {
        return unknownCriticals.stream().findFirst().map(ASN1ObjectIdentifier::getId);
    }

    /** The same where the extended key usage is understood: of certificates for one special use. */
    Optional<String> unknownCriticalBesideExtendedUsage() {
        return unknownCriticals.stream()
                .filter(oid -> !oid.equals(Extension.extendedKeyUsage))
                .findFirst()
                .map(ASN1ObjectIdentifier::getId);
    }

    /** Whether the extended key usage names a purpose. */
    boolean hasExtendedUsage(KeyPurposeId purpose) {
        return extendedUsages.contains(purpose.getId());
    }

    /** An extension that describes a natural person. */
    Optional<String> personal() {
        return Optional.ofNullable(personal);
    }
}
