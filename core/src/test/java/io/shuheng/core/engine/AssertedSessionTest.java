package io.shuheng.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.contract.ContractState;
import io.shuheng.core.record.Authentication;
import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.session.OpenSession;
import io.shuheng.core.session.StatementTree;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A member lets the platform vouch for it, within a session that has no key. */
class AssertedSessionTest {

    private final EngineFixture exchange = new EngineFixture();
    private final SessionWay way = new SessionWay(exchange);
    private final Enrolment.Member buyer = way.market().buyer();

    @AfterEach
    void replaysEqually() {
        exchange.requireEqualReplay();
    }

    @Test
    void tradesWithoutAPromiseOfStatements() {
        long instrument = way.offered();
        long session = opened();
        for (int i = 0; i < SessionWay.EVERY_COMMANDS + 1; i++) {
            way.trade(session, instrument, 1).requireAccepted();
        }
        exchange.advance(SessionWay.EVERY.plus(Duration.ofSeconds(1)));
        EngineFixture.Outcome late = way.trade(session, instrument, 1).requireAccepted();
        assertThat(late.event(EventKind.CONTRACT_FORMED).getB()).isEqualTo(ContractState.AWAITING_SIGNATURE.number());
    }

    @Test
    void releasesNoKeyForAContractThatNobodySigned() {
        long instrument = way.offered();
        long session = opened();
        long contract = way.trade(session, instrument, 1)
                .requireAccepted()
                .event(EventKind.TRADED)
                .getA();
        exchange.submit(
                        way.market().delivery(contract).build(),
                        way.market().seller().key())
                .requireRefused(RefusalCode.WRONG_STATE);
    }

    @Test
    void putsContractsInForceWhenTheMemberSignsForThemAllTheSame() {
        long instrument = way.offered();
        long session = opened();
        long first = contract(way.trade(session, instrument, 1));
        long second = contract(way.trade(session, instrument, 2));
        EngineFixture.Outcome signed =
                exchange.submit(way.statement(session), buyer.key()).requireAccepted();
        assertThat(signed.events(EventKind.CONTRACT_IN_FORCE))
                .extracting(event -> event.getA())
                .containsExactly(first, second);
        long third = contract(way.trade(session, instrument, 3));
        exchange.submit(way.closing(session), buyer.key()).requireAccepted();
        assertThat(exchange.submit(way.statement(session), buyer.key())
                        .requireAccepted()
                        .event(EventKind.CONTRACT_IN_FORCE)
                        .getA())
                .isEqualTo(third);
    }

    @Test
    void takesAStatementOverOneOfTheLastCommandsOnly() {
        long session = opened();
        for (int counter = 1; counter <= StatementTree.MOST_UNSTATED + 2; counter++) {
            way.submit(session, way.order(999, 1, counter), 0).requireRefused(RefusalCode.UNKNOWN_REFERENCE);
        }
        exchange.submit(way.statement(session, 2), buyer.key()).requireRefused(RefusalCode.STATEMENT_COUNTER);
        exchange.submit(way.statement(session, 3), buyer.key()).requireAccepted();
        exchange.submit(way.statement(session), buyer.key()).requireAccepted();
    }

    @Test
    void goesOnAfterAStatementOverSomeOfItsCommands() {
        long instrument = way.offered();
        long session = opened();
        way.trade(session, instrument, 1);
        way.trade(session, instrument, 2);
        exchange.submit(way.statement(session, 1), buyer.key()).requireAccepted();
        exchange.advance(Duration.ofMinutes(1));
        way.trade(session, instrument, 3).requireAccepted();
        way.trade(session, instrument, 4).requireAccepted();
        exchange.submit(way.statement(session), buyer.key()).requireAccepted();
    }

    @Test
    void keepsTheTwoKindsOfSessionsApart() {
        long instrument = way.offered();
        long asserted = opened();
        long attested = way.opened();
        assertUnknown(instrument, asserted, AuthenticationKind.ATTESTED);
        assertUnknown(instrument, attested, AuthenticationKind.ASSERTED);
        assertUnknown(instrument, 999, AuthenticationKind.ASSERTED);
    }

    @Test
    void bindsThePlatformToScopeLimitExpiryAndRepeats() {
        long instrument = way.offered();
        OpenSession terms = way.assertedTerms()
                .setMaxNotionalFen(TradeWay.PRICE_MICROS / 10_000)
                .setExpiresNs(exchange.timeNs() + Duration.ofMinutes(1).toNanos())
                .build();
        long session = way.opened(terms, buyer);
        way.submit(session, way.order(instrument, 2, 1), instrument).requireRefused(RefusalCode.SESSION_LIMIT);
        way.submit(session, way.order(instrument, 1, 2), instrument).requireAccepted();
        assertThat(exchange.submitInSession(way.order(instrument, 1, 2), session)
                        .answer()
                        .repeated())
                .isTrue();
        assertThat(exchange.submitInSession(way.order(instrument, 1, 4), session)
                        .answer()
                        .code())
                .isEqualTo(RefusalCode.COUNTER_GAP);
        exchange.advance(Duration.ofMinutes(1));
        assertThat(exchange.submitInSession(way.order(instrument, 1, 3), session)
                        .answer()
                        .code())
                .isEqualTo(RefusalCode.SESSION_ENDED);
    }

    @Test
    void isRefusedOnABoardThatTakesSignedOrdersOnly() {
        long signedOnly = way.offered(1);
        way.submit(opened(), way.order(signedOnly, 1, 1), signedOnly).requireRefused(RefusalCode.SIGNED_ORDERS_ONLY);
    }

    @Test
    void promisesStatementsWithAKeyAndNoneWithout() {
        exchange.submit(way.assertedTerms().setStatementEveryCommands(1).build(), buyer.key())
                .requireRefused(RefusalCode.FIELD_INVALID);
        exchange.submit(way.assertedTerms().setStatementEveryNs(1).build(), buyer.key())
                .requireRefused(RefusalCode.FIELD_INVALID);
        exchange.submit(
                        way.terms()
                                .setStatementEveryCommands(0)
                                .setStatementEveryNs(0)
                                .build(),
                        buyer.key())
                .requireRefused(RefusalCode.FIELD_INVALID);
    }

    private long opened() {
        return way.opened(way.assertedTerms().build(), buyer);
    }

    private static long contract(EngineFixture.Outcome trade) {
        return trade.requireAccepted().event(EventKind.TRADED).getA();
    }

    private void assertUnknown(long instrument, long session, AuthenticationKind kind) {
        Answer answer = exchange.submit(
                        way.order(instrument, 1, 1),
                        new Authentication(kind.number(), 0, session, ByteBuffer.allocate(0)))
                .answer();
        assertThat(answer.code()).isEqualTo(RefusalCode.SESSION_UNKNOWN);
        assertThat(answer.sequence()).isEqualTo(Answer.NO_RECORD);
    }
}
