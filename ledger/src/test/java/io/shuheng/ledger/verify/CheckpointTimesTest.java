package io.shuheng.ledger.verify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Times of checkpoints in memory that does not grow with the ledger. */
final class CheckpointTimesTest {

    @Test
    void countsExactlyAsLongAsItKeepsEach() {
        CheckpointTimes times = new CheckpointTimes();
        for (int i = 0; i < CheckpointTimes.MAX_SPANS; i++) {
            times.add(i / 2);
        }
        long last = CheckpointTimes.MAX_SPANS / 2 - 1;
        assertThat(times.since(Long.MIN_VALUE)).isEqualTo(CheckpointTimes.MAX_SPANS);
        assertThat(times.since(1)).isEqualTo(CheckpointTimes.MAX_SPANS - 2);
        assertThat(times.since(last)).isEqualTo(2);
        assertThat(times.since(last + 1)).isZero();
        assertThat(new CheckpointTimes().since(0)).isZero();
    }

    @Test
    void countsNoneTooFewAndOneSpanTooManyAtMostBeyondThat() {
        CheckpointTimes times = new CheckpointTimes();
        int count = 5 * CheckpointTimes.MAX_SPANS + 3;
        for (int i = 0; i < count; i++) {
            times.add(i);
        }
        for (int from = 0; from <= count; from += 977) {
            assertThat(times.since(from)).isBetween((long) count - from, (long) count - from + 8);
        }
    }
}
