package io.shuheng.core.engine;

import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.RecordBuffer;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.rules.RecordCatalogue;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Runs recorded commands through an engine and compares what comes out with what stands there, byte for byte. Recovery,
 * replica and audit are this one path; the first difference stops it. One thread at a time.
 */
public final class Replay {

    private static final int SHOWN_BYTES = 48;

    private final RecordCatalogue catalogue;
    private final Engine engine;
    private final RecordBuffer recorded = new RecordBuffer();
    private final RecordBuffer computed = new RecordBuffer();

    /** From the beginning of a ledger, with a new engine. */
    public Replay(RecordCatalogue catalogue) {
        this.catalogue = catalogue;
        this.engine = new Engine(catalogue);
    }

    /** The engine in the state behind the last complete group. */
    public Engine engine() {
        return engine;
    }

    /** Whether the last record ended its group. */
    public boolean isBetweenGroups() {
        return recorded.count() == 0;
    }

    /**
     * Takes the next record. At the end of a group its command is executed and every record of the group compared.
     *
     * @throws ReplayMismatchException where a record does not follow from the commands
     * @throws RecordFormatException where a record is not what the format says
     */
    public void accept(byte[] bytes, int offset, int length) {
        recorded.appendRecord(bytes, offset, length);
        if (RecordHeader.isEndOfGroup(bytes, offset)) {
            runGroup();
            recorded.clear();
        }
    }

    private void runGroup() {
        byte[] bytes = recorded.array();
        int start = recorded.offset(0);
        long sequence = RecordHeader.sequence(bytes, start);
        RecordKind kind = catalogue.ofType(RecordHeader.type(bytes, start));
        if (kind == null || !kind.isCommand()) {
            throw new ReplayMismatchException(
                    sequence, "type " + RecordHeader.type(bytes, start) + ": a group starts with a command");
        }
        CommandBody body = CommandBody.read(kind.checker(), bytes, start, start + recorded.length(0));
        computed.clear();
        engine.execute(kind, body.command(), body.authentication(), RecordHeader.timeNs(bytes, start), computed);
        compare(sequence);
    }

    private void compare(long sequence) {
        int count = Math.min(recorded.count(), computed.count());
        for (int i = 0; i < count; i++) {
            byte[] expected = computed.copy(i);
            byte[] found = recorded.copy(i);
            int at = Arrays.mismatch(expected, found);
            if (at >= 0) {
                throw new ReplayMismatchException(
                        sequence + i,
                        "byte " + at + " differs: computed " + shown(expected, at) + ", stored " + shown(found, at));
            }
        }
        if (recorded.count() != computed.count()) {
            throw new ReplayMismatchException(
                    sequence + count,
                    "the command brings about " + computed.count() + " records, stored are " + recorded.count());
        }
    }

    private static String shown(byte[] bytes, int from) {
        return HexFormat.of()
                .formatHex(bytes, Math.min(from, bytes.length), Math.min(from + SHOWN_BYTES, bytes.length));
    }
}
