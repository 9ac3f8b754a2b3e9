package io.shuheng.ledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.ledger.LedgerFixture;
import io.shuheng.ledger.chronicle.ChronicleLedger;
import io.shuheng.ledger.chronicle.LedgerSettings;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.verify.WrittenLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Copies of a ledger on the command line: made by {@code backup} and {@code export}, held against each other by {@code
 * compare}, their files checked alone by {@code cycle}.
 */
final class CopyCommandsTest {

    private static final LedgerSettings SETTINGS =
            LedgerSettings.defaults().withBlockBytes(1 << 20).withFreeSpaceFloorBytes(0);

    @TempDir
    static Path shared;

    private static WrittenLedger written;

    @TempDir
    Path folder;

    private String said = "";

    @BeforeAll
    static void writeTheLedger() throws IOException {
        written = WrittenLedger.under(shared);
    }

    private int run(Object... words) {
        Said done = Said.by(words);
        said = done.all();
        return done.code();
    }

    /** A ledger of so many groups behind a genesis that all of a seed share. */
    private Path ledger(String name, long seed, int groups, int behind) {
        Path directory = folder.resolve(name);
        try (ChronicleLedger ledger = ChronicleLedger.open(SETTINGS, directory, LedgerFixture.operator())) {
            LedgerFixture fixture = new LedgerFixture(seed);
            fixture.appendGenesis(ledger).appendGroups(ledger, groups);
            for (int tick = 0; tick < behind; tick++) {
                fixture.appendTick(ledger);
            }
        }
        return directory;
    }

    @Test
    void aBackupPassesVerifyAndHoldsTheSameRecords() {
        Path copy = folder.resolve("copy");
        assertThat(run("backup", written.ledger(), copy)).as(said).isZero();
        assertThat(said).contains("Copied up to the checkpoint");
        assertThat(run(
                        "verify",
                        copy,
                        "--trust",
                        written.operator(),
                        "--members-trust",
                        written.membersAuthority(),
                        "--anchor",
                        written.anchor()))
                .as(said)
                .isZero();
        assertThat(run("compare", written.ledger(), copy)).as(said).isZero();
        assertThat(said).contains("SAME: ");
        assertThat(run("backup", written.ledger(), copy)).isEqualTo(64);
        assertThat(run("backup", folder.resolve("nowhere"), folder.resolve("other")))
                .isEqualTo(64);
    }

    /** The report on a ledger, with certificates that lie beside none. */
    private String verified(Path ledger) throws IOException {
        Path elsewhere = Files.createTempDirectory(folder, "elsewhere");
        Path json = elsewhere.resolve("verified.json");
        assertThat(run(
                        "verify",
                        ledger,
                        "--trust",
                        Files.copy(written.operator(), elsewhere.resolve("operator.pem")),
                        "--members-trust",
                        Files.copy(written.membersAuthority(), elsewhere.resolve("members.pem")),
                        "--anchor",
                        written.anchor(),
                        "--json",
                        json))
                .as(said)
                .isZero();
        return Files.readString(json);
    }

    @Test
    void verifySaysTheSameOfAnExportAsOfTheLedgerAndCycleOfEachFileAlone() throws IOException {
        Path out = folder.resolve("out");
        Path json = folder.resolve("export.json");
        assertThat(run("export", written.ledger(), "--out", out, "--json", json))
                .as(said)
                .isZero();
        assertThat(said).contains("SM3 of the manifest: ", "segment-00000001/", "is a ledger of its own");
        String manifest =
                Sm3Hash.ofContent(Files.readAllBytes(out.resolve("MANIFEST"))).hex();
        assertThat(verified(out).replace("\"manifest\": \"" + manifest + "\"", "\"manifest\": null"))
                .isEqualTo(verified(written.ledger()));
        JsonNode files = new ObjectMapper().readTree(Files.readString(json)).get("files");
        List<Path> cycles = new ArrayList<>();
        files.forEach(file -> {
            if (file.get("name").asText().endsWith(".cq4")) {
                cycles.add(out.resolve(file.get("name").asText()));
            }
        });
        assertThat(cycles).hasSize(3);
        for (Path cycle : cycles) {
            assertThat(run("cycle", cycle, "--trust", written.operator()))
                    .as(said)
                    .isEqualTo(2);
            assertThat(said).contains("INCOMPLETE", "[UNANCHORED]", "[SIGNATURES_NOT_CHECKED]", "[NOT_REPLAYED]");
        }
        Path lone = Files.copy(cycles.get(2), folder.resolve(cycles.get(2).getFileName()));
        Path report = folder.resolve("cycle.json");
        assertThat(run(
                        "cycle",
                        lone,
                        "--trust",
                        written.operator(),
                        "--anchor",
                        written.anchor(),
                        "--lang",
                        "zh",
                        "--json",
                        report))
                .as(said)
                .isZero();
        assertThat(said).contains("核验通过", "外部检查点覆盖该处");
        JsonNode found = new ObjectMapper().readTree(Files.readString(report));
        assertThat(found.get("verdict").asText()).isEqualTo("VERIFIED");
        assertThat(found.get("start").asText()).isEqualTo("COVERED");
        assertThat(found.get("cycles").get(0).get("closed").asBoolean()).isTrue();
        assertThat(run("cycle", lone, "--json", lone)).isEqualTo(64);
        assertThat(run("cycle", cycles.get(0), "--json", out.resolve("cycle.json")))
                .isEqualTo(64);
    }

