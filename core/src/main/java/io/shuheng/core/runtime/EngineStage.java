package io.shuheng.core.runtime;

import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.RingBuffer;
import io.shuheng.core.engine.Engine;
import io.shuheng.core.engine.Tick;
import io.shuheng.core.record.Authentication;
import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.rules.RecordCatalogue;
import java.nio.ByteBuffer;
import java.util.Objects;

/** Stamps each command and runs it through the engine. Called by the engine's thread alone. */
final class EngineStage implements EventHandler<CommandSlot> {

    private static final byte[] TICK_COMMAND = AvroBytes.encode(new Tick());

    private final Engine engine;
    private final SequencerClock clock;
    private final RingBuffer<CommandSlot> ring;
    private final RecordKind tick;
    private final Authentication internal;

    EngineStage(Engine engine, RecordCatalogue catalogue, SequencerClock clock, RingBuffer<CommandSlot> ring) {
        this.engine = engine;
        this.clock = clock;
        this.ring = ring;
        this.tick = catalogue.kindOf(Tick.class);
        this.internal = new Authentication(AuthenticationKind.INTERNAL.number(), 0, 0L, ByteBuffer.allocate(0));
    }

    @Override
    public void onEvent(CommandSlot slot, long sequence, boolean endOfBatch) {
        long timeNs = Math.max(engine.lastTimeNs(), clock.stampNs());
        slot.answer = engine.execute(
                Objects.requireNonNull(slot.kind),
                slot.command,
                Objects.requireNonNull(slot.authentication),
                timeNs,
                slot.records);
    }

    /** No command has come for a while: where a timer is due, a TICK is sequenced so that it fires. */
    @Override
    public void onTimeout(long sequence) {
        if (engine.nextTimerNs() <= clock.nowNs()) {
            // A full ring is fine: then commands are on their way, and fire the timer themselves.
            ring.tryPublishEvent((slot, at) -> slot.fill(tick, TICK_COMMAND, internal, null));
        }
    }
}
