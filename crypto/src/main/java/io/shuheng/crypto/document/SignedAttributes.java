package io.shuheng.crypto.document;

import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.CryptoException.Code;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.certificate.DerTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.Time;
import org.jspecify.annotations.Nullable;

/**
 * What a signer signed in place of the content (RFC 5652, 5.3 and 11): in DER, each type once, one value where one is meant. Types
 * not known here are signed with the rest and otherwise ignored. Immutable.
 */
final class SignedAttributes {
    private static final int MAXIMUM_LENGTH = 64 << 10;

    private final byte[] signedBytes;
    private final @Nullable ASN1ObjectIdentifier contentType;
    private final byte @Nullable [] messageDigest;
    private final OptionalLong signingTime;
    private final @Nullable CertificateReference certificate;

    private SignedAttributes(byte[] signedBytes, List<CmsAttribute> attributes, String what) {
        this.signedBytes = signedBytes;
        requireOnce(attributes, what);
        this.contentType = single(attributes, CMSAttributes.contentType, what)
                .map(ASN1ObjectIdentifier::getInstance)
                .orElse(null);
        this.messageDigest = single(attributes, CMSAttributes.messageDigest, what)
                .map(ASN1OctetString::getInstance)
                .map(ASN1OctetString::getOctets)
                .orElse(null);
        Optional<ASN1Primitive> time = single(attributes, CMSAttributes.signingTime, what);
        this.signingTime = time.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(DerTime.epochSeconds(Time.getInstance(time.get()), what + " signingTime"));
        this.certificate = single(attributes, PKCSObjectIdentifiers.id_aa_signingCertificateV2, what)
                .map(SigningCertificateV2::getInstance)
                .map(value -> CertificateReference.of(value, what))
                .orElse(null);
    }

    static SignedAttributes read(DerElement tagged, String what) {
        DerElement set = DerElement.of(tagged.bytesAs(DerElement.SET), MAXIMUM_LENGTH, what + " signed attributes");
        set.parsed(what + " signed attributes");
        return new SignedAttributes(set.bytes(), CmsAttribute.all(set, what), what);
    }

    /** Whether bytes have the form of such a set, so that a signature over them may have been made over attributes. */
    static boolean isOne(byte[] bytes) {
        if (bytes.length == 0 || (bytes[0] & 0xFF) != DerElement.SET) {
            return false;
        }
        try {
            return CmsAttribute.all(DerElement.of(bytes, bytes.length, "content"), "content").stream()
                    .anyMatch(attribute -> attribute.type().equals(CMSAttributes.messageDigest));
        } catch (CryptoException e) {
            return e.code() != Code.MALFORMED;
        }
    }

    private static void requireOnce(List<CmsAttribute> attributes, String what) {
        Set<ASN1ObjectIdentifier> seen = new HashSet<>();
        for (CmsAttribute attribute : attributes) {
            if (!seen.add(attribute.type())) {
                throw DerElement.malformed(what, "signed attribute " + attribute.type() + " stands twice");
            }
        }
    }

    private static Optional<ASN1Primitive> single(
            List<CmsAttribute> attributes, ASN1ObjectIdentifier type, String what) {
        for (CmsAttribute attribute : attributes) {
            if (attribute.type().equals(type)) {
                if (attribute.values().size() != 1) {
                    throw new CryptoException(
                            Code.MALFORMED,
                            what + ": signed attribute " + type + " has "
                                    + attribute.values().size() + " values, not one");
                }
                return Optional.of(attribute.values().get(0).parsed(what));
            }
        }
        return Optional.empty();
    }

    /** The attributes as the SET that is hashed and signed. */
    byte[] signedBytes() {
        return signedBytes.clone();
    }

    @Nullable
    ASN1ObjectIdentifier contentType() {
        return contentType;
    }

    byte @Nullable [] messageDigest() {
        return messageDigest;
    }

    OptionalLong signingTime() {
        return signingTime;
    }

    @Nullable
    CertificateReference certificate() {
        return certificate;
    }

    /** Makes the SET to be signed; a countersignature has no content type (RFC 5652, 11.4). */
    static byte[] encoded(
            @Nullable ASN1ObjectIdentifier contentType,
            byte[] digest,
            OptionalLong signingTime,
            Certificate certificate) {
        List<byte[]> attributes = new ArrayList<>();
        if (contentType != null) {
            attributes.add(CmsAttribute.encoded(CMSAttributes.contentType, contentType));
        }
        attributes.add(CmsAttribute.encoded(CMSAttributes.messageDigest, new DEROctetString(digest)));
        signingTime.ifPresent(
                time -> attributes.add(CmsAttribute.encoded(CMSAttributes.signingTime, DerTime.of(time))));
        attributes.add(CmsAttribute.encoded(
                PKCSObjectIdentifiers.id_aa_signingCertificateV2, CertificateReference.encoded(certificate)));
        return DerWriter.setOf(DerElement.SET, attributes);
    }
}
