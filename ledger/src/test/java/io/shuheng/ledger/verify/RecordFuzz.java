package io.shuheng.ledger.verify;

import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.ledger.fuzz.FuzzTarget;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Records behind a genuine genesis, each behind its length, u16, as the replay of a verifier takes them. */
public final class RecordFuzz implements FuzzTarget {

    private static final int FIRST = 40;

    private final List<byte[]> genesis = new ArrayList<>();
    private final List<byte[]> later = new ArrayList<>();

    /** Reads the exchange day. */
    public RecordFuzz() throws Exception {
        for (LedgerFrame frame : LedgerFrame.in(GoldenLedgerTest.golden(1).resolve("ledger"))) {
            boolean begun = !genesis.isEmpty() && RecordHeader.isEndOfGroup(genesis.get(genesis.size() - 1), 0);
            (begun ? later : genesis).add(frame.record());
        }
    }

    @Override
    public List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>();
        ByteBuffer all = ByteBuffer.allocate(1 << 16);
        for (byte[] record : later.subList(0, FIRST)) {
            seeds.add(ByteBuffer.allocate(2 + record.length)
                    .putShort((short) record.length)
                    .put(record)
                    .array());
            all.putShort((short) record.length).put(record);
        }
        byte[] together = new byte[all.position()];
        all.flip().get(together);
        seeds.add(together);
        return seeds;
    }

    @Override
    public void read(byte[] input) {
        ReplayCheck replay = new ReplayCheck(RulesVersions.current());
        long sequence = 0;
        for (byte[] record : genesis) {
            replay.record(new Place("", 0, sequence++), record, 0, record.length);
        }
        ByteBuffer in = ByteBuffer.wrap(input);
        while (in.remaining() > Short.BYTES + RecordHeader.LENGTH) {
            byte[] record = new byte[Math.min(Math.max(RecordHeader.LENGTH, in.getShort() & 0xFFFF), in.remaining())];
            in.get(record);
            if (replay.record(new Place("", 0, sequence++), record, 0, record.length) != null) {
                return;
            }
        }
    }
}
