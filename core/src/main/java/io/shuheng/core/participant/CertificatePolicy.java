package io.shuheng.core.participant;

import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.genesis.MemberAuthority;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.certificate.CertificateChain;
import io.shuheng.crypto.certificate.CertificateUsage;
import io.shuheng.crypto.certificate.RevocationList;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which certificates are taken for members and officers: SM2, for the right use, valid at the time, leading to an
 * authority that is accepted, naming no natural person; and a member's two are its own, with a key each. The façade asks
 * before it sequences a command that brings a certificate in; the verifier asks again, at the command's own time.
 * Immutable, thread-safe, does no I/O.
 */
public final class CertificatePolicy {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final String SIGNING = "signingCertificate";
    private static final String ENCRYPTION = "encryptionCertificate";

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

    /**
     * Why an application's certificates are not taken; empty where they are.
     *
     * @param revocationLists lists at hand; those of other issuers are ignored
     * @param timeNs nanoseconds since 1970
     */
    public Optional<Refusal> refusal(
            ApplyForMembership application, List<RevocationList> revocationLists, long timeNs) {
        Reader reader = new Reader();
        Certificate signing = reader.read(SIGNING, application.getSigningCertificate());
        Certificate encryption = reader.read(ENCRYPTION, application.getEncryptionCertificate());
        List<Certificate> intermediates = reader.readAll(application.getIntermediates());
        if (reader.refusal != null || signing == null || encryption == null) {
            return Optional.ofNullable(reader.refusal);
        }
        Paths paths = new Paths(intermediates, revocationLists, timeNs);
        return otherHolder(SIGNING, signing, application.getId())
                .or(() -> otherHolder(ENCRYPTION, encryption, application.getId()))
                .or(() -> oneKey(signing, encryption))
                .or(() -> paths.refusal(SIGNING, signing, CertificateUsage.SIGN))
                .or(() -> paths.refusal(ENCRYPTION, encryption, CertificateUsage.ENCRYPT));
    }

    /**
     * Why the certificate of a renewal is not taken; empty where it is.
     *
     * @param identifier under which the member is registered; null where that is not at hand
     * @param revocationLists lists at hand; those of other issuers are ignored
     * @param timeNs nanoseconds since 1970
     */
    public Optional<Refusal> refusal(
            RenewCertificate renewal, @Nullable String identifier, List<RevocationList> revocationLists, long timeNs) {
        Reader reader = new Reader();
        Certificate certificate = reader.read("certificate", renewal.getCertificate());
        Paths paths = new Paths(reader.readAll(renewal.getIntermediates()), revocationLists, timeNs);
        if (reader.refusal != null || certificate == null) {
            return Optional.ofNullable(reader.refusal);
        }
        CertificateUsage usage =
                renewal.getRole() == CertificateRole.SIGNING ? CertificateUsage.SIGN : CertificateUsage.ENCRYPT;
        return otherHolder("certificate", certificate, identifier)
                .or(() -> paths.refusal("certificate", certificate, usage));
    }

    /**
     * Why the certificates of a replacement are not taken; empty where they are.
     *
     * @param identifier under which the member is registered; null where that is not at hand
     * @param revocationLists lists at hand; those of other issuers are ignored
     * @param timeNs nanoseconds since 1970
     */
    public Optional<Refusal> refusal(
            ApplyForReplacement replacement,
            @Nullable String identifier,
            List<RevocationList> revocationLists,
            long timeNs) {
        Reader reader = new Reader();
        Certificate signing = reader.read(SIGNING, replacement.getSigningCertificate());
        Certificate encryption = replacement.getEncryptionCertificate().hasRemaining()
                ? reader.read(ENCRYPTION, replacement.getEncryptionCertificate())
                : null;
        Paths paths = new Paths(reader.readAll(replacement.getIntermediates()), revocationLists, timeNs);
        if (reader.refusal != null || signing == null) {
            return Optional.ofNullable(reader.refusal);
        }
        Optional<Refusal> refusal = otherHolder(SIGNING, signing, identifier)
                .or(() -> paths.refusal(SIGNING, signing, CertificateUsage.SIGN));
        return encryption == null
                ? refusal
                : refusal.or(() -> otherHolder(ENCRYPTION, encryption, identifier))
                        .or(() -> oneKey(signing, encryption))
                        .or(() -> paths.refusal(ENCRYPTION, encryption, CertificateUsage.ENCRYPT));
    }

