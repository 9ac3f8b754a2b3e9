package io.shuheng.crypto;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteOrder;

/**
 * Arithmetic modulo the order n of the base point on secret numbers: no branch, table index or loop count depends on a value.
 * Numbers are four words, the least significant first, of 0 .. n-1 unless a method says otherwise. Stateless.
 */
final class Scalar {
    /*
     * Montgomery multiplication with 2^260 in limbs of 52 bits, operand scanning; a product of limbs is split at bit 52 as in
     * FieldElement. A few hundred nanoseconds, two of them a signature: clear before fast.
     */
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int WORDS = 4;
    private static final int LIMBS = 5;
    private static final int LIMB_BITS = FieldElement.LIMB_BITS;
    private static final long LIMB_MASK = FieldElement.LIMB_MASK;
    private static final BigInteger N = Sm2Curve.N;
    private static final long[] N_WORDS = ofPublic(N);
    private static final long[] N_LIMBS = limbs(N_WORDS);
    private static final long QUOTIENT =
            N.negate().modInverse(BigInteger.ONE.shiftLeft(LIMB_BITS)).longValue();
    /** 2^520 mod n: a Montgomery product with it brings a number into Montgomery form. */
    private static final long[] RADIX_SQUARED =
            ofPublic(BigInteger.ONE.shiftLeft(2 * LIMBS * LIMB_BITS).mod(N));

    private static final long[] ONE = {1, 0, 0, 0};

    private Scalar() {}

    /** A number below 2^256 that is no secret. */
    static long[] ofPublic(BigInteger number) {
        long[] words = new long[WORDS];
        for (int i = 0; i < WORDS; i++) {
            words[i] = number.shiftRight(64 * i).longValue();
        }
        return words;
    }

    /** The number 1. */
    static long[] one() {
        return ONE.clone();
    }

    /** The number, for arithmetic that shows it in its timing. */
    static BigInteger toPublic(long[] words) {
        byte[] bytes = new byte[Long.BYTES * WORDS];
        write(words, bytes, 0);
        return new BigInteger(1, bytes);
    }

    /** Reads 32 bytes, big-endian: any number below 2^256. */
    static long[] read(byte[] bytes, int offset) {
        long[] words = new long[WORDS];
        for (int i = 0; i < WORDS; i++) {
            words[i] = (long) LONGS.get(bytes, offset + 8 * (WORDS - 1 - i));
        }
        return words;
    }

    /** Writes 32 bytes, big-endian. */
    static void write(long[] words, byte[] bytes, int offset) {
        for (int i = 0; i < WORDS; i++) {
            LONGS.set(bytes, offset + 8 * (WORDS - 1 - i), words[i]);
        }
    }

    /** Whether a number below 2^256 is one of 1 .. n-1; only the answer shows in the timing. */
    static boolean isInRange(long[] a) {
        long[] difference = new long[WORDS];
        long below = subtract(a, N_WORDS, difference);
        return below != 0 && !isZero(a);
    }

    static boolean isZero(long[] a) {
        return (a[0] | a[1] | a[2] | a[3]) == 0;
    }

    /** A number below 2^256, modulo n: n is above 2^255, so one subtraction does. */
    static long[] reduce(long[] a) {
        return subtractN(a, 0);
    }

    /** a + b mod n. */
    static long[] add(long[] a, long[] b) {
        long[] sum = new long[WORDS];
        long carry = 0;
        for (int i = 0; i < WORDS; i++) {
            long c = a[i] + b[i] + carry;
            carry = ((a[i] & b[i]) | ((a[i] | b[i]) & ~c)) >>> 63;
            sum[i] = c;
        }
        return subtractN(sum, carry);
    }

