package io.shuheng.core.runtime;

import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.RingBuffer;
import io.shuheng.core.engine.Answer;
import io.shuheng.core.engine.Engine;
import io.shuheng.core.engine.Step;
import io.shuheng.core.engine.Tick;
import io.shuheng.core.monitor.Counter;
import io.shuheng.core.monitor.Metrics;
import io.shuheng.core.monitor.StepSequenced;
import io.shuheng.core.record.Authentication;
import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.rules.RecordCatalogue;
import java.nio.ByteBuffer;
import java.util.Objects;

/** Stamps each command and runs it through the engine. Called by the engine's thread alone. */
final class EngineStage implements EventHandler<CommandSlot> {

    private static final byte[] TICK_COMMAND = AvroBytes.encode(new Tick());
    private static final byte[] STEP_COMMAND = AvroBytes.encode(new Step());

    private final Engine engine;
    private final SequencerClock clock;
    private final RingBuffer<CommandSlot> ring;
    private final RecordKind tick;
    private final RecordKind step;
    private final Authentication internal;
    private final Metrics metrics;
    private final StepSequenced stepEvent = new StepSequenced();

    EngineStage(
            Engine engine,
            RecordCatalogue catalogue,
            SequencerClock clock,
            RingBuffer<CommandSlot> ring,
            Metrics metrics) {
        this.engine = engine;
        this.clock = clock;
        this.ring = ring;
        this.metrics = metrics;
        this.tick = catalogue.kindOf(Tick.class);
        this.step = catalogue.kindOf(Step.class);
        this.internal = new Authentication(AuthenticationKind.INTERNAL.number(), 0, 0L, ByteBuffer.allocate(0));
    }

    @Override
    public void onEvent(CommandSlot slot, long sequence, boolean endOfBatch) {
        long timeNs = Math.max(engine.lastTimeNs(), clock.stampNs());
        boolean isStep = step.equals(slot.kind);
        if (engine.isStepPending() && !isStep) {
            // Before the next command and at its time, so that both groups are kept as one.
            stepEvent.begin();
            stepped(engine.execute(step, STEP_COMMAND, internal, timeNs, slot.records));
        }
        if (isStep) {
            stepEvent.begin();
        }
        Answer answer = answer(slot, timeNs);
        slot.answer = answer;
        if (isStep) {
            stepped(answer);
        }
        if (endOfBatch && engine.isStepPending()) {
            sequence(step, STEP_COMMAND);
        }
    }

    private void stepped(Answer answer) {
        metrics.count(Counter.STEPS, 1);
        stepEvent.end();
        stepEvent.sequence = answer.sequence();
        stepEvent.commit();
    }

    private Answer answer(CommandSlot slot, long timeNs) {
        if (slot.certificate != null && !slot.certificate.holdsAt(timeNs)) {
            // It ran out between the caller's thread and here: no record, for no verifier would take its signature.
            return new Answer(Answer.NO_RECORD, RefusalCode.CERT_EXPIRED, null, 0, false);
        }
        return engine.execute(
                Objects.requireNonNull(slot.kind),
                slot.command,
                Objects.requireNonNull(slot.authentication),
                timeNs,
                slot.records);
    }

    /** No command has come for a while: where a sweep waits a STEP is sequenced, where a timer is due a TICK. */
    @Override
    public void onTimeout(long sequence) {
        if (engine.isStepPending()) {
            sequence(step, STEP_COMMAND);
        } else if (engine.nextTimerNs() <= clock.nowNs()) {
            sequence(tick, TICK_COMMAND);
        }
    }

    /** A full ring is fine: then commands are on their way, and do the work themselves. */
    private void sequence(RecordKind kind, byte[] command) {
        ring.tryPublishEvent((slot, at) -> slot.fill(kind, command, internal, null));
    }
}
