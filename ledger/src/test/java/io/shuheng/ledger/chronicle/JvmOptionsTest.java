package io.shuheng.ledger.chronicle;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.ledger.LedgerException;
import io.shuheng.ledger.LedgerFixture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JvmOptionsTest {

    @TempDir
    Path directory;

    /** Opens a ledger and prints what comes of it; run without the options. */
    static final class Opener {

        private Opener() {}

        public static void main(String[] arguments) {
            try {
                ChronicleLedger.open(LedgerSettings.defaults(), Path.of(arguments[0]), LedgerFixture.operator())
                        .close();
            } catch (LedgerException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    @Test
    void namesBothOptionsWhereTheyAreMissing() throws IOException, InterruptedException {
        Path ledger = directory.resolve("ledger");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Opener.class.getName(),
                        ledger.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        assertThat(output)
                .contains("MISSING_JVM_OPTION")
                .contains("--add-opens=java.base/java.lang.reflect=ALL-UNNAMED")
                .contains("--add-opens=java.base/sun.nio.ch=ALL-UNNAMED");
        assertThat(ledger).doesNotExist();
    }
}
