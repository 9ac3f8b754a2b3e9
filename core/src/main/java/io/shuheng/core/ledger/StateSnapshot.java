package io.shuheng.core.ledger;

import io.shuheng.crypto.Sm3Hash;
import java.util.List;

/**
 * The engine's state behind a number of records, and what is needed beside it to go on from there instead of from genesis.
 * Immutable; the bytes are not copied.
 *
 * @param head what it is of
 * @param state the state's bytes
 */
public record StateSnapshot(Head head, byte[] state) {

    /**
     * What a snapshot is of.
     *
     * @param sequence of the command whose record asked for the state's digest
     * @param size records that led to the state: the command's whole group is the last
     * @param timeNs time of the last of them, nanoseconds since 1970
     * @param sm3 SM3 of the state's bytes
     * @param subtrees of the tree over those records, as {@link io.shuheng.crypto.merkle.MerkleFrontier#subtrees} gives them
     * @param directories the records, header included, that the directories of keys, certificates and instruments are made
     *     of, in order
     */
    public record Head(
            long sequence, long size, long timeNs, Sm3Hash sm3, List<Sm3Hash> subtrees, List<byte[]> directories) {

        /** Takes copies of the lists. */
        public Head {
            subtrees = List.copyOf(subtrees);
            directories = List.copyOf(directories);
        }
    }
}
