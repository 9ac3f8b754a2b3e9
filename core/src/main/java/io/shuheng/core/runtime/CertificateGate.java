package io.shuheng.core.runtime;

import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.participant.ApplyForMembership;
import io.shuheng.core.participant.ApplyForReplacement;
import io.shuheng.core.participant.AppointOfficer;
import io.shuheng.core.participant.CertificatePolicy;
import io.shuheng.core.participant.CertificateRole;
import io.shuheng.core.participant.OperatorSuccession;
import io.shuheng.core.participant.PossessionBytes;
import io.shuheng.core.participant.RecordCertificateStatus;
import io.shuheng.core.participant.RecordRevocations;
import io.shuheng.core.participant.RenewCertificate;
import io.shuheng.core.participant.RotateOperatorKey;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.view.KnownCertificates;
import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.certificate.Certificate;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** Looks at the certificates that commands bring in, before they are sequenced. Thread-safe; may block on the evidence store. */
final class CertificateGate {

    private final Sm3Hash ledgerId;
    private final CertificatePolicy policy;
    private final OperatorSuccession succession;
    private final KnownCertificates known;
    private final RevocationGate revocations;

    CertificateGate(Genesis genesis, KnownCertificates known, RevocationGate revocations) {
        this.ledgerId = Sm3Hash.of(genesis.getLedgerId().bytes());
        this.policy = CertificatePolicy.of(genesis);
        this.succession = OperatorSuccession.in(genesis);
        this.known = known;
        this.revocations = revocations;
    }

    /** What can be said of a command by itself, before it is known who signed it. */
    void require(SpecificRecord command, long nowNs) throws Admission.Refused {
        if (command instanceof ApplyForMembership application) {
            refuse(policy.refusal(application, revocations.lists(), nowNs));
        } else if (command instanceof AppointOfficer appointment) {
            refuse(policy.refusal(appointment, revocations.lists(), nowNs));
        } else if (command instanceof ApplyForReplacement replacement) {
            String identifier = identifier(replacement.getParticipant());
            refuse(policy.refusal(replacement, identifier, revocations.lists(), nowNs));
        }
    }

    /** A revocation list may be large, a response asks for signatures: they are looked at for those alone whose signature holds. */
    void requireAsListed(SpecificRecord command) throws Admission.Refused {
        if (command instanceof RecordRevocations recording) {
            revocations.require(recording);
        } else if (command instanceof RecordCertificateStatus status) {
            revocations.require(status);
        }
    }

    /** A renewal is of whoever signed it. */
    void requireRenewal(RenewCertificate renewal, long member, long nowNs) throws Admission.Refused {
        refuse(policy.refusal(renewal, identifier(member), revocations.lists(), nowNs));
        if (renewal.getRole() == CertificateRole.SIGNING && !isPossessed(renewal, member)) {
            throw new Admission.Refused(
                    RefusalCode.NO_POSSESSION, "possession: " + RefusalCode.NO_POSSESSION.meaning());
        }
    }

    /** A rotation is of the operator, who signed it with the key of that certificate. */
    void requireRotation(RotateOperatorKey rotation, Certificate predecessor, long nowNs) throws Admission.Refused {
        refuse(succession.refusal(rotation, predecessor, nowNs));
    }

    private boolean isPossessed(RenewCertificate renewal, long member) {
        try {
            return PossessionBytes.areSigned(ledgerId, member, renewal);
        } catch (CryptoException e) {
            return false;
        }
    }

    private String identifier(long participant) throws Admission.Refused {
        return known.identifier(participant)
                .orElseThrow(() -> new Admission.Refused(
                        RefusalCode.UNKNOWN_KEY,
                        "participant " + participant + ": no member has this number here yet"));
    }

    private static void refuse(Optional<CertificatePolicy.Refusal> refusal) throws Admission.Refused {
        if (refusal.isPresent()) {
            throw new Admission.Refused(refusal.get().code(), refusal.get().message());
        }
    }
}
