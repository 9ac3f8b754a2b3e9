package io.shuheng.core.clearing;

import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RefusalCode;

/**
 * A tax rate and whether amounts contain it. Rates are the parties' and the operator's configuration; none is built in.
 * Immutable, any thread.
 *
 * @param rateBp basis points, 0..10 000
 * @param mode whether the amount that is taxed contains the tax
 */
public record Tax(int rateBp, TaxMode mode) {

    /** No tax at all. */
    public static final Tax NONE = new Tax(0, TaxMode.INCLUSIVE);

    /**
     * Checks the rate.
     *
     * @throws CommandRejected FIELD_INVALID
     */
    public Tax {
        if (rateBp < 0 || rateBp > Money.BASIS_POINTS) {
            throw CommandRejected.because(RefusalCode.FIELD_INVALID, "taxRateBp", rateBp);
        }
    }

    /**
     * Takes an amount apart (INCLUSIVE) or adds the tax to it (EXCLUSIVE); the tax is rounded once, and what remains
     * follows from it.
     *
     * @throws CommandRejected OVERFLOW, or FIELD_INVALID where the amount is negative
     */
    public Taxed on(long amountFen, RoundingRule rule) {
        long taxFen = taxFen(amountFen, rule);
        return mode == TaxMode.EXCLUSIVE
                ? new Taxed(amountFen, taxFen, Money.add(amountFen, taxFen))
                : new Taxed(amountFen - taxFen, taxFen, amountFen);
    }

    /**
     * What {@link #on} gives as the amount with tax (价税合计), alone.
     *
     * @throws CommandRejected as {@link #on}
     */
    public long grossFen(long amountFen, RoundingRule rule) {
        long taxFen = taxFen(amountFen, rule);
        return mode == TaxMode.EXCLUSIVE ? Money.add(amountFen, taxFen) : amountFen;
    }

    /**
     * What {@link #on} gives as the amount without tax (不含税金额), alone.
     *
     * @throws CommandRejected as {@link #on}, but for the sum of amount and tax, which is not looked at
     */
    public long netFen(long amountFen, RoundingRule rule) {
        long taxFen = taxFen(amountFen, rule);
        return mode == TaxMode.EXCLUSIVE ? amountFen : amountFen - taxFen;
    }

    private long taxFen(long amountFen, RoundingRule rule) {
        Money.requireNotNegative("amountFen", amountFen);
        return mode == TaxMode.EXCLUSIVE
                ? Money.basisPointsOf(amountFen, rateBp, rule)
                : Money.ratio(amountFen, rateBp, Money.BASIS_POINTS + rateBp, rule);
    }

    /**
     * The largest amount that, with its tax where that comes on top, is not above a sum; exact for HALF_UP.
     *
     * @param sumFen from 0
     */
    public long largestWithin(long sumFen) {
        return mode == TaxMode.EXCLUSIVE
                ? Money.ratio(sumFen, Money.BASIS_POINTS, Money.BASIS_POINTS + rateBp, RoundingRule.FLOOR)
                : sumFen;
    }

    /**
     * An amount and its tax: {@code netFen + taxFen = grossFen}.
     *
     * @param netFen without tax (不含税金额)
     * @param taxFen the tax (税额)
     * @param grossFen with tax (价税合计)
     */
    public record Taxed(long netFen, long taxFen, long grossFen) {

        /** Checks the sum; a wrong one is a bug. */
        public Taxed {
            if (netFen < 0 || taxFen < 0 || netFen + taxFen != grossFen) {
                throw new IllegalArgumentException(netFen + " + " + taxFen + " is not " + grossFen);
            }
        }
    }
}
