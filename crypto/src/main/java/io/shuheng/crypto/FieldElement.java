package io.shuheng.crypto;

import java.math.BigInteger;

/**
 * A mutable element of the prime field of the SM2 curve, p = 2^256 - 2^224 - 2^96 + 2^64 - 1. For one thread; no operation branches
 * or reads memory by the value.
 */
final class FieldElement {
    /*
     * Montgomery form, x * 2^260 mod p, in five signed limbs of 52 bits: the value is the sum of limb[i] * 2^(52 i). Limbs are not kept
     * canonical: additions and subtractions carry nothing, a multiplication takes limbs up to 2^55 in magnitude and values up to
     * 8 * 2^256, and gives limbs up to 2^53 and, of factors a and b, a value from -|ab|/2^260 to |ab|/2^260 + p.
     *
     * A product of two limbs is split at bit 52 without a mask: with h = floor(ab / 2^52), which multiplyHigh gives of factors
     * shifted left by 6 each, the low part is ab - h * 2^52, exact modulo 2^64. Both halves of a column are summed first and split
     * once.
     *
     * p is -1 modulo 2^52, so the Montgomery quotient of a column is its low limb m itself, and m * p is four shifts:
     * m * p = m * (2^12 - 2^44) * 2^52 + m * (2^48 - 2^16) * 2^208 - m.
     */
    static final int LIMB_BITS = 52;
    static final long LIMB_MASK = (1L << LIMB_BITS) - 1;

    /** Bits of the top limb that belong to a number below 2^256. */
    private static final int TOP_BITS = 256 - 4 * LIMB_BITS;

    private static final long TOP_MASK = (1L << TOP_BITS) - 1;
    private static final BigInteger P =
            Sm2Curve.PARAMETERS.getCurve().getField().getCharacteristic();
    private static final FieldElement ONE = of(BigInteger.ONE);
    /** The number 2^260, whose Montgomery form a product brings any number into. */
    private static final FieldElement RADIX = of(BigInteger.ONE.shiftLeft(5 * LIMB_BITS));
    /** The number 1 as it stands, a product with which takes the Montgomery form off. */
    private static final FieldElement PLAIN_ONE =
            of(BigInteger.ONE.shiftLeft(5 * LIMB_BITS).modInverse(P));

    /** p - 2 in digits of four bits, the most significant first. */
    private static final byte[] INVERSION_EXPONENT = hexDigits(P.subtract(BigInteger.TWO));

    /* The limbs of p; limbs 0, 2 and 3 have all bits set. */
    private static final long P1 = 0xFF00000000FFFL;
    private static final long P4 = 0xFFFFFFFEFFFFL;

    long l0;
    long l1;
    long l2;
    long l3;
    long l4;

    /** An element of this value, by slow arithmetic: for constants and tests. */
    static FieldElement of(BigInteger value) {
        BigInteger limbs = value.shiftLeft(5 * LIMB_BITS).mod(P);
        FieldElement element = new FieldElement();
        element.l0 = limbs.longValue() & LIMB_MASK;
        element.l1 = limbs.shiftRight(LIMB_BITS).longValue() & LIMB_MASK;
        element.l2 = limbs.shiftRight(2 * LIMB_BITS).longValue() & LIMB_MASK;
        element.l3 = limbs.shiftRight(3 * LIMB_BITS).longValue() & LIMB_MASK;
        element.l4 = limbs.shiftRight(4 * LIMB_BITS).longValue();
        return element;
    }

    private static byte[] hexDigits(BigInteger number) {
        String text = number.toString(16);
        byte[] digits = new byte[text.length()];
        for (int i = 0; i < digits.length; i++) {
            digits[i] = (byte) Character.digit(text.charAt(i), 16);
        }
        return digits;
    }

    void set(FieldElement a) {
        l0 = a.l0;
        l1 = a.l1;
        l2 = a.l2;
        l3 = a.l3;
        l4 = a.l4;
    }

    void setOne() {
        set(ONE);
    }

    /** this = a + b, without carries. */
    void add(FieldElement a, FieldElement b) {
        l0 = a.l0 + b.l0;
        l1 = a.l1 + b.l1;
        l2 = a.l2 + b.l2;
        l3 = a.l3 + b.l3;
        l4 = a.l4 + b.l4;
    }

