package io.shuheng.crypto;

import static jdk.incubator.vector.VectorOperators.AND;
import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/** As many lanes as the machine's vector registers have. Made by name, by {@link Sm4Rounds#widest}. */
final class VectorSm4Rounds extends Sm4Rounds {

    private static final VectorSpecies<Long> SPECIES = LongVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    /** Called by name. */
    VectorSm4Rounds() {}

    @Override
    int lanes() {
        return LANES;
    }

    @Override
    void round(long[] words, int i, long[] keys, long[] bits) {
        for (int b = 0; b < WORD; b++) {
            mix(words, i, b * LANES, keys[i * WORD + b], bits);
        }
        for (int byteAt = 0; byteAt < WORD; byteAt += Byte.SIZE) {
            substitute(bits, byteAt * LANES);
        }
        for (int b = 0; b < WORD; b++) {
            spread(words, (i % 4 * WORD + b) * LANES, b, bits);
        }
    }

    private static void mix(long[] words, int i, int at, long key, long[] bits) {
        LongVector.fromArray(SPECIES, words, (i + 1) % 4 * WORD * LANES + at)
                .lanewise(XOR, LongVector.fromArray(SPECIES, words, (i + 2) % 4 * WORD * LANES + at))
                .lanewise(XOR, LongVector.fromArray(SPECIES, words, (i + 3) % 4 * WORD * LANES + at))
                .lanewise(XOR, key)
                .intoArray(bits, at);
    }

    private static void spread(long[] words, int at, int b, long[] bits) {
        LongVector.fromArray(SPECIES, words, at)
                .lanewise(XOR, LongVector.fromArray(SPECIES, bits, b * LANES))
                .lanewise(XOR, LongVector.fromArray(SPECIES, bits, (b + 30) % WORD * LANES))
                .lanewise(XOR, LongVector.fromArray(SPECIES, bits, (b + 22) % WORD * LANES))
                .lanewise(XOR, LongVector.fromArray(SPECIES, bits, (b + 14) % WORD * LANES))
                .lanewise(XOR, LongVector.fromArray(SPECIES, bits, (b + 8) % WORD * LANES))
                .intoArray(words, at);
    }

