package io.shuheng.examples.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@link EmbeddedExchange} as a program of its own, as whoever embeds an exchange would. */
class EmbeddingTest {

    private static final List<String> OPENS = List.of(
            "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED", "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED");

    @TempDir
    private Path directory;

    private record Run(int exitCode, String output) {

        Map<String, String> facts() {
            Map<String, String> facts = new TreeMap<>();
            output.lines()
                    .filter(line -> line.contains("="))
                    .forEach(line ->
                            facts.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1)));
            return facts;
        }
    }

    private Run run(List<String> options, String step) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(EmbeddedExchange.class.getName(), directory.toString(), step));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output);
    }

    @Test
    void keepsItsStateAndItsSubscribersPlaceOverARestartAndLeavesNoThread() throws Exception {
        Run first = run(OPENS, "first");
        assertThat(first.exitCode()).as(first.output()).isZero();
        assertThat(first.facts()).containsEntry("code", "OK").containsEntry("threads", "[]");
        String size = first.facts().get("size");
        assertThat(first.facts()).containsEntry("position", size);

        Run again = run(OPENS, "again");
        assertThat(again.exitCode()).as(again.output()).isZero();
        assertThat(again.facts())
                .containsEntry("size", size)
                .containsEntry("repeated", "true")
                .containsEntry("sequence", first.facts().get("sequence"))
                .containsEntry("seen", "[" + size + "]")
                .containsEntry("threads", "[]");
    }

    @Test
    void namesBothOptionsOfTheJvmWhereTheyAreMissing() throws Exception {
        Run run = run(List.of(), "first");
        assertThat(run.exitCode()).isNotZero();
        assertThat(run.output()).contains("MISSING_JVM_OPTION").contains(OPENS);
    }
}
