package io.shuheng.ledger.prune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.core.record.RecordFormatException;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.merkle.ConsistencyPathBuilder;
import io.shuheng.crypto.merkle.InclusionPathBuilder;
import io.shuheng.crypto.merkle.MerkleHasher;
import io.shuheng.crypto.merkle.MerkleTree;
import io.shuheng.ledger.file.PrunedTree;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What is kept of a tree, against the tree itself. */
final class TreeKeeperProperties {

    private static final MerkleHasher HASHER = new MerkleHasher();

    private static Sm3Hash leaf(long index) {
        byte[] record = {(byte) (index >>> 8), (byte) index};
        return HASHER.leaf(record, 0, record.length);
    }

    private static NavigableSet<Long> some(Random random, int below, int count) {
        TreeSet<Long> chosen = new TreeSet<>();
        for (int i = 0; i < count; i++) {
            chosen.add((long) random.nextInt(below));
        }
        return chosen;
    }

    /** Keeps the first leaves, or those behind what was kept before. */
    private static PrunedTree kept(PrunedTree before, long to, NavigableSet<Long> leaves, NavigableSet<Long> ends) {
        TreeKeeper keeper = new TreeKeeper(before, ends);
        long from = before == null ? 0 : before.size();
        leaves.headSet(from, false).forEach(index -> keeper.keptBefore(index, leaf(index)));
        for (long index = from; index < to; index++) {
            keeper.leaf(leaf(index), leaves.contains(index));
        }
        return keeper.tree();
    }

    @Property(tries = 150)
    void provesWhatItWasToKeepAndNothingElseAlsoWhenItIsKeptTwice(
            @ForAll @IntRange(min = 2, max = 1500) int first,
            @ForAll @IntRange(min = 0, max = 900) int more,
            @ForAll Random random) {
        int size = first + more;
        int total = size + random.nextInt(700);
        NavigableSet<Long> leaves = some(random, size, random.nextInt(12));
        NavigableSet<Long> ends = some(random, size, random.nextInt(12));
        ends.remove(0L);
        PrunedTree once = kept(null, first, leaves.headSet((long) first, false), ends);
        PrunedTree tree = more == 0 ? once : kept(once, size, leaves, ends);

        MerkleTree whole = new MerkleTree();
        for (long index = 0; index < total; index++) {
            whole.append(leaf(index));
        }
        assertThat(tree.root(size)).contains(whole.root(size));
        assertThat(tree.root(first)).contains(whole.root(first));
        for (long end : ends) {
            assertThat(tree.root(end)).contains(whole.root(end));
            ConsistencyPathBuilder path = new ConsistencyPathBuilder(end, total);
            tree.cover(new TreeSet<>(), new TreeSet<>(List.of(end)), path::acceptSubtree);
            for (long index = size; index < total; index++) {
                path.accept(leaf(index));
            }
            assertThat(path.proof()).isEqualTo(whole.consistency(end, total));
        }
        InclusionPathBuilder paths = new InclusionPathBuilder(leaves, total);
        tree.cover(leaves, new TreeSet<>(), paths::acceptSubtree);
        for (long index = size; index < total; index++) {
            paths.accept(leaf(index));
        }
        leaves.forEach(index -> assertThat(paths.proof(index)).isEqualTo(whole.inclusion(index, total)));
    }

    @Property(tries = 150)
    void isRefusedWithAnyOfItsHashesAltered(@ForAll @IntRange(min = 257, max = 1500) int size, @ForAll Random random) {
        NavigableSet<Long> leaves = some(random, size, 1 + random.nextInt(6));
        PrunedTree tree = kept(null, size, leaves, some(random, size, 3));
        Map<Long, Sm3Hash> known = new HashMap<>();
        leaves.forEach(index -> known.put(index, leaf(index)));
        Sm3Hash root = tree.root(size).orElseThrow();
        Map<PrunedTree.Node, Sm3Hash> nodes = tree.nodes();
        List<PrunedTree.Node> all = List.copyOf(nodes.keySet());
        PrunedTree.Node altered = all.get(random.nextInt(all.size()));
        nodes.put(altered, Sm3Hash.ofContent(new byte[] {1}));
        try {
            // Only a subtree at the right edge is not below a root that is kept: then the root over all is another.
            assertThat(new PrunedTree(size, tree.roots(), nodes, known).root(size))
                    .isNotEqualTo(Optional.of(root));
        } catch (RecordFormatException e) {
            assertThat(e).hasMessageContaining("pruned.node");
        }
        nodes.remove(altered);
        assertThatThrownBy(() -> new PrunedTree(size, tree.roots(), nodes, known))
                .isInstanceOf(RecordFormatException.class);
    }
}
