package io.shuheng.core.view;

import io.shuheng.core.participant.ParticipantStatus;
import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.certificate.Certificate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The two certificates of one participant and the state of its signing key; changed by the feed alone. */
final class MemberCertificates {

    private final long participant;
    private final @Nullable Certificate signing;
    private final @Nullable Certificate encryption;
    private int key;
    private boolean inForce;
    private boolean revoked;
    private long invalidityNs;

    /** The engine does not read certificates: one that nobody can read, or that is not there, is none. */
    MemberCertificates(long participant, byte[] signing, byte[] encryption) {
        this.participant = participant;
        this.signing = readable(signing);
        this.encryption = readable(encryption);
    }

    void registered(int number, boolean fromTheStart) {
        key = number;
        inForce = fromTheStart;
    }

    void inForce(boolean now) {
        inForce = now;
    }

    void revoked(long doubtfulFromNs) {
        revoked = true;
        inForce = false;
        invalidityNs = doubtfulFromNs;
    }

    Optional<CertificateEntry> entry(CertificatePurpose purpose, ParticipantStatus status) {
        return switch (purpose) {
            case SIGNING ->
                Optional.ofNullable(signing)
                        .map(found ->
                                new CertificateEntry(participant, purpose, found, key, inForce, revoked, invalidityNs));
            case ENCRYPTION ->
                Optional.ofNullable(encryption)
                        .map(found -> new CertificateEntry(participant, purpose, found, 0, status.isParty(), false, 0));
        };
    }

    private static @Nullable Certificate readable(byte[] der) {
        try {
            return Certificate.ofDer(der);
        } catch (CryptoException e) {
            return null;
        }
    }
}
