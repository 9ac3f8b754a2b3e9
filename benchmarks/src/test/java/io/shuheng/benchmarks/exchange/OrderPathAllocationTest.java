package io.shuheng.benchmarks.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.core.runtime.SequencerClock;
import io.shuheng.core.runtime.Waiting;
import io.shuheng.core.trading.CancelOrder;
import io.shuheng.core.trading.OrderType;
import io.shuheng.core.trading.PlaceOrder;
import io.shuheng.core.trading.SelfTradePrevention;
import io.shuheng.core.trading.Side;
import io.shuheng.core.trading.TimeInForce;
import io.shuheng.crypto.BouncyCastleCryptoProvider;
import io.shuheng.crypto.Signer;
import io.shuheng.ledger.chronicle.ChronicleLedger;
import io.shuheng.ledger.chronicle.Durability;
import io.shuheng.ledger.chronicle.LedgerSettings;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * From the caller's bytes to the answer, through façade, ring, engine, files and tree, an order that trades nothing costs
 * none of the threads on its way an allocation.
 */
class OrderPathAllocationTest {

    private static final Set<String> STAGES = Set.of("shuheng-engine", "shuheng-ledger", "shuheng-force");
    private static final int BUYERS = 2;

    /** Commands of a session before: as many as it has first answers to remember, and some. */
    private static final int COMMANDS_BEFORE = 4_500;

    private static final int COMMANDS = 60;
    private static final int WINDOWS = 12;

    /** A minute ahead, and on with every command: the clock of the machine is read anew now and then, which is an object. */
    private static final class Steady implements SequencerClock {

        private final AtomicLong lastNs = new AtomicLong(SequencerClock.system().nowNs() + 60_000_000_000L);

        @Override
        public long stampNs() {
            return lastNs.incrementAndGet();
        }

        @Override
        public long nowNs() {
            return lastNs.get();
        }
    }

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(
            value = AuthenticationKind.class,
            names = {"ASSERTED", "ATTESTED"})
    void anOrderWithoutATradeAllocatesNothing(AuthenticationKind kind) {
        BouncyCastleCryptoProvider crypto = BouncyCastleCryptoProvider.create();
        Signer operator = crypto.signer(crypto.generateKeyPair());
        ChronicleLedger ledger =
                ChronicleLedger.open(LedgerSettings.defaults().withDurability(Durability.FORCED), folder, operator);
        try (TradingFloor floor = new TradingFloor(
                ledger,
                operator,
                BUYERS,
                kind,
                TradingFloor.DIGEST_COMMANDS,
                settings -> settings.withClock(new Steady())
                        .withWaiting(Waiting.SPINNING)
                        .withCheckpoints(Integer.MAX_VALUE, Long.MAX_VALUE))) {
            FloorAnswers answers = new FloorAnswers();
            answers.send(floor.exchange(), commands(floor, COMMANDS_BEFORE));
            long[] stages = stages();
            List<Long> allocated = new ArrayList<>();
            for (int window = 0; window < WINDOWS; window++) {
                List<FloorSession.Sending> commands = commands(floor, COMMANDS);
                // What is measured with is warm, what it costs itself is taken off, and making the commands is not
                // counted.
                allocatedBytes(stages);
                long before = allocatedBytes(stages);
                long measuring = allocatedBytes(stages) - before;
                answers.send(floor.exchange(), commands);
                allocated.add(allocatedBytes(stages) - before - 2 * measuring);
            }
            assertThat(allocated).contains(0L);
        }
    }

    /** So many commands of each buyer: an order that rests and is taken back, and one that finds nothing. */
    private static List<FloorSession.Sending> commands(TradingFloor floor, int perBuyer) {
        List<FloorSession.Sending> commands = new ArrayList<>();
        long next = floor.exchange().size();
        for (FloorSession buyer : floor.sessions().subList(1, 1 + BUYERS)) {
            for (int i = 0; i < perBuyer; i++) {
                commands.add(
                        switch (i % 3) {
                            case 0 -> buyer.next(order(buyer, TimeInForce.GTC));
                            case 1 -> buyer.next(new CancelOrder(buyer.nextCounter(), 0L, 0L, 1L, next - 1));
                            default -> buyer.next(order(buyer, TimeInForce.IOC));
                        });
                next++;
                if (buyer.owesStatement()) {
                    commands.add(buyer.statement(floor.nextClientId(), floor.notAfterNs()));
                    next++;
                }
            }
        }
        return commands;
    }

    private static PlaceOrder order(FloorSession buyer, TimeInForce timeInForce) {
        return PlaceOrder.newBuilder()
                .setClientId(buyer.nextCounter())
                .setNotAfterNs(0)
                .setMandate(0)
                .setInstrument(1)
                .setSide(Side.BUY)
                .setOrderType(OrderType.LIMIT)
                .setTimeInForce(timeInForce)
                .setPriceMicros(10_000_000)
                .setPriceVersion(0)
                .setQuantityLots(1)
                .setScenario(0)
                .setSelfTrade(SelfTradePrevention.BOARD_RULE)
                .build();
    }

    /** The threads of this exchange, and the one that calls. */
    private static long[] stages() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread == Thread.currentThread() || STAGES.contains(thread.getName()))
                .mapToLong(Thread::getId)
                .toArray();
    }

    private long allocatedBytes(long[] stages) {
        long sum = 0;
        for (long bytes : threads.getThreadAllocatedBytes(stages)) {
            sum += bytes;
        }
        return sum;
    }
}
