package io.shuheng.core.view;

import io.shuheng.core.participant.ParticipantStatus;
import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.certificate.Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The certificates of one participant, renewed and replaced ones among them, and the state of its signing keys; changed by
 * the feed alone. The engine does not read certificates: one that nobody can read, or that is not there, is none.
 */
final class MemberCertificates {

    private static final class SigningKey {

        private final int number;
        private final @Nullable Certificate certificate;
        private boolean inForce;
        private boolean revoked;
        private long invalidityNs;

        SigningKey(int number, @Nullable Certificate certificate, boolean inForce) {
            this.number = number;
            this.certificate = certificate;
            this.inForce = inForce;
        }
    }

    private final long participant;
    private final List<SigningKey> signing = new ArrayList<>();
    private @Nullable Certificate encryption;
    private Sm3Hash encryptionSm3;
    private boolean encryptionRevoked;
    private long encryptionInvalidityNs;

    MemberCertificates(long participant, byte[] encryption) {
        this.participant = participant;
        this.encryption = readable(encryption);
        this.encryptionSm3 = sm3(encryption);
    }

    void registered(int number, byte[] certificate, boolean fromTheStart) {
        signing.add(new SigningKey(number, readable(certificate), fromTheStart));
    }

    void inForce(int number, boolean now) {
        key(number).inForce = now;
    }

    void revoked(int number, long doubtfulFromNs) {
        SigningKey key = key(number);
        key.revoked = true;
        key.inForce = false;
        key.invalidityNs = doubtfulFromNs;
    }

    /** Another certificate to encrypt to has taken the place of the one before. */
    void encryptTo(byte[] certificate) {
        encryption = readable(certificate);
        encryptionSm3 = sm3(certificate);
        encryptionRevoked = false;
        encryptionInvalidityNs = 0;
    }

    /** Nobody is to encrypt to the newest certificate any more. */
    void encryptionRevoked(long doubtfulFromNs) {
        encryptionRevoked = true;
        encryptionInvalidityNs = doubtfulFromNs;
    }

    /** SM3 of the newest certificate to encrypt to; zeros where there is none, or it was revoked. */
    Sm3Hash encryptionSm3() {
        return encryptionRevoked ? Sm3Hash.ZERO : encryptionSm3;
    }

    Optional<CertificateEntry> entry(CertificatePurpose purpose, ParticipantStatus status) {
        return purpose == CertificatePurpose.SIGNING ? signingEntry() : encryptionEntry(status);
    }

    /** The newest key in force; where none is, the newest of all. */
    private Optional<CertificateEntry> signingEntry() {
        SigningKey shown = null;
        for (SigningKey key : signing) {
            shown = shown == null || key.inForce || !shown.inForce ? key : shown;
        }
        return shown == null || shown.certificate == null
                ? Optional.empty()
                : Optional.of(new CertificateEntry(
                        participant,
                        CertificatePurpose.SIGNING,
                        shown.certificate,
                        shown.number,
                        shown.inForce,
                        shown.revoked,
                        shown.invalidityNs));
    }

    private Optional<CertificateEntry> encryptionEntry(ParticipantStatus status) {
        return Optional.ofNullable(encryption)
                .map(found -> new CertificateEntry(
                        participant,
                        CertificatePurpose.ENCRYPTION,
                        found,
                        0,
                        status.isParty() && !encryptionRevoked,
                        encryptionRevoked,
                        encryptionInvalidityNs));
    }

    private SigningKey key(int number) {
        return signing.stream()
                .filter(key -> key.number == number)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("key " + number + ": no record has brought it"));
    }

    private static Sm3Hash sm3(byte[] certificate) {
        return certificate.length == 0 ? Sm3Hash.ZERO : Sm3Hash.of(Sm3.hash(certificate));
    }

    private static @Nullable Certificate readable(byte[] der) {
        try {
            return Certificate.ofDer(der);
        } catch (CryptoException e) {
            return null;
        }
    }
}
