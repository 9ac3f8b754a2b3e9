package io.shuheng.core.participant;

import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import io.shuheng.crypto.Sm3Hash;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One participant (交易主体). State of the engine: for its thread alone. */
public final class Participant {

    private final long number;
    private final Membership membership;
    private final int ownerGroup;
    private ParticipantStatus status = ParticipantStatus.APPLIED;
    private @Nullable IdentityReview review;
    private final RecipientCertificates recipientCertificates;

    Participant(long number, Membership membership, int ownerGroup) {
        this.number = number;
        this.membership = membership;
        this.ownerGroup = ownerGroup;
        this.recipientCertificates = new RecipientCertificates(membership.encryptionCertificateSm3());
    }

    /** Its number; 1 is the operator. */
    public long number() {
        return number;
    }

    /** What it said about itself. */
    public Membership membership() {
        return membership;
    }

    /** Number of its beneficial owner group, from 1; 0 where it belongs to none. */
    public int ownerGroup() {
        return ownerGroup;
    }

    /** Where its membership stands. */
    public ParticipantStatus status() {
        return status;
    }

    /** The last review of its identity; null before the first, and for the operator. */
    public @Nullable IdentityReview review() {
        return review;
    }

    /** Whether a review of its identity holds at that time. */
    public boolean isReviewInForce(long timeNs) {
        return review != null && review.isInForce(timeNs);
    }

    /** The certificates to encrypt to. */
    public RecipientCertificates recipientCertificates() {
        return recipientCertificates;
    }

    /** Whether it holds a role. */
    public boolean hasRole(Role role) {
        return membership.roles().contains(role);
    }

    /** Keeps a review; whether it changes the status is the caller's to say. */
    public void reviewed(IdentityReview newReview) {
        review = newReview;
    }

    /** Moves the membership; the caller has made sure that this step is allowed. */
    public void moveTo(ParticipantStatus newStatus) {
        status = newStatus;
    }

    boolean names(Participant other) {
        return membership.affiliates().contains(other.membership.identifier());
    }

    void writeState(StateSink sink) {
        sink.text(membership.identifier().kind().name());
        sink.text(membership.identifier().value());
        sink.text(membership.nameZh());
        sink.text(membership.nameEn());
        for (Role role : Role.values()) {
            sink.flag(hasRole(role));
        }
        sink.text(membership.beneficialOwnerGroup());
        sink.number(ownerGroup);
        sink.number(membership.affiliates().size());
        for (Identifier affiliate : membership.affiliates()) {
            sink.text(affiliate.kind().name());
            sink.text(affiliate.value());
        }
        sink.hash(membership.signingCertificateSm3().bytes());
        sink.hash(membership.encryptionCertificateSm3().bytes());
        sink.text(membership.custodianAccount());
        sink.number(status.number());
        writeReview(sink, review);
        recipientCertificates.writeState(sink);
    }

    /** Reads what {@link #writeState} wrote of the participant with that number. */
    static Participant readState(StateSource source, long number) {
        Identifier identifier = readIdentifier(source);
        String nameZh = source.text();
        String nameEn = source.text();
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (Role role : Role.values()) {
            if (source.flag()) {
                roles.add(role);
            }
        }
        String beneficialOwnerGroup = source.text();
        int ownerGroup = source.integer();
        List<Identifier> affiliates = new ArrayList<>();
        for (int left = source.count(); left > 0; left--) {
            affiliates.add(readIdentifier(source));
        }
        Membership membership = new Membership(
                identifier,
                nameZh,
                nameEn,
                roles,
                beneficialOwnerGroup,
                affiliates,
                source.sm3(),
                source.sm3(),
                source.text());
        Participant participant = new Participant(number, membership, ownerGroup);
        participant.status = source.numbered(ParticipantStatus.values(), ParticipantStatus::number);
        participant.review = readReview(source);
        participant.recipientCertificates.readState(source);
        return participant;
    }

    private static Identifier readIdentifier(StateSource source) {
        return new Identifier(source.constant(IdKind.class), source.text());
    }

    private static @Nullable IdentityReview readReview(StateSource source) {
        return source.flag()
                ? new IdentityReview(
                        source.number(),
                        source.constant(ReviewMethod.class),
                        source.sm3(),
                        source.number(),
                        source.number())
                : null;
    }

    private static void writeReview(StateSink sink, @Nullable IdentityReview review) {
        sink.flag(review != null);
        if (review != null) {
            sink.number(review.officer());
            sink.text(review.method().name());
            sink.hash(review.evidenceSm3().bytes());
            sink.number(review.atNs());
            sink.number(review.validUntilNs());
        }
    }

    static Participant operator(Identifier identifier, String nameZh, String nameEn, Sm3Hash certificateSm3) {
        Membership membership = new Membership(
                identifier, nameZh, nameEn, Set.of(Role.OPERATOR), "", List.of(), certificateSm3, Sm3Hash.ZERO, "");
        Participant operator = new Participant(Participants.OPERATOR, membership, Participants.NO_GROUP);
        operator.moveTo(ParticipantStatus.ACTIVE);
        return operator;
    }
}
