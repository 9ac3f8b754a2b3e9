package io.shuheng.core.view;

import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.genesis.MemberAuthority;
import io.shuheng.core.participant.KeyRegister;
import io.shuheng.core.participant.RecordRevocations;
import io.shuheng.core.participant.RevokedCertificate;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.Hash32;
import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.certificate.Revocation;
import io.shuheng.crypto.certificate.RevocationList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an authority's revocation list (证书吊销列表) says about the certificates registered here. The same rules make the
 * command that records a list, and check it: the list is signed by an authority of genesis; each entry of the command
 * stands on it, with the same invalidity date; and each registered certificate on it that is revoked by the list's own
 * date has an entry, or had one in an earlier command. An entry of a suspended certificate (certificateHold) ends it here as well: a new one is brought when
 * the hold is over. Immutable, thread-safe.
 */
public final class RevocationSnapshot {

    private final Certificate authority;
    private final RevocationList list;

    private RevocationSnapshot(Certificate authority, RevocationList list) {
        this.authority = authority;
        this.list = list;
    }

    /**
     * Reads a list of one of genesis' authorities.
     *
     * @param der the list's DER
     * @throws CryptoException where it cannot be read, or none of these authorities has signed it
     */
    public static RevocationSnapshot read(Genesis genesis, byte[] der) {
        RevocationList list = RevocationList.ofDer(der);
        for (MemberAuthority named : genesis.getMemberAuthorities()) {
            Certificate authority = Certificate.ofDer(AvroBytes.copyOf(named.getCertificate()));
            if (list.isIssuedBy(authority)) {
                return new RevocationSnapshot(authority, list);
            }
        }
        throw new CryptoException(
                CryptoException.Code.BAD_SIGNATURE, list + ": not signed by an authority that genesis names");
    }

    /** The list itself. */
    public RevocationList list() {
        return list;
    }

    /**
     * The command that records it, without client id and validity.
     *
     * @param known certificates registered so far
     */
    public RecordRevocations.Builder command(KnownCertificates known) {
        // Read first: what is registered while this looks makes the command outdated, not incomplete.
        long count = known.count();
        List<RevokedCertificate> entries = new ArrayList<>();
        for (Certificate certificate : newlyListed(known)) {
            long invalidFrom = list.find(certificate.serial()).orElseThrow().invalidFrom();
            entries.add(new RevokedCertificate(field(certificate.sm3()), EvidenceTimes.nanos(invalidFrom)));
        }
        return RecordRevocations.newBuilder()
                .setAuthoritySm3(field(authority.sm3()))
                .setListSm3(field(Sm3Hash.ofContent(list.der())))
                .setThisUpdateNs(EvidenceTimes.nanos(list.thisUpdate()))
                .setNextUpdateNs(EvidenceTimes.nanos(list.nextUpdate()))
                .setCertificates(count)
                .setRevoked(
                        entries.size() > KeyRegister.MAX_REVOKED
                                ? entries.subList(0, KeyRegister.MAX_REVOKED)
                                : entries);
    }

    /**
     * What a command says that the list does not, or leaves out; empty where they agree.
     *
     * @param known certificates registered before the command
     */
    public Optional<String> disagreement(RecordRevocations command, KnownCertificates known) {
        if (!hash(command.getAuthoritySm3()).equals(authority.sm3())) {
            return Optional.of("authoritySm3 " + hash(command.getAuthoritySm3()) + ": the list is of " + authority);
        }
        if (command.getThisUpdateNs() != EvidenceTimes.nanos(list.thisUpdate())
                || command.getNextUpdateNs() != EvidenceTimes.nanos(list.nextUpdate())) {
            return Optional.of("thisUpdateNs, nextUpdateNs: the list says seconds " + list.thisUpdate() + " and "
                    + list.nextUpdate());
        }
        Set<Sm3Hash> named = new HashSet<>();
        for (RevokedCertificate entry : command.getRevoked()) {
            Sm3Hash sm3 = hash(entry.getCertificateSm3());
            Optional<Revocation> listed =
                    known.certificate(sm3).filter(this::isOurs).flatMap(this::revocation);
            if (listed.isEmpty()) {
                return Optional.of("revoked " + sm3 + ": does not stand on the list");
            }
            if (entry.getInvalidityNs() != EvidenceTimes.nanos(listed.get().invalidFrom())) {
                return Optional.of("revoked " + sm3 + ": the list doubts it from second "
                        + listed.get().invalidFrom());
            }
            named.add(sm3);
        }
        boolean full = command.getRevoked().size() == KeyRegister.MAX_REVOKED;
        return newlyListed(known).stream()
                .filter(certificate -> !full && !named.contains(certificate.sm3()))
                .findFirst()
                .map(missing -> "revoked: leaves out " + missing.sm3() + ", which stands on the list");
    }

    /** By serial number and then hash, so that the same list gives the same command. */
    private List<Certificate> newlyListed(KnownCertificates known) {
        return known.all().stream()
                .filter(certificate -> !known.isRevokedByList(certificate.sm3()))
                .filter(certificate -> revocation(certificate).isPresent() && isOurs(certificate))
                .sorted(Comparator.comparing(Certificate::serial)
                        .thenComparing(certificate -> certificate.sm3().toString()))
                .toList();
    }

    /** An entry dated after its own list announces a revocation; the list made then will have it again. */
    private Optional<Revocation> revocation(Certificate certificate) {
        return list.find(certificate.serial()).filter(entry -> entry.revokedAt() <= list.thisUpdate());
    }

    private boolean isOurs(Certificate certificate) {
        return certificate.issuer().equals(authority.subject()) && certificate.isSignedBy(authority.publicKey());
    }

    private static Sm3Hash hash(Hash32 field) {
        return Sm3Hash.of(field.bytes());
    }

    private static Hash32 field(Sm3Hash hash) {
        return new Hash32(hash.bytes());
    }
}
