package io.shuheng.crypto.certificate;

import io.shuheng.crypto.certificate.CertificateChain.Code;
import io.shuheng.crypto.certificate.CertificateChain.Invalid;
import io.shuheng.crypto.certificate.OcspEvidence.NotRevoked;
import java.util.List;
import java.util.Optional;

/** What the revocation lists and the OCSP responses on one issuer's certificates say at a time. */
final class Revocations {
    private final List<RevocationList> lists;
    private final List<OcspResponse> responses;
    private final Certificate issuer;
    private final long at;

    Revocations(RevocationEvidence all, Certificate issuer, long at) {
        this.lists = all.lists().stream().filter(list -> list.names(issuer)).toList();
        this.responses = all.responses();
        this.issuer = issuer;
        this.at = at;
    }

    /**
     * Whether a list or a response covers the time, so that an absent serial number means not revoked. A list made after the certificate ended
     * may have dropped it (RFC 5280, 3.3) and says nothing.
     */
    boolean covers(Certificate subject) {
        return lists.stream().anyMatch(list -> list.covers(at) && list.thisUpdate() <= subject.notAfter())
                || responses.stream().anyMatch(response -> judge(response, subject) instanceof NotRevoked);
    }

    private OcspEvidence judge(OcspResponse response, Certificate subject) {
        return OcspEvidence.of(response, subject, issuer, lists, at);
    }

    /**
     * A list that does not verify refuses rather than being skipped: leaving out a list must not be as easy as spoiling it. A
     * revocation counts from its date on, whichever list tells of it.
     */
    Optional<Invalid> fault(Certificate subject) {
        for (RevocationList list : lists) {
            if ((issuer.extensions().keyUsageBits() & CertificateUsage.AUTHORITY_SIGNS_REVOCATIONS) == 0) {
                return Optional.of(new Invalid(Code.NOT_A_CA, issuer + " may not sign revocation lists"));
            }
            if (!list.isSignedBy(issuer.publicKey())) {
                return Optional.of(new Invalid(Code.BAD_SIGNATURE, list + " is not signed by the key of " + issuer));
            }
            Optional<Revocation> entry = list.find(subject.serial()).filter(found -> found.revokedAt() <= at);
            if (entry.isPresent()) {
                return entry.map(found -> new Invalid(
                        Code.REVOKED,
                        subject + " was revoked at " + found.revokedAt() + ", not after " + at + ": "
                                + found.reason()));
            }
        }
        return responses.stream()
                .flatMap(response -> fault(judge(response, subject), subject).stream())
                .findFirst();
    }

    /** An answer on this certificate that is not what it claims refuses like such a list; one that says nothing of the time is nothing. */
    private static Optional<Invalid> fault(OcspEvidence evidence, Certificate subject) {
        if (evidence instanceof OcspEvidence.Revoked revoked) {
            Revocation found = revoked.revocation();
            return Optional.of(new Invalid(
                    Code.REVOKED,
                    subject + " was revoked at " + found.revokedAt() + ": " + found.reason()
                            + ", says an OCSP response"));
        }
        if (evidence instanceof OcspEvidence.Rejected rejected) {
            return switch (rejected.fault()) {
                case BAD_SIGNATURE, RESPONDER_ENDED -> Optional.of(new Invalid(Code.BAD_SIGNATURE, rejected.message()));
                case NOT_A_RESPONDER -> Optional.of(new Invalid(Code.NOT_A_RESPONDER, rejected.message()));
                case OTHER_CERTIFICATE, NONCE_MISMATCH, UNKNOWN_STATUS, STALE, MADE_AFTER_END -> Optional.empty();
            };
        }
        return Optional.empty();
    }
}
