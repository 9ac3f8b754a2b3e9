package io.shuheng.ledger.chronicle;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.ledger.LedgerAudit;
import io.shuheng.ledger.LedgerFixture;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed in the middle of writing, again and again, on the same ledger. */
final class KillTest {

    private static final int ROUNDS = Boolean.getBoolean("shuheng.long") ? 200 : 3;

    @TempDir
    Path directory;

    @TempDir
    Path besides;

    private final Random random = new Random(ROUNDS);

    @Test
    void keepsEverythingAcknowledgedWhenItsProcessIsKilled() throws Exception {
        LedgerAudit before = null;
        for (int round = 0; round < ROUNDS; round++) {
            Durability durability = round % 2 == 0 ? Durability.FORCED : Durability.PAGE_CACHE;
            long acknowledged = writeAndKill(round, durability);
            LedgerAudit after = LedgerAudit.of(directory);
            assertThat(after.fault()).as("round %d", round).isNull();
            assertThat((long) after.records().size()).as("round %d", round).isGreaterThanOrEqualTo(acknowledged);
            assertThat(after.root()).isEqualTo(LedgerFixture.rootOf(after.records()));
            if (before != null) {
                assertThat(after.records().subList(0, before.records().size()))
                        .containsExactlyElementsOf(before.records());
            }
            before = after;
        }
        LedgerFixture fixture = new LedgerFixture(ROUNDS);
        try (ChronicleLedger ledger = ChronicleLedger.open(
                LedgerSettings.defaults().withBlockBytes(1 << 20), directory, LedgerFixture.operator())) {
            assertThat(ledger.size()).isEqualTo(before.records().size());
            assertThat(ledger.root()).isEqualTo(before.root());
            fixture.goOnFrom(ledger).appendGroups(ledger, 3);
        }
        LedgerAudit end = LedgerAudit.of(directory);
        assertThat(end.isClosed()).as(end.toString()).isTrue();
        assertThat(end.root()).isEqualTo(LedgerFixture.rootOf(end.records()));
    }

    /** Runs a writer until it has acknowledged some batches, kills it, and returns the last size it printed. */
    private long writeAndKill(int seed, Durability durability) throws IOException, InterruptedException {
        Process writer = start(seed, durability);
        long acknowledged = 0;
        int batches = 20 + random.nextInt(100);
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(writer.getInputStream(), StandardCharsets.US_ASCII))) {
            for (int i = 0; i < batches; i++) {
                String line = out.readLine();
                assertThat(line)
                        .as("batch %d of seed %d; %s", i, seed, Files.readString(complaints()))
                        .isNotNull();
                acknowledged = Long.parseLong(line);
            }
            // By its handle: the process's own method would close the pipe that still holds acknowledged sizes.
            writer.toHandle().destroyForcibly();
            for (String line = out.readLine(); line != null && line.matches("\\d+"); line = out.readLine()) {
                acknowledged = Math.max(acknowledged, Long.parseLong(line));
            }
        } finally {
            writer.destroyForcibly().waitFor();
        }
        return acknowledged;
    }

    private Process start(int seed, Durability durability) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
                "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                KilledWriter.class.getName(),
                directory.toString(),
                Integer.toString(seed),
                durability.name()));
        return new ProcessBuilder(command).redirectError(complaints().toFile()).start();
    }

    /** What the writer said on its standard error: kept out of the build's log, shown where the writer fails. */
    private Path complaints() {
        return besides.resolve("stderr");
    }
}
