package io.shuheng.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.core.contract.ContractState;
import io.shuheng.core.participant.Duty;
import io.shuheng.core.participant.GrantMandate;
import io.shuheng.core.participant.Power;
import io.shuheng.core.participant.RevocationReason;
import io.shuheng.core.participant.RevokeKey;
import io.shuheng.core.participant.Role;
import io.shuheng.core.participant.StatusChange;
import io.shuheng.core.record.Authentication;
import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.Event;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.record.RecordBuffer;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.core.session.EndSessions;
import io.shuheng.core.session.OpenSession;
import io.shuheng.core.session.SessionEnd;
import io.shuheng.core.session.SignStatement;
import io.shuheng.core.trading.PlaceOrder;
import io.shuheng.core.trading.Trade;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SessionDeskTest {

    private final EngineFixture exchange = new EngineFixture();
    private final SessionWay way = new SessionWay(exchange);
    private final Enrolment.Member buyer = way.market().buyer();

    @AfterEach
    void replaysEqually() {
        exchange.requireEqualReplay();
    }

    @Test
    void takesOrdersInASessionAndAwaitsTheStatementThatPutsTheirContractsInForce() {
        long instrument = way.offered();
        long session = way.opened();
        EngineFixture.Outcome trade = way.trade(session, instrument, 1).requireAccepted();
        long contract = trade.event(EventKind.TRADED).getA();
        assertThat(trade.event(EventKind.CONTRACT_FORMED).getB()).isEqualTo(ContractState.AWAITING_SIGNATURE.number());
        exchange.submit(
                        way.market().delivery(contract).build(),
                        way.market().seller().key())
                .requireRefused(RefusalCode.WRONG_STATE);

        EngineFixture.Outcome signed =
                exchange.submit(way.statement(session), buyer.key()).requireAccepted();
        assertThat(signed.event(EventKind.STATEMENT_SIGNED))
                .isEqualTo(event(EventKind.STATEMENT_SIGNED, session, 1, 1));
        assertThat(signed.event(EventKind.CONTRACT_IN_FORCE).getA()).isEqualTo(contract);
        exchange.submit(
                        way.market().delivery(contract).build(),
                        way.market().seller().key())
                .requireAccepted();
    }

    @Test
    void tellsARepeatAConflictAndAGapWithoutARecord() {
        long instrument = way.offered();
        long session = way.opened();
        PlaceOrder first = way.order(instrument, 1, 1);
        EngineFixture.Outcome taken = way.submit(session, first, instrument).requireAccepted();
        Answer again = exchange.submitInSession(first, session).answer();
        assertThat(again.repeated()).isTrue();
        assertThat(again.sequence()).isEqualTo(taken.answer().sequence());
        assertUnrecorded(session, way.order(instrument, 2, 1), RefusalCode.CONFLICT);
        assertUnrecorded(session, way.order(instrument, 1, 3), RefusalCode.COUNTER_GAP);
        assertUnrecorded(session, way.order(instrument, 1, 0), RefusalCode.COUNTER_GAP);
        assertUnrecorded(session, way.order(instrument, 1, Long.MAX_VALUE), RefusalCode.COUNTER_GAP);
        way.trade(session, instrument, 1).requireAccepted();
    }

    @Test
    void countsARefusedCommandAndcoversItByTheStatement() {
        long instrument = way.offered();
        long session = way.opened();
        way.submit(session, way.order(999, 1, 1), 0).requireRefused(RefusalCode.UNKNOWN_REFERENCE);
        assertThat(exchange.submitInSession(way.order(999, 1, 1), session)
                        .answer()
                        .repeated())
                .isTrue();
        way.trade(session, instrument, 1).requireAccepted();
        assertThat(exchange.submit(way.statement(session), buyer.key())
                        .requireAccepted()
                        .event(EventKind.STATEMENT_SIGNED)
                        .getC())
                .isEqualTo(2);
    }

    @Test
    void refusesAStatementOverOtherCommandsOrAnotherCounterOrOfAnotherMember() {
        long instrument = way.offered();
        long session = way.opened();
        way.trade(session, instrument, 1).requireAccepted();
        way.trade(session, instrument, 2).requireAccepted();
        SignStatement good = way.statement(session);
        assertStatementRefused(good, new Hash32(EngineFixture.hash("other").bytes()), 2, RefusalCode.STATEMENT_ROOT);
        assertStatementRefused(good, good.getRoot(), 1, RefusalCode.STATEMENT_ROOT);
        assertStatementRefused(good, good.getRoot(), 3, RefusalCode.STATEMENT_COUNTER);
        assertStatementRefused(good, good.getRoot(), 0, RefusalCode.STATEMENT_COUNTER);
        exchange.submit(way.statement(session), way.market().seller().key()).requireRefused(RefusalCode.NOT_PERMITTED);
        exchange.submit(good, buyer.key()).requireAccepted();
        exchange.submit(way.statement(session), buyer.key()).requireRefused(RefusalCode.STATEMENT_COUNTER);
        exchange.submit(
                        new SignStatement(exchange.nextClientId(), exchange.notAfterNs(), 1L, 1L, good.getRoot()),
                        buyer.key())
                .requireRefused(RefusalCode.UNKNOWN_REFERENCE);
    }

    @Test
    void takesNoMoreThanTheAgreedCommandsBeforeAStatement() {
        long instrument = way.offered();
        long session = way.opened();
        for (int i = 0; i < SessionWay.EVERY_COMMANDS; i++) {
            way.trade(session, instrument, 1).requireAccepted();
        }
        PlaceOrder next = way.order(instrument, 1, SessionWay.EVERY_COMMANDS + 1);
        assertUnrecorded(session, next, RefusalCode.STATEMENT_OVERDUE);
        exchange.submit(way.statement(session, 1), buyer.key()).requireAccepted();
        way.submit(session, next, instrument).requireAccepted();
    }

    @Test
    void stopsASessionWhoseStatementIsOverdueAndStillTakesTheStatement() {
        long instrument = way.offered();
        long session = way.opened();
        exchange.advance(SessionWay.EVERY);
        way.trade(session, instrument, 1).requireAccepted();
        exchange.advance(SessionWay.EVERY.minusNanos(1));
        assertThat(exchange.submitInternal(new Tick()).events(EventKind.SESSION_ENDED))
                .isEmpty();
        assertThat(exchange.engine().nextTimerNs()).isEqualTo(exchange.timeNs() + 1);
        exchange.advance(Duration.ofNanos(1));
        assertUnrecorded(session, way.order(instrument, 1, 2), RefusalCode.STATEMENT_OVERDUE);
        assertThat(exchange.submitInternal(new Tick()).event(EventKind.SESSION_ENDED))
                .isEqualTo(ended(session, SessionEnd.STATEMENT_OVERDUE, 1));
        assertUnrecorded(session, way.order(instrument, 1, 2), RefusalCode.SESSION_ENDED);
        assertUnrecorded(session, way.order(instrument, 1, 1), RefusalCode.SESSION_ENDED);
        EngineFixture.Outcome signed =
                exchange.submit(way.statement(session), buyer.key()).requireAccepted();
        assertThat(signed.events(EventKind.CONTRACT_IN_FORCE)).hasSize(1);
        exchange.submit(way.closing(session), buyer.key()).requireRefused(RefusalCode.WRONG_STATE);
    }

    @Test
    void countsTheTimeFromTheFirstCommandThatAStatementLeavesOut() {
        long instrument = way.offered();
        long session = way.opened();
        way.trade(session, instrument, 1).requireAccepted();
        exchange.advance(Duration.ofSeconds(10));
        way.trade(session, instrument, 1).requireAccepted();
        exchange.advance(Duration.ofSeconds(15));
        exchange.submit(way.statement(session, 1), buyer.key()).requireAccepted();
        exchange.advance(Duration.ofSeconds(10));
        assertThat(exchange.submitInternal(new Tick()).events(EventKind.SESSION_ENDED))
                .isEmpty();
        exchange.advance(Duration.ofSeconds(5));
        assertThat(exchange.submitInternal(new Tick()).events(EventKind.SESSION_ENDED))
                .hasSize(1);
    }

    @Test
    void setsNoTimerForACommandThatWasRefused() {
        way.offered();
        long session = way.opened();
        way.submit(session, way.order(999, 1, 1), 0).requireRefused(RefusalCode.UNKNOWN_REFERENCE);
        exchange.advance(SessionWay.EVERY.multipliedBy(2));
        assertThat(exchange.submitInternal(new Tick()).events(EventKind.SESSION_ENDED))
                .isEmpty();
    }

    @Test
    void endsASessionAtItsExpiry() {
        long instrument = way.offered();
        long session = way.opened();
        exchange.advance(Duration.ofDays(1));
        assertUnrecorded(session, way.order(instrument, 1, 1), RefusalCode.SESSION_ENDED);
        assertThat(exchange.submitInternal(new Tick()).event(EventKind.SESSION_ENDED))
                .isEqualTo(ended(session, SessionEnd.EXPIRED, 0));
    }

    @Test
    void closesASessionOnlyWhenAllIsStated() {
        long instrument = way.offered();
        long session = way.opened();
        way.trade(session, instrument, 1).requireAccepted();
        assertThat(exchange.submit(way.closing(session), buyer.key())
                        .requireRefused(RefusalCode.SESSION_UNSTATED)
                        .event(EventKind.REJECTED)
                        .getC())
                .isEqualTo(1);
        exchange.submit(way.statement(session), buyer.key()).requireAccepted();
        exchange.submit(way.closing(session), way.market().seller().key()).requireRefused(RefusalCode.NOT_PERMITTED);
        assertThat(exchange.submit(way.closing(session), buyer.key())
                        .requireAccepted()
                        .event(EventKind.SESSION_ENDED))
                .isEqualTo(ended(session, SessionEnd.CLOSED, 1));
        assertThat(exchange.engine().openSessions()).isZero();
        exchange.advance(Duration.ofDays(2));
        assertThat(exchange.submitInternal(new Tick()).events(EventKind.SESSION_ENDED))
                .isEmpty();
    }

    @Test
    void endsLostSessionsAndStillTakesTheirStatements() {
        long instrument = way.offered();
        long first = way.opened();
        long second = way.opened();
        way.trade(first, instrument, 1).requireAccepted();
        assertThat(exchange.engine().openSessions()).isEqualTo(2);
        assertThat(exchange.submitInternal(new EndSessions()).requireAccepted().events(EventKind.SESSION_ENDED))
                .containsExactly(ended(first, SessionEnd.SESSION_LOST, 1), ended(second, SessionEnd.SESSION_LOST, 0));
        assertThat(exchange.engine().openSessions()).isZero();
        exchange.submit(way.statement(first), buyer.key()).requireAccepted();
        exchange.submit(new EndSessions(), buyer.key()).requireRefused(RefusalCode.NOT_PERMITTED);
    }

    @Test
    void refusesOrdersOutsideTheScopeOfTheSession() {
        long allowed = way.offered();
        long other = way.offered();
        long byInstrument =
                way.opened(way.terms().setInstruments(List.of(allowed)).build(), buyer);
        way.trade(byInstrument, allowed, 1).requireAccepted();
        way.trade(byInstrument, other, 1).requireRefused(RefusalCode.SESSION_SCOPE);
        long byBoard = way.opened(way.terms().setBoards(List.of(1L)).build(), buyer);
        way.trade(byBoard, allowed, 1).requireRefused(RefusalCode.SESSION_SCOPE);
        long byBoth = way.opened(
                way.terms()
                        .setInstruments(List.of(allowed))
                        .setBoards(List.of(SessionWay.BOARD))
                        .build(),
                buyer);
        way.trade(byBoth, other, 1).requireAccepted();
    }

    @Test
    void refusesOrdersThatWouldComeToMoreThanTheSessionMay() {
        long instrument = way.offered();
        long session = way.opened(way.terms().setMaxNotionalFen(500).build(), buyer);
        way.trade(session, instrument, 2).requireAccepted();
        way.trade(session, instrument, 1).requireRefused(RefusalCode.SESSION_LIMIT);
        way.submit(session, way.order(instrument, Long.MAX_VALUE, 3), instrument)
                .requireRefused(RefusalCode.OVERFLOW);
        way.submit(session, way.order(instrument, -1, 4), instrument).requireRefused(RefusalCode.FIELD_INVALID);
    }

    @Test
    void takesSignedOrdersAloneOnABoardThatDemandsThem() {
        long instrument = way.offered(1);
        long session = way.opened();
        way.trade(session, instrument, 1).requireRefused(RefusalCode.SIGNED_ORDERS_ONLY);
        way.market().traded(instrument, 1);
    }

    @Test
    void takesNoOtherCommandsInASession() {
        long instrument = way.offered();
        long session = way.opened();
        EngineFixture.Outcome outcome =
                exchange.submitInSession(way.market().offer(instrument).build(), session);
        assertThat(outcome.answer().code()).isEqualTo(RefusalCode.NOT_IN_SESSION);
        assertThat(outcome.answer().sequence()).isEqualTo(Answer.NO_RECORD);
        assertUnrecorded(999, way.order(instrument, 1, 1), RefusalCode.SESSION_UNKNOWN);
    }

    @Test
    void refusesAnOrderThatNamesItsOwnValidityOrMandate() {
        long instrument = way.offered();
        long session = way.opened();
        way.submit(
                        session,
                        way.market()
                                .order(instrument, 1)
                                .setClientId(1)
                                .setNotAfterNs(exchange.notAfterNs())
                                .build(),
                        instrument)
                .requireRefused(RefusalCode.FIELD_INVALID);
        way.submit(
                        session,
                        way.market()
                                .order(instrument, 1)
                                .setClientId(2)
                                .setNotAfterNs(0)
                                .setMandate(1)
                                .build(),
                        instrument)
                .requireRefused(RefusalCode.FIELD_INVALID);
    }

    @Test
    void endsTheUseOfASessionWithItsKeyOrItsMembersStanding() {
        long instrument = way.offered();
        long session = way.opened();
        way.trade(session, instrument, 1).requireAccepted();
        Enrolment enrolment = new Enrolment(exchange);
        enrolment.change(buyer, StatusChange.SUSPEND).requireAccepted();
        way.trade(session, instrument, 1).requireRefused(RefusalCode.PARTICIPANT_SUSPENDED);
        exchange.submit(way.terms().build(), buyer.key()).requireRefused(RefusalCode.PARTICIPANT_SUSPENDED);
        exchange.submit(way.statement(session), buyer.key()).requireAccepted();
        enrolment.change(buyer, StatusChange.REINSTATE).requireAccepted();
        way.trade(session, instrument, 1).requireAccepted();
        assertThat(exchange.submit(
                                new RevokeKey(
                                        exchange.nextClientId(),
                                        exchange.notAfterNs(),
                                        buyer.key(),
                                        RevocationReason.KEY_COMPROMISE,
                                        exchange.timeNs()),
                                exchange.officerKey(Duty.COMPLIANCE))
                        .requireAccepted()
                        .event(EventKind.SESSION_ENDED))
                .isEqualTo(ended(session, SessionEnd.KEY_REVOKED, 3));
        assertUnrecorded(session, way.order(instrument, 1, 4), RefusalCode.SESSION_ENDED);
        exchange.submit(way.statement(session), buyer.key()).requireRefused(RefusalCode.KEY_NOT_IN_FORCE);
    }

    @Test
    void actsForThePrincipalOfTheSessionsMandate() {
        long instrument = way.offered();
        Enrolment.Member broker = new Enrolment(exchange)
                .member(new Enrolment(exchange)
                        .application()
                        .setId(Enrolment.uscc(901))
                        .setRoles(List.of(Role.DATA_BROKER))
                        .setSigningCertificate(EngineFixture.certificate("broker"))
                        .setEncryptionCertificate(EngineFixture.certificate("broker's box"))
                        .build());
        long mandate = exchange.submit(
                        GrantMandate.newBuilder()
                                .setClientId(exchange.nextClientId())
                                .setNotAfterNs(exchange.notAfterNs())
                                .setAgent(broker.number())
                                .setPowers(List.of(Power.ORDER))
                                .setProducts(List.of())
                                .setMoneyLimitFen(1000)
                                .setValidFromNs(0)
                                .setValidToNs(
                                        exchange.timeNs() + Duration.ofDays(1).toNanos())
                                .build(),
                        buyer.key())
                .requireAccepted()
                .event(EventKind.MANDATE_GRANTED)
                .getA();
        exchange.submit(
                        way.terms().setMandate(mandate).build(),
                        way.market().seller().key())
                .requireRefused(RefusalCode.NO_MANDATE);
        long session = way.opened(way.terms().setMandate(mandate).build(), broker);
        EngineFixture.Outcome traded = way.trade(session, instrument, 2).requireAccepted();
        assertThat(((Trade) traded.results().get(0)).getBuyer()).isEqualTo(buyer.number());
        way.trade(session, instrument, 4).requireRefused(RefusalCode.MANDATE_SCOPE);
        exchange.submit(way.statement(session), buyer.key()).requireRefused(RefusalCode.NOT_PERMITTED);
        exchange.submit(way.statement(session), broker.key()).requireAccepted();
    }

    @Test
    void refusesTermsThatBreakALimit() {
        way.offered();
        assertTermsRefused(way.terms().setKeySm3(new Hash32(new byte[32])), RefusalCode.FIELD_INVALID);
        assertTermsRefused(way.terms().setInstruments(List.of(1L, 1L)), RefusalCode.FIELD_INVALID);
        assertTermsRefused(way.terms().setInstruments(List.of(77L)), RefusalCode.UNKNOWN_REFERENCE);
        assertTermsRefused(way.terms().setBoards(List.of(77L)), RefusalCode.UNKNOWN_REFERENCE);
        assertTermsRefused(way.terms().setMaxNotionalFen(-1), RefusalCode.FIELD_INVALID);
        assertTermsRefused(way.terms().setExpiresNs(exchange.timeNs()), RefusalCode.FIELD_INVALID);
        assertTermsRefused(
                way.terms().setExpiresNs(exchange.timeNs() + Duration.ofDays(8).toNanos()), RefusalCode.FIELD_INVALID);
        assertTermsRefused(way.terms().setStatementEveryCommands(0), RefusalCode.FIELD_INVALID);
        assertTermsRefused(way.terms().setStatementEveryCommands(1025), RefusalCode.FIELD_INVALID);
        assertTermsRefused(way.terms().setStatementEveryNs(0), RefusalCode.FIELD_INVALID);
        for (int i = 0; i < SessionDesk.SESSIONS_PER_KEY; i++) {
            way.opened();
        }
        assertTermsRefused(way.terms(), RefusalCode.SESSIONS_FULL);
    }

    @Test
    void stopsAtAnAuthenticationThatIsNotInItsForm() {
        long instrument = way.offered();
        long session = way.opened();
        List<Authentication> wrong = new ArrayList<>();
        wrong.add(authentication(AuthenticationKind.ATTESTED, 1, session, 0));
        wrong.add(authentication(AuthenticationKind.ATTESTED, 0, session, 64));
        wrong.add(authentication(AuthenticationKind.ATTESTED, 0, 0, 0));
        wrong.add(authentication(AuthenticationKind.SIGNED, buyer.key(), session, 64));
        wrong.add(authentication(AuthenticationKind.SIGNED, buyer.key(), 0, 63));
        wrong.add(authentication(AuthenticationKind.INTERNAL, 1, 0, 0));
        byte[] command = AvroBytes.encode(way.order(instrument, 1, 1));
        for (Authentication authentication : wrong) {
            assertThatThrownBy(() -> exchange.engine()
                            .execute(
                                    RulesVersions.current().kindOf(PlaceOrder.class),
                                    command,
                                    authentication,
                                    exchange.timeNs(),
                                    new RecordBuffer()))
                    .isInstanceOf(RecordFormatException.class);
        }
    }

    private void assertUnrecorded(long session, PlaceOrder order, RefusalCode code) {
        Answer answer = exchange.submitInSession(order, session).answer();
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.sequence()).isEqualTo(Answer.NO_RECORD);
    }

    private void assertStatementRefused(SignStatement good, Hash32 root, long lastCounter, RefusalCode code) {
        exchange.submit(
                        new SignStatement(
                                exchange.nextClientId(), exchange.notAfterNs(), good.getSession(), lastCounter, root),
                        buyer.key())
                .requireRefused(code);
    }

    private void assertTermsRefused(OpenSession.Builder terms, RefusalCode code) {
        exchange.submit(terms.build(), buyer.key()).requireRefused(code);
    }

    private static Authentication authentication(AuthenticationKind kind, int key, long session, int signatureLength) {
        return new Authentication(kind.number(), key, session, ByteBuffer.allocate(signatureLength));
    }

    private static Event ended(long session, SessionEnd reason, long lastCounter) {
        return event(EventKind.SESSION_ENDED, session, Fields.place(reason), lastCounter);
    }

    private static Event event(EventKind kind, long a, long b, long c) {
        return new Event(kind.number(), a, b, c);
    }
}
