package io.shuheng.core.engine;

import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.genesis.MemberAuthority;
import io.shuheng.core.participant.CertificateStanding;
import io.shuheng.core.participant.Duty;
import io.shuheng.core.participant.KeyPurpose;
import io.shuheng.core.participant.KeyRegister;
import io.shuheng.core.participant.Participant;
import io.shuheng.core.participant.RecordCertificateStatus;
import io.shuheng.core.participant.RecordRevocations;
import io.shuheng.core.participant.RevokedCertificate;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.crypto.Sm3Hash;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Ends certificates that their authority has revoked. The engine reads no list and no response: it goes by what the command says of it,
 * which the façade has compared with the list, and a verifier compares again where it is given the evidence.
 */
final class RevocationDesk {

    /** An answer that is older is not what the authority says now: it may have lifted a suspension since. */
    private static final long MAX_STATUS_AGE_NS = Duration.ofDays(7).toNanos();

    private static final String REVOKED = "revoked";
    private static final int MAX_RESPONSE_BYTES = 1 << 14;

    private final ExchangeState state;
    private final KeyDesk keyDesk;
    private final Supplier<Genesis> genesis;

    RevocationDesk(ExchangeState state, KeyDesk keyDesk, Supplier<Genesis> genesis) {
        this.state = state;
        this.keyDesk = keyDesk;
        this.genesis = genesis;
    }

    void open(Dispatch dispatch) {
        dispatch.on(RecordRevocations.class, this::record);
        dispatch.on(RecordCertificateStatus.class, this::recordStatus);
    }

    private void record(Turn turn, RecordRevocations command) {
        turn.requireOfficer(Duty.COMPLIANCE);
        Sm3Hash authority = Fields.hash(command.getAuthoritySm3());
        requireAuthority(authority);
        Fields.requireHash("listSm3", command.getListSm3());
        Fields.requireRange("thisUpdateNs", command.getThisUpdateNs(), 0, turn.timeNs());
        Fields.requireRange("nextUpdateNs", command.getNextUpdateNs(), command.getThisUpdateNs(), Long.MAX_VALUE);
        if (command.getThisUpdateNs() < state.revocationLists.lastMadeNs(authority)) {
            throw CommandRejected.because(RefusalCode.REVOCATIONS_OLDER, "thisUpdateNs", command.getThisUpdateNs());
        }
        long certificates = (long) state.keys.count() + state.participants.encryptionCertificates();
        if (command.getCertificates() != certificates) {
            throw CommandRejected.because(RefusalCode.REVOCATIONS_OUTDATED, "certificates", certificates);
        }
        requireEntries(turn, command.getRevoked());

        state.revocationLists.recorded(authority, command.getThisUpdateNs());
        int keys = 0;
        int recipients = 0;
        for (RevokedCertificate entry : command.getRevoked()) {
            Sm3Hash certificate = Fields.hash(entry.getCertificateSm3());
            KeyRegister.Key key = state.keys.key(certificate).orElse(null);
            if (key == null) {
                recipients += revokeRecipient(turn, certificate, entry.getInvalidityNs());
            } else if (!key.revoked()) {
                keyDesk.revoke(turn, key, entry.getInvalidityNs());
                keys++;
            }
        }
        turn.event(EventKind.REVOCATIONS_RECORDED, command.getThisUpdateNs(), keys, recipients);
    }

