package io.shuheng.crypto.document;

import io.shuheng.crypto.Sm2Verdict;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.certificate.CertificateChain;
import io.shuheng.crypto.certificate.CertificateUsage;
import io.shuheng.crypto.certificate.RevocationList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.jspecify.annotations.Nullable;

/** Checks the signers of one document, and who signed their signatures. For one thread. */
final class SignerCheck {
    /** Countersignatures and time stamps cost a verification each, and a few bytes. */
    private static final int MAXIMUM_FURTHER_SIGNATURES = 64;

    private final DocumentTrust trust;
    private final ASN1ObjectIdentifier contentType;
    private final List<Certificate> certificates;
    private final List<Certificate> authorities;
    private final List<RevocationList> revocationLists;
    private int furtherSignatures;

    SignerCheck(SignedDocument document, DocumentTrust trust) {
        this.trust = trust;
        this.contentType = document.data().contentType();
        this.certificates = Stream.of(document.certificates(), trust.certificates(), trust.anchors())
                .flatMap(each -> each.stream())
                .distinct()
                .toList();
        this.authorities =
                certificates.stream().filter(Certificate::isAuthority).toList();
        this.revocationLists = Stream.concat(document.revocationLists().stream(), trust.revocationLists().stream())
                .toList();
    }

    /** A signer of the content. */
    SignerReport signer(CmsSigner signer, byte[] content) {
        return check(signer, content, contentType);
    }

    private SignerReport check(CmsSigner signer, byte[] content, @Nullable ASN1ObjectIdentifier type) {
        requireAlgorithms(signer);
        SignedAttributes attributes = signer.signedAttributes();
        Certificate certificate = certificate(signer, attributes);
        if (attributes == null) {
            requireNoAttributesAllowed(signer);
            requireContentOfItsOwn(signer, content);
        } else {
            requireContent(signer, attributes, content, type);
            requireTime(signer, attributes, certificate);
        }
        byte[] message = attributes == null ? content : attributes.signedBytes();
        if (Sm2Verdict.of(certificate.publicKey(), message, signer.signature()) instanceof Sm2Verdict.Rejected bad) {
            throw new DocumentRefusal(
                    DocumentFault.SIGNATURE_WRONG, bad.reason(), signer.name() + ": " + bad.message());
        }
        return new SignerReport(
                certificate,
                attributes == null ? OptionalLong.empty() : attributes.signingTime(),
                chain(certificate),
                countersigners(signer),
                timeStamps(signer));
    }

    private static void requireAlgorithms(CmsSigner signer) {
        HashAlgorithm hash = null;
        if (signer.digestAlgorithm().getAlgorithm().equals(GMObjectIdentifiers.sm3)) {
            hash = HashAlgorithm.of(signer.digestAlgorithm(), "signer");
        }
        if (hash == null || !signer.isSm2()) {
            throw new DocumentRefusal(
                    DocumentFault.ALGORITHM_UNSUPPORTED,
                    signer.name() + " signs with " + signer.signatureAlgorithm().getAlgorithm() + " over "
                            + signer.digestAlgorithm().getAlgorithm() + ", not SM2 over SM3");
        }
    }

    /** Where several certificates have the name, the one that the signer says it signed under. */
    private Certificate certificate(CmsSigner signer, @Nullable SignedAttributes attributes) {
        List<Certificate> named =
                certificates.stream().filter(signer.name()::names).toList();
        if (named.isEmpty()) {
            throw new DocumentRefusal(DocumentFault.CERTIFICATE_MISSING, "no certificate at hand is " + signer.name());
        }
        CertificateReference reference = attributes == null ? null : attributes.certificate();
        if (reference == null) {
            if (attributes != null && trust.attributes() == AttributeRule.EVIDENCE) {
                throw missing(signer, "signingCertificateV2");
            }
            return named.get(0);
        }
        return named.stream()
                .filter(each -> reference.means(each.der(), each.issuer().der(), each.serial()))
                .findFirst()
                .orElseThrow(() -> new DocumentRefusal(
                        DocumentFault.CERTIFICATE_MISMATCH,
                        named.get(0) + " is not the certificate that its signer signed under"));
    }

    private void requireNoAttributesAllowed(CmsSigner signer) {
        if (trust.attributes() == AttributeRule.EVIDENCE) {
            throw new DocumentRefusal(
                    DocumentFault.ATTRIBUTE_MISSING, signer.name() + " has no signed attributes, which are demanded");
        }
    }

