package io.shuheng.ledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.shuheng.ledger.sample.Sample;
import io.shuheng.ledger.sample.Sampler;
import io.shuheng.ledger.verify.AgedLedger;
import io.shuheng.ledger.verify.AgedMarket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Samples of a ledger whose first trades were taken out. */
final class PrunedSampleTest {

    @TempDir
    static Path folder;

    private static Path whole;
    private static Path pruned;
    private static Path archive;
    private static Path operator;

    @BeforeAll
    static void liveForThirtyYears() throws IOException {
        AgedMarket market = AgedMarket.live();
        whole = market.whole(folder.resolve("whole"));
        pruned = market.pruned(folder.resolve("pruned"));
        archive = market.archive(folder.resolve("archive"));
        operator = Files.writeString(folder.resolve("operator.pem"), AgedLedger.operatorPem());
    }

    @Test
    void areThoseOfTheWholeLedgerForTheSameSeed() {
        for (String seed : List.of("a", "b", "c")) {
            requireSame(new Sampler(whole).uniform(3, seed), new Sampler(pruned).uniform(3, seed));
            requireSame(new Sampler(whole).byAmount(3, seed), new Sampler(pruned).byAmount(3, seed));
            assertThat(new Sampler(pruned, List.of(archive)).uniform(3, seed))
                    .isEqualTo(new Sampler(whole).uniform(3, seed));
        }
    }

    private static void requireSame(Sample expected, Sample found) {
        assertThat(found)
                .usingRecursiveComparison()
                .ignoringFields("prunedTrades", "drawn.sequence")
                .isEqualTo(expected);
        assertThat(found.prunedTrades()).isEqualTo(2);
        assertThat(found.drawn()).allMatch(drawn -> drawn.isPruned() == (drawn.trade() <= 2));
    }

    private static JsonNode sampled(Path out) throws IOException {
        return new ObjectMapper().readTree(out.resolve("sample.json").toFile());
    }

    @Test
    void sayInWordsAndJsonOfWhatRecordsWereTakenOut() throws IOException {
        Path out = folder.resolve("out");
        Said said = Said.by("sample", pruned, "--n", 4, "--seed", "agreed", "--trust", operator, "--out", out);
        assertThat(said.code()).as(said.all()).isEqualTo(2);
        assertThat(said.out())
                .contains("trades whose records were taken out of this ledger (known from the state at the cut): 2")
                .contains("contract 1, 6.00 yuan: PRUNED, records that it rests on were taken out")
                .contains("contract 3, 2.00 yuan: PRUNED, records that it rests on were taken out")
                .contains("With --archive");
        for (JsonNode drawn : sampled(out).get("drawn")) {
            long trade = drawn.get("trade").asLong();
            assertThat(drawn.get("pruned").asBoolean()).isEqualTo(trade <= 2);
            assertThat(drawn.get("proofVerdict").asText()).isEqualTo(trade <= 3 ? "PRUNED" : "VALID");
            assertThat(Files.exists(out.resolve("trail-" + trade + ".json"))).isEqualTo(trade > 2);
        }
        assertThat(CsvReading.of(out.resolve("sample.csv"))).hasSize(5);
        assertThat(Said.by(
                                "sample",
                                pruned,
                                "--n",
                                1,
                                "--seed",
                                "b",
                                "--trust",
                                operator,
                                "--out",
                                folder.resolve("zh"),
                                "--lang",
                                "zh")
                        .out())
                .contains("其中记录已从本账本清理的成交笔数");
    }

    @Test
    void areShownWholeWithTheArchive() throws IOException {
        Path out = folder.resolve("with");
        Path before = folder.resolve("before");
        Said said = Said.by(
                "sample",
                pruned,
                "--n",
                4,
                "--seed",
                "agreed",
                "--trust",
                operator,
                "--out",
                out,
                "--archive",
                archive);
        assertThat(said.code()).as(said.all()).isZero();
        assertThat(Said.by("sample", whole, "--n", 4, "--seed", "agreed", "--trust", operator, "--out", before)
                        .code())
                .isZero();
        assertThat(sampled(out)).isEqualTo(sampled(before));
        for (int trade = 1; trade <= 4; trade++) {
            assertThat(out.resolve("trail-" + trade + ".json"))
                    .hasSameBinaryContentAs(before.resolve("trail-" + trade + ".json"));
            assertThat(out.resolve("contract-" + trade + ".proof"))
                    .hasSameBinaryContentAs(before.resolve("contract-" + trade + ".proof"));
        }
    }

    @Test
    void aTrailSaysThatWhatIsMissingMayHaveBeenTakenOutAndShowsItWithTheArchive() {
        Said alone = Said.by("trail", pruned, "trade:3");
        assertThat(alone.out())
                .contains("Records were taken out of this ledger: what is missing here")
                .doesNotContain("other income");
        Said with = Said.by("trail", pruned, "trade:1", "--archive", archive);
        assertThat(with.code()).as(with.all()).isZero();
        assertThat(with.out()).isEqualTo(Said.by("trail", whole, "trade:1").out());
        assertThat(Said.by("inspect", pruned, "--type", "Trade", "--archive", archive)
                        .out())
                .isEqualTo(Said.by("inspect", whole, "--type", "Trade").out());
    }

    @Test
    void aProofOfAContractThatRestsOnWhatWasTakenOutIsMadeWithTheArchive() {
        Object[] words = {
            "prove", pruned, "--contract", 1, "--trust", operator, "--out", folder.resolve("contract-1.proof")
        };
        Said alone = Said.by(words);
        assertThat(alone.code()).isEqualTo(64);
        assertThat(alone.err()).contains("PRUNED");
        Said with = Said.by(
                "prove",
                pruned,
                "--contract",
                1,
                "--trust",
                operator,
                "--out",
                folder.resolve("contract-1.proof"),
                "--archive",
                archive);
        assertThat(with.code()).as(with.all()).isZero();
    }
}
