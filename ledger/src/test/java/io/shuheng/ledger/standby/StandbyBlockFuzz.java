package io.shuheng.ledger.standby;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.crypto.Sm3Hash;
import io.shuheng.ledger.fuzz.FuzzTarget;
import java.util.List;

/** Blocks on the link between a ledger and its standby. */
public final class StandbyBlockFuzz implements FuzzTarget {

    @Override
    public List<byte[]> seeds() {
        byte[] records = new byte[1 + 2 * 25];
        records[0] = StandbyBlock.Records.TYPE;
        records[4] = 21;
        records[29] = 21;
        return List.of(
                new StandbyBlock.Stand(Sm3Hash.ZERO, 1, 5, Sm3Hash.ZERO).encode(),
                new StandbyBlock.Refused(StandbyException.Code.FORK, "why").encode(),
                records);
    }

    @Override
    public void read(byte[] input) {
        try {
            StandbyBlock block = StandbyBlock.read(input);
            if (block instanceof StandbyBlock.Records records) {
                StandbyBlock.RecordWalk walk = new StandbyBlock.RecordWalk(records);
                while (walk.next()) {
                    assertThat(walk.offset() + walk.length()).isLessThanOrEqualTo(input.length);
                }
            } else {
                block.encode();
            }
        } catch (StandbyException e) {
            assertThat(e.code()).isNotNull();
        }
    }
}
