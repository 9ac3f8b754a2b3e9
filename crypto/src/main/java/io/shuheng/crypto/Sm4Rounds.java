package io.shuheng.crypto;

/*
 * A round's working set is kept small: the newest four words only, each written over the one it comes from, so that all of it
 * stays in the first cache at any number of lanes.
 */
/**
 * Rounds of SM4 (GB/T 32907-2016, 6) over 64 blocks for each lane: bit b of word w of the blocks of lane l is bit for bit the long
 * at {@code (32 w + b) * lanes + l}. Stateless, thread-safe.
 */
abstract class Sm4Rounds {

    /** Bits of a word. */
    static final int WORD = 32;

    private static final String VECTOR_CLASS = "io.shuheng.crypto.VectorSm4Rounds";

    /** With one lane. */
    static Sm4Rounds narrow() {
        return ScalarSm4Rounds.INSTANCE;
    }

    /** With as many lanes as a vector register of this machine has, where the JVM was started with the module; else the narrow one. */
    static Sm4Rounds widest() {
        return Widest.INSTANCE;
    }

    /** Number of lanes. */
    abstract int lanes();

    /**
     * One round, in place: word {@code i % 4} becomes word {@code i + 4}, less what {@link Sm4Gates} leaves out.
     *
     * @param words of the state, four
     * @param i number of the round, from 0
     * @param keys bit b of round key i at {@code 32 i + b}, as all zeros or all ones
     * @param bits room for two words
     */
    abstract void round(long[] words, int i, long[] keys, long[] bits);

    /** Looked for once, when first asked. */
    private static final class Widest {
        static final Sm4Rounds INSTANCE = find();

        private static Sm4Rounds find() {
            if (!Sm3Batch.isSideBySide()) {
                return narrow();
            }
            try {
                return Class.forName(VECTOR_CLASS)
                        .asSubclass(Sm4Rounds.class)
                        .getDeclaredConstructor()
                        .newInstance();
            } catch (ReflectiveOperationException | LinkageError e) {
                // A later JDK may change an incubating module, and a build may leave the class out: slower, not wrong.
                return narrow();
            }
        }
    }
}