    /** The gates of {@link Sm4Gates}, in every lane. */
    private static void substitute(long[] s, int at) {
        LongVector x0 = LongVector.fromArray(SPECIES, s, at + 0 * LANES);
        LongVector x1 = LongVector.fromArray(SPECIES, s, at + 1 * LANES);
        LongVector x2 = LongVector.fromArray(SPECIES, s, at + 2 * LANES);
        LongVector x3 = LongVector.fromArray(SPECIES, s, at + 3 * LANES);
        LongVector x4 = LongVector.fromArray(SPECIES, s, at + 4 * LANES);
        LongVector x5 = LongVector.fromArray(SPECIES, s, at + 5 * LANES);
        LongVector x6 = LongVector.fromArray(SPECIES, s, at + 6 * LANES);
        LongVector x7 = LongVector.fromArray(SPECIES, s, at + 7 * LANES);
        LongVector t0 = x0.lanewise(XOR, x6);
        LongVector t1 = x2.lanewise(XOR, x5);
        LongVector t2 = x4.lanewise(XOR, t0);
        LongVector t3 = x7.lanewise(XOR, t1);
        LongVector t4 = x1.lanewise(XOR, t0);
        LongVector t5 = x1.lanewise(XOR, x5);
        LongVector t6 = x3.lanewise(XOR, t3);
        LongVector t7 = x3.lanewise(XOR, x6);
        LongVector t8 = x4.lanewise(XOR, t5);
        LongVector t9 = x1.lanewise(XOR, x7);
        LongVector t10 = x2.lanewise(XOR, x6);
        LongVector t11 = t5.lanewise(XOR, t7);
        LongVector t12 = x5.lanewise(XOR, t2);
        LongVector t13 = x4.lanewise(XOR, t6);
        LongVector t14 = x3.lanewise(XOR, x4);
        LongVector t15 = x5.lanewise(XOR, t7);
        LongVector t16 = x7.lanewise(XOR, t10);
        LongVector t17 = x4.lanewise(XOR, t10);
        LongVector t18 = t2.lanewise(XOR, t9);
        LongVector t19 = x7.lanewise(XOR, t15);
        LongVector t20 = x6.lanewise(XOR, t6);
        LongVector t21 = x1.lanewise(XOR, t1);
        LongVector t22 = x2.lanewise(XOR, t4);
        LongVector t23 = x6.lanewise(XOR, t8);
        LongVector t24 = x2.lanewise(XOR, t2);
        LongVector t25 = t1.lanewise(XOR, t4);
        // The sums above are all the products need. First product, into the norm down to GF(2^4).
        LongVector m0 = t12.lanewise(AND, t21);
        LongVector m1 = t4.lanewise(AND, t17);
        LongVector m2 = t8.lanewise(AND, t23);
        LongVector m3 = t2.lanewise(AND, t9);
        LongVector m4 = x2.lanewise(AND, t19);
        LongVector m5 = t24.lanewise(AND, t11);
        LongVector m6 = x5.lanewise(AND, t3);
        LongVector m7 = t22.lanewise(AND, t13);
        LongVector m8 = t25.lanewise(AND, t14);
        LongVector d0 = m6.lanewise(XOR, m8);
        LongVector d1 = m6.lanewise(XOR, m7);
        LongVector d2 = t6.lanewise(XOR, d1);
        LongVector d3 = m5.lanewise(XOR, d0);
        LongVector d4 = t16.lanewise(XOR, d3);
        LongVector d5 = m1.lanewise(XOR, m2);
        LongVector d6 = m0.lanewise(XOR, t20);
        LongVector d7 = m3.lanewise(XOR, m5);
        LongVector d8 = t18.lanewise(XOR, d5);
        LongVector d9 = d2.lanewise(XOR, d7);
        LongVector d10 = d0.lanewise(XOR, d8);
        LongVector d11 = d1.lanewise(XOR, d6);
        LongVector d12 = m2.lanewise(XOR, d11);
        LongVector d13 = m4.lanewise(XOR, d4);
        // The inverse there, by the norm down to GF(2^2).
        LongVector hs = d12.lanewise(XOR, d10);
        LongVector ls = d9.lanewise(XOR, d13);
        LongVector q1 = d12.lanewise(AND, d9);
        LongVector q0 = d10.lanewise(AND, d13);
        LongVector qs = hs.lanewise(AND, ls);
        LongVector s1 = d12.lanewise(XOR, d9);
        LongVector s0 = d10.lanewise(XOR, d13);
        LongVector ss = s1.lanewise(XOR, s0);
        LongVector e1 = q1.lanewise(XOR, qs);
        LongVector n1 = e1.lanewise(XOR, ss);
        LongVector e0 = q0.lanewise(XOR, qs);
        LongVector n0 = e0.lanewise(XOR, s0);
        LongVector rs = n1.lanewise(XOR, n0);
        LongVector za = n0.lanewise(AND, d9);
        LongVector zb = n1.lanewise(AND, d13);
        LongVector zc = rs.lanewise(AND, ls);
        LongVector z1 = za.lanewise(XOR, zc);
        LongVector z0 = zb.lanewise(XOR, zc);
        LongVector ya = n0.lanewise(AND, d12);
        LongVector yb = n1.lanewise(AND, d10);
        LongVector yc = rs.lanewise(AND, hs);
        LongVector y1 = ya.lanewise(XOR, yc);
        LongVector y0 = yb.lanewise(XOR, yc);
        // Times the two halves: the inverse in GF(2^8), still as products.
        LongVector zs = z1.lanewise(XOR, z0);
        LongVector ys = y1.lanewise(XOR, y0);
        LongVector g1 = z1.lanewise(XOR, y1);
        LongVector g0 = z0.lanewise(XOR, y0);
        LongVector gs = g1.lanewise(XOR, g0);
        LongVector a0 = z1.lanewise(AND, t21);
        LongVector a1 = z0.lanewise(AND, t17);
        LongVector a2 = zs.lanewise(AND, t23);
        LongVector a3 = y1.lanewise(AND, t9);
        LongVector a4 = y0.lanewise(AND, t19);
        LongVector a5 = ys.lanewise(AND, t11);
        LongVector a6 = g1.lanewise(AND, t3);
        LongVector a7 = g0.lanewise(AND, t13);
        LongVector a8 = gs.lanewise(AND, t14);
        LongVector b0 = z1.lanewise(AND, t12);
        LongVector b1 = z0.lanewise(AND, t4);
        LongVector b2 = zs.lanewise(AND, t8);
        LongVector b3 = y1.lanewise(AND, t2);
        LongVector b4 = y0.lanewise(AND, x2);
        LongVector b5 = ys.lanewise(AND, t24);
        LongVector b6 = g1.lanewise(AND, x5);
        LongVector b7 = g0.lanewise(AND, t22);
        LongVector b8 = gs.lanewise(AND, t25);
        // Their sums, with the affine map behind the inversion.
        LongVector c0 = a0.lanewise(XOR, a1);
        LongVector c1 = b0.lanewise(XOR, c0);
        LongVector c2 = a7.lanewise(XOR, b1);
        LongVector c3 = b6.lanewise(XOR, b7);
        LongVector c4 = a3.lanewise(XOR, a5);
        LongVector c5 = a8.lanewise(XOR, c1);
        LongVector c6 = b4.lanewise(XOR, c2);
        LongVector c7 = a6.lanewise(XOR, b2);
        LongVector c8 = b1.lanewise(XOR, b8);
        LongVector c9 = b5.lanewise(XOR, c6);
        LongVector c10 = c3.lanewise(XOR, c4);
        LongVector c11 = a3.lanewise(XOR, a4);
        LongVector c12 = a0.lanewise(XOR, c10);
        LongVector c13 = a4.lanewise(XOR, a5);
        LongVector c14 = b7.lanewise(XOR, c11);
        LongVector c15 = c7.lanewise(XOR, c10);
        LongVector c16 = c3.lanewise(XOR, c9);
        LongVector c17 = c5.lanewise(XOR, c6);
        LongVector c18 = c1.lanewise(XOR, c8);
        LongVector c19 = c0.lanewise(XOR, c9);
        LongVector c20 = c5.lanewise(XOR, c15);
        LongVector c21 = b2.lanewise(XOR, b6);
        LongVector c22 = c5.lanewise(XOR, c16);
        LongVector c23 = c7.lanewise(XOR, c19);
        LongVector c24 = c8.lanewise(XOR, c21);
        LongVector c25 = a2.lanewise(XOR, c12);
        LongVector c26 = a7.lanewise(XOR, c4);
        LongVector c27 = b3.lanewise(XOR, b5);
        LongVector c28 = c14.lanewise(XOR, c18);
        LongVector c29 = a6.lanewise(XOR, c26);
        LongVector c30 = c13.lanewise(XOR, c23);
        LongVector c31 = b3.lanewise(XOR, c17);
        LongVector c32 = c25.lanewise(XOR, c27);
        c29.intoArray(s, at + 0 * LANES);
        c32.intoArray(s, at + 1 * LANES);
        c20.intoArray(s, at + 2 * LANES);
        c30.intoArray(s, at + 3 * LANES);
        c28.intoArray(s, at + 4 * LANES);
        c31.intoArray(s, at + 5 * LANES);
        c24.intoArray(s, at + 6 * LANES);
        c22.intoArray(s, at + 7 * LANES);
    }
}
