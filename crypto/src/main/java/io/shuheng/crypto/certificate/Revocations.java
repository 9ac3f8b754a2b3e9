package io.shuheng.crypto.certificate;

import io.shuheng.crypto.certificate.CertificateChain.Code;
import io.shuheng.crypto.certificate.CertificateChain.Invalid;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What the revocation lists of one issuer say at a time. */
final class Revocations {
    private final List<RevocationList> lists;
    private final Certificate issuer;
    private final long at;

    Revocations(Collection<RevocationList> all, Certificate issuer, long at) {
        this.lists = all.stream().filter(list -> list.names(issuer)).toList();
        this.issuer = issuer;
        this.at = at;
    }

    /**
     * Whether a list covers the time, so that an absent serial number means not revoked. A list made after the certificate ended
     * may have dropped it (RFC 5280, 3.3) and says nothing.
     */
    boolean covers(Certificate subject) {
        return lists.stream().anyMatch(list -> list.covers(at) && list.thisUpdate() <= subject.notAfter());
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
        return Optional.empty();
    }
}
