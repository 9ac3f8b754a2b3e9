package io.shuheng.crypto.document;

import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.certificate.DistinguishedName;
import io.shuheng.crypto.certificate.RevocationList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the check of a time stamp rests on. Immutable; the arrays are not to be changed.
 *
 * @param anchors SM2 certificates trusted to certify time stamp authorities
 * @param foreignAnchors RSA or ECDSA certificates trusted for it, in DER; none refuses every stamp not signed with SM2
 * @param certificates of authorities, in DER and of either kind, at hand beside those in the token
 * @param revocationLists at hand, of SM2 authorities
 * @param operators certificates of who runs the ledger: a stamp under their keys or names anchors no time
 * @param policies object identifiers of the policies accepted; empty accepts any
 * @param maximumAccuracyNs widest accuracy accepted, nanoseconds
 */
public record TimeStampTrust(
        Collection<Certificate> anchors,
        Collection<byte[]> foreignAnchors,
        Collection<byte[]> certificates,
        Collection<RevocationList> revocationLists,
        Collection<Certificate> operators,
        Set<String> policies,
        long maximumAccuracyNs) {
    /** Trusts nobody: every time stamp is refused. */
    public static final TimeStampTrust NONE = of(List.of(), List.of());

    private static final long ONE_MINUTE_NS = 60_000_000_000L;

    /** Copies the collections. */
    public TimeStampTrust {
        anchors = List.copyOf(anchors);
        foreignAnchors = List.copyOf(foreignAnchors);
        certificates = List.copyOf(certificates);
        revocationLists = List.copyOf(revocationLists);
        operators = List.copyOf(operators);
        policies = Set.copyOf(policies);
    }

    /**
     * Trusts SM2 authorities, any policy, an accuracy of a minute or better.
     *
     * @param anchors certificates trusted
     * @param operators certificates of who runs the ledger
     * @return the trust
     */
    public static TimeStampTrust of(Collection<Certificate> anchors, Collection<Certificate> operators) {
        return new TimeStampTrust(anchors, List.of(), List.of(), List.of(), operators, Set.of(), ONE_MINUTE_NS);
    }

    /**
     * The same, trusting RSA or ECDSA authorities too.
     *
     * @param foreign their anchors in DER
     * @return the trust
     */
    public TimeStampTrust withForeign(Collection<byte[]> foreign) {
        return new TimeStampTrust(
                anchors, foreign, certificates, revocationLists, operators, policies, maximumAccuracyNs);
    }

    /**
     * Whose a certificate is that an anchor of the foreign kind may be: with an RSA or ECDSA key.
     *
     * @param der the certificate, whatever the bytes are
     * @return its subject, or nothing where it is no such certificate
     */
    public static Optional<DistinguishedName> foreignSubject(byte[] der) {
        return StampingCertificate.all(List.of(der)).stream()
                .filter(StampingCertificate.Foreign.class::isInstance)
                .map(StampingCertificate::subject)
                .findFirst();
    }

    /**
     * The same with more at hand.
     *
     * @param more certificates of authorities, in DER
     * @param lists revocation lists
     * @return the trust
     */
    public TimeStampTrust with(Collection<byte[]> more, Collection<RevocationList> lists) {
        return new TimeStampTrust(anchors, foreignAnchors, more, lists, operators, policies, maximumAccuracyNs);
    }

    /**
     * The same, accepting some policies only.
     *
     * @param accepted their object identifiers
     * @return the trust
     */
    public TimeStampTrust withPolicies(Set<String> accepted) {
        return new TimeStampTrust(
                anchors, foreignAnchors, certificates, revocationLists, operators, accepted, maximumAccuracyNs);
    }

    /**
     * The same with another bound on the accuracy.
     *
     * @param widestNs widest accuracy accepted, nanoseconds
     * @return the trust
     */
    public TimeStampTrust withAccuracyNs(long widestNs) {
        return new TimeStampTrust(
                anchors, foreignAnchors, certificates, revocationLists, operators, policies, widestNs);
    }
}
