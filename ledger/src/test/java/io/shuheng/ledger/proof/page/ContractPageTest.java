package io.shuheng.ledger.proof.page;

import static io.shuheng.ledger.proof.page.Showing.NOT_SHOWN;
import static io.shuheng.ledger.proof.page.Showing.SHOWN;
import static io.shuheng.ledger.proof.page.Showing.SUPPORTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.core.contract.ContractLanguage;
import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.ledger.page.Markup;
import io.shuheng.ledger.page.PageWords;
import io.shuheng.ledger.proof.Audience;
import io.shuheng.ledger.proof.ProofChecker;
import io.shuheng.ledger.proof.ProofExporter;
import io.shuheng.ledger.proof.ProofFile;
import io.shuheng.ledger.proof.ProofReport;
import io.shuheng.ledger.proof.ProofSettings;
import io.shuheng.ledger.proof.ProofVerdict;
import io.shuheng.ledger.verify.AgreedLedger;
import io.shuheng.ledger.verify.Report;
import io.shuheng.ledger.verify.SessionLedger;
import io.shuheng.ledger.verify.SoldLedger;
import io.shuheng.ledger.verify.TrustAnchor;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** The page of a contract, read by the JDK's XML parser: its structure, its words, and what it says of each signature. */
final class ContractPageTest {

    @TempDir
    static Path shared;

    private static SoldLedger sold;

    @TempDir
    Path folder;

    @BeforeAll
    static void writeTheLedger() throws IOException {
        sold = SoldLedger.under(shared);
    }

    private static ProofFile file(Path ledger, long contract, Audience audience) {
        return new ProofExporter(ledger, sm3 -> Optional.empty()).contract(contract, audience);
    }

    private static ProofReport checked(ProofFile file, List<TrustAnchor> operators, List<TrustAnchor> authorities) {
        return new ProofChecker(new ProofSettings(operators, authorities, List.of())).check(file.encode());
    }

    private static ContractPage page(ProofFile file) throws IOException {
        return ContractPage.of(
                file,
                checked(
                        file,
                        List.of(TrustAnchor.ofPem(sold.operator())),
                        List.of(TrustAnchor.ofPem(sold.membersAuthority()))));
    }

    private static ContractPage soldPage(long contract, Audience audience) throws IOException {
        return page(file(sold.ledger(), contract, audience));
    }

