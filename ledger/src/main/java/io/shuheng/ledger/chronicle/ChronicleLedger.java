package io.shuheng.ledger.chronicle;

import io.shuheng.core.engine.AcceptDataLoss;
import io.shuheng.core.engine.BeginEpoch;
import io.shuheng.core.ledger.Ledger;
import io.shuheng.core.ledger.LedgerException;
import io.shuheng.core.ledger.LedgerException.Code;
import io.shuheng.core.ledger.RecordCursor;
import io.shuheng.core.ledger.StateSnapshot;
import io.shuheng.core.monitor.Metrics;
import io.shuheng.core.record.RecordBuffer;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.runtime.LossOverride;
import io.shuheng.core.runtime.Promotion;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.Sm2PublicKey;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.merkle.MerkleOutline;
import io.shuheng.ledger.disk.LedgerFiles;
import io.shuheng.ledger.disk.LedgerLock;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.file.KeptRecords;
import io.shuheng.ledger.file.LedgerFolder;
import io.shuheng.ledger.file.LedgerIdentity;
import io.shuheng.ledger.file.OperatorKeys;
import io.shuheng.ledger.file.PruneFile;
import io.shuheng.ledger.file.PrunedBeginning;
import io.shuheng.ledger.snapshot.RecordPlaces;
import io.shuheng.ledger.snapshot.SnapshotFolder;
import io.shuheng.ledger.snapshot.SnapshotHead;
import io.shuheng.ledger.witness.Witness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ledger in a directory, as FORMAT.md says. Opening reads the whole of it, or what is behind the newest snapshot that its
 * records vouch for, and holds an exclusive lock until {@link #close}.
 *
 * <p>Threading: as {@link Ledger} says; {@link #close} may be called by another thread once the ledger's thread has
 * stopped. {@link #checkpoint} commits first. Interrupting the ledger's thread inside a call fails the write and so poisons the ledger.
 */
public final class ChronicleLedger implements Ledger {

    private static final Logger LOG = LoggerFactory.getLogger(ChronicleLedger.class);

    /** How long closing waits for code that is not the ledger's: a witness's port, and what callers hang on receipts. */
    private static final long PATIENCE_MS = 5_000;

    private final Path directory;
    private final LedgerLock lock;
    private final LedgerWriter writer;
    private final RecordIndex index;
    private final SnapshotFolder snapshots;
    private final FreeSpace snapshotRoom;
    private final long recordsRead;
    private final MerkleOutline outline;
    private final @Nullable KeptRecords kept;
    private final @Nullable PrunedBeginning beginning;
    private final ReceiptDesk receipts;
    private final CheckpointFolder checkpoints;
    private volatile @Nullable WitnessDesk witnesses;
    private @Nullable StateSnapshot openedFrom;
    private volatile long durable;
    private volatile boolean closed;
    private @Nullable LedgerException poison;

    private ChronicleLedger(
            LedgerSettings settings,
            LedgerFiles files,
            Path directory,
            LedgerLock lock,
            Recovery.Found found,
            LedgerWriter writer) {
        this.directory = directory;
        this.snapshots = new SnapshotFolder(files, directory);
        this.snapshotRoom = new FreeSpace(files, directory, settings);
        this.recordsRead = found.recordsRead();
        this.openedFrom = found.snapshot();
        this.lock = lock;
        this.writer = writer;
        this.index = found.index();
        this.durable = found.end().records();
        this.outline = found.outline();
        this.kept = found.kept();
        PruneFile pruned = LedgerFolder.list(directory).pruned();
        this.beginning = kept == null || pruned == null ? null : new PrunedBeginning(directory, pruned, kept);
        this.checkpoints = new CheckpointFolder(files, directory);
        this.receipts = new ReceiptDesk(proofs(), writer.newest(), PATIENCE_MS, writer::rotations);
    }

    /**
     * Opens a ledger for writing, or begins one in a directory that is empty or not there yet. Blocks for as long as it
     * takes to read and hash everything behind the newest snapshot, or from the first byte where there is none to be believed.
     *
     * @param operator signs checkpoints; its key must be the operator's that is in force at the ledger's end: that of the
     *     certificate in the genesis, or of the last RotateOperatorKey
     * @throws LedgerException MISSING_JVM_OPTION, NOT_A_LEDGER, READ_ONLY, LEDGER_LOCKED, LEDGER_OTHER_OPERATOR,
     *     OPERATOR_KEY_RETIRED, CORRUPT, DATA_LOSS, DISK_FULL or IO_FAILURE
     */
    public static ChronicleLedger open(LedgerSettings settings, Path directory, Signer operator) {
        return open(settings, LedgerFiles.onDisk(), directory, operator);
    }

    /** As {@link #open(LedgerSettings, Path, Signer)}, with all that touches the disk but Chronicle through a port. */
    public static ChronicleLedger open(LedgerSettings settings, LedgerFiles files, Path directory, Signer operator) {
        return open(settings, files, directory, operator, null);
    }

    /**
     * As {@link #open(LedgerSettings, Path, Signer)}, of a ledger that has lost records which a checkpoint beside it
     * covers. The override must name that checkpoint's size and root, and those of the files. The ledger takes nothing
     * before the override's act: open the exchange with {@code Exchange.openAfterLoss}.
     *
     * @throws LedgerException also DATA_LOSS where the override names another loss, or nothing is lost
     */
    public static ChronicleLedger openAfterLoss(
            LedgerSettings settings, Path directory, Signer operator, LossOverride override) {
        return open(settings, LedgerFiles.onDisk(), directory, operator, override.command());
    }

    /**
     * Opens a standby's copy (备机账本), or begins one: it takes the records and {@link #receive checkpoints} of a primary and
     * signs nothing itself. Closed and opened with the operator's signer it is a ledger like any other. A copy of a pruned
     * primary begins as a backup of that one.
     *
     * @param operatorKey of the operator's certificate in the genesis; where the copy has records, any key of the operator
     */
    public static ChronicleLedger follow(LedgerSettings settings, Path directory, Sm2PublicKey operatorKey) {
        return open(settings, LedgerFiles.onDisk(), directory, operatorKey, null, null);
    }

    /**
     * As {@link #open(LedgerSettings, Path, Signer)}, of a standby's copy that is to be promoted: it must end where the
     * officers' act says. It takes nothing before that act, and until then the operator signs nothing. Open the exchange with
     * {@code Exchange.promote}.
     *
     * @throws LedgerException also NOT_ENDORSED where it holds another number of records, or has another root
     */
    public static ChronicleLedger openPromoted(
            LedgerSettings settings, Path directory, Signer operator, Promotion promotion) {
        ChronicleLedger ledger = open(settings, directory, operator);
        BeginEpoch act = promotion.command();
        ledger.writer.expect(act);
        Sm3Hash named = Sm3Hash.of(act.getPredecessorRoot().bytes());
        if (act.getPredecessorRecords() == ledger.size() && named.equals(ledger.root())) {
            return ledger;
        }
        LedgerException other = new LedgerException(
                Code.NOT_ENDORSED,
                "the officers promote a ledger of " + act.getPredecessorRecords() + " records with root " + named
                        + ", this one has " + ledger.size() + " with root " + ledger.root());
        ledger.close();
        throw other;
    }

    private static ChronicleLedger open(
            LedgerSettings settings,
            LedgerFiles files,
            Path directory,
            Signer operator,
            @Nullable AcceptDataLoss override) {
        return open(settings, files, directory, operator.publicKey(), operator, override);
    }

    private static ChronicleLedger open(
            LedgerSettings settings,
            LedgerFiles files,
            Path directory,
            Sm2PublicKey operatorKey,
            @Nullable Signer operator,
            @Nullable AcceptDataLoss override) {
        ChronicleProcess.prepare();
        createDirectory(files, directory);
        LedgerFolder.list(directory);
        LedgerLock lock = LedgerLock.acquire(files, directory, LedgerFolder.LOCK);
        try {
            Recovery.Found found = Recovery.read(directory, operatorKey, override);
            if (operator != null) {
                requireInForce(found.keys(), operatorKey);
            }
            LedgerWriter writer = LedgerWriter.after(found, files, settings, directory, operatorKey, operator);
            LOG.info(
                    "{}: {} records, {} of them read, SM3 by {}",
                    directory,
                    found.end().records(),
                    found.recordsRead(),
                    writer.hasherName());
            if (override != null) {
                writer.expect(override);
            }
            return new ChronicleLedger(settings, files, directory, lock, found, writer);
        } catch (Throwable e) {
            LedgerException failure = LedgerFailures.of(directory, e);
            try {
                lock.close();
            } catch (IOException closing) {
                failure.addSuppressed(closing);
            }
            throw failure;
        }
    }

    private static void requireInForce(@Nullable OperatorKeys keys, Sm2PublicKey signer) {
        if (keys != null && !keys.current().publicKey().equals(signer)) {
            throw new LedgerException(
                    Code.OPERATOR_KEY_RETIRED,
                    "the signer has the operator's key "
                            + keys.of(signer).orElseThrow().number() + ", in force is key "
                            + keys.current().number() + ", "
                            + keys.current().publicKey());
        }
    }

    private static void createDirectory(LedgerFiles files, Path directory) {
        try {
            if (!Files.exists(directory)) {
                files.makeDirectory(directory);
            }
        } catch (IOException e) {
            throw new LedgerException(Code.READ_ONLY, directory + " cannot be created: " + e, e);
        }
    }

    @Override
    public long size() {
        return durable;
    }

    @Override
    public boolean acceptsMore() {
        return writer.hasHeadroom();
    }

    /** Where it begins; empty where none of its first records were taken out. */
    public Optional<PrunedBeginning> beginning() {
        return Optional.ofNullable(beginning);
    }

    /** Number of records that were read when this ledger was opened. */
    public long recordsRead() {
        return recordsRead;
    }

    @Override
    public boolean keepsSnapshots() {
        return true;
    }

    @Override
    public synchronized Optional<StateSnapshot> snapshot() {
        StateSnapshot once = openedFrom;
        openedFrom = null;
        return Optional.ofNullable(once);
    }

    /* No failure here is one of the ledger: what cannot be kept is said in the log, and the records are as safe as before. */
    @Override
    public void keep(StateSnapshot.Head head, Consumer<StateSink.Pieces> state) {
        try (LedgerCursor last = new LedgerCursor(index, this::size, head.size() - 1)) {
            if (!last.next()) {
                throw new IllegalArgumentException("size " + head.size() + ": only " + size() + " records are durable");
            }
            RecordPlaces places = index.upTo(head.size(), last.file(), last.position());
            LedgerIdentity identity = identity();
            snapshots.write(
                    new SnapshotHead(
                            identity.ledgerId(), identity.rulesVersion(), head, places, outline.roots(head.size())),
                    state,
                    snapshotRoom::require);
            LOG.info("{}: snapshot of the state behind {} records", directory, head.size());
        } catch (IOException | LedgerException e) {
            LOG.warn("{}: no snapshot of the state behind {} records: {}", directory, head.size(), e.toString());
        }
    }

    private LedgerIdentity identity() {
        if (kept != null) {
            byte[] genesis = kept.records().get(0);
            return LedgerIdentity.of(genesis, 0, genesis.length);
        }
        try (LedgerCursor first = new LedgerCursor(index, this::size, 0)) {
            first.next();
            return LedgerIdentity.of(first.array(), first.offset(), first.length());
        }
    }

    @Override
    public long freeBytes() {
        return writer.freeBytes();
    }

    @Override
    public void meter(Metrics metrics) {
        writer.meter(metrics);
    }

    /** Root of the tree over all records appended. For the ledger's thread. */
    public Sm3Hash root() {
        return writer.root();
    }

    @Override
    public void append(RecordBuffer groups) {
        requireOpen();
        try {
            writer.append(groups);
        } catch (Throwable e) {
            throw poisoned(e);
        }
    }

    @Override
    public void commit() {
        requireOpen();
        try {
            durable = writer.commit();
        } catch (Throwable e) {
            throw poisoned(e);
        }
    }

    @Override
    public void checkpoint() {
        commit();
        try {
            writer.checkpoint();
        } catch (Throwable e) {
            throw poisoned(e);
        }
        announceCheckpoint();
    }

    @Override
    public void announce(Signer next) {
        writer.announce(next);
    }

    @Override
    public void withdraw(Signer next) {
        writer.withdraw(next);
    }

    private void announceCheckpoint() {
        receipts.covered(writer.newest());
        WitnessDesk desk = witnesses;
        if (desk != null) {
            desk.covered(writer.newest());
        }
    }

    private LiveProofs proofs() {
        return new LiveProofs(outline, kept, this::cursor);
    }

    /**
     * Shows checkpoints to witnesses from now on, the newest first, until the ledger is closed, and keeps their cosignatures
     * in the checkpoints' side files. Nothing waits for them. For the ledger's thread, or before it has begun; once.
     *
     * @param watching the witnesses
     * @param everyMs how often answers are looked for where nothing new is to be shown, in milliseconds, 1 to 3 600 000
     * @return how the witnesses stand
     */
    public WitnessDesk witnessedBy(List<Witness> watching, long everyMs) {
        requireOpen();
        if (everyMs < 1 || everyMs > 3_600_000) {
            throw new IllegalArgumentException("everyMs " + everyMs + ": not in 1..3600000");
        }
        if (witnesses != null) {
            throw new IllegalStateException(directory + " is watched already");
        }
        CheckpointMarks marks = new CheckpointMarks(directory, index, this::size);
        WitnessDesk desk = new WitnessDesk(
                proofs(), checkpoints, marks::of, writer::rotations, writer.newest(), watching, everyMs, PATIENCE_MS);
        witnesses = desk;
        return desk;
    }

    /**
     * An inclusion receipt for a durable record, with the next checkpoint that covers it. Its path comes from the tree's upper part, which is kept in memory, and from 2048 records at most, which
     * are hashed again: it costs the same in a ledger of any size. At most 65 536 receipts are awaited at a time.
     */
    @Override
    public CompletableFuture<byte[]> receipt(long sequence) {
        if (sequence < 0 || sequence >= durable) {
            return CompletableFuture.failedFuture(new LedgerException(
                    Code.OUT_OF_SEQUENCE, "record " + sequence + ": the ledger has " + durable + " durable records"));
        }
        return receipts.receipt(sequence);
    }

    /**
     * Keeps a checkpoint that the primary's operator has signed over exactly the records that are here. For the ledger's
     * thread. Commits first.
     *
     * @throws LedgerException FORK where it is of other records or not the operator's; then nothing more is taken
     */
    public void receive(Checkpoint received) {
        commit();
        try {
            writer.receive(received);
        } catch (Throwable e) {
            throw poisoned(e);
        }
        announceCheckpoint();
    }

    /** The newest checkpoint over durable records, empty where there is none. For any thread. */
    public Optional<Checkpoint> newestCheckpoint() {
        return Optional.ofNullable(writer.newest());
    }

    @Override
    public RecordCursor cursor(long fromSequence) {
        if (fromSequence < 0) {
            throw new IllegalArgumentException("fromSequence " + fromSequence + ": not negative");
        }
        if (kept != null && fromSequence < kept.tree().size()) {
            throw new LedgerException(
                    Code.PRUNED,
                    "record " + fromSequence + ": the first " + kept.tree().size() + " records were taken out");
        }
        return new LedgerCursor(index, this::size, fromSequence);
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        LedgerException failure = poison;
        try {
            if (failure == null) {
                durable = writer.commit();
                writer.close();
                announceCheckpoint();
                receipts.end(new LedgerException(Code.CLOSED, directory + " is closed"));
            }
        } catch (Throwable e) {
            failure = LedgerFailures.of(directory, e);
            throw failure;
        } finally {
            release(failure != null);
        }
    }

    private void release(boolean failed) {
        if (failed) {
            receipts.end(new LedgerException(Code.CLOSED, directory + " failed while it was closed"));
        }
        receipts.close();
        WitnessDesk desk = witnesses;
        if (desk != null) {
            desk.end();
        }
        if (failed) {
            try {
                writer.abandon();
            } catch (Throwable e) {
                LOG.warn("{}: letting go of the files after a failure: {}", directory, e.toString());
            }
        }
        try {
            lock.close();
        } catch (IOException e) {
            throw new LedgerException(Code.IO_FAILURE, directory + ": the lock cannot be released: " + e, e);
        }
    }

    private void requireOpen() {
        LedgerException earlier = poison;
        if (earlier != null) {
            throw new LedgerException(Code.CLOSED, directory + " takes nothing more after " + earlier.code(), earlier);
        }
        if (closed) {
            throw new LedgerException(Code.CLOSED, directory + " is closed");
        }
    }

    private LedgerException poisoned(Throwable e) {
        LedgerException failure = LedgerFailures.of(directory, e);
        poison = failure;
        receipts.end(
                new LedgerException(Code.CLOSED, directory + " takes nothing more after " + failure.code(), failure));
        LOG.error("{}: the ledger takes nothing more until it is opened again: {}", directory, failure.toString());
        return failure;
    }
}
