package io.shuheng.ledger.file;

import io.shuheng.core.record.RecordFormatException;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.merkle.MerkleFrontier;
import io.shuheng.crypto.merkle.MerkleHasher;
import org.jspecify.annotations.Nullable;

/**
 * Grows the tree over a ledger's records while they are read, and compares it with every mark that names a size and a
 * root. For one thread; a tree of any size takes about 2 KiB.
 */
public final class TreeFollower {

    private final MerkleHasher hasher = new MerkleHasher();
    private final MerkleFrontier tree;
    private final byte[] leaf = new byte[Sm3Hash.LENGTH];
    private long timeNs;
    private @Nullable Checkpoint newest;

    /** At the start of a ledger. */
    public TreeFollower() {
        this(new MerkleFrontier());
    }

    private TreeFollower(MerkleFrontier tree) {
        this.tree = tree;
    }

    /** Takes the next record: its bytes from header to end, without the check, and its time. */
    public void record(byte[] bytes, int offset, int length, long recordTimeNs) {
        hasher.leaf(bytes, offset, length, leaf, 0);
        leafHash(leaf, 0, recordTimeNs);
    }

    /** Takes the next record by its leaf hash of 32 bytes, computed elsewhere. */
    public void leafHash(byte[] bytes, int offset, long recordTimeNs) {
        tree.append(bytes, offset);
        timeNs = recordTimeNs;
    }

    /** Compares a mark with the tree; the fault, or null. */
    public @Nullable Fault mark(Mark mark, String file, long offset) {
        if (mark instanceof Mark.Opening opening) {
            return compare(opening.size(), opening.root(), file, offset);
        }
        if (mark instanceof Mark.Closing closing) {
            return compare(closing.size(), closing.root(), file, offset);
        }
        return mark instanceof Mark.Checkpointed checkpointed ? checkpoint(checkpointed, file, offset) : null;
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

    /** The tree so far. */
    public MerkleFrontier tree() {
        return tree;
    }

    /** The newest checkpoint mark that fits the tree, or null. Its signature is not verified here. */
    public @Nullable Checkpoint newestCheckpoint() {
        return newest;
    }
}
