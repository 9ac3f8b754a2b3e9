package io.shuheng.crypto;

/**
 * A mutable point of the SM2 curve in Jacobian coordinates, (X/Z^2, Y/Z^3), with the room its additions need. For one thread.
 */
final class JacobianPoint {
    /*
     * Additions are the textbook ones for two different points that are not each other's negative. Where they are not, H is 0, and with
     * it Z of the result and of every later sum: so Z = 0 at the end says that some addition met its exception (or the sum is
     * infinity), and the caller then asks slower arithmetic. X and Y are settled after each step, which keeps every value under
     * the bounds of FieldElement: |X|, |Y| < 1.1 * 2^256, |Z| < 1.2 * 2^256.
     */
    final FieldElement x = new FieldElement();
    final FieldElement y = new FieldElement();
    final FieldElement z = new FieldElement();

    private final FieldElement t0 = new FieldElement();
    private final FieldElement t1 = new FieldElement();
    private final FieldElement t2 = new FieldElement();
    private final FieldElement t3 = new FieldElement();

    /** this = (ax, ay). */
    void set(FieldElement ax, FieldElement ay) {
        x.set(ax);
        y.set(ay);
        z.setOne();
    }

    void set(JacobianPoint a) {
        x.set(a.x);
        y.set(a.y);
        z.set(a.z);
    }

    /** this = this + (ax, ay); 8 multiplications, 3 squarings. */
    void add(FieldElement ax, FieldElement ay) {
        final FieldElement h = t0;
        final FieldElement r = t1;
        h.square(z);
        r.multiply(h, z);
        h.multiply(h, ax);
        r.multiply(r, ay);
        h.subtract(h, x);
        r.subtract(r, y);
        z.multiply(z, h);
        final FieldElement hh = t2;
        final FieldElement v = t3;
        hh.square(h);
        v.multiply(x, hh);
        h.multiply(h, hh);
        x.square(r);
        x.subtract(x, h);
        x.subtract(x, v);
        x.subtract(x, v);
        x.settle();
        v.subtract(v, x);
        v.multiply(v, r);
        h.multiply(h, y);
        y.subtract(v, h);
        y.settle();
    }

    /** this = 2 this; 4 multiplications, 4 squarings, for a curve with a = -3. */
    void twice() {
        final FieldElement delta = t0;
        final FieldElement gamma = t1;
        final FieldElement alpha = t2;
        final FieldElement beta = t3;
        delta.square(z);
        gamma.square(y);
        z.multiply(y, z);
        z.add(z, z);
        z.settle();
        alpha.add(x, delta);
        delta.subtract(x, delta);
        alpha.multiply(alpha, delta);
        delta.add(alpha, alpha);
        alpha.add(alpha, delta);
        beta.multiply(x, gamma);
        beta.add(beta, beta);
        beta.add(beta, beta);
        beta.settle();
        gamma.square(gamma);
        gamma.add(gamma, gamma);
        gamma.add(gamma, gamma);
        gamma.add(gamma, gamma);
        x.square(alpha);
        x.subtract(x, beta);
        x.subtract(x, beta);
        x.settle();
        beta.subtract(beta, x);
        y.multiply(alpha, beta);
        y.subtract(y, gamma);
        y.settle();
    }

    /** Keeps this point where the mask is 0, takes {@code a} where it is -1. */
    void take(JacobianPoint a, long mask) {
        x.take(a.x, mask);
        y.take(a.y, mask);
        z.take(a.z, mask);
    }

    /** X / Z^2 as a number of 0 .. p-1, four words with the least significant first; not for infinity. */
    long[] affineX() {
        t0.invert(z);
        t0.square(t0);
        t0.multiply(t0, x);
        return t0.number();
    }

    /** Y / Z^3 as {@link #affineX}. */
    long[] affineY() {
        t0.invert(z);
        t1.square(t0);
        t0.multiply(t0, t1);
        t0.multiply(t0, y);
        return t0.number();
    }
}
