package io.shuheng.ledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.shuheng.ledger.verify.AgedLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command that takes records out, and what the others say of what is left. */
final class PruneCommandTest {

    @TempDir
    Path folder;

    private String said = "";

    private int run(Object... arguments) {
        Said done = Said.by(arguments);
        said = done.all();
        return done.code();
    }

    @Test
    void archivesDeletesAndIsToldOfByTheVerdict() throws IOException {
        Path ledger = folder.resolve("ledger");
        Path archive = folder.resolve("archive");
        AgedLedger aged = new AgedLedger(ledger);
        aged.years(31);
        aged.allow(aged.cuts().get(2));
        assertThat(run("prune", ledger, "--archive", archive)).as(said).isEqualTo(64);
        assertThat(said).contains("LEDGER_LOCKED");
        aged.shut();

        Path json = folder.resolve("prune.json");
        assertThat(run("prune", ledger, "--archive", archive, "--json", json))
                .as(said)
                .isZero();
        JsonNode done = new ObjectMapper().readTree(Files.readString(json));
        assertThat(said).contains("DONE", done.get("manifestSm3").asText());
        assertThat(run("prune", ledger, "--archive", folder.resolve("other"))).isEqualTo(2);
        assertThat(said).contains("NOTHING_BEFORE_CUT", "NOT DONE");
        assertThat(run("prune", ledger, "--archive", folder.resolve("other"), "--lang", "zh"))
                .isEqualTo(2);
        assertThat(said).contains("未执行");

        Path operator = Files.writeString(folder.resolve("operator.pem"), AgedLedger.operatorPem());
        long cut = done.get("stateRecords").asLong();
        long gone = done.get("recordsTakenOut").asLong();
        assertThat(run("verify", ledger, "--trust", operator)).as(said).isEqualTo(2);
        assertThat(said)
                .contains("state at " + cut + " taken from its digest; records before " + gone + " not seen")
                .contains("[RECORDS_PRUNED]");
        Path report = folder.resolve("report.json");
        assertThat(run("verify", ledger, "--trust", operator, "--lang", "zh", "--json", report))
                .isEqualTo(2);
        assertThat(said).contains("第 " + cut + " 条记录处的状态取自其摘要；第 " + gone + " 条之前的记录未见");
        JsonNode pruned = new ObjectMapper().readTree(Files.readString(report)).get("pruned");
        assertThat(pruned.get("records").asLong()).isEqualTo(gone);
        assertThat(pruned.get("stateRecords").asLong()).isEqualTo(cut);

        assertThat(run("verify", ledger, "--trust", operator, "--archive", archive))
                .as(said)
                .isEqualTo(2);
        assertThat(said).doesNotContain("RECORDS_PRUNED");
        Path copy = folder.resolve("copy");
        assertThat(run("backup", ledger, copy, "--json", folder.resolve("backup.json")))
                .as(said)
                .isZero();
        assertThat(said).contains("Records taken out of this ledger").contains(": " + gone);
        assertThat(new ObjectMapper()
                        .readTree(Files.readString(folder.resolve("backup.json")))
                        .get("recordsTakenOut")
                        .asLong())
                .isEqualTo(gone);
        assertThat(run("verify", copy, "--trust", operator)).as(said).isEqualTo(2);
        assertThat(said).contains("[RECORDS_PRUNED]");
        assertThat(run("export", ledger, "--out", folder.resolve("export"), "--lang", "zh"))
                .as(said)
                .isZero();
        assertThat(said).contains("本账本已清理的记录数", " PRUNED (");
        assertThat(run("export", ledger, "--out", folder.resolve("early"), "--records", cut + 1))
                .as(said)
                .isEqualTo(64);
        assertThat(said).contains("PRUNED", "take a later one");
        assertThat(run("inspect", ledger, "--type", "AuthorizePruning"))
                .as(said)
                .isEqualTo(0);
        assertThat(said).contains("RETENTION_ENDED").contains("Records taken out of this ledger");
        assertThat(run("trail", ledger, "participant:2", "--json", folder.resolve("trail.json")))
                .as(said)
                .isZero();
        assertThat(said).contains("Records taken out of this ledger").contains(": " + gone);
        assertThat(run("report", ledger, "--trust", operator, "--out", folder.resolve("report.html")))
                .as(said)
                .isEqualTo(2);
    }
}
