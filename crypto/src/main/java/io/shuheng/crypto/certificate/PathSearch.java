package io.shuheng.crypto.certificate;

import io.shuheng.crypto.certificate.CertificateChain.Code;
import io.shuheng.crypto.certificate.CertificateChain.Invalid;
import io.shuheng.crypto.certificate.CertificateChain.Result;
import io.shuheng.crypto.certificate.CertificateChain.Valid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One search for a path, depth first, anchors before intermediates, with a bound on signatures verified. */
final class PathSearch {
    /** A mesh of authorities with equal names must not cost more than this. */
    private static final int MAXIMUM_SIGNATURES = 256;

    private final List<Certificate> intermediates;
    private final List<Certificate> anchors;
    private final RevocationEvidence evidence;
    private final long at;
    private int signatures;

    PathSearch(
            Collection<Certificate> intermediates,
            Collection<Certificate> anchors,
            RevocationEvidence evidence,
            long at) {
        this.intermediates = List.copyOf(intermediates);
        this.anchors = List.copyOf(anchors);
        this.evidence = evidence;
        this.at = at;
    }

    Result from(Certificate leaf, CertificateUsage usage) {
        Optional<Invalid> fault = ownFault(leaf);
        if (fault.isPresent()) {
            return fault.get();
        }
        if (!leaf.usages().contains(usage)) {
            return new Invalid(Code.WRONG_USAGE, leaf + " has key usage " + leaf.usages() + ", not " + usage);
        }
        if (anchors.contains(leaf)) {
            return new Valid(leaf, List.of(leaf), true);
        }
        return climb(List.of(leaf), true);
    }

    /** What is wrong with a certificate whatever its issuer. */
    private Optional<Invalid> ownFault(Certificate certificate) {
        Optional<String> personal = certificate.personalAttribute();
        if (personal.isPresent()) {
            return invalid(Code.CERT_PERSONAL_NAME, certificate, "describes a person by " + personal.get());
        }
        Optional<String> unknown = certificate.extensions().unknownCritical();
        if (unknown.isPresent()) {
            return invalid(Code.MALFORMED, certificate, "has the critical extension " + unknown.get());
        }
        return timeFault(certificate);
    }

    private Optional<Invalid> timeFault(Certificate certificate) {
        if (at < certificate.notBefore()) {
            return invalid(Code.NOT_YET_VALID, certificate, "begins at " + certificate.notBefore() + ", after " + at);
        }
        if (at > certificate.notAfter()) {
            return invalid(Code.EXPIRED, certificate, "ended at " + certificate.notAfter() + ", before " + at);
        }
        return Optional.empty();
    }

    private static Optional<Invalid> invalid(Code code, Certificate certificate, String why) {
        return Optional.of(new Invalid(code, certificate + " " + why));
    }

    /** Extends the path by each possible issuer until one reaches an anchor; else tells the first fault met on the way. */
    private Result climb(List<Certificate> path, boolean revocationChecked) {
        Certificate subject = path.get(path.size() - 1);
        Invalid first = null;
        for (Certificate issuer : candidates(path)) {
            Result result = step(path, issuer, revocationChecked);
            if (result instanceof Valid) {
                return result;
            }
            if (result instanceof Invalid invalid && (first == null || first.code() == Code.UNTRUSTED)) {
                first = invalid;
            }
        }
        return first != null
                ? first
                : new Invalid(Code.UNTRUSTED, subject + " has no issuer among the anchors and intermediates");
    }

    private List<Certificate> candidates(List<Certificate> path) {
        Certificate subject = path.get(path.size() - 1);
        Stream<Certificate> further =
                path.size() > CertificateChain.MAXIMUM_INTERMEDIATES ? Stream.empty() : intermediates.stream();
        return Stream.concat(anchors.stream(), further)
                .distinct()
                .filter(issuer -> issuer.subject().equals(subject.issuer()))
                .filter(issuer -> mayBe(subject.extensions().authorityKeyId(), issuer))
                .filter(issuer -> !path.contains(issuer))
                .toList();
    }

    /** A key identifier that is stated on both sides must agree; it only tells keys of one name apart. */
    private static boolean mayBe(byte @Nullable [] authorityKeyId, Certificate issuer) {
        byte[] stated = issuer.extensions().subjectKeyId();
        return authorityKeyId == null || stated == null || Arrays.equals(authorityKeyId, stated);
    }

    private Result step(List<Certificate> path, Certificate issuer, boolean revocationChecked) {
        Certificate subject = path.get(path.size() - 1);
        if (!issuer.isAuthority()) {
            return new Invalid(Code.NOT_A_CA, issuer + " may not issue certificates");
        }
        if (issuer.extensions().pathLength() < path.size() - 1) {
            return new Invalid(
                    Code.NOT_A_CA,
                    issuer + " allows " + issuer.extensions().pathLength() + " authorities below it, not "
                            + (path.size() - 1));
        }
        if (++signatures > MAXIMUM_SIGNATURES) {
            return new Invalid(Code.UNTRUSTED, "no path found within " + MAXIMUM_SIGNATURES + " signatures");
        }
        if (!subject.isSignedBy(issuer.publicKey())) {
            return new Invalid(Code.BAD_SIGNATURE, subject + " is not signed by the key of " + issuer);
        }
        boolean anchored = anchors.contains(issuer);
        Optional<Invalid> fault = anchored ? timeFault(issuer) : ownFault(issuer);
        Revocations revocations = new Revocations(evidence, issuer, at);
        fault = fault.or(() -> revocations.fault(subject));
        if (fault.isPresent()) {
            return fault.get();
        }
        List<Certificate> longer = new ArrayList<>(path);
        longer.add(issuer);
        boolean checked = revocationChecked && revocations.covers(subject);
        return anchored ? new Valid(issuer, longer, checked) : climb(longer, checked);
    }
}
