package io.shuheng.crypto.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.Sm3Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Ranges of leaves against the plain definition of a tree. */
class MerkleRangeTest {

    private static final List<Sm3Hash> LEAVES = leaves(700);

    private final MerkleBatchHasher batch = new MerkleBatchHasher();

    private static List<Sm3Hash> leaves(int count) {
        List<Sm3Hash> leaves = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            leaves.add(NaiveMerkleModel.leaf(new byte[] {(byte) i, (byte) (i >> 8)}));
        }
        return leaves;
    }

    /** The largest complete subtrees from left to right, by the definition. */
    private static List<Sm3Hash> model(int from, int to) {
        List<Sm3Hash> roots = new ArrayList<>();
        int at = from;
        while (at < to) {
            int width = at == 0 ? Integer.highestOneBit(to) : Integer.lowestOneBit(at);
            while (at + width > to) {
                width /= 2;
            }
            roots.add(NaiveMerkleModel.root(LEAVES.subList(at, at + width)));
            at += width;
        }
        return roots;
    }

    @Property(tries = 150)
    void isTheFewestCompleteSubtreesHoweverTheLeavesCame(
            @ForAll long seed, @ForAll @IntRange(max = 350) int from, @ForAll @IntRange(max = 350) int count) {
        Random random = new Random(seed);
        MerkleFrontier tree = grown(new MerkleFrontier(), from, random);
        tree.beginRange();
        MerkleFrontier before = MerkleFrontier.restore(from, tree.subtrees());
        grown(tree, from + count, random);
        List<Sm3Hash> range = tree.range();
        assertThat(range).isEqualTo(model(from, from + count));
        assertThat(MerkleFrontier.subtreesOf(from, from + count)).isEqualTo(range.size());
        before.appendRange(from + count, range);
        assertThat(before.subtrees()).isEqualTo(tree.subtrees());
        assertThat(before.root()).isEqualTo(NaiveMerkleModel.root(LEAVES.subList(0, from + count)));
    }

    private MerkleFrontier grown(MerkleFrontier tree, int to, Random random) {
        while (tree.size() < to) {
            int at = (int) tree.size();
            int now = Math.min(1 + random.nextInt(200), to - at);
            int level = Integer.numberOfTrailingZeros(at | 1 << 8);
            if (random.nextInt(3) == 0 && at + (1 << level) <= to) {
                Sm3Hash subtree = NaiveMerkleModel.root(LEAVES.subList(at, at + (1 << level)));
                tree.appendSubtree(subtree.bytes(), 0, level);
            } else if (random.nextBoolean()) {
                byte[] leaves = new byte[now * Sm3Hash.LENGTH];
                for (int i = 0; i < now; i++) {
                    LEAVES.get(at + i).copyTo(leaves, i * Sm3Hash.LENGTH);
                }
                tree.append(leaves, 0, now, batch);
            } else {
                LEAVES.subList(at, at + now).forEach(tree::append);
            }
        }
        return tree;
    }

    @Test
    void rangesOneBehindTheOtherGiveTheWholeTree() {
        MerkleFrontier tree = new MerkleFrontier();
        MerkleFrontier joined = new MerkleFrontier();
        for (int to : new int[] {0, 1, 5, 6, 64, 130, 131, 512, 700}) {
            tree.beginRange();
            grown(tree, to, new Random(to));
            joined.appendRange(to, tree.range());
        }
        assertThat(joined.root()).isEqualTo(NaiveMerkleModel.root(LEAVES));
    }

    @Test
    void anotherNumberOfSubtreesOrAnEndBeforeTheBeginningIsRefused() {
        MerkleFrontier tree = grown(new MerkleFrontier(), 5, new Random(1));
        assertThatThrownBy(() -> tree.appendRange(8, List.of(LEAVES.get(0))))
                .isInstanceOf(CryptoException.class)
                .hasMessageContaining("has 2 complete subtrees, not 1");
        assertThatThrownBy(() -> tree.appendRange(4, List.of())).isInstanceOf(CryptoException.class);
        assertThat(MerkleFrontier.subtreesOf(1, Long.MAX_VALUE)).isEqualTo(124);
    }
}
