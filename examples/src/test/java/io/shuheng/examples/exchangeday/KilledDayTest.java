package io.shuheng.examples.exchangeday;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills the program in the middle of the day, as a power failure would, and starts it again on the same directory. */
class KilledDayTest {

    private static final List<String> OPENS = List.of(
            "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED", "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED");

    @TempDir
    private Path directory;

    @Test
    void recoversWhatWasRecordedAndLetsANewDayPass() throws Exception {
        Path out = directory.resolve("day");
        killAt("5  ", out);
        assertThat(out.resolve("ledger")).exists();
        assertThat(out.resolve("summary.json")).doesNotExist();

        DayRun run = DayRun.of(out, 1, "en");
        assertThat(run.exitCode()).as(run.printed()).isZero();
        assertThat(run.printed())
                .contains("An earlier day was cut short")
                .containsPattern("\\d+ records came back")
                .containsPattern("Verdict: VERIFIED, root");
        assertThat(out.resolve("interrupted/ledger")).exists();
        assertThat(out.resolve("summary.json")).exists();
    }

    /** Runs the day in a JVM of its own until a line begins so. */
    private static void killAt(String beginning, Path out) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OPENS);
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ExchangeDay.class.getName()));
        command.addAll(List.of("--out", out.toString(), "--seed", "1", "--lang", "en"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (BufferedReader lines = process.inputReader()) {
            String line = lines.readLine();
            while (line != null && !line.startsWith(beginning)) {
                line = lines.readLine();
            }
            assertThat(line).as("the day came to an end before it was killed").isNotNull();
        } finally {
            process.destroyForcibly().waitFor();
        }
    }
}
