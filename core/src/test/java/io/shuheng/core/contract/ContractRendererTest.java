package io.shuheng.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.core.contract.ContractException.Code;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContractRendererTest {

    private static final String BUNDLED = new String(ContractTemplate.bundledDataProvision(), StandardCharsets.UTF_8);

    @Test
    void writesTheGoldenTexts() throws IOException {
        Contract contract = contract();
        assertThat(contract.textZh()).isEqualTo(resource("golden-contract-zh.txt"));
        assertThat(contract.textEn()).isEqualTo(resource("golden-contract-en.txt"));
    }

    @ParameterizedTest
    @CsvSource({"tr, TR, Asia/Istanbul", "th, TH, Asia/Bangkok", "ar, EG, Africa/Cairo", "en, US, Pacific/Chatham"})
    void writesTheSameBytesUnderEveryLocaleAndTimeZone(String language, String country, String zone) {
        byte[] expected = contract().canonicalBytes();
        Locale locale = Locale.getDefault();
        TimeZone timeZone = TimeZone.getDefault();
        try {
            Locale.setDefault(new Locale.Builder()
                    .setLanguage(language)
                    .setRegion(country)
                    .build());
            TimeZone.setDefault(TimeZone.getTimeZone(zone));
            assertThat(contract().canonicalBytes()).isEqualTo(expected);
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(timeZone);
        }
    }

    @Test
    void writesNormalisedTextWithPlainLineFeeds() {
        Contract contract = contract();
        for (String text : new String[] {contract.textZh(), contract.textEn()}) {
            assertThat(Normalizer.isNormalized(text, Normalizer.Form.NFC)).isTrue();
            assertThat(text).doesNotContain("\r", "{", "}").endsWith("\n");
        }
    }

    @Test
    void hasEveryFieldInBothTextsOfTheBundledTemplate() {
        int english = BUNDLED.indexOf("=== en");
        for (ContractField field : ContractFields.all()) {
            String place = "{" + field.placeholder() + "}";
            boolean inDigits = field.placeholder().equals("fee.capitals");
            assertThat(BUNDLED.substring(0, english)).contains(place);
            assertThat(BUNDLED.substring(english).contains(place)).as(place).isEqualTo(!inDigits);
        }
    }

    @Test
    void refusesATemplateWithoutAnEnglishText() {
        String bare = BUNDLED.substring(0, BUNDLED.indexOf("=== en\n") + "=== en\n".length());
        assertThatThrownBy(() -> parse(bare))
                .isInstanceOfSatisfying(
                        ContractException.class, e -> assertThat(e.code()).isEqualTo(Code.TEMPLATE_MALFORMED))
                .hasMessageContaining("English");
    }

    @Test
    void refusesAPlaceholderItDoesNotKnow() {
        assertCode(BUNDLED.replace("{fee.amount}", "{fee.total}"), Code.UNKNOWN_PLACEHOLDER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{fee.amount", "fee.amount}", "{fee.amount}}", "\t", "\r", "e\u0301", "\u200b"})
    void refusesATemplateWithStrayBracesOrStrangeCharacters(String instead) {
        assertThatThrownBy(() -> parse(BUNDLED.replaceFirst("\\{fee.amount}", instead.replace("$", ""))))
                .isInstanceOf(ContractException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "penaltyBpPerDay: 5,penaltyBpPerDay: 05",
        "penaltyBpPerDay: 5,penaltyBpPerDay: 10001",
        "penaltyBpPerDay: 5,penaltyBpPerDay: ٥",
        "penaltyBpPerDay: 5,penaltyBp: 5",
        "useIsNotAcceptance: false,useIsNotAcceptance: no",
        "afterEnd: DELETE,afterEnd: delete",
        "shuheng-contract-template 1,shuheng-contract-template 2",
        "=== en,=== fr",
        "=== zh,=== cn"
    })
    void refusesATemplateWhoseHeadIsNotOfThisVersion(String good, String bad) {
        assertCode(BUNDLED.replaceFirst(good, bad), Code.TEMPLATE_MALFORMED);
    }

    @Test
    void refusesATemplateThatIsTooLongOrNotUtf8() {
        assertThatThrownBy(() -> ContractTemplate.parse(new byte[ContractTemplate.MAX_LENGTH + 1]))
                .isInstanceOf(ContractException.class);
        assertThatThrownBy(() -> ContractTemplate.parse(new byte[] {(byte) 0xc0, (byte) 0x80}))
                .isInstanceOf(ContractException.class);
    }

    @Test
    void takesATemplateFromTheEvidenceAndItsClausesAsFields() {
        byte[] other = BUNDLED.replace("useIsNotAcceptance: false", "useIsNotAcceptance: true")
                .replace("forumKind: COURT", "forumKind: ARBITRATION")
                .getBytes(StandardCharsets.UTF_8);
        Sm3Hash sm3 = Sm3Hash.of(Sm3.hash(other));
        MarketScript market = new MarketScript(sm3);
        market.trade(1);
        ContractProjection projection = new ContractProjection(
                new ContractTemplates(
                        asked -> Optional.ofNullable(Map.of(sm3, other).get(asked))),
                batch -> {});
        market.ledger().feed(projection, 0);
        Contract contract = projection.contract(1);
        assertThat(contract.terms().getClauses().getUseIsNotAcceptance()).isTrue();
        assertThat(contract.textZh()).contains("使用不视为验收", "仲裁裁决是终局的");
    }

    @Test
    void refusesEvidenceThatIsAnotherTemplate() {
        ContractTemplates templates =
                new ContractTemplates(sm3 -> Optional.of(ContractTemplate.bundledDataProvision()));
        assertThatThrownBy(() -> templates.template(Sm3Hash.ZERO))
                .isInstanceOfSatisfying(
                        ContractException.class, e -> assertThat(e.code()).isEqualTo(Code.TEMPLATE_UNKNOWN));
    }

    private static Contract contract() {
        MarketScript market = new MarketScript();
        market.trade(3);
        ContractProjection projection = new ContractProjection(ContractTemplates.bundled(), batch -> {});
        market.ledger().feed(projection, 0);
        return projection.contract(1);
    }

    private static void assertCode(String template, Code code) {
        assertThatThrownBy(() -> parse(template))
                .isInstanceOfSatisfying(
                        ContractException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private static ContractTemplate parse(String template) {
        return ContractTemplate.parse(template.getBytes(StandardCharsets.UTF_8));
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = ContractRendererTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
