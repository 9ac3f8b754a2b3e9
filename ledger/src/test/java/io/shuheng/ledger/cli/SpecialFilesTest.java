package io.shuheng.ledger.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.shuheng.core.evidence.EvidenceException;
import io.shuheng.ledger.LedgerCopy;
import io.shuheng.ledger.backup.LedgerBackup;
import io.shuheng.ledger.backup.LedgerExport;
import io.shuheng.ledger.evidence.DirectoryEvidenceStore;
import io.shuheng.ledger.file.LedgerReader;
import io.shuheng.ledger.verify.Report;
import io.shuheng.ledger.verify.TrustAnchor;
import io.shuheng.ledger.verify.TwiceRotatedLedger;
import io.shuheng.ledger.verify.VerificationLevel;
import io.shuheng.ledger.verify.Verifier;
import io.shuheng.ledger.verify.VerifierRule;
import io.shuheng.ledger.verify.VerifierSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A pipe under the name of a file in a folder that others have made: nobody waits for whoever would write into it. */
@Timeout(60)
final class SpecialFilesTest {

    private static final String SHA = "0123456789abcdef";

    @TempDir
    Path folder;

    private Path ledger;

    @BeforeEach
    void write() throws IOException {
        ledger = folder.resolve("ledger");
        TwiceRotatedLedger.write(ledger);
    }

    private static void pipe(Path path) throws Exception {
        Files.deleteIfExists(path);
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/mkfifo")), "mkfifo is here");
        assertThat(new ProcessBuilder("/usr/bin/mkfifo", path.toString())
                        .start()
                        .waitFor())
                .isZero();
    }

    private Report verify() {
        return new Verifier(new VerifierSettings(
                        List.of(TrustAnchor.of(TwiceRotatedLedger.OPERATORS.get(0))),
                        List.of(),
                        List.of(),
                        List.of(),
                        VerificationLevel.STRUCTURE,
                        1))
                .verify(ledger);
    }

    @Test
    void aPipeAmongTheCheckpointsIsAFault() throws Exception {
        pipe(ledger.resolve("checkpoints/00000000000000000007.checkpoint"));
        Report report = verify();
        assertThat(report.fault().rule()).isEqualTo(VerifierRule.SIDE_CHECKPOINT.name());
        assertThat(report.fault().message()).contains("no regular file");
    }

    @Test
    void aPipeAmongTheCheckpointsIsInNoCopy() throws Exception {
        pipe(ledger.resolve("checkpoints/00000000000000000007.checkpoint"));
        pipe(ledger.resolve("checkpoints/00000000000000000007-" + SHA + ".tsr"));
        LedgerBackup.copy(ledger, folder.resolve("backup"));
        assertThat(folder.resolve("backup/checkpoints/00000000000000000007.checkpoint"))
                .doesNotExist();
        assertThat(LedgerExport.toLastCheckpoint(ledger, folder.resolve("export")))
                .isPresent();
    }

    @Test
    void aPipeInThePlaceOfACycleFileCannotBeRead() throws Exception {
        pipe(ledger.resolve(new LedgerCopy(ledger).evidence().get(0)));
        assertThat(catchThrowable(() -> {
                    try (LedgerReader reader = LedgerReader.open(ledger)) {
                        reader.next();
                    }
                }))
                .hasMessageContaining("no regular file");
    }

    @Test
    void aPipeInThePlaceOfADocumentIsNone() throws Exception {
        DirectoryEvidenceStore store = DirectoryEvidenceStore.open(folder.resolve("evidence"));
        var hash = store.put(new byte[] {1});
        Path document = folder.resolve("evidence")
                .resolve(hash.hex().substring(0, 2))
                .resolve(hash.hex().substring(2));
        pipe(document);
        assertThat(catchThrowable(() -> store.get(hash)))
                .isInstanceOfSatisfying(
                        EvidenceException.class, e -> assertThat(e.code()).isEqualTo(EvidenceException.Code.CORRUPT));
    }
}
