package io.shuheng.examples.exchangeday.print;

import java.io.PrintStream;

/** Tells the story on a stream, in one language. For one thread. */
public final class Narrator {

    private static final int WIDTH = 92;
    private static final String INDENT = "  ";

    private final PrintStream out;
    private final Texts texts;
    private int chapter;

    /**
     * A narrator.
     *
     * @param out where to; takes UTF-8
     */
    public Narrator(PrintStream out, Texts texts) {
        this.out = out;
        this.texts = texts;
    }

    /** The words, for what goes into tables and documents. */
    public Texts texts() {
        return texts;
    }

    /** The text of a key, for a cell. */
    public String text(String key, Object... values) {
        return texts.get(key, values);
    }

    /** A title over everything, underlined. */
    public void title(String key, Object... values) {
        String title = texts.get(key, values);
        out.println();
        out.println(title);
        out.println("=".repeat(DisplayWidth.of(title)));
    }

    /** Begins the next chapter, numbered from 1. */
    public void chapter(String key, Object... values) {
        chapter++;
        String title = chapter + "  " + texts.get(key, values);
        out.println();
        out.println(title);
        out.println("-".repeat(DisplayWidth.of(title)));
    }

    /** A paragraph. */
    public void say(String key, Object... values) {
        DisplayWidth.wrap(texts.get(key, values), WIDTH - INDENT.length()).forEach(line -> out.println(INDENT + line));
    }

    /** One thing that happened, with a mark in front. */
    public void note(String key, Object... values) {
        String mark = "- ";
        for (String line : DisplayWidth.wrap(texts.get(key, values), WIDTH - INDENT.length() - mark.length())) {
            out.println(INDENT + mark + line);
            mark = "  ";
        }
    }

    /** A line as it is: an address, a hash, a command to type. */
    public void line(String text) {
        out.println(INDENT + INDENT + text);
    }

    /** A table, with an empty line before and after. */
    public void table(Table table) {
        out.println();
        table.lines().forEach(line -> out.println(INDENT + line));
        out.println();
    }
}
