package io.shuheng.benchmarks.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BaselineTest {

    private static final Machine HERE = new Machine(17, "amd64, 2 processors, \"16\" lanes");
    private static final Machine THERE = new Machine(25, "amd64, 2 processors, \"16\" lanes");

    @Test
    void whatIsWrittenIsReadAgain() {
        Baseline baseline = new Baseline(List.of())
                .with("book", HERE, new Sample(2.345, 0.031))
                .with("book", THERE, new Sample(3, 0));

        assertThat(Baseline.parse(baseline.json())).isEqualTo(baseline);
        assertThat(Baseline.parse(new Baseline(List.of()).json()).entries()).isEmpty();
    }

    @Test
    void aRatioHoldsForItsJdkAndMachineAlone() {
        Baseline baseline = new Baseline(List.of()).with("book", HERE, new Sample(2, 0));

        assertThat(baseline.find("book", HERE)).isEqualTo(new Sample(2, 0));
        assertThat(baseline.find("book", THERE)).isNull();
        assertThat(baseline.find("sm2-sign", HERE)).isNull();
    }

    @Test
    void writingReplacesItsOwnEntryAndLeavesTheOthers() {
        Baseline baseline = new Baseline(List.of())
                .with("book", HERE, new Sample(2, 0))
                .with("book", THERE, new Sample(3, 0))
                .with("book", HERE, new Sample(4, 0));

        assertThat(baseline.entries()).hasSize(2);
        assertThat(baseline.find("book", HERE)).isEqualTo(new Sample(4, 0));
        assertThat(baseline.find("book", THERE)).isEqualTo(new Sample(3, 0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]|not an object with an array rows",
                "{}|not an object with an array rows",
                "{\"rows\": [], \"more\": 1}|not an object with an array rows",
                "{\"rows\": []} {}|no JSON",
                "{\"rows\": [], \"rows\": []}|no JSON",
                "{\"rows\": [{\"row\":\"a\",\"ratio\":1,\"spread\":0,\"jdk\":17,\"machine\":\"m\",\"x\":1}]}|rows[0].x: no such field",
                "{\"rows\": [{\"row\":\"a\",\"ratio\":0,\"spread\":0,\"jdk\":17,\"machine\":\"m\"}]}|rows[0].ratio 0.0: not above 0",
                "{\"rows\": [{\"row\":\"a\",\"ratio\":\"1\",\"spread\":0,\"jdk\":17,\"machine\":\"m\"}]}|rows[0].ratio \"1\": not a number",
                "{\"rows\": [{\"row\":\"a\",\"ratio\":1,\"spread\":-1,\"jdk\":17,\"machine\":\"m\"}]}|rows[0].spread -1.0: not 0 or more",
                "{\"rows\": [{\"row\":\"a\",\"ratio\":1,\"spread\":0,\"jdk\":17.5,\"machine\":\"m\"}]}|rows[0].jdk 17.5: not a whole number",
                "{\"rows\": [{\"row\":\"\",\"ratio\":1,\"spread\":0,\"jdk\":17,\"machine\":\"m\"}]}|rows[0].row \"\": not a text",
                "{\"rows\": [{\"row\":\"a\",\"ratio\":1,\"spread\":0,\"jdk\":17}]}|rows[0].machine",
            })
    void whatIsNoBaselineIsRefusedWithItsPlace(String json, String message) {
        assertThatThrownBy(() -> Baseline.parse(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void twoRatiosOfTheSameAreRefused() {
        Baseline.Entry entry = new Baseline.Entry("book", new Sample(2, 0), HERE);

        assertThatThrownBy(() -> new Baseline(List.of(entry, entry))).hasMessageContaining("two of book");
    }

    @Test
    void theCommittedBaselineIsOneAndNamesNoRowThatIsGone() throws IOException {
        Set<String> rows = GuardedRow.ALL.stream().map(GuardedRow::name).collect(Collectors.toSet());

        Baseline committed = Baseline.parse(Files.readString(Path.of("baseline.json")));

        assertThat(committed.entries()).allSatisfy(entry -> assertThat(rows).contains(entry.row()));
    }

    @Test
    void aMachineIsReadAsItIsWritten() {
        assertThat(Machine.parse(HERE.toString())).isEqualTo(HERE);
    }
}
