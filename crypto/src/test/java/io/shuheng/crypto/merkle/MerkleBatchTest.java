package io.shuheng.crypto.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.crypto.Sm3Hash;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Trees built in batches against trees built leaf by leaf. Run twice in a build, as {@code Sm3BatchTest} is. */
class MerkleBatchTest {
    private static final int SIZES = 3000;

    private final MerkleBatchHasher batch = new MerkleBatchHasher();
    private final byte[] leaves = leaves(SIZES);

    private static byte[] leaves(int count) {
        byte[] leaves = new byte[count * Sm3Hash.LENGTH];
        new Random(7).nextBytes(leaves);
        return leaves;
    }

    @Test
    void leavesAreThoseOfThePlainHasher() {
        byte[] records = leaves(40);
        int[] offsets = new int[40];
        int[] lengths = new int[40];
        for (int i = 0; i < 40; i++) {
            offsets[i] = i * 7;
            lengths[i] = i * 11;
        }
        byte[] out = new byte[40 * Sm3Hash.LENGTH];
        batch.leaves(records, offsets, lengths, 40, out, 0);
        MerkleHasher plain = new MerkleHasher();
        for (int i = 0; i < 40; i++) {
            assertThat(Sm3Hash.of(out, i * Sm3Hash.LENGTH)).isEqualTo(plain.leaf(records, offsets[i], lengths[i]));
        }
    }

    @Test
    void everySizeTakenAtOnceHasTheRootAndTheSubtreesOfThePlainTree() {
        MerkleFrontier plain = new MerkleFrontier();
        for (int size = 0; size <= SIZES; size += size < 300 ? 1 : 97) {
            while (plain.size() < size) {
                plain.append(leaves, (int) plain.size() * Sm3Hash.LENGTH);
            }
            MerkleFrontier atOnce = new MerkleFrontier();
            atOnce.append(leaves, 0, size, batch);
            requireSame(atOnce, plain);
        }
    }

    @Property(tries = 60)
    void everySplitHasTheRootsOfThePlainTree(@ForAll long seed, @ForAll @IntRange(min = 1, max = 1500) int largest) {
        Random random = new Random(seed);
        MerkleFrontier plain = new MerkleFrontier();
        MerkleFrontier batched = new MerkleFrontier();
        for (int done = 0; done < SIZES; ) {
            int now = Math.min(random.nextInt(largest + 1) + 1, SIZES - done);
            batched.append(leaves, done * Sm3Hash.LENGTH, now, batch);
            for (int i = 0; i < now; i++) {
                plain.append(leaves, (done + i) * Sm3Hash.LENGTH);
            }
            done += now;
            requireSame(batched, plain);
        }
    }

    @Property(tries = 60)
    void aTreeInMemoryGrownInAnySplitIsThePlainOne(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 300) int largest) {
        Random random = new Random(seed);
        MerkleTree plain = new MerkleTree();
        MerkleTree batched = new MerkleTree();
        for (int done = 0; done < 700; ) {
            int now = random.nextInt(largest + 1);
            batched.append(leaves, done * Sm3Hash.LENGTH, now, batch);
            for (int i = 0; i < now; i++) {
                plain.append(Sm3Hash.of(leaves, (done + i) * Sm3Hash.LENGTH));
            }
            done += now;
            if (random.nextBoolean()) {
                Sm3Hash next = Sm3Hash.of(leaves, done * Sm3Hash.LENGTH);
                batched.append(next);
                plain.append(next);
                done++;
            }
            assertThat(batched.root()).isEqualTo(plain.root());
            long some = random.nextLong(batched.size() + 1);
            assertThat(batched.root(some)).isEqualTo(plain.root(some));
        }
        long index = random.nextLong(batched.size());
        assertThat(batched.inclusion(index, batched.size())).isEqualTo(plain.inclusion(index, plain.size()));
    }

    @Property(tries = 40)
    void aCompleteSubtreeCountsAsItsLeaves(
            @ForAll @IntRange(max = 9) int level, @ForAll @IntRange(max = 4) int subtreesBefore) {
        int before = subtreesBefore << level;
        int leavesOfSubtree = 1 << level;
        MerkleFrontier subtree = new MerkleFrontier();
        subtree.append(leaves, before * Sm3Hash.LENGTH, leavesOfSubtree, batch);
        byte[] root = subtree.root().bytes();
        MerkleFrontier joined = new MerkleFrontier();
        joined.append(leaves, 0, before, batch);
        joined.appendSubtree(root, 0, level);
        MerkleFrontier plain = new MerkleFrontier();
        plain.append(leaves, 0, before + leavesOfSubtree, batch);
        requireSame(joined, plain);
    }

    @Test
    void aSubtreeThatBeginsWhereNoneOfItsHeightDoesIsRefused() {
        MerkleFrontier three = MerkleFrontier.restore(3, List.of(Sm3Hash.ZERO, Sm3Hash.ZERO));
        assertThatThrownBy(() -> three.appendSubtree(leaves, 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> three.append(leaves, 32, SIZES, batch)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(three.size()).isEqualTo(3);
    }

    @Test
    void aTreeTakesNoMoreHashesThanThereAre() {
        MerkleTree tree = new MerkleTree();
        tree.append(leaves, 0, 3, batch);
        for (int count : new int[] {-1, SIZES + 1, 1 << 26, Integer.MAX_VALUE}) {
            assertThatThrownBy(() -> tree.append(leaves, 0, count, batch))
                    .as("%d hashes", count)
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
        assertThat(tree.size()).isEqualTo(3);
    }

    private static void requireSame(MerkleFrontier one, MerkleFrontier other) {
        assertThat(one.size()).isEqualTo(other.size());
        assertThat(one.root()).isEqualTo(other.root());
        assertThat(one.subtrees()).isEqualTo(other.subtrees());
    }
}
