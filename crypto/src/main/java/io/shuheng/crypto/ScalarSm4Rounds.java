package io.shuheng.crypto;

/** One lane: 64 blocks at a time, in the registers for numbers. */
final class ScalarSm4Rounds extends Sm4Rounds {

    static final ScalarSm4Rounds INSTANCE = new ScalarSm4Rounds();

    private ScalarSm4Rounds() {}

    @Override
    int lanes() {
        return 1;
    }

    @Override
    void round(long[] words, int i, long[] keys, long[] bits) {
        mix(words, i, keys, bits);
        substitute(bits);
        spread(words, i % 4 * WORD, bits);
    }

    /** Substitutes each byte of a word. */
    static void substitute(long[] bits) {
        for (int at = 0; at < WORD; at += Byte.SIZE) {
            Sm4Gates.substitute(bits, at);
        }
    }

    /** What is substituted: three words and the round key. */
    private static void mix(long[] words, int i, long[] keys, long[] bits) {
        int one = (i + 1) % 4 * WORD;
        int two = (i + 2) % 4 * WORD;
        int three = (i + 3) % 4 * WORD;
        for (int b = 0; b < WORD; b++) {
            bits[b] = words[one + b] ^ words[two + b] ^ words[three + b] ^ keys[i * WORD + b];
        }
    }

    /** The linear map. Written twice, the bits can be read on past the highest. */
    private static void spread(long[] words, int at, long[] bits) {
        System.arraycopy(bits, 0, bits, WORD, WORD);
        for (int b = 0; b < WORD; b++) {
            words[at + b] ^= bits[b] ^ bits[b + 30] ^ bits[b + 22] ^ bits[b + 14] ^ bits[b + 8];
        }
    }
}
