package io.shuheng.crypto;

import java.math.BigInteger;

/** The verification equation of GB/T 32918.2-2016, 7.1, for a key with a point table. Same answers as {@link Sm2Equation}. */
final class Sm2FastEquation {
    /** p - n, below which x1 mod n has a second x1: x1 + n is a field element too. */
    private static final BigInteger P_MINUS_N =
            Sm2Curve.PARAMETERS.getCurve().getField().getCharacteristic().subtract(Sm2Curve.N);

    private Sm2FastEquation() {}

    static boolean holds(byte[] hash, Sm2Signature signature, Sm2PublicKey key, PointTable table) {
        long[] r = signature.rWords();
        long[] s = signature.sWords();
        long[] t = Scalar.add(r, s);
        if (Scalar.isZero(t)) {
            return false;
        }
        JacobianPoint sum = PointTable.sum(PointTable.wideBase(), s, table, t);
        if (sum.z.isZero()) {
            return Sm2Equation.holds(hash, signature, key);
        }
        long[] x1 = Scalar.subtract(r, Scalar.reduce(Scalar.read(hash, 0)));
        return hasX(sum, x1) || (isBelowPMinusN(x1) && hasX(sum, plusN(x1)));
    }

    /** Whether the point's affine x is this number: x * Z^2 = X, which spares the inversion. */
    private static boolean hasX(JacobianPoint point, long[] number) {
        FieldElement expected = new FieldElement();
        FieldElement square = new FieldElement();
        expected.setNumber(number);
        square.square(point.z);
        expected.multiply(expected, square);
        expected.subtract(expected, point.x);
        return expected.isZero();
    }

    private static boolean isBelowPMinusN(long[] number) {
        return (number[2] | number[3]) == 0 && Scalar.toPublic(number).compareTo(P_MINUS_N) < 0;
    }

    private static long[] plusN(long[] number) {
        return Scalar.ofPublic(Scalar.toPublic(number).add(Sm2Curve.N));
    }
}
