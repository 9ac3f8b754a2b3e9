package io.shuheng.crypto.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.Sm3Hash;
import org.junit.jupiter.api.Test;

final class ConsistencyPathBuilderTest {
    private static Sm3Hash leaf(int index) {
        byte[] record = {(byte) index};
        return new MerkleHasher().leaf(record, 0, record.length);
    }

    @Test
    void makesTheProofOfATreeForAllSizesUpTo40() {
        MerkleTree tree = new MerkleTree();
        for (int size = 0; size <= 40; size++) {
            for (int first = 0; first <= size; first++) {
                ConsistencyPathBuilder builder = new ConsistencyPathBuilder(first, size);
                for (int i = 0; i < size; i++) {
                    assertThat(builder.missing()).isEqualTo(size - i);
                    builder.accept(leaf(i));
                }
                ConsistencyProof proof = builder.proof();
                assertThat(proof).isEqualTo(tree.consistency(first, size));
                assertThat(proof.verify(tree.root(first), tree.root(size))).isTrue();
            }
            tree.append(leaf(size));
        }
    }

    @Test
    void makesTheSameProofFromSubtreesThatDoNotStraddleTheEarlierTreesEnd() {
        MerkleTree tree = new MerkleTree();
        for (int i = 0; i < 40; i++) {
            tree.append(leaf(i));
        }
        for (int first = 1; first < 40; first++) {
            ConsistencyPathBuilder builder = new ConsistencyPathBuilder(first, 40);
            for (int next = 0; next < 40; ) {
                int level = 0;
                while (isWhole(next, level + 1, first)) {
                    level++;
                }
                builder.acceptSubtree(tree.subtree(next, next + (1 << level)), level);
                next += 1 << level;
            }
            assertThat(builder.proof()).isEqualTo(tree.consistency(first, 40));
        }
        ConsistencyPathBuilder builder = new ConsistencyPathBuilder(3, 40);
        assertThatThrownBy(() -> builder.acceptSubtree(leaf(0), 2)).isInstanceOf(CryptoException.class);
        assertThatThrownBy(() -> builder.acceptSubtree(leaf(0), 6)).isInstanceOf(CryptoException.class);
    }

    private static boolean isWhole(int from, int level, int split) {
        int end = from + (1 << level);
        return from % (1 << level) == 0 && end <= 40 && (end <= split || from >= split);
    }

    @Test
    void refusesSizesOutOfOrderAndLeavesBeyondTheLast() {
        assertThatThrownBy(() -> new ConsistencyPathBuilder(3, 2)).isInstanceOf(CryptoException.class);
        ConsistencyPathBuilder builder = new ConsistencyPathBuilder(1, 2);
        builder.accept(leaf(0));
        assertThatThrownBy(builder::proof).isInstanceOf(CryptoException.class);
        builder.accept(leaf(1));
        assertThatThrownBy(() -> builder.accept(leaf(2))).isInstanceOf(CryptoException.class);
    }
}