    /** a - b mod n. */
    static long[] subtract(long[] a, long[] b) {
        long[] difference = new long[WORDS];
        long borrow = subtract(a, b, difference);
        long[] sum = new long[WORDS];
        long carry = 0;
        for (int i = 0; i < WORDS; i++) {
            long n = N_WORDS[i] & -borrow;
            long c = difference[i] + n + carry;
            carry = ((difference[i] & n) | ((difference[i] | n) & ~c)) >>> 63;
            sum[i] = c;
        }
        return sum;
    }

    /** out = a - b modulo 2^256; 1 if a is below b, else 0. */
    private static long subtract(long[] a, long[] b, long[] out) {
        long borrow = 0;
        for (int i = 0; i < WORDS; i++) {
            long c = a[i] - b[i] - borrow;
            borrow = ((~a[i] & b[i]) | ((~a[i] | b[i]) & c)) >>> 63;
            out[i] = c;
        }
        return borrow;
    }

    /** Of the number carry * 2^256 + a, below 2n: that number or n less. */
    private static long[] subtractN(long[] a, long carry) {
        long[] difference = new long[WORDS];
        long borrow = subtract(a, N_WORDS, difference);
        long keep = -(borrow & ~carry);
        for (int i = 0; i < WORDS; i++) {
            difference[i] ^= (difference[i] ^ a[i]) & keep;
        }
        return difference;
    }

    /** a * b mod n. */
    static long[] multiply(long[] a, long[] b) {
        return montgomery(montgomery(a, RADIX_SQUARED), b);
    }

    /** 1/a mod n, and 0 for 0: a^(n-2), whose exponent is public. */
    static long[] invert(long[] a) {
        long[] base = montgomery(a, RADIX_SQUARED);
        long[] power = montgomery(ONE, RADIX_SQUARED);
        BigInteger exponent = N.subtract(BigInteger.TWO);
        for (int bit = exponent.bitLength() - 1; bit >= 0; bit--) {
            power = montgomery(power, power);
            if (exponent.testBit(bit)) {
                power = montgomery(power, base);
            }
        }
        return montgomery(power, ONE);
    }

    /** a * b / 2^260 mod n. */
    private static long[] montgomery(long[] a, long[] b) {
        long[] x = limbs(a);
        long[] y = limbs(b);
        long[] t = new long[LIMBS + 1];
        for (int i = 0; i < LIMBS; i++) {
            addProduct(t, x[i], y);
            addProduct(t, (t[0] * QUOTIENT) & LIMB_MASK, N_LIMBS);
            t[1] += t[0] >> LIMB_BITS;
            System.arraycopy(t, 1, t, 0, LIMBS);
            t[LIMBS] = 0;
        }
        for (int i = 0; i < LIMBS - 1; i++) {
            t[i + 1] += t[i] >> LIMB_BITS;
            t[i] &= LIMB_MASK;
        }
        // Below 2n, which is below 2^257: the words and one bit.
        return subtractN(words(t), t[LIMBS - 1] >>> 48);
    }

    /** t += factor * y; columns stay far below 2^63. */
    private static void addProduct(long[] t, long factor, long[] y) {
        for (int j = 0; j < LIMBS; j++) {
            t[j] += (factor * y[j]) & LIMB_MASK;
            t[j + 1] += Math.multiplyHigh(factor << 6, y[j] << 6);
        }
    }

    private static long[] limbs(long[] w) {
        return new long[] {
            w[0] & LIMB_MASK,
            ((w[0] >>> 52) | (w[1] << 12)) & LIMB_MASK,
            ((w[1] >>> 40) | (w[2] << 24)) & LIMB_MASK,
            ((w[2] >>> 28) | (w[3] << 36)) & LIMB_MASK,
            w[3] >>> 16
        };
    }

    private static long[] words(long[] l) {
        return new long[] {
            l[0] | (l[1] << 52),
            (l[1] >>> 12) | (l[2] << 40),
            (l[2] >>> 24) | (l[3] << 28),
            (l[3] >>> 36) | (l[4] << 16)
        };
    }
}
