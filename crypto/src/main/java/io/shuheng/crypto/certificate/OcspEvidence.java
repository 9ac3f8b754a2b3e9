package io.shuheng.crypto.certificate;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;

/**
 * What a response proves of one certificate at a time: whether its signer may answer for the issuer, and what the answer says. Never throws for
 * what the bytes are. Immutable.
 *
 * <p>Signers are the issuer itself, or a responder to which it issued a certificate with the purpose OCSPSigning (RFC 6960, 4.2.2.2), good when
 * the response was signed and not on a revocation list at hand by then.
 */
public sealed interface OcspEvidence {
    /**
     * The certificate was not revoked at the time.
     *
     * @param answer which says so
     */
    record NotRevoked(OcspAnswer answer) implements OcspEvidence {}

    /**
     * The certificate was revoked at the time.
     *
     * @param revocation since when and why
     */
    record Revoked(Revocation revocation) implements OcspEvidence {}

    /**
     * The response proves nothing of the certificate at the time.
     *
     * @param fault why, for programs
     * @param message which value, which rule
     */
    record Rejected(Fault fault, String message) implements OcspEvidence {}

    /** Why a response proves nothing; names are stable across versions. */
    enum Fault {
        /** No answer is on this certificate of this issuer. */
        OTHER_CERTIFICATE,
        /** Neither the issuer nor a responder of its own signed it. */
        NOT_A_RESPONDER,
        /** The responder's certificate did not hold when it signed, or was revoked. */
        RESPONDER_ENDED,
        /** The signature does not verify with the responder's key. */
        BAD_SIGNATURE,
        /** It carries another nonce than was asked with, or none. */
        NONCE_MISMATCH,
        /** The responder does not know the certificate. */
        UNKNOWN_STATUS,
        /** The time lies after what the answer covers: newer knowledge was due. */
        STALE,
        /** The answer was made after the certificate had ended, when responders may forget it. */
        MADE_AFTER_END
    }

    /**
     * Judges a response.
     *
     * @param response the response
     * @param subject the certificate asked about
     * @param issuer who issued it
     * @param revocationLists lists at hand of the same issuer, which may revoke the responder
     * @param atEpochSeconds the time, seconds since 1970
     * @return what it proves
     */
    static OcspEvidence of(
            OcspResponse response,
            Certificate subject,
            Certificate issuer,
            Collection<RevocationList> revocationLists,
            long atEpochSeconds) {
        Optional<OcspAnswer> found = response.find(subject, issuer);
        if (found.isEmpty()) {
            return new Rejected(Fault.OTHER_CERTIFICATE, response + " has no answer on " + subject);
        }
        Optional<Rejected> fault = signerFault(response, issuer, revocationLists);
        return fault.isPresent() ? fault.get() : said(found.get(), subject, atEpochSeconds);
    }

    /**
     * Judges a response to a request that was sent with a nonce.
     *
     * @param response the response
     * @param nonce what was sent
     * @param subject the certificate asked about
     * @param issuer who issued it
     * @param atEpochSeconds the time, seconds since 1970
     * @return what it proves
     */
    static OcspEvidence of(
            OcspResponse response, byte[] nonce, Certificate subject, Certificate issuer, long atEpochSeconds) {
        boolean same = response.nonce().filter(got -> Arrays.equals(got, nonce)).isPresent();
        return same
                ? of(response, subject, issuer, List.of(), atEpochSeconds)
                : new Rejected(Fault.NONCE_MISMATCH, response + " does not carry the nonce that was asked with");
    }

    private static OcspEvidence said(OcspAnswer answer, Certificate subject, long at) {
        Optional<Revocation> revocation = answer.revocation().filter(found -> found.revokedAt() <= at);
        if (revocation.isPresent()) {
            return new Revoked(revocation.get());
        }
        if (answer.status() == OcspAnswer.Status.UNKNOWN) {
            return new Rejected(Fault.UNKNOWN_STATUS, answer + ": its responder does not know the certificate");
        }
        if (!answer.covers(at)) {
            return new Rejected(Fault.STALE, answer + " covers no time after its next update, and " + at + " is");
        }
        return answer.thisUpdate() <= subject.notAfter()
                ? new NotRevoked(answer)
                : new Rejected(
                        Fault.MADE_AFTER_END,
                        answer + " was made after the certificate ended at " + subject.notAfter());
    }

    /** Why the signature is not one that may answer for the issuer; nothing if it may. */
    private static Optional<Rejected> signerFault(
            OcspResponse response, Certificate issuer, Collection<RevocationList> lists) {
        if (response.names(issuer)) {
            return response.signed().isSignedBy(issuer.publicKey())
                    ? Optional.empty()
                    : rejected(Fault.BAD_SIGNATURE, response + " is not signed by the key of " + issuer);
        }
        Optional<Certificate> responder =
                response.certificates().stream().filter(response::names).findFirst();
        if (responder.isEmpty() || !isDelegated(responder.get(), issuer)) {
            return rejected(Fault.NOT_A_RESPONDER, response + " names a responder that may not answer for " + issuer);
        }
        return delegatedFault(response, responder.get(), issuer, lists);
    }

    private static boolean isDelegated(Certificate responder, Certificate issuer) {
        CertificateExtensions extensions = responder.extensions();
        return responder.issuer().equals(issuer.subject())
                && extensions.hasExtendedUsage(KeyPurposeId.id_kp_OCSPSigning)
                && (extensions.keyUsageBits() & KeyUsage.digitalSignature) != 0
                && extensions.unknownCriticalBesideExtendedUsage().isEmpty()
                && responder.isSignedBy(issuer.publicKey());
    }

    private static Optional<Rejected> delegatedFault(
            OcspResponse response, Certificate responder, Certificate issuer, Collection<RevocationList> lists) {
        long signedAt = response.producedAt();
        if (signedAt < responder.notBefore() || signedAt > responder.notAfter()) {
            return rejected(
                    Fault.RESPONDER_ENDED,
                    responder + " holds from " + responder.notBefore() + " to " + responder.notAfter()
                            + ", the response was signed at " + signedAt);
        }
        boolean revoked = lists.stream()
                .filter(list -> list.isIssuedBy(issuer))
                .flatMap(list -> list.find(responder.serial()).stream())
                .anyMatch(entry -> entry.invalidFrom() <= signedAt);
        if (revoked) {
            return rejected(Fault.RESPONDER_ENDED, responder + " was revoked before it signed at " + signedAt);
        }
        return response.signed().isSignedBy(responder.publicKey())
                ? Optional.empty()
                : rejected(Fault.BAD_SIGNATURE, response + " is not signed by the key of " + responder);
    }

    private static Optional<Rejected> rejected(Fault fault, String message) {
        return Optional.of(new Rejected(fault, message));
    }
}
