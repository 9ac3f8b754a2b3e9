package io.shuheng.ledger.chronicle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ForcingThreadTest {

    private final ForcingThread forcing = new ForcingThread();

    @AfterEach
    void endsItsThread() {
        forcing.close();
    }

    @Test
    void returnsWhenForceAndWorkAreDone() throws IOException {
        CountDownLatch bothBegan = new CountDownLatch(2);
        boolean[] forced = new boolean[1];
        forcing.forceBeside(
                () -> {
                    meet(bothBegan);
                    forced[0] = true;
                },
                () -> meet(bothBegan));
        assertThat(forced[0]).isTrue();
    }

    @Test
    void throwsWhatTheForceThrows() {
        assertThatThrownBy(() -> forcing.forceBeside(
                        () -> {
                            throw new IOException("device");
                        },
                        () -> {}))
                .isInstanceOf(IOException.class)
                .hasMessage("device");
    }

    @Test
    void losesNeitherFailureWhereBothFail() {
        Throwable failure = catchThrowable(() -> forcing.forceBeside(
                () -> {
                    throw new IOException("device");
                },
                () -> {
                    throw new IllegalStateException("hash");
                }));
        assertThat(failure).hasMessage("hash");
        assertThat(failure.getSuppressed()).hasSize(1);
        assertThat(failure.getSuppressed()[0]).hasMessage("device");
    }

    /* The last steps of a thread are short: many are ended, so that one that is not waited for is met. */
    @Test
    void leavesNoThreadWhenItIsClosed() throws IOException {
        for (int i = 0; i < 2_000; i++) {
            forcing.forceBeside(() -> {}, () -> {});
            forcing.close();
            assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .doesNotContain("shuheng-force");
        }
    }

    private static void meet(CountDownLatch others) {
        others.countDown();
        try {
            others.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
