package io.shuheng.ledger.report;

import io.shuheng.core.contract.ContractLanguage;
import io.shuheng.ledger.page.PageMarkup;
import io.shuheng.ledger.page.PageTimes;
import io.shuheng.ledger.page.PageWords;
import java.time.ZoneOffset;
import java.util.Arrays;

/** Writes the report in the words of one language. Values of others are cut and escaped on their way in. For one thread. */
final class ReportMarkup {

    /** Words that the verifier's command line has as well: verdicts, levels, limits. */
    private static final String VERIFIER_WORDS = "/io/shuheng/ledger/cli/report";

    private static final char NUMERIC = '#';
    private static final char UNBROKEN = '@';
    private static final char WIDE = '+';
    private static final String UNVERIFIED = "unverified";

    private final ContractLanguage language;
    private final PageWords words;
    private final PageWords verifier;
    private final PageMarkup out;
    private final ZoneOffset offset;
    private final boolean faulty;
    private String[] classes = new String[0];

    /**
     * Begins the page.
     *
     * @param faulty whether nothing on it is verified
     * @param offset of the ledger's calendar
     * @param title a value behind the page's own title
     */
    ReportMarkup(ContractLanguage language, boolean faulty, ZoneOffset offset, String title) {
        this.language = language;
        this.words = PageWords.of(ReportMarkup.class, "ledger", language);
        this.verifier = PageWords.of(ReportMarkup.class, VERIFIER_WORDS, language);
        this.offset = offset;
        this.faulty = faulty;
        this.out = new PageMarkup(
                words.text("lang"),
                words.text("title") + (title.isEmpty() ? "" : " · " + title),
                ReportStyle.CSS,
                faulty ? UNVERIFIED : "");
    }

    String end() {
        return out.end();
    }

    /** For what this class has no word for, as charts. */
    PageMarkup raw() {
        return out;
    }

    String word(String key, Object... values) {
        return words.text(key, values);
    }

    String verifierWord(String key) {
        return verifier.text(key);
    }

    /** The text of this language, or the other one where it is empty. */
    String pick(String zh, String en) {
        String wanted = language == ContractLanguage.ZH ? zh : en;
        return wanted.isEmpty() ? zh + en : wanted;
    }

    /** A moment by the ledger's calendar, to the millisecond. */
    String time(long timeNs) {
        return PageTimes.ofNs(timeNs, offset);
    }

    String offset() {
        return offset.getTotalSeconds() == 0 ? "UTC" : offset.getId();
    }

    /** Begins a section; on a page with a fault its heading says that nothing in it is verified. */
    void section(String key) {
        out.open("section").line().open("h2").text(word(key));
        if (faulty) {
            out.text(" ").element("span", word("unverified"), "class", "badge");
        }
        close();
    }

    /** One that says what the verifier found, and is right on every page. */
    void plainSection(String key) {
        out.open("section").line().element("h2", word(key)).line();
    }

    void heading(String key) {
        out.element("h3", word(key)).line();
    }

    void paragraph(String key, Object... values) {
        out.element("p", word(key, values)).line();
    }

    void note(String key, Object... values) {
        out.element("p", word(key, values), "class", "note").line();
    }

    void open(String element, String... attributes) {
        out.open(element, attributes).line();
    }

    void close() {
        out.close().line();
    }

    /** An element with a value. */
    void value(String element, String value, String... attributes) {
        out.element(element, Clipped.together(value), attributes).line();
    }

    /** A table of names and values. */
    void openFacts() {
        open("table", "class", "facts");
    }

    void fact(String key, String value) {
        factNamed(word(key), value);
    }

    void factNamed(String name, String value) {
        out.open("tr").element("th", name, "scope", "row").element("td", Clipped.together(value));
        close();
    }

    /** A table with a head; the name of a column of numbers begins with #, of one without line breaks with @, of a wide one with +. */
    void openTable(String... columns) {
        open("table");
        out.open("thead").open("tr");
        classes = new String[columns.length];
        for (int i = 0; i < columns.length; i++) {
            classes[i] = switch (columns[i].charAt(0)) {
                case NUMERIC -> "n";
                case UNBROKEN -> "k";
                case WIDE -> "w";
                default -> "";
            };
            String name = word("column." + (classes[i].isEmpty() ? columns[i] : columns[i].substring(1)));
            cell("th", name, classes[i], "scope", "col");
        }
        out.close();
        close();
        out.open("tbody").line();
    }

    void closeTable() {
        close();
        close();
    }

    void row(String... cells) {
        row(false, cells);
    }

    /** A row; one that stands at a fault or behind it is marked. */
    void row(boolean unverified, String... cells) {
        if (unverified) {
            out.open("tr", "class", UNVERIFIED);
        } else {
            out.open("tr");
        }
        for (int i = 0; i < cells.length; i++) {
            cell("td", cells[i], classes[i]);
        }
        close();
    }

    /** A row with a sum. */
    void total(String... cells) {
        out.open("tr", "class", "total");
        for (int i = 0; i < cells.length; i++) {
            cell("td", cells[i], classes[i]);
        }
        close();
    }

    private void cell(String element, String value, String name, String... attributes) {
        out.open(element, attributes(name, attributes))
                .text(Clipped.together(value))
                .close();
    }

    private static String[] attributes(String name, String... others) {
        if (name.isEmpty()) {
            return others;
        }
        String[] all = Arrays.copyOf(others, others.length + 2);
        all[others.length] = "class";
        all[others.length + 1] = name;
        return all;
    }

    static String count(long count) {
        return FenSum.grouped(count);
    }
}
