package io.shuheng.ledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.shuheng.ledger.LedgerFixture;
import io.shuheng.ledger.chronicle.ChronicleLedger;
import io.shuheng.ledger.chronicle.LedgerSettings;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.verify.WrittenLedger;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies of a ledger on the command line: made by {@code backup}, held against each other by {@code compare}. */
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
        StringWriter out = new StringWriter();
        List<String> arguments = new ArrayList<>();
        for (Object word : words) {
            arguments.add(word.toString());
        }
        PrintWriter printer = new PrintWriter(out, true);
        int code = VerifierMain.run(printer, printer, arguments.toArray(String[]::new));
        said = out.toString();
        return code;
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
}
