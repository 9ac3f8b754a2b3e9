package io.shuheng.core.participant;

import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.StateSink;
import io.shuheng.crypto.Sm3Hash;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All participants by number: 1 is the operator, the others follow in the order they applied. State of the engine: for
 * its thread alone.
 *
 * <p>Three strengths of standing, each a check that throws {@link CommandRejected} naming the field that holds the
 * number: a <em>party</em> is bound by its contracts and performs them, also while suspended; an <em>active</em>
 * participant may also list, grant and manage; a <em>tradable</em> one may also make new contracts, for which the review
 * of its identity must be in force.
 */
public final class Participants {

    /** Number of the operator. */
    public static final long OPERATOR = 1;

    /** Owner group of those who belong to none. */
    public static final int NO_GROUP = 0;

    private final List<Participant> participants = new ArrayList<>();
    private final Map<Identifier, Participant> byIdentifier = new HashMap<>();
    private final Map<String, Integer> ownerGroups = new HashMap<>();
    private final Set<Sm3Hash> encryptionCertificates = new HashSet<>();

    /** None, not even the operator. */
    public Participants() {}

    /** Makes the operator, whom genesis names, participant 1. */
    public Participant openOperator(Identifier identifier, String nameZh, String nameEn, Sm3Hash certificateSm3) {
        if (!participants.isEmpty()) {
            throw new IllegalStateException("the operator is the first participant");
        }
        return add(Participant.operator(identifier, nameZh, nameEn, certificateSm3));
    }

    /** Takes an application; the caller has made sure that {@link #isTaken} and the certificates allow it. */
    public Participant apply(Membership membership) {
        if (!encryptionCertificates.add(membership.encryptionCertificateSm3())) {
            throw new IllegalStateException("encryption certificate registered twice");
        }
        return add(new Participant(participants.size() + 1L, membership, groupOf(membership)));
    }

    /** Whether an identifier belongs to somebody whose membership has not ended. */
    public boolean isTaken(Identifier identifier) {
        Participant known = byIdentifier.get(identifier);
        return known != null && known.status() != ParticipantStatus.TERMINATED;
    }

    /** Whether an encryption certificate is somebody's. */
    public boolean hasEncryptionCertificate(Sm3Hash certificateSm3) {
        return encryptionCertificates.contains(certificateSm3);
    }

    /**
     * The participant with that number.
     *
     * @throws CommandRejected PARTICIPANT_UNKNOWN
     */
    public Participant require(String field, long number) {
        if (number < 1 || number > participants.size()) {
            throw CommandRejected.because(RefusalCode.PARTICIPANT_UNKNOWN, field, number);
        }
        return participants.get((int) number - 1);
    }

    /**
     * The participant, active or suspended.
     *
     * @throws CommandRejected PARTICIPANT_UNKNOWN, PARTICIPANT_NOT_ACTIVE
     */
    public Participant requireParty(String field, long number) {
        Participant participant = require(field, number);
        if (!participant.status().isParty()) {
            throw CommandRejected.because(RefusalCode.PARTICIPANT_NOT_ACTIVE, field, number);
        }
        return participant;
    }

    /**
     * The participant, active.
     *
     * @throws CommandRejected as {@link #requireParty}, and PARTICIPANT_SUSPENDED
     */
    public Participant requireActive(String field, long number) {
        Participant participant = requireParty(field, number);
        if (participant.status() == ParticipantStatus.SUSPENDED) {
            throw CommandRejected.because(RefusalCode.PARTICIPANT_SUSPENDED, field, number);
        }
        return participant;
    }

    /**
     * The participant, active and with a review of its identity that holds at this time. The operator never is.
     *
     * @throws CommandRejected as {@link #requireActive}, and IDENTITY_REVIEW_EXPIRED
     */
    public Participant requireTradable(String field, long number, long timeNs) {
        Participant participant = requireActive(field, number);
        if (!participant.isReviewInForce(timeNs)) {
            throw CommandRejected.because(RefusalCode.IDENTITY_REVIEW_EXPIRED, field, number);
        }
        return participant;
    }

    /** Whether {@link #requireTradable} holds for a participant that exists. */
    public boolean isTradable(long number, long timeNs) {
        Participant participant = require("participant", number);
        return participant.status() == ParticipantStatus.ACTIVE && participant.isReviewInForce(timeNs);
    }

    /**
     * The participant, active or suspended, which must hold the role.
     *
     * @throws CommandRejected as {@link #requireParty}, and ROLE_MISSING
     */
    public Participant requireRole(String field, long number, Role role) {
        Participant participant = requireParty(field, number);
        if (!participant.hasRole(role)) {
            throw CommandRejected.because(RefusalCode.ROLE_MISSING, field, number);
        }
        return participant;
    }

    /** Whether two participants are the same, have one beneficial owner, or one of them names the other. */
    public boolean areAffiliated(long first, long second) {
        Participant a = require("participant", first);
        Participant b = require("participant", second);
        boolean sameOwner = a.ownerGroup() != NO_GROUP && a.ownerGroup() == b.ownerGroup();
        return a == b || sameOwner || a.names(b) || b.names(a);
    }

    /** Writes all that later results depend on. */
    public void writeState(StateSink sink) {
        sink.number(participants.size());
        for (Participant participant : participants) {
            participant.writeState(sink);
        }
    }

    private Participant add(Participant participant) {
        participants.add(participant);
        byIdentifier.put(participant.membership().identifier(), participant);
        return participant;
    }

    private int groupOf(Membership membership) {
        String name = membership.beneficialOwnerGroup();
        return name.isEmpty() ? NO_GROUP : ownerGroups.computeIfAbsent(name, n -> ownerGroups.size() + 1);
    }
}
