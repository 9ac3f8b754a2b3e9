package io.shuheng.crypto;

/*
 * S(x) = A(inverse(A x + c)) + c over GF(2^8) modulo x^8+x^7+x^6+x^5+x^4+x^2+1, A circulant. The inverse is taken in a tower of
 * normal bases over GF(2^2), GF(2^4) and GF(2^8), chosen among all 128 for the fewest sums. The constants are left to the
 * round keys: what goes in must have been added INPUT, and what comes out lacks OUTPUT.
 */
/**
 * The substitution of SM4 (GB/T 32907-2016, 6.2) as 128 gates without a table, so that time and memory read do not depend on what
 * is substituted: of a byte in 64 blocks at once, each bit of which stands in a long. Stateless.
 */
final class Sm4Gates {

    /** To be added to a byte before it is substituted. */
    static final int INPUT = 0x75;

    /** To be added to a byte after it was. */
    static final int OUTPUT = 0xd3;

    private Sm4Gates() {}

    /**
     * Substitutes one byte of 64 blocks in place.
     *
     * @param s bits, the lowest at {@code at}
     */
    static void substitute(long[] s, int at) {
        long x0 = s[at + 0];
        long x1 = s[at + 1];
        long x2 = s[at + 2];
        long x3 = s[at + 3];
        long x4 = s[at + 4];
        long x5 = s[at + 5];
        long x6 = s[at + 6];
        long x7 = s[at + 7];
        // Linear, with the affine map before the inversion.
        long t0 = x0 ^ x6;
        long t1 = x2 ^ x5;
        long t2 = x4 ^ t0;
        long t3 = x7 ^ t1;
        long t4 = x1 ^ t0;
        long t5 = x1 ^ x5;
        long t6 = x3 ^ t3;
        long t7 = x3 ^ x6;
        long t8 = x4 ^ t5;
        long t9 = x1 ^ x7;
        long t10 = x2 ^ x6;
        long t11 = t5 ^ t7;
        long t12 = x5 ^ t2;
        long t13 = x4 ^ t6;
        long t14 = x3 ^ x4;
        long t15 = x5 ^ t7;
        long t16 = x7 ^ t10;
        long t17 = x4 ^ t10;
        long t18 = t2 ^ t9;
        long t19 = x7 ^ t15;
        long t20 = x6 ^ t6;
        long t21 = x1 ^ t1;
        long t22 = x2 ^ t4;
        long t23 = x6 ^ t8;
        long t24 = x2 ^ t2;
        long t25 = t1 ^ t4;
        // The sums above are all the products need. First product, into the norm down to GF(2^4).
        long m0 = t12 & t21;
        long m1 = t4 & t17;
        long m2 = t8 & t23;
        long m3 = t2 & t9;
        long m4 = x2 & t19;
        long m5 = t24 & t11;
        long m6 = x5 & t3;
        long m7 = t22 & t13;
        long m8 = t25 & t14;
        long d0 = m6 ^ m8;
        long d1 = m6 ^ m7;
        long d2 = t6 ^ d1;
        long d3 = m5 ^ d0;
        long d4 = t16 ^ d3;
        long d5 = m1 ^ m2;
        long d6 = m0 ^ t20;
        long d7 = m3 ^ m5;
        long d8 = t18 ^ d5;
        long d9 = d2 ^ d7;
        long d10 = d0 ^ d8;
        long d11 = d1 ^ d6;
        long d12 = m2 ^ d11;
        long d13 = m4 ^ d4;
        // The inverse there, by the norm down to GF(2^2).
        long hs = d12 ^ d10;
        long ls = d9 ^ d13;
        long q1 = d12 & d9;
        long q0 = d10 & d13;
        long qs = hs & ls;
        long s1 = d12 ^ d9;
        long s0 = d10 ^ d13;
        long ss = s1 ^ s0;
        long e1 = q1 ^ qs;
        long n1 = e1 ^ ss;
        long e0 = q0 ^ qs;
        long n0 = e0 ^ s0;
        long rs = n1 ^ n0;
        long za = n0 & d9;
        long zb = n1 & d13;
        long zc = rs & ls;
        long z1 = za ^ zc;
        long z0 = zb ^ zc;
        long ya = n0 & d12;
        long yb = n1 & d10;
        long yc = rs & hs;
        long y1 = ya ^ yc;
        long y0 = yb ^ yc;
        // Times the two halves: the inverse in GF(2^8), still as products.
        long zs = z1 ^ z0;
        long ys = y1 ^ y0;
        long g1 = z1 ^ y1;
        long g0 = z0 ^ y0;
        long gs = g1 ^ g0;
        long a0 = z1 & t21;
        long a1 = z0 & t17;
        long a2 = zs & t23;
        long a3 = y1 & t9;
        long a4 = y0 & t19;
        long a5 = ys & t11;
        long a6 = g1 & t3;
        long a7 = g0 & t13;
        long a8 = gs & t14;
        long b0 = z1 & t12;
        long b1 = z0 & t4;
        long b2 = zs & t8;
        long b3 = y1 & t2;
        long b4 = y0 & x2;
        long b5 = ys & t24;
        long b6 = g1 & x5;
        long b7 = g0 & t22;
        long b8 = gs & t25;
        // Their sums, with the affine map behind the inversion.
        long c0 = a0 ^ a1;
        long c1 = b0 ^ c0;
        long c2 = a7 ^ b1;
        long c3 = b6 ^ b7;
        long c4 = a3 ^ a5;
        long c5 = a8 ^ c1;
        long c6 = b4 ^ c2;
        long c7 = a6 ^ b2;
        long c8 = b1 ^ b8;
        long c9 = b5 ^ c6;
        long c10 = c3 ^ c4;
        long c11 = a3 ^ a4;
        long c12 = a0 ^ c10;
        long c13 = a4 ^ a5;
        long c14 = b7 ^ c11;
        long c15 = c7 ^ c10;
        long c16 = c3 ^ c9;
        long c17 = c5 ^ c6;
        long c18 = c1 ^ c8;
        long c19 = c0 ^ c9;
        long c20 = c5 ^ c15;
        long c21 = b2 ^ b6;
        long c22 = c5 ^ c16;
        long c23 = c7 ^ c19;
        long c24 = c8 ^ c21;
        long c25 = a2 ^ c12;
        long c26 = a7 ^ c4;
        long c27 = b3 ^ b5;
        long c28 = c14 ^ c18;
        long c29 = a6 ^ c26;
        long c30 = c13 ^ c23;
        long c31 = b3 ^ c17;
        long c32 = c25 ^ c27;
        s[at + 0] = c29;
        s[at + 1] = c32;
        s[at + 2] = c20;
        s[at + 3] = c30;
        s[at + 4] = c28;
        s[at + 5] = c31;
        s[at + 6] = c24;
        s[at + 7] = c22;
    }
}
