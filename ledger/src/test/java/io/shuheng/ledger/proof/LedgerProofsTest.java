package io.shuheng.ledger.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.core.ledger.LedgerException;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.merkle.MerkleHasher;
import io.shuheng.ledger.LedgerFixture;
import io.shuheng.ledger.chronicle.ChronicleLedger;
import io.shuheng.ledger.chronicle.LedgerSettings;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LedgerProofsTest {

    @TempDir
    Path directory;

    @Test
    void provesEveryRecordAndEveryGrowthBesideTheWriter() {
        LedgerFixture fixture = new LedgerFixture(1);
        LedgerProofs proofs = new LedgerProofs(directory);
        LedgerSettings settings =
                LedgerSettings.defaults().withBlockBytes(1 << 20).withFreeSpaceFloorBytes(0);
        try (ChronicleLedger ledger = ChronicleLedger.open(settings, directory, LedgerFixture.operator())) {
            fixture.appendGenesis(ledger).appendGroups(ledger, 12).later(LedgerFixture.DAY_NS);
            ledger.checkpoint();
            fixture.appendGroups(ledger, 3);
            ledger.commit();
            requireProofs(proofs, fixture.records(), ledger.size());
        }
        requireProofs(proofs, fixture.records(), fixture.records().size() - 2);
    }

    private static void requireProofs(LedgerProofs proofs, List<byte[]> records, long size) {
        Sm3Hash root = LedgerFixture.rootOf(records.subList(0, (int) size));
        for (int sequence = 0; sequence < size; sequence++) {
            LedgerProofs.ProvenRecord proven = proofs.inclusion(sequence, size);
            assertThat(proven.record()).isEqualTo(records.get(sequence));
            Sm3Hash leaf = new MerkleHasher().leaf(proven.record(), 0, proven.record().length);
            assertThat(proven.proof().verify(leaf, root)).isTrue();
            Sm3Hash earlier = LedgerFixture.rootOf(records.subList(0, sequence));
            assertThat(proofs.consistency(sequence, size).verify(earlier, root)).isTrue();
        }
    }

    @Test
    void refusesASizeThatTheFilesDoNotHold() {
        LedgerSettings settings =
                LedgerSettings.defaults().withBlockBytes(1 << 20).withFreeSpaceFloorBytes(0);
        try (ChronicleLedger ledger = ChronicleLedger.open(settings, directory, LedgerFixture.operator())) {
            new LedgerFixture(2).appendGenesis(ledger);
        }
        LedgerProofs proofs = new LedgerProofs(directory);
        assertThatThrownBy(() -> proofs.inclusion(0, 3))
                .isInstanceOfSatisfying(
                        LedgerException.class,
                        e -> assertThat(e.code()).isEqualTo(LedgerException.Code.OUT_OF_SEQUENCE));
        assertThatThrownBy(() -> proofs.inclusion(2, 2)).isInstanceOf(IllegalArgumentException.class);
    }
}
