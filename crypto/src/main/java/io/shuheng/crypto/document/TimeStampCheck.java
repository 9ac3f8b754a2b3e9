package io.shuheng.crypto.document;

import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.document.TimeStampResult.Refused;
import io.shuheng.crypto.document.TimeStampResult.Stamped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a time stamp shows that a content existed at a time (RFC 3161, 2.2 and 2.3): imprint, nonce, policy, accuracy, signed
 * attributes, a certificate for time stamps alone, its signature and its path at the time stamped, and an authority that is not the
 * operator. Stateless and thread-safe.
 */
public final class TimeStampCheck {
    private static final long NS_PER_SECOND = 1_000_000_000L;

    private TimeStampCheck() {}

    /**
     * Checks the answer to a request. Never throws for what the bytes are.
     *
     * @param response the authority's answer in DER
     * @param request what was asked
     * @param trust what the check rests on
     * @return stamped or not, and why
     */
    public static TimeStampResult ofResponse(byte[] response, TimeStampRequest request, TimeStampTrust trust) {
        TimeStampResponse read;
        try {
            read = TimeStampResponse.ofDer(response);
        } catch (CryptoException e) {
            return unreadable(e);
        }
        if (read.token().isEmpty()) {
            return new Refused(TimeStampFault.NOT_GRANTED, "status " + read.status() + ": " + read.text());
        }
        TimeStampToken token = read.token().get();
        Refused other = otherRequest(token, request);
        return other != null ? other : check(token, trust);
    }

    private static @Nullable Refused otherRequest(TimeStampToken token, TimeStampRequest request) {
        if (!token.answers(request)) {
            return new Refused(TimeStampFault.IMPRINT_MISMATCH, token + " is not over the hash asked about");
        }
        if (!token.nonce().equals(request.nonce())) {
            return new Refused(
                    TimeStampFault.NONCE_MISMATCH,
                    token + " has nonce " + token.nonce() + ", the request " + request.nonce());
        }
        if (request.policy().isPresent() && !request.policy().get().equals(token.policy())) {
            return new Refused(
                    TimeStampFault.POLICY_MISMATCH,
                    token + " was asked for under policy " + request.policy().get());
        }
        return null;
    }

    /**
     * Checks a token over a content, long after it was made. Never throws for what the bytes are.
     *
     * @param token the token in DER
     * @param content what it is said to be over
     * @param trust what the check rests on
     * @return stamped or not, and why
     */
    public static TimeStampResult of(byte[] token, byte[] content, TimeStampTrust trust) {
        TimeStampToken read;
        try {
            read = TimeStampToken.ofDer(token);
        } catch (CryptoException e) {
            return unreadable(e);
        }
        return read.isOver(content)
                ? check(read, trust)
                : new Refused(
                        TimeStampFault.IMPRINT_MISMATCH,
                        read + " is not over " + read.hash() + " of the " + content.length + " bytes");
    }

    private static Refused unreadable(CryptoException e) {
        return new Refused(TimeStampFault.UNREADABLE, String.valueOf(e.getMessage()));
    }

    private static TimeStampResult check(TimeStampToken token, TimeStampTrust trust) {
        try {
            Refused fault = statementFault(token, trust);
            return fault != null ? fault : checkSigner(token, trust);
        } catch (CryptoException e) {
            return unreadable(e);
        }
    }

    private static @Nullable Refused statementFault(TimeStampToken token, TimeStampTrust trust) {
        if (!trust.policies().isEmpty() && !trust.policies().contains(token.policy())) {
            return new Refused(
                    TimeStampFault.POLICY_MISMATCH, token + " is under none of the policies " + trust.policies());
        }
        if (token.accuracyNs().orElse(0) > trust.maximumAccuracyNs()) {
            return new Refused(
                    TimeStampFault.ACCURACY_TOO_WIDE,
                    token + " has an accuracy of " + token.accuracyNs().orElse(0) + " ns, at most "
                            + trust.maximumAccuracyNs() + " are accepted");
        }
        return null;
    }

