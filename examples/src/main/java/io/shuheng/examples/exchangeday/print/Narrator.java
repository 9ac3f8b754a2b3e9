package io.shuheng.examples.exchangeday.print;

import java.io.PrintStream;

/** Tells the story on a stream, in one language. For one thread. */
public final class Narrator {

    private static final int WIDTH = 92;
    private static final String INDENT = "  ";

    private final PrintStream out;
    private final Texts texts;
    private int chapter;
    private boolean atGap = true;

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

    /** The one of two texts that is in the story's language. */
    public String pick(Bilingual text) {
        return texts.language() == Language.ZH ? text.zh() : text.en();
    }

    /** A title over everything, underlined. */
    public void title(String key, Object... values) {
        heading(texts.get(key, values), "=");
    }

    /** Begins the next chapter, numbered from 1. */
    public void chapter(String key, Object... values) {
        chapter++;
        heading(chapter + "  " + texts.get(key, values), "-");
    }

    /** A paragraph. */
    public void say(String key, Object... values) {
        DisplayWidth.wrap(texts.get(key, values), WIDTH - INDENT.length()).forEach(line -> print(INDENT + line));
    }

    /** One thing that happened, with a mark in front. */
    public void note(String key, Object... values) {
        String mark = "- ";
        for (String line : DisplayWidth.wrap(texts.get(key, values), WIDTH - INDENT.length() - mark.length())) {
            print(INDENT + mark + line);
            mark = "  ";
        }
    }

    /** A line as it is: an address, a hash, a command to type. */
    public void line(String text) {
        print(INDENT + INDENT + text);
    }

    /** A table, with an empty line before and after. */
    public void table(Table table) {
        gap();
        table.lines().forEach(line -> print(INDENT + line));
        gap();
    }

    private void heading(String title, String rule) {
        gap();
        print(title);
        print(rule.repeat(DisplayWidth.of(title)));
    }

    private void print(String line) {
        out.println(line);
        atGap = false;
    }

    /** One empty line, however many are asked for in a row. */
    private void gap() {
        if (!atGap) {
            out.println();
            atGap = true;
        }
    }
}
