package io.shuheng.crypto.document;

import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.certificate.CertificateChain;
import io.shuheng.crypto.document.StampingPath.Found;
import io.shuheng.crypto.document.StampingPath.Link;
import io.shuheng.crypto.document.StampingPath.Missing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One search for a path among RSA and ECDSA certificates at a time, by the rules of {@link CertificateChain} but for revocation: depth
 * first, anchors first, with a bound on signatures verified.
 */
final class ForeignPath {
    private static final int MAXIMUM_SIGNATURES = 16;
    private static final long NS_PER_SECOND = 1_000_000_000L;

    private final List<ForeignCertificate> intermediates;
    private final List<ForeignCertificate> anchors;
    private final long at;
    private int signatures;

    ForeignPath(List<ForeignCertificate> intermediates, List<ForeignCertificate> anchors, long at) {
        this.intermediates = intermediates;
        this.anchors = anchors;
        this.at = at;
    }

    StampingPath from(ForeignCertificate leaf) {
        Optional<String> fault = ownFault(leaf);
        if (fault.isPresent()) {
            return new Missing(fault.get());
        }
        return anchors.contains(leaf) ? found(List.of(leaf)) : climb(List.of(leaf));
    }

    private static Found found(List<ForeignCertificate> path) {
        return new Found(path.stream().map(Link::of).toList(), false);
    }

    private Optional<String> ownFault(ForeignCertificate certificate) {
        Optional<String> unknown = certificate.unknownCritical();
        if (unknown.isPresent()) {
            return Optional.of(certificate + " has the critical extension " + unknown.get());
        }
        return certificate.validity().holdsAt(at * NS_PER_SECOND)
                ? Optional.empty()
                : Optional.of(certificate + " does not hold at " + at);
    }

    private StampingPath climb(List<ForeignCertificate> path) {
        ForeignCertificate subject = path.get(path.size() - 1);
        Missing first = null;
        for (ForeignCertificate issuer : candidates(path)) {
            StampingPath result = step(path, issuer);
            if (result instanceof Found) {
                return result;
            }
            if (result instanceof Missing missing && first == null) {
                first = missing;
            }
        }
        return first != null ? first : new Missing(subject + " has no issuer among the anchors and intermediates");
    }

    private List<ForeignCertificate> candidates(List<ForeignCertificate> path) {
        byte[] issuer = path.get(path.size() - 1).issuerDer();
        Stream<ForeignCertificate> further =
                path.size() > CertificateChain.MAXIMUM_INTERMEDIATES ? Stream.empty() : intermediates.stream();
        return Stream.concat(anchors.stream(), further)
                .distinct()
                .filter(candidate -> Arrays.equals(candidate.subjectDer(), issuer))
                .filter(candidate -> !path.contains(candidate))
                .toList();
    }

    private static Optional<String> signatureFault(ForeignCertificate subject, ForeignCertificate issuer) {
        try {
            return subject.isSignedBy(issuer)
                    ? Optional.empty()
                    : Optional.of(subject + " is not signed by the key of " + issuer);
        } catch (CryptoException e) {
            return Optional.of(subject + ": " + e.getMessage());
        }
    }

    private StampingPath step(List<ForeignCertificate> path, ForeignCertificate issuer) {
        ForeignCertificate subject = path.get(path.size() - 1);
        if (!issuer.isAuthorityOver(path.size() - 1)) {
            return new Missing(issuer + " may not issue certificates this deep");
        }
        if (++signatures > MAXIMUM_SIGNATURES) {
            return new Missing("no path found within " + MAXIMUM_SIGNATURES + " signatures");
        }
        Optional<String> fault = signatureFault(subject, issuer).or(() -> ownFault(issuer));
        if (fault.isPresent()) {
            return new Missing(fault.get());
        }
        List<ForeignCertificate> longer = new ArrayList<>(path);
        longer.add(issuer);
        return anchors.contains(issuer) ? found(longer) : climb(longer);
    }
}
