package io.shuheng.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** When a checkpoint is due: on size and time, whichever is first, and never where nothing is new. */
final class CheckpointPaceTest {

    private static final long SECOND_NS = 1_000_000_000L;

    private long nowNs = 42;
    private final CheckpointPace pace = new CheckpointPace(100, SECOND_NS, () -> nowNs);

    @Test
    void isDueAfterSoManyRecordsHoweverFastTheyCome() {
        assertThat(pace.isDue(99)).isFalse();
        assertThat(pace.isDue(100)).isTrue();
        pace.made(100);
        assertThat(pace.isDue(199)).isFalse();
        assertThat(pace.isDue(200)).isTrue();
    }

    @Test
    void isDueASecondAfterTheLastWhereThereIsOneNewRecord() {
        pace.made(7);
        nowNs += SECOND_NS - 1;
        assertThat(pace.isDue(8)).isFalse();
        nowNs++;
        assertThat(pace.isDue(8)).isTrue();
    }

    @Test
    void isNeverDueWhereNothingIsNew() {
        pace.made(7);
        nowNs += 1000 * SECOND_NS;
        assertThat(pace.isDue(7)).isFalse();
    }
}
