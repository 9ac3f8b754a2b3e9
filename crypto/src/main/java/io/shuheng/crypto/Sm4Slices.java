package io.shuheng.crypto;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/*
 * Bit b of word w of 64 blocks is one long. A rotation is then another index, a round key 32 longs of all zeros or all ones,
 * and the substitution a circuit; no table is read by a secret index. What the substitution leaves out (Sm4Gates) is in the
 * round keys: OUTPUT in each byte comes out of the linear map as DRIFT, which stays in the word and is taken out where it
 * would go in again.
 */
/**
 * SM4 (GB/T 32907-2016) in counter mode, 64 blocks at a time for each lane of {@link Sm4Rounds}, in time that does not depend on
 * key or counter. Mutable, for one thread at a time; allocates nothing after construction
 * but more room with the first long message.
 */
final class Sm4Slices {

    /** From so many bytes on, a message is worth many lanes. */
    private static final int WIDE_FROM_BYTES = 8192;

    private static final int BLOCKS = 64;
    private static final int BLOCK = 16;
    private static final int WORD = Sm4Rounds.WORD;
    private static final int ROUNDS = 32;
    private static final int[] SYSTEM = {0xa3b1bac6, 0x56aa3350, 0x677d9197, 0xb27022dc};
    private static final int IN = inEachByte(Sm4Gates.INPUT);
    private static final int OUT = inEachByte(Sm4Gates.OUTPUT);
    private static final int DRIFT = spread(OUT);

    /** Bit b of the block's number within 64, for all blocks: the block at the lowest bit is the first. */
    private static final long[] NUMBER = {
        0xaaaaaaaaaaaaaaaaL, 0xccccccccccccccccL, 0xf0f0f0f0f0f0f0f0L,
        0xff00ff00ff00ff00L, 0xffff0000ffff0000L, 0xffffffff00000000L
    };

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final long[] roundKeys = new long[ROUNDS * WORD];
    private final int[] nonceWords = new int[3];
    private int nextCounter;
    private Sm4Rounds rounds = Sm4Rounds.narrow();
    private int lanes = 1;
    private long[] words = new long[4 * WORD];
    private long[] bits = new long[2 * WORD];
    private byte[] keystream = new byte[BLOCKS * BLOCK];
    private int used = keystream.length;

    /** Expands a key of 16 bytes, which is not kept. */
    Sm4Slices(byte[] key) {
        int[] k = new int[ROUNDS + 4];
        for (int i = 0; i < 4; i++) {
            k[i] = (int) INT.get(key, Integer.BYTES * i) ^ SYSTEM[i];
        }
        for (int i = 0; i < ROUNDS; i++) {
            int substituted = substitute(k[i + 1] ^ k[i + 2] ^ k[i + 3] ^ constant(i));
            k[i + 4] = k[i] ^ substituted ^ Integer.rotateLeft(substituted, 13) ^ Integer.rotateLeft(substituted, 23);
            int drift = drift(i + 1) ^ drift(i + 2) ^ drift(i + 3);
            broadcast(k[i + 4] ^ drift ^ IN, roundKeys, i * WORD);
        }
        Arrays.fill(k, 0);
    }

    /** CK of the standard, 7.3: byte j of word i is 7(4i + j) modulo 256. */
    private static int constant(int i) {
        int constant = 0;
        for (int j = 0; j < 4; j++) {
            constant = constant << 8 | (7 * (4 * i + j) & 0xff);
        }
        return constant;
    }

    /** What word i lacks: nothing for the block itself, then DRIFT once more in every fourth. */
    private static int drift(int i) {
        return i / 4 % 2 == 0 ? 0 : DRIFT;
    }

    private static int inEachByte(int value) {
        return value << 24 | value << 16 | value << 8 | value;
    }

    private static int spread(int b) {
        return b
                ^ Integer.rotateLeft(b, 2)
                ^ Integer.rotateLeft(b, 10)
                ^ Integer.rotateLeft(b, 18)
                ^ Integer.rotateLeft(b, 24);
    }

    private int substitute(int word) {
        broadcast(word ^ IN, bits, 0);
        ScalarSm4Rounds.substitute(bits);
        int substituted = 0;
        for (int b = 0; b < WORD; b++) {
            substituted |= (int) (bits[b] & 1) << b;
        }
        return substituted ^ OUT;
    }

    private static void broadcast(int word, long[] out, int at) {
        for (int b = 0; b < WORD; b++) {
            out[at + b] = mask(word, b);
        }
    }

    /** All ones where the bit is set. */
    private static long mask(int word, int bit) {
        return -(long) (word >>> bit & 1);
    }

