package io.shuheng.core.contract;

import io.shuheng.core.contract.ContractException.Code;
import io.shuheng.core.contract.amendment.AmendmentParty;
import io.shuheng.core.contract.amendment.AmendmentTerms;
import io.shuheng.core.record.Hash32;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;
import java.util.Map;
import java.util.Optional;

/**
 * The text of an amendment with places for its fields, in Chinese and in English. There is one, which comes with the library,
 * for what an amendment can do is a closed set; its SM3 is in every amendment, and a released one is never edited. The bytes
 * are as those of a {@link ContractTemplate}, without clauses of their own. Immutable, thread-safe.
 */
final class AmendmentTemplate {

    /** The version of the wording that amendments name. A released version is never edited. */
    static final int RENDERER_VERSION = 1;

    private static final String BUNDLED = "contract-amendment-1.txt";
    private static final String START_ZH = "shuheng-amendment-template 1\n=== zh\n";
    private static final String START_EN = "\n=== en\n";

    /** How a field reads. */
    @FunctionalInterface
    private interface Reading {
        String of(AmendmentTerms terms, ContractLanguage language);
    }

    private static final Map<String, Reading> FIELDS = Map.ofEntries(
            Map.entry("amendment", (t, l) -> ContractFields.number(t.getAmendment())),
            Map.entry("contract", (t, l) -> ContractFields.number(t.getContract())),
            Map.entry("contract.leaf", (t, l) -> ContractFields.hex(t.getContractLeaf())),
            Map.entry("previous", (t, l) -> previous(t.getPreviousSm3(), l)),
            Map.entry("exchange.name", (t, l) -> l.pickPresent(t.getExchangeNameZh(), t.getExchangeNameEn())),
            Map.entry("exchange.id", (t, l) -> t.getExchangeUscc()),
            Map.entry("ledger", (t, l) -> ContractFields.hex(t.getLedgerId())),
            Map.entry("provider.name", (t, l) -> name(t.getProvider(), l)),
            Map.entry(
                    "provider.idKind",
                    (t, l) -> PartyWording.idKind(t.getProvider().getIdKind(), l)),
            Map.entry("provider.id", (t, l) -> t.getProvider().getId()),
            Map.entry(
                    "provider.participant",
                    (t, l) -> ContractFields.number(t.getProvider().getParticipant())),
            Map.entry("consumer.name", (t, l) -> name(t.getConsumer(), l)),
            Map.entry(
                    "consumer.idKind",
                    (t, l) -> PartyWording.idKind(t.getConsumer().getIdKind(), l)),
            Map.entry("consumer.id", (t, l) -> t.getConsumer().getId()),
            Map.entry(
                    "consumer.participant",
                    (t, l) -> ContractFields.number(t.getConsumer().getParticipant())),
            Map.entry("change.term", (t, l) -> AmendmentWording.term(t.getChange(), l)),
            Map.entry("change.delivery", (t, l) -> AmendmentWording.delivery(t.getChange(), l)),
            Map.entry("change.refund", (t, l) -> AmendmentWording.refund(t.getChange(), l)),
            Map.entry("change.end", (t, l) -> AmendmentWording.end(t.getChange(), l)),
            Map.entry(
                    "change.clauses",
                    (t, l) -> ClauseWording.supplement(t.getChange().getClauses(), l)),
            Map.entry("change.rest", (t, l) -> AmendmentWording.rest(t.getChange(), l)),
            Map.entry("text.template", (t, l) -> ContractFields.hex(t.getText().getTemplateSm3())),
            Map.entry(
                    "text.renderer", (t, l) -> ContractFields.number(t.getText().getRendererVersion())));

    private static final AmendmentTemplate BUNDLED_TEMPLATE = parse(TemplateText.bundled(BUNDLED));

    private final Sm3Hash sm3;
    private final TemplateBody<AmendmentTerms> zh;
    private final TemplateBody<AmendmentTerms> en;

    private AmendmentTemplate(Sm3Hash sm3, TemplateBody<AmendmentTerms> zh, TemplateBody<AmendmentTerms> en) {
        this.sm3 = sm3;
        this.zh = zh;
        this.en = en;
    }

    /** The one that comes with the library. */
    static AmendmentTemplate bundled() {
        return BUNDLED_TEMPLATE;
    }

    /** SM3 of the template's bytes. */
    Sm3Hash sm3() {
        return sm3;
    }

    /** Adds the text in one language to what is there. */
    void render(AmendmentTerms terms, ContractLanguage language, Utf8Text out) {
        (language == ContractLanguage.ZH ? zh : en).render(terms, language, out);
    }

    private static AmendmentTemplate parse(byte[] bytes) {
        String text = TemplateText.decode(bytes);
        int startEn = text.indexOf(START_EN);
        if (!text.startsWith(START_ZH) || startEn < 0) {
            throw ContractTemplate.malformed("no Chinese text, or no English text behind it");
        }
        return new AmendmentTemplate(
                Sm3Hash.of(Sm3.hash(bytes)),
                TemplateBody.parse(text.substring(START_ZH.length(), startEn + 1), AmendmentTemplate::field),
                TemplateBody.parse(text.substring(startEn + START_EN.length()), AmendmentTemplate::field));
    }

    private static Optional<TemplateBody.Field<AmendmentTerms>> field(String placeholder) {
        return Optional.ofNullable(FIELDS.get(placeholder))
                .map(reading ->
                        (terms, language) -> text(placeholder, terms.getContract(), reading.of(terms, language)));
    }

    private static String text(String placeholder, long contract, String value) {
        if (value.isEmpty()) {
            throw new ContractException(
                    Code.VALUE_MISSING, "amendment of contract " + contract + ": {" + placeholder + "} has no value");
        }
        return PrintableText.of(value);
    }

    private static String previous(Hash32 sm3, ContractLanguage language) {
        return Sm3Hash.of(sm3.bytes()).equals(Sm3Hash.ZERO) ? language.pick("无", "none") : ContractFields.hex(sm3);
    }

    private static String name(AmendmentParty party, ContractLanguage language) {
        return language.pickPresent(party.getNameZh(), party.getNameEn());
    }
}
