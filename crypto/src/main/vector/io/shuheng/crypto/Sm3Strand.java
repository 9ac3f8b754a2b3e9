package io.shuheng.crypto;

import static io.shuheng.crypto.Sm3Rounds.LANES;
import static io.shuheng.crypto.Sm3Rounds.WORDS;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** One vector register's worth of SM3 computations, a lane each. For one thread; allocates nothing after construction. */
final class Sm3Strand {

    private static final int ROUNDS = 64;
    private static final int EARLY_ROUNDS = 16;
    private static final int BLOCK = 64;
    private static final int BLOCK_WORDS = 16;
    private static final int[] CONSTANTS = constants();
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private final int[] w = new int[WORDS * LANES];
    private final int[] a = new int[WORDS * LANES];
    private final int[] e = new int[WORDS * LANES];
    private final byte[] tail = new byte[BLOCK];

    private static int[] constants() {
        int[] constants = new int[ROUNDS];
        for (int j = 0; j < ROUNDS; j++) {
            constants[j] = Integer.rotateLeft(j < EARLY_ROUNDS ? 0x79cc4519 : 0x7a879d8a, j);
        }
        return constants;
    }

    /** Begins a message in a lane; C, D, G and H stand unrotated, as the rounds want them. */
    void begin(int lane) {
        a[3 * LANES + lane] = 0x7380166f;
        a[2 * LANES + lane] = 0x4914b2b9;
        a[LANES + lane] = Integer.rotateRight(0x172442d7, 9);
        a[lane] = Integer.rotateRight(0xda8a0600, 9);
        e[3 * LANES + lane] = 0xa96f30bc;
        e[2 * LANES + lane] = 0x163138aa;
        e[LANES + lane] = Integer.rotateRight(0xe38dee4d, 19);
        e[lane] = Integer.rotateRight(0xb0fb0e4e, 19);
    }

    /** Number of blocks of a message of one prefix byte and so many more. */
    static int blocks(int length) {
        return (int) ((length + 73L) / BLOCK);
    }

    /** Loads a block of the message {@code prefix ‖ bytes[offset, offset + length)}, padding where it ends. */
    void load(int lane, byte prefix, byte[] bytes, int offset, int length, int block) {
        long start = (long) block * BLOCK - 1;
        if (start + BLOCK <= length) {
            int from = (int) (offset + start);
            w[lane] = block == 0 ? prefix << 24 | (int) INT.get(bytes, offset) >>> 8 : (int) INT.get(bytes, from);
            words(lane, bytes, from);
            return;
        }
        Arrays.fill(tail, (byte) 0);
        int first = block == 0 ? 1 : 0;
        int left = (int) (length - start - first);
        if (first == 1) {
            tail[0] = prefix;
        }
        if (left >= 0) {
            System.arraycopy(bytes, (int) (offset + start + first), tail, first, left);
            tail[first + left] = (byte) 0x80;
        }
        // The 0x80 of a message that ends at a block's end opens the next block.
        if (block == blocks(length) - 1) {
            long bits = (length + 1L) * Byte.SIZE;
            INT.set(tail, BLOCK - 8, (int) (bits >>> 32));
            INT.set(tail, BLOCK - 4, (int) bits);
        }
        w[lane] = (int) INT.get(tail, 0);
        words(lane, tail, 0);
    }

    /** The words behind the first. */
    private void words(int lane, byte[] bytes, int from) {
        for (int j = 1; j < BLOCK_WORDS; j++) {
            w[j * LANES + lane] = (int) INT.get(bytes, from + Integer.BYTES * j);
        }
    }

    /** In all lanes: the second block of a message of 65 bytes, but for the last byte of it. */
    void loadPairEnds() {
        Arrays.fill(w, LANES, 15 * LANES, 0);
        Arrays.fill(w, 15 * LANES, 16 * LANES, (2 * Sm3.LENGTH + 1) * Byte.SIZE);
    }

    /** The last byte of a message of 65. */
    void loadPairEnd(int lane, byte last) {
        w[lane] = last << 24 | 0x80 << 16;
    }

    /** Takes the hash of a lane. */
    void end(int lane, byte[] out, int offset) {
        INT.set(out, offset, a[3 * LANES + lane]);
        INT.set(out, offset + 4, a[2 * LANES + lane]);
        INT.set(out, offset + 8, Integer.rotateLeft(a[LANES + lane], 9));
        INT.set(out, offset + 12, Integer.rotateLeft(a[lane], 9));
        INT.set(out, offset + 16, e[3 * LANES + lane]);
        INT.set(out, offset + 20, e[2 * LANES + lane]);
        INT.set(out, offset + 24, Integer.rotateLeft(e[LANES + lane], 19));
        INT.set(out, offset + 28, Integer.rotateLeft(e[lane], 19));
    }

    /** Compresses the loaded block of every lane. */
    void compress() {
        for (int at = BLOCK_WORDS * LANES; at < WORDS * LANES; at += LANES) {
            Sm3Rounds.expand(w, at);
        }
        for (int j = 0; j < EARLY_ROUNDS; j++) {
            Sm3Rounds.early(a, e, w, j * LANES, CONSTANTS[j]);
        }
        for (int j = EARLY_ROUNDS; j < ROUNDS; j++) {
            Sm3Rounds.late(a, e, w, j * LANES, CONSTANTS[j]);
        }
        fold();
    }

    /**
     * Compresses the loaded block of every lane of two strands. A round waits for the one before it; the processor fills
     * the wait with the other strand's.
     */
    static void compressBoth(Sm3Strand one, Sm3Strand other) {
        for (int at = BLOCK_WORDS * LANES; at < WORDS * LANES; at += LANES) {
            Sm3Rounds.expand(one.w, at);
            Sm3Rounds.expand(other.w, at);
        }
        for (int j = 0; j < EARLY_ROUNDS; j++) {
            Sm3Rounds.early(one.a, one.e, one.w, j * LANES, CONSTANTS[j]);
            Sm3Rounds.early(other.a, other.e, other.w, j * LANES, CONSTANTS[j]);
        }
        for (int j = EARLY_ROUNDS; j < ROUNDS; j++) {
            Sm3Rounds.late(one.a, one.e, one.w, j * LANES, CONSTANTS[j]);
            Sm3Rounds.late(other.a, other.e, other.w, j * LANES, CONSTANTS[j]);
        }
        one.fold();
        other.fold();
    }

    private void fold() {
        for (int at = 0; at < 4 * LANES; at += LANES) {
            Sm3Rounds.fold(a, at);
            Sm3Rounds.fold(e, at);
        }
    }
}
