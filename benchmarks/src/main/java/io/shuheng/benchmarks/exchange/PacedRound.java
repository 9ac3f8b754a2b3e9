package io.shuheng.benchmarks.exchange;

import io.shuheng.core.ledger.Ledger;
import io.shuheng.core.monitor.Measure;
import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.runtime.Exchange;
import io.shuheng.core.runtime.OutcomeListener;
import io.shuheng.crypto.BouncyCastleCryptoProvider;
import io.shuheng.crypto.Signer;
import io.shuheng.ledger.chronicle.ChronicleLedger;
import io.shuheng.ledger.chronicle.Durability;
import io.shuheng.ledger.chronicle.LedgerSettings;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * A whole exchange that gets its orders at planned times, one round. One thread hands them over; what is sent is made
 * beforehand.
 */
final class PacedRound {

    private static final int NO_ORDER = -1;
    private static final int ROOM_FOR_OTHER_GROUPS = 20_000;
    private static final long FULL_RING_NAP_NS = 10_000;
    private static final long MOST_MINUTES = 10;

    private final FloorFlow flow;
    private final AuthenticationKind authentication;
    private final long perSecond;
    private final int warm;

    /**
     * What came of it.
     *
     * @param sustained whether the orders were answered as fast as they were to come
     * @param elapsedNs from the first planned time to the last answer
     * @param trades trades on record
     * @param steps what each step took, without the first orders
     * @param forceNs forcing the files, each time
     * @param batchCommands commands of one batch
     */
    record Result(
            boolean sustained,
            long elapsedNs,
            long trades,
            Map<OrderSteps.Step, Latencies> steps,
            Latencies forceNs,
            Latencies batchCommands) {}

    /** @param warm orders that come first and are left out of what is measured */
    PacedRound(FloorFlow flow, AuthenticationKind authentication, long perSecond, int warm) {
        this.flow = flow;
        this.authentication = authentication;
        this.perSecond = perSecond;
        this.warm = warm;
    }

    /** Runs it on a new ledger in an empty directory. */
    Result run(Path directory, Durability durability) throws InterruptedException {
        BouncyCastleCryptoProvider crypto = BouncyCastleCryptoProvider.create();
        Signer operator = crypto.signer(crypto.generateKeyPair());
        StepClock clock = new StepClock();
        GroupTimes groups = new GroupTimes(
                flow.orders() + flow.orders() / TradingFloor.STATEMENT_EVERY * 2 + ROOM_FOR_OTHER_GROUPS);
        Ledger ledger = ChronicleLedger.open(LedgerSettings.defaults().withDurability(durability), directory, operator);
        WatchedLedger watched = new WatchedLedger(ledger, clock, groups);
        BatchMeasures batches = new BatchMeasures();
        OrderSteps orders = new OrderSteps(flow.orders());
        PlannedTimes planned;
        try (TradingFloor floor = new TradingFloor(
                watched,
                operator,
                FloorFlow.BUYERS,
                authentication,
                TradingFloor.DIGEST_COMMANDS,
                settings -> settings.withClock(clock).withMetrics(batches))) {
            FloorFlow.Made made = flow.make(floor);
            // What making them left behind is the load generator's, not the exchange's.
            System.gc();
            planned = new PlannedTimes(System.nanoTime(), perSecond);
            send(floor.exchange(), made, planned, orders, batches);
        }
        long elapsedNs = orders.lastAnswerNs() - planned.startNs();
        Latencies forceNs = new Latencies();
        Latencies batchCommands = new Latencies();
        batches.addTo(forceNs, Measure.FORCE_NS);
        batches.addTo(batchCommands, Measure.BATCH_COMMANDS);
        return new Result(
                planned.isSustained(flow.orders(), elapsedNs),
                elapsedNs,
                watched.trades(),
                orders.latencies(planned, groups, warm),
                forceNs,
                batchCommands);
    }

    private void send(
            Exchange exchange, FloorFlow.Made made, PlannedTimes planned, OrderSteps orders, BatchMeasures batches)
            throws InterruptedException {
        Answers answers = new Answers(orders, made.sendings().size());
        int order = 0;
        for (int i = 0; i < made.sendings().size(); i++) {
            boolean isOrder = !made.statements().get(i);
            if (isOrder) {
                planned.await(order);
                if (order == warm) {
                    batches.begin();
                }
            }
            // A statement is part of the load and is measured with nobody: its answer is awaited like the others.
            answers.handOver(exchange, made.sendings().get(i), isOrder ? order++ : NO_ORDER);
        }
        answers.await();
    }

    /** Hands orders over and notes when each was handed over and answered. */
    private static final class Answers implements OutcomeListener {

        private final OrderSteps orders;
        private final CountDownLatch unanswered;
        private final AtomicReference<String> refused = new AtomicReference<>();
        /* Said on the sender's own thread. */
        private boolean busy;

        private Answers(OrderSteps orders, int count) {
            this.orders = orders;
            this.unanswered = new CountDownLatch(count);
        }

        /** Again and again while the ring is full; the last attempt is the order's admission. */
        private void handOver(Exchange exchange, FloorSession.Sending sending, int order) {
            long fromNs = System.nanoTime();
            busy = false;
            sending.to(exchange, order, this);
            while (busy) {
                LockSupport.parkNanos(FULL_RING_NAP_NS);
                fromNs = System.nanoTime();
                busy = false;
                sending.to(exchange, order, this);
            }
            if (order != NO_ORDER) {
                orders.handed(order, fromNs, System.nanoTime());
            }
        }

        @Override
        public void completed(long tag, long sequence, RefusalCode code, String message, boolean repeated) {
            if (code == RefusalCode.BUSY) {
                busy = true;
                return;
            }
            if (tag != NO_ORDER) {
                orders.answered((int) tag, System.nanoTime(), sequence);
            }
            if (code != RefusalCode.OK) {
                refused.compareAndSet(null, message);
            }
            unanswered.countDown();
        }

        private void await() throws InterruptedException {
            boolean answered = unanswered.await(MOST_MINUTES, TimeUnit.MINUTES);
            String refusal = refused.get();
            if (!answered || refusal != null) {
                throw new IllegalStateException(
                        refusal == null ? unanswered.getCount() + " orders were not answered" : refusal);
            }
        }
    }
}