    /** this = a - b, without carries. */
    void subtract(FieldElement a, FieldElement b) {
        l0 = a.l0 - b.l0;
        l1 = a.l1 - b.l1;
        l2 = a.l2 - b.l2;
        l3 = a.l3 - b.l3;
        l4 = a.l4 - b.l4;
    }

    /** Brings the value near 0 .. 2^256 by taking off the multiple of p that the top limb shows; carries nothing. */
    void settle() {
        long q = l4 >> TOP_BITS;
        l0 += q;
        l1 += (q << 44) - (q << 12);
        l4 = (l4 & TOP_MASK) + (q << 16);
    }

    /** this = a * b. */
    void multiply(FieldElement a, FieldElement b) {
        final long a0 = a.l0;
        final long a1 = a.l1;
        final long a2 = a.l2;
        final long a3 = a.l3;
        final long a4 = a.l4;
        final long b0 = b.l0;
        final long b1 = b.l1;
        final long b2 = b.l2;
        final long b3 = b.l3;
        final long b4 = b.l4;
        final long x0 = a0 << 6;
        final long x1 = a1 << 6;
        final long x2 = a2 << 6;
        final long x3 = a3 << 6;
        final long x4 = a4 << 6;
        final long y0 = b0 << 6;
        final long y1 = b1 << 6;
        final long y2 = b2 << 6;
        final long y3 = b3 << 6;
        final long y4 = b4 << 6;
        final long h0 = high(x0, y0);
        final long h1 = high(x0, y1) + high(x1, y0);
        final long h2 = high(x0, y2) + high(x1, y1) + high(x2, y0);
        final long h3 = high(x0, y3) + high(x1, y2) + high(x2, y1) + high(x3, y0);
        final long h4 = high(x0, y4) + high(x1, y3) + high(x2, y2) + high(x3, y1) + high(x4, y0);
        final long h5 = high(x1, y4) + high(x2, y3) + high(x3, y2) + high(x4, y1);
        final long h6 = high(x2, y4) + high(x3, y3) + high(x4, y2);
        final long h7 = high(x3, y4) + high(x4, y3);
        final long h8 = high(x4, y4);
        reduce(
                a0 * b0 - (h0 << LIMB_BITS),
                a0 * b1 + a1 * b0 - (h1 << LIMB_BITS) + h0,
                a0 * b2 + a1 * b1 + a2 * b0 - (h2 << LIMB_BITS) + h1,
                a0 * b3 + a1 * b2 + a2 * b1 + a3 * b0 - (h3 << LIMB_BITS) + h2,
                a0 * b4 + a1 * b3 + a2 * b2 + a3 * b1 + a4 * b0 - (h4 << LIMB_BITS) + h3,
                a1 * b4 + a2 * b3 + a3 * b2 + a4 * b1 - (h5 << LIMB_BITS) + h4,
                a2 * b4 + a3 * b3 + a4 * b2 - (h6 << LIMB_BITS) + h5,
                a3 * b4 + a4 * b3 - (h7 << LIMB_BITS) + h6,
                a4 * b4 - (h8 << LIMB_BITS) + h7,
                h8);
    }

    private static long high(long a, long b) {
        return Math.multiplyHigh(a, b);
    }

