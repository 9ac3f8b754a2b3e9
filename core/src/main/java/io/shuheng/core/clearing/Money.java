package io.shuheng.core.clearing;

import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RefusalCode;

/**
 * Exact arithmetic with money: amounts are whole fen (分), a unit price is micro-yuan per lot, a rate is basis points.
 * A result is rounded once; one that does not fit is refused, never wrapped. Static, any thread.
 */
public final class Money {

    /** Micro-yuan in a fen: 0.01 yuan. */
    public static final long MICROS_PER_FEN = 10_000;

    /** Basis points in a whole. */
    public static final long BASIS_POINTS = 10_000;

    /** The one currency that is settled here, as ISO 4217 writes it. */
    public static final String CURRENCY = "CNY";

    private Money() {}

    /**
     * The price of a quantity in fen.
     *
     * @throws CommandRejected OVERFLOW, or FIELD_INVALID where a factor is negative
     */
    public static long notionalFen(long priceMicros, long quantityLots, RoundingRule rule) {
        requireNotNegative("priceMicros", priceMicros);
        requireNotNegative("quantityLots", quantityLots);
        return ratio(priceMicros, quantityLots, MICROS_PER_FEN, rule);
    }

    /**
     * That many basis points of an amount, in fen; more than 10 000 are allowed.
     *
     * @throws CommandRejected OVERFLOW, or FIELD_INVALID where an argument is negative
     */
    public static long basisPointsOf(long amountFen, long basisPoints, RoundingRule rule) {
        requireNotNegative("amountFen", amountFen);
        requireNotNegative("basisPoints", basisPoints);
        return ratio(amountFen, basisPoints, BASIS_POINTS, rule);
    }

    /**
     * {@code a * b / divisor}, exact but for one rounding. Allocates nothing where the product fits a long, as it nearly
     * always does.
     *
     * @param a from 0
     * @param b from 0
     * @param divisor above 0
     * @throws CommandRejected OVERFLOW
     */
    static long ratio(long a, long b, long divisor, RoundingRule rule) {
        long product = a * b;
        return product >= 0 && Math.multiplyHigh(a, b) == 0
                ? Wide.rounded(product / divisor, product % divisor, divisor, rule)
                : Wide.product(a, b).divide(divisor, rule);
    }

    /**
     * The sum of two amounts, of any sign.
     *
     * @throws CommandRejected OVERFLOW
     */
    public static long add(long aFen, long bFen) {
        long sum = aFen + bFen;
        if (((aFen ^ sum) & (bFen ^ sum)) < 0) {
            throw CommandRejected.because(RefusalCode.OVERFLOW, "amountFen", aFen);
        }
        return sum;
    }

    /**
     * The difference of two amounts, of any sign.
     *
     * @throws CommandRejected OVERFLOW
     */
    public static long subtract(long aFen, long bFen) {
        long difference = aFen - bFen;
        if (((aFen ^ bFen) & (aFen ^ difference)) < 0) {
            throw CommandRejected.because(RefusalCode.OVERFLOW, "amountFen", aFen);
        }
        return difference;
    }

    /**
     * Refuses any currency but CNY.
     *
     * @throws CommandRejected CURRENCY_UNSUPPORTED
     */
    public static void requireCurrency(String currency) {
        if (!CURRENCY.equals(currency)) {
            throw CommandRejected.because(RefusalCode.CURRENCY_UNSUPPORTED, "currency", 0);
        }
    }

    /**
     * Refuses an amount that is not positive.
     *
     * @throws CommandRejected FIELD_INVALID
     */
    public static void requirePositive(String field, long amountFen) {
        if (amountFen <= 0) {
            throw CommandRejected.because(RefusalCode.FIELD_INVALID, field, amountFen);
        }
    }

    /**
     * Refuses a negative number.
     *
     * @throws CommandRejected FIELD_INVALID
     */
    public static void requireNotNegative(String field, long value) {
        if (value < 0) {
            throw CommandRejected.because(RefusalCode.FIELD_INVALID, field, value);
        }
    }
}
