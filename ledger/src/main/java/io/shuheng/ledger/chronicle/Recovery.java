package io.shuheng.ledger.chronicle;

import io.shuheng.core.engine.AcceptDataLoss;
import io.shuheng.core.ledger.LedgerException;
import io.shuheng.core.ledger.LedgerException.Code;
import io.shuheng.core.ledger.StateSnapshot;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.crypto.Sm2PublicKey;
import io.shuheng.crypto.Sm2Verifier;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.merkle.MerkleFrontier;
import io.shuheng.crypto.merkle.MerkleOutline;
import io.shuheng.ledger.disk.LedgerFiles;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.file.DeclaredLosses;
import io.shuheng.ledger.file.Fault;
import io.shuheng.ledger.file.KeptRecords;
import io.shuheng.ledger.file.LedgerEnd;
import io.shuheng.ledger.file.LedgerFile;
import io.shuheng.ledger.file.LedgerFolder;
import io.shuheng.ledger.file.LedgerIdentity;
import io.shuheng.ledger.file.LedgerReader;
import io.shuheng.ledger.file.OperatorKeys;
import io.shuheng.ledger.file.PruneFile;
import io.shuheng.ledger.file.TreeFollower;
import io.shuheng.ledger.snapshot.RecordPlaces;
import io.shuheng.ledger.snapshot.SnapshotFile;
import io.shuheng.ledger.snapshot.SnapshotFolder;
import io.shuheng.ledger.snapshot.SnapshotHead;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a ledger holds before it is written again: everything is read once, from the first byte or from behind the newest
 * snapshot that {@link SnapshotVouching} believes, and nothing is accepted that is damaged, somebody else's, or less than
 * what was signed.
 */
final class Recovery {

    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    /**
     * What was found.
     *
     * @param end where the files end
     * @param tree over all records
     * @param outline of that tree, which goes on with it
     * @param index where they stand
     * @param keys of the operator, null where it has no record yet
     * @param newest checkpoint in the files, null where there is none
     * @param snapshot behind which reading began, or that at the cut of a pruned ledger; null where everything was read
     * @param kept of records that were taken out, null where none were
     * @param recordsRead number of records that were read
     */
    record Found(
            LedgerEnd end,
            MerkleFrontier tree,
            MerkleOutline outline,
            RecordIndex index,
            @Nullable OperatorKeys keys,
            @Nullable Checkpoint newest,
            @Nullable StateSnapshot snapshot,
            @Nullable KeptRecords kept,
            long recordsRead) {}

    private final Path directory;
    private final Sm2PublicKey operator;
    private final @Nullable AcceptDataLoss override;
    private final Map<String, LedgerFile> files = new HashMap<>();
    private final RecordIndex index;
    private final @Nullable KeptRecords kept;
    private final @Nullable CutState cut;
    private final MerkleOutline outline;
    private final TreeFollower follower;
    private final @Nullable SnapshotVouching vouching;
    private @Nullable OperatorKeys keys;
    private long recordsRead;

    private final DeclaredLosses losses = new DeclaredLosses();

    private Recovery(
            Path directory,
            Sm2PublicKey operator,
            @Nullable AcceptDataLoss override,
            @Nullable KeptRecords kept,
            @Nullable CutState cut,
            MerkleOutline outline,
            TreeFollower follower,
            @Nullable SnapshotVouching vouching) {
        this.directory = directory;
        this.operator = operator;
        this.override = override;
        this.kept = kept;
        this.cut = cut;
        this.index = new RecordIndex(kept == null ? 0 : kept.tree().size());
        this.outline = outline;
        this.follower = follower;
        this.vouching = vouching;
        for (LedgerFile file : LedgerFolder.list(directory).files()) {
            files.put(file.name(), file);
        }
    }

