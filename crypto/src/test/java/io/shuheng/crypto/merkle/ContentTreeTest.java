package io.shuheng.crypto.merkle;

import static io.shuheng.crypto.CryptoAssertions.assertCode;
import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.CryptoException.Code;
import io.shuheng.crypto.Sm3Hash;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ContentTreeTest {
    private static final int PIECE = ContentTree.PIECE_BYTES;

    private static byte[] content(int length) {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        return content;
    }

    private static Sm3Hash root(byte[] content) {
        ContentTree tree = new ContentTree();
        tree.update(content, 0, content.length);
        return tree.root();
    }

    /** Each leaf on its own, in the recursion that RFC 6962 prints. */
    private static Sm3Hash modelRoot(byte[] content) {
        MerkleHasher hasher = new MerkleHasher();
        List<Sm3Hash> leaves = new ArrayList<>();
        for (int at = 0; at < content.length; at += PIECE) {
            leaves.add(hasher.leaf(content, at, Math.min(PIECE, content.length - at)));
        }
        return leaves.isEmpty() ? MerkleHasher.EMPTY_ROOT : modelRoot(hasher, leaves);
    }

    private static Sm3Hash modelRoot(MerkleHasher hasher, List<Sm3Hash> leaves) {
        if (leaves.size() == 1) {
            return leaves.get(0);
        }
        int left = Integer.highestOneBit(leaves.size() - 1);
        return hasher.node(
                modelRoot(hasher, leaves.subList(0, left)), modelRoot(hasher, leaves.subList(left, leaves.size())));
    }

    @Property(tries = 60)
    void howContentComesDoesNotMatter(
            @ForAll @IntRange(max = 150 * PIECE) int length, @ForAll @IntRange(min = 1, max = 3 * PIECE) int step) {
        byte[] content = content(length);
        ContentTree tree = new ContentTree();
        for (int at = 0; at < length; at += step) {
            tree.update(content, at, Math.min(step, length - at));
        }

        assertThat(tree.root()).isEqualTo(modelRoot(content)).isEqualTo(root(content));
        assertThat(tree.root()).isEqualTo(MerkleHasher.EMPTY_ROOT);
    }

    @Property(tries = 60)
    void eachPieceIsShownAloneAndNowhereElse(
            @ForAll @IntRange(min = 1, max = 20 * PIECE) int length, @ForAll @IntRange(max = 19) int wanted)
            throws IOException {
        byte[] content = content(length);
        long pieces = ContentTree.pieces(length);
        long index = wanted % pieces;
        ContentPiece piece = ContentPiece.read(new ByteArrayInputStream(content), length, index);
        Sm3Hash root = root(content);

        assertThat(piece.piece()).isEqualTo(Arrays.copyOfRange(content, (int) piece.offset(), (int)
                Math.min(length, piece.offset() + PIECE)));
        assertThat(piece.isOf(root, length)).isTrue();
        assertThat(piece.isOf(root, length + 1L)).isFalse();
        assertThat(piece.isOf(Sm3Hash.ofContent(content), length)).isFalse();
        ContentPiece read = ContentPiece.ofBytes(piece.bytes());
        assertThat(read.isOf(root, length)).isTrue();
        assertThat(read.bytes()).isEqualTo(piece.bytes());
        assertThat(read).hasToString(piece.toString());
    }

    @Property(tries = 300)
    void aByteChangedIsRefusedOrNoPieceOfTheContent(
            @ForAll @IntRange(min = 1, max = 5 * PIECE) int length,
            @ForAll @IntRange(max = 4) int wanted,
            @ForAll int where,
            @ForAll @IntRange(max = 7) int bit)
            throws IOException {
        byte[] content = content(length);
        long index = wanted % ContentTree.pieces(length);
        byte[] bytes = ContentPiece.read(new ByteArrayInputStream(content), length, index)
                .bytes();
        bytes[Math.floorMod(where, bytes.length)] ^= (byte) (1 << bit);

        try {
            assertThat(ContentPiece.ofBytes(bytes).isOf(root(content), length)).isFalse();
        } catch (CryptoException e) {
            assertThat(e.code())
                    .isIn(Code.MALFORMED, Code.UNSUPPORTED, Code.OUT_OF_RANGE, Code.TRUNCATED, Code.TRAILING_BYTES);
        }
    }

    @Test
    void piecesCutShortOrLengthenedAreRefused() throws IOException {
        byte[] content = content(5 * PIECE + 3);
        byte[] bytes = ContentPiece.read(new ByteArrayInputStream(content), content.length, 5)
                .bytes();
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertCode(Code.TRUNCATED, () -> ContentPiece.ofBytes(cut));
        }
        assertCode(Code.TRAILING_BYTES, () -> ContentPiece.ofBytes(Arrays.copyOf(bytes, bytes.length + 1)));
    }

    @Test
    void refusesPlacesThatAreNotThereAndContentThatEndsEarly() {
        InputStream none = InputStream.nullInputStream();
        assertCode(Code.OUT_OF_RANGE, () -> ContentPiece.read(none, 0, 0));
        assertCode(Code.OUT_OF_RANGE, () -> ContentPiece.read(none, PIECE, 1));
        assertCode(Code.OUT_OF_RANGE, () -> ContentPiece.read(none, PIECE, -1));
        assertCode(Code.TRUNCATED, () -> ContentPiece.read(new ByteArrayInputStream(new byte[PIECE]), PIECE + 1, 0));
    }
}
