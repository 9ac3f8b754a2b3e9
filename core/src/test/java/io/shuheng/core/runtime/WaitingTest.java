package io.shuheng.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.lmax.disruptor.AlertException;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.SequenceBarrier;
import com.lmax.disruptor.TimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two stages behind each other on a small ring, as the exchange has them. */
class WaitingTest {

    private static final int PLACES = 8;

    /** A thread for each stage: a pool might have one for all. */
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    @ParameterizedTest
    @EnumSource(Waiting.class)
    void bringsEveryPlaceThroughBothStagesInOrder(Waiting waiting) {
        RingBuffer<long[]> ring = ring(waiting, TimeUnit.SECONDS.toNanos(30));
        SequenceBarrier first = ring.newBarrier();
        Sequence done = new Sequence();
        SequenceBarrier second = ring.newBarrier(done);
        Sequence last = new Sequence();
        ring.addGatingSequences(last);
        int count = 20_000;
        CompletableFuture<Void> engine =
                CompletableFuture.runAsync(() -> pass(ring, first, done, count, null), threads);
        List<Long> seen = new ArrayList<>();
        CompletableFuture<Void> ledger =
                CompletableFuture.runAsync(() -> pass(ring, second, last, count, seen), threads);
        for (long i = 0; i < count; i++) {
            long value = i;
            ring.publishEvent((place, sequence) -> place[0] = value);
        }
        engine.join();
        ledger.join();
        assertThat(seen).hasSize(count).isSorted().last().isEqualTo(count - 1L);
    }

    @ParameterizedTest
    @EnumSource(Waiting.class)
    void letsAStageLookAtTheClockWhenNothingComes(Waiting waiting) {
        RingBuffer<long[]> ring = ring(waiting, 1);
        assertThatThrownBy(() -> ring.newBarrier().waitFor(0)).isInstanceOf(TimeoutException.class);
        ring.publishEvent((place, sequence) -> place[0] = 1);
        SequenceBarrier behindAStageThatStands = ring.newBarrier(new Sequence());
        assertThatThrownBy(() -> behindAStageThatStands.waitFor(0)).isInstanceOf(TimeoutException.class);
    }

    @ParameterizedTest
    @EnumSource(Waiting.class)
    void endsWhenItIsToldTo(Waiting waiting) {
        RingBuffer<long[]> ring = ring(waiting, TimeUnit.SECONDS.toNanos(30));
        SequenceBarrier barrier = ring.newBarrier();
        CompletableFuture<Long> stage = CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return barrier.waitFor(0);
                    } catch (AlertException | InterruptedException | TimeoutException e) {
                        throw new CompletionException(e);
                    }
                },
                threads);
        barrier.alert();
        assertThatThrownBy(stage::join).hasCauseInstanceOf(AlertException.class);
    }

    private static RingBuffer<long[]> ring(Waiting waiting, long timeoutNs) {
        return RingBuffer.createMultiProducer(() -> new long[1], PLACES, waiting.strategy(timeoutNs));
    }

    private static void pass(
            RingBuffer<long[]> ring, SequenceBarrier barrier, Sequence done, int count, List<Long> seen) {
        try {
            long next = 0;
            while (next < count) {
                long available = barrier.waitFor(next);
                for (; next <= available; next++) {
                    if (seen != null) {
                        seen.add(ring.get(next)[0]);
                    }
                }
                done.set(available);
            }
        } catch (AlertException | InterruptedException | TimeoutException e) {
            throw new CompletionException(e);
        }
    }
}
