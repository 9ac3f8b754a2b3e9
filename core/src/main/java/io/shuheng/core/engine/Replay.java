package io.shuheng.core.engine;

import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RecordBuffer;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.rules.RecordCatalogue;
import io.shuheng.crypto.Sm3Hash;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Runs recorded commands through an engine and compares what comes out with what stands there, byte for byte; and recorded
 * digests of the state with those of its own. Recovery, replica and audit are this one path; the first difference stops
 * it. One thread at a time.
 */
public final class Replay {

    private static final int SHOWN_BYTES = 48;

    private final RecordCatalogue catalogue;
    private final Engine engine;
    private final RecordBuffer recorded = new RecordBuffer();
    private final RecordBuffer computed = new RecordBuffer();
    private final TreeMap<Long, Sm3Hash> digests = new TreeMap<>();
    private @Nullable StateDigest digest;
    private final TreeSet<Long> confirmed = new TreeSet<>();

    /** From the beginning of a ledger, with a new engine. */
    public Replay(RecordCatalogue catalogue) {
        this(catalogue, new Engine(catalogue));
    }

    /** From where an engine stands on. */
    public Replay(RecordCatalogue catalogue, Engine engine) {
        this.catalogue = catalogue;
        this.engine = engine;
    }

    /** The digest of the engine's state as it was handed over; what is recorded for it is compared like any other. */
    public void know(StateDigest before) {
        digests.put(before.sequence(), before.sm3());
    }

    /** Whether a record has come with the digest that was asked for at that sequence, and it was the right one. */
    public boolean hasConfirmed(long sequence) {
        return confirmed.contains(sequence);
    }

    /** The digest of the state behind the group that was completed last; null where none was asked for there. */
    public @Nullable StateDigest digest() {
        return digest;
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
     * @throws ReplayMismatchException where a record does not follow from the commands, or a recorded digest is not that
     *     of the engine's state
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
        if (kind.javaClass() == RecordStateDigest.class) {
            compareDigest(sequence, AvroBytes.decode(RecordStateDigest.class, body.command()));
        }
        digest = engine.isDigestDue() ? new StateDigest(sequence, engine.stateDigest()) : null;
        if (digest != null) {
            digests.put(sequence, digest.sm3());
            if (digests.size() > StateDigestDesk.MOST_AWAITED) {
                digests.pollFirstEntry();
            }
        }
    }

    /* One that the engine refuses may say anything, and of one asked for before this replay began nothing is known. */
    private void compareDigest(long sequence, RecordStateDigest stored) {
        Sm3Hash known = digests.get(stored.getSequence());
        Sm3Hash found = Sm3Hash.of(stored.getSm3().bytes());
        if (!isTaken()) {
            return;
        }
        digests.remove(stored.getSequence());
        if (known != null && known.equals(found)) {
            confirmed.add(stored.getSequence());
        }
        if (known != null && !known.equals(found)) {
            throw new StateDigestMismatchException(
                    sequence,
                    "the digest of the state at record " + stored.getSequence() + " is " + known + ", recorded is "
                            + found);
        }
    }

    private boolean isTaken() {
        RecordKind kind = catalogue.kindOf(RecordStateDigest.class);
        return CommandBody.read(
                        kind.checker(), computed.array(), computed.offset(0), computed.offset(0) + computed.length(0))
                .events()
                .stream()
                .anyMatch(event -> event.getKind() == EventKind.STATE_DIGEST_RECORDED.number());
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