    @Test
    void exportTakesACheckpointOrDaysAndNotBoth() {
        Path out = folder.resolve("out");
        assertThat(run("export", written.ledger(), "--out", out, "--records", 1_000_000))
                .isEqualTo(2);
        assertThat(said).contains("nothing was written");
        assertThat(run("export", written.ledger(), "--out", out, "--from", "1999-01-01"))
                .isEqualTo(2);
        assertThat(run("export", written.ledger(), "--out", out, "--from", "2026-11-23", "--records", 5))
                .isEqualTo(64);
        assertThat(run("export", written.ledger(), "--out", out, "--to", "2026-11-23"))
                .isEqualTo(64);
        assertThat(out).doesNotExist();
        assertThat(run("export", written.ledger(), "--out", out, "--from", "2000-01-01", "--to", "2099-12-31"))
                .as(said)
                .isZero();
        assertThat(said).contains("The cycles were read again and follow one another");
        assertThat(run("verify", out, "--trust", written.operator())).isIn(1, 2);
        assertThat(run("cycle", out)).isEqualTo(64);
        assertThat(run("cycle")).isEqualTo(64);
    }

    @Test
    void aBackupSaysAsJsonWhereItWasCut() throws IOException {
        Path json = folder.resolve("result.json");
        assertThat(run("backup", written.ledger(), folder.resolve("copy"), "--json", json))
                .as(said)
                .isZero();
        JsonNode result = new ObjectMapper().readTree(Files.readString(json));
        Checkpoint cut = Checkpoint.parse(Files.readAllBytes(written.anchor()));
        assertThat(result.get("copied").asBoolean()).isTrue();
        assertThat(result.get("size").asLong()).isEqualTo(cut.size());
        assertThat(result.get("root").asText()).isEqualTo(cut.root().hex());
        assertThat(run(
                        "backup",
                        written.ledger(),
                        folder.resolve("more"),
                        "--json",
                        written.ledger().resolve("x")))
                .isEqualTo(64);
        assertThat(folder.resolve("more")).doesNotExist();
    }

    @Test
    void copiesThatPartAreAForkAndEachSidesCommandsAreNamed() throws IOException {
        Path one = ledger("one", 1, 10, 0);
        Path longer = ledger("longer", 1, 10, 3);
        Path other = ledger("other", 1, 11, 0);
        assertThat(run("compare", one, longer)).as(said).isZero();
        assertThat(said).contains("CONTINUED: ");
        Path json = folder.resolve("result.json");
        assertThat(run("compare", longer, other, "--json", json)).as(said).isEqualTo(1);
        assertThat(said).contains("FORK: ");
        JsonNode result = new ObjectMapper().readTree(Files.readString(json));
        assertThat(result.get("verdict").asText()).isEqualTo("FORK");
        assertThat(result.get("first").get("ownCommands").asInt()).isEqualTo(3);
        assertThat(result.get("first").get("own").get(0).get("sequence").asLong())
                .isEqualTo(result.get("commonRecords").asLong());
        assertThat(run("compare", one, ledger("foreign", 2, 1, 0))).isEqualTo(1);
        assertThat(said).contains("OTHER_LEDGER: ");
    }

    @Test
    void bothSpeakChinese() {
        assertThat(run("backup", written.ledger(), folder.resolve("copy"), "--lang", "zh"))
                .isZero();
        assertThat(said).contains("已复制至检查点");
        assertThat(run("compare", written.ledger(), folder.resolve("copy"), "--lang", "zh"))
                .isZero();
        assertThat(said).contains("相同（SAME）");
    }

    @Test
    void verifyNamesWhatAnExportDoesNotHoldAnyMore() throws IOException {
        Path out = folder.resolve("out");
        assertThat(run("export", written.ledger(), "--out", out)).as(said).isZero();
        Path lost;
        try (Stream<Path> checkpoints = Files.list(out.resolve("checkpoints"))) {
            lost = checkpoints.sorted().findFirst().orElseThrow();
        }
        Files.delete(lost);
        assertThat(run("verify", out, "--trust", written.operator())).as(said).isEqualTo(1);
        assertThat(said).contains("MANIFEST in checkpoints/" + lost.getFileName(), "is listed and is not there");
    }
}
