package io.shuheng.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.participant.AppointOfficer;
import io.shuheng.core.participant.Duty;
import io.shuheng.core.participant.KeyRegister;
import io.shuheng.core.participant.RevocationReason;
import io.shuheng.core.participant.RevokeKey;
import io.shuheng.core.participant.Role;
import io.shuheng.core.participant.RotateOperatorKey;
import io.shuheng.core.record.Event;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.record.RefusalCode;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OperatorKeyDeskTest {

    private final EngineFixture exchange = new EngineFixture();
    private final Enrolment enrolment = new Enrolment(exchange);
    private final ViewComparison view = new ViewComparison(exchange);

    @AfterEach
    void replaysToEqualRecordsAndStateAndTheReadModelAgrees() {
        view.check();
        exchange.requireEqualReplay();
    }

    @Test
    void putsTheNewKeyInThePlaceOfTheOldFromTheNextCommandOn() {
        EngineFixture.Outcome outcome = rotate("second", EngineFixture.OPERATOR_KEY);
        assertThat(outcome.requireAccepted().events())
                .containsExactly(
                        new Event(EventKind.KEY_REGISTERED.number(), 2L, 0L, 1L),
                        new Event(EventKind.KEY_RENEWED.number(), 1L, 2L, exchange.timeNs()),
                        new Event(EventKind.KEY_IN_FORCE.number(), 1L, 0L, 0L));
        exchange.submit(appointment("a"), EngineFixture.OPERATOR_KEY).requireRefused(RefusalCode.KEY_NOT_IN_FORCE);
        exchange.submit(appointment("a"), 2).requireAccepted();
    }

    @Test
    void rotatesAgainFromTheNewestKeyAlone() {
        int second = key(rotate("second", EngineFixture.OPERATOR_KEY));
        rotate("third", EngineFixture.OPERATOR_KEY).requireRefused(RefusalCode.KEY_NOT_IN_FORCE);
        int third = key(rotate("third", second));
        rotate("fourth", second).requireRefused(RefusalCode.KEY_NOT_IN_FORCE);
        exchange.submit(appointment("a"), third).requireAccepted();
    }

    @Test
    void takesARotationOfNobodyButTheOperator() {
        Enrolment.Member member = enrolment.member(Role.CONSUMER);
        for (int sender : new int[] {member.key(), exchange.officerKey(Duty.COMPLIANCE)}) {
            rotate("second", sender).requireRefused(RefusalCode.NOT_PERMITTED);
        }
    }

    @Test
    void refusesACertificateThatIsSomebodysAlready() {
        rotate("operator", EngineFixture.OPERATOR_KEY).requireRefused(RefusalCode.DUPLICATE);
        exchange.submit(appointment("officer a"), EngineFixture.OPERATOR_KEY).requireAccepted();
        rotate("officer a", EngineFixture.OPERATOR_KEY).requireRefused(RefusalCode.DUPLICATE);
    }

    @Test
    void refusesFieldsThatBreakTheirRules() {
        refuses(builder("second").setPossession(ByteBuffer.allocate(63)));
        refuses(builder("second").setCertificate(ByteBuffer.allocate(0)));
        refuses(builder("second").setDocumentSm3(new Hash32(new byte[32])));
        refuses(builder("second").setIntermediates(List.of(ByteBuffer.allocate(0))));
    }

    @Test
    void takesNoMoreKeysThanAProofCarries() {
        int inForce = EngineFixture.OPERATOR_KEY;
        for (int keys = 1; keys < KeyRegister.MAX_OPERATOR_KEYS; keys++) {
            inForce = key(rotate("key " + keys, inForce));
        }
        rotate("one too many", inForce).requireRefused(RefusalCode.OPERATOR_KEYS_FULL);
        exchange.submit(appointment("a"), inForce).requireAccepted();
    }

    @Test
    void letsARotatedKeyBeDoubtedLaterFromAnEarlierDateAndNotTheOneInForce() {
        long doubtedFromNs = exchange.timeNs();
        exchange.advance(Duration.ofDays(1));
        int second = key(rotate("second", EngineFixture.OPERATOR_KEY));
        int compliance = exchangeOfficer(second);
        exchange.submit(revocation(second, doubtedFromNs), compliance).requireRefused(RefusalCode.NOT_PERMITTED);
        exchange.submit(revocation(second, doubtedFromNs), second).requireRefused(RefusalCode.NOT_PERMITTED);
        EngineFixture.Outcome revoked = exchange.submit(revocation(EngineFixture.OPERATOR_KEY, doubtedFromNs), second)
                .requireAccepted();
        assertThat(revoked.events()).containsExactly(new Event(EventKind.KEY_REVOKED.number(), 1L, doubtedFromNs, 0L));
        exchange.submit(revocation(EngineFixture.OPERATOR_KEY, doubtedFromNs), compliance)
                .requireRefused(RefusalCode.WRONG_STATE);
    }

    private int exchangeOfficer(int operatorKey) {
        return key(exchange.submit(appointment("compliance", Duty.COMPLIANCE), operatorKey));
    }

    private void refuses(RotateOperatorKey.Builder rotation) {
        exchange.submit(rotation.build(), EngineFixture.OPERATOR_KEY).requireRefused(RefusalCode.FIELD_INVALID);
    }

    private EngineFixture.Outcome rotate(String certificate, int key) {
        return exchange.submit(builder(certificate).build(), key);
    }

    private static int key(EngineFixture.Outcome outcome) {
        return (int) outcome.requireAccepted().event(EventKind.KEY_REGISTERED).getA();
    }

    private RotateOperatorKey.Builder builder(String certificate) {
        return RotateOperatorKey.newBuilder()
                .setClientId(exchange.nextClientId())
                .setNotAfterNs(exchange.notAfterNs())
                .setCertificate(EngineFixture.certificate(certificate))
                .setIntermediates(List.of())
                .setPossession(ByteBuffer.allocate(64))
                .setReason(RevocationReason.SUPERSEDED)
                .setDocumentSm3(EngineFixture.hash("decision"));
    }

    private AppointOfficer appointment(String name) {
        return appointment(name, Duty.MARKET);
    }

    private AppointOfficer appointment(String name, Duty duty) {
        return AppointOfficer.newBuilder()
                .setClientId(exchange.nextClientId())
                .setNotAfterNs(exchange.notAfterNs())
                .setOffice("Office")
                .setStaffNumber(name)
                .setDuties(List.of(duty))
                .setCertificate(EngineFixture.certificate(name))
                .build();
    }

    private RevokeKey revocation(int key, long invalidityNs) {
        return RevokeKey.newBuilder()
                .setClientId(exchange.nextClientId())
                .setNotAfterNs(exchange.notAfterNs())
                .setKey(key)
                .setReason(RevocationReason.KEY_COMPROMISE)
                .setInvalidityNs(invalidityNs)
                .build();
    }
}
