package io.shuheng.core.clearing;

import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RefusalCode;
import java.util.List;

/**
 * One line of a fee schedule. Its fee grows with the trade or stays, never falls: MARGINAL tiers join without a step;
 * with SLAB tiers of falling rates a trade just above a tier's start costs at least what the largest trade below it
 * costs. Computed exactly, rounded once, then held within the limits. Immutable, any thread.
 *
 * @param payer who pays
 * @param basis what is measured: NOTIONAL in basis points, QUANTITY in micro-yuan per lot, FLAT in fen
 * @param tierKind how tiers combine; of no effect for FLAT
 * @param tiers 1..32 tiers, ascending from 0; FLAT has one
 * @param minimumFen least fee
 * @param maximumFen largest fee, {@link Long#MAX_VALUE} where there is none
 * @param effectiveFromNs sequenced time from which the line applies
 * @param effectiveToNs sequenced time from which it no longer applies
 * @param rounding how the exact fee becomes whole fen
 */
public record FeeLine(
        FeePayer payer,
        FeeBasis basis,
        TierKind tierKind,
        List<FeeTier> tiers,
        long minimumFen,
        long maximumFen,
        long effectiveFromNs,
        long effectiveToNs,
        RoundingRule rounding) {

    /** Most tiers of a line. */
    public static final int MAX_TIERS = 32;

    /** Fen of price at a basis point, and micro-yuan of a lot's rate: both have 10 000 to the fen. */
    private static final long RATE_SCALE = 10_000;

    /**
     * Checks the line.
     *
     * @throws CommandRejected FIELD_INVALID naming the field
     */
    public FeeLine {
        tiers = List.copyOf(tiers);
        int most = basis == FeeBasis.FLAT ? 1 : MAX_TIERS;
        if (tiers.isEmpty() || tiers.size() > most) {
            throw CommandRejected.because(RefusalCode.FIELD_INVALID, "tiers", tiers.size());
        }
        requireAscending(tiers);
        requireRates(basis, tiers);
        Money.requireNotNegative("minimumFen", minimumFen);
        if (maximumFen < minimumFen) {
            throw CommandRejected.because(RefusalCode.FIELD_INVALID, "maximumFen", maximumFen);
        }
        if (effectiveToNs <= effectiveFromNs) {
            throw CommandRejected.because(RefusalCode.FIELD_INVALID, "effectiveToNs", effectiveToNs);
        }
    }

    /** The line that terms of a command describe. */
    public static FeeLine of(FeeLineTerms terms) {
        return new FeeLine(
                terms.getPayer(),
                terms.getBasis(),
                terms.getTierKind(),
                terms.getTiers().stream()
                        .map(tier -> new FeeTier(tier.getFromUnits(), tier.getRate()))
                        .toList(),
                terms.getMinimumFen(),
                terms.getMaximumFen(),
                terms.getEffectiveFromNs(),
                terms.getEffectiveToNs(),
                terms.getRounding());
    }

    /** Whether the line applies to a trade of that time. */
    public boolean appliesAt(long timeNs) {
        return effectiveFromNs <= timeNs && timeNs < effectiveToNs;
    }

    /**
     * The fee of one trade.
     *
     * @throws CommandRejected OVERFLOW, or FIELD_INVALID where an argument is negative
     */
    public long feeFen(long notionalFen, long quantityLots) {
        Money.requireNotNegative("notionalFen", notionalFen);
        Money.requireNotNegative("quantityLots", quantityLots);
        long exact = switch (basis) {
            case NOTIONAL -> tiered(notionalFen);
            case QUANTITY -> tiered(quantityLots);
            case FLAT -> tiers.get(0).rate();
        };
        return Math.min(Math.max(exact, minimumFen), maximumFen);
    }

    private long tiered(long units) {
        return tierKind == TierKind.MARGINAL ? marginal(units) : slab(units);
    }

    private long marginal(long units) {
        if (tiers.size() == 1 && units > 0) {
            return Money.ratio(units, tiers.get(0).rate(), RATE_SCALE, rounding);
        }
        Wide sum = new Wide();
        for (int i = 0; i < tiers.size() && tiers.get(i).fromUnits() < units; i++) {
            long end = i + 1 < tiers.size() ? Math.min(units, tiers.get(i + 1).fromUnits()) : units;
            sum.addProduct(end - tiers.get(i).fromUnits(), tiers.get(i).rate());
        }
        return sum.divide(RATE_SCALE, rounding);
    }

    private long slab(long units) {
        long fee = 0;
        for (int i = 0; i < tiers.size() && tiers.get(i).fromUnits() <= units; i++) {
            boolean within = i + 1 == tiers.size() || units < tiers.get(i + 1).fromUnits();
            long charged = within ? units : tiers.get(i + 1).fromUnits() - 1;
            fee = Math.max(fee, Money.ratio(charged, tiers.get(i).rate(), RATE_SCALE, rounding));
        }
        return fee;
    }

    private static void requireAscending(List<FeeTier> tiers) {
        if (tiers.get(0).fromUnits() != 0) {
            throw CommandRejected.because(
                    RefusalCode.FIELD_INVALID, "fromUnits", tiers.get(0).fromUnits());
        }
        for (int i = 1; i < tiers.size(); i++) {
            if (tiers.get(i).fromUnits() <= tiers.get(i - 1).fromUnits()) {
                throw CommandRejected.because(
                        RefusalCode.FIELD_INVALID, "fromUnits", tiers.get(i).fromUnits());
            }
        }
    }

    private static void requireRates(FeeBasis basis, List<FeeTier> tiers) {
        long most = basis == FeeBasis.NOTIONAL ? Money.BASIS_POINTS : Long.MAX_VALUE;
        for (FeeTier tier : tiers) {
            if (tier.rate() < 0 || tier.rate() > most) {
                throw CommandRejected.because(RefusalCode.FIELD_INVALID, "rate", tier.rate());
            }
        }
    }
}
