package io.shuheng.ledger.report;

import io.shuheng.ledger.page.PageMarkup;

/** What all charts begin with: a picture with a title and a description, and a hatching for what is not verified. Stateless. */
final class ChartFrame {

    private ChartFrame() {}

    static void open(PageMarkup out, String id, String title, String description, int width, int height) {
        out.open(
                        "svg",
                        "xmlns",
                        "http://www.w3.org/2000/svg",
                        "viewBox",
                        "0 0 " + width + " " + height,
                        "role",
                        "img",
                        "aria-labelledby",
                        id + "-title " + id + "-description")
                .line();
        out.element("title", title, "id", id + "-title");
        out.element("desc", description, "id", id + "-description").line();
        out.open("defs")
                .open(
                        "pattern",
                        "id",
                        id + "-hatch",
                        "width",
                        "6",
                        "height",
                        "6",
                        "patternUnits",
                        "userSpaceOnUse",
                        "patternTransform",
                        "rotate(45)");
        out.empty("rect", "width", "6", "height", "6", "fill", "#fbd5db");
        out.empty("rect", "width", "3", "height", "6", "fill", "#b00020");
        out.close().close().line();
    }

    static void line(PageMarkup out, int x1, int y1, int x2, int y2, String colour) {
        out.empty(
                "line",
                "x1",
                String.valueOf(x1),
                "y1",
                String.valueOf(y1),
                "x2",
                String.valueOf(x2),
                "y2",
                String.valueOf(y2),
                "stroke",
                colour,
                "stroke-width",
                "1");
    }
}
