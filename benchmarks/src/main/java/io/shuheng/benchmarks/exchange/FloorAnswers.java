package io.shuheng.benchmarks.exchange;

import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.runtime.Exchange;
import io.shuheng.core.runtime.OutcomeListener;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Hands commands over on one thread, again and again while the ring is full, and counts their answers. Allocates nothing. */
final class FloorAnswers implements OutcomeListener {

    private static final long NAP_NS = 10_000;

    private final AtomicInteger answered = new AtomicInteger();
    private volatile @Nullable String refused;
    /* Said on the sender's own thread. */
    private boolean busy;

    /** Sends all of them and waits for every answer. */
    void send(Exchange exchange, List<FloorSession.Sending> sendings) {
        answered.set(0);
        for (int i = 0; i < sendings.size(); i++) {
            FloorSession.Sending sending = sendings.get(i);
            do {
                busy = false;
                sending.to(exchange, i, this);
                if (busy) {
                    LockSupport.parkNanos(NAP_NS);
                }
            } while (busy);
        }
        while (answered.get() < sendings.size()) {
            LockSupport.parkNanos(NAP_NS);
        }
        if (refused != null) {
            throw new IllegalStateException(refused);
        }
    }

    @Override
    public void completed(long tag, long sequence, RefusalCode code, String message, boolean repeated) {
        if (code == RefusalCode.BUSY) {
            busy = true;
            return;
        }
        if (code != RefusalCode.OK) {
            refused = message;
        }
        answered.incrementAndGet();
    }
}
