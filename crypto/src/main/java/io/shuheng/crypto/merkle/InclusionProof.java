package io.shuheng.crypto.merkle;

import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.CryptoException.Code;
import io.shuheng.crypto.Sm3Hash;
import java.util.List;
import java.util.Optional;

/**
 * Shows that a leaf stands at an index of a tree (RFC 9162, 2.1.3). Immutable and thread-safe.
 *
 * @param index of the leaf, 0 to size-1
 * @param size number of leaves of the tree
 * @param path sibling subtrees from the leaf to the root, at most 63
 */
public record InclusionProof(long index, long size, List<Sm3Hash> path) {
    /** Longest possible path. */
    public static final int MAXIMUM_PATH_LENGTH = 63;

    /**
     * Checks the ranges; whether the path fits index and size is for {@link #verify} to say.
     *
     * @throws CryptoException OUT_OF_RANGE or LIMIT_EXCEEDED
     */
    public InclusionProof {
        if (index < 0 || index >= size) {
            throw new CryptoException(
                    Code.OUT_OF_RANGE, "leaf index " + index + " lies outside a tree of size " + size);
        }
        if (path.size() > MAXIMUM_PATH_LENGTH) {
            throw new CryptoException(
                    Code.LIMIT_EXCEEDED, "an inclusion path has at most " + MAXIMUM_PATH_LENGTH + " hashes");
        }
        path = List.copyOf(path);
    }

    /**
     * Verifies by RFC 9162, 2.1.3.2.
     *
     * @param leafHash SM3(0x00 ‖ record)
     * @param root the tree's root, from a source the caller trusts
     * @return whether the leaf stands at the index of the tree with this root
     */
    public boolean verify(Sm3Hash leafHash, Sm3Hash root) {
        return rootFrom(leafHash).filter(root::equals).isPresent();
    }

    /**
     * Computes the root this proof leads to.
     *
     * @param leafHash SM3(0x00 ‖ record)
     * @return the root, or nothing if the path has another length than index and size demand
     */
    public Optional<Sm3Hash> rootFrom(Sm3Hash leafHash) {
        MerkleHasher hasher = new MerkleHasher();
        long fn = index;
        long sn = size - 1;
        Sm3Hash r = leafHash;
        for (Sm3Hash p : path) {
            if (sn == 0) {
                return Optional.empty();
            }
            if ((fn & 1) == 1 || fn == sn) {
                r = hasher.node(p, r);
                while ((fn & 1) == 0 && fn != 0) {
                    fn >>>= 1;
                    sn >>>= 1;
                }
            } else {
                r = hasher.node(r, p);
            }
            fn >>>= 1;
            sn >>>= 1;
        }
        return sn == 0 ? Optional.of(r) : Optional.empty();
    }
}
