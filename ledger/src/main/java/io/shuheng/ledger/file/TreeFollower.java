package io.shuheng.ledger.file;

import io.shuheng.core.record.RecordFormatException;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.merkle.MerkleFrontier;
import io.shuheng.crypto.merkle.MerkleOutline;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/*
 * Records are hashed in chunks, many at once and, where an executor is given, beside the reading. Nobody sees that: a
 * mark, and whoever asks for the tree, waits until every record before is in it.
 */
/**
 * Grows the tree over a ledger's records while they are read, and compares it with every mark that names a size and a
 * root. For one thread; a tree of any size takes about 600 KiB for each thread that hashes.
 */
public final class TreeFollower {

    /** Records are taken into the tree by complete subtrees of this level, where they can be. */
    public static final int CHUNK_LEVEL = LeafChunk.LEVEL;

    /** In the place of a cycle's first record, where reading began inside the cycle. */
    private static final long UNKNOWN = -1;

    private final MerkleFrontier tree;
    private final Executor executor;
    private final Deque<LeafChunk> idle = new ArrayDeque<>();
    private final Deque<LeafChunk> submitted = new ArrayDeque<>();
    private LeafChunk filling = new LeafChunk();
    private long size;
    private long timeNs;
    private @Nullable Checkpoint newest;
    private long cycleFirst = UNKNOWN;

    /** At the start of a ledger; hashes on the caller's thread. */
    public TreeFollower() {
        this(Runnable::run, 0);
    }

    /**
     * At the start of a ledger; hashes on the caller's thread, and keeps the upper part of the tree.
     *
     * @param outline with no leaf yet, of at least {@link #CHUNK_LEVEL}
     */
    public TreeFollower(MerkleOutline outline) {
        this(new MerkleFrontier(outline), Runnable::run, 0);
    }

    /**
     * At the start of a ledger; hashes beside the caller's thread.
     *
     * @param executor runs what it is given at once or later, on any thread
     * @param threads number of threads that it has, 0 or more
     */
    public TreeFollower(Executor executor, int threads) {
        this(new MerkleFrontier(), executor, threads);
    }

    private TreeFollower(MerkleFrontier tree, Executor executor, int threads) {
        this.tree = tree;
        this.executor = executor;
        for (int i = 0; i < 2 * threads; i++) {
            idle.add(new LeafChunk());
        }
    }

    /**
     * Behind some records; hashes on the caller's thread.
     *
     * @param before the tree over them, which is grown
     * @param lastTimeNs time of the last of them, nanoseconds since 1970
     */
    public TreeFollower(MerkleFrontier before, long lastTimeNs) {
        this(before, lastTimeNs, Runnable::run, 0);
    }

    /**
     * Behind some records; hashes beside the caller's thread.
     *
     * @param before the tree over them, which is grown
     * @param lastTimeNs time of the last of them, nanoseconds since 1970
     * @param executor runs what it is given at once or later, on any thread
     * @param threads number of threads that it has, 0 or more
     */
    public TreeFollower(MerkleFrontier before, long lastTimeNs, Executor executor, int threads) {
        this(before, executor, threads);
        this.size = before.size();
        this.timeNs = lastTimeNs;
    }

    /** Takes the next record: its bytes from header to end, without the check, and its time. */
    public void record(byte[] bytes, int offset, int length, long recordTimeNs) {
        if (filling.isEmpty()) {
            filling.begin(size);
        }
        filling.add(bytes, offset, length);
        size++;
        timeNs = recordTimeNs;
        if (filling.isFull()) {
            submit();
        }
    }

    private void submit() {
        LeafChunk full = filling;
        full.submit(executor);
        submitted.add(full);
        filling = idle.isEmpty() ? oldest() : idle.remove();
    }

    /** Appends the oldest chunk, and gives it back empty. */
    private LeafChunk oldest() {
        LeafChunk chunk = submitted.remove();
        chunk.appendTo(tree);
        chunk.begin(size);
        return chunk;
    }