    /**
     * Reads the ledger of an operator.
     *
     * @param operator a key of the operator, be it in force or not
     * @param override what officers accept as lost, which must be what is found; null where nothing may be lost
     * @throws LedgerException CORRUPT, DATA_LOSS, LEDGER_OTHER_OPERATOR, NOT_A_LEDGER or IO_FAILURE
     */
    static Found read(Path directory, Sm2PublicKey operator, @Nullable AcceptDataLoss override) throws IOException {
        SnapshotFolder snapshots = new SnapshotFolder(LedgerFiles.onDisk(), directory);
        try (LedgerReader reader = LedgerReader.open(directory)) {
            for (long size : override == null ? snapshots.sizes() : List.<Long>of()) {
                try {
                    return behind(snapshots.read(size), directory, operator, reader.kept());
                } catch (IOException | RuntimeException e) {
                    // Whoever wrote the file chose what it makes a reader stumble over.
                    LOG.warn("{}: the snapshot of {} records is not used: {}", directory, size, e.toString());
                }
            }
            return fromTheBeginning(directory, operator, override, reader).read(reader);
        }
    }

    /** Before the first record, or the first that is here of a pruned ledger. */
    private static Recovery fromTheBeginning(
            Path directory, Sm2PublicKey operator, @Nullable AcceptDataLoss override, LedgerReader reader) {
        KeptRecords kept = reader.kept();
        PruneFile pruned = reader.pruned();
        if (kept == null || pruned == null) {
            MerkleOutline outline = new MerkleOutline(TreeFollower.CHUNK_LEVEL);
            return new Recovery(directory, operator, override, null, null, outline, new TreeFollower(outline), null);
        }
        MerkleOutline outline =
                MerkleOutline.restore(TreeFollower.CHUNK_LEVEL, kept.tree().roots(TreeFollower.CHUNK_LEVEL));
        MerkleFrontier before = MerkleFrontier.restore(
                pruned.first(), kept.tree().subtrees(pruned.first()).orElseThrow(), outline);
        TreeFollower follower = new TreeFollower(before, pruned.timeNs());
        return new Recovery(directory, operator, override, kept, new CutState(pruned), outline, follower, null);
    }

    /* Whatever is amiss with a snapshot, or with the ledger behind it, is for a reading of everything to decide. */
    private static Found behind(
            SnapshotFile snapshot, Path directory, Sm2PublicKey operator, @Nullable KeptRecords kept)
            throws IOException {
        StateSnapshot.Head head = snapshot.head().state();
        RecordPlaces places = snapshot.head().places();
        MerkleOutline outline =
                MerkleOutline.restore(TreeFollower.CHUNK_LEVEL, snapshot.head().outline());
        TreeFollower follower =
                new TreeFollower(MerkleFrontier.restore(head.size(), head.subtrees(), outline), head.timeNs());
        Recovery recovery =
                new Recovery(directory, operator, null, kept, null, outline, follower, new SnapshotVouching(snapshot));
        recovery.index.restore(places, recovery.files);
        recovery.identify(snapshot.head());
        return recovery.read(
                LedgerReader.behind(directory, places.file(), places.offset(), head.size(), head.timeNs()));
    }

    private void identify(SnapshotHead head) {
        OperatorKeys found = genesisKeys();
        LedgerIdentity identity = found == null ? null : found.identity();
        if (found != null
                && identity != null
                && identity.ledgerId().equals(head.ledgerId())
                && identity.rulesVersion() == head.rulesVersion()) {
            head.state().directories().forEach(record -> OperatorKeys.behind(found, record, 0, record.length));
            keys = found;
            return;
        }
        throw new RecordFormatException("snapshot.ledgerId " + head.ledgerId() + ": of another ledger");
    }

    private @Nullable OperatorKeys genesisKeys() {
        if (kept != null) {
            byte[] genesis = kept.records().get(0);
            return OperatorKeys.behind(null, genesis, 0, genesis.length);
        }
        try (LedgerCursor genesis = new LedgerCursor(index, () -> 1, 0)) {
            return genesis.next()
                    ? OperatorKeys.behind(null, genesis.array(), genesis.offset(), genesis.length())
                    : null;
        }
    }

