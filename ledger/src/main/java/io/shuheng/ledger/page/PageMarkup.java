package io.shuheng.ledger.page;

import java.util.ArrayDeque;
import java.util.Deque;

/*
 * A page is read by people who may be shown what a stranger made: the policy in its head lets no script run and nothing be
 * loaded, should an escape ever be missed.
 */
/**
 * Writes one page: XHTML that browsers take as HTML. Elements and names of attributes are the program's own; whatever is a value is
 * escaped here and nowhere else. For one thread.
 */
public final class PageMarkup {

    private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'";

    private final StringBuilder out = new StringBuilder(1 << 14);
    private final Deque<String> opened = new ArrayDeque<>();

    /**
     * Begins a page.
     *
     * @param language of its words, such as zh-CN
     * @param title a value
     * @param style the program's own CSS
     * @param bodyClass class of the body, the program's own; empty for none
     */
    public PageMarkup(String language, String title, String style, String bodyClass) {
        out.append("<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"")
                .append(language)
                .append("\">\n<head>\n<meta charset=\"utf-8\" />\n")
                .append("<meta http-equiv=\"Content-Security-Policy\" content=\"")
                .append(Markup.escaped(POLICY))
                .append("\" />\n<meta name=\"viewport\" content=\"width=device-width\" />\n<title>")
                .append(Markup.escaped(title))
                .append("</title>\n<style>")
                .append(style)
                .append("</style>\n</head>\n");
        open("body", bodyClass.isEmpty() ? new String[0] : new String[] {"class", bodyClass});
        line();
    }

    /**
     * Opens an element.
     *
     * @param attributes names and values in turn
     */
    public PageMarkup open(String element, String... attributes) {
        tag(element, attributes);
        out.append('>');
        opened.push(element);
        return this;
    }

    /** An element that has no content. */
    public PageMarkup empty(String element, String... attributes) {
        tag(element, attributes);
        out.append(" />");
        return this;
    }

    private void tag(String element, String... attributes) {
        if (attributes.length % 2 != 0) {
            throw new IllegalArgumentException("attributes of " + element + ": a name without a value");
        }
        out.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ')
                    .append(attributes[i])
                    .append("=\"")
                    .append(Markup.escaped(attributes[i + 1]))
                    .append('"');
        }
    }

    /** Closes the element that was opened last. */
    public PageMarkup close() {
        out.append("</").append(opened.pop()).append('>');
        return this;
    }

    /** Ends the line. */
    public PageMarkup line() {
        out.append('\n');
        return this;
    }

    /** A value as text. */
    public PageMarkup text(String value) {
        out.append(Markup.escaped(value));
        return this;
    }

    /** An element with a value as its text. */
    public PageMarkup element(String element, String value, String... attributes) {
        return open(element, attributes).text(value).close();
    }

    /** The page, with all that is open closed. */
    public String end() {
        while (!opened.isEmpty()) {
            close().line();
        }
        return out.append("</html>\n").toString();
    }
}