    private static TimeStampResult checkSigner(TimeStampToken token, TimeStampTrust trust) {
        CmsSigner signer = token.data().signers().get(0);
        SignedAttributes attributes = signer.signedAttributes();
        CertificateReference reference = attributes == null ? null : attributes.certificate();
        byte[] digest = attributes == null ? null : attributes.messageDigest();
        byte[] content = token.data().content();
        if (attributes == null || reference == null || digest == null || content == null) {
            return new Refused(
                    TimeStampFault.ATTRIBUTE_MISSING,
                    signer.name() + " lacks one of the signed attributes messageDigest and signingCertificateV2");
        }
        HashAlgorithm hash = HashAlgorithm.of(signer.digestAlgorithm(), "time stamp signer");
        if (!token.data().contentType().equals(attributes.contentType())
                || !Arrays.equals(digest, hash.hash(content))) {
            return new Refused(TimeStampFault.CONTENT_MISMATCH, signer.name() + " signed another content type or hash");
        }
        List<StampingCertificate> atHand = atHand(token, trust);
        Optional<StampingCertificate> found = atHand.stream()
                .filter(each -> signer.name().names(each.issuerDer(), each.serial(), each.subjectKeyId()))
                .findFirst();
        if (found.isEmpty()) {
            return new Refused(TimeStampFault.CERTIFICATE_MISSING, "no certificate at hand is " + signer.name());
        }
        Refused fault = certificateFault(found.get(), reference, signer, attributes, trust);
        return fault != null ? fault : checkPath(token, found.get(), atHand, trust);
    }

    private static List<StampingCertificate> atHand(TimeStampToken token, TimeStampTrust trust) {
        List<byte[]> ders = new ArrayList<>(token.data().certificates());
        ders.addAll(trust.certificates());
        trust.anchors().forEach(anchor -> ders.add(anchor.der()));
        ders.addAll(trust.foreignAnchors());
        return StampingCertificate.all(ders);
    }

    private static @Nullable Refused certificateFault(
            StampingCertificate certificate,
            CertificateReference reference,
            CmsSigner signer,
            SignedAttributes attributes,
            TimeStampTrust trust) {
        if (!reference.means(certificate.der(), certificate.issuerDer(), certificate.serial())) {
            return new Refused(
                    TimeStampFault.CERTIFICATE_MISMATCH,
                    certificate.subject() + " is not the certificate that its signer signed under");
        }
        if (!certificate.stampsTime()) {
            return new Refused(
                    TimeStampFault.WRONG_USAGE, certificate.subject() + " is not certified for time stamps alone");
        }
        if (certificate instanceof StampingCertificate.Foreign
                && trust.foreignAnchors().isEmpty()) {
            // Said before its signature, whose algorithm and length are an outsider's choice, costs anything.
            return new Refused(
                    TimeStampFault.CERTIFICATE_INVALID,
                    certificate.subject() + " does not sign with SM2, and no foreign authority is trusted");
        }
        try {
            if (certificate.signed(signer, attributes.signedBytes())) {
                return null;
            }
        } catch (CryptoException e) {
            return new Refused(TimeStampFault.SIGNATURE_WRONG, String.valueOf(e.getMessage()));
        }
        return new Refused(
                TimeStampFault.SIGNATURE_WRONG,
                "the signature does not hold under the key of " + certificate.subject());
    }

    private static TimeStampResult checkPath(
            TimeStampToken token,
            StampingCertificate certificate,
            List<StampingCertificate> atHand,
            TimeStampTrust trust) {
        long at = Math.floorDiv(token.timeNs(), NS_PER_SECOND);
        StampingPath path = certificate.path(atHand, token.data().revocationLists(), trust, at);
        if (path instanceof StampingPath.Missing missing) {
            return new Refused(TimeStampFault.CERTIFICATE_INVALID, missing.why());
        }
        StampingPath.Found found = (StampingPath.Found) path;
        if (found.isOf(trust.operators())) {
            return new Refused(
                    TimeStampFault.SIGNED_BY_OPERATOR,
                    certificate.subject() + " is the operator, or certified by the operator: this anchors no time");
        }
        return new Stamped(
                token,
                certificate.subject(),
                certificate instanceof StampingCertificate.Foreign,
                found.revocationChecked());
    }
}
