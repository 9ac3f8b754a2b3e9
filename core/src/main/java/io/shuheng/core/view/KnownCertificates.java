package io.shuheng.core.view;

import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.participant.ApplyForMembership;
import io.shuheng.core.participant.ApplyForReplacement;
import io.shuheng.core.participant.AppointOfficer;
import io.shuheng.core.participant.RecordRevocations;
import io.shuheng.core.participant.RenewCertificate;
import io.shuheng.core.participant.RevokedCertificate;
import io.shuheng.core.participant.RotateOperatorKey;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.Event;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RecordKind;
import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.certificate.Certificate;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * All certificates of members and officers that the ledger's records have brought, for signing and for encryption, in
 * use or not; under which identifier each participant is registered; and which revocation lists are on record. It may lag
 * behind the engine but never contradict it. Thread-safe; fed by one thread, read by any without waiting.
 */
public final class KnownCertificates {

    private final Map<Sm3Hash, Certificate> certificates = new ConcurrentHashMap<>();
    private final Map<Long, String> identifiers = new ConcurrentHashMap<>();
    private final Set<Sm3Hash> revokedByLists = ConcurrentHashMap.newKeySet();
    private final Map<Sm3Hash, Sm3Hash> newestLists = new ConcurrentHashMap<>();
    private final AtomicLong count = new AtomicLong();

    /** None. */
    public KnownCertificates() {}

    /** Learns from a command's record; records must come in order. */
    public void observe(RecordKind kind, CommandBody body) {
        Class<?> type = kind.javaClass();
        if (isRefused(body)) {
            return;
        }
        if (type == Genesis.class || type == RotateOperatorKey.class) {
            // The operator's own are on no list here, so they are counted and not kept.
            count.incrementAndGet();
        } else if (type == ApplyForMembership.class) {
            applied(body, AvroBytes.decode(ApplyForMembership.class, body.command()));
        } else if (type == AppointOfficer.class) {
            add(AvroBytes.decode(AppointOfficer.class, body.command()).getCertificate());
        } else if (type == RenewCertificate.class) {
            add(AvroBytes.decode(RenewCertificate.class, body.command()).getCertificate());
        } else if (type == ApplyForReplacement.class) {
            ApplyForReplacement command = AvroBytes.decode(ApplyForReplacement.class, body.command());
            add(command.getSigningCertificate());
            add(command.getEncryptionCertificate());
        } else if (type == RecordRevocations.class) {
            RecordRevocations command = AvroBytes.decode(RecordRevocations.class, body.command());
            newestLists.put(
                    Sm3Hash.of(command.getAuthoritySm3().bytes()),
                    Sm3Hash.of(command.getListSm3().bytes()));
            for (RevokedCertificate entry : command.getRevoked()) {
                revokedByLists.add(Sm3Hash.of(entry.getCertificateSm3().bytes()));
            }
        }
    }

    /** The certificate with that SM3. */
    public Optional<Certificate> certificate(Sm3Hash sm3) {
        return Optional.ofNullable(certificates.get(sm3));
    }

    /** How many certificates were registered, the operator's included, and those that nobody can read. */
    public long count() {
        return count.get();
    }

    /** All certificates but the operator's, in no order. */
    public Collection<Certificate> all() {
        return Collections.unmodifiableCollection(certificates.values());
    }

    /** Whether a recorded list has ended the certificate with that SM3. */
    public boolean isRevokedByList(Sm3Hash sm3) {
        return revokedByLists.contains(sm3);
    }

    /** Under which identifier a participant applied; empty where nobody has that number, and for the operator. */
    public Optional<String> identifier(long participant) {
        return Optional.ofNullable(identifiers.get(participant));
    }

    /** SM3 of the newest recorded revocation list of each authority. */
    public List<Sm3Hash> newestLists() {
        return List.copyOf(newestLists.values());
    }

    private void applied(CommandBody body, ApplyForMembership application) {
        add(application.getSigningCertificate());
        add(application.getEncryptionCertificate());
        for (Event event : body.events()) {
            if (event.getKind() == EventKind.PARTICIPANT_APPLIED.number()) {
                identifiers.put(event.getA(), application.getId());
            }
        }
    }

    private static boolean isRefused(CommandBody body) {
        return body.events().stream().anyMatch(event -> event.getKind() == EventKind.REJECTED.number());
    }

    /** The engine does not read certificates, so one that nobody can read may be registered; no list names it. */
    private void add(ByteBuffer der) {
        if (!der.hasRemaining()) {
            return;
        }
        count.incrementAndGet();
        try {
            Certificate certificate = Certificate.ofDer(AvroBytes.copyOf(der));
            certificates.put(certificate.sm3(), certificate);
        } catch (CryptoException e) {
            return;
        }
    }
}
