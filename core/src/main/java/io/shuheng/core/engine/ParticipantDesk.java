package io.shuheng.core.engine;

import io.shuheng.core.clearing.AccountKind;
import io.shuheng.core.clearing.Accounts;
import io.shuheng.core.participant.ActivateParticipant;
import io.shuheng.core.participant.ApplyForMembership;
import io.shuheng.core.participant.ChangeParticipantStatus;
import io.shuheng.core.participant.Duty;
import io.shuheng.core.participant.IdentityReview;
import io.shuheng.core.participant.KeyPurpose;
import io.shuheng.core.participant.KeyRegister;
import io.shuheng.core.participant.Membership;
import io.shuheng.core.participant.Participant;
import io.shuheng.core.participant.ParticipantStatus;
import io.shuheng.core.participant.Participants;
import io.shuheng.core.participant.ReviewIdentity;
import io.shuheng.core.participant.StatusChange;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.crypto.Sm3Hash;

/**
 * Takes an organisation from its application to the end of its membership. Keys come in force with the membership and
 * stay so while it is suspended, for contracts must be performed; they end with it.
 */
final class ParticipantDesk {

    private static final String PARTICIPANT = "participant";
    private static final int MAX_REASON_LENGTH = 64;
    private static final long NO_OVERDRAFT_FEN = 0;

    private final KeyRegister keys;
    private final Participants participants;
    private final Accounts accounts;
    private final Timers timers;

    ParticipantDesk(KeyRegister keys, Participants participants, Accounts accounts, Timers timers) {
        this.keys = keys;
        this.participants = participants;
        this.accounts = accounts;
        this.timers = timers;
    }

    void open(Dispatch dispatch) {
        dispatch.onApplication(ApplyForMembership.class, this::apply);
        dispatch.on(ReviewIdentity.class, this::review);
        dispatch.on(ActivateParticipant.class, this::activate);
        dispatch.onTwoOfficers(ChangeParticipantStatus.class, Duty.COMPLIANCE, this::changeStatus);
    }

    private void apply(Turn turn, ApplyForMembership command) {
        Membership membership = MembershipRules.read(command);
        if (participants.isTaken(membership.identifier())) {
            throw CommandRejected.because(RefusalCode.DUPLICATE, "id", 0);
        }
        Sm3Hash signing = membership.signingCertificateSm3();
        Sm3Hash encryption = membership.encryptionCertificateSm3();
        if (isRegistered(signing)) {
            throw CommandRejected.because(RefusalCode.DUPLICATE, "signingCertificate", 0);
        }
        if (encryption.equals(signing) || isRegistered(encryption)) {
            throw CommandRejected.because(RefusalCode.DUPLICATE, "encryptionCertificate", 0);
        }
        long number = participants.apply(membership).number();
        KeyRegister.Key key = keys.register(KeyPurpose.PARTICIPANT, number, signing, false);
        turn.event(EventKind.PARTICIPANT_APPLIED, number, 0, 0);
        turn.event(EventKind.KEY_REGISTERED, key.number(), KeyPurpose.PARTICIPANT.number(), number);
    }

    private boolean isRegistered(Sm3Hash certificateSm3) {
        return keys.contains(certificateSm3) || participants.hasEncryptionCertificate(certificateSm3);
    }

    private void review(Turn turn, ReviewIdentity command) {
        long officer = turn.requireOfficer(Duty.REGISTRAR);
        Participant participant = requireMember(command.getParticipant());
        if (participant.status() == ParticipantStatus.TERMINATED) {
            throw wrongState(participant);
        }
        Sm3Hash evidence = Fields.requireHash("evidenceSm3", command.getEvidenceSm3());
        boolean passed = command.getPassed();
        Fields.requireText("reasonCode", command.getReasonCode(), passed ? 0 : 1, passed ? 0 : MAX_REASON_LENGTH);
        if (passed) {
            Fields.requireRange("validUntilNs", command.getValidUntilNs(), turn.timeNs() + 1, Long.MAX_VALUE);
        }
        long validUntilNs = passed ? command.getValidUntilNs() : turn.timeNs();
        participant.reviewed(new IdentityReview(officer, command.getMethod(), evidence, turn.timeNs(), validUntilNs));
        turn.event(EventKind.IDENTITY_REVIEWED, participant.number(), passed ? 1 : 0, validUntilNs);
        if (!participant.status().isParty()) {
            moveApplicant(turn, participant, passed ? ParticipantStatus.VERIFIED : ParticipantStatus.TERMINATED);
        }
    }

