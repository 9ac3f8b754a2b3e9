package io.shuheng.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.participant.Duty;
import io.shuheng.core.participant.GrantMandate;
import io.shuheng.core.participant.Participants;
import io.shuheng.core.participant.Power;
import io.shuheng.core.participant.RevokeMandate;
import io.shuheng.core.participant.Role;
import io.shuheng.core.participant.StatusChange;
import io.shuheng.core.record.Event;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RefusalCode;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MandateDeskTest {

    private final EngineFixture exchange = new EngineFixture();
    private final Enrolment enrolment = new Enrolment(exchange);
    private final Enrolment.Member provider = enrolment.member(Role.PROVIDER);
    private final Enrolment.Member broker = enrolment.member(Role.DATA_BROKER);

    @AfterEach
    void replaysToEqualRecordsAndState() {
        exchange.requireEqualReplay();
    }

    @Test
    void numbersMandatesInOrderAndNamesBothSides() {
        assertThat(exchange.submit(mandate().build(), provider.key()).events())
                .containsExactly(new Event(EventKind.MANDATE_GRANTED.number(), 1L, provider.number(), broker.number()));
        assertThat(exchange.submit(mandate().build(), provider.key())
                        .event(EventKind.MANDATE_GRANTED)
                        .getA())
                .isEqualTo(2);
    }

    @Test
    void letsPrincipalAndAgentEndAMandateOnce() {
        exchange.submit(mandate().build(), provider.key()).requireAccepted();
        exchange.submit(mandate().build(), provider.key()).requireAccepted();
        assertThat(exchange.submit(revocation(1), provider.key()).events())
                .containsExactly(new Event(EventKind.MANDATE_REVOKED.number(), 1L, provider.number(), 0L));
        assertThat(exchange.submit(revocation(2), broker.key()).events())
                .containsExactly(new Event(EventKind.MANDATE_REVOKED.number(), 2L, broker.number(), 0L));
        exchange.submit(revocation(2), broker.key()).requireRefused(RefusalCode.MANDATE_EXPIRED);
    }

    @Test
    void answersAMandateOfOthersLikeOneThatDoesNotExist() {
        Enrolment.Member stranger = enrolment.member(Role.CONSUMER);
        exchange.submit(mandate().build(), provider.key()).requireAccepted();
        exchange.submit(revocation(1), stranger.key()).requireRefused(RefusalCode.NO_MANDATE);
        exchange.submit(revocation(2), provider.key()).requireRefused(RefusalCode.NO_MANDATE);
        exchange.submit(revocation(0), provider.key()).requireRefused(RefusalCode.NO_MANDATE);
        exchange.submit(revocation(-1), provider.key()).requireRefused(RefusalCode.NO_MANDATE);
    }

    @Test
    void refusesWhoeverIsNoParticipant() {
        exchange.submit(mandate().build(), provider.key()).requireAccepted();
        for (int sender : new int[] {EngineFixture.OPERATOR_KEY, exchange.officerKey(Duty.REGISTRAR), 0}) {
            exchange.submit(mandate().build(), sender).requireRefused(RefusalCode.NOT_PERMITTED);
            exchange.submit(revocation(1), sender).requireRefused(RefusalCode.NOT_PERMITTED);
        }
        exchange.submitInternal(mandate().build()).requireRefused(RefusalCode.NOT_PERMITTED);
    }

    @Test
    void refusesAgentsThatCannotAct() {
        refuses(RefusalCode.FIELD_INVALID, "agent", m -> m.setAgent(provider.number()));
        refuses(RefusalCode.NOT_PERMITTED, "agent", m -> m.setAgent(Participants.OPERATOR));
        refuses(RefusalCode.PARTICIPANT_UNKNOWN, "agent", m -> m.setAgent(99));
        long applicant = enrolment.applicant(enrolment.application().build()).number();
        refuses(RefusalCode.PARTICIPANT_NOT_ACTIVE, "agent", m -> m.setAgent(applicant));
        enrolment.change(broker, StatusChange.SUSPEND).requireAccepted();
        refuses(RefusalCode.PARTICIPANT_SUSPENDED, "agent", m -> {});
    }

    @Test
    void refusesAGrantByASuspendedPrincipalButLetsItRevoke() {
        exchange.submit(mandate().build(), provider.key()).requireAccepted();
        enrolment.change(provider, StatusChange.SUSPEND).requireAccepted();
        refuses(RefusalCode.PARTICIPANT_SUSPENDED, "principal", m -> {});
        exchange.submit(revocation(1), provider.key()).requireAccepted();
    }

    @Test
    void refusesTermsThatBreakTheirRules() {
        refuses(RefusalCode.FIELD_INVALID, "powers", m -> m.setPowers(List.of()));
        refuses(RefusalCode.FIELD_INVALID, "powers", m -> m.setPowers(List.of(Power.LIST, Power.LIST)));
        refuses(RefusalCode.FIELD_INVALID, "products", m -> m.setProducts(List.of(0L)));
        refuses(RefusalCode.FIELD_INVALID, "products", m -> m.setProducts(List.of(7L, 7L)));
        refuses(RefusalCode.FIELD_INVALID, "products", m -> m.setProducts(Collections.nCopies(1025, 1L)));
        refuses(RefusalCode.FIELD_INVALID, "moneyLimitFen", m -> m.setMoneyLimitFen(-1));
        refuses(RefusalCode.FIELD_INVALID, "validFromNs", m -> m.setValidFromNs(-1));
        refuses(RefusalCode.FIELD_INVALID, "validFromNs", m -> m.setValidFromNs(Long.MAX_VALUE));
        refuses(RefusalCode.FIELD_INVALID, "validToNs", m -> m.setValidToNs(m.getValidFromNs()));
        refuses(RefusalCode.FIELD_INVALID, "validToNs", m -> m.setValidToNs(exchange.timeNs()));
    }

    @Test
    void takesTheLargestTermsThereAre() {
        exchange.submit(
                        mandate()
                                .setPowers(List.of(Power.values()))
                                .setMoneyLimitFen(Long.MAX_VALUE)
                                .setValidFromNs(Long.MAX_VALUE - 1)
                                .setValidToNs(Long.MAX_VALUE)
                                .build(),
                        provider.key())
                .requireAccepted();
    }

    private void refuses(RefusalCode code, String field, Consumer<GrantMandate.Builder> change) {
        GrantMandate.Builder mandate = mandate();
        change.accept(mandate);
        EngineFixture.Outcome outcome =
                exchange.submit(mandate.build(), provider.key()).requireRefused(code);
        assertThat(outcome.answer().field()).isEqualTo(field);
    }

    private GrantMandate.Builder mandate() {
        return GrantMandate.newBuilder()
                .setClientId(exchange.nextClientId())
                .setNotAfterNs(exchange.notAfterNs())
                .setAgent(broker.number())
                .setPowers(List.of(Power.LIST, Power.PRICE))
                .setProducts(List.of())
                .setMoneyLimitFen(1_000_000)
                .setValidFromNs(exchange.timeNs() - 1)
                .setValidToNs(exchange.timeNs() + 1_000_000_000);
    }

    private RevokeMandate revocation(long mandate) {
        return new RevokeMandate(exchange.nextClientId(), exchange.notAfterNs(), mandate);
    }
}
