package io.shuheng.core.session;

import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.merkle.MerkleFrontier;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tree over a session's commands (会话), whose root a statement signs: as RFC 6962 has it, over SM3, with the leaves
 *
 * <pre>
 * leaf 0 = SM3(0x00 ‖ "shuheng/session/1" ‖ ledgerId(32) ‖ session(8, big-endian) ‖ SM3 of the OpenSession command)
 * leaf i = SM3(0x00 ‖ the bytes to sign of command i)
 * </pre>
 *
 * <p>A signed statement names the root over the leaves 0 to i and so every command up to it, in its order; one command is
 * shown to be among them by a path of at most 64 hashes, without the others. The engine, the member and the verifier each
 * keep their own. Not thread-safe. Roots at the last {@link #MOST_UNSTATED} commands are known: in a session with a key no
 * more may wait for a statement, in one without a statement names one of these.
 */
public final class StatementTree {

    /** Most commands of a session with a key that may wait for a statement, and whose roots are known. */
    public static final int MOST_UNSTATED = 1024;

    private static final byte[] DOMAIN = "shuheng/session/1".getBytes(StandardCharsets.US_ASCII);
    private static final long REFUSED = -1;

    /*
     * What may still be asked for is kept in blocks that are joined when they are full, so that neither a command nor a
     * statement costs more than some eighty hashes, most of them side by side. Before the first block there is only a frontier.
     */
    static final class Block {

        private static final int LEVEL = 6;
        private static final int LEAVES = 1 << LEVEL;

        private final byte[] hashes = new byte[LEAVES * Sm3Hash.LENGTH];
        private final long[] acceptedNs = new long[LEAVES];
        private final byte[] root = new byte[Sm3Hash.LENGTH];
        private int count;

        private void add(byte[] leaf, int offset, long timeNs, StatementHasher hasher) {
            System.arraycopy(leaf, offset, hashes, count * Sm3Hash.LENGTH, Sm3Hash.LENGTH);
            acceptedNs[count] = timeNs;
            count++;
            if (count == LEAVES) {
                hasher.subtree(hashes, LEAVES, root);
            }
        }

        private void appendTo(MerkleFrontier tree, int leaves) {
            if (leaves == LEAVES) {
                tree.appendSubtree(root, 0, LEVEL);
                return;
            }
            for (int i = 0; i < leaves; i++) {
                tree.append(hashes, i * Sm3Hash.LENGTH);
            }
        }
    }

    private final StatementHasher hasher;
    private final MerkleFrontier before;
    /* Some twenty at most, so that the first is taken off cheaply. */
    private final List<Block> blocks = new ArrayList<>();
    private long leaves;
    private long statedUpTo;
    /* Roots behind this counter are known. */
    private long knownAfter;
    /* Counter of the first accepted command behind it, 0 where there is none. */
    private long firstAccepted;

    /**
     * The tree of a new session.
     *
     * @param session the session's number
     * @param openingSm3 SM3 of the canonical bytes of its OpenSession command
     * @param hasher of the thread that this is for
     */
    public StatementTree(Sm3Hash ledgerId, long session, Sm3Hash openingSm3, StatementHasher hasher) {
        this(new MerkleFrontier(), hasher);
        append(hasher.leaf(openingBytes(ledgerId, session, openingSm3)).bytes(), 0, REFUSED);
    }

    private StatementTree(MerkleFrontier before, StatementHasher hasher) {
        this.before = before;
        this.leaves = before.size();
        this.hasher = hasher;
    }

    /**
     * What is hashed into leaf 0, behind the byte 0x00.
     *
     * @param session the session's number
     * @param openingSm3 SM3 of the canonical bytes of its OpenSession command
     */
    public static byte[] openingBytes(Sm3Hash ledgerId, long session, Sm3Hash openingSm3) {
        return ByteBuffer.allocate(DOMAIN.length + 2 * Sm3Hash.LENGTH + Long.BYTES)
                .put(DOMAIN)
                .put(ledgerId.bytes())
                .putLong(session)
                .put(openingSm3.bytes())
                .array();
    }

    /** Counter of the last command; 0 where there is none. */
    public long last() {
        return leaves - 1;
    }

    /** Counter of the last command that a statement covers; 0 where there is none. */
    public long statedUpTo() {
        return statedUpTo;
    }

    /** Number of commands that no statement covers. */
    public long unstated() {
        return last() - statedUpTo;
    }

    /**
     * Adds the next command.
     *
     * @param leaf {@link StatementHasher#leaf} of its bytes to sign
     * @param accepted whether it did what it says
     * @param timeNs its sequenced time, from 0
     */
    public void add(Sm3Hash leaf, boolean accepted, long timeNs) {
        add(leaf.bytes(), 0, accepted, timeNs);
    }

    /**
     * Adds the next command, without allocating but once for every so many.
     *
     * @param leaf where {@link StatementHasher#leaf} of its bytes to sign is
     * @param offset of its first byte
     * @param accepted whether it did what it says
     * @param timeNs its sequenced time, from 0
     */
    public void add(byte[] leaf, int offset, boolean accepted, long timeNs) {
        append(leaf, offset, accepted ? timeNs : REFUSED);
        if (accepted && firstAccepted == 0) {
            firstAccepted = last();
        }
        knowAfter(Math.max(knownAfter, last() - MOST_UNSTATED));
    }

    private void append(byte[] leaf, int offset, long acceptedNs) {
        Block block = blocks.isEmpty() ? null : blocks.get(blocks.size() - 1);
        if (block == null || block.count == Block.LEAVES) {
            block = hasher.takeBlock();
            block.count = 0;
            blocks.add(block);
        }
        block.add(leaf, offset, acceptedNs, hasher);
        leaves++;
    }

    /** Takes the last command back, which nobody has sequenced. */
    public void removeLast() {
        if (last() <= knownAfter) {
            throw new IllegalStateException("counter " + last() + ": not one that can be taken back");
        }
        if (firstAccepted == last()) {
            firstAccepted = 0;
        }
        Block block = blocks.get(blocks.size() - 1);
        block.count--;
        leaves--;
        if (block.count == 0) {
            blocks.remove(blocks.size() - 1);
        }
    }

    /** The root at a command that no statement covers, one of the last; null for every other counter. */
    public @Nullable Sm3Hash root(long counter) {
        if (counter <= knownAfter || counter > last()) {
            return null;
        }
        MerkleFrontier tree = before.copy();
        for (Block block : blocks) {
            long left = counter + 1 - tree.size();
            if (left > 0) {
                block.appendTo(tree, (int) Math.min(left, block.count));
            }
        }
        return tree.root();
    }

    /**
     * A statement covers all commands up to that counter, which must be one whose {@link #root} is known.
     *
     * @throws IllegalArgumentException where it is not
     */
    public void stated(long counter) {
        if (counter <= knownAfter || counter > last()) {
            throw new IllegalArgumentException(
                    "counter " + counter + ": not one of " + (knownAfter + 1) + ".." + last());
        }
        statedUpTo = counter;
        knowAfter(counter);
    }

    /** Sequenced time of the first accepted command that no statement covers, of the last ones; -1 where there is none. */
    public long firstUnstatedNs() {
        return firstAccepted == 0 ? -1 : acceptedNs(firstAccepted);
    }

    private void knowAfter(long counter) {
        knownAfter = counter;
        while (blocks.get(0).count == Block.LEAVES && before.size() + Block.LEAVES <= knownAfter) {
            Block dropped = blocks.remove(0);
            dropped.appendTo(before, Block.LEAVES);
            hasher.giveBlock(dropped);
        }
        if (firstAccepted != 0 && firstAccepted <= knownAfter) {
            firstAccepted = nextAccepted(knownAfter + 1);
        }
    }

    private long nextAccepted(long from) {
        for (long counter = from; counter <= last(); counter++) {
            if (acceptedNs(counter) != REFUSED) {
                return counter;
            }
        }
        return 0;
    }

    private long acceptedNs(long counter) {
        long left = counter - before.size();
        return blocks.get((int) (left / Block.LEAVES)).acceptedNs[(int) (left % Block.LEAVES)];
    }

    /** Writes all that later results depend on. */
    public void writeState(StateSink sink) {
        sink.number(statedUpTo);
        sink.number(knownAfter);
        sink.number(before.size());
        before.subtrees().forEach(root -> sink.hash(root.bytes()));
        sink.number(leaves - before.size());
        for (Block block : blocks) {
            for (int i = 0; i < block.count; i++) {
                sink.hash(Sm3Hash.of(block.hashes, i * Sm3Hash.LENGTH).bytes());
                sink.number(block.acceptedNs[i]);
            }
        }
    }

    /** Reads what {@link #writeState} wrote. */
    public static StatementTree readState(StateSource source, StatementHasher hasher) {
        long statedUpTo = source.number();
        long knownAfter = source.number();
        long sizeBefore = source.number();
        List<Sm3Hash> subtrees = new ArrayList<>();
        for (int left = Long.bitCount(sizeBefore); left > 0; left--) {
            subtrees.add(source.sm3());
        }
        StatementTree tree = new StatementTree(MerkleFrontier.restore(sizeBefore, subtrees), hasher);
        for (int left = source.count(); left > 0; left--) {
            tree.append(source.sm3().bytes(), 0, source.number());
        }
        if (sizeBefore % Block.LEAVES != 0
                || statedUpTo < 0
                || knownAfter < statedUpTo
                || knownAfter > tree.last()
                || sizeBefore > knownAfter) {
            throw new RecordFormatException("statement tree: " + sizeBefore + " leaves before, stated up to "
                    + statedUpTo + ", known after " + knownAfter + " of " + tree.last());
        }
        tree.statedUpTo = statedUpTo;
        tree.knownAfter = knownAfter;
        tree.firstAccepted = tree.nextAccepted(knownAfter + 1);
        return tree;
    }
}
