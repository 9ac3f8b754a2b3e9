package io.shuheng.ledger.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.ledger.StateSnapshot;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.ledger.fuzz.FuzzTarget;
import java.util.List;

/** Heads of snapshots: what is read encodes to the same bytes. */
public final class SnapshotFuzz implements FuzzTarget {

    @Override
    public List<byte[]> seeds() {
        RecordPlaces places = new RecordPlaces(
                List.of("segment-00000001/20260105F.cq4"), List.of(400L), new int[] {0, 0}, new long[] {400, 9000});
        StateSnapshot.Head head = new StateSnapshot.Head(
                1029, 1030, 5, Sm3Hash.ZERO, List.of(Sm3Hash.ZERO, Sm3Hash.ZERO, Sm3Hash.ZERO), List.of(new byte[21]));
        return List.of(new SnapshotHead(Sm3Hash.ZERO, 1, head, places, List.of(Sm3Hash.ZERO)).encode());
    }

    @Override
    public void read(byte[] input) {
        try {
            assertThat(SnapshotHead.decode(input).encode()).isEqualTo(input);
        } catch (RecordFormatException e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
    }
}
