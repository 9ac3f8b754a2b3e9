package io.shuheng.crypto.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.Sm3Hash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Proofs from the upper part of a tree, against those of the whole tree. */
final class MerkleOutlineTest {

    private static byte[] leaves(long seed, int count) {
        byte[] leaves = new byte[count * Sm3Hash.LENGTH];
        new Random(seed).nextBytes(leaves);
        return leaves;
    }

    private static MerkleOutline.Chunks of(byte[] leaves) {
        return (first, count) -> tree(
                Arrays.copyOfRange(leaves, (int) first * Sm3Hash.LENGTH, ((int) first + count) * Sm3Hash.LENGTH),
                count);
    }

    private static MerkleTree tree(byte[] leaves, int count) {
        MerkleTree tree = new MerkleTree();
        for (int i = 0; i < count; i++) {
            tree.append(Sm3Hash.of(leaves, i * Sm3Hash.LENGTH));
        }
        return tree;
    }

    /** Appends in pieces of all the ways that a frontier takes leaves. */
    private static void fill(MerkleFrontier frontier, byte[] leaves, int count, Random random) {
        MerkleBatchHasher batch = new MerkleBatchHasher();
        while (frontier.size() < count) {
            int at = (int) frontier.size();
            if (random.nextBoolean()) {
                frontier.append(leaves, at * Sm3Hash.LENGTH);
            } else {
                int some = 1 + random.nextInt(count - at);
                frontier.append(leaves, at * Sm3Hash.LENGTH, some, batch);
            }
        }
    }

    @Property(tries = 150)
    void provesWhatTheWholeTreeProvesAtEverySizeItHadAndHas(
            @ForAll long seed,
            @ForAll @IntRange(max = 6) int level,
            @ForAll @IntRange(min = 1, max = 300) int count,
            @ForAll @IntRange(max = 1_000_000) int pick) {
        byte[] leaves = leaves(seed, count);
        MerkleOutline outline = new MerkleOutline(level);
        fill(new MerkleFrontier(outline), leaves, count, new Random(seed));
        MerkleTree tree = tree(leaves, count);
        assertThat(outline.leaves()).isEqualTo((count >> level) << level);
        int size = 1 + pick % count;
        int index = (pick / 7) % size;
        int earlier = (pick / 11) % (size + 1);
        assertThat(outline.root(size, of(leaves))).isEqualTo(tree.root(size));
        assertThat(outline.inclusion(index, size, of(leaves))).isEqualTo(tree.inclusion(index, size));
        assertThat(outline.consistency(earlier, size, of(leaves))).isEqualTo(tree.consistency(earlier, size));
    }

    @Property(tries = 100)
    void goesOnFromItsRootsAndIsRefusedWithThoseOfAnotherTree(
            @ForAll long seed, @ForAll @IntRange(max = 4) int level, @ForAll @IntRange(min = 1, max = 200) int count) {
        byte[] leaves = leaves(seed, 2 * count);
        Random random = new Random(seed);
        MerkleOutline first = new MerkleOutline(level);
        MerkleFrontier frontier = new MerkleFrontier(first);
        fill(frontier, leaves, count, random);
        List<Sm3Hash> roots = first.roots(count);

        MerkleOutline second = MerkleOutline.restore(level, roots);
        MerkleFrontier restored = MerkleFrontier.restore(count, frontier.subtrees(), second);
        fill(restored, leaves, 2 * count, random);
        assertThat(restored.root()).isEqualTo(tree(leaves, 2 * count).root());
        assertThat(second.inclusion(0, 2L * count, of(leaves)))
                .isEqualTo(tree(leaves, 2 * count).inclusion(0, 2L * count));

        if (!roots.isEmpty()) {
            List<Sm3Hash> other = new ArrayList<>(roots);
            other.set(random.nextInt(other.size()), Sm3Hash.ZERO);
            assertThatThrownBy(() ->
                            MerkleFrontier.restore(count, frontier.subtrees(), MerkleOutline.restore(level, other)))
                    .isInstanceOf(CryptoException.class);
            assertThatThrownBy(() -> MerkleFrontier.restore(
                            count,
                            frontier.subtrees(),
                            MerkleOutline.restore(level, roots.subList(0, roots.size() - 1))))
                    .isInstanceOf(CryptoException.class);
        }
    }

    @Test
    void asksForTheLeavesOfTwoSubtreesAtMost() {
        int count = 4096 + 37;
        byte[] leaves = leaves(1, count);
        MerkleOutline outline = new MerkleOutline(5);
        new MerkleFrontier(outline).append(leaves, 0, count, new MerkleBatchHasher());
        for (int index : new int[] {0, 31, 32, 2000, 4095, 4096, count - 1}) {
            Set<Long> asked = new HashSet<>();
            outline.inclusion(index, count, (first, some) -> {
                asked.add(first >> 5);
                assertThat(first % 32).isZero();
                assertThat(some).isBetween(1, 32);
                return of(leaves).chunk(first, some);
            });
            assertThat(asked).isSubsetOf((long) index >> 5, (long) (count - 1) >> 5);
        }
    }

    @Test
    void takesSubtreesOfItsLevelAndNoneAboveIt() {
        byte[] root = leaves(2, 1);
        MerkleOutline outline = new MerkleOutline(3);
        MerkleFrontier frontier = new MerkleFrontier(outline);
        frontier.appendSubtree(root, 0, 3);
        assertThat(outline.leaves()).isEqualTo(8);
        assertThat(outline.root(8, (first, count) -> new MerkleTree())).isEqualTo(Sm3Hash.of(root));
        assertThatThrownBy(() -> frontier.appendSubtree(root, 0, 4)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(frontier::reset).isInstanceOf(IllegalStateException.class);
        assertThat(frontier.copy().size()).isEqualTo(8);
    }

    @Test
    void refusesWhatNoTreeHas() {
        MerkleOutline outline = new MerkleOutline(2);
        byte[] leaves = leaves(3, 3);
        new MerkleFrontier(outline).append(leaves, 0, 3, new MerkleBatchHasher());
        assertThat(outline.root(0, of(leaves))).isEqualTo(MerkleHasher.EMPTY_ROOT);
        assertThatThrownBy(() -> outline.inclusion(3, 3, of(leaves))).isInstanceOf(CryptoException.class);
        assertThatThrownBy(() -> outline.inclusion(-1, 3, of(leaves))).isInstanceOf(CryptoException.class);
        assertThatThrownBy(() -> outline.consistency(3, 2, of(leaves))).isInstanceOf(CryptoException.class);
        assertThatThrownBy(() -> new MerkleOutline(21)).isInstanceOf(CryptoException.class);
        assertThatThrownBy(() -> outline.inclusion(0, 3, (first, count) -> tree(leaves, 1)))
                .isInstanceOf(CryptoException.class);
    }
}
