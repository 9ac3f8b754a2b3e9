package io.shuheng.core.contract;

import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.trading.OpenInstrument;
import io.shuheng.crypto.Sm3Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Makes a contract from what the ledger's records say and its template: terms, then texts, then bytes. One thread. */
final class ContractDerivation {

    private static final int FORM_VERSION = 1;
    private static final String CURRENCY = "CNY";

    /** Contracts whose texts are hashed together: enough for every lane of the hasher, some 700 KB of text. */
    private static final int AT_ONCE = 32;

    private static final Hash32 NO_TEXT = new Hash32(Sm3Hash.ZERO.bytes());

    private final ContractTemplates templates;

    ContractDerivation(ContractTemplates templates) {
        this.templates = templates;
    }

    /**
     * The contract that follows.
     *
     * @param number by which it is asked for
     * @throws ContractException where the template is not to be had or not to be rendered
     */
    Contract derive(long number, ContractBasis basis) {
        Utf8Text texts = new Utf8Text();
        Draft draft = draft(basis, texts);
        ContractTerms terms = draft.terms(texts);
        return new Contract(
                number,
                terms,
                AvroBytes.encode(terms),
                texts.text(draft.zhStart, draft.enStart),
                texts.text(draft.enStart, draft.end));
    }

    /**
     * The canonical bytes of contracts, one after the other; their texts are not kept.
     *
     * @throws ContractException where one of the templates is not to be had or not to be rendered
     */
    void deriveBytes(List<ContractBasis> contracts, Consumer<byte[]> out) {
        Utf8Text texts = new Utf8Text();
        TextHashes hashes = new TextHashes(AT_ONCE);
        for (int start = 0; start < contracts.size(); start += AT_ONCE) {
            texts.clear();
            List<Draft> drafts = new ArrayList<>(AT_ONCE);
            for (ContractBasis basis : contracts.subList(start, Math.min(start + AT_ONCE, contracts.size()))) {
                drafts.add(draft(basis, texts));
            }
            hashes.compute(drafts, texts);
            for (int i = 0; i < drafts.size(); i++) {
                out.accept(AvroBytes.encode(withText(drafts.get(i).unwritten, hashes.zh(i), hashes.en(i))));
            }
        }
    }

    private Draft draft(ContractBasis basis, Utf8Text texts) {
        OpenInstrument instrument = basis.instrument().command();
        ContractTemplate template =
                templates.template(Sm3Hash.of(instrument.getTemplateSm3().bytes()));
        ContractTerms unwritten = terms(basis, template, text(instrument, NO_TEXT, NO_TEXT));
        int zhStart = texts.length();
        ContractRenderer.render(unwritten, template, ContractLanguage.ZH, texts);
        int enStart = texts.length();
        ContractRenderer.render(unwritten, template, ContractLanguage.EN, texts);
        return new Draft(unwritten, zhStart, enStart, texts.length());
    }

    /** A contract whose texts are written, from a place on among others, and not bound yet. */
    record Draft(ContractTerms unwritten, int zhStart, int enStart, int end) {

        ContractTerms terms(Utf8Text texts) {
            return withText(unwritten, texts.sm3(zhStart, enStart), texts.sm3(enStart, end));
        }
    }

    private static ContractTerms terms(ContractBasis basis, ContractTemplate template, ContractText text) {
        TradedInstrument instrument = basis.instrument();
        return ContractTerms.newBuilder()
                .setVersion(FORM_VERSION)
                .setContractType(template.contractType())
                .setFormation(formation(basis))
                .setProvider(basis.seller().party(basis.sellOrder()))
                .setConsumer(basis.buyer().party(basis.buyOrder()))
                .setSubject(instrument.product().subject())
                .setLicence(instrument.licence(basis.deal()))
                .setDelivery(delivery(basis))
                .setFee(fee(basis))
                .setClauses(template.clauses())
                .setSupplement(basis.deal().supplement())
                .setText(text)
                .build();
    }

    private static ContractTerms withText(ContractTerms terms, Hash32 zh, Hash32 en) {
        ContractText text = new ContractText(
                terms.getText().getTemplateSm3(), terms.getText().getRendererVersion(), zh, en);
        return new ContractTerms(
                terms.getVersion(),
                terms.getContractType(),
                terms.getFormation(),
                terms.getProvider(),
                terms.getConsumer(),
                terms.getSubject(),
                terms.getLicence(),
                terms.getDelivery(),
                terms.getFee(),
                terms.getClauses(),
                terms.getSupplement(),
                text);
    }

    private static ContractFormation formation(ContractBasis basis) {
        Genesis genesis = basis.genesis();
        return ContractFormation.newBuilder()
                .setLedgerId(genesis.getLedgerId())
                .setExchangeNameZh(genesis.getOperatorNameZh())
                .setExchangeNameEn(genesis.getOperatorNameEn())
                .setExchangeUscc(genesis.getOperatorUscc())
                .setKind(basis.kind())
                .setContract(basis.number())
                .setMeetingRecord(basis.meetingRecord())
                .setMetAtNs(basis.metAtNs())
                .setTimeOffsetMinutes(genesis.getTimeOffsetMinutes())
                .setRulesVersion(genesis.getRulesVersion())
                .build();
    }

    private static ContractDelivery delivery(ContractBasis basis) {
        Deal deal = basis.deal();
        return new ContractDelivery(
                basis.instrument().command().getDeliveryMode(), deal.deliverWithinNs(), deal.inspectionNs());
    }

    private static ContractFee fee(ContractBasis basis) {
        Deal deal = basis.deal();
        TradedInstrument instrument = basis.instrument();
        return ContractFee.newBuilder()
                .setCurrency(CURRENCY)
                .setPriceMicros(deal.priceMicros())
                .setUnit(instrument.product().priceUnit())
                .setLotSize(instrument.command().getLotSize())
                .setQuantityLots(deal.quantityLots())
                .setAmountFen(deal.amountFen())
                .setPayer(basis.buyer().participant())
                .setTaxRateBp(instrument.command().getPriceTaxBp())
                .setTaxMode(instrument.command().getPriceTaxMode())
                .setTaxCategory(instrument.product().taxCategory())
                .setInvoiceType(instrument.product().invoiceType())
                .setSettlementModel(instrument.command().getSettlementModel())
                .setShares(deal.shares())
                .build();
    }

    private static ContractText text(OpenInstrument instrument, Hash32 zh, Hash32 en) {
        return new ContractText(instrument.getTemplateSm3(), instrument.getRendererVersion(), zh, en);
    }
}
