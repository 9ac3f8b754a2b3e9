package io.shuheng.ledger.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.shuheng.ledger.LedgerCopy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Hundreds of lives of a ledger with crashes of the machine at any call, ten thousand with {@code -Dshuheng.long=true}.
 * {@code -Dshuheng.seed=N} begins with the one that failed, {@code -Dshuheng.runs=N} sets how many.
 */
final class CrashSimulationTest {

    private static final long RUNS = Long.getLong("shuheng.runs", Boolean.getBoolean("shuheng.long") ? 10_000 : 300);

    @TempDir
    Path parent;

    private int openedBehindSnapshots;

    @Test
    void keepsWhatWasAcknowledgedWhateverACrashLeaves() throws IOException {
        long first = Long.getLong("shuheng.seed", 0);
        for (long seed = first; seed < first + RUNS; seed++) {
            Throwable failure = failure(seed, false);
            if (failure != null) {
                fail("seed " + seed + " (-Dshuheng.seed=" + seed + "): " + failure, failure);
            }
        }
        assertThat(openedBehindSnapshots).as("openings behind a snapshot").isGreaterThan((int) (RUNS / 10));
    }

    @Test
    void findsTheLossOnADiskWhoseForcesDoNothing() throws IOException {
        int found = 0;
        for (long seed = 0; seed < 20; seed++) {
            found += failure(seed, true) == null ? 0 : 1;
        }
        assertThat(found).isGreaterThan(5);
    }

    private Throwable failure(long seed, boolean forgetsForces) throws IOException {
        Path folder = Files.createDirectory(parent.resolve(seed + "-" + forgetsForces));
        try {
            SimulatedLives lives = new SimulatedLives(folder, seed, forgetsForces);
            lives.run();
            openedBehindSnapshots += lives.openedBehindSnapshots();
            return null;
        } catch (AssertionError | RuntimeException e) {
            return e;
        } finally {
            LedgerCopy.remove(folder);
        }
    }
}
