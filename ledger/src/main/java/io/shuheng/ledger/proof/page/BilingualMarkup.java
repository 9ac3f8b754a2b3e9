package io.shuheng.ledger.proof.page;

import io.shuheng.core.contract.ContractLanguage;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;

/*
 * The page is read by people who may be shown a file that a stranger made: the policy in its head lets no script run and
 * nothing be loaded, should an escape ever be missed.
 */
/** Writes one page with every word in Chinese and in English, Chinese first; every value is escaped. For one thread. */
final class BilingualMarkup {

    private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'";
    private static final String STYLE = "body{max-width:56rem;margin:2rem auto;padding:0 1rem;line-height:1.5;"
            + "font-family:serif}table{border-collapse:collapse;width:100%;margin:.5rem 0}"
            + "th,td{border:1px solid #999;padding:.3rem .5rem;text-align:left;vertical-align:top;"
            + "overflow-wrap:anywhere}th{width:28%;font-weight:normal;background:#f4f4f0}"
            + "h2{border-bottom:1px solid #999;margin-top:2rem}.e{color:#444;font-size:.92em;display:block}"
            + ".SHOWN{color:#064}.SUPPORTED{color:#640}.NOT_SHOWN{color:#800}.SHOWN,.SUPPORTED,.NOT_SHOWN"
            + "{font-weight:bold}.text p{margin:.2rem 0;overflow-wrap:anywhere}"
            + "@media print{body{margin:0;max-width:none}tr{break-inside:avoid}h2,h3{break-after:avoid}"
            + ".text{break-before:page}}";

    private final StringBuilder out = new StringBuilder();
    private final Map<ContractLanguage, PageWords> words = new EnumMap<>(ContractLanguage.class);

    BilingualMarkup() {
        for (ContractLanguage language : ContractLanguage.values()) {
            words.put(language, PageWords.of(BilingualMarkup.class, "contract", language));
        }
    }

    void begin(String title, Object... values) {
        StringJoiner both = new StringJoiner(" / ");
        words.values().forEach(language -> both.add(language.text(title, values)));
        out.append("<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"zh-CN\">\n<head>\n")
                .append("<meta charset=\"utf-8\" />\n<meta http-equiv=\"Content-Security-Policy\" content=\"")
                .append(Markup.escaped(POLICY))
                .append("\" />\n<title>")
                .append(Markup.escaped(both.toString()))
                .append("</title>\n<style>")
                .append(STYLE)
                .append("</style>\n</head>\n<body>\n");
    }

    String end() {
        return out.append("</body>\n</html>\n").toString();
    }

    void open(String element) {
        out.append('<').append(element).append(">\n");
    }

    void close(String element) {
        out.append("</").append(element).append(">\n");
    }

    void heading(String key) {
        words("h2", key);
    }

    /** An element with the words of a key. */
    void words(String element, String key, Object... values) {
        out.append('<').append(element).append('>');
        both(key, values);
        close(element);
    }

    private void both(String key, Object... values) {
        words.forEach((language, text) -> out.append("<span lang=\"")
                .append(text.text("lang"))
                .append(language == ContractLanguage.EN ? "\" class=\"e\">" : "\">")
                .append(Markup.escaped(text.text(key, values)))
                .append("</span>"));
    }

    /** An element with a value. */
    void value(String element, String value) {
        out.append('<').append(element).append('>').append(Markup.escaped(value));
        close(element);
    }

    void link(String address, String key) {
        out.append("<p><a href=\"").append(Markup.escaped(address)).append("\">");
        both(key);
        out.append("</a></p>\n");
    }

    void openTable(String name) {
        out.append("<table class=\"").append(name).append("\">\n");
    }

    void closeTable() {
        close("table");
    }

    void row(String key, String value) {
        out.append("<tr><th>");
        both(key);
        out.append("</th><td>").append(Markup.escaped(value)).append("</td></tr>\n");
    }

    /** A row whose value is in words; the row goes on from the one above where the first key is empty. */
    void rowOfWords(String key, String value, Object... values) {
        out.append("<tr><th>");
        if (!key.isEmpty()) {
            both(key);
        }
        out.append("</th><td>");
        both(value, values);
        out.append("</td></tr>\n");
    }

    void headRow(String... keys) {
        out.append("<tr>");
        for (String key : keys) {
            out.append("<th>");
            both(key);
            out.append("</th>");
        }
        out.append("</tr>\n");
    }

    void condition(ConditionFinding finding) {
        out.append("<tr><th>");
        both("condition." + finding.condition().name());
        out.append("</th><td class=\"").append(finding.showing().name()).append("\">");
        both("showing." + finding.showing().name());
        out.append("</td><td>");
        for (ConditionFinding.Evidence evidence : finding.evidence()) {
            words("p", "evidence." + evidence.key(), evidence.values().toArray());
        }
        out.append("</td></tr>\n");
    }

    /** A text of many lines. */
    void text(ContractLanguage language, String text) {
        PageWords own = Objects.requireNonNull(words.get(language));
        out.append("<div class=\"text\" lang=\"").append(own.text("lang")).append("\">\n<h2>");
        out.append(Markup.escaped(own.text("text.title"))).append("</h2>\n");
        text.lines().forEach(line -> value("p", line));
        out.append("</div>\n");
    }
}
