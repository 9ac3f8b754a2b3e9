package io.shuheng.core.participant;

import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.Event;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RecordKind;
import io.shuheng.crypto.Sm2Verifier;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.certificate.Certificate;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Public keys by the number they got and by their certificate's fingerprint, learnt from the ledger's records alone: the
 * operator's from genesis, officers' from their appointments, members' from their applications. Whether a key is in force
 * is for the engine to say. Thread-safe; fed by one thread, read by any.
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
    public record Entry(int number, KeyPurpose purpose, long owner, Certificate certificate, Sm2Verifier verifier) {}

    private final Map<Sm3Hash, Entry> byCertificate = new HashMap<>();
    private final Map<Integer, Entry> byNumber = new HashMap<>();

    /** Empty. */
    public KeyDirectory() {}

    /** Learns from a command's record; records must come in order. */
    public synchronized void observe(RecordKind kind, CommandBody body) {
        for (Event event : body.events()) {
            if (event.getKind() == EventKind.KEY_REGISTERED.number()) {
                register(event, certificateIn(kind, body));
            }
        }
    }

    private void register(Event event, ByteBuffer der) {
        Certificate certificate = Certificate.ofDer(AvroBytes.copyOf(der));
        Entry entry = new Entry(
                (int) event.getA(),
                KeyPurpose.of((int) event.getB()),
                event.getC(),
                certificate,
                new Sm2Verifier(certificate.publicKey()));
        byNumber.put(entry.number, entry);
        byCertificate.put(certificate.sm3(), entry);
    }

    /** An act of officers may register the key at its endorsement; none does so now, so the certificate is here. */
    private static ByteBuffer certificateIn(RecordKind kind, CommandBody body) {
        if (kind.javaClass() == ApplyForMembership.class) {
            return AvroBytes.decode(ApplyForMembership.class, body.command()).getSigningCertificate();
        }
        if (kind.javaClass() == AppointOfficer.class) {
            return AvroBytes.decode(AppointOfficer.class, body.command()).getCertificate();
        }
        return AvroBytes.decode(Genesis.class, body.command()).getOperatorCertificate();
    }

    /** The key of a certificate. */
    public synchronized Optional<Entry> find(Sm3Hash certificateSm3) {
        return Optional.ofNullable(byCertificate.get(certificateSm3));
    }

    /** The key with that number. */
    public synchronized Optional<Entry> find(int number) {
        return Optional.ofNullable(byNumber.get(number));
    }
}
