package io.shuheng.ledger.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The list of places in a snapshot's head takes no more memory than its bytes and the ledger's size account for. */
final class RecordPlacesTest {

    private static final String FILE = "segment-00000001/20260105F.cq4";
    private static final int SIZE = 5000;

    private static byte[] written(String file, int places) {
        StateSink sink = new StateSink();
        new RecordPlaces(List.of(file), List.of(400L), new int[places], new long[places]).write(sink);
        return sink.toBytes();
    }

    private static RecordPlaces read(byte[] bytes) {
        return RecordPlaces.read(new StateSource(bytes), SIZE);
    }

    @Test
    void holdsOnePlaceForEach1024RecordsAndOneMore() {
        assertThat(read(written(FILE, 5)).placeOffsets()).hasSize(5);
        for (int tooMany : new int[] {6, 100_000}) {
            assertThatThrownBy(() -> read(written(FILE, tooMany)))
                    .isInstanceOf(RecordFormatException.class)
                    .hasMessageContaining(tooMany + " of " + SIZE + " records");
        }
    }

    @Test
    void namesNoFileByLessThanAFilesNameHas() {
        for (String none : List.of("", FILE.substring(1))) {
            assertThatThrownBy(() -> read(written(none, 1)))
                    .isInstanceOf(RecordFormatException.class)
                    .hasMessageContaining("no file is named");
        }
    }
}
