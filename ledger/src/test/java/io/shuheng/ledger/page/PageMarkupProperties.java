package io.shuheng.ledger.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.ledger.report.ParsedPage;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a value holds, the page stays well formed and the value stays a value. */
final class PageMarkupProperties {

    private static final List<String> HOSTILE = List.of(
            "</td></tr></table><script>alert(1)</script>",
            "\" onload=\"x",
            "' onclick='x",
            "]]>",
            "<!--",
            "-->",
            "<![CDATA[",
            "&#x3c;script&#x3e;",
            "&amp;lt;",
            "\u202e\u2066\u200b",
            "\u0000\u0007\uffff",
            "\ud800",
            "</style><style>*{display:none}",
            "javascript:alert(1)",
            "\r\n\t");

    @Provide
    Arbitrary<String> values() {
        return Arbitraries.oneOf(
                Arbitraries.strings().all().ofMaxLength(40),
                Arbitraries.of(HOSTILE),
                Arbitraries.of(HOSTILE).list().ofMinSize(2).ofMaxSize(4).map(parts -> String.join("x", parts)));
    }

    @Property(tries = 1000)
    void noValueBreaksOutOfTextAttributeOrTitle(@ForAll("values") String value) {
        String html = new PageMarkup("en", value, "p{margin:0}", "")
                .element("p", value, "title", value)
                .open("svg", "xmlns", "http://www.w3.org/2000/svg")
                .element("text", value)
                .end();
        ParsedPage page = ParsedPage.of(html);
        assertThat(page.elements("*")).hasSize(11);
        assertThat(page.elements("p").get(0).getTextContent()).isEqualTo(Markup.printable(value));
        assertThat(page.elements("p").get(0).getAttribute("title")).isEqualTo(Markup.printable(value));
        assertThat(page.elements("p").get(0).getAttributes().getLength()).isEqualTo(1);
        assertThat(page.elements("title").get(0).getTextContent()).isEqualTo(Markup.printable(value));
        assertThat(page.elements("text").get(0).getTextContent()).isEqualTo(Markup.printable(value));
    }

    @Example
    void anAttributeWithoutAValueIsRefused() {
        assertThatThrownBy(() -> new PageMarkup("en", "", "", "").open("p", "class"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