    /**
     * Begins a message: what is added next comes from the counter blocks from {@code nonce ‖ counter} on, the counter modulo 2^32.
     *
     * @param nonce 12 bytes
     * @param bytes about how many will be added
     */
    void begin(byte[] nonce, int counter, int bytes) {
        for (int w = 0; w < nonceWords.length; w++) {
            nonceWords[w] = (int) INT.get(nonce, Integer.BYTES * w);
        }
        nextCounter = counter;
        use(bytes < WIDE_FROM_BYTES ? Sm4Rounds.narrow() : Sm4Rounds.widest());
        used = lanes * BLOCKS * BLOCK;
    }

    private void use(Sm4Rounds which) {
        rounds = which;
        lanes = which.lanes();
        if (words.length < lanes * 4 * WORD) {
            wipeState();
            words = new long[lanes * 4 * WORD];
            bits = new long[lanes * 2 * WORD];
            keystream = new byte[lanes * BLOCKS * BLOCK];
        }
    }

    /** Adds the keystream to bytes, going on where the last call ended. */
    void add(byte[] in, int offset, int length, byte[] out, int outOffset) {
        int stride = lanes * BLOCKS * BLOCK;
        for (int done = 0; done < length; ) {
            if (used == stride) {
                makeKeystream();
            }
            int now = Math.min(stride - used, length - done);
            add(now, in, offset + done, out, outOffset + done);
            used += now;
            done += now;
        }
    }

    private void add(int length, byte[] in, int from, byte[] out, int to) {
        int whole = length & -Long.BYTES;
        for (int i = 0; i < whole; i += Long.BYTES) {
            LONG.set(out, to + i, (long) LONG.get(in, from + i) ^ (long) LONG.get(keystream, used + i));
        }
        for (int i = whole; i < length; i++) {
            out[to + i] = (byte) (in[from + i] ^ keystream[used + i]);
        }
    }

    private void makeKeystream() {
        for (int w = 0; w < nonceWords.length; w++) {
            for (int b = 0; b < WORD; b++) {
                int at = (w * WORD + b) * lanes;
                Arrays.fill(words, at, at + lanes, mask(nonceWords[w], b));
            }
        }
        for (int lane = 0; lane < lanes; lane++) {
            count(nextCounter + lane * BLOCKS, lane);
        }
        nextCounter += lanes * BLOCKS;
        for (int i = 0; i < ROUNDS; i++) {
            rounds.round(words, i, roundKeys, bits);
        }
        // Words 32 to 35 stand at 0 to 3; the last is the first of the block.
        column(3, 2, 0);
        column(1, 0, Long.BYTES);
        used = 0;
    }

    /** The counters of 64 blocks: the low six bits go round once, and where they do, the others are one more. */
    private void count(int counter, int lane) {
        int at = 3 * WORD * lanes + lane;
        int low = counter & BLOCKS - 1;
        for (int b = 0; b < NUMBER.length; b++) {
            words[at + b * lanes] = Long.rotateRight(NUMBER[b], low);
        }
        long before = -1L >>> low;
        int next = counter + BLOCKS;
        for (int b = NUMBER.length; b < WORD; b++) {
            words[at + b * lanes] = (mask(counter, b) & before) | (mask(next, b) & ~before);
        }
    }

    /** Two words of each block, the first one high, as eight bytes of it. */
    private void column(int high, int low, int at) {
        int word = WORD * lanes;
        System.arraycopy(words, low * word, bits, 0, word);
        System.arraycopy(words, high * word, bits, word, word);
        transpose(bits, lanes);
        for (int lane = 0; lane < lanes; lane++) {
            for (int block = 0; block < BLOCKS; block++) {
                LONG.set(keystream, (lane * BLOCKS + block) * BLOCK + at, bits[block * lanes + lane]);
            }
        }
    }

    /** Swaps rows and columns of 64 times 64 bits in each lane, in squares of half the size at a time. */
    private static void transpose(long[] rows, int lanes) {
        long mask = 0x00000000ffffffffL;
        for (int half = WORD; half > 0; half >>>= 1) {
            for (int square = 0; square < BLOCKS; square += 2 * half) {
                swap(rows, square * lanes, half * lanes, half, mask);
            }
            mask ^= mask << (half >>> 1);
        }
    }

    private static void swap(long[] rows, int at, int count, int half, long mask) {
        for (int i = at; i < at + count; i++) {
            long moved = (rows[i] >>> half ^ rows[i + count]) & mask;
            rows[i] ^= moved << half;
            rows[i + count] ^= moved;
        }
    }

    /** Wipes what was made of the key; of no use after. */
    void wipe() {
        Arrays.fill(roundKeys, 0);
        wipeState();
    }

    private void wipeState() {
        Arrays.fill(words, 0);
        Arrays.fill(bits, 0);
        Arrays.fill(keystream, (byte) 0);
    }
}