    /*
     * The signature of a signer with attributes is over the attributes, as a SET. Whoever gives that SET out as the content, and
     * leaves the attributes away, has a signature that fits what nobody meant to sign. So bytes that have this form are no content.
     */
    private static void requireContentOfItsOwn(CmsSigner signer, byte[] content) {
        if (SignedAttributes.isOne(content)) {
            throw new DocumentRefusal(
                    DocumentFault.CONTENT_IS_ATTRIBUTES,
                    signer.name()
                            + " has no signed attributes, and the content is such a set: it was signed for another");
        }
    }

    private static DocumentRefusal missing(CmsSigner signer, String attribute) {
        return new DocumentRefusal(
                DocumentFault.ATTRIBUTE_MISSING, signer.name() + " has no signed attribute " + attribute);
    }

    private static void requireContent(
            CmsSigner signer, SignedAttributes attributes, byte[] content, @Nullable ASN1ObjectIdentifier type) {
        ASN1ObjectIdentifier stated = attributes.contentType();
        if (type != null && stated == null) {
            throw missing(signer, "contentType");
        }
        if (type == null ? stated != null : !type.equals(stated)) {
            throw new DocumentRefusal(
                    DocumentFault.CONTENT_TYPE_MISMATCH,
                    signer.name() + " signed content type " + stated + ", not "
                            + (type == null ? "none, as a countersignature must" : type.getId()));
        }
        byte[] digest = attributes.messageDigest();
        if (digest == null) {
            throw missing(signer, "messageDigest");
        }
        if (!Arrays.equals(digest, HashAlgorithm.SM3.hash(content))) {
            throw new DocumentRefusal(
                    DocumentFault.DIGEST_MISMATCH,
                    signer.name() + " signed another hash than SM3 of the " + content.length + " bytes");
        }
    }

    private void requireTime(CmsSigner signer, SignedAttributes attributes, Certificate certificate) {
        if (attributes.signingTime().isEmpty()) {
            if (trust.attributes() == AttributeRule.EVIDENCE) {
                throw missing(signer, "signingTime");
            }
            return;
        }
        long time = attributes.signingTime().getAsLong();
        boolean inTime =
                time <= trust.atEpochSeconds() && time >= certificate.notBefore() && time <= certificate.notAfter();
        if (!inTime) {
            throw new DocumentRefusal(
                    DocumentFault.SIGNING_TIME_OUTSIDE,
                    signer.name() + " says it signed at " + time + ", which is not within " + certificate.notBefore()
                            + " to " + Math.min(certificate.notAfter(), trust.atEpochSeconds()));
        }
    }

    private CertificateChain.Valid chain(Certificate certificate) {
        CertificateChain.Result result = CertificateChain.validate(
                certificate,
                authorities,
                trust.anchors(),
                revocationLists,
                trust.atEpochSeconds(),
                CertificateUsage.SIGN);
        if (result instanceof CertificateChain.Valid valid) {
            return valid;
        }
        CertificateChain.Invalid invalid = (CertificateChain.Invalid) result;
        throw new DocumentRefusal(DocumentFault.CERTIFICATE_INVALID, invalid.code() + ": " + invalid.message());
    }

    private List<SignerReport> countersigners(CmsSigner signer) {
        List<SignerReport> reports = new ArrayList<>();
        for (DerElement value : signer.unsigned(CMSAttributes.counterSignature)) {
            requireFew(signer);
            reports.add(check(CmsSigner.of(value, "countersignature"), signer.signature(), null));
        }
        return reports;
    }

    private List<TimeStampResult> timeStamps(CmsSigner signer) {
        List<TimeStampResult> results = new ArrayList<>();
        for (DerElement value : signer.unsigned(PKCSObjectIdentifiers.id_aa_signatureTimeStampToken)) {
            requireFew(signer);
            results.add(TimeStampCheck.of(value.bytes(), signer.signature(), trust.timeStamps()));
        }
        return results;
    }

    private void requireFew(CmsSigner signer) {
        if (++furtherSignatures > MAXIMUM_FURTHER_SIGNATURES) {
            throw new DocumentRefusal(
                    DocumentFault.TOO_MANY_SIGNATURES,
                    "more than " + MAXIMUM_FURTHER_SIGNATURES + " countersignatures and time stamps, the last on "
                            + signer.name());
        }
    }
}
