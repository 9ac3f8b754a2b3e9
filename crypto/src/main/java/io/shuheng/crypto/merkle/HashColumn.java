package io.shuheng.crypto.merkle;

import io.shuheng.crypto.Sm3Hash;
import java.util.ArrayList;
import java.util.List;

/** A growing list of hashes in blocks, so that it neither copies as it grows nor ends at the largest array. */
final class HashColumn {
    /* Even, so that two neighbours that are joined stand in one block. */
    static final int BLOCK_HASHES = 64;

    private final List<byte[]> blocks = new ArrayList<>();
    private long size;

    void append(byte[] hash) {
        append(hash, 0);
    }

    void append(byte[] hashes, int offset) {
        int slot = (int) (size % BLOCK_HASHES);
        if (slot == 0) {
            blocks.add(new byte[BLOCK_HASHES * Sm3Hash.LENGTH]);
        }
        System.arraycopy(hashes, offset, blocks.get(blocks.size() - 1), slot * Sm3Hash.LENGTH, Sm3Hash.LENGTH);
        size++;
    }

    Sm3Hash get(long index) {
        byte[] block = blocks.get(Math.toIntExact(index / BLOCK_HASHES));
        return Sm3Hash.of(block, (int) (index % BLOCK_HASHES) * Sm3Hash.LENGTH);
    }

    /** The block with that hash. */
    byte[] block(long index) {
        return blocks.get(Math.toIntExact(index / BLOCK_HASHES));
    }

    long size() {
        return size;
    }
}
