package io.shuheng.ledger.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.shuheng.core.trading.Trade;
import io.shuheng.ledger.inspect.RecordStream;
import io.shuheng.ledger.sample.Sample;
import io.shuheng.ledger.sample.Sample.Drawn;
import io.shuheng.ledger.sample.Sampler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SampleCommandTest {

    private static final Sampler SAMPLER = new Sampler(GoldenDay.ledger());
    private static final List<Trade> TRADES = new ArrayList<>();

    @TempDir
    Path folder;

    @BeforeAll
    static void readTheTrades() throws IOException {
        try (RecordStream records = RecordStream.open(GoldenDay.ledger())) {
            while (records.advance()) {
                if (records.record().value() instanceof Trade trade) {
                    TRADES.add(trade);
                }
            }
        }
    }

    @Test
    void drawsTheSameTradesAgainAndOthersForAnotherSeed() {
        assertThat(SAMPLER.uniform(20, "agreed")).isEqualTo(SAMPLER.uniform(20, "agreed"));
        assertThat(SAMPLER.uniform(20, "agreed").drawn())
                .isNotEqualTo(SAMPLER.uniform(20, "another").drawn());
        assertThat(SAMPLER.uniform(20, "agreed").drawn())
                .as("the first of a larger sample")
                .startsWith(SAMPLER.uniform(5, "agreed").drawn().toArray(Drawn[]::new));
    }

    @Test
    void drawsNoTradeTwiceAndAllWhereMoreAreWanted() {
        Sample sample = SAMPLER.uniform(1_000, "all");
        assertThat(sample.drawn()).hasSameSizeAs(TRADES);
        assertThat(sample.drawn()).extracting(Drawn::trade).doesNotHaveDuplicates();
        assertThat(sample.trades()).isEqualTo(TRADES.size());
    }

    @Test
    void hitsOneFenInEachIntervalCountedOneByOne() {
        for (int wanted : List.of(1, 7, 300)) {
            Sample sample = SAMPLER.byAmount(wanted, "money");
            long nextHit = sample.startFen();
            long sum = 0;
            List<Drawn> expected = new ArrayList<>();
            int hitsLeft = wanted;
            for (Trade trade : TRADES) {
                sum += trade.getAmountFen();
                int hits = 0;
                while (hitsLeft > 0 && nextHit <= sum) {
                    hits++;
                    hitsLeft--;
                    nextHit += sample.intervalFen();
                }
                if (hits > 0) {
                    expected.add(new Drawn(trade.getTrade(), 0, trade.getAmountFen(), hits));
                }
            }
            assertThat(sample.amountFen()).isEqualTo(sum);
            assertThat(sample.drawn())
                    .usingRecursiveFieldByFieldElementComparatorIgnoringFields("sequence")
                    .isEqualTo(expected);
            assertThat(sample.drawn().stream().mapToLong(Drawn::hits).sum()).isEqualTo(wanted);
        }
    }

    @Test
    void refusesWhatCannotBeDrawn() {
        assertThatThrownBy(() -> SAMPLER.uniform(0, "x")).hasMessageContaining("n 0");
        assertThatThrownBy(() -> SAMPLER.uniform(1_001, "x")).hasMessageContaining("n 1001");
        assertThatThrownBy(() -> SAMPLER.uniform(1, "")).hasMessageContaining("seed");
    }

    @Test
    void writesTrailsAndProofFilesThatCheckWithoutTheLedger() throws IOException {
        Path out = folder.resolve("sample");
        Said said = Said.by(
                "sample",
                GoldenDay.ledger(),
                "--n",
                3,
                "--seed",
                "agreed",
                "--by",
                "amount",
                "--trust",
                GoldenDay.operator(),
                "--out",
                out,
                "--lang",
                "zh");
        assertThat(said.code()).as(said.err()).isZero();
        assertThat(said.out()).contains("货币单元抽样");
        JsonNode sample = new ObjectMapper().readTree(out.resolve("sample.json").toFile());
        assertThat(sample.get("trailsVerified").asBoolean()).isFalse();
        for (JsonNode drawn : sample.get("drawn")) {
            Path proof = out.resolve(drawn.get("proof").asText());
            assertThat(Said.by("check", proof, "--trust", GoldenDay.operator()).code())
                    .isZero();
            assertThat(out.resolve("trail-" + drawn.get("trade").asText() + ".json"))
                    .isNotEmptyFile();
        }
        assertThat(CsvReading.of(out.resolve("sample.csv")))
                .hasSize(sample.get("drawn").size() + 1);
        assertThat(CsvReading.of(out.resolve("trails.csv"))).hasSizeGreaterThan(50);
    }

    @Test
    void endsInSixtyFourOnWrongUsageAndWritesNothingIntoTheLedger() {
        Path inside = GoldenDay.ledger().resolve("sample");
        Object[] words = {
            "sample", GoldenDay.ledger(), "--n", 3, "--seed", "s", "--trust", GoldenDay.operator(), "--out", inside
        };
        assertThat(Said.by(words).code()).isEqualTo(64);
        assertThat(Files.exists(inside)).isFalse();
        words[words.length - 1] = folder.resolve("out");
        words[3] = 0;
        assertThat(Said.by(words).code()).isEqualTo(64);
        assertThat(Said.by("sample", GoldenDay.ledger(), "--n", 1, "--seed", "s", "--out", folder)
                        .code())
                .as("without --trust")
                .isEqualTo(64);
    }
}
