package io.shuheng.ledger.verify;

import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.participant.ApplyForMembership;
import io.shuheng.core.participant.AppointOfficer;
import io.shuheng.core.participant.CertificatePolicy;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.certificate.Certificate;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * Certificates that commands bring in, each at the time of its own record: whether it leads to an authority that is
 * trusted for members. For one thread.
 */
public final class MemberCertificates {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final CertificatePolicy policy;
    private final String trusted;

    /**
     * Against the authorities given, or else those of genesis.
     *
     * @param genesis the ledger's
     * @param authorities those that the caller trusts; empty: those that genesis names
     * @throws CryptoException where a certificate in genesis cannot be read
     */
    public MemberCertificates(Genesis genesis, List<Certificate> authorities) {
        policy = authorities.isEmpty() ? CertificatePolicy.of(genesis) : CertificatePolicy.accepting(authorities);
        trusted = authorities.isEmpty() ? "the authorities of genesis" : "the authorities given for members";
    }

    /**
     * Why the certificates of a membership's application or an officer's appointment are not good at a time; empty where
     * they are, and for every other command.
     *
     * @param timeNs of the command's record, nanoseconds since 1970
     */
    public Optional<String> refusal(SpecificRecord command, long timeNs) {
        Optional<CertificatePolicy.Refusal> refusal = Optional.empty();
        if (command instanceof ApplyForMembership application) {
            refusal = policy.refusal(application, timeNs);
        } else if (command instanceof AppointOfficer appointment) {
            refusal = policy.refusal(appointment, timeNs);
        }
        return refusal.map(this::text);
    }

    /**
     * Why a signing certificate, whose registration is not at hand, was not good at a time; empty where it was. It was
     * asked for when it was registered, so a certificate that has ended since is looked at in its last second.
     *
     * @param intermediates authorities that may stand between
     * @param timeNs when it was signed with, nanoseconds since 1970
     */
    public Optional<String> refusal(Certificate signing, List<Certificate> intermediates, long timeNs) {
        long lastNs = signing.notAfter() > Long.MAX_VALUE / NANOS_PER_SECOND
                ? Long.MAX_VALUE
                : signing.notAfter() * NANOS_PER_SECOND;
        return policy.refusal(signing, intermediates, Math.min(timeNs, lastNs)).map(this::text);
    }

    private String text(CertificatePolicy.Refusal why) {
        return why.code() + " against " + trusted + ": " + why.message();
    }

    /** The certificate whose key an applicant, who has no number yet, must sign with; empty for every other command. */
    public Optional<Certificate> applicantCertificate(SpecificRecord command) {
        return command instanceof ApplyForMembership application
                ? Optional.of(Certificate.ofDer(AvroBytes.copyOf(application.getSigningCertificate())))
                : Optional.empty();
    }
}
