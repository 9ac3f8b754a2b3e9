package io.shuheng.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.contract.ContractState;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.trading.CancelOrder;
import io.shuheng.core.trading.Side;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Orders of the continuous book that are sent in sessions. */
class BookInSessionTest {

    private final EngineFixture exchange = new EngineFixture();
    private final TradeWay market = new TradeWay(exchange);
    private final BookWay book = new BookWay(
            exchange,
            market,
            10_000,
            BookWay.continuous(market.board()).setSignedOrdersOnly(false).build());
    private final SessionWay sessions = new SessionWay(exchange, market);
    private final Enrolment.Member buyer = book.buyer(1_000_000);
    private final long session = sessions.opened(sessions.terms().build(), buyer);

    @AfterEach
    void replaysToEqualRecordsAndState() {
        exchange.requireEqualReplay();
    }

    @Test
    void awaitsTheStatementWhereARestingOrderOfASessionIsTaken() {
        bid(1, 100, 5).requireAccepted();
        EngineFixture.Outcome offer = book.sell(100, 2).requireAccepted();
        assertThat(offer.event(EventKind.CONTRACT_FORMED).getB()).isEqualTo(ContractState.AWAITING_SIGNATURE.number());
        EngineFixture.Outcome signed =
                exchange.submit(sessions.statement(session), buyer.key()).requireAccepted();
        assertThat(signed.event(EventKind.CONTRACT_IN_FORCE).getA())
                .isEqualTo(offer.event(EventKind.CONTRACT_FORMED).getA());
        EngineFixture.Outcome later = book.sell(100, 1).requireAccepted();
        assertThat(later.event(EventKind.CONTRACT_FORMED).getB()).isEqualTo(ContractState.IN_FORCE.number());
    }

    @Test
    void takesAnOrderBackInTheSessionItCameIn() {
        long order = bid(1, 100, 5).requireAccepted().answer().sequence();
        EngineFixture.Outcome cancelled = cancel(2, order).requireAccepted();
        assertThat(cancelled.event(EventKind.ORDER_CANCELLED).getA()).isEqualTo(order);
        cancel(3, order).requireRefused(RefusalCode.ORDER_NOT_OPEN);
        assertThat(exchange.submit(sessions.statement(session), buyer.key())
                        .requireAccepted()
                        .event(EventKind.STATEMENT_SIGNED)
                        .getC())
                .isEqualTo(3);
        book.requireConserved();
    }

    private EngineFixture.Outcome bid(long counter, long priceFen, long lots) {
        return sessions.submit(
                session,
                book.order(Side.BUY, priceFen, lots)
                        .setClientId(counter)
                        .setNotAfterNs(0)
                        .build(),
                book.instrument());
    }

    private EngineFixture.Outcome cancel(long counter, long order) {
        return sessions.submit(session, new CancelOrder(counter, 0L, 0L, book.instrument(), order), book.instrument());
    }
}
