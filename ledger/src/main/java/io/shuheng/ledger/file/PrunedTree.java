package io.shuheng.ledger.file;

import io.shuheng.core.record.RecordFormatException;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.merkle.MerkleFrontier;
import io.shuheng.crypto.merkle.MerkleHasher;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/*
 * A node below the level of the roots is kept where a proof that can still be asked for needs it: beside the way of a record
 * that is kept, and on both sides of where a checkpoint ends. Each such node has its sibling here, kept or computed, so all of
 * them lead to a root above: none can be altered without being found.
 */
/**
 * What is kept of the tree over records that are gone: the roots of its complete subtrees of 256 leaves, and of the nodes below
 * those that proofs need. Consistent in itself once it is made. Immutable, thread-safe.
 */
public final class PrunedTree {

    /** Subtrees of 2^8 leaves are the smallest that are all kept. */
    public static final int LEVEL = 8;

    /** Largest subtree that is handed out as a whole. */
    private static final int MAX_LEVEL = 30;

    /**
     * A node: the root of the subtree of leaves from {@code index · 2^level} on, 2^level of them.
     *
     * @param level 0 for a leaf
     * @param index from 0, from left to right among those of its level
     */
    public record Node(int level, long index) implements Comparable<Node> {

        long first() {
            return index << level;
        }

        long end() {
            return (index + 1) << level;
        }

        private Node left() {
            return new Node(level - 1, 2 * index);
        }

        private Node right() {
            return new Node(level - 1, 2 * index + 1);
        }

        private Node sibling() {
            return new Node(level, index ^ 1);
        }

        private Node parent() {
            return new Node(level + 1, index >>> 1);
        }

        @Override
        public int compareTo(Node other) {
            int byLevel = Integer.compare(level, other.level);
            return byLevel != 0 ? byLevel : Long.compare(index, other.index);
        }
    }

    /** Takes the pieces of a cover, from left to right. */
    @FunctionalInterface
    public interface Pieces {
        /** The next 2^level leaves have this root. */
        void subtree(Sm3Hash root, int level);
    }

    private final long size;
    private final List<Sm3Hash[]> upper = new ArrayList<>();
    private final TreeMap<Node, Sm3Hash> kept;
    private final Map<Node, Sm3Hash> lower = new HashMap<>();
    private final MerkleHasher hasher = new MerkleHasher();

    /**
     * Of what was kept.
     *
     * @param size number of leaves, at least 1
     * @param roots of all complete subtrees of 2^8 leaves, in order
     * @param kept nodes of lower levels
     * @param leaves hashes of leaves that are known, by their index
     * @throws RecordFormatException where these are not all, or do not belong together
     */
    public PrunedTree(long size, List<Sm3Hash> roots, Map<Node, Sm3Hash> kept, Map<Long, Sm3Hash> leaves) {
        this.size = size;
        this.kept = new TreeMap<>(kept);
        if (size < 1 || roots.size() != size >>> LEVEL) {
            throw new RecordFormatException("pruned.roots: " + roots.size() + " of " + size + " leaves");
        }
        for (Sm3Hash[] row = roots.toArray(new Sm3Hash[0]); row.length > 0; row = above(row)) {
            upper.add(row);
        }
        leaves.forEach((index, hash) -> lower.put(new Node(0, index), hash));
        for (Map.Entry<Node, Sm3Hash> entry : kept.entrySet()) {
            Node node = entry.getKey();
            if (node.level < 0 || node.level >= LEVEL || node.index < 0 || node.index >= size || node.end() > size) {
                throw new RecordFormatException("pruned.node " + node + ": not below " + size + " leaves");
            }
            note(node, entry.getValue());
        }
        climb();
        for (Node top : tops(size)) {
            if (root(top).isEmpty()) {
                throw new RecordFormatException("pruned.node " + top + ": is missing");
            }
        }
    }

    private Sm3Hash[] above(Sm3Hash[] row) {
        Sm3Hash[] next = new Sm3Hash[row.length / 2];
        for (int i = 0; i < next.length; i++) {
            next[i] = hasher.node(row[2 * i], row[2 * i + 1]);
        }
        return next;
    }

    private void note(Node node, Sm3Hash hash) {
        Sm3Hash known = node.level < LEVEL ? lower.putIfAbsent(node, hash) : upper.get(0)[(int) node.index];
        if (known != null && !known.equals(hash)) {
            throw new RecordFormatException("pruned.node " + node + ": is not that of the nodes below it");
        }
    }

    /** Computes what the nodes kept lead to, level by level, and requires that all of them lead somewhere. */
    private void climb() {
        List<Node> tops = tops(size);
        for (int level = 0; level < LEVEL; level++) {
            int at = level;
            List<Node> row =
                    lower.keySet().stream().filter(node -> node.level == at).toList();
            for (Node node : row) {
                if (node.end() > size) {
                    throw new RecordFormatException("pruned.node " + node + ": not below " + size + " leaves");
                }
                if (!tops.contains(node)) {
                    Sm3Hash sibling = lower.get(node.sibling());
                    if (sibling == null) {
                        throw new RecordFormatException("pruned.node " + node.sibling() + ": is missing");
                    }
                    boolean isLeft = (node.index & 1) == 0;
                    Sm3Hash own = Objects.requireNonNull(lower.get(node));
                    note(node.parent(), isLeft ? hasher.node(own, sibling) : hasher.node(sibling, own));
                }
            }
        }
    }

