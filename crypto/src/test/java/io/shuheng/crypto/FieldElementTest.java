package io.shuheng.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** The field's arithmetic beside BigInteger's, on numbers and on limbs at the borders of what they may be. */
class FieldElementTest {
    private static final BigInteger P =
            new BigInteger("FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF", 16);
    private static final BigInteger TWO_256 = BigInteger.ONE.shiftLeft(256);
    private static final BigInteger RADIX_INVERSE =
            BigInteger.ONE.shiftLeft(260).modInverse(P);
    private static final long LARGEST_LIMB = (1L << 55) - 1;

    /** Numbers below 2^256, mostly with long runs of equal bits: where carries run through. */
    @Provide
    Arbitrary<BigInteger> numbers() {
        Arbitrary<BigInteger> any =
                Arbitraries.bigIntegers().between(BigInteger.ZERO, TWO_256.subtract(BigInteger.ONE));
        Arbitrary<BigInteger> near = Arbitraries.of(BigInteger.ZERO, P, TWO_256.mod(P), P.shiftRight(1), Sm2Curve.N)
                .flatMap(base ->
                        Arbitraries.integers().between(-3, 3).map(offset -> base.add(BigInteger.valueOf(offset))))
                .filter(number -> number.signum() >= 0);
        Arbitrary<BigInteger> runs = Arbitraries.of(32, 52, 64)
                .list()
                .ofSize(2)
                .flatMap(widths -> Arbitraries.of("0", "1", "F", "8", "7", "E")
                        .list()
                        .ofSize(8)
                        .map(digits -> new BigInteger(runOf(digits, widths.get(0) / 4), 16).mod(TWO_256)));
        Arbitrary<BigInteger> powers = Arbitraries.integers()
                .between(0, 255)
                .flatMap(bit -> Arbitraries.of(-1, 0, 1)
                        .map(offset -> BigInteger.ONE.shiftLeft(bit).add(BigInteger.valueOf(offset))));
        return Arbitraries.oneOf(any, near, runs, powers);
    }

    private static String runOf(List<String> digits, int width) {
        StringBuilder text = new StringBuilder();
        digits.forEach(digit -> text.append(digit.repeat(width)));
        return text.toString();
    }

    /** Limbs as they may stand before a multiplication: signed, not canonical; the top one keeps the value under 8 * 2^256. */
    @Provide
    Arbitrary<FieldElement> loose() {
        Arbitrary<Long> limb = Arbitraries.oneOf(
                Arbitraries.longs().between(-LARGEST_LIMB, LARGEST_LIMB),
                Arbitraries.of(
                        0L,
                        1L,
                        -1L,
                        (1L << 52) - 1,
                        1L << 52,
                        -(1L << 52),
                        1 - (1L << 52),
                        LARGEST_LIMB,
                        -LARGEST_LIMB));
        Arbitrary<Long> top = Arbitraries.oneOf(
                Arbitraries.longs().between(-(1L << 50), 1L << 50), Arbitraries.of(0L, -1L, 1L << 50, -(1L << 50)));
        return limb.list()
                .ofSize(4)
                .flatMap(low -> top.map(high -> {
                    FieldElement element = new FieldElement();
                    element.l0 = low.get(0);
                    element.l1 = low.get(1);
                    element.l2 = low.get(2);
                    element.l3 = low.get(3);
                    element.l4 = high;
                    return element;
                }));
    }

    /** The sum of the limbs as they stand. */
    private static BigInteger sum(FieldElement a) {
        BigInteger sum = BigInteger.ZERO;
        for (long limb : new long[] {a.l4, a.l3, a.l2, a.l1, a.l0}) {
            sum = sum.shiftLeft(52).add(BigInteger.valueOf(limb));
        }
        return sum;
    }

    private static BigInteger value(FieldElement a) {
        return Scalar.toPublic(a.number());
    }

    private static FieldElement element(BigInteger number) {
        FieldElement element = new FieldElement();
        element.setNumber(Scalar.ofPublic(number));
        return element;
    }

    private static FieldElement product(FieldElement a, FieldElement b) {
        FieldElement product = new FieldElement();
        product.multiply(a, b);
        return product;
    }

    @Property
    void numbersAreReadAndWritten(@ForAll("numbers") BigInteger a) {
        assertThat(value(element(a))).isEqualTo(a.mod(P));
        assertThat(value(FieldElement.of(a))).isEqualTo(a.mod(P));
    }

    @Property(tries = 1_000)
    void theFourOperationsAreThoseOfTheField(@ForAll("numbers") BigInteger a, @ForAll("numbers") BigInteger b) {
        FieldElement x = element(a);
        FieldElement y = element(b);
        FieldElement out = new FieldElement();

        assertThat(value(product(x, y))).isEqualTo(a.multiply(b).mod(P));
        out.square(x);
        assertThat(value(out)).isEqualTo(a.multiply(a).mod(P));
        out.add(x, y);
        assertThat(value(out)).isEqualTo(a.add(b).mod(P));
        out.subtract(x, y);
        assertThat(value(out)).isEqualTo(a.subtract(b).mod(P));
        assertThat(out.isZero()).isEqualTo(a.subtract(b).mod(P).signum() == 0);
    }

