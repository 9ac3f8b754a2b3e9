package io.shuheng.benchmarks.guard;

import io.shuheng.crypto.Sm3Batch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Measures a row in so many JVMs, one after the other: a JVM's own luck with its compiler is part of the noise. */
final class Launches implements RowMeasure {

    private final int launches;

    /** @param launches 2 or more, since one says nothing of how they differ */
    Launches(int launches) {
        this.launches = launches;
    }

    @Override
    public Measured measure(GuardedRow row, boolean slowed) {
        List<double[]> ratios = new ArrayList<>();
        Machine machine = null;
        for (int launch = 0; launch < launches; launch++) {
            List<String> lines = launch(row, slowed);
            ratios.add(
                    after(lines, Launch.RATIO).mapToDouble(Double::parseDouble).toArray());
            machine =
                    after(lines, Launch.MACHINE).map(Machine::parse).findFirst().orElse(machine);
        }
        if (machine == null) {
            throw new IllegalStateException(row.name() + ": no launch said on which machine it was");
        }
        return new Measured(Sample.of(ratios), machine);
    }

    /** What follows a prefix: a JVM prints warnings of its own between our lines. */
    private static Stream<String> after(List<String> lines, String prefix) {
        return lines.stream().filter(line -> line.startsWith(prefix)).map(line -> line.substring(prefix.length()));
    }

    private static List<String> launch(GuardedRow row, boolean slowed) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
                "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
                "--add-modules=" + Sm3Batch.VECTOR_MODULE,
                "-Xmx2g",
                "-cp",
                System.getProperty("java.class.path"),
                Launch.class.getName(),
                row.name()));
        if (slowed) {
            command.add(Launch.SLOWED);
        }
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = process.waitFor();
            if (code != 0) {
                throw new IllegalStateException(row.name() + ": a launch ended with " + code + "\n" + printed);
            }
            return Arrays.asList(printed.split("\\R", -1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(row.name() + ": interrupted", e);
        }
    }
}
