package io.shuheng.ledger.proof.byhand;

import io.shuheng.ledger.proof.page.Markup;
import io.shuheng.ledger.proof.page.PageWords;
import java.util.List;

/** Writes the page as text and as HTML. What comes from a file is shown without control characters, and escaped. Stateless. */
final class PageRendering {

    private static final String STYLE =
            "body{max-width:60rem;margin:2rem auto;padding:0 1rem;font-family:serif;line-height:1.5}"
                    + "pre{background:#f4f4f0;padding:.6rem;overflow-x:auto}samp{color:#064}";

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
        StringBuilder out = new StringBuilder("<!DOCTYPE html>\n<html lang=\"" + words.text("lang") + "\">\n<head>\n"
                + "<meta charset=\"utf-8\">\n<title>" + Markup.escaped(heading) + "</title>\n<style>" + STYLE
                + "</style>\n</head>\n<body>\n<h1>" + Markup.escaped(heading) + "</h1>\n<p>"
                + Markup.escaped(words.text("intro"))
                + "</p>\n");
        int number = 1;
        for (ByHandStep step : steps) {
            out.append("<h2>")
                    .append(number++)
                    .append(". ")
                    .append(Markup.escaped(step.title()))
                    .append("</h2>\n<p>");
            out.append(Markup.escaped(step.note())).append("</p>\n<pre>");
            for (ByHandStep.Line line : step.lines()) {
                out.append("$ <kbd>").append(Markup.escaped(line.command())).append("</kbd>\n");
                if (!line.expected().isEmpty()) {
                    out.append("<samp>").append(Markup.escaped(line.expected())).append("</samp>\n");
                }
            }
            out.append("</pre>\n");
        }
        return out.append("<p>")
                .append(Markup.escaped(words.text("end")))
                .append("</p>\n</body>\n</html>\n")
                .toString();
    }
}
