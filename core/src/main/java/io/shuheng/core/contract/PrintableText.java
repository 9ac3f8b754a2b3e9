package io.shuheng.core.contract;

/*
 * The text of a contract is NFC on every JDK. java.text.Normalizer cannot promise that, for its tables grow with the
 * JDK, and a contract whose name holds a strange character must still have a text, or it could never be sealed. So a
 * fixed table of code points that no version of Unicode ever composes or decomposes passes as it is, and every other
 * one is written out as its number: combining marks, line breaks, directional and invisible characters show themselves
 * instead of changing how a line reads.
 */
/** Values from the ledger, made fit for a contract's text. Stateless, any thread. */
final class PrintableText {

    /** First and last code point of each range, both included, rising. */
    private static final int[] RANGES = {
        0x0020, 0x007e, // Basic Latin
        0x00a1, 0x00ac, // Latin-1, without the no-break space and the soft hyphen
        0x00ae, 0x02ad, // Latin-1, Latin Extended-A and -B, IPA
        0x0391, 0x03a1, // Greek capitals
        0x03a3, 0x03a9,
        0x03b1, 0x03c9, // Greek small letters
        0x0401, 0x044f, // Cyrillic
        0x0451, 0x045f,
        0x1e00, 0x1e99, // Latin Extended Additional
        0x1ea0, 0x1ef9,
        0x2010, 0x2027, // dashes, quotation marks, dots
        0x2030, 0x203e, // per mille, primes
        0x20ac, 0x20ac, // euro
        0x2116, 0x2116, // numero
        0x2122, 0x2122, // trade mark
        0x2150, 0x2188, // number forms
        0x2190, 0x2199, // arrows
        0x2460, 0x24ff, // enclosed alphanumerics
        0x3001, 0x3029, // CJK punctuation, without the wide space and tone marks
        0x3041, 0x3093, // Hiragana
        0x30a1, 0x30f6, // Katakana
        0x30fb, 0x30fe,
        0x3400, 0x4db5, // CJK extension A
        0x4e00, 0x9fa5, // CJK unified ideographs
        0xac00, 0xd7a3, // Hangul syllables
        0xff01, 0xff5e, // full-width forms
        0xffe5, 0xffe5, // full-width yen sign
        0x20000, 0x2a6d6 // CJK extension B
    };

    private PrintableText() {}

    /** The value with every code point outside the table written as {@code [U+0301]}. */
    static String of(String value) {
        int length = value.length();
        for (int i = 0; i < length; i++) {
            if (!isPrintable(value.charAt(i))) {
                return escaped(value);
            }
        }
        return value;
    }

    /** Whether the code point stands in the table. */
    static boolean isPrintable(int codePoint) {
        for (int i = 0; i < RANGES.length && RANGES[i] <= codePoint; i += 2) {
            if (codePoint <= RANGES[i + 1]) {
                return true;
            }
        }
        return false;
    }

    private static String escaped(String value) {
        StringBuilder out = new StringBuilder(value.length() + 16);
        for (int i = 0; i < value.length(); ) {
            int codePoint = value.codePointAt(i);
            if (isPrintable(codePoint)) {
                out.appendCodePoint(codePoint);
            } else {
                out.append("[U+").append(hex(codePoint)).append(']');
            }
            i += Character.charCount(codePoint);
        }
        return out.toString();
    }

    private static String hex(int codePoint) {
        StringBuilder digits = new StringBuilder();
        for (int shift = 20; shift >= 0; shift -= 4) {
            int digit = codePoint >> shift & 0xf;
            if (digit > 0 || digits.length() > 0 || shift < 16) {
                digits.append("0123456789ABCDEF".charAt(digit));
            }
        }
        return digits.toString();
    }
}