    private void settle() {
        while (!submitted.isEmpty()) {
            idle.add(oldest());
        }
        if (!filling.isEmpty()) {
            filling.call();
            filling.appendTo(tree);
            filling.begin(size);
        }
    }

    /** Compares a mark with the tree; the fault, or null. */
    public @Nullable Fault mark(Mark mark, String file, long offset) {
        settle();
        if (mark instanceof Mark.Opening opening) {
            return compare(opening.size(), opening.root(), file, offset);
        }
        if (mark instanceof Mark.Closing closing) {
            return compare(closing.size(), closing.root(), file, offset);
        }
        if (mark instanceof Mark.CycleOpening opening) {
            return cycleOpening(opening, file, offset);
        }
        if (mark instanceof Mark.CycleClosing closing) {
            return cycleClosing(closing, file, offset);
        }
        return mark instanceof Mark.Checkpointed checkpointed ? checkpoint(checkpointed, file, offset) : null;
    }

    private @Nullable Fault cycleOpening(Mark.CycleOpening opening, String file, long offset) {
        Fault fault = compare(opening.size(), opening.root(), file, offset);
        if (fault != null) {
            return fault;
        }
        tree.beginRange();
        cycleFirst = tree.size();
        return tree.subtrees().equals(opening.subtrees()) ? null : subtrees("before it", file, offset);
    }

    /* Where reading began inside the cycle, its left subtrees are not known here; the root is, and covers the same records. */
    private @Nullable Fault cycleClosing(Mark.CycleClosing closing, String file, long offset) {
        Fault fault = compare(closing.size(), closing.root(), file, offset);
        boolean comparable = fault == null && cycleFirst != UNKNOWN;
        return !comparable || closing.equals(closing(closing.file())) ? fault : subtrees("in the cycle", file, offset);
    }

    private Fault subtrees(String which, String file, long offset) {
        return new Fault(
                FaultRule.SUBTREES,
                file,
                offset,
                tree.size(),
                "the subtrees named are not those that the records " + which + " give");
    }

    /** The closing mark of the cycle in that file, were it to end here; a mark that opened the cycle was shown before. */
    public Mark.CycleClosing closing(String file) {
        settle();
        return new Mark.CycleClosing(tree.size(), tree.root(), file, cycleFirst, tree.range());
    }

    private @Nullable Fault checkpoint(Mark.Checkpointed mark, String file, long offset) {
        try {
            Checkpoint checkpoint = Checkpoint.parse(mark.text());
            Fault fault = compare(checkpoint.size(), checkpoint.root(), file, offset);
            if (fault == null && checkpoint.timeNs() != timeNs) {
                return new Fault(
                        FaultRule.ROOT,
                        file,
                        offset,
                        tree.size(),
                        "checkpoint of time " + checkpoint.timeNs() + ", the last record has " + timeNs);
            }
            newest = fault == null ? checkpoint : newest;
            return fault;
        } catch (RecordFormatException e) {
            return new Fault(FaultRule.CHECKPOINT_TEXT, file, offset, tree.size(), String.valueOf(e.getMessage()));
        }
    }

    private @Nullable Fault compare(long size, Sm3Hash root, String file, long offset) {
        if (size == tree.size() && root.equals(tree.root())) {
            return null;
        }
        return new Fault(
                FaultRule.ROOT,
                file,
                offset,
                tree.size(),
                "size " + size + " and root " + root + ", the records give " + tree.size() + " and " + tree.root());
    }

    /** Number of records taken. */
    public long size() {
        return size;
    }

    /** What hashes, for logs and reports. */
    public String hasherName() {
        return filling.hasherName();
    }

    /** The tree so far; waits until it is that of all records taken. */
    public MerkleFrontier tree() {
        settle();
        return tree;
    }

    /** The newest checkpoint mark that fits the tree, or null. Its signature is not verified here. */
    public @Nullable Checkpoint newestCheckpoint() {
        return newest;
    }
}
