package io.shuheng.benchmarks.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FloorFlowTest {

    private static final int ORDERS = 20_000;

    @TempDir
    Path folder;

    private LongBuffer written() throws IOException {
        Path file = folder.resolve("flow");
        new FloorFlow(ORDERS).write(file);
        return ByteBuffer.wrap(Files.readAllBytes(file)).asLongBuffer();
    }

    @Test
    void ofAHundredOrdersTenRestTenTakeAndTheOthersFindNothing() throws IOException {
        LongBuffer words = written();
        int[] kinds = new int[10];
        for (int order = 0; order < ORDERS; order++) {
            kinds[(int) words.get(3 * order)]++;
        }

        for (int count : kinds) {
            assertThat(count).isCloseTo(ORDERS / 10, within(ORDERS / 100));
        }
    }

    @Test
    void takersAreTheProvidersAndTheOthersAreBuyersOfTheFloor() throws IOException {
        LongBuffer words = written();
        for (int order = 0; order < ORDERS; order++) {
            boolean takes = words.get(3 * order) == 1;
            assertThat(words.get(3 * order + 1)).isBetween(takes ? 0L : 1L, takes ? 0L : FloorFlow.BUYERS);
            assertThat(words.get(3 * order + 2)).isBetween(takes ? 1L : 1_000L, takes ? 1L : 1_499L);
        }
    }

    @Test
    void theSameFlowComesAgain() throws IOException {
        assertThat(written()).isEqualTo(written());
    }
}
