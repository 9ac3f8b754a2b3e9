package io.shuheng.crypto.merkle;

import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.CryptoException.Code;
import io.shuheng.crypto.Sm3Hash;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * One piece of a content with its path in the {@link ContentTree}: shows an arbitrator what stood at that place, and nothing
 * else of the content. Its bytes are specified in the module's {@code ENVELOPE.md}. Immutable and thread-safe.
 */
public final class ContentPiece {

    private static final int MAGIC = 0x53484350;
    private static final int HEAD = Integer.BYTES + 1 + 2 * Long.BYTES + Short.BYTES;

    private final long contentBytes;
    private final byte[] piece;
    private final InclusionProof proof;

    private ContentPiece(long contentBytes, byte[] piece, InclusionProof proof) {
        this.contentBytes = contentBytes;
        this.piece = piece;
        this.proof = proof;
    }

    /**
     * Reads a content through, and keeps one piece of it with its path. Blocks as the stream does; constant memory.
     *
     * @param content exactly {@code contentBytes} of it are read, the stream is not closed
     * @param contentBytes length of the content, from 1
     * @param index of the piece, from 0
     * @throws IOException if the stream fails
     * @throws CryptoException OUT_OF_RANGE: no such piece; TRUNCATED: the content is shorter
     */
    public static ContentPiece read(InputStream content, long contentBytes, long index) throws IOException {
        requireIndex(contentBytes, index);
        MerkleHasher hasher = new MerkleHasher();
        InclusionPathBuilder path = new InclusionPathBuilder(Set.of(index), ContentTree.pieces(contentBytes));
        byte[] kept = new byte[0];
        byte[] buffer = new byte[ContentTree.PIECE_BYTES];
        for (long i = 0; i < ContentTree.pieces(contentBytes); i++) {
            int length = lengthOf(contentBytes, i);
            if (content.readNBytes(buffer, 0, length) < length) {
                throw new CryptoException(Code.TRUNCATED, "content: ends before its " + contentBytes + " bytes");
            }
            path.accept(hasher.leaf(buffer, 0, length));
            kept = i == index ? Arrays.copyOf(buffer, length) : kept;
        }
        return new ContentPiece(contentBytes, kept, path.proof(index));
    }

    /**
     * Reads a piece's bytes, to the last.
     *
     * @throws CryptoException TRUNCATED, TRAILING_BYTES, MALFORMED, UNSUPPORTED or OUT_OF_RANGE
     */
    public static ContentPiece ofBytes(byte[] bytes) {
        if (bytes.length < HEAD) {
            throw new CryptoException(
                    Code.TRUNCATED, "content piece: " + bytes.length + " bytes, the head has " + HEAD);
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        if (buffer.getInt() != MAGIC) {
            throw new CryptoException(Code.MALFORMED, "content piece: does not begin with SHCP");
        }
        byte version = buffer.get();
        if (version != 1) {
            throw new CryptoException(Code.UNSUPPORTED, "content piece: version " + version + ", known is 1");
        }
        long contentBytes = buffer.getLong();
        long index = buffer.getLong();
        requireIndex(contentBytes, index);
        int length = Short.toUnsignedInt(buffer.getShort());
        if (length != lengthOf(contentBytes, index)) {
            throw new CryptoException(
                    Code.MALFORMED,
                    "content piece: length " + length + ", piece " + index + " of " + contentBytes + " bytes has "
                            + lengthOf(contentBytes, index));
        }
        int nodes = pathLength(index, ContentTree.pieces(contentBytes));
        int expected = HEAD + length + nodes * Sm3Hash.LENGTH;
        if (bytes.length != expected) {
            throw new CryptoException(
                    bytes.length < expected ? Code.TRUNCATED : Code.TRAILING_BYTES,
                    "content piece: " + bytes.length + " bytes, with its path it has " + expected);
        }
        byte[] piece = new byte[length];
        buffer.get(piece);
        List<Sm3Hash> path = new ArrayList<>(nodes);
        for (int i = 0; i < nodes; i++) {
            path.add(Sm3Hash.of(bytes, HEAD + length + i * Sm3Hash.LENGTH));
        }
        return new ContentPiece(contentBytes, piece, new InclusionProof(index, ContentTree.pieces(contentBytes), path));
    }

    private static void requireIndex(long contentBytes, long index) {
        if (contentBytes < 1 || index < 0 || index >= ContentTree.pieces(contentBytes)) {
            throw new CryptoException(
                    Code.OUT_OF_RANGE, "content piece: " + index + " of a content of " + contentBytes + " bytes");
        }
    }

    private static int lengthOf(long contentBytes, long index) {
        return (int) Math.min(ContentTree.PIECE_BYTES, contentBytes - index * ContentTree.PIECE_BYTES);
    }

    /** Nodes on the path: one for each level, but for those at which the way up has no right neighbour. */
    private static int pathLength(long index, long size) {
        int nodes = 0;
        for (long at = index, last = size - 1; last > 0; at >>>= 1, last >>>= 1) {
            nodes += (at & 1) == 1 || at < last ? 1 : 0;
        }
        return nodes;
    }

    /** The bytes that {@link #ofBytes} reads. */
    public byte[] bytes() {
        ByteBuffer buffer =
                ByteBuffer.allocate(HEAD + piece.length + proof.path().size() * Sm3Hash.LENGTH);
        buffer.putInt(MAGIC).put((byte) 1).putLong(contentBytes).putLong(proof.index());
        buffer.putShort((short) piece.length).put(piece);
        proof.path().forEach(node -> buffer.put(node.bytes()));
        return buffer.array();
    }

    /**
     * Whether the content with that root and length has this piece at its place.
     *
     * @param contentRoot as {@link ContentTree#root} gives it
     * @param contentBytes length of the content
     */
    public boolean isOf(Sm3Hash contentRoot, long contentBytes) {
        return contentBytes == this.contentBytes
                && proof.verify(new MerkleHasher().leaf(piece, 0, piece.length), contentRoot);
    }

    /** Place of the piece in the content, in bytes from its start. */
    public long offset() {
        return proof.index() * ContentTree.PIECE_BYTES;
    }

    /** A copy of the piece. */
    public byte[] piece() {
        return piece.clone();
    }

    @Override
    public String toString() {
        return "ContentPiece[offset=" + offset() + ", length=" + piece.length + ", contentBytes=" + contentBytes + "]";
    }
}
