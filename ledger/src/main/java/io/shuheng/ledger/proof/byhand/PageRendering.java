package io.shuheng.ledger.proof.byhand;

import io.shuheng.ledger.page.Markup;
import io.shuheng.ledger.page.PageMarkup;
import io.shuheng.ledger.page.PageWords;
import java.util.List;

/** Writes the page as text and as HTML. What comes from a file is shown without control characters, and escaped. Stateless. */
final class PageRendering {

    private static final String STYLE =
            "body{max-width:60rem;margin:2rem auto;padding:0 1rem;font-family:serif;line-height:1.5}"
                    + "pre{background:#f4f4f0;padding:.6rem;overflow-x:auto}samp{color:#064}"
                    + "@media print{body{margin:0;max-width:none}h2{break-after:avoid}"
                    + "pre{white-space:pre-wrap;overflow-wrap:anywhere;font-size:.8em}}";

    private PageRendering() {}

    static String text(String heading, PageWords words, List<ByHandStep> steps) {
        StringBuilder out = new StringBuilder();
        out.append(Markup.printable(heading))
                .append("\n\n")
                .append(words.text("intro"))
                .append('\n');
        int number = 1;
        for (ByHandStep step : steps) {
            out.append('\n')
                    .append(number++)
                    .append(". ")
                    .append(Markup.printable(step.title()))
                    .append('\n');
            out.append(Markup.printable(step.note())).append("\n\n");
            for (ByHandStep.Line line : step.lines()) {
                out.append("  $ ").append(line.command()).append('\n');
                if (!line.expected().isEmpty()) {
                    out.append("  ").append(Markup.printable(line.expected())).append('\n');
                }
            }
        }
        return out.append('\n').append(words.text("end")).append('\n').toString();
    }

    static String html(String heading, PageWords words, List<ByHandStep> steps) {
        PageMarkup out = new PageMarkup(words.text("lang"), heading, STYLE, "");
        out.element("h1", heading).line();
        out.element("p", words.text("intro")).line();
        int number = 1;
        for (ByHandStep step : steps) {
            out.element("h2", number++ + ". " + step.title()).line();
            out.element("p", step.note()).line().open("pre");
            for (ByHandStep.Line line : step.lines()) {
                out.text("$ ").element("kbd", line.command()).line();
                if (!line.expected().isEmpty()) {
                    out.element("samp", line.expected()).line();
                }
            }
            out.close().line();
        }
        return out.element("p", words.text("end")).line().end();
    }
}
