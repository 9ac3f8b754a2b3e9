package io.shuheng.benchmarks.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ChildTimeTest {

    @Test
    void theSecondLineIsTheChildren() {
        assertThat(ChildTime.childrenNs("0m0.001s 0m0.002s\n1m2.500s 0m0.250s\n"))
                .isEqualTo(62_750_000_000L);
    }

    @Test
    void whatIsNotTwoLinesOfTimesIsRefused() {
        assertThatThrownBy(() -> ChildTime.childrenNs("0m0.001s 0m0.002s\n"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("two lines");
    }
}
