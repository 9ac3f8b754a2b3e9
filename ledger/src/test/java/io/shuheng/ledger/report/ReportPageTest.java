package io.shuheng.ledger.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.contract.ContractLanguage;
import io.shuheng.core.listing.SourceLegality;
import io.shuheng.core.participant.ReviewMethod;
import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.ledger.page.PageWords;
import io.shuheng.ledger.verify.Report;
import io.shuheng.ledger.verify.SessionLedger;
import io.shuheng.ledger.verify.SoldLedger;
import io.shuheng.ledger.verify.TrustAnchor;
import io.shuheng.ledger.verify.TwiceRotatedLedger;
import io.shuheng.ledger.verify.Verdict;
import io.shuheng.ledger.verify.VerificationLevel;
import io.shuheng.ledger.verify.Verifier;
import io.shuheng.ledger.verify.VerifierSettings;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report on the exchange day that is kept as files, and on copies of it that are not what they should be. */
final class ReportPageTest {

    private static final WorkingPapers PAPERS =
            new WorkingPapers("shuheng-verifier", Optional.empty(), List.of("report", "a b", "--lang"), List.of());

    @TempDir
    Path folder;

    private static Path golden(String name) {
        try {
            return Path.of(Objects.requireNonNull(ReportPageTest.class.getResource("/golden/rules-1"))
                            .toURI())
                    .resolve(name);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Report verified(Path ledger, VerificationLevel level) throws IOException {
        return new Verifier(new VerifierSettings(
                        List.of(TrustAnchor.ofPem(golden("operator.pem"))),
                        List.of(TrustAnchor.ofPem(golden("members-ca.pem"))),
                        List.of(),
                        List.of(golden("closing.checkpoint")),
                        level,
                        2))
                .verify(ledger);
    }

    private static String page(Path ledger, VerificationLevel level, boolean article33, ContractLanguage language)
            throws IOException {
        return ReportPage.of(ledger, verified(ledger, level), PAPERS, article33).html(language);
    }

    private static ParsedPage dayInEnglish() throws IOException {
        return ParsedPage.of(page(golden("ledger"), VerificationLevel.SIGNATURES, true, ContractLanguage.EN));
    }

    private static LedgerFigures figures() throws IOException {
        return LedgerFigures.of(golden("ledger"), verified(golden("ledger"), VerificationLevel.STRUCTURE), true);
    }

    @Test
    void isOnePageInEitherLanguageThatNeedsNothingFromElsewhereAndRunsNothing() throws IOException {
        for (ContractLanguage language : ContractLanguage.values()) {
            String html = page(golden("ledger"), VerificationLevel.STRUCTURE, true, language);
            ParsedPage page = ParsedPage.of(html);
            for (String loaded : List.of("script", "link", "img", "a", "iframe", "object", "form", "image", "use")) {
                assertThat(page.elements(loaded)).as(loaded).isEmpty();
            }
            assertThat(page.elements("meta").get(1).getAttribute("content")).startsWith("default-src 'none'");
            assertThat(page.elements("style").get(0).getTextContent())
                    .contains("@media print")
                    .doesNotContain("url(", "@import");
            assertThat(html).doesNotContain("{0}", "{1}", "{2}", "onload", "javascript");
        }
    }

    @Test
    void isTheSameByteForByteFromTheSameLedgerAndOptions() throws IOException {
        assertThat(page(golden("ledger"), VerificationLevel.STRUCTURE, true, ContractLanguage.ZH))
                .isEqualTo(page(golden("ledger"), VerificationLevel.STRUCTURE, true, ContractLanguage.ZH));
    }

    @Test
    void addsUpTradesByProductAndOverTimeToTheSameSum() throws IOException {
        ParsedPage page = dayInEnglish();
        List<List<String>> products = page.rows("Notional by product", 0);
        List<String> total = products.get(products.size() - 1);
        assertThat(sum(products.subList(0, products.size() - 1), 3)).isEqualByComparingTo(yuan(total.get(3)));
        List<List<String>> spans = page.rows("Records and trades over time", 0);
        assertThat(sum(spans, 4)).isEqualByComparingTo(yuan(total.get(3)));
        assertThat(sum(spans, 3)).isEqualByComparingTo(yuan(total.get(2)));
        assertThat(yuan(total.get(3))).isPositive();
    }

    @Test
    void letsWhatMembersAndTheExchangePaidAndGotBalance() throws IOException {
        List<List<String>> members = dayInEnglish().rows("Members and their nets", 0);
        assertThat(sum(members, 3)).isPositive().isEqualByComparingTo(sum(members, 4));
        assertThat(sum(members, 5)).isZero();
        assertThat(sum(members, 6)).isZero();
        assertThat(sum(members, 1)).isEqualByComparingTo(sum(members, 2));
    }

    private static BigDecimal sum(List<List<String>> rows, int column) {
        return rows.stream().map(row -> yuan(row.get(column))).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal yuan(String text) {
        return new BigDecimal(text.replace(",", ""));
    }

    @Test
    void sumsStayRightHoweverFewProductsAndMembersHaveARow() throws IOException {
        LedgerFigures figures = figures();
        for (int most = 0; most < 25; most++) {
            Shares<ProductFigures.Product> products = figures.products().greatest(most);
            FenSum all = new FenSum();
            products.shown().forEach(product -> all.add(product.notional()));
            all.add(products.rest().notional());
            assertThat(all.fen()).isEqualTo(figures.notional().fen());
            assertThat(products.shown()).hasSizeLessThanOrEqualTo(most);
            Shares<MemberFigures.Member> members = figures.members().greatest(most);
            FenSum net = new FenSum();
            members.shown().forEach(member -> net.add(member.net()));
            net.add(members.rest().net());
            net.add(figures.members().exchange().net());
            assertThat(net.fen()).isZero();
        }
    }

    @Test
    void namesTheApprovalOfEachRestrictedModeAndWhatOfficersDid() throws IOException {
        ParsedPage page = dayInEnglish();
        assertThat(page.rows("Boards and their modes", 1))
                .singleElement()
                .satisfies(row -> assertThat(row.get(1)).isEqualTo("CONTINUOUS"))
                .satisfies(row -> assertThat(row.get(2)).contains("authority"))
                .satisfies(row -> assertThat(row.get(5)).matches("[0-9a-f]{64}"));
        assertThat(page.rows("Interventions of officers", 0))
                .anySatisfy(row -> assertThat(row.get(2)).startsWith("FreezeByOrder: target PRODUCT"))
                .anySatisfy(row -> assertThat(row.get(2)).startsWith("RecordCertificateStatus: standing GOOD"))
                .allSatisfy(row -> assertThat(row.get(6))
                        .startsWith(
                                row.get(2).startsWith("RecordCertificateStatus")
                                        ? "in force"
                                        : "in force with officer"));
        assertThat(page.section("Interventions of officers").getTextContent()).contains("ReviewIdentity");
    }

    @Test
    void saysNoneWhereNoOfficerIntervened() throws IOException {
        SoldLedger sold = SoldLedger.under(folder);
        Report report = new Verifier(new VerifierSettings(
                        List.of(TrustAnchor.ofPem(sold.operator())),
                        List.of(),
                        List.of(),
                        List.of(),
                        VerificationLevel.STRUCTURE,
                        1))
                .verify(sold.ledger());
        String html = ReportPage.of(sold.ledger(), report, PAPERS, false).html(ContractLanguage.ZH);
        assertThat(report.verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(ParsedPage.of(html).section("业务人员的干预").getTextContent()).contains("无。");
        assertThat(html).contains("verdict INCOMPLETE", "[UNANCHORED]").doesNotContain("未经核验</span>");
    }

    @Test
    void showsOfEachTradeItsSourceTheReviewOfBothSidesAndItsRecords() throws IOException {
        ParsedPage page = dayInEnglish();
        String heading = "Sources, identities and records";
        List<List<String>> trades = page.rows(heading, 0);
        assertThat(trades).hasSize((int) figures().trades()).allSatisfy(row -> {
            assertThat(row.get(3)).matches(".+ \\(record \\d+\\)");
            assertThat(row.get(4)).matches("\\d+: documents \\(record \\d+\\)");
            assertThat(row.get(5)).matches("\\d+: .+ \\(record \\d+\\)");
            assertThat(row.get(6)).contains("buyOrder ", "sellOrder ", "Trade ");
        });
        assertThat(trades.get(0).get(6))
                .contains("StartDelivery", "SignReceipt", "Settlement", "Voucher", "ContractsSealed");
        assertThat(page.rows(heading, 1))
                .allSatisfy(row -> assertThat(row.get(4)).matches("[0-9a-f]{64}"));
        assertThat(page.rows(heading, 2))
                .allSatisfy(row -> assertThat(row.get(3)).startsWith("officer "));
    }

    @Test
    void namesEveryEvidenceFileWithTheHashesThatCommonToolsCompute() throws IOException {
        List<List<String>> files = dayInEnglish().rows("The ledger's files", 0);
        try (Stream<Path> found = Files.walk(golden("ledger"))) {
            assertThat(files).hasSize((int)
                    found.filter(file -> file.toString().endsWith(".cq4")).count());
        }
        Path small = Files.writeString(folder.resolve("abc"), "abc");
        FileDigest digest = FileDigest.of("abc", small);
        assertThat(digest.bytes()).isEqualTo(3);
        assertThat(digest.sm3().hex()).startsWith("66c7f0f462eeedd9d1f2d46bdc10e4e2");
        assertThat(digest.sha256()).startsWith("ba7816bf8f01cfea414140de5dae2223");
    }

    @Test
    void shoutsAFaultAndSaysOfEveryFigureThatItIsNotVerified() throws IOException {
        Path ledger = copy(golden("ledger"), folder.resolve("ledger"));
        Path file = ledger.resolve("segment-00000001").resolve("20261123F.cq4");
        Report sound = verified(golden("ledger"), VerificationLevel.STRUCTURE);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length * 5 / 8] ^= 1;
        Files.write(file, bytes);
        Report report = verified(ledger, VerificationLevel.STRUCTURE);
        assertThat(report.verdict()).isEqualTo(Verdict.FAULT);
        String html = ReportPage.of(ledger, report, PAPERS, true).html(ContractLanguage.EN);
        ParsedPage page = ParsedPage.of(html);
        assertThat(page.section("Faults").getTextContent())
                .contains(Objects.requireNonNull(report.fault()).rule(), "20261123F.cq4");
        for (String figures : List.of(
                "What the ledger holds",
                "Records and trades over time",
                "Notional by product",
                "Members and their nets",
                "Boards and their modes",
                "Interventions of officers",
                "Sources, identities")) {
            assertThat(page.section(figures).getTextContent()).contains("NOT VERIFIED");
        }
        assertThat(html).contains("class=\"verdict FAULT\"", "do not rely on this ledger");
        assertThat(report.files().records()).isLessThan(sound.files().records());
    }

    @Test
    void readsOnBehindAFaultAndMarksWhatStandsThere() throws IOException {
        Report report = verified(golden("ledger"), VerificationLevel.STRUCTURE);
        Report faulty = new Report(
                Verdict.FAULT,
                new io.shuheng.ledger.verify.Finding("REPLAY", "f", 0, 300, "m"),
                report.level(),
                report.hasher(),
                report.ledgerId(),
                report.operatorName(),
                report.operatorKeys(),
                report.files(),
                report.anchors(),
                report.commands(),
                report.seals(),
                report.revocations(),
                report.times(),
                report.trust(),
                report.limits());
        LedgerFigures figures = LedgerFigures.of(golden("ledger"), faulty, true);
        assertThat(figures.records()).isEqualTo(report.files().records());
        assertThat(figures.unverified()).isEqualTo(figures.records() - 300);
        String html = ReportPage.of(golden("ledger"), faulty, PAPERS, true).html(ContractLanguage.EN);
        assertThat(ParsedPage.of(html).elements("tr"))
                .anyMatch(row -> row.getAttribute("class").equals("unverified"))
                .anyMatch(row -> row.getAttribute("class").isEmpty());
        assertThat(html).contains("url(#records-hatch)");
    }

    @Test
    void showsNamesThatAreMarkupAsTheLettersThatTheyHave() throws IOException {
        Path ledger = SessionLedger.under(folder, AuthenticationKind.ATTESTED);
        Report report = new Verifier(new VerifierSettings(
                        List.of(), List.of(), List.of(), List.of(), VerificationLevel.STRUCTURE, 1))
                .verify(ledger);
        ParsedPage page =
                ParsedPage.of(ReportPage.of(ledger, report, PAPERS, true).html(ContractLanguage.EN));
        assertThat(page.elements("script")).isEmpty();
        assertThat(page.section("Members and their nets").getTextContent()).contains(SessionLedger.HOSTILE_ENDING);
    }

    @Test
    void hasEachWordInBothLanguagesAndPromisesNoEffectInLaw() {
        PageWords zh = PageWords.of(ReportPage.class, "ledger", ContractLanguage.ZH);
        PageWords en = PageWords.of(ReportPage.class, "ledger", ContractLanguage.EN);
        assertThat(zh.all().stringPropertyNames()).isEqualTo(en.all().stringPropertyNames());
        for (Verdict verdict : Verdict.values()) {
            assertThat(en.text("verdict." + verdict + ".means")).isNotBlank();
        }
        for (SourceLegality legality : SourceLegality.values()) {
            assertThat(en.text("legality." + legality)).isNotBlank();
        }
        for (ReviewMethod method : ReviewMethod.values()) {
            assertThat(en.text("method." + method)).isNotBlank();
        }
        for (Object words : en.all().values()) {
            assertThat(words.toString().toLowerCase(Locale.ROOT)).doesNotContain("compliant", "lawful", "guarantee");
        }
        for (Object words : zh.all().values()) {
            assertThat(words.toString()).doesNotContain("合规", "合法", "保证");
        }
    }

    private static Path copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
        return to;
    }

    @Test
    void namesTheOperatorsKeysFromWhichSizeAndByWhom() throws IOException {
        TwiceRotatedLedger ledger = TwiceRotatedLedger.write(folder.resolve("rotated"));
        Report report = new Verifier(new VerifierSettings(
                        List.of(TrustAnchor.of(TwiceRotatedLedger.OPERATORS.get(0))),
                        List.of(TrustAnchor.of(TwiceRotatedLedger.membersAuthority())),
                        List.of(),
                        List.of(ledger.kept(3)),
                        VerificationLevel.REPLAY,
                        2))
                .verify(ledger.ledger());
        for (ContractLanguage language : ContractLanguage.values()) {
            ParsedPage page = ParsedPage.of(
                    ReportPage.of(ledger.ledger(), report, PAPERS, false).html(language));
            List<List<String>> keys = page.rows(language == ContractLanguage.EN ? "The operator's keys" : "运营方密钥沿革", 0);
            assertThat(keys).extracting(row -> row.get(0)).containsExactly("1", "8", "9");
            assertThat(keys)
                    .extracting(row -> row.get(1))
                    .containsExactly(
                            "0",
                            String.valueOf(ledger.rotations().get(0) + 1),
                            String.valueOf(ledger.rotations().get(1) + 1));
            assertThat(keys.get(1).get(3))
                    .contains("1", String.valueOf(ledger.rotations().get(0)));
            assertThat(keys)
                    .extracting(row -> row.get(7))
                    .containsExactlyElementsOf(TwiceRotatedLedger.OPERATORS.stream()
                            .map(one -> one.sm3().hex())
                            .toList());
        }
        List<List<String>> one = dayInEnglish().rows("The operator's keys", 0);
        assertThat(one).hasSize(1);
        assertThat(one.get(0)).contains("the genesis; its own certificate leads to a trusted one", "no");
    }
}
