package io.shuheng.core.clearing;

import static io.shuheng.core.clearing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.StateSink;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class FeeScheduleTest {

    private static final long MOST_UNITS = 1_000_000_000_000L;

    @Test
    void chargesEachPartAtItsOwnTiersRate() {
        FeeLine line = notional(TierKind.MARGINAL, new FeeTier(0, 100), new FeeTier(10_000, 50));
        assertThat(line.feeFen(10_000, 1)).isEqualTo(100);
        assertThat(line.feeFen(30_000, 1)).isEqualTo(200);
    }

    @Test
    void chargesTheWholeAtTheSlabsRateButNeverLessThanTheLargestTradeBelowIt() {
        FeeLine line = notional(TierKind.SLAB, new FeeTier(0, 100), new FeeTier(10_000, 50));
        assertThat(line.feeFen(9_999, 1)).isEqualTo(100);
        assertThat(line.feeFen(10_000, 1)).isEqualTo(100);
        assertThat(line.feeFen(30_000, 1)).isEqualTo(150);
    }

    @Test
    void chargesLotsInMicroYuanAndTradesInFen() {
        FeeLine lots = line(FeeBasis.QUANTITY, TierKind.MARGINAL, 0, Long.MAX_VALUE, new FeeTier(0, 25_000));
        FeeLine flat = line(FeeBasis.FLAT, TierKind.MARGINAL, 0, Long.MAX_VALUE, new FeeTier(0, 500));
        assertThat(lots.feeFen(1_000_000, 2)).isEqualTo(5);
        assertThat(flat.feeFen(1_000_000, 2)).isEqualTo(500);
    }

    @Test
    void addsTheLinesOfOneSideThatAreInForce() {
        FeeLine early = new FeeLine(
                FeePayer.BUYER,
                FeeBasis.FLAT,
                TierKind.SLAB,
                List.of(new FeeTier(0, 7)),
                0,
                Long.MAX_VALUE,
                100,
                200,
                RoundingRule.HALF_UP);
        FeeSchedule schedule =
                new FeeSchedule(List.of(early, notional(TierKind.MARGINAL, new FeeTier(0, 10))), Tax.NONE);
        assertThat(schedule.feeFen(FeePayer.BUYER, 10_000, 1, 99)).isEqualTo(10);
        assertThat(schedule.feeFen(FeePayer.BUYER, 10_000, 1, 100)).isEqualTo(17);
        assertThat(schedule.feeFen(FeePayer.BUYER, 10_000, 1, 199)).isEqualTo(17);
        assertThat(schedule.feeFen(FeePayer.BUYER, 10_000, 1, 200)).isEqualTo(10);
        assertThat(schedule.feeFen(FeePayer.SELLER, 10_000, 1, 100)).isZero();
    }

    @Property
    void aLargerTradeNeverCostsLess(
            @ForAll("lines") FeeLine line,
            @ForAll @LongRange(min = 0, max = MOST_UNITS) long one,
            @ForAll @LongRange(min = 0, max = MOST_UNITS) long other) {
        long smaller = Math.min(one, other);
        long larger = Math.max(one, other);
        assertThat(line.feeFen(smaller, smaller)).isLessThanOrEqualTo(line.feeFen(larger, larger));
    }

    @Property
    void aFeeStaysWithinItsLimits(
            @ForAll("lines") FeeLine line, @ForAll @LongRange(min = 0, max = MOST_UNITS) long units) {
        assertThat(line.feeFen(units, units)).isBetween(line.minimumFen(), line.maximumFen());
    }

    @Property
    void feesAreMonotoneAtEveryStartOfATier(@ForAll("lines") FeeLine line) {
        for (FeeTier tier : line.tiers()) {
            if (tier.fromUnits() > 0) {
                long below = line.feeFen(tier.fromUnits() - 1, tier.fromUnits() - 1);
                assertThat(line.feeFen(tier.fromUnits(), tier.fromUnits())).isGreaterThanOrEqualTo(below);
            }
        }
    }

    @Property
    void marginalTiersJoinWithoutAStep(@ForAll("lines") FeeLine line) {
        FeeLine marginal = with(line, TierKind.MARGINAL, 0, Long.MAX_VALUE);
        for (int i = 1; i < marginal.tiers().size(); i++) {
            long start = marginal.tiers().get(i).fromUnits();
            FeeLine withoutTheTier =
                    with(marginal, marginal.tiers().subList(0, i), TierKind.MARGINAL, 0, Long.MAX_VALUE);
            assertThat(marginal.feeFen(start, start)).isEqualTo(withoutTheTier.feeFen(start, start));
        }
    }

    @Property
    void marginalFeesEqualThoseOfExactArithmetic(
            @ForAll("lines") FeeLine line, @ForAll @LongRange(min = 0, max = MOST_UNITS) long units) {
        FeeLine marginal = with(line, TierKind.MARGINAL, 0, Long.MAX_VALUE);
        BigInteger exact = BigInteger.ZERO;
        BigInteger before = BigInteger.ZERO;
        for (FeeTier tier : marginal.tiers()) {
            // The part above the tier's start moves from the last rate to this one.
            BigInteger above = BigInteger.valueOf(Math.max(0, units - tier.fromUnits()));
            BigInteger rate = BigInteger.valueOf(tier.rate());
            exact = exact.add(above.multiply(rate.subtract(before)));
            before = rate;
        }
        assertThat(marginal.feeFen(units, units))
                .isEqualTo(MoneyTest.divided(exact, 10_000, marginal.rounding()).longValueExact());
    }

    @Test
    void refusesTiersOutOfOrderRatesAboveAWholeAndLimitsThatCross() {
        assertRefused(RefusalCode.FIELD_INVALID, () -> notional(TierKind.SLAB));
        assertRefused(RefusalCode.FIELD_INVALID, () -> notional(TierKind.SLAB, new FeeTier(1, 1)));
        assertRefused(RefusalCode.FIELD_INVALID, () -> notional(TierKind.SLAB, new FeeTier(0, 1), new FeeTier(0, 2)));
        assertRefused(RefusalCode.FIELD_INVALID, () -> notional(TierKind.SLAB, new FeeTier(0, 10_001)));
        assertRefused(
                RefusalCode.FIELD_INVALID,
                () -> line(FeeBasis.FLAT, TierKind.SLAB, 0, 9, new FeeTier(0, 1), new FeeTier(1, 2)));
        assertRefused(RefusalCode.FIELD_INVALID, () -> line(FeeBasis.FLAT, TierKind.SLAB, 9, 8, new FeeTier(0, 1)));
    }

    @Test
    void readsTheTermsThatACommandCarries() {
        FeeScheduleTerms terms = FeeScheduleTerms.newBuilder()
                .setLines(List.of(FeeLineTerms.newBuilder()
                        .setPayer(FeePayer.SELLER)
                        .setBasis(FeeBasis.NOTIONAL)
                        .setTierKind(TierKind.MARGINAL)
                        .setTiers(List.of(new FeeTierTerms(0L, 25L)))
                        .setMinimumFen(1)
                        .setMaximumFen(1_000)
                        .setEffectiveFromNs(5)
                        .setEffectiveToNs(Long.MAX_VALUE)
                        .setRounding(RoundingRule.CEILING)
                        .build()))
                .setTaxRateBp(600)
                .setTaxMode(TaxMode.EXCLUSIVE)
                .build();
        FeeSchedule schedule = FeeSchedule.of(terms);
        assertThat(schedule.feeFen(FeePayer.SELLER, 10_001, 1, 5)).isEqualTo(26);
        assertThat(schedule.tax()).isEqualTo(new Tax(600, TaxMode.EXCLUSIVE));
        assertThat(written(schedule)).isEqualTo(written(FeeSchedule.of(terms))).isNotEqualTo(written(FeeSchedule.NONE));
    }

    @Provide
    Arbitrary<FeeLine> lines() {
        Arbitrary<List<FeeTier>> tiers = Combinators.combine(
                        Arbitraries.longs().between(1, MOST_UNITS / 2).set().ofMaxSize(5),
                        Arbitraries.longs().between(0, 10_000).list().ofSize(6))
                .as((starts, rates) -> {
                    List<FeeTier> list = new ArrayList<>();
                    list.add(new FeeTier(0, rates.get(0)));
                    starts.stream().sorted().forEach(start -> list.add(new FeeTier(start, rates.get(list.size()))));
                    return list;
                });
        return Combinators.combine(
                        Arbitraries.of(FeeBasis.NOTIONAL, FeeBasis.QUANTITY),
                        Arbitraries.of(TierKind.class),
                        tiers,
                        Arbitraries.longs().between(0, 1_000_000),
                        Arbitraries.longs().between(0, 1_000_000_000_000L),
                        Arbitraries.of(RoundingRule.class))
                .as((basis, kind, list, minimum, span, rule) -> new FeeLine(
                        FeePayer.BUYER, basis, kind, list, minimum, minimum + span, 0, Long.MAX_VALUE, rule));
    }

    private static FeeLine notional(TierKind kind, FeeTier... tiers) {
        return line(FeeBasis.NOTIONAL, kind, 0, Long.MAX_VALUE, tiers);
    }

    private static FeeLine line(FeeBasis basis, TierKind kind, long minimumFen, long maximumFen, FeeTier... tiers) {
        return new FeeLine(
                FeePayer.BUYER,
                basis,
                kind,
                List.of(tiers),
                minimumFen,
                maximumFen,
                0,
                Long.MAX_VALUE,
                RoundingRule.HALF_UP);
    }

    private static FeeLine with(FeeLine line, TierKind kind, long minimumFen, long maximumFen) {
        return with(line, line.tiers(), kind, minimumFen, maximumFen);
    }

    private static FeeLine with(FeeLine line, List<FeeTier> tiers, TierKind kind, long minimumFen, long maximumFen) {
        return new FeeLine(
                line.payer(), line.basis(), kind, tiers, minimumFen, maximumFen, 0, Long.MAX_VALUE, line.rounding());
    }

    private static byte[] written(FeeSchedule schedule) {
        StateSink sink = new StateSink();
        schedule.writeState(sink);
        return sink.toBytes();
    }
}
