package io.shuheng.core.contract;

import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.merkle.MerkleBatchHasher;
import io.shuheng.crypto.merkle.MerkleTree;
import java.util.Arrays;

/** Grows the tree over contracts' canonical bytes, hashing many contracts in one call: where the JVM can, side by side. For one thread. */
final class ContractLeaves {

    /** Enough for every lane of the hasher, twice. */
    private static final int AT_ONCE = 64;

    private static final int FIRST_BYTES = AT_ONCE * 1024;

    private final MerkleBatchHasher hasher = new MerkleBatchHasher();
    private final MerkleTree tree = new MerkleTree();
    private final int[] offsets = new int[AT_ONCE];
    private final int[] lengths = new int[AT_ONCE];
    private final byte[] hashes = new byte[AT_ONCE * Sm3Hash.LENGTH];
    private byte[] waiting = new byte[FIRST_BYTES];
    private int used;
    private int count;

    /** Takes the next contract's bytes, which are copied. */
    void add(byte[] canonicalBytes) {
        if (canonicalBytes.length > waiting.length - used) {
            waiting = Arrays.copyOf(waiting, Math.max(2 * waiting.length, used + canonicalBytes.length));
        }
        System.arraycopy(canonicalBytes, 0, waiting, used, canonicalBytes.length);
        offsets[count] = used;
        lengths[count] = canonicalBytes.length;
        used += canonicalBytes.length;
        count++;
        if (count == AT_ONCE) {
            hash();
        }
    }

    private void hash() {
        hasher.leaves(waiting, offsets, lengths, count, hashes, 0);
        tree.append(hashes, 0, count, hasher);
        used = 0;
        count = 0;
    }

    /** The tree over all that were added; nothing is added after. */
    MerkleTree tree() {
        hash();
        return tree;
    }
}
