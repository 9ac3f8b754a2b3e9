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
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.rules.RecordCatalogue;
import java.util.ArrayList;
import java.util.List;

/** Stamps each command and runs it through the engine. Called by the engine's thread alone. */
final class EngineStage implements EventHandler<CommandSlot> {

    private final Engine engine;
    private final SequencerClock clock;
    private final RingBuffer<CommandSlot> ring;
    private final InternalCommand tick;
    private final InternalCommand step;
    private final Answer stepAnswer = new Answer();
    private final Metrics metrics;
    private final StepSequenced stepEvent = new StepSequenced();
    private final List<CommandSlot> batch = new ArrayList<>();

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
        this.tick = InternalCommand.of(catalogue.kindOf(Tick.class), new Tick());
        this.step = InternalCommand.of(catalogue.kindOf(Step.class), new Step());
    }

    /** The stage behind this one sees a batch when all of it is done: so it may be looked at as a whole first. */
    @Override
    public void onEvent(CommandSlot slot, long sequence, boolean endOfBatch) {
        batch.add(slot);
        if (endOfBatch || batch.size() == Engine.MOST_AHEAD) {
            executeAll();
        }
        if (endOfBatch && engine.isStepPending()) {
            sequence(step);
        }
    }

    /** A failure ends the batch: its slots are others' then, and must not be executed once more with what comes next. */
    private void executeAll() {
        try {
            engine.lookAhead(batch);
            for (int i = 0; i < batch.size(); i++) {
                execute(batch.get(i));
            }
        } finally {
            batch.clear();
        }
    }

    private void execute(CommandSlot slot) {
        long timeNs = Math.max(engine.lastTimeNs(), clock.stampNs());
        boolean isStep = slot.kind() == step.kind();
        if (engine.isStepPending() && !isStep) {
            // Before the next command and at its time, so that both groups are kept as one.
            stepEvent.begin();
            engine.execute(step, timeNs, slot.records, stepAnswer);
            stepped(stepAnswer);
        }
        if (isStep) {
            stepEvent.begin();
        }
        answer(slot, timeNs);
        if (isStep) {
            stepped(slot.answer);
        }
    }

    private void stepped(Answer answer) {
        metrics.count(Counter.STEPS, 1);
        stepEvent.end();
        stepEvent.sequence = answer.sequence();
        stepEvent.commit();
    }

    private void answer(CommandSlot slot, long timeNs) {
        if (slot.certificate != null && !slot.certificate.holdsAt(timeNs)) {
            // It ran out between the caller's thread and here: no record, for no verifier would take its signature.
            slot.answer.refuse(RefusalCode.CERT_EXPIRED, null, 0);
        } else {
            engine.execute(slot, timeNs, slot.records, slot.answer);
        }
    }

    /** No command has come for a while: where a sweep waits a STEP is sequenced, where a timer is due a TICK. */
    @Override
    public void onTimeout(long sequence) {
        if (engine.isStepPending()) {
            sequence(step);
        } else if (engine.nextTimerNs() <= clock.nowNs()) {
            sequence(tick);
        }
    }

    /** A full ring is fine: then commands are on their way, and do the work themselves. */
    private void sequence(InternalCommand command) {
        ring.tryPublishEvent((slot, at) -> slot.fill(command));
    }
}
