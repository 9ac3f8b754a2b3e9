package io.shuheng.core.view;

import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.participant.ApplyForMembership;
import io.shuheng.core.participant.ApplyForReplacement;
import io.shuheng.core.participant.AppointOfficer;
import io.shuheng.core.participant.KeyPurpose;
import io.shuheng.core.participant.RenewCertificate;
import io.shuheng.core.participant.RotateOperatorKey;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.Event;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RecordKind;
import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.Sm2PublicKey;
import io.shuheng.crypto.Sm2Verifier;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.certificate.Certificate;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Public keys by the number they got and by their certificate's fingerprint (公钥目录), learnt from the ledger's records
 * alone: the operator's from genesis and its rotations, officers' from their appointments, members' from their applications, renewals and
 * replacements. It may lag behind the engine but never contradict it; whether a key is in force at a command's own sequence is for the engine to
 * say. Thread-safe; fed by one thread, read by any without waiting.
 */
public final class KeyDirectory {

    /**
     * A registered key.
     *
     * @param number its number in the ledger
     * @param purpose for whom it speaks
     * @param owner number of the participant or officer
     * @param certificate the certificate that brought it in
     * @param verifier checks its signatures; thread-safe
     */
    public record Entry(int number, KeyPurpose purpose, long owner, Certificate certificate, Sm2Verifier verifier) {

        /** The key itself. */
        public Sm2PublicKey publicKey() {
            return verifier.publicKey();
        }
    }

    private final Map<Sm3Hash, Entry> byCertificate = new ConcurrentHashMap<>();
    private final Map<Integer, Entry> byNumber = new ConcurrentHashMap<>();
    private final Set<Integer> inForce = ConcurrentHashMap.newKeySet();
    private final Set<Integer> revoked = ConcurrentHashMap.newKeySet();

    /** Empty. */
    public KeyDirectory() {}

    /**
     * Learns from a command's record; records must come in order.
     *
     * @throws RecordFormatException where it tells of a key and brings no certificate
     */
    public void observe(RecordKind kind, CommandBody body) {
        for (Event event : body.events()) {
            int key = (int) event.getA();
            if (event.getKind() == EventKind.KEY_REGISTERED.number()) {
                register(event, certificateIn(kind, body));
            } else if (event.getKind() == EventKind.KEY_IN_FORCE.number()) {
                setInForce(key, event.getB() == 1);
            } else if (event.getKind() == EventKind.KEY_REVOKED.number()) {
                setInForce(key, false);
                revoked.add(key);
            }
        }
    }

    /** The key of a certificate, where it is in force as far as the records go. */
    public Optional<Entry> find(Sm3Hash certificateSm3) {
        return Optional.ofNullable(byCertificate.get(certificateSm3)).filter(e -> inForce.contains(e.number));
    }

    /** Whether the key of a certificate was revoked, as far as the records go. */
    public boolean isRevoked(Sm3Hash certificateSm3) {
        Entry entry = byCertificate.get(certificateSm3);
        return entry != null && revoked.contains(entry.number);
    }

    /** The key with that number, in force or not: for signatures in records that are already there. */
    public Optional<Entry> find(int number) {
        return Optional.ofNullable(byNumber.get(number));
    }

    /** Whether a public key is, or was, the operator's, as far as the records go. */
    public boolean isOperators(Sm2PublicKey publicKey) {
        return byNumber.values().stream()
                .anyMatch(entry -> entry.purpose == KeyPurpose.OPERATOR
                        && entry.publicKey().equals(publicKey));
    }

    private void register(Event event, ByteBuffer der) {
        Certificate certificate = readable(der);
        if (certificate == null) {
            return;
        }
        KeyPurpose purpose = KeyPurpose.of((int) event.getB());
        Entry entry = new Entry(
                (int) event.getA(), purpose, event.getC(), certificate, new Sm2Verifier(certificate.publicKey()));
        byCertificate.put(certificate.sm3(), entry);
        byNumber.put(entry.number, entry);
        // A participant's key waits for its activation; the others speak from the start.
        if (purpose != KeyPurpose.PARTICIPANT) {
            inForce.add(entry.number);
        }
    }

    private void setInForce(int key, boolean comesInForce) {
        if (comesInForce) {
            inForce.add(key);
        } else {
            inForce.remove(key);
        }
    }

    /** No act of officers registers a key at its endorsement, so the certificate is here. */
    private static ByteBuffer certificateIn(RecordKind kind, CommandBody body) {
        Class<?> type = kind.javaClass();
        if (type == ApplyForMembership.class) {
            return AvroBytes.decode(ApplyForMembership.class, body.command()).getSigningCertificate();
        }
        if (type == ApplyForReplacement.class) {
            return AvroBytes.decode(ApplyForReplacement.class, body.command()).getSigningCertificate();
        }
        if (type == RenewCertificate.class) {
            return AvroBytes.decode(RenewCertificate.class, body.command()).getCertificate();
        }
        if (type == RotateOperatorKey.class) {
            return AvroBytes.decode(RotateOperatorKey.class, body.command()).getCertificate();
        }
        if (type == AppointOfficer.class) {
            return AvroBytes.decode(AppointOfficer.class, body.command()).getCertificate();
        }
        if (type == Genesis.class) {
            return AvroBytes.decode(Genesis.class, body.command()).getOperatorCertificate();
        }
        throw new RecordFormatException(type.getSimpleName() + ": registers a key and brings no certificate");
    }

    /** The engine does not read certificates. One that nobody can read gives a key that nobody can use. */
    private static @Nullable Certificate readable(ByteBuffer der) {
        try {
            return Certificate.ofDer(AvroBytes.copyOf(der));
        } catch (CryptoException e) {
            return null;
        }
    }
}
