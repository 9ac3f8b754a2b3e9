package io.shuheng.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.participant.Duty;
import io.shuheng.core.participant.RevocationReason;
import io.shuheng.core.participant.RevokeKey;
import io.shuheng.core.participant.Role;
import io.shuheng.core.participant.StatusChange;
import io.shuheng.core.record.Event;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RefusalCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeyDeskTest {

    private final EngineFixture exchange = new EngineFixture();
    private final Enrolment enrolment = new Enrolment(exchange);
    private final Enrolment.Member member = enrolment.member(Role.CONSUMER);

    @AfterEach
    void replaysToEqualRecordsAndState() {
        exchange.requireEqualReplay();
    }

    @Test
    void takesARevokedKeyOutOfForceFromTheNextCommandOn() {
        long doubtedFromNs = exchange.timeNs() - 1_000_000;
        EngineFixture.Outcome outcome =
                exchange.submit(revocation(member.key(), doubtedFromNs), exchange.officerKey(Duty.COMPLIANCE));
        assertThat(outcome.events())
                .containsExactly(new Event(EventKind.KEY_REVOKED.number(), (long) member.key(), doubtedFromNs, 0L));
        exchange.submit(revocation(member.key(), doubtedFromNs), member.key())
                .requireRefused(RefusalCode.KEY_NOT_IN_FORCE);
    }

    @Test
    void neverBringsARevokedKeyBackInForce() {
        exchange.submit(revocation(member.key(), 0), member.key()).requireAccepted();
        enrolment.change(member, StatusChange.SUSPEND).requireAccepted();
        enrolment.change(member, StatusChange.REINSTATE).requireAccepted();
        exchange.submit(revocation(member.key(), 0), member.key()).requireRefused(RefusalCode.KEY_NOT_IN_FORCE);

        Enrolment.Member applicant = enrolment.applicant(enrolment.application().build());
        exchange.submit(revocation(applicant.key(), 0), exchange.officerKey(Duty.COMPLIANCE))
                .requireAccepted();
        exchange.submit(enrolment.review(applicant.number()).build(), exchange.officerKey(Duty.REGISTRAR))
                .requireAccepted();
        EngineFixture.Outcome activated =
                exchange.submit(enrolment.activation(applicant.number()), exchange.secondOfficerKey(Duty.REGISTRAR));
        assertThat(activated.requireAccepted().events(EventKind.KEY_IN_FORCE)).isEmpty();
    }

    @Test
    void letsAnOfficersKeyBeRevokedByItsHolderByComplianceAndByTheOperator() {
        int clearing = exchange.officerKey(Duty.CLEARING);
        exchange.submit(revocation(clearing, 0), clearing).requireAccepted();
        exchange.submit(revocation(exchange.officerKey(Duty.MARKET), 0), exchange.officerKey(Duty.COMPLIANCE))
                .requireAccepted();
        exchange.submit(revocation(exchange.officerKey(Duty.ARBITRATION), 0), EngineFixture.OPERATOR_KEY)
                .requireAccepted();
    }

    @Test
    void refusesWhoeverMayNotRevoke() {
        Enrolment.Member other = enrolment.member(Role.PROVIDER);
        int registrar = exchange.officerKey(Duty.REGISTRAR);
        int compliance = exchange.officerKey(Duty.COMPLIANCE);
        refuses(RefusalCode.NOT_PERMITTED, member.key(), other.key());
        refuses(RefusalCode.NOT_PERMITTED, registrar, other.key());
        refuses(RefusalCode.NOT_PERMITTED, member.key(), registrar);
        refuses(RefusalCode.NOT_PERMITTED, compliance, registrar);
        refuses(RefusalCode.NOT_PERMITTED, member.key(), EngineFixture.OPERATOR_KEY);
        refuses(RefusalCode.NOT_PERMITTED, member.key(), 0);
        for (int sender : new int[] {other.key(), registrar, compliance, EngineFixture.OPERATOR_KEY}) {
            refuses(RefusalCode.NOT_PERMITTED, EngineFixture.OPERATOR_KEY, sender);
        }
    }

    @Test
    void refusesKeysThatDoNotExistAndThoseRevokedBefore() {
        int compliance = exchange.officerKey(Duty.COMPLIANCE);
        for (int unknown : new int[] {Integer.MIN_VALUE, 0, 1000, Integer.MAX_VALUE}) {
            refuses(RefusalCode.UNKNOWN_REFERENCE, unknown, compliance);
        }
        exchange.submit(revocation(member.key(), 0), compliance).requireAccepted();
        refuses(RefusalCode.WRONG_STATE, member.key(), compliance);
    }

    @Test
    void refusesADoubtThatBeginsInTheFuture() {
        exchange.submit(revocation(member.key(), exchange.timeNs() + 1), member.key())
                .requireRefused(RefusalCode.FIELD_INVALID);
        exchange.submit(revocation(member.key(), -1), member.key()).requireRefused(RefusalCode.FIELD_INVALID);
        exchange.submit(revocation(member.key(), exchange.timeNs()), member.key())
                .requireAccepted();
    }

    private void refuses(RefusalCode code, int key, int sender) {
        exchange.submit(revocation(key, 0), sender).requireRefused(code);
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
