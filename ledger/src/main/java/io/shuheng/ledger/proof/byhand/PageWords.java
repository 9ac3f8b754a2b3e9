package io.shuheng.ledger.proof.byhand;

import io.shuheng.core.contract.ContractLanguage;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;

/** The words of the page in one language, with places {0}, {1} … for values; no locale of the machine takes part. */
final class PageWords {

    private final Properties words;

    private PageWords(Properties words) {
        this.words = words;
    }

    static PageWords of(ContractLanguage language) {
        String name = "byhand-" + language.name().toLowerCase(Locale.ROOT) + ".properties";
        try (Reader in = new InputStreamReader(
                Objects.requireNonNull(PageWords.class.getResourceAsStream(name), name), StandardCharsets.UTF_8)) {
            Properties words = new Properties();
            words.load(in);
            return new PageWords(words);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Properties all() {
        return words;
    }

    String text(String key, Object... values) {
        String text = Objects.requireNonNull(words.getProperty(key), key);
        for (int i = 0; i < values.length; i++) {
            text = text.replace("{" + i + "}", String.valueOf(values[i]));
        }
        return text;
    }
}
