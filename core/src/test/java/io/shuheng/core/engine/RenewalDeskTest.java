package io.shuheng.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.participant.ApplyForReplacement;
import io.shuheng.core.participant.ApproveReplacement;
import io.shuheng.core.participant.CertificateRole;
import io.shuheng.core.participant.Duty;
import io.shuheng.core.participant.RenewCertificate;
import io.shuheng.core.participant.RevocationReason;
import io.shuheng.core.participant.RevokeKey;
import io.shuheng.core.participant.StatusChange;
import io.shuheng.core.record.Event;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.session.SessionEnd;
import io.shuheng.crypto.Sm3;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RenewalDeskTest {

    private static final Duration OVERLAP = Duration.ofDays(7);

    private final EngineFixture exchange = new EngineFixture();
    private final SessionWay sessions = new SessionWay(exchange);
    private final TradeWay market = sessions.market();
    private final Enrolment.Member member = market.buyer();
    private final ViewComparison view = new ViewComparison(exchange);

    @AfterEach
    void replaysToEqualRecordsAndStateAndTheReadModelAgrees() {
        view.check();
        exchange.requireEqualReplay();
    }

    @Test
    void putsANewKeyInThePlaceOfTheOldAtOnce() {
        EngineFixture.Outcome outcome = renew("new", 0, member.key()).requireAccepted();
        int key = (int) outcome.event(EventKind.KEY_REGISTERED).getA();
        assertThat(outcome.events())
                .containsExactly(
                        new Event(EventKind.KEY_REGISTERED.number(), (long) key, 2L, member.number()),
                        new Event(EventKind.KEY_IN_FORCE.number(), (long) key, 1L, 0L),
                        new Event(EventKind.KEY_RENEWED.number(), (long) member.key(), (long) key, exchange.timeNs()),
                        new Event(EventKind.KEY_IN_FORCE.number(), (long) member.key(), 0L, 0L));
        renew("other", 0, member.key()).requireRefused(RefusalCode.KEY_NOT_IN_FORCE);
        renew("other", 0, key).requireAccepted();
    }

    @Test
    void letsTheOldKeyServeUntilItsTimeIsOver() {
        long untilNs = exchange.timeNs() + OVERLAP.toNanos();
        int key = (int) renew("new", untilNs, member.key())
                .requireAccepted()
                .event(EventKind.KEY_REGISTERED)
                .getA();
        renew("third", 0, member.key()).requireRefused(RefusalCode.KEY_RENEWED);
        exchange.advance(OVERLAP.minusNanos(1));
        trade(member.key()).requireAccepted();
        trade(key).requireAccepted();
        exchange.advance(Duration.ofNanos(1));
        EngineFixture.Outcome late = renew("late", 0, member.key()).requireRefused(RefusalCode.KEY_NOT_IN_FORCE);
        assertThat(late.event(EventKind.KEY_IN_FORCE).getA()).isEqualTo(member.key());
        trade(key).requireAccepted();
    }

    @Test
    void keepsNoMoreThanOneOldKeyBesideTheNewest() {
        long untilNs = exchange.timeNs() + OVERLAP.toNanos();
        int second = key(renew("second", untilNs, member.key()));
        int third = key(renew("third", untilNs, second));
        trade(member.key()).requireRefused(RefusalCode.KEY_NOT_IN_FORCE);
        trade(second).requireAccepted();
        trade(third).requireAccepted();
    }

    @Test
    void endsSessionsWithTheirKeyAndTakesTheStatementOfTheNewOne() {
        long instrument = sessions.offered();
        long session = sessions.opened();
        sessions.trade(session, instrument, 1).requireAccepted();
        EngineFixture.Outcome renewed = renew("new", 0, member.key()).requireAccepted();
        Event ended = renewed.event(EventKind.SESSION_ENDED);
        assertThat(ended.getA()).isEqualTo(session);
        assertThat(ended.getB()).isEqualTo(Fields.place(SessionEnd.KEY_RENEWED));
        exchange.submitInSession(sessions.order(instrument, 1, 2), session).requireRefused(RefusalCode.SESSION_ENDED);
        EngineFixture.Outcome stated = exchange.submit(sessions.statement(session), key(renewed));
        assertThat(stated.requireAccepted().events(EventKind.CONTRACT_IN_FORCE)).hasSize(1);
    }

    @Test
    void refusesASessionsCommandAtTheInstantItsKeyEnds() {
        long instrument = sessions.offered();
        long session = sessions.opened();
        renew("new", exchange.timeNs() + Duration.ofSeconds(10).toNanos(), member.key())
                .requireAccepted();
        sessions.trade(session, instrument, 1).requireAccepted();
        exchange.advance(Duration.ofSeconds(10));
        EngineFixture.Outcome late = exchange.submitInSession(sessions.order(instrument, 1, 2), session);
        assertThat(late.requireRefused(RefusalCode.SESSION_ENDED).answer().sequence())
                .isEqualTo(Answer.NO_RECORD);
    }

    @Test
    void deliversToTheNewestCertificateAndForAWhileToTheOneBefore() {
        long contract = market.traded(market.offered(), 1);
        Hash32 before = EngineFixture.hash("certificate of recipient of nobody");
        Hash32 old = market.delivery(contract).build().getRecipientCertificateSm3();
        long untilNs = exchange.timeNs() + OVERLAP.toNanos();
        EngineFixture.Outcome renewed =
                exchange.submit(renewal("new recipient", untilNs, CertificateRole.ENCRYPTION), member.key());
        assertThat(renewed.requireAccepted().event(EventKind.RECIPIENT_CERTIFICATE_CHANGED))
                .isEqualTo(new Event(EventKind.RECIPIENT_CERTIFICATE_CHANGED.number(), member.number(), untilNs, 0L));
        assertThat(market.delivery(contract).build().getRecipientCertificateSm3())
                .isNotEqualTo(old);
        deliver(contract, before).requireRefused(RefusalCode.RECIPIENT_CERTIFICATE);
        exchange.advance(OVERLAP.minusNanos(1));
        deliver(contract, old).requireAccepted();

        long later = market.traded(market.offered(), 1);
        exchange.advance(Duration.ofNanos(1));
        deliver(later, old).requireRefused(RefusalCode.RECIPIENT_CERTIFICATE);
        exchange.submit(market.delivery(later).build(), market.seller().key()).requireAccepted();
    }

    @Test
    void keepsInItsStateTheEncryptionCertificatesThatNoLongerServe() {
        for (String recipient : List.of("second recipient", "third recipient", "fourth recipient")) {
            exchange.submit(renewal(recipient, 0, CertificateRole.ENCRYPTION), member.key())
                    .requireAccepted();
        }
        exchange.submit(renewal("second recipient", 0, CertificateRole.ENCRYPTION), member.key())
                .requireRefused(RefusalCode.DUPLICATE);
        byte[] sm3 = Sm3.hash(EngineFixture.certificate("second recipient").array());
        assertThat(HexFormat.of().formatHex(exchange.engine().stateBytes()))
                .as("what the refusal depends on")
                .contains(HexFormat.of().formatHex(sm3));
    }

    @Test
    void refusesCertificatesThatAreSomebodysAndTimesThatAreTooFar() {
        renew("signer 1", 0, member.key()).requireRefused(RefusalCode.DUPLICATE);
        renew("recipient 1", 0, member.key()).requireRefused(RefusalCode.DUPLICATE);
        renew("new", exchange.timeNs(), member.key()).requireRefused(RefusalCode.FIELD_INVALID);
        renew("new", -1, member.key()).requireRefused(RefusalCode.FIELD_INVALID);
        renew("new", exchange.timeNs() + RenewalDesk.MAX_OVERLAP_NS + 1, member.key())
                .requireRefused(RefusalCode.FIELD_INVALID);
        renew("new", 0, exchange.officerKey(Duty.COMPLIANCE)).requireRefused(RefusalCode.NOT_PERMITTED);
        RenewCertificate withoutPossession = builder("new", 0, CertificateRole.SIGNING)
                .setPossession(ByteBuffer.allocate(63))
                .build();
        exchange.submit(withoutPossession, member.key()).requireRefused(RefusalCode.FIELD_INVALID);
        RenewCertificate empty = builder("new", 0, CertificateRole.SIGNING)
                .setCertificate(ByteBuffer.allocate(0))
                .build();
        exchange.submit(empty, member.key()).requireRefused(RefusalCode.FIELD_INVALID);
    }

    @Test
    void replacesALostKeyWhenTwoRegistrarsApprove() {
        long session = sessions.opened();
        EngineFixture.Outcome requested =
                exchange.submit(replacement("found again", "new recipient"), 0).requireAccepted();
        int key = key(requested);
        assertThat(requested.event(EventKind.REPLACEMENT_REQUESTED).getB()).isEqualTo(member.number());
        trade(key).requireRefused(RefusalCode.KEY_NOT_IN_FORCE);
        trade(member.key()).requireAccepted();

        long lostNs = exchange.timeNs() - 5;
        exchange.submit(approval(key, lostNs), exchange.officerKey(Duty.COMPLIANCE))
                .requireRefused(RefusalCode.NOT_PERMITTED);
        EngineFixture.Outcome approved = exchange.submitByTwo(approval(key, lostNs), Duty.REGISTRAR);
        assertThat(approved.requireAccepted().event(EventKind.KEY_REVOKED))
                .isEqualTo(new Event(EventKind.KEY_REVOKED.number(), (long) member.key(), lostNs, 0L));
        assertThat(approved.event(EventKind.SESSION_ENDED).getA()).isEqualTo(session);
        assertThat(approved.event(EventKind.RECIPIENT_CERTIFICATE_CHANGED).getC())
                .isEqualTo(key);
        trade(member.key()).requireRefused(RefusalCode.KEY_NOT_IN_FORCE);
        trade(key).requireAccepted();
        exchange.submitByTwo(approval(key, lostNs), Duty.REGISTRAR).requireRefused(RefusalCode.UNKNOWN_REFERENCE);
    }

    @Test
    void neverPutsAReplacementInForceForWhoIsNoMember() {
        int key = key(exchange.submit(replacement("found again", ""), 0));
        new Enrolment(exchange).change(member, StatusChange.SUSPEND).requireAccepted();
        new Enrolment(exchange).change(member, StatusChange.TERMINATE).requireAccepted();
        exchange.submitByTwo(approval(key, 0), Duty.REGISTRAR).requireRefused(RefusalCode.PARTICIPANT_NOT_ACTIVE);
        exchange.submit(replacement("once more", ""), 0).requireRefused(RefusalCode.PARTICIPANT_NOT_ACTIVE);
    }

    @Test
    void refusesTheReplacementOfTheOperatorsKeyAndOfNobodys() {
        exchange.submit(replacementOf(1), 0).requireRefused(RefusalCode.NOT_PERMITTED);
        exchange.submit(replacementOf(999), 0).requireRefused(RefusalCode.PARTICIPANT_UNKNOWN);
        exchange.submit(replacement("signer 1", ""), 0).requireRefused(RefusalCode.DUPLICATE);
        exchange.submit(replacement("same", "same"), 0).requireRefused(RefusalCode.DUPLICATE);
        exchange.submitByTwo(approval(member.key(), 0), Duty.REGISTRAR).requireRefused(RefusalCode.UNKNOWN_REFERENCE);
    }

    @Test
    void doesNotBringARenewedOrRevokedKeyBack() {
        int second = key(renew("second", exchange.timeNs() + OVERLAP.toNanos(), member.key()));
        exchange.submit(
                        new RevokeKey(
                                exchange.nextClientId(),
                                exchange.notAfterNs(),
                                member.key(),
                                RevocationReason.SUPERSEDED,
                                exchange.timeNs()),
                        second)
                .requireAccepted();
        exchange.advance(OVERLAP);
        assertThat(trade(second).requireAccepted().events(EventKind.KEY_IN_FORCE))
                .isEmpty();
        new Enrolment(exchange).change(member, StatusChange.SUSPEND).requireAccepted();
        EngineFixture.Outcome back = new Enrolment(exchange).change(member, StatusChange.REINSTATE);
        assertThat(back.requireAccepted().events(EventKind.KEY_IN_FORCE)).isEmpty();
    }

    private EngineFixture.Outcome deliver(long contract, Hash32 recipient) {
        return exchange.submit(
                market.delivery(contract).setRecipientCertificateSm3(recipient).build(),
                market.seller().key());
    }

    private EngineFixture.Outcome trade(int key) {
        return exchange.submit(market.order(market.offered(), 1).build(), key);
    }

    private EngineFixture.Outcome renew(String certificate, long oldUntilNs, int key) {
        return exchange.submit(renewal(certificate, oldUntilNs, CertificateRole.SIGNING), key);
    }

    private static int key(EngineFixture.Outcome outcome) {
        return (int) outcome.requireAccepted().event(EventKind.KEY_REGISTERED).getA();
    }

    private RenewCertificate renewal(String certificate, long oldUntilNs, CertificateRole role) {
        return builder(certificate, oldUntilNs, role).build();
    }

    private RenewCertificate.Builder builder(String certificate, long oldUntilNs, CertificateRole role) {
        return RenewCertificate.newBuilder()
                .setClientId(exchange.nextClientId())
                .setNotAfterNs(exchange.notAfterNs())
                .setRole(role)
                .setCertificate(EngineFixture.certificate(certificate))
                .setIntermediates(List.of())
                .setPossession(ByteBuffer.allocate(role == CertificateRole.SIGNING ? 64 : 0))
                .setOldUntilNs(oldUntilNs);
    }

    private ApplyForReplacement replacementOf(long participant) {
        return replacementBuilder("mine", "").setParticipant(participant).build();
    }

    private ApplyForReplacement replacement(String signing, String encryption) {
        return replacementBuilder(signing, encryption).build();
    }

    private ApplyForReplacement.Builder replacementBuilder(String signing, String encryption) {
        return ApplyForReplacement.newBuilder()
                .setClientId(exchange.nextClientId())
                .setNotAfterNs(exchange.notAfterNs())
                .setParticipant(member.number())
                .setSigningCertificate(EngineFixture.certificate(signing))
                .setEncryptionCertificate(
                        encryption.isEmpty() ? ByteBuffer.allocate(0) : EngineFixture.certificate(encryption))
                .setIntermediates(List.of());
    }

    private ApproveReplacement approval(int key, long invalidityNs) {
        return ApproveReplacement.newBuilder()
                .setClientId(exchange.nextClientId())
                .setNotAfterNs(exchange.notAfterNs())
                .setKey(key)
                .setEvidenceSm3(EngineFixture.hash("who asks"))
                .setReason(RevocationReason.KEY_COMPROMISE)
                .setInvalidityNs(invalidityNs)
                .build();
    }
}
