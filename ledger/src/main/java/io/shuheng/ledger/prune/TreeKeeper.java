package io.shuheng.ledger.prune;

import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.merkle.MerkleHasher;
import io.shuheng.ledger.file.PrunedTree;
import io.shuheng.ledger.file.PrunedTree.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/*
 * Subtrees of 256 leaves come one after the other, and what is wanted of one is known when its last leaf is there. A tree that
 * was kept before goes on: where its end lies inside such a subtree, it is an end like that of a checkpoint.
 */
/** Collects what is to be kept of a tree while its leaves pass by, in memory for 256 of them beside that. For one thread. */
final class TreeKeeper {

    private static final long MASK = (1L << PrunedTree.LEVEL) - 1;

    private final MerkleHasher hasher = new MerkleHasher();
    private final TreeSet<Long> ends;
    private final TreeSet<Long> leaves = new TreeSet<>();
    private final Map<Long, Sm3Hash> leafHashes = new HashMap<>();
    private final List<Sm3Hash> roots = new ArrayList<>();
    private final Map<Node, Sm3Hash> kept = new HashMap<>();
    private final Map<Node, Sm3Hash> chunk = new HashMap<>();
    private long size;

    /**
     * Behind the leaves of a tree that was kept before.
     *
     * @param before that tree, null where the first leaf comes
     * @param ends numbers of leaves at which a checkpoint ends, and any other that a proof is asked for
     */
    TreeKeeper(@Nullable PrunedTree before, NavigableSet<Long> ends) {
        this.ends = new TreeSet<>(ends);
        if (before != null) {
            size = before.size();
            this.ends.add(size);
            roots.addAll(before.roots());
            kept.putAll(before.nodes());
            for (long first = size & ~MASK; first < size; first++) {
                for (int level = 0; level < PrunedTree.LEVEL; level++) {
                    Node node = new Node(level, first >>> level);
                    before.node(node).ifPresent(hash -> chunk.put(node, hash));
                }
            }
        }
    }

    /** A leaf whose record was kept before: its way up is kept already. */
    void keptBefore(long index, Sm3Hash leaf) {
        leafHashes.put(index, leaf);
    }

    /** The next leaf. */
    void leaf(Sm3Hash leaf, boolean isKept) {
        chunk.put(new Node(0, size), leaf);
        if (isKept) {
            leaves.add(size);
            leafHashes.put(size, leaf);
        }
        size++;
        if ((size & MASK) == 0) {
            Node top = new Node(PrunedTree.LEVEL, (size - 1) >>> PrunedTree.LEVEL);
            roots.add(root(top));
            keep(top);
            chunk.clear();
        }
    }

    /** An end at the leaves that have come. */
    void end() {
        ends.add(size);
    }

    /** What is kept, once all leaves have come. */
    PrunedTree tree() {
        PrunedTree.tops(size).stream()
                .filter(top -> top.level() < PrunedTree.LEVEL)
                .forEach(this::keep);
        return new PrunedTree(size, roots, kept, leafHashes);
    }

    private void keep(Node top) {
        for (Node node : PrunedTree.wanted(top, leaves, ends)) {
            if (node.level() < PrunedTree.LEVEL) {
                kept.put(node, root(node));
            }
        }
    }

    private Sm3Hash root(Node node) {
        Sm3Hash known = chunk.get(node);
        if (known == null) {
            if (node.level() == 0) {
                throw new IllegalStateException(node + ": neither its hash nor that of a node above is known");
            }
            Node left = new Node(node.level() - 1, 2 * node.index());
            known = hasher.node(root(left), root(new Node(left.level(), left.index() + 1)));
            chunk.put(node, known);
        }
        return known;
    }
}