    /** The complete subtrees of a tree of so many leaves, largest first. */
    public static List<Node> tops(long size) {
        List<Node> tops = new ArrayList<>();
        long first = 0;
        for (long left = size; left != 0; left -= Long.highestOneBit(left)) {
            int level = 63 - Long.numberOfLeadingZeros(left);
            tops.add(new Node(level, first >>> level));
            first += 1L << level;
        }
        return tops;
    }

    private Optional<Sm3Hash> root(Node node) {
        if (node.level < LEVEL) {
            return Optional.ofNullable(lower.get(node));
        }
        int row = node.level - LEVEL;
        return row < upper.size() && node.index < upper.get(row).length
                ? Optional.of(upper.get(row)[(int) node.index])
                : Optional.empty();
    }

    /** Number of leaves. */
    public long size() {
        return size;
    }

    /** The roots of its complete subtrees of 256 leaves, in order. */
    public List<Sm3Hash> roots() {
        return upper.isEmpty() ? List.of() : List.of(upper.get(0));
    }

    /** The roots of its complete subtrees of a level of at least {@link #LEVEL}, in order. */
    public List<Sm3Hash> roots(int level) {
        int row = level - LEVEL;
        return row < upper.size() ? List.of(upper.get(row)) : List.of();
    }

    /** The nodes of lower levels that are kept as such, in order. */
    public Map<Node, Sm3Hash> nodes() {
        return new TreeMap<>(kept);
    }

    /** The hash of a node of a lower level, kept or computed from such. */
    public Optional<Sm3Hash> node(Node node) {
        return root(node);
    }

    /** The roots of the complete subtrees of the tree over the first leaves, largest first; empty where one is not kept. */
    public Optional<List<Sm3Hash>> subtrees(long leaves) {
        List<Sm3Hash> roots = new ArrayList<>();
        for (Node top : tops(leaves)) {
            Optional<Sm3Hash> root = leaves > size ? Optional.empty() : root(top);
            if (root.isEmpty()) {
                return Optional.empty();
            }
            roots.add(root.get());
        }
        return Optional.of(roots);
    }

    /** The tree over the first leaves, to be grown; empty where what it needs is not kept. */
    public Optional<MerkleFrontier> frontier(long leaves) {
        return subtrees(leaves).map(roots -> MerkleFrontier.restore(leaves, roots));
    }

    /** The root over the first leaves; empty where what it needs is not kept. */
    public Optional<Sm3Hash> root(long leaves) {
        return frontier(leaves).map(MerkleFrontier::root);
    }

    /**
     * Shows all leaves by the largest subtrees of which none holds one of some leaves beside others, or reaches over an end.
     *
     * @param leaves that are to come by themselves
     * @param ends numbers of leaves behind which a piece is to end
     * @throws RecordFormatException where a node for it is not kept
     */
    public void cover(NavigableSet<Long> leaves, NavigableSet<Long> ends, Pieces pieces) {
        tops(size).forEach(top -> cover(top, leaves, ends, pieces));
    }

    private void cover(Node node, NavigableSet<Long> leaves, NavigableSet<Long> ends, Pieces pieces) {
        Long leaf = leaves.ceiling(node.first());
        Long end = ends.higher(node.first());
        boolean divided = (leaf != null && leaf < node.end()) || (end != null && end < node.end());
        if (node.level > 0 && (divided || node.level > MAX_LEVEL)) {
            cover(node.left(), leaves, ends, pieces);
            cover(node.right(), leaves, ends, pieces);
            return;
        }
        pieces.subtree(
                root(node).orElseThrow(() -> new RecordFormatException("pruned.node " + node + ": is not kept")),
                node.level);
    }

    /**
     * The nodes that {@link #cover} would show of a subtree, without those leaves.
     *
     * @param top the subtree
     * @param leaves and ends as there
     */
    public static List<Node> wanted(Node top, NavigableSet<Long> leaves, NavigableSet<Long> ends) {
        List<Node> nodes = new ArrayList<>();
        collect(top, leaves, ends, nodes);
        return nodes;
    }

    private static void collect(Node node, NavigableSet<Long> leaves, NavigableSet<Long> ends, List<Node> into) {
        Long leaf = leaves.ceiling(node.first());
        Long end = ends.higher(node.first());
        boolean isHere = leaf != null && leaf < node.end();
        if (node.level > 0 && (isHere || (end != null && end < node.end()))) {
            collect(node.left(), leaves, ends, into);
            collect(node.right(), leaves, ends, into);
        } else if (!isHere) {
            into.add(node);
        }
    }
}
