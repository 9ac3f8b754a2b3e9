package io.shuheng.ledger.verify;

import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.certificate.CertificateChain;
import io.shuheng.crypto.certificate.CertificateUsage;
import io.shuheng.ledger.file.OperatorKeys;
import java.util.List;
import java.util.Optional;

/**
 * Which operator the caller trusts: by its own certificate, an authority's, or a fingerprint. Immutable.
 *
 * @param certificates of the operator, or of authorities that issue its certificates
 * @param fingerprints SM3 of the DER of the operator's certificates
 */
public record OperatorTrust(List<TrustAnchor> certificates, List<Sm3Hash> fingerprints) {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /** Takes copies. */
    public OperatorTrust {
        certificates = List.copyOf(certificates);
        fingerprints = List.copyOf(fingerprints);
    }

    /** By the operator's own certificates alone. */
    static OperatorTrust of(List<Certificate> operators) {
        return new OperatorTrust(operators.stream().map(TrustAnchor::of).toList(), List.of());
    }

    /** Whether nobody is trusted. */
    boolean isNone() {
        return certificates.isEmpty() && fingerprints.isEmpty();
    }

    /** The certificates from that of the operator's key up to a trusted one; empty where none of them is reached. */
    Optional<List<Certificate>> path(OperatorKeys.Key key) {
        Certificate operator = key.certificate();
        boolean isGiven = fingerprints.contains(operator.sm3())
                || certificates.stream()
                        .anyMatch(trusted -> trusted.certificate().sm3().equals(operator.sm3()));
        if (isGiven) {
            return Optional.of(List.of(operator));
        }
        return CertificateChain.validate(
                                operator,
                                key.intermediates(),
                                certificates.stream()
                                        .map(TrustAnchor::certificate)
                                        .toList(),
                                List.of(),
                                key.timeNs() / NANOS_PER_SECOND,
                                CertificateUsage.SIGN)
                        instanceof CertificateChain.Valid valid
                ? Optional.of(valid.path())
                : Optional.empty();
    }
}
