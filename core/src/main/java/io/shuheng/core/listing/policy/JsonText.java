package io.shuheng.core.listing.policy;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Writes maps, lists and texts as JSON (RFC 8259) in one way: keys sorted, no white space, only needed escapes. */
final class JsonText {

    private static final char FIRST_PRINTABLE = 0x20;

    private final StringBuilder out = new StringBuilder();

    private JsonText() {}

    static String of(Map<String, ?> value) {
        JsonText json = new JsonText();
        json.write(value);
        return json.out.toString();
    }

    private void write(Object value) {
        if (value instanceof Map<?, ?> map) {
            writeObject(map);
        } else if (value instanceof Collection<?> list) {
            writeArray(list);
        } else if (value instanceof String text) {
            writeText(text);
        } else {
            throw new IllegalArgumentException(value.getClass() + ": maps, lists and texts only");
        }
    }

    private void writeObject(Map<?, ?> map) {
        TreeMap<String, Object> sorted = new TreeMap<>();
        map.forEach((key, value) -> sorted.put((String) key, value));
        out.append('{');
        String separator = "";
        for (Map.Entry<String, Object> entry : sorted.entrySet()) {
            out.append(separator);
            writeText(entry.getKey());
            out.append(':');
            write(entry.getValue());
            separator = ",";
        }
        out.append('}');
    }

    private void writeArray(Collection<?> list) {
        out.append('[');
        String separator = "";
        for (Object element : list) {
            out.append(separator);
            write(element);
            separator = ",";
        }
        out.append(']');
    }

    private void writeText(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < FIRST_PRINTABLE) {
                out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
