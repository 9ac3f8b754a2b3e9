package io.shuheng.ledger.verify;

import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.participant.ApplyForMembership;
import io.shuheng.core.participant.AppointOfficer;
import io.shuheng.core.participant.CertificatePolicy;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.Sm2Verifier;
import io.shuheng.crypto.certificate.Certificate;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Certificates that commands bring in, each at the time of its own record: whether it leads to an authority that is
 * trusted for members. For one thread.
 */
final class MemberCertificates {

    private final CertificatePolicy policy;
    private final String trusted;

    /**
     * @param authorities those that the caller trusts; empty: those that genesis names
     * @throws CryptoException where a certificate in genesis cannot be read
     */
    MemberCertificates(Genesis genesis, List<Certificate> authorities) {
        policy = authorities.isEmpty() ? CertificatePolicy.of(genesis) : CertificatePolicy.accepting(authorities);
        trusted = authorities.isEmpty() ? "the authorities of genesis" : "the authorities given for members";
    }

    /** Checks the certificates of a membership's application or an officer's appointment; the finding, or null. */
    @Nullable
    Finding check(Place place, SpecificRecord command, long timeNs) {
        Optional<CertificatePolicy.Refusal> refusal = Optional.empty();
        if (command instanceof ApplyForMembership application) {
            refusal = policy.refusal(application, timeNs);
        } else if (command instanceof AppointOfficer appointment) {
            refusal = policy.refusal(appointment, timeNs);
        }
        return refusal.map(why -> Finding.of(
                        VerifierRule.CERTIFICATE, place, why.code() + " against " + trusted + ": " + why.message()))
                .orElse(null);
    }

    /** The key that an applicant, who has no number yet, must sign with; empty where the command is no application. */
    Optional<Sm2Verifier> applicantKey(SpecificRecord command) {
        if (!(command instanceof ApplyForMembership application)) {
            return Optional.empty();
        }
        byte[] der = AvroBytes.copyOf(application.getSigningCertificate());
        return Optional.of(new Sm2Verifier(Certificate.ofDer(der).publicKey()));
    }
}
