package io.shuheng.ledger.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.core.ledger.LedgerException;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.merkle.MerkleHasher;
import io.shuheng.ledger.LedgerCopy;
import io.shuheng.ledger.chronicle.ChronicleLedger;
import io.shuheng.ledger.chronicle.LedgerSettings;
import io.shuheng.ledger.file.Cq4File;
import io.shuheng.ledger.file.ExportManifest;
import io.shuheng.ledger.file.KeptRecords;
import io.shuheng.ledger.file.LedgerFile;
import io.shuheng.ledger.file.LedgerFolder;
import io.shuheng.ledger.file.PruneFile;
import io.shuheng.ledger.file.PrunedTree;
import io.shuheng.ledger.prune.LedgerPruning;
import io.shuheng.ledger.prune.PruningException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a pruned ledger's own files are made to say by somebody who writes their hashes anew, and archives that are no such. */
final class TamperedPruningTest {

    /** How many bytes of a file are altered, one after the other, over its length. */
    private static final int ALTERED = 60;

    @TempDir
    Path folder;

    private Path ledger;
    private Path archive;
    private AgedLedger aged;

    @BeforeEach
    void liveForThirtyYears() {
        ledger = folder.resolve("ledger");
        archive = folder.resolve("archive");
        aged = new AgedLedger(ledger);
        aged.years(31);
        aged.allow(aged.cuts().get(2));
        aged.shut();
    }

    private Finding fault(VerificationLevel level) {
        return fault(level, List.of());
    }

    private Finding fault(VerificationLevel level, List<Path> archives) {
        return new Verifier(new VerifierSettings(
                        List.of(TrustAnchor.of(TestKeys.OPERATOR_CERTIFICATE)),
                        List.of(TrustAnchor.of(TestKeys.MEMBERS_AUTHORITY.certificate())),
                        List.of(),
                        List.of(),
                        level,
                        1))
                .verify(ledger, archives)
                .fault();
    }

    private void name(PruneFile pruned) throws IOException {
        Files.write(ledger.resolve("PRUNED"), pruned.encode());
    }

    private static PruneFile with(PruneFile pruned, Sm3Hash stateSm3, Sm3Hash keptSm3) {
        return new PruneFile(
                pruned.ledgerId(),
                pruned.file(),
                pruned.first(),
                pruned.root(),
                pruned.timeNs(),
                pruned.digestSequence(),
                pruned.records(),
                stateSm3,
                keptSm3);
    }

    @Test
    void nothingIsDeletedBecauseAPruneFileThatNothingStandsBehindNamesALaterFile() throws IOException {
        List<String> files = new LedgerCopy(ledger).evidence();
        PruneFile forged = new PruneFile(
                TwiceRotatedLedger.ledgerId(),
                files.get(files.size() - 1),
                1,
                Sm3Hash.ZERO,
                0,
                0,
                1,
                Sm3Hash.ZERO,
                Sm3Hash.ZERO);
        name(forged);
        assertCorrupt();
        assertThat(new LedgerCopy(ledger).evidence()).isEqualTo(files);
    }

