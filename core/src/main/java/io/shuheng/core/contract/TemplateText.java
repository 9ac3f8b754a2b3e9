package io.shuheng.core.contract;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** A template's bytes as text: strict UTF-8, LF, and only characters that no version of Unicode normalises. */
final class TemplateText {

    private static final int WIDE_SPACE = 0x3000;

    private TemplateText() {}

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
