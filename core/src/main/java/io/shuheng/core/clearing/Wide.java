package io.shuheng.core.clearing;

import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RefusalCode;

/**
 * A sum of products of non-negative longs, exact in 127 bits, and its one rounded quotient. Not thread-safe; made for
 * one calculation.
 */
final class Wide {

    private long high;
    private long low;
    private long remainder;

    /** The exact product. */
    static Wide product(long a, long b) {
        return new Wide().addProduct(a, b);
    }

    /** Adds the exact product of two numbers, neither negative. */
    Wide addProduct(long a, long b) {
        long productLow = a * b;
        long sum = low + productLow;
        long carry = Long.compareUnsigned(sum, productLow) < 0 ? 1 : 0;
        long highSum = high + Math.multiplyHigh(a, b) + carry;
        if (highSum < 0) {
            throw overflow();
        }
        high = highSum;
        low = sum;
        return this;
    }

    /** The quotient by a positive number, rounded by the rule; refused OVERFLOW where it is no long. */
    long divide(long divisor, RoundingRule rule) {
        long quotient = floor(divisor);
        return rounded(quotient, remainder, divisor, rule);
    }

    /** A quotient that left something over, rounded by the rule; refused OVERFLOW where it is no long. */
    static long rounded(long quotient, long remainder, long divisor, RoundingRule rule) {
        boolean up = switch (rule) {
            case HALF_UP -> remainder >= divisor - remainder;
            case FLOOR -> false;
            case CEILING -> remainder > 0;
        };
        if (!up) {
            return quotient;
        }
        if (quotient == Long.MAX_VALUE) {
            throw overflow();
        }
        return quotient + 1;
    }

    /** What the last division left over. */
    long remainder() {
        return remainder;
    }

    private long floor(long divisor) {
        if (high == 0 && low >= 0) {
            remainder = low % divisor;
            return low / divisor;
        }
        if (high >= divisor) {
            throw overflow();
        }
        // Schoolbook division, one bit a step: the remainder stays below the divisor, so twice it fits 64 unsigned
        // bits.
        long rest = high;
        long quotient = 0;
        for (int bit = 63; bit >= 0; bit--) {
            rest = (rest << 1) | ((low >>> bit) & 1);
            quotient <<= 1;
            if (Long.compareUnsigned(rest, divisor) >= 0) {
                rest -= divisor;
                quotient |= 1;
            }
        }
        if (quotient < 0) {
            throw overflow();
        }
        remainder = rest;
        return quotient;
    }

    private static CommandRejected overflow() {
        return CommandRejected.because(RefusalCode.OVERFLOW, "amountFen", 0);
    }
}
