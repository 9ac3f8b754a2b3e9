package io.shuheng.examples.exchangeday.print;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page to be printed, in one language: a text whose places have names. Immutable, thread-safe. */
public final class Page {

    private static final Pattern PLACE = Pattern.compile("\\{([A-Za-z][A-Za-z0-9]*)}");

    private final String name;
    private final String text;

    private Page(String name, String text) {
        this.name = name;
        this.text = text;
    }

    /** Reads a page, such as {@code by-hand}, from {@code by-hand_zh.md} or {@code by-hand_en.md}. */
    public static Page in(Language language, String page) {
        String name = page + "_" + language.code() + ".md";
        try (InputStream in = Page.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + ": not on the class path");
            }
            return new Page(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be read", e);
        }
    }

    /**
     * The page with its places filled in.
     *
     * @param values by the names of places
     * @throws IllegalArgumentException where a place has no value
     */
    public String fill(Map<String, ?> values) {
        return PLACE.matcher(text)
                .replaceAll(place -> Matcher.quoteReplacement(String.valueOf(value(values, place.group(1)))));
    }

    private Object value(Map<String, ?> values, String place) {
        Object value = values.get(place);
        if (value == null) {
            throw new IllegalArgumentException(name + ": no value for {" + place + "}");
        }
        return value;
    }
}
