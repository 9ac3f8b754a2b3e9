package io.shuheng.ledger.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.ledger.LedgerCopy;
import io.shuheng.ledger.disk.FaultyFiles;
import io.shuheng.ledger.prune.LedgerPruning;
import io.shuheng.ledger.prune.PruningException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pruning that ends at each of its calls of the file system in turn. */
final class InterruptedPruningTest {

    @TempDir
    Path folder;

    @Test
    void leavesALedgerThatIsVerifiedAndAnotherPruningEndsWhatItBegan() throws IOException {
        Path aged = folder.resolve("aged");
        AgedLedger writer = new AgedLedger(aged);
        writer.years(31);
        writer.allow(writer.cuts().get(2));
        writer.shut();
        Map<String, byte[]> before = new LedgerCopy(aged).files();
        Path whole = write(before, folder.resolve("whole"));
        FaultyFiles counting = new FaultyFiles();
        LedgerPruning.prune(counting, whole, folder.resolve("whole-archive"));
        Map<String, byte[]> after = new TreeMap<>(new LedgerCopy(whole).files());
        for (long n = 0; n < counting.calls(); n++) {
            Path ledger = write(before, folder.resolve("ledger-" + n));
            Path archive = folder.resolve("archive-" + n);
            boolean ended = false;
            try {
                LedgerPruning.prune(new FaultyFiles().failAt(n), ledger, archive);
            } catch (IOException | RuntimeException e) {
                ended = true;
            }
            assertThat(ended).as("call %s", n).isTrue();
            assertThat(fault(ledger)).as("call %s", n).isNull();
            try {
                LedgerPruning.prune(ledger, archive);
            } catch (PruningException e) {
                assertThat(e.code()).isEqualTo(PruningException.Code.NOTHING_BEFORE_CUT);
            }
            assertThat(fault(ledger)).as("call %s", n).isNull();
            Map<String, byte[]> now = new TreeMap<>(new LedgerCopy(ledger).files());
            assertThat(now.keySet()).as("call %s", n).isEqualTo(after.keySet());
            now.forEach((name, bytes) -> assertThat(bytes).as(name).isEqualTo(after.get(name)));
        }
    }

    private static Path write(Map<String, byte[]> files, Path folder) throws IOException {
        for (var file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
        return folder;
    }

    private static Finding fault(Path ledger) {
        return new Verifier(new VerifierSettings(
                        List.of(TrustAnchor.of(TestKeys.OPERATOR_CERTIFICATE)),
                        List.of(),
                        List.of(),
                        List.of(),
                        VerificationLevel.STRUCTURE,
                        1))
                .verify(ledger)
                .fault();
    }
}
