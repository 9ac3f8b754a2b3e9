package io.shuheng.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.core.participant.Duty;
import io.shuheng.core.record.Event;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import org.junit.jupiter.api.Test;

class EpochDeskTest {

    private final EngineFixture exchange = new EngineFixture();
    private final int first = exchange.officerKey(Duty.COMPLIANCE);
    private final int second = exchange.secondOfficerKey(Duty.COMPLIANCE);

    private BeginEpoch act(long epoch, long predecessorRecords) {
        return BeginEpoch.newBuilder()
                .setClientId(exchange.nextClientId())
                .setNotAfterNs(exchange.notAfterNs())
                .setEpoch(epoch)
                .setPredecessorRecords(predecessorRecords)
                .setPredecessorRoot(EngineFixture.hash("root"))
                .build();
    }

    private EngineFixture.Outcome begin(long epoch) {
        BeginEpoch act = act(epoch, exchange.engine().size());
        return exchange.endorse(exchange.submit(act, first).requireAccepted(), act, second);
    }

    @Test
    void beginsTheNextEpochWithTheSecondOfficersEndorsement() {
        assertThat(exchange.engine().epoch()).isEqualTo(1);
        long records = exchange.engine().size();
        Event begun = begin(2).requireAccepted().event(EventKind.EPOCH_BEGUN);
        assertThat(begun.getA()).isEqualTo(2);
        assertThat(begun.getB()).isEqualTo(records);
        begin(3).requireAccepted();
        assertThat(exchange.engine().epoch()).isEqualTo(3);
        exchange.requireEqualReplay();
    }

    @Test
    void refusesAnEpochThatIsNotTheNextOne() {
        begin(3).requireRefused(RefusalCode.FIELD_INVALID);
        begin(1).requireRefused(RefusalCode.FIELD_INVALID);
        begin(2).requireAccepted();
        begin(2).requireRefused(RefusalCode.FIELD_INVALID);
        assertThat(exchange.engine().epoch()).isEqualTo(2);
    }

    @Test
    void refusesAnActThatNamesAnotherEndThanTheOneItStandsBehind() {
        BeginEpoch early = act(2, exchange.engine().size() - 1);
        exchange.endorse(exchange.submit(early, first).requireAccepted(), early, second)
                .requireRefused(RefusalCode.FIELD_INVALID);
        BeginEpoch late = act(2, exchange.engine().size());
        EngineFixture.Outcome proposed = exchange.submit(late, first).requireAccepted();
        begin(3).requireRefused(RefusalCode.FIELD_INVALID);
        exchange.endorse(proposed, late, second).requireRefused(RefusalCode.FIELD_INVALID);
    }

    @Test
    void needsTwoOfficersWithTheDuty() {
        BeginEpoch act = act(2, exchange.engine().size());
        exchange.submit(act, exchange.officerKey(Duty.MARKET)).requireRefused(RefusalCode.NOT_PERMITTED);
        BeginEpoch alone = act(2, exchange.engine().size());
        exchange.endorse(exchange.submit(alone, first).requireAccepted(), alone, first)
                .requireRefused(RefusalCode.FOUR_EYES);
    }

    @Test
    void readsBackTheEpochItWroteAndNoOther() {
        EpochDesk desk = new EpochDesk();
        StateSink sink = new StateSink();
        sink.number(7);
        desk.readState(new StateSource(sink.toBytes()));
        assertThat(desk.epoch()).isEqualTo(7);
        StateSink none = new StateSink();
        none.number(0);
        assertThatThrownBy(() -> desk.readState(new StateSource(none.toBytes())))
                .isInstanceOf(RecordFormatException.class);
    }
}
