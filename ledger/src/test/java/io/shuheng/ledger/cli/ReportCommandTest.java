package io.shuheng.ledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command that verifies and writes the page: it ends as verify does, and the page says what it was made with. */
final class ReportCommandTest {

    @TempDir
    Path folder;

    @Test
    void writesThePageForItsOwnerAloneAndEndsAsVerifyDoes() throws IOException {
        Path page = folder.resolve("report.html");
        Said said = Said.by(
                "report",
                GoldenDay.ledger(),
                "--trust",
                GoldenDay.operator(),
                "--anchor",
                GoldenDay.anchor(),
                "--level",
                "structure",
                "--lang",
                "zh",
                "--out",
                page);
        assertThat(said.code()).isZero();
        assertThat(said.out()).contains(page.toString());
        assertThat(page)
                .content()
                .contains(
                        "核验通过",
                        "shuheng-verifier report " + GoldenDay.ledger(),
                        "--trust " + GoldenDay.operator(),
                        "--anchor " + GoldenDay.anchor(),
                        "NOT_REPLAYED");
        if (Files.getFileStore(page).supportsFileAttributeView("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(page)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void withoutAnAnchorItIsIncompleteAndThePageIsThere() {
        Path page = folder.resolve("report.html");
        Said said = Said.by(
                "report", GoldenDay.ledger(), "--trust", GoldenDay.operator(), "--level", "structure", "--out", page);
        assertThat(said.code()).isEqualTo(2);
        assertThat(page).content().contains("verdict INCOMPLETE");
    }

    @Test
    void ofAStrangersLedgerItIsAFaultAndThePageSaysSo() {
        Path page = folder.resolve("report.html");
        Said said = Said.by(
                "report",
                GoldenDay.ledger(),
                "--trust",
                GoldenDay.membersAuthority(),
                "--level",
                "structure",
                "--out",
                page);
        assertThat(said.code()).isOne();
        assertThat(said.out()).contains("OPERATOR");
        assertThat(page).content().contains("verdict FAULT", "NOT VERIFIED");
    }

    @Test
    void refusesAPageInsideTheLedgerAndACommandLineThatTrustsNobody() {
        Path inside = GoldenDay.ledger().resolve("report.html");
        Said said = Said.by("report", GoldenDay.ledger(), "--trust", GoldenDay.operator(), "--out", inside);
        assertThat(said.code()).isEqualTo(VerifyCommand.USAGE);
        assertThat(inside).doesNotExist();
        Said nobody = Said.by("report", GoldenDay.ledger(), "--out", folder.resolve("report.html"));
        assertThat(nobody.code()).isEqualTo(VerifyCommand.USAGE);
        assertThat(nobody.err()).contains("--trust");
    }
}
