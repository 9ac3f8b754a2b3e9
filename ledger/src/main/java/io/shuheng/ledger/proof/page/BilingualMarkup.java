package io.shuheng.ledger.proof.page;

import io.shuheng.core.contract.ContractLanguage;
import io.shuheng.ledger.page.PageMarkup;
import io.shuheng.ledger.page.PageWords;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;

/** Writes one page with every word in Chinese and in English, Chinese first; every value is escaped. For one thread. */
final class BilingualMarkup {

    private static final String STYLE = "body{max-width:56rem;margin:2rem auto;padding:0 1rem;line-height:1.5;"
            + "font-family:serif}table{border-collapse:collapse;width:100%;margin:.5rem 0}"
            + "th,td{border:1px solid #999;padding:.3rem .5rem;text-align:left;vertical-align:top;"
            + "overflow-wrap:anywhere}th{width:28%;font-weight:normal;background:#f4f4f0}"
            + "td p{margin:.2rem 0}table[class^=art13] th:nth-child(2){width:13%}"
            + "table[class^=art13] th:nth-child(3){width:auto}h2{border-bottom:1px solid #999;margin-top:2rem}.e{color:#444;font-size:.92em;display:block}"
            + ".SHOWN{color:#064}.SUPPORTED{color:#640}.NOT_SHOWN{color:#800}.SHOWN,.SUPPORTED,.NOT_SHOWN"
            + "{font-weight:bold}.text p{margin:.2rem 0;overflow-wrap:anywhere}"
            + "@media print{body{margin:0;max-width:none;font-size:12.5px}tr{break-inside:avoid}h2,h3{break-after:avoid}"
            + "table[class^=art13] tr:first-child{break-after:avoid}"
            + ".text{break-before:page}}";

    private final Map<ContractLanguage, PageWords> words = new EnumMap<>(ContractLanguage.class);
    private final PageMarkup out;

    /** Begins the page; the title is the words of a key. */
    BilingualMarkup(String title, Object... values) {
        for (ContractLanguage language : ContractLanguage.values()) {
            words.put(language, PageWords.of(BilingualMarkup.class, "contract", language));
        }
        StringJoiner both = new StringJoiner(" / ");
        words.values().forEach(language -> both.add(language.text(title, values)));
        out = new PageMarkup("zh-CN", both.toString(), STYLE, "");
    }

    String end() {
        return out.end();
    }

    void open(String element) {
        out.open(element).line();
    }

    /** Closes what was opened last. */
    void close() {
        out.close().line();
    }

    void heading(String key) {
        words("h2", key);
    }

    /** An element with the words of a key. */
    void words(String element, String key, Object... values) {
        out.open(element);
        both(key, values);
        close();
    }

    private void both(String key, Object... values) {
        words.forEach((language, text) -> {
            String value = text.text(key, values);
            if (language == ContractLanguage.EN) {
                out.element("span", value, "lang", text.text("lang"), "class", "e");
            } else {
                out.element("span", value, "lang", text.text("lang"));
            }
        });
    }

    /** An element with a value. */
    void value(String element, String value) {
        out.element(element, value).line();
    }

    void link(String address, String key) {
        out.open("p").open("a", "href", address);
        both(key);
        out.close().close().line();
    }

    void openTable(String name) {
        out.open("table", "class", name).line();
    }

    void row(String key, String value) {
        head(key);
        out.element("td", value).close().line();
    }

    /** A row whose value is in words; the row goes on from the one above where the first key is empty. */
    void rowOfWords(String key, String value, Object... values) {
        head(key);
        out.open("td");
        both(value, values);
        out.close().close().line();
    }

    /** Begins a row. */
    private void head(String key) {
        out.open("tr").open("th");
        if (!key.isEmpty()) {
            both(key);
        }
        out.close();
    }

    void headRow(String... keys) {
        out.open("tr");
        for (String key : keys) {
            out.open("th");
            both(key);
            out.close();
        }
        out.close().line();
    }

    void condition(ConditionFinding finding) {
        head("condition." + finding.condition().name());
        out.open("td", "class", finding.showing().name());
        both("showing." + finding.showing().name());
        out.close().open("td");
        for (ConditionFinding.Evidence evidence : finding.evidence()) {
            words("p", "evidence." + evidence.key(), evidence.values().toArray());
        }
        out.close().close().line();
    }

    /** A text of many lines in one language, under the words of a key. */
    void text(ContractLanguage language, String text, String title, Object... values) {
        PageWords own = Objects.requireNonNull(words.get(language));
        out.open("div", "class", "text", "lang", own.text("lang")).line();
        value("h2", own.text(title, values));
        text.lines().forEach(line -> value("p", line));
        close();
    }
}