    /**
     * Why an officer's certificate is not taken; empty where it is.
     *
     * @param revocationLists lists at hand; those of other issuers are ignored
     * @param timeNs nanoseconds since 1970
     */
    public Optional<Refusal> refusal(AppointOfficer appointment, List<RevocationList> revocationLists, long timeNs) {
        Reader reader = new Reader();
        Certificate certificate = reader.read("certificate", appointment.getCertificate());
        return certificate == null
                ? Optional.ofNullable(reader.refusal)
                : new Paths(List.of(), revocationLists, timeNs)
                        .refusal("certificate", certificate, CertificateUsage.SIGN);
    }

    /**
     * Why a signing certificate is not taken, where the command that brought it in is not at hand; empty where it is.
     *
     * @param intermediates authorities that may stand between
     * @param timeNs nanoseconds since 1970
     */
    public Optional<Refusal> refusal(Certificate signing, List<Certificate> intermediates, long timeNs) {
        return new Paths(intermediates, List.of(), timeNs).refusal("certificate", signing, CertificateUsage.SIGN);
    }

    /** Authorities write an organisation's number into the subject's serial number, if anywhere. */
    private static Optional<Refusal> otherHolder(String field, Certificate certificate, @Nullable String id) {
        return certificate
                .subject()
                .serialNumber()
                .filter(holder -> id != null && !holder.equals(id))
                .map(holder -> new Refusal(
                        RefusalCode.CERT_OTHER_HOLDER, field + ": issued to " + holder + ", the member's id is " + id));
    }

    /** Encryption keys are kept in escrow where the law asks for it: whoever does so must not be able to sign. */
    private static Optional<Refusal> oneKey(Certificate signing, Certificate encryption) {
        return signing.publicKey().equals(encryption.publicKey())
                ? Optional.of(new Refusal(RefusalCode.CERT_WRONG_USAGE, ENCRYPTION + ": has the key that signs"))
                : Optional.empty();
    }

    private static RefusalCode code(CertificateChain.Code code) {
        return switch (code) {
            case EXPIRED, NOT_YET_VALID -> RefusalCode.CERT_EXPIRED;
            case UNTRUSTED, BAD_SIGNATURE, NOT_A_CA, NOT_A_RESPONDER -> RefusalCode.CERT_UNTRUSTED;
            case REVOKED -> RefusalCode.CERT_REVOKED;
            case WRONG_USAGE -> RefusalCode.CERT_WRONG_USAGE;
            case MALFORMED -> RefusalCode.CERT_MALFORMED;
            case CERT_PERSONAL_NAME -> RefusalCode.CERT_PERSONAL_NAME;
        };
    }

    /** Reads certificates and keeps the first refusal. */
    private static final class Reader {

        private @Nullable Refusal refusal;

        List<Certificate> readAll(List<ByteBuffer> intermediates) {
            List<Certificate> all = new ArrayList<>();
            for (ByteBuffer intermediate : intermediates) {
                Certificate read = read("intermediates", intermediate);
                if (read != null) {
                    all.add(read);
                }
            }
            return all;
        }

        @Nullable
        Certificate read(String field, ByteBuffer der) {
            try {
                return Certificate.ofDer(AvroBytes.copyOf(der));
            } catch (CryptoException e) {
                refusal = refusal != null
                        ? refusal
                        : new Refusal(RefusalCode.CERT_MALFORMED, field + ": " + e.getMessage());
                return null;
            }
        }
    }

    /** Looks for paths from certificates to the authorities of this policy. */
    private final class Paths {

        private final List<Certificate> intermediates;
        private final List<RevocationList> revocationLists;
        private final long timeNs;

        Paths(List<Certificate> intermediates, List<RevocationList> revocationLists, long timeNs) {
            this.intermediates = intermediates;
            this.revocationLists = revocationLists;
            this.timeNs = timeNs;
        }

        Optional<Refusal> refusal(String field, Certificate certificate, CertificateUsage usage) {
            CertificateChain.Result result = CertificateChain.validate(
                    certificate,
                    intermediates,
                    authorities,
                    revocationLists,
                    Math.floorDiv(timeNs, NANOS_PER_SECOND),
                    usage);
            return result instanceof CertificateChain.Invalid invalid
                    ? Optional.of(new Refusal(code(invalid.code()), field + ": " + invalid.message()))
                    : Optional.empty();
        }
    }
}
