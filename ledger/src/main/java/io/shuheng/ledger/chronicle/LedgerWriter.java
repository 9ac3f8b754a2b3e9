package io.shuheng.ledger.chronicle;

import io.shuheng.core.ledger.LedgerException;
import io.shuheng.core.ledger.LedgerException.Code;
import io.shuheng.core.monitor.Metrics;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.RecordBuffer;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.Sm2PublicKey;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.ledger.disk.LedgerFiles;
import io.shuheng.ledger.disk.NoSpaceException;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.file.FaultRule;
import io.shuheng.ledger.file.LedgerEnd;
import io.shuheng.ledger.file.LedgerFolder;
import io.shuheng.ledger.file.LedgerIdentity;
import io.shuheng.ledger.file.Mark;
import io.shuheng.ledger.file.OperatorKeys;
import io.shuheng.ledger.file.RecordRules;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks records, hands them to segments and tree, commits and signs. Knows nothing of failures: whoever calls it stops
 * at the first. For one thread at a time.
 */
final class LedgerWriter {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerWriter.class);

    /** Bytes of records whose hashing takes longer than handing the force to another thread. */
    private static final int WORTH_A_THREAD = 16 * 1024;

    private final LedgerSettings settings;
    private final Path directory;
    private final Sm2PublicKey founder;
    private final boolean signs;
    private final List<Signer> announced = new CopyOnWriteArrayList<>();
    private @Nullable Signer operator;
    private final FreeSpace freeSpace;
    private final LedgerTree tree;
    private final Segments segments;
    private final RecordRules rules;
    private final CheckpointFolder checkpoints;
    private final ForcingThread forcing = new ForcingThread();
    private final ForcingThread.Force forceFiles;
    private final Runnable hashPending;

    private volatile @Nullable OperatorKeys keys;
    private @Nullable SpecificRecord expected;
    private boolean dirty;
    private volatile @Nullable Checkpoint newest;

    private LedgerWriter(
            Recovery.Found found,
            LedgerFiles files,
            LedgerSettings settings,
            Path directory,
            Sm2PublicKey founder,
            @Nullable Signer operator)
            throws IOException {
        LedgerEnd end = found.end();
        this.settings = settings;
        this.directory = directory;
        this.founder = founder;
        this.signs = operator != null;
        this.operator = operator;
        this.freeSpace = new FreeSpace(files, directory, settings);
        this.tree = new LedgerTree(found.tree(), end.lastTimeNs());
        this.rules = new RecordRules(end.records(), end.lastTimeNs());
        this.checkpoints = new CheckpointFolder(files, directory);
        this.keys = found.keys();
        Checkpoint newest = found.newest();
        this.newest = newest;
        if (newest != null && !checkpoints.has(newest.size())) {
            keepBeside(newest);
        }
        this.segments = new Segments(found, files, settings, directory, freeSpace, tree);
        this.forceFiles = segments::force;
        this.hashPending = tree::hashPending;
    }

    /**
     * A writer that goes on behind what was found.
     *
     * @param founder whose key the genesis has, where there is none yet
     * @param operator signs checkpoints; null where they are received from somebody who does
     */
    static LedgerWriter after(
            Recovery.Found found,
            LedgerFiles files,
            LedgerSettings settings,
            Path directory,
            Sm2PublicKey founder,
            @Nullable Signer operator)
            throws IOException {
        LedgerFolder folder = LedgerFolder.list(directory);
        for (int number : folder.segments()) {
            SegmentWriter.deleteTable(files, directory.resolve(LedgerFolder.segmentName(number)));
        }
        if (found.end().state() == LedgerEnd.State.UNFINISHED) {
            Segments.forceFrom(found.end().valid().file(), files, directory, folder);
        }
        return new LedgerWriter(found, files, settings, directory, founder, operator);
    }

    Sm3Hash root() {
        return tree.root();
    }

    /**
     * Takes nothing before that act, and signs nothing: nothing may be written behind a loss that is not declared, or behind
     * a primary's records by whom no officers have put in its place.
     */
    void expect(SpecificRecord act) {
        expected = act;
    }

    private void requireExpected(RecordBuffer groups) {
        SpecificRecord act = expected;
        if (act != null) {
            byte[] command = AvroBytes.encode(act);
            int start = groups.offset(0) + RecordHeader.LENGTH;
            int type = RulesVersions.current().kindOf(act.getClass()).type();
            boolean isAct = RecordHeader.type(groups.array(), groups.offset(0)) == type
                    && groups.length(0) >= RecordHeader.LENGTH + command.length
                    && Arrays.equals(groups.array(), start, start + command.length, command, 0, command.length);
            if (!isAct) {
                throw new LedgerException(
                        Code.OUT_OF_SEQUENCE, "the officers' " + act.getClass().getSimpleName() + " comes first");
            }
            expected = null;
        }
    }

    /** Appends whole groups. */
    void append(RecordBuffer groups) throws IOException {
        int count = groups.count();
        if (count == 0) {
            return;
        }
        byte[] bytes = groups.array();
        long total = require(groups);
        requireExpected(groups);
        takeKeys(groups);
        segments.prepare(RecordHeader.timeNs(bytes, groups.offset(0)), count, total);
        for (int i = 0; i < count; i++) {
            int offset = groups.offset(i);
            long timeNs = RecordHeader.timeNs(bytes, offset);
            segments.record(bytes, offset, groups.length(i), timeNs);
            tree.add(bytes, offset, groups.length(i), timeNs);
        }
        dirty = true;
    }

    /** Before anything is written: what follows a key that nobody here signs with could not be signed. */
    private void takeKeys(RecordBuffer groups) {
        byte[] bytes = groups.array();
        OperatorKeys known = keys;
        if (known == null) {
            known = OperatorKeys.behind(null, bytes, groups.offset(0), groups.length(0));
            if (known.of(founder).isEmpty()) {
                throw Recovery.otherOperator(known, founder);
            }
            keys = known;
        }
        int before = known.current().number();
        for (int i = 0; i < groups.count(); i++) {
            OperatorKeys.behind(known, bytes, groups.offset(i), groups.length(i));
        }
        if (signs && known.current().number() != before) {
            operator = announced(known);
        }
    }

    private Signer announced(OperatorKeys known) {
        for (Signer signer : announced) {
            if (signer.publicKey().equals(known.current().publicKey())) {
                LOG.info(
                        "{}: checkpoints are signed with the operator's key {}",
                        directory,
                        known.current().number());
                return signer;
            }
        }
        throw new LedgerException(
                Code.LEDGER_OTHER_OPERATOR,
                "the operator's key is to be " + known.current().publicKey() + ", and no signer of it was announced");
    }

    /** Hands over the signer of a key to come. For any thread. */
    void announce(Signer next) {
        announced.add(next);
    }

    /** Forgets one that was announced. For any thread. */
    void withdraw(Signer next) {
        announced.remove(next);
    }

    private long require(RecordBuffer groups) {
        long total = 0;
        for (int i = 0; i < groups.count(); i++) {
            int length = groups.length(i);
            if (length < RecordHeader.LENGTH || length > RecordHeader.MAX_RECORD_LENGTH) {
                throw new LedgerException(
                        Code.OUT_OF_SEQUENCE,
                        "record of " + length + " bytes: not in " + RecordHeader.LENGTH + ".."
                                + RecordHeader.MAX_RECORD_LENGTH);
            }
            RecordRules.Breach breach =
                    RecordHeader.type(groups.array(), groups.offset(i)) >= RecordHeader.FIRST_MARK_TYPE
                            ? new RecordRules.Breach(FaultRule.RECORD_HEADER, "a mark's type in a record")
                            : rules.accept(groups.array(), groups.offset(i), length);
            if (breach != null) {
                throw new LedgerException(Code.OUT_OF_SEQUENCE, breach.rule() + ": " + breach.message());
            }
            total += length;
        }
        if (rules.inGroup()) {
            throw new LedgerException(Code.OUT_OF_SEQUENCE, FaultRule.GROUP + ": the last group is not complete");
        }
        return total;
    }

    /** Whether there is room for what is on its way. For any thread. */
    boolean hasHeadroom() {
        return freeSpace.hasHeadroom();
    }

    /** The newest checkpoint, null where there is none. For any thread. */
    @Nullable
    Checkpoint newest() {
        return newest;
    }

    /** The records below a size that put another key of the operator in force, ascending. For any thread. */
    List<Long> rotations(long size) {
        OperatorKeys known = keys;
        return known == null ? List.of() : known.rotations(size);
    }

    /** Bytes that are free on the disk, -1 where it cannot be asked. For any thread. */
    long freeBytes() {
        return freeSpace.freeBytes();
    }

    /** Tells that port what forcing takes. */
    void meter(Metrics metrics) {
        segments.meter(metrics);
    }

    /** What hashes records, for the log. */
    String hasherName() {
        return tree.hasherName();
    }

    /** Makes what was appended as durable as the settings say; the number of records. */
    long commit() throws IOException {
        if (dirty) {
            boolean forced = settings.durability() == Durability.FORCED;
            if (forced && tree.pendingBytes() > WORTH_A_THREAD) {
                forcing.forceBeside(forceFiles, hashPending);
            } else {
                if (forced) {
                    segments.force();
                }
                tree.hashPending();
            }
            dirty = false;
            segments.keepAhead();
        }
        return tree.size();
    }

    /** Signs a checkpoint over all records, where the newest covers less and a full disk has not kept us from writing. */
    void checkpoint() throws IOException {
        OperatorKeys known = keys;
        Signer signer = operator;
        if (known == null
                || signer == null
                || expected != null
                || checkpointSize() == tree.size()
                || !segments.takesMarks()) {
            return;
        }
        LedgerIdentity ledger = known.identity();
        keep(Checkpoint.sign(
                ledger.ledgerId(),
                tree.size(),
                tree.root(),
                tree.lastTimeNs(),
                ledger.rulesVersion(),
                ledger.operatorUscc(),
                signer));
    }

    /**
     * Keeps a checkpoint that the operator signed elsewhere over all records that are here.
     *
     * @throws LedgerException FORK where it is of other records, or not signed by the operator and nobody else: what carries
     *     it may add lines, which no signature covers
     */
    void receive(Checkpoint received) throws IOException {
        OperatorKeys known = keys;
        boolean ours = known != null && received.signatures().size() == 1 && known.isSigned(received);
        if (!ours) {
            throw new LedgerException(
                    Code.FORK, "the checkpoint of " + received.size() + " records is not this ledger's operator's");
        }
        if (received.size() != tree.size()
                || received.timeNs() != tree.lastTimeNs()
                || !received.root().equals(tree.root())) {
            throw new LedgerException(
                    Code.FORK,
                    "the operator signed for " + received.size() + " records with root " + received.root()
                            + ", here are " + tree.size() + " with root " + tree.root());
        }
        if (received.size() > checkpointSize() && segments.takesMarks()) {
            keep(received);
        }
    }

    private void keep(Checkpoint checkpoint) throws IOException {
        segments.prepare(tree.lastTimeNs(), 0, 0);
        segments.forceWhereNeeded();
        segments.mark(new Mark.Checkpointed(checkpoint.encode()), tree.lastTimeNs());
        segments.force();
        dirty = false;
        newest = checkpoint;
        keepBeside(checkpoint);
    }

    private long checkpointSize() {
        Checkpoint last = newest;
        return last == null ? 0 : last.size();
    }

    /* The files hold the checkpoint already; its copy is made up for at the next opening. */
    private void keepBeside(Checkpoint checkpoint) throws IOException {
        try {
            checkpoints.write(checkpoint);
        } catch (NoSpaceException e) {
            freeSpace.noteShort();
            LOG.warn("{}: no room for the side file of checkpoint {}", directory, checkpoint.size());
        }
    }

    /** Ends the ledger in an orderly way. */
    void close() throws IOException {
        checkpoint();
        if (expected == null) {
            segments.close();
        } else {
            segments.abandon();
        }
        forcing.close();
    }

    /** Lets go of the files as they are. */
    void abandon() throws IOException {
        forcing.close();
        segments.abandon();
    }
}
