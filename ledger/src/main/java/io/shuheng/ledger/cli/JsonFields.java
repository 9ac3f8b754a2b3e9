package io.shuheng.ledger.cli;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Writes one JSON object, a field a line, in the order they are given. For one thread. */
final class JsonFields {

    private static final int FIRST_PRINTABLE = 0x20;
    private static final char LINE_SEPARATOR = 0x2028;
    private static final char PARAGRAPH_SEPARATOR = 0x2029;

    private final StringBuilder json = new StringBuilder(1024).append("{\n");

    void field(String key, long value) {
        field(key, String.valueOf(value));
    }

    /** A field whose value is JSON already. */
    void field(String key, String value) {
        json.append("  \"").append(key).append("\": ").append(value).append(",\n");
    }

    /** The last field, and the object. */
    String last(String key, String value) {
        return json.append("  \"")
                .append(key)
                .append("\": ")
                .append(value)
                .append("\n}\n")
                .toString();
    }

    static <T> String array(List<T> values, Function<T, String> json) {
        return "[" + String.join(", ", values.stream().map(json).toList()) + "]";
    }

    static String quoted(String value) {
        StringBuilder out = new StringBuilder(value.length() + 2).append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (isEscaped(c)) {
                out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }

    /** Whatever could move a cursor or turn a line around where JSON is looked at on a terminal. */
    private static boolean isEscaped(char c) {
        return c < FIRST_PRINTABLE
                || Character.isISOControl(c)
                || Character.isSurrogate(c)
                || Character.getType(c) == Character.FORMAT
                || c == LINE_SEPARATOR
                || c == PARAGRAPH_SEPARATOR;
    }
}
