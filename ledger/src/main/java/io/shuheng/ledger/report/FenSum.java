package io.shuheng.ledger.report;

import java.math.BigInteger;

/** A sum of fen that cannot overflow: what records say need not be true. For one thread. */
final class FenSum {

    private static final BigInteger YUAN = BigInteger.valueOf(100);
    private static final int GROUP = 3;

    private BigInteger fen = BigInteger.ZERO;

    void add(long amountFen) {
        fen = fen.add(BigInteger.valueOf(amountFen));
    }

    void add(FenSum other) {
        fen = fen.add(other.fen);
    }

    void subtract(FenSum other) {
        fen = fen.subtract(other.fen);
    }

    BigInteger fen() {
        return fen;
    }

    /** Such as {@code -1,234,567.05} yuan for -123456705 fen. */
    String yuan() {
        return yuan(fen);
    }

    static String yuan(long fen) {
        return yuan(BigInteger.valueOf(fen));
    }

    static String yuan(BigInteger fen) {
        BigInteger[] parts = fen.abs().divideAndRemainder(YUAN);
        String rest = parts[1].toString();
        return (fen.signum() < 0 ? "-" : "") + grouped(parts[0].toString()) + "." + (rest.length() < 2 ? "0" : "")
                + rest;
    }

    /** A count in groups of three digits, such as {@code 1,234,567}. */
    static String grouped(long count) {
        return count < 0 ? String.valueOf(count) : grouped(String.valueOf(count));
    }

    private static String grouped(String digits) {
        StringBuilder grouped = new StringBuilder(digits);
        for (int i = digits.length() - GROUP; i > 0; i -= GROUP) {
            grouped.insert(i, ',');
        }
        return grouped.toString();
    }
}
