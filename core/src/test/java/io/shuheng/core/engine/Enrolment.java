package io.shuheng.core.engine;

import io.shuheng.core.participant.ActivateParticipant;
import io.shuheng.core.participant.ApplyForMembership;
import io.shuheng.core.participant.ChangeParticipantStatus;
import io.shuheng.core.participant.Duty;
import io.shuheng.core.participant.IdKind;
import io.shuheng.core.participant.ReviewIdentity;
import io.shuheng.core.participant.ReviewMethod;
import io.shuheng.core.participant.Role;
import io.shuheng.core.participant.StatusChange;
import io.shuheng.core.participant.Uscc;
import io.shuheng.core.record.EventKind;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Takes organisations through enrolment on an {@link EngineFixture}, and makes the commands of each step. */
public final class Enrolment {

    /** How long reviews hold here. */
    public static final Duration REVIEW_VALIDITY = Duration.ofDays(365);

    private final EngineFixture exchange;
    private int applications;

    /** On that exchange. */
    public Enrolment(EngineFixture exchange) {
        this.exchange = exchange;
    }

    /**
     * A participant.
     *
     * @param number its number
     * @param key number of its signing key
     */
    public record Member(long number, int key) {}

    /** An active member with these roles. */
    public Member member(Role... roles) {
        return member(application().setRoles(List.of(roles)).build());
    }

    /** An active member that applied with this command. */
    public Member member(ApplyForMembership application) {
        Member member = applicant(application);
        exchange.submit(review(member.number()).build(), exchange.officerKey(Duty.REGISTRAR))
                .requireAccepted();
        exchange.submit(activation(member.number()), exchange.secondOfficerKey(Duty.REGISTRAR))
                .requireAccepted();
        return member;
    }

    /** Somebody who has applied, no more. */
    public Member applicant(ApplyForMembership application) {
        EngineFixture.Outcome outcome = exchange.submit(application, 0).requireAccepted();
        return new Member(outcome.event(EventKind.PARTICIPANT_APPLIED).getA(), (int)
                outcome.event(EventKind.KEY_REGISTERED).getA());
    }

    /** Suspends, reinstates or terminates, by two officers. */
    public EngineFixture.Outcome change(Member member, StatusChange change) {
        return exchange.submitByTwo(statusChange(member.number(), change), Duty.COMPLIANCE);
    }

    /** An application that will be taken, of another organisation each time. */
    public ApplyForMembership.Builder application() {
        applications++;
        return ApplyForMembership.newBuilder()
                .setClientId(exchange.nextClientId())
                .setNotAfterNs(exchange.notAfterNs())
                .setIdKind(IdKind.USCC)
                .setId(uscc(applications))
                .setNameZh("示例企业" + applications)
                .setNameEn("Example Company " + applications)
                .setRoles(List.of(Role.CONSUMER))
                .setBeneficialOwnerGroup("")
                .setAffiliates(List.of())
                .setSigningCertificate(EngineFixture.certificate("signer " + applications))
                .setEncryptionCertificate(EngineFixture.certificate("recipient " + applications))
                .setIntermediates(List.of())
                .setCustodianAccount("6222-" + applications);
    }

    /** The code of the company that applies as the n-th, from 1. */
    public static String uscc(int n) {
        return Uscc.withCheckCharacter(String.format(Locale.ROOT, "91310000MA1%06d", n));
    }

    /** A review that is passed and holds for {@link #REVIEW_VALIDITY}. */
    public ReviewIdentity.Builder review(long participant) {
        return ReviewIdentity.newBuilder()
                .setClientId(exchange.nextClientId())
                .setNotAfterNs(exchange.notAfterNs())
                .setParticipant(participant)
                .setMethod(ReviewMethod.DOCUMENTS)
                .setEvidenceSm3(EngineFixture.hash("licence of " + participant))
                .setValidUntilNs(exchange.timeNs() + REVIEW_VALIDITY.toNanos())
                .setPassed(true)
                .setReasonCode("");
    }

    /** An activation. */
    public ActivateParticipant activation(long participant) {
        return new ActivateParticipant(exchange.nextClientId(), exchange.notAfterNs(), participant);
    }

    /** A change of status. */
    public ChangeParticipantStatus statusChange(long participant, StatusChange change) {
        return ChangeParticipantStatus.newBuilder()
                .setClientId(exchange.nextClientId())
                .setNotAfterNs(exchange.notAfterNs())
                .setParticipant(participant)
                .setChange(change)
                .setReasonCode("AML-7")
                .setDocumentSm3(EngineFixture.hash("decision"))
                .build();
    }
}
