package io.shuheng.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.clearing.AccountKind;
import io.shuheng.core.clearing.Accounts;
import io.shuheng.core.participant.ApplyForMembership;
import io.shuheng.core.participant.Duty;
import io.shuheng.core.participant.IdKind;
import io.shuheng.core.participant.KeyPurpose;
import io.shuheng.core.participant.OrganisationId;
import io.shuheng.core.participant.ParticipantStatus;
import io.shuheng.core.participant.Participants;
import io.shuheng.core.participant.RevocationReason;
import io.shuheng.core.participant.RevokeKey;
import io.shuheng.core.participant.Role;
import io.shuheng.core.participant.StatusChange;
import io.shuheng.core.record.Event;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.record.RefusalCode;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ParticipantDeskTest {

    private final EngineFixture exchange = new EngineFixture();
    private final Enrolment enrolment = new Enrolment(exchange);

    @AfterEach
    void replaysToEqualRecordsAndState() {
        exchange.requireEqualReplay();
    }

    @Test
    void numbersApplicantsFromTwoForTheOperatorIsOne() {
        assertThat(enrolment.applicant(enrolment.application().build()).number())
                .isEqualTo(2);
        assertThat(enrolment.applicant(enrolment.application().build()).number())
                .isEqualTo(3);
    }

    @Test
    void registersTheApplicantsKeyOutOfForce() {
        EngineFixture.Outcome outcome =
                exchange.submit(enrolment.application().build(), 0).requireAccepted();
        assertThat(outcome.events())
                .containsExactly(
                        event(EventKind.PARTICIPANT_APPLIED, 2, 0, 0),
                        event(EventKind.KEY_REGISTERED, 2, KeyPurpose.PARTICIPANT.number(), 2));
        exchange.submit(revocation(2), 2).requireRefused(RefusalCode.KEY_NOT_IN_FORCE);
    }

    @Test
    void leadsAnApplicantThroughReviewAndActivationByTwoRegistrars() {
        Enrolment.Member applicant = enrolment.applicant(enrolment.application().build());
        EngineFixture.Outcome reviewed =
                exchange.submit(enrolment.review(applicant.number()).build(), exchange.officerKey(Duty.REGISTRAR));
        assertThat(reviewed.events())
                .containsExactly(
                        event(
                                EventKind.IDENTITY_REVIEWED,
                                applicant.number(),
                                1,
                                exchange.timeNs() + Enrolment.REVIEW_VALIDITY.toNanos()),
                        status(applicant, ParticipantStatus.APPLIED, ParticipantStatus.VERIFIED));
        EngineFixture.Outcome activated =
                exchange.submit(enrolment.activation(applicant.number()), exchange.secondOfficerKey(Duty.REGISTRAR));
        assertThat(activated.events())
                .containsExactly(
                        status(applicant, ParticipantStatus.VERIFIED, ParticipantStatus.ACTIVE),
                        event(EventKind.KEY_IN_FORCE, applicant.key(), 1, 0),
                        event(
                                EventKind.ACCOUNT_OPENED,
                                Accounts.TAX_PAYABLE + 1,
                                AccountKind.MEMBER_CASH.number(),
                                applicant.number()));
        exchange.submit(revocation(applicant.key()), applicant.key()).requireAccepted();
    }

    @Test
    void refusesActivationByTheReviewer() {
        Enrolment.Member applicant = enrolment.applicant(enrolment.application().build());
        exchange.submit(enrolment.review(applicant.number()).build(), exchange.officerKey(Duty.REGISTRAR))
                .requireAccepted();
        exchange.submit(enrolment.activation(applicant.number()), exchange.officerKey(Duty.REGISTRAR))
                .requireRefused(RefusalCode.FOUR_EYES);
    }

    @Test
    void refusesActivationWithoutReview() {
        Enrolment.Member applicant = enrolment.applicant(enrolment.application().build());
        exchange.submit(enrolment.activation(applicant.number()), exchange.officerKey(Duty.REGISTRAR))
                .requireRefused(RefusalCode.WRONG_STATE);
    }

    @Test
    void refusesActivationAfterTheReviewHasExpired() {
        Enrolment.Member applicant = enrolment.applicant(enrolment.application().build());
        exchange.submit(enrolment.review(applicant.number()).build(), exchange.officerKey(Duty.REGISTRAR))
                .requireAccepted();
        exchange.advance(Enrolment.REVIEW_VALIDITY);
        exchange.submit(enrolment.activation(applicant.number()), exchange.secondOfficerKey(Duty.REGISTRAR))
                .requireRefused(RefusalCode.IDENTITY_REVIEW_EXPIRED);
    }

    @Test
    void endsAnApplicationThatFailsItsReviewAndFreesTheIdentifier() {
        ApplyForMembership application = enrolment.application().build();
        Enrolment.Member applicant = enrolment.applicant(application);
        EngineFixture.Outcome outcome = exchange.submit(
                enrolment
                        .review(applicant.number())
                        .setPassed(false)
                        .setReasonCode("LICENCE_REVOKED")
                        .build(),
                exchange.officerKey(Duty.REGISTRAR));
        assertThat(outcome.event(EventKind.PARTICIPANT_STATUS))
                .isEqualTo(status(applicant, ParticipantStatus.APPLIED, ParticipantStatus.TERMINATED));
        enrolment.applicant(enrolment.application().setId(application.getId()).build());
        exchange.submit(enrolment.review(applicant.number()).build(), exchange.officerKey(Duty.REGISTRAR))
                .requireRefused(RefusalCode.WRONG_STATE);
    }

    @Test
    void keepsAMemberThatFailsALaterReviewWithoutAReviewInForce() {
        Enrolment.Member member = enrolment.member(Role.CONSUMER);
        EngineFixture.Outcome outcome = exchange.submit(
                enrolment
                        .review(member.number())
                        .setPassed(false)
                        .setReasonCode("NO_ANSWER")
                        .build(),
                exchange.officerKey(Duty.REGISTRAR));
        assertThat(outcome.events())
                .containsExactly(event(EventKind.IDENTITY_REVIEWED, member.number(), 0, exchange.timeNs()));
    }

    @ParameterizedTest
    @EnumSource(value = Duty.class, names = "REGISTRAR", mode = EnumSource.Mode.EXCLUDE)
    void refusesReviewAndActivationByOfficersWithoutTheDuty(Duty duty) {
        Enrolment.Member applicant = enrolment.applicant(enrolment.application().build());
        exchange.submit(enrolment.review(applicant.number()).build(), exchange.officerKey(duty))
                .requireRefused(RefusalCode.NOT_PERMITTED);
        exchange.submit(enrolment.activation(applicant.number()), exchange.officerKey(duty))
                .requireRefused(RefusalCode.NOT_PERMITTED);
    }

    @Test
    void refusesReviewAndActivationByMembersTheOperatorApplicantsAndTheExchangeItself() {
        int member = enrolment.member(Role.PROVIDER).key();
        long applicant = enrolment.applicant(enrolment.application().build()).number();
        for (int key : new int[] {member, EngineFixture.OPERATOR_KEY, 0}) {
            exchange.submit(enrolment.review(applicant).build(), key).requireRefused(RefusalCode.NOT_PERMITTED);
            exchange.submit(enrolment.activation(applicant), key).requireRefused(RefusalCode.NOT_PERMITTED);
            exchange.submit(enrolment.statusChange(applicant, StatusChange.TERMINATE), key)
                    .requireRefused(RefusalCode.NOT_PERMITTED);
        }
        exchange.submitInternal(enrolment.review(applicant).build()).requireRefused(RefusalCode.NOT_PERMITTED);
    }

    @Test
    void refusesAnApplicationWithANumberedKey() {
        int member = enrolment.member(Role.PROVIDER).key();
        exchange.submit(enrolment.application().build(), member).requireRefused(RefusalCode.NOT_PERMITTED);
        exchange.submit(enrolment.application().build(), EngineFixture.OPERATOR_KEY)
                .requireRefused(RefusalCode.NOT_PERMITTED);
    }

    @Test
    void suspendsAndReinstatesByTwoComplianceOfficersAndKeepsTheKeyInForce() {
        Enrolment.Member member = enrolment.member(Role.CONSUMER);
        assertThat(enrolment.change(member, StatusChange.SUSPEND).events(EventKind.PARTICIPANT_STATUS))
                .containsExactly(status(member, ParticipantStatus.ACTIVE, ParticipantStatus.SUSPENDED));
        exchange.submit(revocation(99), member.key()).requireRefused(RefusalCode.UNKNOWN_REFERENCE);
        assertThat(enrolment.change(member, StatusChange.REINSTATE).events(EventKind.PARTICIPANT_STATUS))
                .containsExactly(status(member, ParticipantStatus.SUSPENDED, ParticipantStatus.ACTIVE));
    }

    @Test
    void changesNothingBeforeTheSecondOfficerHasEndorsed() {
        Enrolment.Member member = enrolment.member(Role.CONSUMER);
        EngineFixture.Outcome proposed = exchange.submit(
                enrolment.statusChange(member.number(), StatusChange.SUSPEND), exchange.officerKey(Duty.COMPLIANCE));
        assertThat(proposed.events()).hasSize(1);
        proposed.event(EventKind.ACT_PROPOSED);
        enrolment.change(member, StatusChange.SUSPEND).requireAccepted();
    }

    @Test
    void takesTheKeysOfATerminatedMemberOutOfForce() {
        Enrolment.Member member = enrolment.member(Role.CONSUMER);
        enrolment.change(member, StatusChange.SUSPEND).requireAccepted();
        assertThat(enrolment
                        .change(member, StatusChange.TERMINATE)
                        .requireAccepted()
                        .event(EventKind.KEY_IN_FORCE))
                .isEqualTo(event(EventKind.KEY_IN_FORCE, member.key(), 0, 0));
        exchange.submit(revocation(member.key()), member.key()).requireRefused(RefusalCode.KEY_NOT_IN_FORCE);
        enrolment.change(member, StatusChange.REINSTATE).requireRefused(RefusalCode.WRONG_STATE);
    }

    @Test
    void refusesStepsThatTheStatusDoesNotAllow() {
        Enrolment.Member member = enrolment.member(Role.CONSUMER);
        enrolment.change(member, StatusChange.REINSTATE).requireRefused(RefusalCode.WRONG_STATE);
        enrolment.change(member, StatusChange.TERMINATE).requireRefused(RefusalCode.WRONG_STATE);
        enrolment.change(member, StatusChange.SUSPEND).requireAccepted();
        enrolment.change(member, StatusChange.SUSPEND).requireRefused(RefusalCode.WRONG_STATE);
        Enrolment.Member applicant = enrolment.applicant(enrolment.application().build());
        enrolment.change(applicant, StatusChange.SUSPEND).requireRefused(RefusalCode.WRONG_STATE);
        exchange.submit(enrolment.activation(member.number()), exchange.officerKey(Duty.REGISTRAR))
                .requireRefused(RefusalCode.WRONG_STATE);
    }

    @Test
    void refusesActsOnAParticipantThatDoesNotExistAndOnTheOperator() {
        int registrar = exchange.officerKey(Duty.REGISTRAR);
        for (long unknown : new long[] {Long.MIN_VALUE, -1, 0, 2, Long.MAX_VALUE}) {
            exchange.submit(enrolment.review(unknown).build(), registrar)
                    .requireRefused(RefusalCode.PARTICIPANT_UNKNOWN);
            exchange.submit(enrolment.activation(unknown), registrar).requireRefused(RefusalCode.PARTICIPANT_UNKNOWN);
        }
        exchange.submit(enrolment.review(Participants.OPERATOR).build(), registrar)
                .requireRefused(RefusalCode.NOT_PERMITTED);
        exchange.submitByTwo(enrolment.statusChange(Participants.OPERATOR, StatusChange.SUSPEND), Duty.COMPLIANCE)
                .requireRefused(RefusalCode.NOT_PERMITTED);
    }

    @Test
    void refusesAnIdentifierTwiceAndTheOperatorsOwn() {
        ApplyForMembership first = enrolment.application().build();
        enrolment.applicant(first);
        refuses(RefusalCode.DUPLICATE, "id", a -> a.setId(first.getId()));
        refuses(
                RefusalCode.DUPLICATE,
                "id",
                a -> a.setId(EngineFixture.genesis(EngineFixture.limits()).getOperatorUscc()));
    }

    @Test
    void refusesACertificateThatAnybodyHasForAnyUse() {
        ApplyForMembership first = enrolment.application().build();
        enrolment.applicant(first);
        for (ByteBuffer taken : List.of(
                first.getSigningCertificate(),
                first.getEncryptionCertificate(),
                EngineFixture.certificate("operator"))) {
            refuses(RefusalCode.DUPLICATE, "signingCertificate", a -> a.setSigningCertificate(taken.duplicate()));
            refuses(RefusalCode.DUPLICATE, "encryptionCertificate", a -> a.setEncryptionCertificate(taken.duplicate()));
        }
        refuses(
                RefusalCode.DUPLICATE,
                "encryptionCertificate",
                a -> a.setEncryptionCertificate(a.getSigningCertificate().duplicate()));
    }

    @Test
    void refusesIdentifiersOfTheWrongFormOrCheckCharacterByTheirKind() {
        refuses(RefusalCode.FIELD_INVALID, "id", a -> a.setId("9131"));
        refuses(RefusalCode.ID_CHECK_CHARACTER, "id", a -> a.setId("91350100M000100Y4Z".replace('Z', '4')));
        refuses(RefusalCode.FIELD_INVALID, "id", a -> a.setIdKind(IdKind.LEI).setId("506700GE1G29325QX36"));
        refuses(
                RefusalCode.ID_CHECK_CHARACTER,
                "id",
                a -> a.setIdKind(IdKind.LEI).setId("506700GE1G29325QX364"));
        refuses(
                RefusalCode.FIELD_INVALID,
                "id",
                a -> a.setIdKind(IdKind.FOREIGN).setId(""));
        refuses(
                RefusalCode.FIELD_INVALID,
                "id",
                a -> a.setIdKind(IdKind.FOREIGN).setId(" HRB 1"));
        refuses(
                RefusalCode.FIELD_INVALID,
                "id",
                a -> a.setIdKind(IdKind.OPERATOR_ASSIGNED).setId("x".repeat(65)));
    }

    @Test
    void takesIdentifiersOfEveryKind() {
        enrolment.applicant(enrolment
                .application()
                .setIdKind(IdKind.LEI)
                .setId("506700GE1G29325QX363")
                .build());
        enrolment.applicant(enrolment
                .application()
                .setIdKind(IdKind.FOREIGN)
                .setId("DE HRB 1234")
                .build());
        enrolment.applicant(enrolment
                .application()
                .setIdKind(IdKind.OPERATOR_ASSIGNED)
                .setId("DE HRB 1234")
                .build());
    }

    @Test
    void refusesFieldsThatBreakTheirRules() {
        refuses(RefusalCode.FIELD_INVALID, "nameZh", a -> a.setNameZh("").setNameEn(""));
        refuses(RefusalCode.FIELD_INVALID, "nameZh", a -> a.setNameZh("a\nb"));
        refuses(RefusalCode.FIELD_INVALID, "nameEn", a -> a.setNameEn("x".repeat(129)));
        refuses(RefusalCode.FIELD_INVALID, "roles", a -> a.setRoles(List.of()));
        refuses(RefusalCode.FIELD_INVALID, "roles", a -> a.setRoles(List.of(Role.CONSUMER, Role.CONSUMER)));
        refuses(RefusalCode.FIELD_INVALID, "roles", a -> a.setRoles(List.of(Role.OPERATOR)));
        refuses(RefusalCode.FIELD_INVALID, "beneficialOwnerGroup", a -> a.setBeneficialOwnerGroup("Group "));
        refuses(RefusalCode.FIELD_INVALID, "signingCertificate", a -> a.setSigningCertificate(ByteBuffer.allocate(0)));
        refuses(
                RefusalCode.FIELD_INVALID,
                "encryptionCertificate",
                a -> a.setEncryptionCertificate(ByteBuffer.allocate(8193)));
        refuses(
                RefusalCode.FIELD_INVALID,
                "intermediates",
                a -> a.setIntermediates(Collections.nCopies(5, EngineFixture.certificate("between"))));
        OrganisationId affiliate = new OrganisationId(IdKind.FOREIGN, "DE HRB 1");
        refuses(RefusalCode.DUPLICATE, "affiliates", a -> a.setAffiliates(List.of(affiliate, affiliate)));
        refuses(
                RefusalCode.DUPLICATE,
                "affiliates",
                a -> a.setAffiliates(List.of(new OrganisationId(a.getIdKind(), a.getId()))));
        refuses(RefusalCode.FIELD_INVALID, "affiliates", a -> a.setAffiliates(Collections.nCopies(65, affiliate)));
    }

    @Test
    void refusesReviewsThatBreakTheirRules() {
        long applicant = enrolment.applicant(enrolment.application().build()).number();
        int registrar = exchange.officerKey(Duty.REGISTRAR);
        exchange.submit(
                        enrolment
                                .review(applicant)
                                .setValidUntilNs(exchange.timeNs())
                                .build(),
                        registrar)
                .requireRefused(RefusalCode.FIELD_INVALID);
        exchange.submit(
                        enrolment
                                .review(applicant)
                                .setEvidenceSm3(new Hash32(new byte[32]))
                                .build(),
                        registrar)
                .requireRefused(RefusalCode.FIELD_INVALID);
        exchange.submit(enrolment.review(applicant).setPassed(false).build(), registrar)
                .requireRefused(RefusalCode.FIELD_INVALID);
        exchange.submit(enrolment.review(applicant).setReasonCode("odd").build(), registrar)
                .requireRefused(RefusalCode.FIELD_INVALID);
    }

    @Test
    void answersARepeatedApplicationWithItsFirstAnswer() {
        ApplyForMembership application = enrolment.application().build();
        EngineFixture.Outcome first = exchange.submit(application, 0);
        exchange.advance(Duration.ofSeconds(1));
        EngineFixture.Outcome second = exchange.submit(application, 0);
        assertThat(second.answer().repeated()).isTrue();
        assertThat(second.answer().sequence()).isEqualTo(first.answer().sequence());
    }

    private void refuses(RefusalCode code, String field, Consumer<ApplyForMembership.Builder> change) {
        ApplyForMembership.Builder application = enrolment.application();
        change.accept(application);
        EngineFixture.Outcome outcome = exchange.submit(application.build(), 0).requireRefused(code);
        assertThat(outcome.answer().field()).isEqualTo(field);
    }

    private RevokeKey revocation(int key) {
        return RevokeKey.newBuilder()
                .setClientId(exchange.nextClientId())
                .setNotAfterNs(exchange.notAfterNs())
                .setKey(key)
                .setReason(RevocationReason.KEY_COMPROMISE)
                .setInvalidityNs(exchange.timeNs())
                .build();
    }

    private static Event status(Enrolment.Member member, ParticipantStatus from, ParticipantStatus to) {
        return event(EventKind.PARTICIPANT_STATUS, member.number(), from.number(), to.number());
    }

    private static Event event(EventKind kind, long a, long b, long c) {
        return new Event(kind.number(), a, b, c);
    }
}
