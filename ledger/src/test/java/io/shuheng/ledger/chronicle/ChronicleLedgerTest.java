package io.shuheng.ledger.chronicle;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.ledger.RecordCursor;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.ledger.LedgerFixture;
import io.shuheng.ledger.file.LedgerEnd;
import io.shuheng.ledger.file.LedgerReader;
import io.shuheng.ledger.file.LedgerReader.Kind;
import io.shuheng.ledger.file.TreeFollower;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChronicleLedgerTest {

    @TempDir
    Path directory;

    static final LedgerSettings SETTINGS =
            LedgerSettings.defaults().withBlockBytes(1 << 20).withFreeSpaceFloorBytes(0);

    @Test
    void readsBackWhatWasWrittenAndEndsClosed() throws Exception {
        LedgerFixture fixture = new LedgerFixture(1);
        try (ChronicleLedger ledger = ChronicleLedger.open(SETTINGS, directory, LedgerFixture.operator())) {
            fixture.appendGenesis(ledger);
            ledger.commit();
            for (int i = 0; i < 50; i++) {
                fixture.appendGroups(ledger, 10);
                ledger.commit();
                if (i % 10 == 9) {
                    ledger.checkpoint();
                    fixture.later(LedgerFixture.DAY_NS);
                }
            }
            assertThat(ledger.root()).isEqualTo(LedgerFixture.rootOf(fixture.records()));
            List<byte[]> read = new ArrayList<>();
            try (RecordCursor cursor = ledger.cursor(0)) {
                while (cursor.next()) {
                    read.add(Arrays.copyOfRange(cursor.array(), cursor.offset(), cursor.offset() + cursor.length()));
                }
            }
            assertThat(read).containsExactlyElementsOf(fixture.records());
        }
        check(fixture);
        try (ChronicleLedger ledger = ChronicleLedger.open(SETTINGS, directory, LedgerFixture.operator())) {
            assertThat(ledger.size()).isEqualTo(fixture.records().size());
            fixture.appendGroups(ledger, 10);
        }
        check(fixture);
    }

    void check(LedgerFixture fixture) throws Exception {
        List<byte[]> read = new ArrayList<>();
        TreeFollower follower = new TreeFollower();
        try (LedgerReader reader = LedgerReader.open(directory)) {
            Kind kind = reader.next();
            for (; kind != Kind.END && kind != Kind.FAULT; kind = reader.next()) {
                if (kind == Kind.RECORD) {
                    follower.record(
                            reader.array(),
                            reader.offset(),
                            reader.length(),
                            RecordHeader.timeNs(reader.array(), reader.offset()));
                    read.add(Arrays.copyOfRange(reader.array(), reader.offset(), reader.offset() + reader.length()));
                } else {
                    assertThat(follower.mark(reader.mark(), reader.file(), reader.fileOffset()))
                            .isNull();
                }
            }
            assertThat(kind).as(() -> reader.fault().toString()).isEqualTo(Kind.END);
            assertThat(reader.end().state()).isEqualTo(LedgerEnd.State.CLOSED);
            assertThat(reader.end().uncheckedChronicleBytes()).isZero();
        }
        assertThat(read).containsExactlyElementsOf(fixture.records());
    }
}
