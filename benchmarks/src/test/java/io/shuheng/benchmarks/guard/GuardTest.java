package io.shuheng.benchmarks.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardTest {

    private static final Machine HERE = new Machine(17, "amd64, 2 processors");

    @TempDir
    Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    /** Runs the guard with measurements that always give the same. */
    private int run(double ratio, double slowedRatio, double spread, String... arguments) throws IOException {
        RowMeasure measure =
                (row, slowed) -> new RowMeasure.Measured(new Sample(slowed ? slowedRatio : ratio, spread), HERE);
        List<String> all = new java.util.ArrayList<>(List.of(arguments));
        all.addAll(List.of("--baseline", folder.resolve("baseline.json").toString()));
        return new Guard(GuardOptions.parse(all), measure, new PrintStream(printed, true, StandardCharsets.UTF_8))
                .run();
    }

    private List<String> lines() {
        return printed.toString(StandardCharsets.UTF_8).lines().collect(Collectors.toList());
    }

    private void writeBaseline() throws IOException {
        assertThat(run(2, 2, 0.01, "--write-baseline")).isEqualTo(Guard.PASSED);
        printed.reset();
    }

    @Test
    void passesWhereEveryRowHoldsWithALineForEach() throws IOException {
        writeBaseline();

        assertThat(run(1.9, 1.9, 0.01)).isEqualTo(Guard.PASSED);
        assertThat(lines()).hasSize(GuardedRow.ALL.size()).allMatch(line -> line.endsWith("HELD"));
    }

    @Test
    void failsWhereOneRowFell() throws IOException {
        writeBaseline();

        assertThat(run(1.5, 1.5, 0.01, "book")).isEqualTo(Guard.FAILED);
        assertThat(lines()).singleElement().asString().startsWith("book").endsWith("FELL");
    }

    @Test
    void noiseIsNoPass() throws IOException {
        writeBaseline();

        assertThat(run(2, 2, 0.4, "book")).isEqualTo(Guard.CANNOT_TELL);
    }

    @Test
    void aRowWithoutBaselineIsNoPass() throws IOException {
        Files.writeString(folder.resolve("baseline.json"), new Baseline(List.of()).json());

        assertThat(run(2, 2, 0.01, "book")).isEqualTo(Guard.CANNOT_TELL);
    }

    @Test
    void aNoisyMeasurementBecomesNoBaseline() throws IOException {
        writeBaseline();

        assertThat(run(9, 9, 0.2, "--write-baseline", "book")).isEqualTo(Guard.CANNOT_TELL);
        Baseline kept = Baseline.parse(Files.readString(folder.resolve("baseline.json")));
        assertThat(kept.find("book", HERE)).isEqualTo(new Sample(2, 0.01));
    }

    @Test
    void theSelfTestPassesWhereTheSlowSideIsSeen() throws IOException {
        assertThat(run(2, 2 / 1.5, 0.01, "--self-test", "book")).isEqualTo(Guard.PASSED);
        assertThat(lines()).last().asString().endsWith("SEES");
    }

    @Test
    void theSelfTestFailsWhereTheSlowSideIsNotSeen() throws IOException {
        assertThat(run(2, 1.95, 0.01, "--self-test", "book")).isEqualTo(Guard.FAILED);
        assertThat(lines()).last().asString().endsWith("BLIND");
    }

    @Test
    void theSelfTestTellsNothingAmidNoise() throws IOException {
        assertThat(run(2, 2 / 1.5, 0.4, "--self-test", "book")).isEqualTo(Guard.CANNOT_TELL);
    }

    @Test
    void theSelfTestFailsWhereTheSameIsTakenForSlower() {
        double[] ratios = {2, 1, 1};
        int[] next = {0};
        RowMeasure falling = (row, slowed) -> new RowMeasure.Measured(
                new Sample(slowed ? 0.5 : ratios[Math.min(next[0]++, ratios.length - 1)], 0.01), HERE);

        assertThat(new SelfTest(falling).test(GuardedRow.named("book")).outcome())
                .isEqualTo(SelfTest.Outcome.FALSE_ALARM);
    }

    @Test
    void aSlowedSideDoesHalfAsMuchAgain() {
        int[] done = new int[2];

        long ns = new SlowedSide(units -> done[0] += units, units -> done[1] += units).run(100);

        assertThat(done).containsExactly(100, 50);
        assertThat(ns).isEqualTo(150);
    }

    @Test
    void eachSideIsFirstInTurnAndWarmUpCountsForNothing() {
        StringBuilder order = new StringBuilder();
        Side ours = units -> {
            order.append('o');
            return 100;
        };
        Side theirs = units -> {
            order.append('t');
            return 250;
        };
        GuardedRow row = new GuardedRow("row", "", 10, 1, 2, () -> {
            throw new IllegalStateException("not opened here");
        });

        assertThat(AlternatingSlices.ratios(row, ours, theirs)).containsExactly(2.5, 2.5);
        assertThat(order).hasToString("too" + "tto");
    }

    @Test
    void everyRowCanBeSlowedByTheHalf() {
        assertThat(GuardedRow.ALL).allMatch(row -> row.units() % 2 == 0);
    }

    @Test
    void aWrongCallIsRefusedWithTheReason() {
        assertThatThrownBy(() -> GuardOptions.parse(List.of("nothing")))
                .hasMessageContaining("row nothing: not one of book, ");
        assertThatThrownBy(() -> GuardOptions.parse(List.of("--launches", "1"))).hasMessageContaining("not in 2..20");
        assertThatThrownBy(() -> GuardOptions.parse(List.of("--launches"))).hasMessageContaining("a value is missing");
        assertThatThrownBy(() -> GuardOptions.parse(List.of("--self-test", "--write-baseline")))
                .hasMessageContaining("one task at a time");
    }
}
