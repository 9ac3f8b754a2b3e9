package io.shuheng.ledger.prune;

import io.shuheng.core.engine.AcceptDataLoss;
import io.shuheng.core.engine.BeginEpoch;
import io.shuheng.core.engine.Engine;
import io.shuheng.core.engine.Replay;
import io.shuheng.core.engine.ReplayMismatchException;
import io.shuheng.core.ledger.LedgerException;
import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.Event;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.record.SchemaDefinition;
import io.shuheng.core.rules.RecordCatalogue;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.merkle.MerkleHasher;
import io.shuheng.ledger.file.KeptRecords;
import io.shuheng.ledger.file.LedgerIdentity;
import io.shuheng.ledger.file.LedgerReader;
import io.shuheng.ledger.file.LedgerReader.Kind;
import io.shuheng.ledger.file.PruneFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * The second reading: the records before the cut are replayed, which gives the state there, and what is to be kept of those
 * that go is collected. For one thread.
 */
final class Keeping {

    /**
     * What a record that is kept tells of: who is who, with which key and certificate, listings, boards and instruments, and
     * the acts of officers with their endorsements.
     */
    private static final Set<EventKind> KEPT = Set.copyOf(EnumSet.of(
            EventKind.ACT_PROPOSED,
            EventKind.ACT_ENDORSED,
            EventKind.KEY_REGISTERED,
            EventKind.OFFICER_APPOINTED,
            EventKind.PARTICIPANT_APPLIED,
            EventKind.IDENTITY_REVIEWED,
            EventKind.PARTICIPANT_STATUS,
            EventKind.KEY_IN_FORCE,
            EventKind.KEY_REVOKED,
            EventKind.MANDATE_GRANTED,
            EventKind.MANDATE_REVOKED,
            EventKind.KEY_RENEWED,
            EventKind.RECIPIENT_CERTIFICATE_CHANGED,
            EventKind.RECIPIENT_CERTIFICATE_REVOKED,
            EventKind.REPLACEMENT_REQUESTED,
            EventKind.REPLACEMENT_APPROVED,
            EventKind.REVOCATIONS_RECORDED,
            EventKind.LISTING_SUBMITTED,
            EventKind.LISTING_VERSION_LISTED,
            EventKind.LISTING_STATE,
            EventKind.BOARD_OPENED,
            EventKind.INSTRUMENT_OPENED));

    private final RecordCatalogue catalogue;
    private final Replay replay;
    private final TreeKeeper tree;
    private final MerkleHasher hasher = new MerkleHasher();
    private final List<byte[]> records = new ArrayList<>();
    private long timeNs;

    private Keeping(RecordCatalogue catalogue, Replay replay, TreeKeeper tree) {
        this.catalogue = catalogue;
        this.replay = replay;
        this.tree = tree;
    }

    /**
     * What comes of it.
     *
     * @param kept of the records that go
     * @param timeNs time of the last of them, nanoseconds since 1970
     * @param engine in the state at the cut
     */
    record Result(KeptRecords kept, long timeNs, Engine engine) {}

    /**
     * Reads a ledger up to the cut.
     *
     * @throws LedgerException CORRUPT where a record does not follow from the commands, or there is a fault
     */
    static Result of(Path ledger, PruningOrder order) throws IOException {
        try (LedgerReader reader = LedgerReader.open(ledger)) {
            return read(ledger, reader, order);
        } catch (RecordFormatException | ReplayMismatchException | IllegalStateException | ArithmeticException e) {
            throw new LedgerException(LedgerException.Code.CORRUPT, String.valueOf(e.getMessage()), e);
        }
    }

    private static Result read(Path ledger, LedgerReader reader, PruningOrder order) throws IOException {
        Keeping keeping = null;
        long next = 0;
        while (next < order.records()) {
            Kind kind = reader.next();
            if (kind == Kind.FAULT || kind == Kind.END) {
                throw new LedgerException(
                        LedgerException.Code.CORRUPT,
                        kind == Kind.FAULT ? reader.fault().toString() : "it ends at record " + next);
            }
            if (kind == Kind.RECORD) {
                keeping = keeping == null ? begin(ledger, reader, order) : keeping;
                keeping.record(reader, order);
                next = reader.isKept() ? next : RecordHeader.sequence(reader.array(), reader.offset()) + 1;
            }
        }
        return Objects.requireNonNull(keeping).result();
    }

    private static Keeping begin(Path ledger, LedgerReader reader, PruningOrder order) throws IOException {
        int version = LedgerIdentity.of(reader.array(), reader.offset(), reader.length())
                .rulesVersion();
        RecordCatalogue rules = RulesVersions.catalogue(version)
                .orElseThrow(() -> new LedgerException(
                        LedgerException.Code.NOT_A_LEDGER, "the ledger follows rules version " + version));
        TreeSet<Long> ends = new TreeSet<>(order.ends());
        KeptRecords before = reader.kept();
        PruneFile pruned = reader.pruned();
        if (before == null || pruned == null) {
            return new Keeping(rules, new Replay(rules), new TreeKeeper(null, ends));
        }
        return new Keeping(rules, pruned.replay(ledger, rules), new TreeKeeper(before.tree(), ends));
    }

    private void record(LedgerReader reader, PruningOrder order) {
        byte[] bytes = reader.array();
        int offset = reader.offset();
        int length = reader.length();
        long sequence = RecordHeader.sequence(bytes, offset);
        Sm3Hash leaf = hasher.leaf(bytes, offset, length);
        if (reader.isKept()) {
            tree.keptBefore(sequence, leaf);
            records.add(copy(reader));
            return;
        }
        if (sequence < order.first()) {
            RecordKind kind = kind(bytes, offset);
            if (kind.javaClass() == AcceptDataLoss.class || kind.javaClass() == BeginEpoch.class) {
                tree.end();
            }
            boolean isKept = isKept(kind, bytes, offset, length);
            tree.leaf(leaf, isKept);
            if (isKept) {
                records.add(copy(reader));
            }
            timeNs = RecordHeader.timeNs(bytes, offset);
        }
        if (sequence >= replay.engine().size()) {
            replay.accept(bytes, offset, length);
        }
    }

    private RecordKind kind(byte[] bytes, int offset) {
        RecordKind kind = catalogue.ofType(RecordHeader.type(bytes, offset));
        if (kind == null) {
            throw new RecordFormatException("record.type " + RecordHeader.type(bytes, offset) + ": unknown");
        }
        return kind;
    }

    private static boolean isKept(RecordKind kind, byte[] bytes, int offset, int length) {
        if (!kind.isCommand()) {
            return kind.javaClass() == SchemaDefinition.class;
        }
        for (Event event :
                CommandBody.read(kind.checker(), bytes, offset, offset + length).events()) {
            EventKind found = EventKind.of(event.getKind());
            if (KEPT.contains(found) || found.concernsDirectories()) {
                return true;
            }
        }
        return false;
    }

    private static byte[] copy(LedgerReader reader) {
        byte[] record = new byte[reader.length()];
        System.arraycopy(reader.array(), reader.offset(), record, 0, record.length);
        return record;
    }

    private Result result() {
        return new Result(new KeptRecords(tree.tree(), records), timeNs, replay.engine());
    }
}
