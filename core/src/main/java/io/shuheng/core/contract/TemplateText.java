package io.shuheng.core.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** A template's bytes, and as text: strict UTF-8, LF, and only characters that no version of Unicode normalises. */
final class TemplateText {

    private static final int WIDE_SPACE = 0x3000;

    private TemplateText() {}

    /** The bytes of a template that comes with the library; a copy. */
    static byte[] bundled(String name) {
        try (InputStream in = TemplateText.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + ": not beside the class");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The text.
     *
     * @throws ContractException TEMPLATE_MALFORMED
     */
    static String decode(byte[] bytes) {
        String text = utf8(bytes);
        text.codePoints().forEach(TemplateText::requireAllowed);
        if (!text.endsWith("\n") || text.endsWith("\n\n")) {
            throw ContractTemplate.malformed("does not end with exactly one line feed");
        }
        return text;
    }

    private static String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw ContractTemplate.malformed("not UTF-8");
        }
    }

    private static void requireAllowed(int codePoint) {
        if (codePoint != '\n' && codePoint != WIDE_SPACE && !PrintableText.isPrintable(codePoint)) {
            throw ContractTemplate.malformed("code point " + codePoint + " is not in the table of printable ones");
        }
    }
}
