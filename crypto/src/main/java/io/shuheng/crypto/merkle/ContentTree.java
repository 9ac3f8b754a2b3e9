package io.shuheng.crypto.merkle;

import io.shuheng.crypto.Sm3Hash;
import java.util.Arrays;
import java.util.Objects;

/**
 * The tree over a file's content: RFC 6962, 2.1, with SM3, a leaf for each piece of {@value #PIECE_BYTES} bytes, the last one
 * shorter. Its root depends on the content alone, so that a piece is shown to be of it ({@link ContentPiece}) without the rest.
 * Takes content of any length in constant memory. Mutable, for one thread at a time; never blocks.
 */
public final class ContentTree {

    /** Bytes of a piece. */
    public static final int PIECE_BYTES = 2048;

    private static final int BATCH = 64;

    private final MerkleBatchHasher hasher = new MerkleBatchHasher();
    private final MerkleFrontier tree = new MerkleFrontier();
    private final int[] offsets = new int[BATCH];
    private final int[] lengths = new int[BATCH];
    private final byte[] hashes = new byte[BATCH * Sm3Hash.LENGTH];
    private final byte[] begun = new byte[PIECE_BYTES];
    private int begunBytes;

    /** With nothing in it. */
    public ContentTree() {
        Arrays.fill(lengths, PIECE_BYTES);
    }

    /**
     * Number of pieces of a content.
     *
     * @param contentBytes its length, from 0
     */
    public static long pieces(long contentBytes) {
        return contentBytes / PIECE_BYTES + (contentBytes % PIECE_BYTES == 0 ? 0 : 1);
    }

    /**
     * Adds content.
     *
     * @throws IndexOutOfBoundsException if the range is not inside the array
     */
    public void update(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        int done = begunBytes == 0 ? 0 : fill(bytes, offset, length);
        while (length - done >= PIECE_BYTES) {
            int count = Math.min(BATCH, (length - done) / PIECE_BYTES);
            append(bytes, offset + done, count);
            done += count * PIECE_BYTES;
        }
        fill(bytes, offset + done, length - done);
    }

    /** Fills the piece that was begun with what is there; how much it took. */
    private int fill(byte[] bytes, int offset, int length) {
        int taken = Math.min(length, PIECE_BYTES - begunBytes);
        System.arraycopy(bytes, offset, begun, begunBytes, taken);
        begunBytes += taken;
        if (begunBytes == PIECE_BYTES) {
            append(begun, 0, 1);
            begunBytes = 0;
        }
        return taken;
    }

    private void append(byte[] bytes, int from, int count) {
        for (int i = 0; i < count; i++) {
            offsets[i] = from + i * PIECE_BYTES;
        }
        hasher.leaves(bytes, offsets, lengths, count, hashes, 0);
        tree.append(hashes, 0, count, hasher);
    }

    /**
     * Ends the content, and starts again with nothing. Wipes what it held of it.
     *
     * @return the root; of no content, that of the empty tree
     */
    public Sm3Hash root() {
        if (begunBytes > 0) {
            offsets[0] = 0;
            lengths[0] = begunBytes;
            hasher.leaves(begun, offsets, lengths, 1, hashes, 0);
            tree.append(hashes, 0, 1, hasher);
            lengths[0] = PIECE_BYTES;
            begunBytes = 0;
        }
        Arrays.fill(begun, (byte) 0);
        Sm3Hash root = tree.root();
        tree.reset();
        return root;
    }
}
