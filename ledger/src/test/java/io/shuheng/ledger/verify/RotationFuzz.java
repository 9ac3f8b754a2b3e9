package io.shuheng.ledger.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.ledger.file.LedgerIdentity;
import io.shuheng.ledger.file.OperatorKeys;
import io.shuheng.ledger.fuzz.FuzzTarget;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Records that put a key of the operator in force, as proof files and requests to witnesses bring them. */
public final class RotationFuzz implements FuzzTarget {

    private final byte[] genesis;

    /** Behind the genesis of the exchange day. */
    public RotationFuzz() throws Exception {
        genesis = LedgerFrame.in(GoldenLedgerTest.golden(1).resolve("ledger"))
                .get(0)
                .record();
    }

    @Override
    public List<byte[]> seeds() throws Exception {
        Path folder = Files.createTempDirectory("rotations");
        TwiceRotatedLedger ledger = TwiceRotatedLedger.write(folder.resolve("ledger"));
        List<byte[]> seeds = new ArrayList<>();
        for (LedgerFrame frame : LedgerFrame.in(ledger.ledger())) {
            if (ledger.rotations().contains(RecordHeader.sequence(frame.record(), 0))) {
                seeds.add(frame.record());
            }
        }
        return seeds;
    }

    @Override
    public void read(byte[] input) {
        if (input.length < RecordHeader.LENGTH) {
            return;
        }
        OperatorKeys keys = new OperatorKeys(LedgerIdentity.of(genesis, 0, genesis.length), 0);
        try {
            keys.record(input, 0, input.length)
                    .ifPresent(wrong -> assertThat(wrong).isNotEmpty());
        } catch (RecordFormatException e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
        assertThat(keys.list()).hasSizeBetween(1, 2);
    }
}
