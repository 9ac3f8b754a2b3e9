package io.shuheng.core.participant;

import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.genesis.MemberAuthority;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.certificate.CertificateChain;
import io.shuheng.crypto.certificate.CertificateUsage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which certificates are taken for members and officers: SM2, for the right use, valid at the time, leading to an
 * authority that is accepted, naming no natural person. The façade asks before it sequences a command that brings a
 * certificate in; the verifier asks again, at the command's own time. Immutable, thread-safe, does no I/O.
 */
public final class CertificatePolicy {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final List<Certificate> authorities;

    /**
     * Why a certificate is not taken.
     *
     * @param code one of the CERT codes
     * @param message names the field, the certificate and the rule
     */
    public record Refusal(RefusalCode code, String message) {}

    private CertificatePolicy(List<Certificate> authorities) {
        this.authorities = List.copyOf(authorities);
    }

    /** Accepts the authorities that these certificates are of. */
    public static CertificatePolicy accepting(List<Certificate> authorities) {
        return new CertificatePolicy(authorities);
    }

    /**
     * Accepts the authorities that genesis names.
     *
     * @throws CryptoException where one of their certificates cannot be read
     */
    public static CertificatePolicy of(Genesis genesis) {
        List<Certificate> authorities = new ArrayList<>();
        for (MemberAuthority authority : genesis.getMemberAuthorities()) {
            authorities.add(Certificate.ofDer(AvroBytes.copyOf(authority.getCertificate())));
        }
        return new CertificatePolicy(authorities);
    }

    /** Why an application's certificates are not taken at that time, nanoseconds since 1970; empty where they are. */
    public Optional<Refusal> refusal(ApplyForMembership application, long timeNs) {
        List<Certificate> intermediates = new ArrayList<>();
        try {
            for (ByteBuffer intermediate : application.getIntermediates()) {
                intermediates.add(Certificate.ofDer(AvroBytes.copyOf(intermediate)));
            }
        } catch (CryptoException e) {
            return Optional.of(new Refusal(RefusalCode.CERT_MALFORMED, "intermediates: " + e.getMessage()));
        }
        return refusal(
                        "signingCertificate",
                        application.getSigningCertificate(),
                        intermediates,
                        CertificateUsage.SIGN,
                        timeNs)
                .or(() -> refusal(
                        "encryptionCertificate",
                        application.getEncryptionCertificate(),
                        intermediates,
                        CertificateUsage.ENCRYPT,
                        timeNs));
    }

    /** Why an officer's certificate is not taken at that time, nanoseconds since 1970; empty where it is. */
    public Optional<Refusal> refusal(AppointOfficer appointment, long timeNs) {
        return refusal("certificate", appointment.getCertificate(), List.of(), CertificateUsage.SIGN, timeNs);
    }

    private Optional<Refusal> refusal(
            String field, ByteBuffer der, List<Certificate> intermediates, CertificateUsage usage, long timeNs) {
        CertificateChain.Result result = CertificateChain.validate(
                AvroBytes.copyOf(der), intermediates, authorities, List.of(), timeNs / NANOS_PER_SECOND, usage);
        return result instanceof CertificateChain.Invalid invalid
                ? Optional.of(new Refusal(code(invalid.code()), field + ": " + invalid.message()))
                : Optional.empty();
    }

    private static RefusalCode code(CertificateChain.Code code) {
        return switch (code) {
            case EXPIRED, NOT_YET_VALID -> RefusalCode.CERT_EXPIRED;
            case UNTRUSTED, BAD_SIGNATURE, NOT_A_CA -> RefusalCode.CERT_UNTRUSTED;
            case REVOKED -> RefusalCode.CERT_REVOKED;
            case WRONG_USAGE -> RefusalCode.CERT_WRONG_USAGE;
            case MALFORMED -> RefusalCode.CERT_MALFORMED;
            case CERT_PERSONAL_NAME -> RefusalCode.CERT_PERSONAL_NAME;
        };
    }
}