    @Test
    void nothingIsDeletedWhileWhatIsKeptOrTheStateCannotBeRead() throws IOException {
        LedgerCopy before = new LedgerCopy(ledger);
        PruneFile pruned = LedgerPruning.prune(ledger, archive).pruned();
        // Where it ended before it deleted anything.
        for (var file : before.files().entrySet()) {
            Path path = ledger.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
        for (Path part : List.of(pruned.keptPath(ledger), pruned.statePath(ledger))) {
            byte[] bytes = Files.readAllBytes(part);
            byte[] other = bytes.clone();
            other[other.length / 2] ^= 1;
            Files.write(part, other);
            assertCorrupt();
            Files.write(part, bytes);
        }
        name(new PruneFile(
                pruned.ledgerId(),
                pruned.file(),
                pruned.first(),
                pruned.root(),
                pruned.timeNs(),
                pruned.digestSequence() - 1,
                pruned.records(),
                pruned.stateSm3(),
                pruned.keptSm3()));
        assertCorrupt();
        assertThat(new LedgerCopy(ledger).files())
                .containsKeys(before.evidence().toArray(String[]::new));
        name(pruned);
        assertCode(PruningException.Code.NOTHING_BEFORE_CUT);
        assertThat(new LedgerCopy(ledger).files())
                .doesNotContainKey(before.evidence().get(0));
    }

    private void assertCorrupt() {
        assertThatThrownBy(() -> LedgerPruning.prune(ledger, folder.resolve("none")))
                .isInstanceOfSatisfying(
                        LedgerException.class, e -> assertThat(e.code()).isEqualTo(LedgerException.Code.CORRUPT));
    }

    private void assertCode(PruningException.Code code) {
        assertThatThrownBy(() -> LedgerPruning.prune(ledger, archive))
                .isInstanceOfSatisfying(
                        PruningException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void anArchiveOfLinksIntoTheLedgerIsNone() throws IOException {
        String whole = new LedgerCopy(ledger).evidence().get(0);
        Path aside = folder.resolve("aside");
        LedgerCopy before = new LedgerCopy(ledger);
        LedgerPruning.prune(ledger, aside);
        restore(before);
        Files.createDirectories(archive.resolve(whole).getParent());
        Files.copy(aside.resolve("MANIFEST"), archive.resolve("MANIFEST"));
        for (String file : new LedgerCopy(aside).evidence()) {
            Files.createDirectories(archive.resolve(file).getParent());
            Files.createSymbolicLink(archive.resolve(file), ledger.resolve(file));
        }
        assertCode(PruningException.Code.ARCHIVE_DIFFERS);
        assertThat(new LedgerCopy(ledger).files()).containsKey(whole);
    }

    @Test
    void anArchiveWhoseLastFileHasLostItsEndIsNone() throws IOException {
        LedgerCopy before = new LedgerCopy(ledger);
        ExportManifest manifest = LedgerPruning.prune(ledger, archive).archive();
        restore(before);
        List<LedgerFile> files = LedgerFolder.list(archive).files();
        LedgerFile last = files.get(files.size() - 1);
        Files.write(last.path(), Arrays.copyOf(Files.readAllBytes(last.path()), (int) lastDocument(last)));
        ExportManifest fits = new ExportManifest(
                manifest.ledgerId(),
                manifest.first(),
                manifest.rootBefore(),
                manifest.size(),
                manifest.root(),
                ExportManifest.entries(archive));
        Files.write(archive.resolve("MANIFEST"), fits.encode());
        assertCode(PruningException.Code.ARCHIVE_DIFFERS);
        assertThat(new LedgerCopy(ledger).files()).containsKey(last.name());
    }

    private static long lastDocument(LedgerFile file) throws IOException {
        try (Cq4File read = new Cq4File(file)) {
            Cq4File.Step step;
            do {
                step = read.next();
            } while (step == Cq4File.Step.DOCUMENT);
            return read.documentOffset();
        }
    }

    @Test
    void whatSomebodyElseHasPutIntoASegmentStays() throws IOException {
        Path first = LedgerFolder.list(ledger).files().get(0).path();
        Path note = Files.writeString(first.resolveSibling("note.txt"), "keep");
        LedgerPruning.prune(ledger, archive);
        assertThat(first).doesNotExist();
        assertThat(note).hasContent("keep");
        assertThat(fault(VerificationLevel.STRUCTURE)).isNull();
    }

    @Test
    void anArchiveHidesNothingThatIsWrongWithTheFolderAlone() throws IOException {
        PruneFile pruned = LedgerPruning.prune(ledger, archive).pruned();
        assertThat(fault(VerificationLevel.STRUCTURE, List.of(archive))).isNull();
        byte[] state = Files.readAllBytes(pruned.statePath(ledger));
        byte[] other = state.clone();
        other[other.length / 2] ^= 1;
        Files.write(pruned.statePath(ledger), other);
        name(with(pruned, Sm3Hash.ofContent(other), pruned.keptSm3()));
        assertThat(fault(VerificationLevel.STRUCTURE, List.of(archive))).isNotNull();
        Files.write(pruned.statePath(ledger), state);
        name(pruned);
        // The archive also has what is still there, as it was before somebody altered it.
        for (LedgerFile file : LedgerFolder.list(ledger).files()) {
            Path copy = archive.resolve(file.name());
            Files.createDirectories(copy.getParent());
            Files.copy(file.path(), copy);
        }
        Files.delete(archive.resolve("MANIFEST"));
        Path own = LedgerFolder.list(ledger).files().get(0).path();
        byte[] bytes = Files.readAllBytes(own);
        bytes[bytes.length / 200] ^= 1;
        Files.write(own, bytes);
        assertThat(fault(VerificationLevel.STRUCTURE)).isNotNull();
        assertThat(fault(VerificationLevel.STRUCTURE, List.of(archive))).isNotNull();
    }

    private void restore(LedgerCopy before) throws IOException {
        Files.delete(ledger.resolve("PRUNED"));
        for (var file : before.files().entrySet()) {
            Path path = ledger.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
    }

    @Test
    void eachAlteredByteOfWhatIsKeptIsAFault() throws IOException {
        PruneFile pruned = LedgerPruning.prune(ledger, archive).pruned();
        Path path = pruned.keptPath(ledger);
        byte[] bytes = Files.readAllBytes(path);
        for (int i = 0; i < ALTERED; i++) {
            byte[] other = bytes.clone();
            other[(int) ((long) i * bytes.length / ALTERED)] ^= (byte) (i % 2 == 0 ? 1 : 0x80);
            Files.write(path, other);
            name(with(pruned, pruned.stateSm3(), Sm3Hash.ofContent(other)));
            assertThat(fault(VerificationLevel.STRUCTURE)).as("byte %s", i).isNotNull();
            assertThatThrownBy(this::open).isInstanceOf(LedgerException.class);
        }
    }

    @Test
    void eachAlteredByteOfTheStateIsAFault() throws IOException {
        PruneFile pruned = LedgerPruning.prune(ledger, archive).pruned();
        Path path = pruned.statePath(ledger);
        byte[] bytes = Files.readAllBytes(path);
        for (int i = 0; i < ALTERED; i++) {
            byte[] other = bytes.clone();
            other[(int) ((long) i * bytes.length / ALTERED)] ^= (byte) (i % 2 == 0 ? 1 : 0x80);
            Files.write(path, other);
            name(with(pruned, Sm3Hash.ofContent(other), pruned.keptSm3()));
            assertThat(fault(VerificationLevel.REPLAY)).as("byte %s", i).isNotNull();
        }
    }

    @Test
    void recordsThatAreLeftOutOfWhatIsKeptAreMissedWhereSignaturesAreChecked() throws IOException {
        PruneFile pruned = LedgerPruning.prune(ledger, archive).pruned();
        KeptRecords kept = KeptRecords.read(ledger, pruned);
        long application = aged.application(2);
        List<byte[]> fewer = new ArrayList<>();
        Map<PrunedTree.Node, Sm3Hash> nodes = kept.tree().nodes();
        for (byte[] record : kept.records()) {
            if (RecordHeader.sequence(record, 0) == application) {
                var node = new PrunedTree.Node(0, application);
                nodes.put(node, kept.tree().node(node).orElseThrow());
            } else {
                fewer.add(record);
            }
        }
        Map<Long, Sm3Hash> leaves = new HashMap<>();
        fewer.forEach(record ->
                leaves.put(RecordHeader.sequence(record, 0), new MerkleHasher().leaf(record, 0, record.length)));
        byte[] hostile =
                new KeptRecords(new PrunedTree(pruned.first(), kept.tree().roots(), nodes, leaves), fewer).encode();
        Files.write(pruned.keptPath(ledger), hostile);
        name(with(pruned, pruned.stateSm3(), Sm3Hash.ofContent(hostile)));
        assertThat(fault(VerificationLevel.REPLAY)).isNotNull();
        assertThat(fault(VerificationLevel.SIGNATURES)).isNotNull();
    }

    private void open() throws IOException {
        LedgerSettings settings =
                LedgerSettings.defaults().withBlockBytes(1 << 20).withFreeSpaceFloorBytes(0);
        ChronicleLedger.open(settings, ledger, TestKeys.OPERATOR).close();
    }
}
