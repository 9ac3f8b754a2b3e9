package io.shuheng.examples.exchangeday.stage;

import io.shuheng.core.evidence.EvidenceStore;
import io.shuheng.core.record.Hash32;
import io.shuheng.examples.exchangeday.print.Language;
import io.shuheng.examples.exchangeday.print.Texts;
import java.nio.charset.StandardCharsets;

/**
 * Writes the documents that commands name by their SM3 and keeps them before the command is sent. Each is in both
 * languages, so that the language in which the story is told changes no hash. Thread-safe.
 */
public final class Documents {

    private static final Texts ZH = Texts.in(Language.ZH);
    private static final Texts EN = Texts.in(Language.EN);

    private final EvidenceStore evidence;

    Documents(EvidenceStore evidence) {
        this.evidence = evidence;
    }

    /**
     * Writes and keeps a document.
     *
     * @param key of its text in both languages
     * @param values take the text's places
     * @return its SM3, as commands carry it
     */
    public Hash32 write(String key, Object... values) {
        String text = ZH.get(key, values) + "\n\n" + EN.get(key, values) + "\n";
        return keep(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Keeps bytes as they are. */
    public Hash32 keep(byte[] document) {
        return new Hash32(evidence.put(document).bytes());
    }
}
