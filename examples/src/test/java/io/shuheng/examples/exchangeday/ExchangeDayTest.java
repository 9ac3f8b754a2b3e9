package io.shuheng.examples.exchangeday;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExchangeDayTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @TempDir
    private Path directory;

    private int run(String... arguments) {
        return ExchangeDay.run(new PrintStream(printed, true, StandardCharsets.UTF_8), arguments);
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Test
    void explainsItselfInBothLanguages() {
        assertThat(run("--help")).isZero();
        assertThat(printed()).contains("--out", "--seed", "--orders", "--lang", "数据交易所的一天", "A day of a data exchange");
    }

    @Test
    void answersWrongUsageWithSixtyFour() {
        assertThat(run("--lang", "fr")).isEqualTo(64);
        assertThat(printed()).contains("--lang").doesNotContain("\tat ");
    }

    @Test
    void answersANumberOfOrdersOutOfRangeWithSixtyFour() {
        assertThat(run("--orders", "0")).isEqualTo(64);
        assertThat(run("--orders", "10000001")).isEqualTo(64);
        assertThat(printed()).contains("--orders 0: not in 1..10000000");
    }

    @Test
    void refusesADirectoryThatHoldsSomethingElse() throws IOException {
        Files.writeString(directory.resolve("letter.txt"), "dear");
        assertThat(run("--out", directory.toString())).isEqualTo(64);
        assertThat(printed()).contains("letter.txt").doesNotContain("\tat ");
    }

    @Test
    void saysWhyADirectoryCannotBeWritten() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");
        assertThat(run("--out", file.resolve("below").toString())).isEqualTo(1);
        assertThat(printed()).contains("below").doesNotContain("\tat ");
    }
}
