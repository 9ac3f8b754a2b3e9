package io.shuheng.core.session;

import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.merkle.MerkleBatchHasher;
import io.shuheng.crypto.merkle.MerkleFrontier;
import io.shuheng.crypto.merkle.MerkleHasher;
import java.util.ArrayDeque;

/**
 * What the trees of sessions are hashed with; one serves all trees of its thread. Mutable inside, for one thread at a time.
 * Takes about 64 KiB.
 */
public final class StatementHasher {

    private static final int MOST_SPARE = 64;

    private final MerkleHasher one = new MerkleHasher();
    private final MerkleBatchHasher many = new MerkleBatchHasher();
    private final MerkleFrontier block = new MerkleFrontier();
    /* Blocks that statements have made needless, for commands to come in any session. */
    private final ArrayDeque<StatementTree.Block> spare = new ArrayDeque<>();

    /** For one thread. */
    public StatementHasher() {}

    StatementTree.Block takeBlock() {
        StatementTree.Block spareBlock = spare.pollLast();
        return spareBlock == null ? new StatementTree.Block() : spareBlock;
    }

    void giveBlock(StatementTree.Block dropped) {
        if (spare.size() < MOST_SPARE) {
            spare.addLast(dropped);
        }
    }

    /** The leaf of a command. */
    public Sm3Hash leaf(byte[] bytesToSign) {
        return one.leaf(bytesToSign, 0, bytesToSign.length);
    }

    /**
     * The leaves of many commands, side by side where the machine can.
     *
     * @param bytes where their bytes to sign are
     * @param out receives 32 bytes for each, in order
     */
    public void leaves(byte[] bytes, int[] offsets, int[] lengths, int count, byte[] out) {
        many.leaves(bytes, offsets, lengths, count, out, 0);
    }

    /** Root of a complete subtree over leaf hashes that lie one behind the other; their number is a power of two. */
    void subtree(byte[] leafHashes, int count, byte[] out) {
        block.reset();
        block.append(leafHashes, 0, count, many);
        block.root(out, 0);
    }
}
