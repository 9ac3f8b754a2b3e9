package io.shuheng.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.genesis.Limits;
import io.shuheng.core.participant.AppointOfficer;
import io.shuheng.core.participant.Duty;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.trading.Side;
import io.shuheng.core.trading.TimeInForce;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A command, its timers and its own events are one record, which the ledger takes up to a length: the engine keeps to it. */
class RecordLengthTest {

    private static final int ORDERS = 450;

    private final EngineFixture exchange = new EngineFixture(
            Limits.newBuilder(EngineFixture.limits()).setTimersPerCommand(4096).build());

    @Test
    void leavesTimersForTheNextCommandWhereTheRecordIsFull() {
        BookWay book = new BookWay(exchange);
        Enrolment.Member buyer = book.buyer(1_000_000);
        long endNs = exchange.timeNs() + Duration.ofHours(1).toNanos();
        for (int i = 0; i < ORDERS; i++) {
            book.submit(
                            book.order(Side.BUY, 100, 1)
                                    .setTimeInForce(TimeInForce.GTD)
                                    .setExpiresNs(endNs),
                            buyer)
                    .requireAccepted();
        }
        exchange.advance(Duration.ofHours(2));
        int fired = fired(submit("x".repeat(56_000)));
        assertThat(fired).isBetween(1, ORDERS - 1);
        assertThat(fired + fired(submit("x"))).isEqualTo(ORDERS);
    }

    private EngineFixture.Outcome submit(String office) {
        EngineFixture.Outcome outcome = exchange.submit(
                AppointOfficer.newBuilder()
                        .setClientId(exchange.nextClientId())
                        .setNotAfterNs(exchange.notAfterNs())
                        .setOffice(office)
                        .setStaffNumber("1")
                        .setDuties(List.of(Duty.MARKET))
                        .setCertificate(EngineFixture.certificate("officer " + office.length()))
                        .build(),
                EngineFixture.OPERATOR_KEY);
        byte[] record = exchange.records().get((int) outcome.answer().sequence());
        assertThat(record.length).isLessThanOrEqualTo(RecordHeader.MAX_RECORD_LENGTH);
        return outcome;
    }

    private static int fired(EngineFixture.Outcome outcome) {
        return outcome.events(EventKind.TIMER_FIRED).size();
    }
}