    /** this = a * a. */
    void square(FieldElement a) {
        final long a0 = a.l0;
        final long a1 = a.l1;
        final long a2 = a.l2;
        final long a3 = a.l3;
        final long a4 = a.l4;
        final long x0 = a0 << 6;
        final long x1 = a1 << 6;
        final long x2 = a2 << 6;
        final long x3 = a3 << 6;
        final long x4 = a4 << 6;
        final long d0 = a0 << 1;
        final long d1 = a1 << 1;
        final long d2 = a2 << 1;
        final long d3 = a3 << 1;
        final long y0 = d0 << 6;
        final long y1 = d1 << 6;
        final long y2 = d2 << 6;
        final long y3 = d3 << 6;
        final long h0 = high(x0, x0);
        final long h1 = high(y0, x1);
        final long h2 = high(y0, x2) + high(x1, x1);
        final long h3 = high(y0, x3) + high(y1, x2);
        final long h4 = high(y0, x4) + high(y1, x3) + high(x2, x2);
        final long h5 = high(y1, x4) + high(y2, x3);
        final long h6 = high(y2, x4) + high(x3, x3);
        final long h7 = high(y3, x4);
        final long h8 = high(x4, x4);
        reduce(
                a0 * a0 - (h0 << LIMB_BITS),
                d0 * a1 - (h1 << LIMB_BITS) + h0,
                d0 * a2 + a1 * a1 - (h2 << LIMB_BITS) + h1,
                d0 * a3 + d1 * a2 - (h3 << LIMB_BITS) + h2,
                d0 * a4 + d1 * a3 + a2 * a2 - (h4 << LIMB_BITS) + h3,
                d1 * a4 + d2 * a3 - (h5 << LIMB_BITS) + h4,
                d2 * a4 + a3 * a3 - (h6 << LIMB_BITS) + h5,
                d3 * a4 - (h7 << LIMB_BITS) + h6,
                a4 * a4 - (h8 << LIMB_BITS) + h7,
                h8);
    }

    /** this = the sum of c[i] * 2^(52 i), divided by 2^260 modulo p. */
    private void reduce(long c0, long c1, long c2, long c3, long c4, long c5, long c6, long c7, long c8, long c9) {
        final long m0 = c0 & LIMB_MASK;
        final long e1 = c1 + (c0 >> LIMB_BITS) + ((m0 << 12) & LIMB_MASK) - ((m0 << 44) & LIMB_MASK);
        final long e2 = c2 + (m0 >> 40) - (m0 >> 8);
        final long m1 = e1 & LIMB_MASK;
        final long f2 = e2 + (e1 >> LIMB_BITS) + ((m1 << 12) & LIMB_MASK) - ((m1 << 44) & LIMB_MASK);
        final long e3 = c3 + (m1 >> 40) - (m1 >> 8);
        final long m2 = f2 & LIMB_MASK;
        final long f3 = e3 + (f2 >> LIMB_BITS) + ((m2 << 12) & LIMB_MASK) - ((m2 << 44) & LIMB_MASK);
        final long e4 = c4 + ((m0 << 48) & LIMB_MASK) - ((m0 << 16) & LIMB_MASK) + (m2 >> 40) - (m2 >> 8);
        final long m3 = f3 & LIMB_MASK;
        final long f4 = e4 + (f3 >> LIMB_BITS) + ((m3 << 12) & LIMB_MASK) - ((m3 << 44) & LIMB_MASK);
        final long m4 = f4 & LIMB_MASK;
        final long r0 = c5
                + (f4 >> LIMB_BITS)
                + (m0 >> 4)
                - (m0 >> 36)
                + (m3 >> 40)
                - (m3 >> 8)
                + ((m1 << 48) & LIMB_MASK)
                - ((m1 << 16) & LIMB_MASK)
                + ((m4 << 12) & LIMB_MASK)
                - ((m4 << 44) & LIMB_MASK);
        final long r1 = c6
                + (m1 >> 4)
                - (m1 >> 36)
                + (m4 >> 40)
                - (m4 >> 8)
                + ((m2 << 48) & LIMB_MASK)
                - ((m2 << 16) & LIMB_MASK);
        final long r2 = c7 + (m2 >> 4) - (m2 >> 36) + ((m3 << 48) & LIMB_MASK) - ((m3 << 16) & LIMB_MASK);
        final long r3 = c8 + (m3 >> 4) - (m3 >> 36) + ((m4 << 48) & LIMB_MASK) - ((m4 << 16) & LIMB_MASK);
        final long r4 = c9 + (m4 >> 4) - (m4 >> 36);
        l0 = r0 & LIMB_MASK;
        l1 = (r1 & LIMB_MASK) + (r0 >> LIMB_BITS);
        l2 = (r2 & LIMB_MASK) + (r1 >> LIMB_BITS);
        l3 = (r3 & LIMB_MASK) + (r2 >> LIMB_BITS);
        l4 = r4 + (r3 >> LIMB_BITS);
    }

