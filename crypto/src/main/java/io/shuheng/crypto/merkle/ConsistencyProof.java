package io.shuheng.crypto.merkle;

import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.CryptoException.Code;
import io.shuheng.crypto.Sm3Hash;
import java.util.List;
import java.util.Optional;

/**
 * Shows that a tree's first leaves are those of an earlier tree (RFC 9162, 2.1.4). Immutable and thread-safe.
 *
 * <p>The RFC leaves two cases undefined, which are fixed here: equal sizes need an empty path and equal roots; the empty tree
 * is consistent with every tree by an empty path.
 *
 * @param firstSize number of leaves of the earlier tree, 0 to secondSize
 * @param secondSize number of leaves of the later tree
 * @param path subtree roots, at most 64
 */
public record ConsistencyProof(long firstSize, long secondSize, List<Sm3Hash> path) {
    /** Longest possible path. */
    public static final int MAXIMUM_PATH_LENGTH = 64;

    /**
     * Checks the ranges; whether the path fits the sizes is for {@link #verify} to say.
     *
     * @throws CryptoException OUT_OF_RANGE or LIMIT_EXCEEDED
     */
    public ConsistencyProof {
        if (firstSize < 0 || firstSize > secondSize) {
            throw new CryptoException(
                    Code.OUT_OF_RANGE, "first size " + firstSize + " lies outside 0 to second size " + secondSize);
        }
        if (path.size() > MAXIMUM_PATH_LENGTH) {
            throw new CryptoException(
                    Code.LIMIT_EXCEEDED, "a consistency path has at most " + MAXIMUM_PATH_LENGTH + " hashes");
        }
        path = List.copyOf(path);
    }

    /**
     * Verifies by RFC 9162, 2.1.4.2.
     *
     * @param firstRoot root of the earlier tree
     * @param secondRoot root of the later tree
     * @return whether the earlier tree is a prefix of the later one
     */
    public boolean verify(Sm3Hash firstRoot, Sm3Hash secondRoot) {
        if (firstSize == secondSize) {
            return path.isEmpty()
                    && firstRoot.equals(secondRoot)
                    && (firstSize != 0 || firstRoot.equals(MerkleHasher.EMPTY_ROOT));
        }
        if (firstSize == 0) {
            return path.isEmpty() && firstRoot.equals(MerkleHasher.EMPTY_ROOT);
        }
        if (Long.bitCount(firstSize) == 1) {
            return climb(firstRoot, path, secondRoot).filter(firstRoot::equals).isPresent();
        }
        return firstRootUnder(secondRoot).filter(firstRoot::equals).isPresent();
    }

    /**
     * The root that the earlier tree must have had, where the path leads to the later one: no other path leads there. So an
     * earlier root that is another is of another history.
     *
     * @param secondRoot root of the later tree
     * @return the root of the earlier; empty where the path does not lead to the later root, and where the earlier root is no
     *     part of it: at size 0, a power of two, or the same size
     */
    public Optional<Sm3Hash> firstRootUnder(Sm3Hash secondRoot) {
        boolean inPath = firstSize < secondSize && Long.bitCount(firstSize) > 1 && !path.isEmpty();
        return inPath ? climb(path.get(0), path.subList(1, path.size()), secondRoot) : Optional.empty();
    }

    /** Steps 3 to 8 of the RFC: rebuilds both roots from the first complete subtree they share; the first, if the second fits. */
    private Optional<Sm3Hash> climb(Sm3Hash start, List<Sm3Hash> rest, Sm3Hash secondRoot) {
        MerkleHasher hasher = new MerkleHasher();
        long shared = Long.numberOfTrailingZeros(~(firstSize - 1));
        long fn = (firstSize - 1) >>> shared;
        long sn = (secondSize - 1) >>> shared;
        Sm3Hash fr = start;
        Sm3Hash sr = start;
        for (Sm3Hash c : rest) {
            if (sn == 0) {
                return Optional.empty();
            }
            if ((fn & 1) == 1 || fn == sn) {
                fr = hasher.node(c, fr);
                sr = hasher.node(c, sr);
                while ((fn & 1) == 0 && fn != 0) {
                    fn >>>= 1;
                    sn >>>= 1;
                }
            } else {
                sr = hasher.node(sr, c);
            }
            fn >>>= 1;
            sn >>>= 1;
        }
        return sn == 0 && sr.equals(secondRoot) ? Optional.of(fr) : Optional.empty();
    }
}
