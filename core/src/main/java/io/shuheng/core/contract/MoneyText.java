package io.shuheng.core.contract;

/**
 * Amounts as people read them, in whole-number arithmetic: digits, and Chinese capital numerals (大写金额) that cannot
 * be altered by a stroke. Stateless, any thread.
 *
 * <p>Source: the rules of the People's Bank of China on filling in bills and settlement vouchers
 * (正确填写票据和结算凭证的基本规定): 整 ends an amount without fen; zeros between digits are one 零.
 */
final class MoneyText {

    private static final String[] DIGITS = {"零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"};
    private static final String[] UNITS = {"", "拾", "佰", "仟"};
    private static final long FEN_PER_YUAN = 100;
    private static final long MICROS_PER_YUAN = 1_000_000;
    private static final long WAN = 10_000;
    private static final long YI = 100_000_000;

    private MoneyText() {}

    /** Such as {@code 123.45} for 12345 fen; the amount is not negative. */
    static String yuan(long amountFen) {
        requireNotNegative(amountFen);
        long fen = amountFen % FEN_PER_YUAN;
        return amountFen / FEN_PER_YUAN + (fen < 10 ? ".0" : ".") + fen;
    }

    /** Such as {@code 0.005} for 5000 micro-yuan: at least two places, no zeros behind them; not negative. */
    static String unitPrice(long micros) {
        requireNotNegative(micros);
        StringBuilder places = new StringBuilder(Long.toString(MICROS_PER_YUAN + micros % MICROS_PER_YUAN));
        places.deleteCharAt(0);
        while (places.length() > 2 && places.charAt(places.length() - 1) == '0') {
            places.setLength(places.length() - 1);
        }
        return micros / MICROS_PER_YUAN + "." + places;
    }

    /** Such as 壹佰贰拾叁元肆角伍分 for 12345 fen; the amount is not negative. */
    static String capitals(long amountFen) {
        requireNotNegative(amountFen);
        long yuan = amountFen / FEN_PER_YUAN;
        int jiao = (int) (amountFen / 10 % 10);
        int fen = (int) (amountFen % 10);
        StringBuilder out = new StringBuilder();
        if (yuan > 0 || (jiao == 0 && fen == 0)) {
            appendInteger(out, yuan);
            out.append('元');
        }
        if (jiao > 0) {
            out.append(DIGITS[jiao]).append('角');
        } else if (fen > 0 && yuan > 0) {
            out.append(DIGITS[0]);
        }
        return out.append(fen > 0 ? DIGITS[fen] + "分" : "整").toString();
    }

    private static void appendInteger(StringBuilder out, long value) {
        if (value == 0) {
            out.append(DIGITS[0]);
        } else if (value >= YI) {
            appendGroups(out, value, YI, "亿");
        } else if (value >= WAN) {
            appendGroups(out, value, WAN, "万");
        } else {
            appendThousands(out, (int) value);
        }
    }

    private static void appendGroups(StringBuilder out, long value, long unit, String name) {
        appendInteger(out, value / unit);
        out.append(name);
        long rest = value % unit;
        if (rest > 0) {
            if (rest < unit / 10) {
                out.append(DIGITS[0]);
            }
            appendInteger(out, rest);
        }
    }

    private static void appendThousands(StringBuilder out, int value) {
        boolean started = false;
        boolean gap = false;
        int unit = 1000;
        for (int place = UNITS.length - 1; place >= 0; place--, unit /= 10) {
            int digit = value / unit % 10;
            if (digit == 0) {
                gap = started;
            } else {
                out.append(gap ? DIGITS[0] : "").append(DIGITS[digit]).append(UNITS[place]);
                started = true;
                gap = false;
            }
        }
    }

    private static void requireNotNegative(long amount) {
        if (amount < 0) {
            throw new IllegalArgumentException("amount " + amount + ": not negative");
        }
    }
}
