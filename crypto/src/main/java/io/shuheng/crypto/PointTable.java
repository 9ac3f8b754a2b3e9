package io.shuheng.crypto;

import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.math.ec.ECPoint;

/**
 * The multiples j * 2^(wi) * P of one point P of the curve, w the bits of a window, j in 1 .. 2^(w-1): with them a multiple of P is one
 * addition a window and no doubling. Windows have 6 bits, 43 of them, {@value #BYTES} bytes; but for the base point in verification 8
 * bits, 33 of them, 264 KiB. Immutable and thread-safe; only {@link #times} cares for timing.
 */
final class PointTable {
    /*
     * A scalar is written in signed digits, of -32 .. 31 for windows of 6 bits: with 32 added to each digit beforehand, the digits of
     * the sum less 32 are those of the scalar, and each is found without the others. For scalars below n the digits of fewer than
     * the top window of 6 bits are too small for two equal or opposite points to meet, and at the top they would meet only at 0, n
     * and 2^225 or so with another top digit: times(), which has no exception to fall back from, takes 1 .. n-1 and meets none.
     */
    static final int BYTES = 43 * 32 * 64;

    private static final int WINDOW_BITS = 6;
    private static final int BASE_WINDOW_BITS = 8;
    private static final int WORDS = 8;
    private static final int OFFSET_WORDS = 5;

    private final int windowBits;
    private final int windows;
    private final int multiples;
    private final long[] digitOffsets;
    private final long[] words;

    /** The table of the base point with windows as times() takes them, made when it is first needed. */
    private static final class Base {
        static final PointTable TABLE = new PointTable(Sm2Curve.DOMAIN.getG());
    }

    /** The larger one for verification, made when it is first needed. */
    private static final class WideBase {
        static final PointTable TABLE = new PointTable(Sm2Curve.DOMAIN.getG(), BASE_WINDOW_BITS);
    }

    /**
     * Makes the table with windows of 6 bits: about 26 000 multiplications in the field.
     *
     * @param point normalised, not infinity
     */
    PointTable(ECPoint point) {
        this(point, WINDOW_BITS);
    }

    private PointTable(ECPoint point, int windowBits) {
        this.windowBits = windowBits;
        this.windows = 256 / windowBits + 1;
        this.multiples = 1 << (windowBits - 1);
        this.digitOffsets = digitOffsets(windowBits, windows);
        JacobianPoint[] entries = entries(point);
        affine(entries);
        this.words = new long[entries.length * WORDS];
        for (int i = 0; i < entries.length; i++) {
            entries[i].x.pack(words, i * WORDS);
            entries[i].y.pack(words, i * WORDS + WORDS / 2);
        }
    }

    private JacobianPoint[] entries(ECPoint point) {
        JacobianPoint[] bases = bases(point);
        affine(bases);
        JacobianPoint[] entries = new JacobianPoint[windows * multiples];
        for (int window = 0; window < windows; window++) {
            JacobianPoint base = bases[window];
            JacobianPoint multiple = base;
            for (int j = 0; j < multiples; j++) {
                JacobianPoint next = new JacobianPoint();
                next.set(multiple);
                if (j == 1) {
                    next.twice();
                } else if (j > 1) {
                    next.add(base.x, base.y);
                }
                entries[window * multiples + j] = next;
                multiple = next;
            }
        }
        return entries;
    }

    /** Of the base point, for {@link #times}. */
    static PointTable base() {
        return Base.TABLE;
    }

    /** Of the base point, for {@link #sum}. */
    static PointTable wideBase() {
        return WideBase.TABLE;
    }

    /** 2^(wi) * P. */
    private JacobianPoint[] bases(ECPoint point) {
        JacobianPoint[] bases = new JacobianPoint[windows];
        bases[0] = new JacobianPoint();
        bases[0].set(
                FieldElement.of(point.getAffineXCoord().toBigInteger()),
                FieldElement.of(point.getAffineYCoord().toBigInteger()));
        for (int window = 1; window < windows; window++) {
            bases[window] = new JacobianPoint();
            bases[window].set(bases[window - 1]);
            for (int bit = 0; bit < windowBits; bit++) {
                bases[window].twice();
            }
        }
        return bases;
    }

    /** Brings every Z to 1 and normalises, with one inversion for all: each Z is 1 over its part in the product. */
    private static void affine(JacobianPoint[] points) {
        FieldElement[] products = new FieldElement[points.length];
        FieldElement product = new FieldElement();
        product.setOne();
        for (int i = 0; i < points.length; i++) {
            products[i] = new FieldElement();
            products[i].set(product);
            product.multiply(product, points[i].z);
        }
        FieldElement inverse = new FieldElement();
        inverse.invert(product);
        FieldElement own = new FieldElement();
        FieldElement power = new FieldElement();
        for (int i = points.length - 1; i >= 0; i--) {
            JacobianPoint point = points[i];
            own.multiply(inverse, products[i]);
            inverse.multiply(inverse, point.z);
            power.square(own);
            point.x.multiply(point.x, power);
            point.x.normalise();
            power.multiply(power, own);
            point.y.multiply(point.y, power);
            point.y.normalise();
            point.z.setOne();
        }
    }

