package io.shuheng.ledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.ledger.verify.SoldLedger;
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

/** Files and folders that are not what a command asks for: each ends in 64 with a code or the file named, never worse. */
final class BadInputTest {

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
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> arguments = new ArrayList<>();
        for (Object word : words) {
            arguments.add(word.toString());
        }
        int code = VerifierMain.run(
                new PrintWriter(out, true), new PrintWriter(err, true), arguments.toArray(String[]::new));
        said = out.toString() + err;
        assertThat(said).doesNotContain("\tat ");
        return code;
    }

    private void assertRefused(String named, Object... words) {
        assertThat(run(words)).as(said).isEqualTo(64);
        assertThat(said).contains(named);
    }

    private void assertNoLedger(Path path) {
        assertRefused("NOT_A_LEDGER", "verify", path, "--trust", sold.operator());
        Path out = folder.resolve("file.proof");
        assertRefused("NOT_A_LEDGER", "prove", path, "--record", 1, "--trust", sold.operator(), "--out", out);
        assertRefused(
                "NOT_A_LEDGER",
                "consistency",
                sold.earlier(),
                sold.anchor(),
                "--ledger",
                path,
                "--trust",
                sold.operator());
        assertThat(out).doesNotExist();
    }

    @Test
    void refusesAFolderThatIsNoLedger() throws IOException {
        Path other = Files.createDirectory(folder.resolve("other"));
        Files.createDirectory(other.resolve("segment-1"));
        assertNoLedger(other);
        assertNoLedger(sold.operator());
    }

    @Test
    void refusesFilesOfMegabytes() throws IOException {
        Path large = Files.write(folder.resolve("large"), new byte[9 << 20]);
        assertRefused("large", "verify", sold.ledger(), "--trust", large);
        assertRefused("large", "check", large, "--trust", large);
        assertRefused(
                "large", "consistency", sold.earlier(), large, "--ledger", sold.ledger(), "--trust", sold.operator());
        assertThat(run("verify", sold.ledger(), "--trust", sold.operator(), "--anchor", large))
                .as("an anchor that is none is a fault of the anchor, and named")
                .isIn(1, 64);
        assertThat(said).contains("large");
        assertThat(run("check", large, "--trust", sold.operator())).isEqualTo(1);
        assertThat(said).contains("FORMAT");
    }

    @Test
    void saysWhereItCannotWrite() {
        Path nowhere = folder.resolve("absent/file");
        assertRefused("absent", "verify", sold.ledger(), "--trust", sold.operator(), "--json", nowhere);
        assertRefused("absent", "prove", sold.ledger(), "--record", 1, "--trust", sold.operator(), "--out", nowhere);
        assertRefused(
                "absent",
                "consistency",
                sold.earlier(),
                sold.anchor(),
                "--ledger",
                sold.ledger(),
                "--trust",
                sold.operator(),
                "--json",
                nowhere);
    }

    @Test
    void refusesAFolderInTheFilesPlace() {
        assertRefused(folder.toString(), "check", folder, "--trust", sold.operator());
        assertRefused(folder.toString(), "verify", sold.ledger(), "--trust", folder);
    }
}
