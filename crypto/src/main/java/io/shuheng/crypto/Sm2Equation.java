package io.shuheng.crypto;

import java.math.BigInteger;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;

/**
 * The verification equation of GB/T 32918.2-2016, 7.1 B5 to B7, on Bouncy Castle's points: t = r + s mod n, not 0;
 * (x1, y1) = sG + tP; valid if e + x1 = r mod n. Written out rather than through Bouncy Castle's SM2Signer, whose instances
 * carry a message's state and serve one thread. For every key and every input; the reference for whatever is faster.
 */
final class Sm2Equation {
    private Sm2Equation() {}

    /** Whether t is 0, which B5 refuses. */
    static boolean sumIsZero(Sm2Signature signature) {
        return signature.r().add(signature.s()).equals(Sm2Curve.N);
    }

    /**
     * Whether the equation holds.
     *
     * @param hash e as 32 bytes, any value
     * @param signature r and s in range
     * @param key the presumed signer's
     */
    static boolean holds(byte[] hash, Sm2Signature signature, Sm2PublicKey key) {
        BigInteger n = Sm2Curve.N;
        BigInteger r = signature.r();
        BigInteger s = signature.s();
        BigInteger t = r.add(s).mod(n);
        if (t.signum() == 0) {
            return false;
        }
        ECPoint sum = ECAlgorithms.sumOfTwoMultiplies(Sm2Curve.DOMAIN.getG(), s, key.point(), t)
                .normalize();
        if (sum.isInfinity()) {
            return false;
        }
        BigInteger e = new BigInteger(1, hash);
        return e.add(sum.getAffineXCoord().toBigInteger()).mod(n).equals(r);
    }
}
