package io.shuheng.ledger.report;

import io.shuheng.ledger.page.PageMarkup;
import java.math.BigInteger;
import java.util.List;

/** Columns over time, as a picture that is part of the page. What it shows stands in a table beside it. Stateless. */
final class ColumnChart {

    private static final int WIDTH = 900;
    private static final int HEIGHT = 150;
    private static final int TOP = 18;
    private static final int BASE = 128;
    private static final int WIDEST = 36;
    private static final int TENTHS = 10;
    /** Of so many each has its label. */
    private static final int FEW = 6;

    private ColumnChart() {}

    /**
     * A column.
     *
     * @param label of its place
     * @param value not negative; what is negative is drawn as nothing
     * @param unverified whether some of it stands at a fault or behind it
     */
    record Column(String label, BigInteger value, boolean unverified) {}

    /**
     * Draws it.
     *
     * @param id unlike any other on the page
     * @param title what is shown
     * @param description the same in a sentence, for who does not see it
     * @param greatest the greatest value as the page writes it
     */
    static void draw(
            PageMarkup out, String id, String title, String description, List<Column> columns, String greatest) {
        BigInteger most =
                columns.stream().map(Column::value).max(BigInteger::compareTo).orElse(BigInteger.ZERO);
        ChartFrame.open(out, id, title, description, WIDTH, HEIGHT);
        ChartFrame.line(out, 0, TOP, WIDTH, TOP, "#d5d9de");
        out.element("text", greatest, "x", String.valueOf(WIDTH), "y", "13", "text-anchor", "end", "font-size", "12");
        int slotTenths = WIDTH * TENTHS / Math.max(1, columns.size());
        int widthTenths = Math.min(WIDEST * TENTHS, Math.max(TENTHS, slotTenths * 4 / 5));
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            int height = scaled(column.value, most);
            if (height > 0) {
                out.empty(
                        "rect",
                        "x",
                        tenths(i * slotTenths + (slotTenths - widthTenths) / 2),
                        "y",
                        String.valueOf(BASE - height),
                        "width",
                        tenths(widthTenths),
                        "height",
                        String.valueOf(height),
                        "fill",
                        column.unverified ? "url(#" + id + "-hatch)" : "#245a94");
            }
        }
        ChartFrame.line(out, 0, BASE, WIDTH, BASE, "#33383e");
        labels(out, columns, slotTenths);
        out.close().line();
    }

    private static void labels(PageMarkup out, List<Column> columns, int slotTenths) {
        int last = columns.size() - 1;
        if (last < 0) {
            return;
        }
        if (last < FEW) {
            for (int i = 0; i <= last; i++) {
                label(out, columns.get(i).label, tenths(i * slotTenths + slotTenths / 2), "middle");
            }
            return;
        }
        label(out, columns.get(0).label, "0", "start");
        label(out, columns.get(last / 2).label, tenths(last / 2 * slotTenths + slotTenths / 2), "middle");
        label(out, columns.get(last).label, String.valueOf(WIDTH), "end");
    }

    private static void label(PageMarkup out, String label, String x, String anchor) {
        out.element("text", label, "x", x, "y", "145", "text-anchor", anchor, "font-size", "12");
    }

    /** What is there at all is seen. */
    private static int scaled(BigInteger value, BigInteger most) {
        if (value.signum() <= 0) {
            return 0;
        }
        return Math.max(
                1, value.multiply(BigInteger.valueOf(BASE - TOP)).divide(most).intValueExact());
    }

    private static String tenths(int tenths) {
        return tenths / TENTHS + "." + tenths % TENTHS;
    }
}
