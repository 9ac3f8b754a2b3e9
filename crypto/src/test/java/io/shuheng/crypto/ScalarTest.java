package io.shuheng.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Arithmetic modulo n beside BigInteger's. */
class ScalarTest {
    private static final BigInteger N =
            new BigInteger("FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123", 16);
    private static final BigInteger LARGEST = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);

    @Provide
    Arbitrary<BigInteger> any() {
        return Arbitraries.oneOf(
                Arbitraries.bigIntegers().between(BigInteger.ZERO, LARGEST),
                Arbitraries.of(
                        BigInteger.ZERO, BigInteger.ONE, N.subtract(BigInteger.ONE), N, N.add(BigInteger.ONE), LARGEST),
                Arbitraries.integers().between(0, 255).map(BigInteger.ONE::shiftLeft),
                Arbitraries.integers()
                        .between(1, 256)
                        .map(bit -> BigInteger.ONE.shiftLeft(bit).subtract(BigInteger.ONE)));
    }

    @Provide
    Arbitrary<BigInteger> scalars() {
        return any().map(number -> number.mod(N));
    }

    private static long[] words(BigInteger number) {
        return Scalar.ofPublic(number);
    }

    private static void assertNumber(long[] words, BigInteger expected) {
        assertThat(Scalar.toPublic(words)).isEqualTo(expected);
    }

    @Property(tries = 3000)
    void sumDifferenceAndProductAreThoseModuloN(@ForAll("scalars") BigInteger a, @ForAll("scalars") BigInteger b) {
        assertNumber(Scalar.add(words(a), words(b)), a.add(b).mod(N));
        assertNumber(Scalar.subtract(words(a), words(b)), a.subtract(b).mod(N));
        assertNumber(Scalar.multiply(words(a), words(b)), a.multiply(b).mod(N));
    }

    @Property(tries = 300)
    void inversionIsThatModuloN(@ForAll("scalars") BigInteger a) {
        assertNumber(Scalar.invert(words(a)), a.signum() == 0 ? BigInteger.ZERO : a.modInverse(N));
    }

    @Property
    void anyNumberIsReducedAndJudged(@ForAll("any") BigInteger a) {
        assertNumber(Scalar.reduce(words(a)), a.mod(N));
        assertThat(Scalar.isInRange(words(a))).isEqualTo(a.signum() > 0 && a.compareTo(N) < 0);
        assertThat(Scalar.isZero(words(a))).isEqualTo(a.signum() == 0);
    }

    @Property
    void bytesAreReadAndWritten(@ForAll("any") BigInteger a) {
        byte[] bytes = Hex.bytes("ff" + String.format("%064x", a) + "ff");
        byte[] out = new byte[34];
        Scalar.write(Scalar.read(bytes, 1), out, 1);

        assertNumber(Scalar.read(bytes, 1), a);
        assertThat(Hex.text(out)).isEqualTo("00" + String.format("%064x", a) + "00");
    }

    @Test
    void oneCannotBeChangedByItsUser() {
        Scalar.one()[0] = 5;

        assertNumber(Scalar.one(), BigInteger.ONE);
    }
}
