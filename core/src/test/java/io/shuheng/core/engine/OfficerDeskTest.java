package io.shuheng.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.participant.AppointOfficer;
import io.shuheng.core.participant.Duty;
import io.shuheng.core.participant.RevocationReason;
import io.shuheng.core.participant.RevokeKey;
import io.shuheng.core.participant.Role;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.trading.ControlReason;
import io.shuheng.core.trading.StopMember;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class OfficerDeskTest {

    private final EngineFixture exchange = new EngineFixture();

    @Test
    void numbersOfficersAndTheirKeysInOrder() {
        assertThat(exchange.officerKey(Duty.MARKET)).isEqualTo(2);
        assertThat(exchange.secondOfficerKey(Duty.MARKET)).isEqualTo(3);
        EngineFixture.Outcome outcome =
                exchange.submit(appointment("third", Duty.REGISTRAR), EngineFixture.OPERATOR_KEY);
        assertThat(outcome.event(EventKind.OFFICER_APPOINTED).getA()).isEqualTo(3);
        assertThat(outcome.event(EventKind.KEY_REGISTERED).getA()).isEqualTo(4);
        exchange.requireEqualReplay();
    }

    @Test
    void refusesAnAppointmentByAnOfficer() {
        exchange.submit(appointment("friend", Duty.CLEARING), exchange.officerKey(Duty.COMPLIANCE))
                .requireRefused(RefusalCode.NOT_PERMITTED);
    }

    @Test
    void refusesACertificateTwice() {
        exchange.submit(appointment("one", Duty.CLEARING), EngineFixture.OPERATOR_KEY)
                .requireAccepted();
        exchange.submit(appointment("one", Duty.MARKET), EngineFixture.OPERATOR_KEY)
                .requireRefused(RefusalCode.DUPLICATE);
    }

    @Test
    void refusesACommandWithAKeyNobodyHas() {
        exchange.submit(appointment("one", Duty.CLEARING), 99).requireRefused(RefusalCode.KEY_NOT_IN_FORCE);
    }

    @Test
    void endorsesNoActWhoseProposersKeyWasRevokedSince() {
        Enrolment.Member member = new Enrolment(exchange).member(Role.CONSUMER);
        StopMember stop = new StopMember(
                exchange.nextClientId(),
                exchange.notAfterNs(),
                member.number(),
                true,
                ControlReason.TECHNICAL,
                EngineFixture.hash("document"));
        int proposer = exchange.officerKey(Duty.MARKET);
        EngineFixture.Outcome proposed = exchange.submit(stop, proposer).requireAccepted();
        exchange.submit(
                        RevokeKey.newBuilder()
                                .setClientId(exchange.nextClientId())
                                .setNotAfterNs(exchange.notAfterNs())
                                .setKey(proposer)
                                .setReason(RevocationReason.KEY_COMPROMISE)
                                .setInvalidityNs(0)
                                .build(),
                        EngineFixture.OPERATOR_KEY)
                .requireAccepted();
        exchange.endorse(proposed, stop, exchange.secondOfficerKey(Duty.MARKET))
                .requireRefused(RefusalCode.KEY_NOT_IN_FORCE);
        exchange.requireEqualReplay();
    }

    @Test
    void refusesATickFromAKeyHolder() {
        exchange.submit(new Tick(), EngineFixture.OPERATOR_KEY).requireRefused(RefusalCode.NOT_PERMITTED);
    }

    private AppointOfficer appointment(String holder, Duty duty) {
        ByteBuffer certificate = EngineFixture.certificate(holder);
        return AppointOfficer.newBuilder()
                .setClientId(exchange.nextClientId())
                .setNotAfterNs(exchange.notAfterNs())
                .setOffice("登记岗")
                .setStaffNumber(holder)
                .setDuties(List.of(duty))
                .setCertificate(certificate)
                .build();
    }
}