    @Property(tries = 200)
    void inversionIsThatOfTheField(@ForAll("numbers") BigInteger a) {
        FieldElement inverse = new FieldElement();
        inverse.invert(element(a));

        BigInteger expected = a.mod(P).signum() == 0 ? BigInteger.ZERO : a.modInverse(P);
        assertThat(value(inverse)).isEqualTo(expected);
    }

    @Property(tries = 2_000)
    void looseLimbsMultiplyExactly(@ForAll("loose") FieldElement a, @ForAll("loose") FieldElement b) {
        FieldElement product = product(a, b);

        assertThat(sum(product).mod(P))
                .isEqualTo(sum(a).multiply(sum(b)).multiply(RADIX_INVERSE).mod(P));
        assertLimbsUnder(1L << 53, product);
        BigInteger growth = sum(a).multiply(sum(b)).abs().shiftRight(260).add(BigInteger.ONE);
        assertThat(sum(product)).isBetween(growth.negate(), growth.add(P));
    }

    /** As above, without the cost of generators: limbs drawn around each border, many times over. */
    @Test
    void limbsNearTheirBordersMultiplyExactly() {
        Random random = new Random(5_2L);
        FieldElement a = new FieldElement();
        FieldElement b = new FieldElement();
        FieldElement square = new FieldElement();
        for (int round = 0; round < 100_000; round++) {
            drawNearBorders(random, a);
            drawNearBorders(random, b);
            FieldElement product = product(a, b);
            square.square(a);

            assertThat(sum(product).mod(P))
                    .isEqualTo(sum(a).multiply(sum(b)).multiply(RADIX_INVERSE).mod(P));
            assertThat(sum(square)).isEqualTo(sum(product(a, a)));
        }
    }

    private static void drawNearBorders(Random random, FieldElement a) {
        a.l0 = nearBorder(random, 55);
        a.l1 = nearBorder(random, 55);
        a.l2 = nearBorder(random, 55);
        a.l3 = nearBorder(random, 55);
        a.l4 = nearBorder(random, 51);
    }

    /** A number whose magnitude is a power of two below 2^bits, or a little off. */
    private static long nearBorder(Random random, int bits) {
        long magnitude = (1L << random.nextInt(bits)) + random.nextInt(5) - 2;
        return random.nextBoolean() ? magnitude : -magnitude;
    }

    @Property(tries = 1_000)
    void looseLimbsSquareExactly(@ForAll("loose") FieldElement a) {
        FieldElement square = new FieldElement();
        square.square(a);

        assertThat(sum(square)).isEqualTo(sum(product(a, a)));
        assertLimbsUnder(1L << 53, square);
    }

    @Property(tries = 1_000)
    void settlingAndNormalisingKeepTheValue(@ForAll("loose") FieldElement a) {
        BigInteger before = sum(a).mod(P);
        a.settle();
        assertThat(sum(a).mod(P)).isEqualTo(before);
        assertThat(sum(a))
                .isBetween(BigInteger.ONE.shiftLeft(230).negate(), TWO_256.add(BigInteger.ONE.shiftLeft(230)));
        a.normalise();
        assertThat(sum(a)).isEqualTo(before);
        assertLimbsUnder(1L << 52, a);
    }

    private static void assertLimbsUnder(long bound, FieldElement a) {
        assertThat(List.of(a.l0, a.l1, a.l2, a.l3, a.l4)).allMatch(limb -> limb > -bound && limb < bound);
    }

    @Property
    void packingIsUndone(@ForAll("numbers") BigInteger a) {
        FieldElement element = element(a);
        element.normalise();
        long[] words = new long[6];
        element.pack(words, 1);
        FieldElement back = new FieldElement();
        back.unpack(words[1], words[2], words[3], words[4]);

        assertThat(sum(back)).isEqualTo(sum(element));
    }

    @Property
    void masksChoose(@ForAll("loose") FieldElement a, @ForAll("loose") FieldElement b) {
        FieldElement kept = new FieldElement();
        kept.set(a);
        kept.take(b, 0);
        FieldElement taken = new FieldElement();
        taken.set(a);
        taken.take(b, -1);
        FieldElement negated = new FieldElement();
        negated.set(a);
        negated.negate(-1);
        negated.negate(0);

        assertThat(sum(kept)).isEqualTo(sum(a));
        assertThat(sum(taken)).isEqualTo(sum(b));
        assertThat(sum(negated)).isEqualTo(sum(a).negate());
    }

    @Test
    void theBordersAreWhatTheyShould() {
        BigInteger largest = TWO_256.subtract(BigInteger.ONE);

        assertThat(value(element(P))).isZero();
        assertThat(element(P).isZero()).isTrue();
        assertThat(element(BigInteger.ZERO).isZero()).isTrue();
        assertThat(element(BigInteger.ONE).isZero()).isFalse();
        assertThat(value(element(largest))).isEqualTo(largest.subtract(P));
        assertThat(value(product(element(P.subtract(BigInteger.ONE)), element(P.subtract(BigInteger.ONE)))))
                .isOne();
    }
}
