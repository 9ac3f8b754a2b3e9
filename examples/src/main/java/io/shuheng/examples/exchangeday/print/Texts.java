package io.shuheng.examples.exchangeday.print;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/**
 * The words of the story in one language, by key, from {@code texts_zh.properties} and {@code texts_en.properties}.
 * Immutable, thread-safe.
 */
public final class Texts {

    private final Properties texts = new Properties();
    private final Language language;

    private Texts(Language language) {
        this.language = language;
    }

    /** Reads the texts of a language. */
    public static Texts in(Language language) {
        Texts texts = new Texts(language);
        String name = "texts_" + language.code() + ".properties";
        try (InputStream in = Texts.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + ": not on the class path");
            }
            try (Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
                texts.texts.load(reader);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be read", e);
        }
        return texts;
    }

    /** The language of these texts. */
    public Language language() {
        return language;
    }

    /** All keys, sorted. */
    public Set<String> keys() {
        return new TreeSet<>(texts.stringPropertyNames());
    }

    /** Whether there is a text of that key. */
    public boolean has(String key) {
        return texts.getProperty(key) != null;
    }

    /**
     * A text with its places filled in.
     *
     * @param values take the places {@code {0}}, {@code {1}} and so on, as {@code String.valueOf} shows them
     * @throws IllegalArgumentException where there is no text of that key
     */
    public String get(String key, Object... values) {
        String text = texts.getProperty(key);
        if (text == null) {
            throw new IllegalArgumentException("text " + key + ": not there in " + language.code());
        }
        for (int i = 0; i < values.length; i++) {
            text = text.replace("{" + i + "}", String.valueOf(values[i]));
        }
        return text;
    }
}
