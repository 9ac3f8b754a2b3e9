package io.shuheng.ledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.verify.SoldLedger;
import io.shuheng.ledger.verify.WrittenLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two checkpoints that somebody kept, held against a ledger or a proof file. */
final class ConsistencyCommandTest {

    @TempDir
    static Path shared;

    private static SoldLedger sold;

    @TempDir
    Path folder;

    private String said = "";

    @BeforeAll
    static void writeTheLedger() throws IOException {
        sold = SoldLedger.under(shared);
    }

    private int run(Object... words) {
        Said done = Said.by(words);
        said = done.all();
        return done.code();
    }

    private int held(Path one, Path other) {
        return run("consistency", one, other, "--ledger", sold.ledger(), "--trust", sold.operator());
    }

    @Test
    void aLedgerJoinsItsCheckpointsInAnyOrder() {
        assertThat(held(sold.earlier(), sold.anchor())).as(said).isZero();
        assertThat(said).contains("CONSISTENT: ", "Hashes of the path");
        assertThat(held(sold.anchor(), sold.earlier())).isZero();
        assertThat(held(sold.anchor(), sold.anchor())).isZero();
    }

    @Test
    void namesTheHistoryThatIsAnother() throws IOException {
        for (Path kept : List.of(sold.earlier(), sold.anchor())) {
            Checkpoint checkpoint = Checkpoint.parse(Files.readAllBytes(kept));
            Path fork = Files.write(
                    folder.resolve("fork"),
                    SoldLedger.signed(checkpoint, Sm3Hash.ZERO, 1, true).encode());
            assertThat(held(fork, sold.anchor())).isEqualTo(1);
            assertThat(said)
                    .contains("CONSISTENCY: at " + checkpoint.size() + " records", "two histories", "INCONSISTENT");
            Path forged = Files.write(
                    folder.resolve("forged"),
                    SoldLedger.signed(checkpoint, checkpoint.root(), 1, false).encode());
            assertThat(held(sold.earlier(), forged)).isEqualTo(1);
            assertThat(said).contains("CHECKPOINT: that of " + checkpoint.size());
        }
    }

    @Test
    void refusesAnotherOperatorAndAShorterLedger() throws IOException {
        assertThat(run(
                        "consistency",
                        sold.earlier(),
                        sold.anchor(),
                        "--ledger",
                        sold.ledger(),
                        "--trust",
                        sold.membersAuthority()))
                .isEqualTo(1);
        assertThat(said).contains("OPERATOR, record 0");
        WrittenLedger shorter = WrittenLedger.under(folder);
        assertThat(run(
                        "consistency",
                        sold.earlier(),
                        sold.anchor(),
                        "--ledger",
                        shorter.ledger(),
                        "--trust",
                        sold.operator()))
                .isEqualTo(1);
        assertThat(said).contains("are asked for");
    }

    @Test
    void aProofFileJoinsThemOnlyWhereItContinuesTheEarlier() {
        Path file = folder.resolve("file.proof");
        Object[] check = {
            "consistency", sold.earlier(), sold.anchor(), "--proof", file, "--trust", sold.operator(), "--lang", "zh"
        };
        assertThat(run("prove", sold.ledger(), "--record", 1, "--trust", sold.operator(), "--out", file))
                .isZero();
        assertThat(run(check)).isEqualTo(2);
        assertThat(said).contains("UNJOINED");
        assertThat(run(
                        "prove",
                        sold.ledger(),
                        "--record",
                        1,
                        "--continuing",
                        sold.earlier(),
                        "--trust",
                        sold.operator(),
                        "--out",
                        file))
                .isZero();
        assertThat(run(check)).as(said).isZero();
        assertThat(said).contains("一致");
    }

    @Test
    void writesJsonThatParsesAndNeverIntoTheLedger() throws IOException {
        Path json = folder.resolve("report.json");
        Object[] check = {
            "consistency",
            sold.earlier(),
            sold.anchor(),
            "--ledger",
            sold.ledger(),
            "--trust",
            sold.operator(),
            "--json"
        };
        Object[] there = Arrays.copyOf(check, check.length + 1);
        there[check.length] = json;
        assertThat(run(there)).isZero();
        JsonNode report = new ObjectMapper().readTree(json.toFile());
        assertThat(report.get("verdict").asText()).isEqualTo("CONSISTENT");
        assertThat(report.get("later").get("records").asLong())
                .isGreaterThan(report.get("earlier").get("records").asLong());
        assertThat(report.get("path")).isNotEmpty();
        assertThat(report.get("fault").isNull()).isTrue();
        there[check.length] = sold.ledger().resolve("report.json");
        assertThat(run(there)).isEqualTo(64);
        assertThat(sold.ledger().resolve("report.json")).doesNotExist();
    }
}
