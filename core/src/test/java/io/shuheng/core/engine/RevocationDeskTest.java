package io.shuheng.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.participant.ApplyForReplacement;
import io.shuheng.core.participant.ApproveReplacement;
import io.shuheng.core.participant.CertificateStanding;
import io.shuheng.core.participant.Duty;
import io.shuheng.core.participant.RecordCertificateStatus;
import io.shuheng.core.participant.RecordRevocations;
import io.shuheng.core.participant.RevocationReason;
import io.shuheng.core.participant.RevokedCertificate;
import io.shuheng.core.participant.Role;
import io.shuheng.core.record.Event;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.crypto.Sm3;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RevocationDeskTest {

    private final EngineFixture exchange = new EngineFixture();
    private final Enrolment enrolment = new Enrolment(exchange);
    private final Enrolment.Member member = enrolment.member(Role.CONSUMER);
    private final int compliance = exchange.officerKey(Duty.COMPLIANCE);
    private final ViewComparison view = new ViewComparison(exchange);

    @AfterEach
    void replaysToEqualRecordsAndStateAndTheReadModelAgrees() {
        view.check();
        exchange.requireEqualReplay();
    }

    @Test
    void endsTheKeysAndEncryptionCertificatesThatTheListNames() {
        long doubtedNs = exchange.timeNs() - 7;
        EngineFixture.Outcome recorded = exchange.submit(
                list(entry("signer 1", doubtedNs), entry("recipient 1", 3), entry("COMPLIANCE officer 2", 4)),
                compliance);
        assertThat(recorded.requireAccepted().events())
                .containsExactly(
                        new Event(EventKind.KEY_REVOKED.number(), (long) member.key(), doubtedNs, 0L),
                        new Event(EventKind.RECIPIENT_CERTIFICATE_REVOKED.number(), member.number(), 3L, 1L),
                        new Event(
                                EventKind.KEY_REVOKED.number(),
                                (long) exchange.secondOfficerKey(Duty.COMPLIANCE),
                                4L,
                                0L),
                        new Event(EventKind.REVOCATIONS_RECORDED.number(), exchange.timeNs(), 2L, 1L));
        exchange.submit(list(), exchange.secondOfficerKey(Duty.COMPLIANCE))
                .requireRefused(RefusalCode.KEY_NOT_IN_FORCE);
    }

    @Test
    void changesNothingAboutWhatHasEndedBefore() {
        exchange.submit(list(entry("signer 1", 1), entry("recipient 1", 1)), compliance)
                .requireAccepted();
        EngineFixture.Outcome again = exchange.submit(list(entry("signer 1", 1), entry("recipient 1", 1)), compliance);
        assertThat(again.requireAccepted().events())
                .containsExactly(new Event(EventKind.REVOCATIONS_RECORDED.number(), exchange.timeNs(), 0L, 0L));
    }

    @Test
    void letsNoRevokedEncryptionCertificateComeIntoUseWithAReplacement() {
        long key = exchange.submit(
                        ApplyForReplacement.newBuilder()
                                .setClientId(exchange.nextClientId())
                                .setNotAfterNs(exchange.notAfterNs())
                                .setParticipant(member.number())
                                .setSigningCertificate(EngineFixture.certificate("found again"))
                                .setEncryptionCertificate(EngineFixture.certificate("new recipient"))
                                .setIntermediates(List.of())
                                .build(),
                        0)
                .requireAccepted()
                .event(EventKind.KEY_REGISTERED)
                .getA();
        exchange.submit(list(entry("new recipient", 1)), compliance).requireAccepted();
        ApproveReplacement approval = ApproveReplacement.newBuilder()
                .setClientId(exchange.nextClientId())
                .setNotAfterNs(exchange.notAfterNs())
                .setKey((int) key)
                .setEvidenceSm3(EngineFixture.hash("who asks"))
                .setReason(RevocationReason.KEY_COMPROMISE)
                .setInvalidityNs(0)
                .build();
        exchange.submitByTwo(approval, Duty.REGISTRAR).requireRefused(RefusalCode.WRONG_STATE);
    }

    @Test
    void takesListsInTheOrderTheyWereMade() {
        RecordRevocations earlier = list();
        exchange.advance(Duration.ofSeconds(1));
        exchange.submit(list(), compliance).requireAccepted();
        exchange.submit(earlier, compliance).requireRefused(RefusalCode.REVOCATIONS_OLDER);
        RecordRevocations early = builder()
                .setThisUpdateNs(exchange.timeNs() + 1)
                .setNextUpdateNs(exchange.timeNs() + 1)
                .build();
        exchange.submit(early, compliance).requireRefused(RefusalCode.FIELD_INVALID);
    }

    @Test
    void refusesAListThatWasComparedBeforeAnotherCertificateCame() {
        RecordRevocations compared = list();
        enrolment.applicant(enrolment.application().build());
        exchange.submit(compared, compliance).requireRefused(RefusalCode.REVOCATIONS_OUTDATED);
        exchange.submit(list(), compliance).requireAccepted();
    }

    @Test
    void refusesOtherAuthoritiesSendersAndEntries() {
        RecordRevocations stranger = builder()
                .setAuthoritySm3(EngineFixture.hash("another authority"))
                .build();
        exchange.submit(stranger, compliance).requireRefused(RefusalCode.AUTHORITY_UNKNOWN);
        exchange.submit(list(), member.key()).requireRefused(RefusalCode.NOT_PERMITTED);
        exchange.submit(list(), exchange.officerKey(Duty.REGISTRAR)).requireRefused(RefusalCode.NOT_PERMITTED);
        exchange.submit(list(entry("nobody", 1)), compliance).requireRefused(RefusalCode.UNKNOWN_REFERENCE);
        exchange.submit(list(entry("signer 1", 1), entry("signer 1", 2)), compliance)
                .requireRefused(RefusalCode.DUPLICATE);
        exchange.submit(list(entry("signer 1", exchange.timeNs() + 1)), compliance)
                .requireRefused(RefusalCode.FIELD_INVALID);
        exchange.submit(list(entry("operator", 1)), compliance).requireRefused(RefusalCode.NOT_PERMITTED);
        RevokedCertificate[] many = new RevokedCertificate[513];
        Arrays.setAll(many, i -> entry("signer 1", 1));
        exchange.submit(list(many), compliance).requireRefused(RefusalCode.FIELD_INVALID);
    }

    @Test
    void recordsThatACertificateIsGoodAndChangesNothing() {
        EngineFixture.Outcome recorded = exchange.submit(status("signer 1").build(), compliance);
        assertThat(recorded.requireAccepted().events())
                .containsExactly(new Event(
                        EventKind.CERTIFICATE_STATUS_RECORDED.number(), (long) member.key(), exchange.timeNs(), 0L));
        assertThat(exchange.submit(status("recipient 1").setNextUpdateNs(0).build(), compliance)
                        .requireAccepted()
                        .event(EventKind.CERTIFICATE_STATUS_RECORDED)
                        .getA())
                .isZero();
    }

    @Test
    void endsWhatAResponderCallsRevokedOnce() {
        for (String certificate : List.of("signer 1", "recipient 1")) {
            RecordCertificateStatus.Builder revoked =
                    status(certificate).setStanding(CertificateStanding.REVOKED).setRevokedFromNs(7);
            EventKind ended =
                    certificate.equals("signer 1") ? EventKind.KEY_REVOKED : EventKind.RECIPIENT_CERTIFICATE_REVOKED;
            assertThat(exchange.submit(revoked.build(), compliance)
                            .requireAccepted()
                            .event(ended)
                            .getB())
                    .isEqualTo(7);
            revoked.setClientId(exchange.nextClientId());
            assertThat(exchange.submit(revoked.build(), compliance)
                            .requireAccepted()
                            .events())
                    .extracting(Event::getKind)
                    .containsExactly(EventKind.CERTIFICATE_STATUS_RECORDED.number());
        }
    }

    @Test
    void refusesAStatusOfStrangersOfTheFutureAndOneThatIsStale() {
        exchange.submit(status("nobody").build(), compliance).requireRefused(RefusalCode.UNKNOWN_REFERENCE);
        exchange.submit(status("operator").build(), compliance).requireRefused(RefusalCode.NOT_PERMITTED);
        exchange.submit(status("signer 1").build(), member.key()).requireRefused(RefusalCode.NOT_PERMITTED);
        exchange.submit(
                        status("signer 1")
                                .setAuthoritySm3(EngineFixture.hash("another authority"))
                                .build(),
                        compliance)
                .requireRefused(RefusalCode.AUTHORITY_UNKNOWN);
        RecordCertificateStatus late = status("signer 1").build();
        exchange.advance(Duration.ofSeconds(1));
        exchange.submit(late, compliance).requireRefused(RefusalCode.STATUS_STALE);
        for (RecordCertificateStatus.Builder invalid : List.of(
                status("signer 1").setThisUpdateNs(exchange.timeNs() + 1),
                status("signer 1").setNextUpdateNs(exchange.timeNs() - 1),
                status("signer 1").setRevokedFromNs(1),
                status("signer 1").setStanding(CertificateStanding.REVOKED).setRevokedFromNs(exchange.timeNs() + 1),
                status("signer 1").setResponse(ByteBuffer.allocate(0)),
                status("signer 1").setResponse(ByteBuffer.allocate((1 << 14) + 1)))) {
            exchange.submit(invalid.build(), compliance).requireRefused(RefusalCode.FIELD_INVALID);
        }
    }

    private RecordCertificateStatus.Builder status(String holder) {
        exchange.secondOfficerKey(Duty.COMPLIANCE);
        return RecordCertificateStatus.newBuilder()
                .setClientId(exchange.nextClientId())
                .setNotAfterNs(exchange.notAfterNs())
                .setCertificateSm3(
                        new Hash32(Sm3.hash(EngineFixture.certificate(holder).array())))
                .setAuthoritySm3(new Hash32(
                        Sm3.hash(EngineFixture.certificate("members authority").array())))
                .setResponse(ByteBuffer.wrap(new byte[] {1}))
                .setStanding(CertificateStanding.GOOD)
                .setRevokedFromNs(0)
                .setThisUpdateNs(exchange.timeNs())
                .setNextUpdateNs(exchange.timeNs());
    }

    private static RevokedCertificate entry(String holder, long invalidityNs) {
        return new RevokedCertificate(
                new Hash32(Sm3.hash(EngineFixture.certificate(holder).array())), invalidityNs);
    }

    private RecordRevocations list(RevokedCertificate... entries) {
        return builder(entries).build();
    }

    private RecordRevocations.Builder builder(RevokedCertificate... entries) {
        exchange.officerKey(Duty.REGISTRAR);
        ExchangeState state = exchange.engine().state();
        return RecordRevocations.newBuilder()
                .setClientId(exchange.nextClientId())
                .setNotAfterNs(exchange.notAfterNs())
                .setAuthoritySm3(new Hash32(
                        Sm3.hash(EngineFixture.certificate("members authority").array())))
                .setListSm3(EngineFixture.hash("list"))
                .setThisUpdateNs(exchange.timeNs())
                .setNextUpdateNs(exchange.timeNs() + 1)
                .setCertificates((long) state.keys.count() + state.participants.encryptionCertificates())
                .setRevoked(new ArrayList<>(List.of(entries)));
    }
}
