package io.shuheng.core.participant;

import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import io.shuheng.crypto.Sm3Hash;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    /** In the order they were registered; also those that no longer serve, which nobody may bring again. */
    private final Map<Sm3Hash, Participant> byEncryptionCertificate = new LinkedHashMap<>();

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
        Participant participant = add(new Participant(participants.size() + 1L, membership, groupOf(membership)));
        registerEncryption(participant, membership.encryptionCertificateSm3());
        return participant;
    }

    /** How many there are, the operator counted. */
    public int count() {
        return participants.size();
    }

    /** Whether an identifier belongs to somebody whose membership has not ended. */
    public boolean isTaken(Identifier identifier) {
        Participant known = byIdentifier.get(identifier);
        return known != null && known.status() != ParticipantStatus.TERMINATED;
    }

    /** Whether an encryption certificate is somebody's. */
    public boolean hasEncryptionCertificate(Sm3Hash certificateSm3) {
        return byEncryptionCertificate.containsKey(certificateSm3);
    }

    /** Whose encryption certificate it is, whether it still serves or not. */
    public Optional<Participant> holderOfEncryptionCertificate(Sm3Hash certificateSm3) {
        return Optional.ofNullable(byEncryptionCertificate.get(certificateSm3));
    }

    /** How many encryption certificates are registered, in use or not. */
    public int encryptionCertificates() {
        return byEncryptionCertificate.size();
    }

    /** Registers an encryption certificate as a participant's, not yet in use; the caller has made sure that it is nobody's. */
    public void registerEncryption(Participant participant, Sm3Hash certificateSm3) {
        if (byEncryptionCertificate.putIfAbsent(certificateSm3, participant) != null) {
            throw new IllegalStateException("encryption certificate registered twice");
        }
    }

    /**
     * Puts another encryption certificate of a participant, which is registered, in the place of the one in use.
     *
     * @param oldUntilNs first instant at which the one before no longer serves, nanoseconds since 1970
     */
    public void renewEncryption(Participant participant, Sm3Hash certificateSm3, long oldUntilNs) {
        participant.recipientCertificates().renew(certificateSm3, oldUntilNs);
    }

    /** Ends an encryption certificate for good. */
    public void revokeEncryption(Participant participant, Sm3Hash certificateSm3) {
        participant.recipientCertificates().revoke(certificateSm3);
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

    /** Whether a participant that exists was terminated, which is for good. */
    public boolean hasLeft(long number) {
        return require("participant", number).status() == ParticipantStatus.TERMINATED;
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
        sink.number(byEncryptionCertificate.size());
        byEncryptionCertificate.forEach((certificate, holder) -> {
            sink.hash(certificate.bytes());
            sink.number(holder.number());
        });
    }

    /** Reads what {@link #writeState} wrote into this, which is empty. */
    public void readState(StateSource source) {
        for (int left = source.count(); left > 0; left--) {
            Participant participant = add(Participant.readState(source, participants.size() + 1L));
            String group = participant.membership().beneficialOwnerGroup();
            if (!group.isEmpty()) {
                ownerGroups.put(group, participant.ownerGroup());
            }
        }
        for (int left = source.count(); left > 0; left--) {
            Sm3Hash certificate = source.sm3();
            registerEncryption(participants.get(source.within(1, participants.size()) - 1), certificate);
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
