package io.shuheng.core.runtime;

import com.lmax.disruptor.EventPoller;
import com.lmax.disruptor.RingBuffer;
import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.core.trading.CancelOrder;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * A slot's plain fields cross from the caller to the engine, from the engine to the ledger, and from the ledger to the next
 * caller, by nothing but the ring's sequences.
 */
public class CommandSlotStress {

    private static final RecordKind KIND = RulesVersions.current().kindOf(CancelOrder.class);
    private static final OutcomeListener NOBODY = (tag, sequence, code, message, repeated) -> {};

    private static final int NOTHING = 0;
    private static final int TORN = -1;

    private CommandSlotStress() {}

    private static void publish(RingBuffer<CommandSlot> ring, int number) {
        boolean unused = tryPublish(ring, number);
    }

    /** The order that the command cancels is its number, and so is the tag. */
    private static boolean tryPublish(RingBuffer<CommandSlot> ring, int number) {
        byte[] command = AvroBytes.encode(new CancelOrder((long) number, 0L, 0L, 1L, (long) number));
        Admitted admitted = new Admitted();
        admitted.read(KIND, command, 0, command.length);
        admitted.sentIn(1, AuthenticationKind.ASSERTED);
        return ring.tryPublishEvent((slot, at) -> slot.fill(admitted, admitted.kept(), NOBODY, number));
    }

    /** Number of the command in a slot that is whole as a caller leaves it. */
    private static int filled(CommandSlot slot) {
        return isWhole(slot) && slot.records.count() == 0 ? (int) slot.tag() : TORN;
    }

    private static boolean isWhole(CommandSlot slot) {
        return slot.kind() == KIND
                && KIND.number(KIND.clientIdField(), slot.command(), slot.commandLength()) == slot.tag()
                && slot.authentication().getSession() == 1
                && slot.listener() == NOBODY;
    }

    private static void answer(CommandSlot slot) {
        long number = slot.tag();
        slot.records.startRecord(KIND.type(), 1, number, number, KIND.number());
        slot.answer.refuse(RefusalCode.CONFLICT, "order", number);
    }

    /** Number of the command in a slot that is whole as the engine leaves it. */
    private static int answered(CommandSlot slot) {
        boolean whole = isWhole(slot) && slot.answer.value() == slot.tag() && slot.records.count() == 1;
        return whole ? (int) slot.tag() : TORN;
    }

    private static void poll(EventPoller<CommandSlot> poller, EventPoller.Handler<CommandSlot> handler) {
        try {
            EventPoller.PollState unused = poller.poll(handler);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** A caller publishes while the engine looks. */
    @JCStressTest
    @Outcome(id = {"0", "1"}, expect = Expect.ACCEPTABLE, desc = "not yet, or whole")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a torn slot")
    @State
    public static class CallerToEngine {
        private final RingBuffer<CommandSlot> ring = RingBuffer.createMultiProducer(CommandSlot::new, 1);
        private final EventPoller<CommandSlot> engine = ring.newPoller();

        /** The caller. */
        @Actor
        public void caller() {
            publish(ring, 1);
        }

        /** The engine's thread. */
        @Actor
        public void engine(I_Result seen) {
            seen.r1 = NOTHING;
            poll(engine, (slot, at, last) -> {
                seen.r1 = filled(slot);
                return true;
            });
        }
    }

    /** Two callers at once: each slot is one caller's, and the engine misses none. */
    @JCStressTest
    @Outcome(id = {"1, 2", "2, 1"}, expect = Expect.ACCEPTABLE, desc = "both, in either order")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a torn or a lost slot")
    @State
    public static class TwoCallers {
        private final RingBuffer<CommandSlot> ring = RingBuffer.createMultiProducer(CommandSlot::new, 2);
        private final EventPoller<CommandSlot> engine = ring.newPoller();

        /** One caller. */
        @Actor
        public void one() {
            publish(ring, 1);
        }

        /** The other. */
        @Actor
        public void other() {
            publish(ring, 2);
        }

        /** The engine's thread, afterwards. */
        @Arbiter
        public void engine(II_Result seen) {
            poll(engine, (slot, at, last) -> {
                if (at == 0) {
                    seen.r1 = filled(slot);
                } else {
                    seen.r2 = filled(slot);
                }
                return true;
            });
        }
    }

    /** The engine answers while the ledger's thread looks. */
    @JCStressTest
    @Outcome(id = {"0", "1"}, expect = Expect.ACCEPTABLE, desc = "not yet, or whole")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a torn slot")
    @State
    public static class EngineToLedger {
        private final RingBuffer<CommandSlot> ring = RingBuffer.createMultiProducer(CommandSlot::new, 1);
        private final EventPoller<CommandSlot> engine = ring.newPoller();
        private final EventPoller<CommandSlot> ledger = ring.newPoller(engine.getSequence());

        /** With a command in the ring. */
        public EngineToLedger() {
            publish(ring, 1);
        }

        /** The engine's thread. */
        @Actor
        public void engine() {
            poll(engine, (slot, at, last) -> {
                answer(slot);
                return true;
            });
        }

        /** The ledger's thread. */
        @Actor
        public void ledger(I_Result seen) {
            seen.r1 = NOTHING;
            poll(ledger, (slot, at, last) -> {
                seen.r1 = answered(slot);
                return true;
            });
        }
    }

    /** The ledger's thread lets a slot go while the next caller wants it, in a ring of one. */
    @JCStressTest
    @Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "the caller was told BUSY")
    @Outcome(id = "1, 2", expect = Expect.ACCEPTABLE, desc = "the caller's command is whole in the place of the first")
    @Outcome(expect = Expect.FORBIDDEN, desc = "an answer lost, or a command in a slot that was not free")
    @State
    public static class LedgerToCaller {
        private final RingBuffer<CommandSlot> ring = RingBuffer.createMultiProducer(CommandSlot::new, 1);
        private final EventPoller<CommandSlot> engine = ring.newPoller();
        private final EventPoller<CommandSlot> ledger = ring.newPoller(engine.getSequence());
        private boolean taken;

        /** With an answered command in the ring, behind which callers must wait. */
        public LedgerToCaller() {
            ring.addGatingSequences(ledger.getSequence());
            publish(ring, 1);
            poll(engine, (slot, at, last) -> {
                answer(slot);
                return true;
            });
        }

        /** The ledger's thread. */
        @Actor
        public void ledger(II_Result seen) {
            poll(ledger, (slot, at, last) -> {
                seen.r1 = answered(slot);
                slot.release();
                return true;
            });
        }

        /** The next caller. */
        @Actor
        public void caller() {
            taken = tryPublish(ring, 2);
        }

        /** The engine's thread, afterwards. */
        @Arbiter
        public void engine(II_Result seen) {
            seen.r2 = taken ? TORN : NOTHING;
            poll(engine, (slot, at, last) -> {
                seen.r2 = filled(slot);
                return true;
            });
        }
    }
}
