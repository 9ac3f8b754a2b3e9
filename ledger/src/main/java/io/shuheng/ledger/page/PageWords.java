package io.shuheng.ledger.page;

import io.shuheng.core.contract.ContractLanguage;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;

/**
 * The words of a page in one language, with places {0}, {1} … for values; no locale of the machine takes part. Immutable,
 * thread-safe.
 */
public final class PageWords {

    private final Properties words;

    private PageWords(Properties words) {
        this.words = words;
    }

    /**
     * Reads the words.
     *
     * @param beside a class in whose package the words lie
     * @param name of the page: the resource is {@code name-zh.properties} or {@code name-en.properties}
     * @param language of the words
     */
    public static PageWords of(Class<?> beside, String name, ContractLanguage language) {
        String resource = name + "-" + language.name().toLowerCase(Locale.ROOT) + ".properties";
        try (Reader in = new InputStreamReader(
                Objects.requireNonNull(beside.getResourceAsStream(resource), resource), StandardCharsets.UTF_8)) {
            Properties words = new Properties();
            words.load(in);
            return new PageWords(words);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every word, by its key. */
    public Properties all() {
        Properties copy = new Properties();
        copy.putAll(words);
        return copy;
    }

    /** The words of a key, with values in their places. */
    public String text(String key, Object... values) {
        String text = Objects.requireNonNull(words.getProperty(key), key);
        StringBuilder filled = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            int place = place(text, at, values.length);
            if (place < 0) {
                filled.append(text.charAt(at++));
            } else {
                filled.append(values[place]);
                at += 3;
            }
        }
        return filled.toString();
    }

    /** Number of the place that begins there, -1 where none does; what a value holds is never looked at. */
    private static int place(String text, int at, int count) {
        boolean isPlace = at + 2 < text.length() && text.charAt(at) == '{' && text.charAt(at + 2) == '}';
        int place = isPlace ? text.charAt(at + 1) - '0' : -1;
        return place < count ? place : -1;
    }
}