    /** A certificate that is good changes nothing here: that it was is evidence for later. */
    private void recordStatus(Turn turn, RecordCertificateStatus command) {
        turn.requireOfficer(Duty.COMPLIANCE);
        requireAuthority(Fields.hash(command.getAuthoritySm3()));
        Fields.requireRange("response", command.getResponse().remaining(), 1, MAX_RESPONSE_BYTES);
        Fields.requireRange("thisUpdateNs", command.getThisUpdateNs(), 0, turn.timeNs());
        if (turn.timeNs() - command.getThisUpdateNs() > MAX_STATUS_AGE_NS) {
            throw CommandRejected.because(RefusalCode.STATUS_STALE, "thisUpdateNs", command.getThisUpdateNs());
        }
        if (command.getNextUpdateNs() != 0) {
            Fields.requireRange("nextUpdateNs", command.getNextUpdateNs(), command.getThisUpdateNs(), Long.MAX_VALUE);
        }
        boolean revoked = command.getStanding() == CertificateStanding.REVOKED;
        Fields.requireRange("revokedFromNs", command.getRevokedFromNs(), 0, revoked ? command.getThisUpdateNs() : 0);
        Sm3Hash certificate = Fields.hash(command.getCertificateSm3());
        KeyRegister.Key key = state.keys.key(certificate).orElse(null);
        if (!state.isRegistered(certificate)) {
            throw CommandRejected.because(RefusalCode.UNKNOWN_REFERENCE, "certificateSm3", 0);
        }
        if (key != null && key.purpose() == KeyPurpose.OPERATOR) {
            throw CommandRejected.because(RefusalCode.NOT_PERMITTED, "certificateSm3", 0);
        }
        if (!revoked && command.getNextUpdateNs() != 0 && command.getNextUpdateNs() < turn.timeNs()) {
            throw CommandRejected.because(RefusalCode.STATUS_STALE, "nextUpdateNs", command.getNextUpdateNs());
        }

        if (revoked) {
            end(turn, certificate, key, command.getRevokedFromNs());
        }
        turn.event(
                EventKind.CERTIFICATE_STATUS_RECORDED,
                key == null ? 0 : key.number(),
                command.getThisUpdateNs(),
                revoked ? 1 : 0);
    }

    private void end(Turn turn, Sm3Hash certificate, KeyRegister.@Nullable Key key, long invalidityNs) {
        if (key == null) {
            revokeRecipient(turn, certificate, invalidityNs);
        } else if (!key.revoked()) {
            keyDesk.revoke(turn, key, invalidityNs);
        }
    }

    private void requireAuthority(Sm3Hash sm3) {
        for (MemberAuthority authority : genesis.get().getMemberAuthorities()) {
            if (Fields.sm3(authority.getCertificate()).equals(sm3)) {
                return;
            }
        }
        throw CommandRejected.because(RefusalCode.AUTHORITY_UNKNOWN, "authoritySm3", 0);
    }

    private void requireEntries(Turn turn, List<RevokedCertificate> entries) {
        Fields.requireRange(REVOKED, entries.size(), 0, KeyRegister.MAX_REVOKED);
        Set<Sm3Hash> distinct = new HashSet<>();
        for (int i = 0; i < entries.size(); i++) {
            Sm3Hash certificate = Fields.hash(entries.get(i).getCertificateSm3());
            Fields.requireRange(REVOKED, entries.get(i).getInvalidityNs(), 0, turn.timeNs());
            if (!distinct.add(certificate)) {
                throw CommandRejected.because(RefusalCode.DUPLICATE, REVOKED, i);
            }
            if (!state.isRegistered(certificate)) {
                throw CommandRejected.because(RefusalCode.UNKNOWN_REFERENCE, REVOKED, i);
            }
            if (state.keys.key(certificate).map(KeyRegister.Key::purpose).orElse(null) == KeyPurpose.OPERATOR) {
                throw CommandRejected.because(RefusalCode.NOT_PERMITTED, REVOKED, i);
            }
        }
    }

    /** What was encrypted to it is out of our hands; from here on nothing more is. */
    private int revokeRecipient(Turn turn, Sm3Hash certificate, long invalidityNs) {
        state.replacements.revoke(certificate);
        Participant holder =
                state.participants.holderOfEncryptionCertificate(certificate).orElseThrow();
        boolean newest = holder.recipientCertificates().newestSm3().equals(certificate);
        if (!newest && !holder.recipientCertificates().serves(certificate, turn.timeNs())) {
            return 0;
        }
        state.participants.revokeEncryption(holder, certificate);
        turn.event(EventKind.RECIPIENT_CERTIFICATE_REVOKED, holder.number(), invalidityNs, newest ? 1 : 0);
        return 1;
    }
}