    private Found read(LedgerReader reader) throws IOException {
        try (reader) {
            for (LedgerReader.Kind kind = reader.next(); kind != LedgerReader.Kind.END; kind = reader.next()) {
                switch (kind) {
                    case RECORD -> record(reader);
                    case MARK -> mark(reader);
                    default -> throw refused(reader.fault());
                }
            }
            Checkpoint newest = follower.newestCheckpoint();
            requireOperator();
            requireNothingLost(newest, reader.end());
            StateSnapshot snapshot = vouching == null ? null : vouching.require(newest);
            if (cut != null) {
                snapshot = stateAtCut(cut);
            }
            return new Found(reader.end(), follower.tree(), outline, index, keys, newest, snapshot, kept, recordsRead);
        }
    }

    private StateSnapshot stateAtCut(CutState known) throws IOException {
        try {
            return known.snapshot(directory, follower);
        } catch (RecordFormatException e) {
            throw new LedgerException(Code.CORRUPT, directory + ": " + e.getMessage(), e);
        }
    }

    private void record(LedgerReader reader) {
        byte[] bytes = reader.array();
        int offset = reader.offset();
        keys = OperatorKeys.behind(keys, bytes, offset, reader.length());
        declaredLoss(reader);
        if (cut != null) {
            noteForCut(cut, reader);
        }
        if (reader.isKept()) {
            return;
        }
        follower.record(bytes, offset, reader.length(), RecordHeader.timeNs(bytes, offset));
        index.record(file(reader), reader.fileOffset(), reader.length(), RecordHeader.sequence(bytes, offset));
        recordsRead++;
        if (vouching != null) {
            vouching.record(bytes, offset, reader.length());
        }
    }

    private void noteForCut(CutState known, LedgerReader reader) {
        try {
            known.record(reader.array(), reader.offset(), reader.length(), follower);
        } catch (RecordFormatException e) {
            throw new LedgerException(
                    Code.CORRUPT, reader.file() + " at " + reader.fileOffset() + ": " + e.getMessage(), e);
        }
    }

    private void declaredLoss(LedgerReader reader) {
        try {
            losses.record(reader.array(), reader.offset(), reader.length(), () -> treeBefore(reader))
                    .ifPresent(wrong -> {
                        throw new LedgerException(
                                Code.CORRUPT,
                                reader.file() + " at " + reader.fileOffset() + ": AcceptDataLoss " + wrong);
                    });
        } catch (RecordFormatException e) {
            // Whether records say what their schemas allow is for replay to tell.
            LOG.debug("{} at {}: {}", reader.file(), reader.fileOffset(), e.toString());
        }
    }

    private MerkleFrontier treeBefore(LedgerReader reader) {
        KeptRecords known = reader.isKept() ? kept : null;
        return known == null
                ? follower.tree()
                : known.tree()
                        .frontier(RecordHeader.sequence(reader.array(), reader.offset()))
                        .orElseGet(MerkleFrontier::new);
    }

    private void requireOperator() {
        OperatorKeys known = keys;
        if (known != null && known.of(operator).isEmpty()) {
            throw otherOperator(known, operator);
        }
    }

    /** Why a signer is not taken: its key is none of the operator's. */
    static LedgerException otherOperator(OperatorKeys keys, Sm2PublicKey signer) {
        return new LedgerException(
                Code.LEDGER_OTHER_OPERATOR,
                "the ledger " + keys.identity().ledgerId() + " of "
                        + keys.identity().operatorUscc() + " has the operator key "
                        + keys.current().publicKey() + ", the signer has " + signer);
    }

    private void mark(LedgerReader reader) {
        index.mark(file(reader), reader.fileOffset(), reader.length());
        Fault fault = follower.mark(reader.mark(), reader.file(), reader.fileOffset());
        if (fault != null) {
            throw refused(fault);
        }
    }