    private static Document parsed(String html) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(html)));
    }

    private static List<Element> elements(Document page, String name) {
        NodeList found = page.getElementsByTagNameNS("http://www.w3.org/1999/xhtml", name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }

    /** What the page shows in one table, row by row. */
    private static List<String> rows(Document page, String table) {
        return elements(page, "table").stream()
                .filter(element -> element.getAttribute("class").equals(table))
                .flatMap(element -> {
                    List<String> rows = new ArrayList<>();
                    NodeList found = element.getElementsByTagName("tr");
                    for (int i = 0; i < found.getLength(); i++) {
                        rows.add(found.item(i).getTextContent());
                    }
                    return rows.stream();
                })
                .toList();
    }

    private static SignatureFindings of(ContractPage page, Signatory signatory) {
        return page.findings().stream()
                .filter(findings -> findings.signatory() == signatory)
                .findFirst()
                .orElseThrow();
    }

    private static List<Showing> showings(ContractPage page, Signatory signatory) {
        return of(page, signatory).conditions().stream()
                .map(ConditionFinding::showing)
                .toList();
    }

    private static List<String> evidence(ContractPage page, Signatory signatory, SignatureCondition condition) {
        return of(page, signatory).on(condition).evidence().stream()
                .map(ConditionFinding.Evidence::key)
                .toList();
    }

    @Test
    void hasWordsInBothLanguagesForWhateverMayHaveBeenTrusted() {
        for (ContractLanguage language : ContractLanguage.values()) {
            PageWords words = PageWords.of(ContractPage.class, "contract", language);
            for (Report.Role role : Report.Role.values()) {
                assertThat(words.text("check.trust." + role)).isNotBlank();
            }
            for (Report.Origin origin : Report.Origin.values()) {
                assertThat(words.text("check.trust." + origin)).isNotBlank();
            }
        }
    }

    @Test
    void isOnePageOfWellFormedXhtmlThatNeedsNothingFromElsewhereAndRunsNothing() throws Exception {
        Document page = parsed(soldPage(1, Audience.AUDITOR).html());
        assertThat(page.getDocumentElement().getTagName()).isEqualTo("html");
        assertThat(elements(page, "script")).isEmpty();
        assertThat(elements(page, "link")).isEmpty();
        assertThat(elements(page, "img")).isEmpty();
        assertThat(elements(page, "a")).isEmpty();
        assertThat(elements(page, "meta").get(1).getAttribute("content")).startsWith("default-src 'none'");
        assertThat(elements(page, "style").get(0).getTextContent())
                .contains("@media print")
                .doesNotContain("url(", "@import");
        assertThat(elements(page, "table")).hasSize(7);
    }

    @Test
    void showsTheContractInBothLanguagesAsItIsBound() throws Exception {
        ProofFile file = file(sold.ledger(), 1, Audience.AUDITOR);
        Document page = parsed(page(file).html());
        List<Element> texts = elements(page, "div");
        assertThat(texts).extracting(text -> text.getAttribute("lang")).containsExactly("zh-CN", "en");
        assertThat(lines(texts.get(0)))
                .isEqualTo(lines(file.contract().orElseThrow().textZh()));
        assertThat(lines(texts.get(1)))
                .isEqualTo(lines(file.contract().orElseThrow().textEn()));
        assertThat(rows(page, "party"))
                .anyMatch(row -> row.contains("示例企业3 / Example Company 3"))
                .anyMatch(row -> row.contains("record " + sold.order(1) + " (PlaceOrder), key 6"));
        assertThat(page.getDocumentElement().getTextContent()).doesNotContain("{0}", "{1}", "{2}");
    }

    private static List<String> lines(byte[] text) {
        return new String(text, StandardCharsets.UTF_8).lines().toList();
    }

    private static List<String> lines(Element text) {
        NodeList found = text.getElementsByTagName("p");
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            lines.add(found.item(i).getTextContent());
        }
        return lines;
    }

    @Test
    void neverShowsThatAKeyIsItsHoldersAloneEvenWhereBothSidesSigned() throws Exception {
        ContractPage page = soldPage(1, Audience.AUDITOR);
        for (Signatory signatory : Signatory.values()) {
            assertThat(showings(page, signatory)).containsExactly(SUPPORTED, SUPPORTED, SHOWN, SHOWN);
        }
        assertThat(evidence(page, Signatory.CONSUMER, SignatureCondition.EXCLUSIVE_DATA))
                .containsExactly("certificate", "authority.DEMONSTRATION", "possession.shown", "exclusive.unseen");
        assertThat(rows(parsed(page.html()), "art13-CONSUMER").get(1))
                .contains("有佐证，未证明", "supported, not shown", "Example Company 3");
    }

    @Test
    void showsNothingOfTheSideWhoseOrderIsThereByItsHash() throws Exception {
        ContractPage page = soldPage(1, Audience.participant(SoldLedger.PROVIDER));
        assertThat(showings(page, Signatory.PROVIDER)).containsExactly(SUPPORTED, SUPPORTED, SHOWN, SHOWN);
        assertThat(showings(page, Signatory.CONSUMER)).containsOnly(NOT_SHOWN);
        assertThat(evidence(page, Signatory.CONSUMER, SignatureCondition.SIGNATURE_ALTERATION))
                .containsExactly("unsigned.closed");
        assertThat(rows(parsed(page.html()), "art13-CONSUMER").get(1)).contains("未证明", "by its hash alone");
    }

    @Test
    void saysThatAContractWithoutASealIsNotSignedByTheExchange() throws Exception {
        ContractPage auditors = soldPage(3, Audience.AUDITOR);
        assertThat(showings(auditors, Signatory.EXCHANGE)).containsOnly(NOT_SHOWN);
        assertThat(showings(auditors, Signatory.CONSUMER)).containsExactly(SUPPORTED, SUPPORTED, SHOWN, SHOWN);
        ContractPage buyers = soldPage(3, Audience.participant(SoldLedger.BUYER));
        assertThat(showings(buyers, Signatory.CONSUMER)).containsExactly(SUPPORTED, SUPPORTED, SHOWN, SUPPORTED);
        assertThat(buyers.html()).contains("INCOMPLETE", "合同尚未封签");
    }

    @Test
    void readsTheSignaturesOfANegotiatedContractNotItsOffers() throws Exception {
        AgreedLedger agreed = AgreedLedger.under(folder);
        ContractPage page =
                page(file(agreed.ledger(), AgreedLedger.CONTRACT, Audience.participant(AgreedLedger.PROVIDER)));
        for (Signatory signatory : Signatory.values()) {
            assertThat(showings(page, signatory)).containsExactly(SUPPORTED, SUPPORTED, SHOWN, SHOWN);
        }
        assertThat(evidence(page, Signatory.CONSUMER, SignatureCondition.EXCLUSIVE_DATA))
                .contains("possession.closed");
        assertThat(evidence(page, Signatory.CONSUMER, SignatureCondition.CONTENT_ALTERATION))
                .containsExactly("content.agreement", "content.texts");
        assertThat(evidence(page, Signatory.EXCHANGE, SignatureCondition.CONTENT_ALTERATION))
                .containsExactly("exchange.countersigned");
        assertThat(page.html()).contains("第 2 号协商合同 / Negotiated contract 2", "(SignAgreement), key 6");
    }

    @ParameterizedTest
    @EnumSource(names = {"ATTESTED", "ASSERTED"})
    void showsTheSignatureOfAStatementThatCoversAnOrderOfASession(AuthenticationKind kind) throws Exception {
        Path ledger = SessionLedger.under(folder, kind);
        for (Audience audience : List.of(Audience.AUDITOR, Audience.participant(SoldLedger.BUYER))) {
            ContractPage page = page(file(ledger, 1, audience));
            assertThat(showings(page, Signatory.CONSUMER)).containsExactly(SUPPORTED, SUPPORTED, SHOWN, SHOWN);
            assertThat(evidence(page, Signatory.CONSUMER, SignatureCondition.CONTENT_ALTERATION))
                    .containsExactly(
                            "content.statement",
                            "content.stated",
                            "content.derived",
                            "content.texts",
                            "content.sealed");
            Document parsed = parsed(page.html());
            assertThat(rows(parsed, "party")).anyMatch(row -> row.contains("(SignStatement), key 6"));
            assertThat(rows(parsed, "art13-CONSUMER"))
                    .anyMatch(
                            row -> row.contains("所签为第") && row.contains("What was signed is the statement in record"));
            assertThat(parsed.getDocumentElement().getTextContent()).doesNotContain("{3}", "{4}");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ATTESTED", "ASSERTED"})
    void showsNoSignatureOfAPartyWhoseOrderNoStatementCovers(AuthenticationKind kind) throws Exception {
        ProofFile file;
        try (SessionLedger sessions = SessionLedger.found(folder, kind)) {
            sessions.order(sessions.open());
            sessions.seal(1);
            sessions.checkpoint();
            file = file(sessions.ledger(), 1, Audience.AUDITOR);
        }
        ContractPage page = page(file);
        boolean attested = kind == AuthenticationKind.ATTESTED;
        assertThat(showings(page, Signatory.CONSUMER)).containsOnly(NOT_SHOWN);
        assertThat(evidence(page, Signatory.CONSUMER, SignatureCondition.CONTENT_ALTERATION))
                .containsExactly(
                        attested ? "unsigned.attested" : "unsigned.asserted", "content.sealed", "content.texts");
        assertThat(showings(page, Signatory.PROVIDER)).containsExactly(SUPPORTED, SUPPORTED, SHOWN, SHOWN);
        assertThat(rows(parsed(page.html()), "art13-CONSUMER"))
                .anyMatch(row -> row.contains("没有经核验的、覆盖它的会话声明")
                        && row.contains(
                                attested
                                        ? "no electronic signature of this party is shown"
                                        : "there is no electronic signature of this party"));
    }

    @Test
    void aNameThatIsMarkupIsShownAsTheLettersThatItHas() throws Exception {
        Path ledger = SessionLedger.under(folder, AuthenticationKind.ATTESTED);
        String html = page(file(ledger, 1, Audience.AUDITOR)).html("a b\"><script>/by-hand.html");
        Document page = parsed(html);
        assertThat(elements(page, "script")).isEmpty();
        assertThat(rows(page, "party"))
                .anyMatch(row -> row.endsWith("Example Company 3" + SessionLedger.HOSTILE_ENDING));
        assertThat(elements(page, "a").get(0).getAttribute("href")).isEqualTo("a b\"><script>/by-hand.html");
    }

    @Test
    void whatXmlHasNoPlaceForIsShownAsAQuestionMark() throws Exception {
        StringBuilder every = new StringBuilder();
        for (int c = 0; c < 0x30000; c++) {
            every.appendCodePoint(c);
        }
        Document page =
                parsed("<p xmlns=\"http://www.w3.org/1999/xhtml\">" + Markup.escaped(every.toString()) + "</p>");
        assertThat(page.getDocumentElement().getTextContent())
                .hasSize(Markup.printable(every.toString()).length())
                .doesNotContain("\u202e", "\u2028", "\u0000", "\uffff");
    }

    @Test
    void doesNotTakeAPlaceOutOfAValue() {
        assertThat(PageWords.of(ContractPage.class, "contract", ContractLanguage.EN)
                        .text("times.met.value", "{1}", "{0}"))
                .isEqualTo("record {1}, {0}");
    }

    @Test
    void hasEachWordInBothLanguagesAndPromisesNoEffectInLaw() {
        PageWords zh = PageWords.of(ContractPage.class, "contract", ContractLanguage.ZH);
        PageWords en = PageWords.of(ContractPage.class, "contract", ContractLanguage.EN);
        assertThat(zh.all().stringPropertyNames()).isEqualTo(en.all().stringPropertyNames());
        for (Object words : en.all().values()) {
            assertThat(words.toString().toLowerCase(Locale.ROOT))
                    .doesNotContain("legal", "court", "valid in", "enforceable", "binding");
        }
        for (Object words : zh.all().values()) {
            assertThat(words.toString()).doesNotContain("法律效力", "合法", "法院", "有效合同", "具有效力");
        }
    }

    @Test
    void tellsWhenNobodyVouchesForTheExchange() throws Exception {
        ProofFile file = file(sold.ledger(), 1, Audience.AUDITOR);
        ContractPage page = ContractPage.of(file, checked(file, List.of(), List.of()));
        assertThat(showings(page, Signatory.EXCHANGE)).containsExactly(NOT_SHOWN, NOT_SHOWN, SHOWN, SHOWN);
        assertThat(evidence(page, Signatory.EXCHANGE, SignatureCondition.EXCLUSIVE_DATA))
                .contains("exchange.untrusted");
        assertThat(evidence(page, Signatory.PROVIDER, SignatureCondition.EXCLUSIVE_DATA))
                .contains("authority.byGenesis");
    }

    @Test
    void makesNoPageOfAnInvalidFileOrOfARecord() throws Exception {
        ProofFile contract = file(sold.ledger(), 1, Audience.AUDITOR);
        ProofReport invalid = new ProofReport(
                ProofVerdict.INVALID, null, List.of(), List.of(), Sm3Hash.ofContent(contract.encode()), null);
        assertThatThrownBy(() -> ContractPage.of(contract, invalid)).isInstanceOf(IllegalArgumentException.class);
        ProofFile record = new ProofExporter(sold.ledger(), sm3 -> Optional.empty()).record(5, Audience.AUDITOR);
        assertThatThrownBy(() -> page(record)).isInstanceOf(IllegalArgumentException.class);
    }
}
