package io.shuheng.core.engine;

import io.shuheng.core.participant.ApplyForReplacement;
import io.shuheng.core.participant.ApproveReplacement;
import io.shuheng.core.participant.CertificateRole;
import io.shuheng.core.participant.Duty;
import io.shuheng.core.participant.KeyPurpose;
import io.shuheng.core.participant.KeyRegister;
import io.shuheng.core.participant.Participant;
import io.shuheng.core.participant.RenewCertificate;
import io.shuheng.core.participant.Replacements.Replacement;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.session.SessionEnd;
import io.shuheng.crypto.Sm3Hash;
import java.util.TreeMap;

/**
 * Gives members new certificates in the place of old ones. A renewed key serves on for the time its holder says, never
 * beside more than one newer; then it ends without doubt on what it signed. Sessions are bound to the key that opened
 * them: they end with it and can be stated with the new one. Mandates, orders and contracts are bound to the member: they
 * stay as they are. A key that is lost is replaced by two registrars, and revoked.
 */
final class RenewalDesk {

    /** Longest time for which an old certificate serves beside the new one. */
    static final long MAX_OVERLAP_NS = 31 * 86_400_000_000_000L;

    private static final int SIGNATURE_BYTES = 64;
    private static final String CERTIFICATE = "certificate";

    private final ExchangeState state;
    private final SessionDesk sessions;
    private final KeyDesk keyDesk;
    private final TreeMap<Integer, Timers.Timer> keyEnds = new TreeMap<>();

    RenewalDesk(ExchangeState state, SessionDesk sessions, KeyDesk keyDesk) {
        this.state = state;
        this.sessions = sessions;
        this.keyDesk = keyDesk;
    }

    void open(Dispatch dispatch) {
        dispatch.on(RenewCertificate.class, this::renew);
        dispatch.onApplication(ApplyForReplacement.class, this::applyForReplacement);
        dispatch.onTwoOfficers(ApproveReplacement.class, Duty.REGISTRAR, this::approve);
    }

    /** The time of a renewed key is over. */
    void fire(Turn turn, Timers.Timer timer) {
        keyEnds.remove((int) timer.subject());
        end(turn, state.keys.key((int) timer.subject()).orElseThrow());
    }

    private void renew(Turn turn, RenewCertificate command) {
        long member = turn.requireParticipant();
        MembershipRules.requireCertificate(CERTIFICATE, command.getCertificate());
        MembershipRules.requireIntermediates(command.getIntermediates());
        boolean signing = command.getRole() == CertificateRole.SIGNING;
        int possessionBytes = signing ? SIGNATURE_BYTES : 0;
        Fields.requireRange("possession", command.getPossession().remaining(), possessionBytes, possessionBytes);
        long oldUntilNs = command.getOldUntilNs();
        if (oldUntilNs != 0) {
            Fields.requireRange(
                    "oldUntilNs", oldUntilNs, turn.timeNs() + 1, Math.addExact(turn.timeNs(), MAX_OVERLAP_NS));
        }
        Sm3Hash certificate = requireNew(CERTIFICATE, Fields.sm3(command.getCertificate()));
        if (signing) {
            renewKey(turn, member, certificate, oldUntilNs);
        } else {
            Participant participant = state.participants.require("participant", member);
            state.participants.registerEncryption(participant, certificate);
            renewRecipient(turn, participant, certificate, oldUntilNs, 0);
        }
    }

    /** Finds the timers again of a state that was read. */
    void findTimers() {
        state.timers.bySubject(TimerKind.KEY_END).forEach((key, timer) -> keyEnds.put(Math.toIntExact(key), timer));
    }

    private void renewKey(Turn turn, long member, Sm3Hash certificate, long oldUntilNs) {
        KeyRegister.Key old = state.keys.key(turn.actor().key()).orElseThrow();
        if (old.renewed()) {
            throw CommandRejected.because(RefusalCode.KEY_RENEWED, CERTIFICATE, old.number());
        }
        state.keys.ofParticipant(member).stream()
                .filter(key -> key.renewed() && key.inForce())
                .forEach(key -> end(turn, key));
        KeyRegister.Key key = state.keys.register(KeyPurpose.PARTICIPANT, member, certificate, true);
        long endsNs = oldUntilNs == 0 ? turn.timeNs() : oldUntilNs;
        state.keys.renewed(old, endsNs);
        turn.event(EventKind.KEY_REGISTERED, key.number(), KeyPurpose.PARTICIPANT.number(), member);
        turn.event(EventKind.KEY_IN_FORCE, key.number(), 1, 0);
        turn.event(EventKind.KEY_RENEWED, old.number(), key.number(), endsNs);
        if (oldUntilNs == 0) {
            end(turn, old);
        } else {
            keyEnds.put(old.number(), state.timers.set(oldUntilNs, TimerKind.KEY_END, old.number()));
        }
    }

