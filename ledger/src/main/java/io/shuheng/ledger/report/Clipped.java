package io.shuheng.ledger.report;

/** Texts of others, cut where they are longer than a table bears. Stateless. */
final class Clipped {

    /** Most UTF-16 units of one value. */
    static final int MAX_LENGTH = 240;

    /** Most UTF-16 units of what the page says in one place, several values together. */
    static final int MAX_TOGETHER = 4_000;

    private static final int FIRST_WIDE = 0x1100;

    private Clipped() {}

    /** At most {@link #MAX_LENGTH} units, and an ellipsis where some were cut off. */
    static String text(String value) {
        return cut(value, MAX_LENGTH);
    }

    /** At most {@link #MAX_TOGETHER} units, likewise. */
    static String together(String values) {
        return cut(values, MAX_TOGETHER);
    }

    private static String cut(String value, int most) {
        if (value.length() <= most) {
            return value;
        }
        int end = Character.isHighSurrogate(value.charAt(most - 1)) ? most - 1 : most;
        return value.substring(0, end) + "…";
    }

    /** An argument of a command line, in quotation marks where it would else be several. */
    static String argument(String value) {
        return value.isEmpty() || value.chars().anyMatch(c -> Character.isWhitespace(c) || c == '"' || c == '\'')
                ? '"' + value.replace("\"", "\\\"") + '"'
                : value;
    }

    /** As much as is about so many Latin letters wide; a Chinese character is as wide as two. */
    static String toWidth(String value, int letters) {
        StringBuilder cut = new StringBuilder();
        int width = 0;
        for (int i = 0; i < value.length(); i += Character.charCount(value.codePointAt(i))) {
            int c = value.codePointAt(i);
            width += c >= FIRST_WIDE ? 2 : 1;
            if (width > letters) {
                return cut.append('…').toString();
            }
            cut.appendCodePoint(c);
        }
        return cut.toString();
    }
}
