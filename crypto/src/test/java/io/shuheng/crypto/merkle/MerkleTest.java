package io.shuheng.crypto.merkle;

import static io.shuheng.crypto.CryptoAssertions.assertCode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.CryptoException.Code;
import io.shuheng.crypto.Sm3Hash;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class MerkleTest {
    private static final Sm3Hash OTHER = Sm3Hash.ofContent(new byte[] {42});

    /** Sizes around the powers of two are where trees go wrong. */
    @Provide
    Arbitrary<List<Sm3Hash>> leaves() {
        return Arbitraries.integers().between(0, 140).map(MerkleTest::leaves);
    }

    private static List<Sm3Hash> leaves(int count) {
        MerkleHasher hasher = new MerkleHasher();
        List<Sm3Hash> leaves = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            leaves.add(hasher.leaf(new byte[] {(byte) i, (byte) (i >> 8)}, 0, 2));
        }
        return leaves;
    }

    @Test
    void hashesLeavesAndNodesAsTheRfcSays() {
        MerkleHasher hasher = new MerkleHasher();
        byte[] record = {9, 1, 2, 3, 9};
        byte[] out = new byte[96];
        hasher.leaf(record, 1, 3, out, 5);

        assertThat(hasher.leaf(record, 1, 3)).isEqualTo(NaiveMerkleModel.leaf(new byte[] {1, 2, 3}));
        assertThat(Sm3Hash.of(out, 5)).isEqualTo(hasher.leaf(record, 1, 3));
        assertThat(MerkleHasher.EMPTY_ROOT)
                .hasToString("1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b");
        assertThat(new MerkleTree(List.of(OTHER, Sm3Hash.ZERO)).root())
                .isEqualTo(hasher.node(OTHER, Sm3Hash.ZERO))
                .isEqualTo(NaiveMerkleModel.root(List.of(OTHER, Sm3Hash.ZERO)));
    }

    @Test
    void aRefusedRangeLeavesTheNextHashRight() {
        MerkleHasher hasher = new MerkleHasher();
        byte[] record = {1, 2, 3};
        byte[] small = new byte[31];
        byte[] out = new byte[32];

        assertThatThrownBy(() -> hasher.leaf(record, 1, 3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> hasher.leaf(record, 0, 3, small, 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> hasher.node(out, 0, small, 0, out, 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(hasher.leaf(record, 0, 3)).isEqualTo(NaiveMerkleModel.leaf(record));
    }

    @Property(tries = 150)
    void treeAndFrontierHaveTheModelsRootAtEverySize(@ForAll("leaves") List<Sm3Hash> leaves) {
        MerkleTree tree = new MerkleTree(leaves);
        MerkleFrontier frontier = new MerkleFrontier();
        for (int size = 0; size <= leaves.size(); size++) {
            Sm3Hash expected = NaiveMerkleModel.root(leaves.subList(0, size));
            assertThat(tree.root(size)).isEqualTo(expected);
            assertThat(frontier.root()).isEqualTo(expected);
            assertThat(frontier.size()).isEqualTo(size);
            if (size < leaves.size()) {
                frontier.append(leaves.get(size).bytes(), 0);
            }
        }
        assertThat(tree.size()).isEqualTo(leaves.size());
    }

    @Property(tries = 60)
    void aRestoredOrCopiedFrontierGoesOnAsTheOriginal(@ForAll("leaves") List<Sm3Hash> leaves) {
        MerkleFrontier frontier = new MerkleFrontier();
        for (Sm3Hash leaf : leaves) {
            MerkleFrontier restored = MerkleFrontier.restore(frontier.size(), frontier.subtrees());
            MerkleFrontier copy = frontier.copy();
            frontier.append(leaf);
            restored.append(leaf);
            copy.append(leaf);
            assertThat(restored.root()).isEqualTo(frontier.root()).isEqualTo(copy.root());
        }
        frontier.reset();
        assertThat(frontier.root()).isEqualTo(MerkleHasher.EMPTY_ROOT);
    }

    @Test
    void restoresTreesTooLargeToBuild() {
        long size = Long.MAX_VALUE - 1;
        List<Sm3Hash> subtrees = Collections.nCopies(Long.bitCount(size), OTHER);
        MerkleFrontier frontier = MerkleFrontier.restore(size, subtrees);
        frontier.append(Sm3Hash.ZERO);

        assertThat(frontier.size()).isEqualTo(Long.MAX_VALUE);
        assertThat(frontier.subtrees()).hasSize(63).endsWith(Sm3Hash.ZERO);
        assertThatThrownBy(() -> frontier.append(OTHER)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refusesToRestoreWhatDoesNotFit() {
        assertCode(Code.OUT_OF_RANGE, () -> MerkleFrontier.restore(-1, List.of()));
        assertCode(Code.WRONG_LENGTH, () -> MerkleFrontier.restore(3, List.of(OTHER)));
    }

    @Property(tries = 40)
    void inclusionProofsAreTheModelsAndVerify(@ForAll("leaves") List<Sm3Hash> leaves) {
        MerkleTree tree = new MerkleTree(leaves);
        for (int size = Math.max(1, leaves.size() - 3); size <= leaves.size(); size++) {
            List<Sm3Hash> seen = leaves.subList(0, size);
            Sm3Hash root = tree.root(size);
            for (int index = 0; index < size; index++) {
                InclusionProof proof = tree.inclusion(index, size);
                assertThat(proof.path()).isEqualTo(NaiveMerkleModel.path(index, seen));
                assertThat(proof.verify(leaves.get(index), root)).isTrue();
                assertThat(proof.verify(OTHER, root)).isFalse();
                assertThat(proof.verify(leaves.get(index), OTHER)).isFalse();
            }
        }
    }

    @Property(tries = 40)
    void streamedInclusionProofsAreThoseOfTheTree(@ForAll("leaves") List<Sm3Hash> leaves, @ForAll int pick) {
        if (leaves.isEmpty()) {
            return;
        }
        long index = Math.floorMod(pick, leaves.size());
        long other = Math.floorMod(31L * pick + 7, leaves.size());
        InclusionPathBuilder builder = new InclusionPathBuilder(List.of(index, other), leaves.size());
        for (Sm3Hash leaf : leaves) {
            assertCode(Code.OUT_OF_RANGE, () -> builder.proof(index));
            assertCode(Code.OUT_OF_RANGE, builder::root);
            builder.accept(leaf);
        }
        MerkleTree tree = new MerkleTree(leaves);
        assertThat(builder.missing()).isZero();
        assertThat(builder.root()).isEqualTo(tree.root());
        assertThat(builder.proof(index)).isEqualTo(tree.inclusion(index, leaves.size()));
        assertThat(builder.proof(other)).isEqualTo(tree.inclusion(other, leaves.size()));
        assertCode(Code.OUT_OF_RANGE, () -> builder.proof(leaves.size()));
        assertCode(Code.OUT_OF_RANGE, () -> builder.accept(OTHER));
    }

    @Property(tries = 40)
    void anInclusionProofWithAnyPartChangedFails(@ForAll("leaves") List<Sm3Hash> leaves, @ForAll int pick) {
        if (leaves.size() < 2) {
            return;
        }
        int size = leaves.size();
        int index = Math.floorMod(pick, size);
        Sm3Hash leaf = leaves.get(index);
        MerkleTree tree = new MerkleTree(leaves);
        InclusionProof proof = tree.inclusion(index, size);
        List<Sm3Hash> path = proof.path();
        for (int at = 0; at < path.size(); at++) {
            List<Sm3Hash> changed = new ArrayList<>(path);
            changed.set(at, OTHER);
            assertThat(new InclusionProof(index, size, changed).verify(leaf, tree.root()))
                    .isFalse();
            changed.remove(at);
            assertThat(new InclusionProof(index, size, changed).verify(leaf, tree.root()))
                    .isFalse();
        }
        List<Sm3Hash> longer = new ArrayList<>(path);
        longer.add(OTHER);
        assertThat(new InclusionProof(index, size, longer).verify(leaf, tree.root()))
                .isFalse();
        for (int other = 0; other < size; other++) {
            assertThat(new InclusionProof(other, size, path).verify(leaf, tree.root()))
                    .isEqualTo(other == index);
        }
    }

    @Property(tries = 25)
    void consistencyProofsAreTheModelsAndVerify(@ForAll("leaves") List<Sm3Hash> leaves) {
        MerkleTree tree = new MerkleTree(leaves);
        int second = leaves.size();
        for (int first = 0; first <= second; first++) {
            ConsistencyProof proof = tree.consistency(first, second);
            if (first > 0) {
                assertThat(proof.path()).isEqualTo(NaiveMerkleModel.proof(first, leaves));
            }
            assertThat(proof.verify(tree.root(first), tree.root(second))).isTrue();
            assertThat(proof.verify(OTHER, tree.root(second))).isFalse();
            if (first > 0) {
                assertThat(proof.verify(tree.root(first), OTHER)).isFalse();
            }
        }
    }

    @Property(tries = 25)
    void aConsistencyProofWithAnyPartChangedFails(@ForAll("leaves") List<Sm3Hash> leaves, @ForAll int pick) {
        if (leaves.size() < 2) {
            return;
        }
        MerkleTree tree = new MerkleTree(leaves);
        int second = leaves.size();
        int first = 1 + Math.floorMod(pick, second - 1);
        Sm3Hash from = tree.root(first);
        List<Sm3Hash> path = tree.consistency(first, second).path();
        for (int at = 0; at < path.size(); at++) {
            List<Sm3Hash> changed = new ArrayList<>(path);
            changed.set(at, OTHER);
            assertThat(new ConsistencyProof(first, second, changed).verify(from, tree.root()))
                    .isFalse();
            changed.remove(at);
            assertThat(new ConsistencyProof(first, second, changed).verify(from, tree.root()))
                    .isFalse();
        }
        List<Sm3Hash> longer = new ArrayList<>(path);
        longer.add(OTHER);
        assertThat(new ConsistencyProof(first, second, longer).verify(from, tree.root()))
                .isFalse();
        assertThat(new ConsistencyProof(second, second, path).verify(from, tree.root()))
                .isFalse();
    }

    @Test
    void theEmptyTreeIsConsistentWithEveryTreeByNoProof() {
        MerkleTree tree = new MerkleTree(leaves(5));

        assertThat(tree.consistency(0, 5).verify(MerkleHasher.EMPTY_ROOT, tree.root()))
                .isTrue();
        assertThat(tree.consistency(0, 5).verify(OTHER, tree.root())).isFalse();
        assertThat(new ConsistencyProof(0, 5, List.of(OTHER)).verify(MerkleHasher.EMPTY_ROOT, tree.root()))
                .isFalse();
        assertThat(new ConsistencyProof(0, 0, List.of()).verify(OTHER, OTHER)).isFalse();
    }

    @Test
    void verifiesPathsOfTreesTooLargeToBuild() {
        long size = Long.MAX_VALUE;
        List<Sm3Hash> path = Collections.nCopies(63, OTHER);
        Sm3Hash root = OTHER;
        MerkleHasher hasher = new MerkleHasher();
        for (Sm3Hash sibling : path) {
            root = hasher.node(root, sibling);
        }
        assertThat(new InclusionProof(0, size, path).verify(OTHER, root)).isTrue();
        assertThat(new InclusionProof(0, size, path.subList(0, 62)).verify(OTHER, root))
                .isFalse();
    }

    @Test
    void refusesIndexesSizesAndPathsOutOfRange() {
        MerkleTree tree = new MerkleTree(leaves(4));

        assertCode(Code.OUT_OF_RANGE, () -> tree.leaf(4));
        assertCode(Code.OUT_OF_RANGE, () -> tree.leaf(-1));
        assertCode(Code.OUT_OF_RANGE, () -> tree.root(5));
        assertCode(Code.OUT_OF_RANGE, () -> tree.inclusion(4, 4));
        assertCode(Code.OUT_OF_RANGE, () -> tree.inclusion(-1, 4));
        assertCode(Code.OUT_OF_RANGE, () -> tree.inclusion(0, 5));
        assertCode(Code.OUT_OF_RANGE, () -> tree.consistency(3, 2));
        assertCode(Code.OUT_OF_RANGE, () -> tree.consistency(-1, 2));
        assertCode(Code.OUT_OF_RANGE, () -> tree.consistency(1, 5));
        assertCode(Code.OUT_OF_RANGE, () -> new InclusionProof(0, 0, List.of()));
        assertCode(Code.OUT_OF_RANGE, () -> new InclusionPathBuilder(List.of(2L), 2));
        assertCode(Code.OUT_OF_RANGE, () -> new InclusionPathBuilder(List.of(), -1));
        assertThat(new InclusionPathBuilder(List.of(), 0).root()).isEqualTo(MerkleHasher.EMPTY_ROOT);
        assertCode(Code.LIMIT_EXCEEDED, () -> new InclusionProof(0, 2, Collections.nCopies(64, OTHER)));
        assertCode(Code.LIMIT_EXCEEDED, () -> new ConsistencyProof(1, 2, Collections.nCopies(65, OTHER)));
    }

    @Test
    void inclusionPathsComeAlsoFromSubtreesInThePlaceOfTheirLeaves() {
        MerkleHasher hasher = new MerkleHasher();
        MerkleTree tree = new MerkleTree();
        for (int i = 0; i < 45; i++) {
            tree.append(hasher.leaf(new byte[] {(byte) i}, 0, 1));
        }
        for (long proven = 0; proven < 45; proven++) {
            InclusionPathBuilder builder = new InclusionPathBuilder(List.of(proven), 45);
            for (long next = 0; next < 45; ) {
                int level = 0;
                while (next % (2L << level) == 0
                        && next + (2L << level) <= 45
                        && (proven < next || proven >= next + (2L << level))) {
                    level++;
                }
                builder.acceptSubtree(tree.subtree(next, next + (1L << level)), level);
                next += 1L << level;
            }
            assertThat(builder.proof(proven)).isEqualTo(tree.inclusion(proven, 45));
            assertThat(builder.root()).isEqualTo(tree.root());
        }
        InclusionPathBuilder builder = new InclusionPathBuilder(List.of(1L), 45);
        assertThatThrownBy(() -> builder.acceptSubtree(tree.subtree(0, 2), 1)).isInstanceOf(CryptoException.class);
        assertThatThrownBy(() -> builder.acceptSubtree(tree.subtree(0, 32), 6)).isInstanceOf(CryptoException.class);
    }
}
