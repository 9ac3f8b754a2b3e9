package io.shuheng.ledger.verify;

import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.participant.ApplyForMembership;
import io.shuheng.core.participant.ApplyForReplacement;
import io.shuheng.core.participant.AppointOfficer;
import io.shuheng.core.participant.CertificatePolicy;
import io.shuheng.core.participant.RenewCertificate;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.view.KnownCertificates;
import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.certificate.CertificateChain;
import io.shuheng.crypto.certificate.CertificateUsage;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Certificates that commands bring in, each at the time of its own record: whether it leads to an authority that is
 * trusted for members. For one thread.
 */
public final class MemberCertificates {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final CertificatePolicy policy;
    private final List<Certificate> authorities;
    private final String trusted;

    /**
     * Against the authorities given, or else those of genesis.
     *
     * @param genesis the ledger's
     * @param authorities those that the caller trusts; empty: those that genesis names
     * @throws CryptoException where a certificate in genesis cannot be read
     */
    public MemberCertificates(Genesis genesis, List<Certificate> authorities) {
        this.authorities = authorities.isEmpty()
                ? genesis.getMemberAuthorities().stream()
                        .map(authority -> Certificate.ofDer(AvroBytes.copyOf(authority.getCertificate())))
                        .toList()
                : List.copyOf(authorities);
        policy = CertificatePolicy.accepting(this.authorities);
        trusted = authorities.isEmpty() ? "the authorities of genesis" : "the authorities given for members";
    }

    /**
     * Why the certificates that a membership's application or replacement or an officer's appointment brings are not good
     * at a time; empty where they are, and for every other command.
     *
     * @param known what was registered before, where it is at hand; without it nobody knows whose a replacement should be
     * @param timeNs of the command's record, nanoseconds since 1970
     */
    public Optional<String> refusal(SpecificRecord command, KnownCertificates known, long timeNs) {
        Optional<CertificatePolicy.Refusal> refusal = Optional.empty();
        if (command instanceof ApplyForMembership application) {
            refusal = policy.refusal(application, List.of(), timeNs);
        } else if (command instanceof AppointOfficer appointment) {
            refusal = policy.refusal(appointment, List.of(), timeNs);
        } else if (command instanceof ApplyForReplacement replacement) {
            String identifier = known.identifier(replacement.getParticipant()).orElse(null);
            refusal = policy.refusal(replacement, identifier, List.of(), timeNs);
        }
        return refusal.map(this::text);
    }

    /**
     * Why the certificate of a renewal is not good at a time; empty where it is.
     *
     * @param identifier under which the member is registered; null where that is not at hand
     */
    public Optional<String> refusalOfRenewal(RenewCertificate renewal, @Nullable String identifier, long timeNs) {
        return policy.refusal(renewal, identifier, List.of(), timeNs).map(this::text);
    }

    /**
     * Why a signing certificate, whose registration is not at hand, was not good at a time; empty where it was. It was
     * asked for when it was registered, so a certificate that has ended since is looked at in its last second.
     *
     * @param intermediates authorities that may stand between
     * @param timeNs when it was signed with, nanoseconds since 1970
     */
    public Optional<String> refusal(Certificate signing, List<Certificate> intermediates, long timeNs) {
        return policy.refusal(signing, intermediates, whenAsked(signing, timeNs))
                .map(this::text);
    }

    /** When a certificate that signed at a time was asked for at the latest: then, or in its last second before. */
    public static long whenAsked(Certificate signing, long timeNs) {
        long lastNs = signing.notAfter() > Long.MAX_VALUE / NANOS_PER_SECOND
                ? Long.MAX_VALUE
                : signing.notAfter() * NANOS_PER_SECOND;
        return Math.min(timeNs, lastNs);
    }

    /**
     * The certificates from a signing certificate up to a trusted authority; itself alone where none of them is reached.
     *
     * @param intermediates authorities that may stand between
     * @param timeNs when all of them had to be good, nanoseconds since 1970
     */
    public List<Certificate> path(Certificate signing, List<Certificate> intermediates, long timeNs) {
        return CertificateChain.validate(
                                signing,
                                intermediates,
                                authorities,
                                List.of(),
                                Math.floorDiv(timeNs, NANOS_PER_SECOND),
                                CertificateUsage.SIGN)
                        instanceof CertificateChain.Valid valid
                ? valid.path()
                : List.of(signing);
    }

    private String text(CertificatePolicy.Refusal why) {
        return why.code() + " against " + trusted + ": " + why.message();
    }

    /** The certificate whose key an applicant, who has no number yet, must sign with; empty for every other command. */
    public Optional<Certificate> applicantCertificate(SpecificRecord command) {
        if (command instanceof ApplyForMembership application) {
            return Optional.of(Certificate.ofDer(AvroBytes.copyOf(application.getSigningCertificate())));
        }
        return command instanceof ApplyForReplacement replacement
                ? Optional.of(Certificate.ofDer(AvroBytes.copyOf(replacement.getSigningCertificate())))
                : Optional.empty();
    }
}
