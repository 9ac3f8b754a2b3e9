package io.shuheng.ledger.cli;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;

/** Prints lines in the words of one language. What comes from a file is printed without control characters. */
final class WordPrinter {

    /** The words of one language; no locale of the machine takes part. */
    enum Language {
        ZH,
        EN;

        Properties words() {
            String name = "report-" + name().toLowerCase(Locale.ROOT) + ".properties";
            try (Reader in = new InputStreamReader(
                    Objects.requireNonNull(WordPrinter.class.getResourceAsStream(name), name),
                    StandardCharsets.UTF_8)) {
                Properties words = new Properties();
                words.load(in);
                return words;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private final Properties words;
    private final PrintWriter out;

    WordPrinter(Language language, PrintWriter out) {
        this.words = language.words();
        this.out = out;
    }

    /** A word by its key. */
    String word(String key) {
        return Objects.requireNonNull(words.getProperty(key), key);
    }

    /** A word and a value. */
    void line(String key, String value) {
        out.println(word(key) + ": " + printable(value));
    }

    /** A line of values, indented. */
    void item(String value) {
        out.println("  - " + printable(value));
    }

    /** A line of words. */
    void say(String words) {
        out.println(words);
    }

    /** An empty line. */
    void gap() {
        out.println();
    }

    /** A name in a ledger could otherwise move the cursor and paint another verdict. */
    static String printable(String value) {
        StringBuilder printed = new StringBuilder(value.length());
        value.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c)
                .forEach(printed::appendCodePoint);
        return printed.toString();
    }
}
