package io.shuheng.ledger.prune;

import io.shuheng.core.engine.RecordStateDigest;
import io.shuheng.core.ledger.LedgerException;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.Event;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.file.CutVouching;
import io.shuheng.ledger.file.Fault;
import io.shuheng.ledger.file.LedgerFile;
import io.shuheng.ledger.file.LedgerReader;
import io.shuheng.ledger.file.LedgerReader.Kind;
import io.shuheng.ledger.file.Mark;
import io.shuheng.ledger.file.OperatorKeys;
import io.shuheng.ledger.file.PruneFile;
import io.shuheng.ledger.file.TreeFollower;
import io.shuheng.ledger.prune.PruningException.Code;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is to be taken out: up to which cut two officers allow it, and which files lie before it. Immutable.
 *
 * @param digestSequence sequence at which the digest of the state at the cut was asked for
 * @param records number of records before the cut
 * @param stateSm3 that digest, as it is on record
 * @param files that are to be taken out, in order, at least one
 * @param file the first that stays
 * @param first number of records before that one
 * @param ends sizes that a checkpoint in the files names, up to that number
 */
record PruningOrder(
        long digestSequence,
        long records,
        Sm3Hash stateSm3,
        List<LedgerFile> files,
        LedgerFile file,
        long first,
        Set<Long> ends) {

    private static final long NOWHERE = -1;

    /** What, when it comes behind the officers' word, they did not know of. */
    private static final Set<EventKind> OVERTAKING = Set.of(EventKind.FREEZE_ORDERED, EventKind.DISPUTE_OPENED);

    /**
     * Reads the ledger from its first byte to its last, checks what needs no certificate but the genesis', and finds the officers'
     * last word. Of a ledger that is pruned already it makes sure that it stands without what was taken out: that what is
     * kept and the state can be read, and that officers have allowed this cut.
     *
     * @throws LedgerException CORRUPT where there is a fault
     */
    static Search search(Path ledger) throws IOException {
        try (LedgerReader reader = LedgerReader.open(ledger)) {
            Search search = new Search(reader);
            search.read(ledger);
            return search;
        } catch (RecordFormatException e) {
            throw new LedgerException(LedgerException.Code.CORRUPT, String.valueOf(e.getMessage()), e);
        }
    }

    /** One reading. */
    static final class Search {

        private final LedgerReader reader;
        private final TreeFollower tree;
        private final @Nullable CutVouching vouching;
        private final TreeSet<Long> ends = new TreeSet<>();
        private final Map<Long, Sm3Hash> digests = new HashMap<>();
        private final List<String> names = new ArrayList<>();
        private final List<Long> before = new ArrayList<>();
        private @Nullable OperatorKeys keys;
        private @Nullable Event allowed;
        private long allowedAt = NOWHERE;
        private long overtakenAt = NOWHERE;
        private long signed;

        private Search(LedgerReader reader) {
            this.reader = reader;
            this.tree = reader.follower(Runnable::run, 0);
            PruneFile pruned = reader.pruned();
            this.vouching = pruned == null ? null : new CutVouching(pruned);
        }

        private void read(Path ledger) throws IOException {
            Kind kind = reader.next();
            for (; kind == Kind.RECORD || kind == Kind.MARK; kind = reader.next()) {
                if (kind == Kind.RECORD) {
                    record();
                } else {
                    mark();
                }
            }
            requireNone(kind == Kind.FAULT ? reader.fault() : null);
            PruneFile pruned = reader.pruned();
            CutVouching before = vouching;
            if (pruned != null && before != null) {
                pruned.readState(ledger);
                before.missingUnder(signed).ifPresent(missing -> {
                    throw new RecordFormatException("PRUNED: " + missing);
                });
            }
        }

        /**
         * What is to be taken out.
         *
         * @param files of the ledger, in order
         * @throws PruningException where there is nothing to be taken out
         */
        PruningOrder order(List<LedgerFile> files) {
            Event cut = allowed;
            if (cut == null || signed <= allowedAt) {
                throw new PruningException(
                        Code.NOT_AUTHORIZED,
                        cut == null
                                ? "no record says that two officers allow it"
                                : "record " + allowedAt + " allows it, signed checkpoints cover " + signed
                                        + " records");
            }
            if (overtakenAt > allowedAt) {
                throw new PruningException(
                        Code.OVERTAKEN,
                        "record " + overtakenAt + " orders a freeze or opens a dispute behind record " + allowedAt
                                + ", which allows it");
            }
            return before(cut.getA(), cut.getB(), files);
        }

        private void record() {
            byte[] bytes = reader.array();
            int offset = reader.offset();
            int length = reader.length();
            keys = OperatorKeys.behind(keys, bytes, offset, length);
            RecordKind kind = RulesVersions.current().ofType(RecordHeader.type(bytes, offset));
            if (kind != null && kind.isCommand()) {
                CommandBody body = CommandBody.read(kind.checker(), bytes, offset, offset + length);
                long sequence = RecordHeader.sequence(bytes, offset);
                body.events().forEach(event -> note(event, body, sequence));
                Optional<String> wrong =
                        vouching == null ? Optional.empty() : vouching.record(body, sequence, reader.isKept());
                wrong.ifPresent(message -> {
                    throw new RecordFormatException("PRUNED: " + message);
                });
            }
            if (!reader.isKept()) {
                tree.record(bytes, offset, length, RecordHeader.timeNs(bytes, offset));
            }
        }

        private void note(Event event, CommandBody body, long sequence) {
            EventKind kind = EventKind.of(event.getKind());
            if (kind == EventKind.PRUNING_AUTHORIZED) {
                allowed = event;
                allowedAt = sequence;
            } else if (kind == EventKind.STATE_DIGEST_RECORDED) {
                RecordStateDigest digest = AvroBytes.decode(RecordStateDigest.class, body.command());
                digests.put(event.getA(), Sm3Hash.of(digest.getSm3().bytes()));
            } else if (OVERTAKING.contains(kind)) {
                overtakenAt = sequence;
            }
        }

        private void mark() {
            Mark mark = reader.mark();
            requireNone(tree.mark(mark, reader.file(), reader.fileOffset()));
            if (mark instanceof Mark.CycleOpening opening) {
                names.add(reader.file());
                before.add(opening.size());
            } else if (mark instanceof Mark.Checkpointed) {
                Checkpoint checkpoint = tree.newestCheckpoint();
                if (checkpoint == null || keys == null || !keys.isSigned(checkpoint)) {
                    throw new LedgerException(
                            LedgerException.Code.CORRUPT,
                            "a checkpoint mark at " + tree.size() + " is not the operator's");
                }
                signed = checkpoint.size();
                ends.add(signed);
            }
        }

        /* The file in which the cut lies stays whole: it begins before the cut, or with it. */
        private PruningOrder before(long digestSequence, long records, List<LedgerFile> files) {
            int stays = 0;
            for (int i = 0; i < names.size(); i++) {
                stays = before.get(i) <= records ? i : stays;
            }
            int at = 0;
            while (at < files.size() && !files.get(at).name().equals(names.isEmpty() ? "" : names.get(stays))) {
                at++;
            }
            if (at == 0 || at == files.size() || before.get(stays) <= before.get(0)) {
                throw new PruningException(
                        Code.NOTHING_BEFORE_CUT, "no whole file of records lies before the cut at " + records);
            }
            long first = before.get(stays);
            return new PruningOrder(
                    digestSequence,
                    records,
                    digests.getOrDefault(digestSequence, Sm3Hash.ZERO),
                    List.copyOf(files.subList(0, at)),
                    files.get(at),
                    first,
                    new TreeSet<>(ends.headSet(first, true)));
        }

        private static void requireNone(@Nullable Fault fault) {
            if (fault != null) {
                throw new LedgerException(LedgerException.Code.CORRUPT, fault.toString());
            }
        }
    }
}