    private LedgerFile file(LedgerReader reader) {
        LedgerFile file = files.get(reader.file());
        if (file == null) {
            throw new LedgerException(Code.IO_FAILURE, reader.file() + " came while the ledger was read");
        }
        return file;
    }

    private LedgerException refused(Fault fault) {
        Code code = switch (fault.rule()) {
            case SEGMENT_MISSING, SEGMENT_EMPTY, SEQUENCE, OPENING, END_WORD, DOCUMENT_CUT -> Code.DATA_LOSS;
            default -> Code.CORRUPT;
        };
        return new LedgerException(code, directory + ": " + fault);
    }

    private void requireNothingLost(@Nullable Checkpoint newest, LedgerEnd end) throws IOException {
        OperatorKeys known = keys;
        CheckpointFolder folder = new CheckpointFolder(LedgerFiles.onDisk(), directory);
        boolean overridden = false;
        for (Path path : folder.newestFirst()) {
            Optional<Checkpoint> side = folder.read(path);
            if (side.isEmpty() || (!isOurs(side.get(), known) && !isOfALostKey(side.get(), known, end.records()))) {
                LOG.warn("{} is not a checkpoint of this ledger's operator", path);
            } else if (side.get().size() <= end.records()) {
                break;
            } else if (!losses.cover(side.get()) && !overridden) {
                overridden = isOverridden(side.get(), end.records());
            }
        }
        if (override != null && !overridden) {
            throw new LedgerException(
                    Code.DATA_LOSS, directory + ": there is an override, and no loss that it could be about");
        }
        if (newest != null && !isOurs(newest, known)) {
            throw new LedgerException(
                    Code.CORRUPT,
                    directory + ": the checkpoint mark of size " + newest.size() + " is not the operator's");
        }
    }

    /**
     * Whether officers accept the loss: the largest checkpoint ahead of the files, and what is found, as they name them.
     *
     * @throws LedgerException DATA_LOSS where they do not
     */
    private boolean isOverridden(Checkpoint expected, long found) {
        AcceptDataLoss accepted = override;
        boolean same = accepted != null
                && accepted.getExpectedRecords() == expected.size()
                && expected.root().equals(Sm3Hash.of(accepted.getExpectedRoot().bytes()))
                && accepted.getFoundRecords() == found
                && follower.tree()
                        .root()
                        .equals(Sm3Hash.of(accepted.getFoundRoot().bytes()));
        if (!same) {
            throw new LedgerException(
                    Code.DATA_LOSS,
                    directory + ": a signed checkpoint covers " + expected.size() + " records with root "
                            + expected.root() + ", the files hold " + found + " with root "
                            + follower.tree().root() + (accepted == null ? "" : "; the override names others"));
        }
        LOG.warn("{}: opened after the loss of records {} to {}", directory, found, expected.size() - 1);
        return true;
    }

    /**
     * Whether a checkpoint that covers more than the files hold is said to be the operator's, by a key that they do not know:
     * the record that put this key in force may be among those that are lost.
     */
    private static boolean isOfALostKey(Checkpoint checkpoint, @Nullable OperatorKeys known, long records) {
        return known != null
                && checkpoint.size() > records
                && checkpoint.ledgerId().equals(known.identity().ledgerId())
                && checkpoint.signatures().stream()
                        .anyMatch(line -> line.name().equals(known.identity().operatorUscc()));
    }

    /** Before the genesis there is no name to check, only the key; a checkpoint of that key is one of this operator. */
    private boolean isOurs(Checkpoint checkpoint, @Nullable OperatorKeys known) {
        if (known == null) {
            Sm2Verifier verifier = new Sm2Verifier(operator);
            return checkpoint.signatures().stream().anyMatch(s -> checkpoint.isSignedBy(s.name(), verifier));
        }
        return known.isSigned(checkpoint);
    }
}
