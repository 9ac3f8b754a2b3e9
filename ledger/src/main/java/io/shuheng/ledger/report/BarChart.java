package io.shuheng.ledger.report;

import io.shuheng.ledger.page.PageMarkup;
import java.math.BigInteger;
import java.util.List;

/** Bars one below the other, to the right for what is above zero and to the left for what is below. Stateless. */
final class BarChart {

    private static final int WIDTH = 900;
    private static final int ROW = 24;
    private static final int BAR = 14;
    private static final int LABEL_END = 260;
    private static final int LABEL_LETTERS = 38;
    private static final int VALUE_WIDTH = 140;

    private BarChart() {}

    /**
     * A bar.
     *
     * @param label whose it is
     * @param value its length
     * @param text the value as the page writes it
     */
    record Bar(String label, BigInteger value, String text) {}

    /**
     * Draws it.
     *
     * @param id unlike any other on the page
     * @param title what is shown
     * @param description the same in a sentence, for who does not see it
     * @param unverified whether nothing of it is verified
     */
    static void draw(PageMarkup out, String id, String title, String description, List<Bar> bars, boolean unverified) {
        BigInteger most = bars.stream()
                .map(bar -> bar.value.abs())
                .max(BigInteger::compareTo)
                .orElse(BigInteger.ZERO);
        boolean below = bars.stream().anyMatch(bar -> bar.value.signum() < 0);
        int start = LABEL_END + 10;
        int room = WIDTH - start - VALUE_WIDTH;
        int zero = below ? start + VALUE_WIDTH + (room - VALUE_WIDTH) / 2 : start;
        int longest = below ? (room - VALUE_WIDTH) / 2 : room;
        ChartFrame.open(out, id, title, description, WIDTH, Math.max(1, bars.size()) * ROW + 4);
        for (int i = 0; i < bars.size(); i++) {
            bar(
                    out,
                    id,
                    bars.get(i),
                    i * ROW + 2,
                    zero,
                    scaled(bars.get(i).value.abs(), most, longest),
                    unverified);
        }
        ChartFrame.line(out, zero, 0, zero, bars.size() * ROW + 4, "#33383e");
        out.close().line();
    }

    private static void bar(PageMarkup out, String id, Bar bar, int top, int zero, int length, boolean unverified) {
        boolean negative = bar.value.signum() < 0;
        int x = negative ? zero - length : zero;
        String baseline = String.valueOf(top + BAR + 1);
        out.element(
                "text",
                Clipped.toWidth(bar.label, LABEL_LETTERS),
                "x",
                String.valueOf(LABEL_END),
                "y",
                baseline,
                "text-anchor",
                "end",
                "font-size",
                "12");
        if (length > 0) {
            out.empty(
                    "rect",
                    "x",
                    String.valueOf(x),
                    "y",
                    String.valueOf(top + 2),
                    "width",
                    String.valueOf(length),
                    "height",
                    String.valueOf(BAR),
                    "fill",
                    unverified ? "url(#" + id + "-hatch)" : negative ? "#a34a00" : "#245a94");
        }
        out.element(
                        "text",
                        bar.text,
                        "x",
                        String.valueOf(negative ? x - 5 : x + length + 5),
                        "y",
                        baseline,
                        "text-anchor",
                        negative ? "end" : "start",
                        "font-size",
                        "12")
                .line();
    }

    private static int scaled(BigInteger value, BigInteger most, int longest) {
        return value.signum() == 0
                ? 0
                : Math.max(
                        1,
                        value.multiply(BigInteger.valueOf(longest)).divide(most).intValueExact());
    }
}
