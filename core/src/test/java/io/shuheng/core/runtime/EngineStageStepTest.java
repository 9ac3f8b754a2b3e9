package io.shuheng.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.lmax.disruptor.RingBuffer;
import io.shuheng.core.engine.BookWay;
import io.shuheng.core.engine.EngineFixture;
import io.shuheng.core.engine.Replay;
import io.shuheng.core.engine.Step;
import io.shuheng.core.engine.Tick;
import io.shuheng.core.genesis.Limits;
import io.shuheng.core.monitor.Metrics;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.rules.RecordCatalogue;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.crypto.certificate.Validity;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** While a sweep waits, the engine's stage sequences a step before the next command, and one by itself where none comes. */
class EngineStageStepTest {

    private final RecordCatalogue catalogue = RulesVersions.current();
    private final EngineFixture exchange = new EngineFixture(
            Limits.newBuilder(EngineFixture.limits()).setOrdersPerStep(2).build());
    private final BookWay book = new BookWay(exchange);
    private final RingBuffer<CommandSlot> ring = RingBuffer.createMultiProducer(CommandSlot::new, 8);
    private final EngineStage stage = new EngineStage(exchange.engine(), catalogue, clock(), ring, Metrics.none());
    private final List<byte[]> records = new ArrayList<>();

    @Test
    void sequencesAStepBeforeTheNextCommandAtItsTime() {
        pauseASweep();
        CommandSlot slot = tick();
        stage.onEvent(slot, 0, true);
        take(slot);
        byte[] step = records.get(0);
        byte[] last = records.get(records.size() - 1);
        assertThat(RecordHeader.type(step, 0))
                .isEqualTo(catalogue.kindOf(Step.class).type());
        assertThat(RecordHeader.type(last, 0))
                .isEqualTo(catalogue.kindOf(Tick.class).type());
        assertThat(RecordHeader.timeNs(step, 0)).isEqualTo(RecordHeader.timeNs(last, 0));
        requireReplay();
    }

    @Test
    void sequencesTheOtherStepsByItself() {
        pauseASweep();
        stage.onTimeout(0);
        long next = 0;
        while (next <= ring.getCursor()) {
            CommandSlot slot = ring.get(next++);
            stage.onEvent(slot, next, true);
            take(slot);
        }
        assertThat(next).isEqualTo(3);
        assertThat(exchange.engine().isStepPending()).isFalse();
        stage.onTimeout(0);
        assertThat(ring.getCursor()).isEqualTo(2);
        requireReplay();
    }

    @Test
    void writesNoRecordForACertificateThatRanOutOnTheWayToTheEngine() {
        CommandSlot slot = tick();
        long second = exchange.engine().lastTimeNs() / 1_000_000_000L;
        slot.certificate = new Validity(0, second - 1);
        stage.onEvent(slot, 0, true);
        assertThat(slot.answer.code()).isEqualTo(RefusalCode.CERT_EXPIRED);
        assertThat(slot.records.count()).isZero();
        slot.certificate = new Validity(0, second + 3600);
        stage.onEvent(slot, 1, true);
        assertThat(slot.answer.isAccepted()).isTrue();
        take(slot);
        requireReplay();
    }

    @Test
    void executesNothingTwiceBehindAFailure() {
        CommandSlot before = tick();
        CommandSlot broken = tick();
        broken.release();
        stage.onEvent(before, 0, false);
        assertThatThrownBy(() -> stage.onEvent(broken, 1, true)).isInstanceOf(NullPointerException.class);
        take(before);
        CommandSlot after = tick();
        stage.onEvent(after, 2, true);
        assertThat(before.records.count()).isEqualTo(records.size());
        assertThat(after.answer.isAccepted()).isTrue();
        take(after);
        requireReplay();
    }

    private void pauseASweep() {
        for (int i = 0; i < 7; i++) {
            book.sell(100, 1).requireAccepted();
        }
        book.buy(book.buyer(100_000), 100, 7).requireAccepted();
        assertThat(exchange.engine().isStepPending()).isTrue();
    }

    private CommandSlot tick() {
        CommandSlot slot = new CommandSlot();
        slot.fill(InternalCommand.of(catalogue.kindOf(Tick.class), new Tick()));
        return slot;
    }

    private void take(CommandSlot slot) {
        for (int i = 0; i < slot.records.count(); i++) {
            records.add(slot.records.copy(i));
        }
    }

    private void requireReplay() {
        Replay replay = new Replay(catalogue);
        for (byte[] record : exchange.records()) {
            replay.accept(record, 0, record.length);
        }
        for (byte[] record : records) {
            replay.accept(record, 0, record.length);
        }
        assertThat(replay.engine().stateBytes()).isEqualTo(exchange.engine().stateBytes());
    }

    private SequencerClock clock() {
        return new SequencerClock() {
            @Override
            public long stampNs() {
                return exchange.timeNs();
            }

            @Override
            public long nowNs() {
                return exchange.timeNs();
            }
        };
    }
}
