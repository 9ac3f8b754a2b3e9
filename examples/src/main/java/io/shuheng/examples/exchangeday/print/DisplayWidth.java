package io.shuheng.examples.exchangeday.print;

import java.util.ArrayList;
import java.util.List;

/**
 * How many columns of a terminal a text takes: two for what Unicode's East Asian Width (UAX #11) calls wide or full
 * width in Chinese text, one for all else that this program prints.
 */
final class DisplayWidth {

    private DisplayWidth() {}

    static int of(String text) {
        return text.codePoints().map(DisplayWidth::ofCodePoint).sum();
    }

    private static int ofCodePoint(int c) {
        boolean wide = Character.isIdeographic(c)
                || (c >= 0x3000 && c <= 0x303E)
                || (c >= 0xFF01 && c <= 0xFF60)
                || (c >= 0xFFE0 && c <= 0xFFE6);
        return wide ? 2 : 1;
    }

    /** The text, filled up with blanks on the right. */
    static String padRight(String text, int width) {
        return text + " ".repeat(Math.max(0, width - of(text)));
    }

    /** The text, filled up with blanks on the left. */
    static String padLeft(String text, int width) {
        return " ".repeat(Math.max(0, width - of(text))) + text;
    }

    /** Breaks a paragraph into lines: between words, and after any wide character but before no closing mark. */
    static List<String> wrap(String paragraph, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String piece : pieces(paragraph)) {
            if (of(line.toString()) + of(piece.stripTrailing()) > width && !line.isEmpty()) {
                lines.add(line.toString().stripTrailing());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? piece.stripLeading() : piece);
        }
        if (!line.isEmpty()) {
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    /** Parts that stay together: a word with the blanks after it, or one wide character with the marks after it. */
    private static List<String> pieces(String paragraph) {
        List<String> pieces = new ArrayList<>();
        int start = 0;
        int[] points = paragraph.codePoints().toArray();
        for (int i = 1; i <= points.length; i++) {
            if (i == points.length || mayBreak(points[i - 1], points[i])) {
                pieces.add(new String(points, start, i - start));
                start = i;
            }
        }
        return pieces;
    }

    private static boolean mayBreak(int before, int after) {
        if (after == ' ' || "，。；：、！？）》」”".indexOf(after) >= 0 || "（《「“".indexOf(before) >= 0) {
            return false;
        }
        return before == ' ' || ofCodePoint(before) == 2 || ofCodePoint(after) == 2;
    }
}