    /** A member that fails a later review stays one, without a review in force; an applicant that fails is refused. */
    private static void moveApplicant(Turn turn, Participant participant, ParticipantStatus to) {
        if (participant.status() != to) {
            move(turn, participant, to);
        }
    }

    private void activate(Turn turn, ActivateParticipant command) {
        long officer = turn.requireOfficer(Duty.REGISTRAR);
        Participant participant = requireMember(command.getParticipant());
        IdentityReview review = participant.review();
        if (participant.status() != ParticipantStatus.VERIFIED || review == null) {
            throw wrongState(participant);
        }
        if (review.officer() == officer) {
            throw CommandRejected.because(RefusalCode.FOUR_EYES, PARTICIPANT, participant.number());
        }
        if (!review.isInForce(turn.timeNs())) {
            throw CommandRejected.because(RefusalCode.IDENTITY_REVIEW_EXPIRED, PARTICIPANT, participant.number());
        }
        move(turn, participant, ParticipantStatus.ACTIVE);
        setKeysInForce(turn, participant, true);
        int account = accounts.openCash(participant.number(), NO_OVERDRAFT_FEN);
        turn.event(EventKind.ACCOUNT_OPENED, account, AccountKind.MEMBER_CASH.number(), participant.number());
    }

    private void changeStatus(Turn turn, ChangeParticipantStatus command) {
        Participant participant = requireMember(command.getParticipant());
        Fields.requireText("reasonCode", command.getReasonCode(), 1, MAX_REASON_LENGTH);
        Fields.requireHash("documentSm3", command.getDocumentSm3());
        ParticipantStatus to = after(participant, command.getChange());
        move(turn, participant, to);
        if (to == ParticipantStatus.TERMINATED) {
            setKeysInForce(turn, participant, false);
            timers.set(turn.timeNs(), TimerKind.MEMBER_LEFT, participant.number());
        }
    }

    /** An active member is suspended before it is terminated, so that nothing of it is left in the market. */
    private static ParticipantStatus after(Participant participant, StatusChange change) {
        ParticipantStatus from = participant.status();
        boolean allowed = switch (change) {
            case SUSPEND -> from == ParticipantStatus.ACTIVE;
            case REINSTATE -> from == ParticipantStatus.SUSPENDED;
            case TERMINATE -> from != ParticipantStatus.ACTIVE && from != ParticipantStatus.TERMINATED;
        };
        if (!allowed) {
            throw wrongState(participant);
        }
        return switch (change) {
            case SUSPEND -> ParticipantStatus.SUSPENDED;
            case REINSTATE -> ParticipantStatus.ACTIVE;
            case TERMINATE -> ParticipantStatus.TERMINATED;
        };
    }

    /** The operator is a participant by genesis; nothing here applies to it. */
    private Participant requireMember(long number) {
        Participant participant = participants.require(PARTICIPANT, number);
        if (number == Participants.OPERATOR) {
            throw CommandRejected.because(RefusalCode.NOT_PERMITTED, PARTICIPANT, number);
        }
        return participant;
    }

    private static void move(Turn turn, Participant participant, ParticipantStatus to) {
        ParticipantStatus from = participant.status();
        participant.moveTo(to);
        turn.event(EventKind.PARTICIPANT_STATUS, participant.number(), from.number(), to.number());
    }

    private void setKeysInForce(Turn turn, Participant participant, boolean inForce) {
        for (KeyRegister.Key key : keys.setInForce(participant.number(), inForce)) {
            turn.event(EventKind.KEY_IN_FORCE, key.number(), inForce ? 1 : 0, 0);
        }
    }

    private static CommandRejected wrongState(Participant participant) {
        return CommandRejected.because(RefusalCode.WRONG_STATE, PARTICIPANT, participant.number());
    }
}