    private static long[] digitOffsets(int windowBits, int windows) {
        BigInteger sum = BigInteger.ZERO;
        for (int window = 0; window < windows; window++) {
            sum = sum.setBit(window * windowBits + windowBits - 1);
        }
        long[] offsets = new long[OFFSET_WORDS];
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = sum.shiftRight(64 * i).longValue();
        }
        return offsets;
    }

    /** The scalar, four words, with the offset of every digit added: five words. */
    private long[] offset(long[] scalar) {
        long[] sum = new long[OFFSET_WORDS];
        long carry = 0;
        for (int i = 0; i < sum.length; i++) {
            long a = i < scalar.length ? scalar[i] : 0;
            long b = digitOffsets[i];
            long c = a + b + carry;
            carry = ((a & b) | ((a | b) & ~c)) >>> 63;
            sum[i] = c;
        }
        return sum;
    }

    /** The signed digit of a window. */
    private int digit(long[] offset, int window) {
        int bit = window * windowBits;
        int word = bit >>> 6;
        long low = offset[word] >>> bit;
        long high = word + 1 < offset.length ? (offset[word + 1] << 1) << (63 - (bit & 63)) : 0;
        return (int) ((low | high) & (2 * multiples - 1)) - multiples;
    }

    /**
     * Computes one * P + two * Q for public scalars below 2^256, in time that depends on them.
     *
     * @return the sum; Z is 0 modulo p if it is infinity or could not be computed
     */
    static JacobianPoint sum(PointTable p, long[] one, PointTable q, long[] two) {
        JacobianPoint sum = new JacobianPoint();
        boolean started = p.addTo(sum, false, one);
        q.addTo(sum, started, two);
        return sum;
    }

    private boolean addTo(JacobianPoint sum, boolean startedBefore, long[] scalar) {
        final long[] offset = offset(scalar);
        final FieldElement x = new FieldElement();
        final FieldElement y = new FieldElement();
        boolean started = startedBefore;
        for (int window = 0; window < windows; window++) {
            int digit = digit(offset, window);
            if (digit == 0) {
                continue;
            }
            read((window * multiples + Math.abs(digit) - 1) * WORDS, x, y);
            y.negate(digit >> 31);
            if (started) {
                sum.add(x, y);
            } else {
                sum.set(x, y);
                started = true;
            }
        }
        return started;
    }

    private void read(int at, FieldElement x, FieldElement y) {
        x.unpack(words[at], words[at + 1], words[at + 2], words[at + 3]);
        y.unpack(words[at + 4], words[at + 5], words[at + 6], words[at + 7]);
    }

    /**
     * Computes a secret multiple, by a table with windows of 6 bits: every entry of each window is read, every window is added, and masks choose.
     *
     * @param scalar 1 .. n-1, four words with the least significant first
     * @return the multiple, never infinity
     */
    JacobianPoint times(long[] scalar) {
        final long[] offset = offset(scalar);
        final long[] entry = new long[WORDS];
        JacobianPoint sum = new JacobianPoint();
        JacobianPoint first = new JacobianPoint();
        JacobianPoint longer = new JacobianPoint();
        FieldElement x = new FieldElement();
        FieldElement y = new FieldElement();
        long started = 0;
        for (int window = 0; window < windows; window++) {
            int digit = digit(offset, window);
            int negative = digit >> 31;
            select(window, (digit ^ negative) - negative, entry);
            x.unpack(entry[0], entry[1], entry[2], entry[3]);
            y.unpack(entry[4], entry[5], entry[6], entry[7]);
            y.negate(negative);
            first.set(x, y);
            longer.set(sum);
            longer.add(x, y);
            long present = (long) (digit | -digit) >> 63;
            sum.take(first, present & ~started);
            sum.take(longer, present & started);
            started |= present;
        }
        Arrays.fill(entry, 0);
        Arrays.fill(offset, 0);
        return sum;
    }

    /** Copies entry {@code multiple} of a window by reading all; zeros for 0. */
    private void select(int window, int multiple, long[] entry) {
        long e0 = 0;
        long e1 = 0;
        long e2 = 0;
        long e3 = 0;
        long e4 = 0;
        long e5 = 0;
        long e6 = 0;
        long e7 = 0;
        int at = window * multiples * WORDS;
        for (int j = 1; j <= multiples; j++, at += WORDS) {
            long same = ((long) (j ^ multiple) - 1) >> 63;
            e0 |= words[at] & same;
            e1 |= words[at + 1] & same;
            e2 |= words[at + 2] & same;
            e3 |= words[at + 3] & same;
            e4 |= words[at + 4] & same;
            e5 |= words[at + 5] & same;
            e6 |= words[at + 6] & same;
            e7 |= words[at + 7] & same;
        }
        entry[0] = e0;
        entry[1] = e1;
        entry[2] = e2;
        entry[3] = e3;
        entry[4] = e4;
        entry[5] = e5;
        entry[6] = e6;
        entry[7] = e7;
    }
}