    /** this = 1/a, and 0 for 0: a^(p-2) by a window over the fixed exponent. */
    void invert(FieldElement a) {
        FieldElement[] powers = new FieldElement[16];
        powers[0] = new FieldElement();
        powers[0].setOne();
        for (int i = 1; i < powers.length; i++) {
            powers[i] = new FieldElement();
            powers[i].multiply(powers[i - 1], a);
        }
        setOne();
        for (byte digit : INVERSION_EXPONENT) {
            square(this);
            square(this);
            square(this);
            square(this);
            multiply(this, powers[digit]);
        }
    }

    /** Makes the limbs those of the one number of 0 .. p-1 with this value. */
    void normalise() {
        settle();
        carry();
        settle();
        carry();
        subtractPIfNotBelow();
    }

    private void carry() {
        l1 += l0 >> LIMB_BITS;
        l0 &= LIMB_MASK;
        l2 += l1 >> LIMB_BITS;
        l1 &= LIMB_MASK;
        l3 += l2 >> LIMB_BITS;
        l2 &= LIMB_MASK;
        l4 += l3 >> LIMB_BITS;
        l3 &= LIMB_MASK;
    }

    private void subtractPIfNotBelow() {
        long d0 = l0 - LIMB_MASK;
        long d1 = l1 - P1 + (d0 >> LIMB_BITS);
        long d2 = l2 - LIMB_MASK + (d1 >> LIMB_BITS);
        long d3 = l3 - LIMB_MASK + (d2 >> LIMB_BITS);
        long d4 = l4 - P4 + (d3 >> LIMB_BITS);
        long below = d4 >> 63;
        l0 = (l0 & below) | (d0 & LIMB_MASK & ~below);
        l1 = (l1 & below) | (d1 & LIMB_MASK & ~below);
        l2 = (l2 & below) | (d2 & LIMB_MASK & ~below);
        l3 = (l3 & below) | (d3 & LIMB_MASK & ~below);
        l4 = (l4 & below) | (d4 & ~below);
    }

    /** Whether the value is 0 modulo p; normalises. */
    boolean isZero() {
        normalise();
        return (l0 | l1 | l2 | l3 | l4) == 0;
    }

    /** Keeps the value where the mask is 0, takes that of {@code a} where it is -1. */
    void take(FieldElement a, long mask) {
        l0 ^= (l0 ^ a.l0) & mask;
        l1 ^= (l1 ^ a.l1) & mask;
        l2 ^= (l2 ^ a.l2) & mask;
        l3 ^= (l3 ^ a.l3) & mask;
        l4 ^= (l4 ^ a.l4) & mask;
    }

    /** Changes the sign where the mask is -1. */
    void negate(long mask) {
        l0 = (l0 ^ mask) - mask;
        l1 = (l1 ^ mask) - mask;
        l2 = (l2 ^ mask) - mask;
        l3 = (l3 ^ mask) - mask;
        l4 = (l4 ^ mask) - mask;
    }

    /** Reads four words, least significant first, of a number below 2^256 that is in Montgomery form already. */
    void unpack(long w0, long w1, long w2, long w3) {
        l0 = w0 & LIMB_MASK;
        l1 = ((w0 >>> 52) | (w1 << 12)) & LIMB_MASK;
        l2 = ((w1 >>> 40) | (w2 << 24)) & LIMB_MASK;
        l3 = ((w2 >>> 28) | (w3 << 36)) & LIMB_MASK;
        l4 = w3 >>> 16;
    }

    /** Writes four words, least significant first, of the normalised limbs. */
    void pack(long[] words, int at) {
        words[at] = l0 | (l1 << 52);
        words[at + 1] = (l1 >>> 12) | (l2 << 40);
        words[at + 2] = (l2 >>> 24) | (l3 << 28);
        words[at + 3] = (l3 >>> 36) | (l4 << 16);
    }

    /** Reads a number below 2^256, four words with the least significant first. */
    void setNumber(long[] words) {
        unpack(words[0], words[1], words[2], words[3]);
        multiply(this, RADIX);
    }

    /** The number of 0 .. p-1, four words with the least significant first. */
    long[] number() {
        FieldElement plain = new FieldElement();
        plain.multiply(this, PLAIN_ONE);
        plain.normalise();
        long[] words = new long[4];
        plain.pack(words, 0);
        return words;
    }
}