    private void renewRecipient(Turn turn, Participant member, Sm3Hash certificate, long oldUntilNs, int key) {
        long untilNs = oldUntilNs == 0 ? turn.timeNs() : oldUntilNs;
        state.participants.renewEncryption(member, certificate, untilNs);
        turn.event(EventKind.RECIPIENT_CERTIFICATE_CHANGED, member.number(), untilNs, key);
    }

    private void end(Turn turn, KeyRegister.Key key) {
        Timers.Timer timer = keyEnds.remove(key.number());
        if (timer != null) {
            state.timers.cancel(timer);
        }
        if (key.inForce()) {
            state.keys.end(key);
            turn.event(EventKind.KEY_IN_FORCE, key.number(), 0, 0);
            sessions.keyEnded(turn, key.number(), SessionEnd.KEY_RENEWED);
        }
    }

    /** Whoever signs holds the new key; who that is, is for the registrars to find out. */
    private void applyForReplacement(Turn turn, ApplyForReplacement command) {
        Participant member = state.participants.requireParty("participant", command.getParticipant());
        if (member.number() == Actor.OPERATOR) {
            throw CommandRejected.because(RefusalCode.NOT_PERMITTED, "participant", member.number());
        }
        MembershipRules.requireCertificate("signingCertificate", command.getSigningCertificate());
        MembershipRules.requireIntermediates(command.getIntermediates());
        Sm3Hash signing = requireNew("signingCertificate", Fields.sm3(command.getSigningCertificate()));
        Sm3Hash encryption = Sm3Hash.ZERO;
        if (command.getEncryptionCertificate().hasRemaining()) {
            MembershipRules.requireCertificate("encryptionCertificate", command.getEncryptionCertificate());
            encryption = requireNew("encryptionCertificate", Fields.sm3(command.getEncryptionCertificate()));
            if (encryption.equals(signing)) {
                throw CommandRejected.because(RefusalCode.DUPLICATE, "encryptionCertificate", 0);
            }
        }
        KeyRegister.Key key = state.keys.register(KeyPurpose.PARTICIPANT, member.number(), signing, false);
        if (!encryption.equals(Sm3Hash.ZERO)) {
            state.participants.registerEncryption(member, encryption);
        }
        state.replacements.request(key.number(), new Replacement(member.number(), encryption, false));
        turn.event(EventKind.KEY_REGISTERED, key.number(), KeyPurpose.PARTICIPANT.number(), member.number());
        turn.event(EventKind.REPLACEMENT_REQUESTED, key.number(), member.number(), 0);
    }

    private void approve(Turn turn, ApproveReplacement command) {
        Replacement replacement = state.replacements
                .of(command.getKey())
                .orElseThrow(() -> CommandRejected.because(RefusalCode.UNKNOWN_REFERENCE, "key", command.getKey()));
        KeyRegister.Key key = state.keys.key(command.getKey()).orElseThrow();
        Participant member = state.participants.requireParty("key", replacement.participant());
        if (key.revoked() || replacement.revoked()) {
            throw CommandRejected.because(RefusalCode.WRONG_STATE, "key", key.number());
        }
        Fields.requireHash("evidenceSm3", command.getEvidenceSm3());
        Fields.requireRange("invalidityNs", command.getInvalidityNs(), 0, turn.timeNs());

        turn.event(EventKind.REPLACEMENT_APPROVED, key.number(), replacement.participant(), 0);
        state.replacements.remove(key.number());
        for (KeyRegister.Key old : state.keys.ofParticipant(replacement.participant())) {
            if (old != key && state.replacements.of(old.number()).isEmpty()) {
                keyDesk.revoke(turn, old, command.getInvalidityNs());
            }
        }
        state.keys.putInForce(key);
        turn.event(EventKind.KEY_IN_FORCE, key.number(), 1, 0);
        if (!replacement.encryptionSm3().equals(Sm3Hash.ZERO)) {
            renewRecipient(turn, member, replacement.encryptionSm3(), 0, key.number());
        }
    }

    private Sm3Hash requireNew(String field, Sm3Hash certificate) {
        if (state.isRegistered(certificate)) {
            throw CommandRejected.because(RefusalCode.DUPLICATE, field, 0);
        }
        return certificate;
    }
}
