package io.shuheng.core.clearing;

import static io.shuheng.core.clearing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.record.RefusalCode;
import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class TaxTest {

    @Test
    void takesSixPercentOutOfAnAmountThatContainsIt() {
        assertThat(new Tax(600, TaxMode.INCLUSIVE).on(10_600, RoundingRule.HALF_UP))
                .isEqualTo(new Tax.Taxed(10_000, 600, 10_600));
    }

    @Test
    void addsSixPercentToAnAmountWithoutIt() {
        assertThat(new Tax(600, TaxMode.EXCLUSIVE).on(10_000, RoundingRule.HALF_UP))
                .isEqualTo(new Tax.Taxed(10_000, 600, 10_600));
    }

    @Property
    void netAndTaxAlwaysMakeGrossAndTaxIsRoundedOnce(
            @ForAll @LongRange(min = 0, max = Long.MAX_VALUE / 2) long amountFen,
            @ForAll @IntRange(min = 0, max = 10_000) int rateBp,
            @ForAll TaxMode mode,
            @ForAll RoundingRule rule) {
        Tax.Taxed taxed = new Tax(rateBp, mode).on(amountFen, rule);
        long divisor = mode == TaxMode.EXCLUSIVE ? 10_000 : 10_000 + rateBp;
        BigInteger product = BigInteger.valueOf(amountFen).multiply(BigInteger.valueOf(rateBp));
        assertThat(taxed.taxFen())
                .isEqualTo(MoneyTest.divided(product, divisor, rule).longValueExact());
        assertThat(Math.addExact(taxed.netFen(), taxed.taxFen())).isEqualTo(taxed.grossFen());
        assertThat(mode == TaxMode.EXCLUSIVE ? taxed.netFen() : taxed.grossFen())
                .isEqualTo(amountFen);
        assertThat(taxed.netFen()).isNotNegative();
    }

    @Test
    void refusesARateAboveAWholeANegativeAmountAndATotalThatDoesNotFit() {
        assertRefused(RefusalCode.FIELD_INVALID, () -> new Tax(10_001, TaxMode.INCLUSIVE));
        assertRefused(RefusalCode.FIELD_INVALID, () -> Tax.NONE.on(-1, RoundingRule.FLOOR));
        assertRefused(
                RefusalCode.OVERFLOW, () -> new Tax(600, TaxMode.EXCLUSIVE).on(Long.MAX_VALUE, RoundingRule.FLOOR));
    }
}
