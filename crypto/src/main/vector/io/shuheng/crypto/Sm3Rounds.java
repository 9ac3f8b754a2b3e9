package io.shuheng.crypto;

import static jdk.incubator.vector.VectorOperators.AND;
import static jdk.incubator.vector.VectorOperators.OR;
import static jdk.incubator.vector.VectorOperators.ROL;
import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/*
 * The compiler must see few vector operations at a time, or it gives up inlining in the middle, and each vector that
 * crosses such a seam becomes an object: slower than one message after the other. So there is one method for each step,
 * which reads all it needs from memory and writes its result behind the last, and no method of ours is called inside:
 * those of the API are inlined by force, ours would be given up. C, D, G and H are rotated older values of A and E.
 * Nothing is said twice that could be said by a helper, except where a helper would cost this.
 */
/**
 * The steps of SM3's compression (GB/T 32905-2016, 5.3) for as many messages as a vector register has lanes. Word or state
 * j of all lanes stands at {@code j * LANES}. Stateless.
 */
final class Sm3Rounds {

    static final VectorSpecies<Integer> SPECIES = IntVector.SPECIES_PREFERRED;
    static final int LANES = SPECIES.length();

    /** Words of the expanded message; as many as states: four before the first round, one of each round. */
    static final int WORDS = 68;

    private Sm3Rounds() {}

    /** Word j of the expanded message at {@code j * LANES}, j from 16. */
    static void expand(int[] w, int at) {
        IntVector x = IntVector.fromArray(SPECIES, w, at - 16 * LANES)
                .lanewise(XOR, IntVector.fromArray(SPECIES, w, at - 9 * LANES))
                .lanewise(XOR, IntVector.fromArray(SPECIES, w, at - 3 * LANES).lanewise(ROL, 15));
        x.lanewise(XOR, x.lanewise(ROL, 15))
                .lanewise(XOR, x.lanewise(ROL, 23))
                .lanewise(XOR, IntVector.fromArray(SPECIES, w, at - 13 * LANES).lanewise(ROL, 7))
                .lanewise(XOR, IntVector.fromArray(SPECIES, w, at - 6 * LANES))
                .intoArray(w, at);
    }

    /** Round j below 16 at {@code j * LANES}; the states before it are the four from there on. */
    static void early(int[] a, int[] e, int[] w, int at, int constant) {
        IntVector a0 = IntVector.fromArray(SPECIES, a, at + 3 * LANES);
        IntVector e0 = IntVector.fromArray(SPECIES, e, at + 3 * LANES);
        IntVector word = IntVector.fromArray(SPECIES, w, at);
        IntVector rotated = a0.lanewise(ROL, 12);
        IntVector ss1 = rotated.add(e0).add(constant).lanewise(ROL, 7);
        a0.lanewise(XOR, IntVector.fromArray(SPECIES, a, at + 2 * LANES))
                .lanewise(XOR, IntVector.fromArray(SPECIES, a, at + LANES).lanewise(ROL, 9))
                .add(IntVector.fromArray(SPECIES, a, at).lanewise(ROL, 9))
                .add(ss1.lanewise(XOR, rotated))
                .add(word.lanewise(XOR, IntVector.fromArray(SPECIES, w, at + 4 * LANES)))
                .intoArray(a, at + 4 * LANES);
        IntVector tt2 = e0.lanewise(XOR, IntVector.fromArray(SPECIES, e, at + 2 * LANES))
                .lanewise(XOR, IntVector.fromArray(SPECIES, e, at + LANES).lanewise(ROL, 19))
                .add(IntVector.fromArray(SPECIES, e, at).lanewise(ROL, 19))
                .add(ss1)
                .add(word);
        tt2.lanewise(XOR, tt2.lanewise(ROL, 9))
                .lanewise(XOR, tt2.lanewise(ROL, 17))
                .intoArray(e, at + 4 * LANES);
    }

    /** Round j from 16. */
    static void late(int[] a, int[] e, int[] w, int at, int constant) {
        IntVector a0 = IntVector.fromArray(SPECIES, a, at + 3 * LANES);
        IntVector e0 = IntVector.fromArray(SPECIES, e, at + 3 * LANES);
        IntVector b = IntVector.fromArray(SPECIES, a, at + 2 * LANES);
        IntVector g = IntVector.fromArray(SPECIES, e, at + LANES).lanewise(ROL, 19);
        IntVector word = IntVector.fromArray(SPECIES, w, at);
        IntVector rotated = a0.lanewise(ROL, 12);
        IntVector ss1 = rotated.add(e0).add(constant).lanewise(ROL, 7);
        a0.lanewise(OR, b)
                .lanewise(AND, IntVector.fromArray(SPECIES, a, at + LANES).lanewise(ROL, 9))
                .lanewise(OR, a0.lanewise(AND, b))
                .add(IntVector.fromArray(SPECIES, a, at).lanewise(ROL, 9))
                .add(ss1.lanewise(XOR, rotated))
                .add(word.lanewise(XOR, IntVector.fromArray(SPECIES, w, at + 4 * LANES)))
                .intoArray(a, at + 4 * LANES);
        IntVector tt2 = IntVector.fromArray(SPECIES, e, at + 2 * LANES)
                .lanewise(XOR, g)
                .lanewise(AND, e0)
                .lanewise(XOR, g)
                .add(IntVector.fromArray(SPECIES, e, at).lanewise(ROL, 19))
                .add(ss1)
                .add(word);
        tt2.lanewise(XOR, tt2.lanewise(ROL, 9))
                .lanewise(XOR, tt2.lanewise(ROL, 17))
                .intoArray(e, at + 4 * LANES);
    }

    /** Adds the state behind the last round to that before the first. */
    static void fold(int[] states, int at) {
        IntVector.fromArray(SPECIES, states, at)
                .lanewise(XOR, IntVector.fromArray(SPECIES, states, at + 64 * LANES))
                .intoArray(states, at);
    }
}
