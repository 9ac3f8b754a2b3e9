package io.shuheng.examples.exchangeday.print;

import java.util.Locale;

/** Amounts of money as people read them. */
public final class Yuan {

    private static final long FEN_PER_YUAN = 100;

    private Yuan() {}

    /** Such as {@code 1,234.50}. */
    public static String of(long amountFen) {
        String sign = amountFen < 0 ? "-" : "";
        long yuan = Math.abs(amountFen / FEN_PER_YUAN);
        long fen = Math.abs(amountFen % FEN_PER_YUAN);
        return sign + String.format(Locale.ROOT, "%,d.%02d", yuan, fen);
    }
}
