package io.shuheng.core.clearing;

import static io.shuheng.core.clearing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.record.RefusalCode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class MoneyTest {

    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

    @Test
    void pricesAThousandRecordsAtHalfAFenEach() {
        long halfAFenPerRecordInLotsOfAThousand = 5_000_000;
        assertThat(Money.notionalFen(halfAFenPerRecordInLotsOfAThousand, 3, RoundingRule.HALF_UP))
                .isEqualTo(1_500);
    }

    @Test
    void roundsHalfAFenUpOnlyWhereTheRuleSaysSo() {
        assertThat(Money.notionalFen(5_000, 1, RoundingRule.HALF_UP)).isEqualTo(1);
        assertThat(Money.notionalFen(5_000, 1, RoundingRule.FLOOR)).isZero();
        assertThat(Money.notionalFen(1, 1, RoundingRule.CEILING)).isEqualTo(1);
        assertThat(Money.notionalFen(4_999, 1, RoundingRule.HALF_UP)).isZero();
    }

    @Property
    void productsEqualThoseOfExactArithmeticOrAreRefused(
            @ForAll @LongRange(min = 0) long priceMicros,
            @ForAll @LongRange(min = 0) long lots,
            @ForAll RoundingRule rule) {
        BigInteger expected =
                divided(BigInteger.valueOf(priceMicros).multiply(BigInteger.valueOf(lots)), Money.MICROS_PER_FEN, rule);
        if (expected.compareTo(MOST) > 0) {
            assertRefused(RefusalCode.OVERFLOW, () -> Money.notionalFen(priceMicros, lots, rule));
        } else {
            assertThat(Money.notionalFen(priceMicros, lots, rule)).isEqualTo(expected.longValueExact());
        }
    }

    @Property
    void quotientsBeyondSixtyFourBitsEqualThoseOfExactArithmetic(
            @ForAll @LongRange(min = 0) long a,
            @ForAll @LongRange(min = 0) long b,
            @ForAll @LongRange(min = 0) long c,
            @ForAll @LongRange(min = 0) long d,
            @ForAll @LongRange(min = 1) long divisor,
            @ForAll RoundingRule rule) {
        BigInteger sum = BigInteger.valueOf(a)
                .multiply(BigInteger.valueOf(b))
                .add(BigInteger.valueOf(c).multiply(BigInteger.valueOf(d)));
        BigInteger expected = divided(sum, divisor, rule);
        if (expected.compareTo(MOST) > 0) {
            assertRefused(
                    RefusalCode.OVERFLOW,
                    () -> Wide.product(a, b).addProduct(c, d).divide(divisor, rule));
        } else {
            assertThat(Wide.product(a, b).addProduct(c, d).divide(divisor, rule))
                    .isEqualTo(expected.longValueExact());
        }
    }

    @Property
    void basisPointsEqualThoseOfExactArithmetic(
            @ForAll @LongRange(min = 0) long amountFen,
            @ForAll @LongRange(min = 0, max = 10_000) long basisPoints,
            @ForAll RoundingRule rule) {
        BigInteger product = BigInteger.valueOf(amountFen).multiply(BigInteger.valueOf(basisPoints));
        assertThat(Money.basisPointsOf(amountFen, basisPoints, rule))
                .isEqualTo(divided(product, 10_000, rule).longValueExact());
    }

    @Property
    void sumsAndDifferencesEqualThoseOfExactArithmeticOrAreRefused(@ForAll long a, @ForAll long b) {
        BigInteger sum = BigInteger.valueOf(a).add(BigInteger.valueOf(b));
        if (sum.bitLength() > 63) {
            assertRefused(RefusalCode.OVERFLOW, () -> Money.add(a, b));
        } else {
            assertThat(Money.add(a, b)).isEqualTo(sum.longValueExact());
        }
        BigInteger difference = BigInteger.valueOf(a).subtract(BigInteger.valueOf(b));
        if (difference.bitLength() > 63) {
            assertRefused(RefusalCode.OVERFLOW, () -> Money.subtract(a, b));
        } else {
            assertThat(Money.subtract(a, b)).isEqualTo(difference.longValueExact());
        }
    }

    @Test
    void refusesNegativeFactorsAndOtherCurrencies() {
        assertRefused(RefusalCode.FIELD_INVALID, () -> Money.notionalFen(-1, 1, RoundingRule.FLOOR));
        assertRefused(RefusalCode.FIELD_INVALID, () -> Money.basisPointsOf(1, -1, RoundingRule.FLOOR));
        assertRefused(RefusalCode.CURRENCY_UNSUPPORTED, () -> Money.requireCurrency("USD"));
        assertRefused(RefusalCode.CURRENCY_UNSUPPORTED, () -> Money.requireCurrency("cny"));
        Money.requireCurrency("CNY");
    }

    static BigInteger divided(BigInteger dividend, long divisor, RoundingRule rule) {
        RoundingMode mode = switch (rule) {
            case HALF_UP -> RoundingMode.HALF_UP;
            case FLOOR -> RoundingMode.FLOOR;
            case CEILING -> RoundingMode.CEILING;
        };
        return new BigDecimal(dividend)
                .divide(BigDecimal.valueOf(divisor), 0, mode)
                .toBigIntegerExact();
    }
}
