package io.shuheng.ledger.page;

/**
 * Values from a file, made fit for a page: control and invisible characters, and what XML has no place for, show as question
 * marks, and nothing that a value holds is markup. Stateless, any thread.
 */
public final class Markup {

    private static final int NONCHARACTER_MASK = 0xFFFE;

    private Markup() {}

    /** The value without characters that could move a cursor, hide, or turn the direction of a line. */
    public static String printable(String value) {
        StringBuilder printed = new StringBuilder(value.length());
        value.codePoints().map(c -> isPrintable(c) ? c : '?').forEach(printed::appendCodePoint);
        return printed.toString();
    }

    private static boolean isPrintable(int c) {
        int type = Character.getType(c);
        return !Character.isISOControl(c)
                && type != Character.FORMAT
                && type != Character.SURROGATE
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR
                && (c & NONCHARACTER_MASK) != NONCHARACTER_MASK;
    }

    /** The printable value as text or as an attribute's value in double quotes. */
    public static String escaped(String value) {
        return printable(value)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
