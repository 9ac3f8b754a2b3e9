package io.shuheng.core.contract;

import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.trading.OpenInstrument;
import io.shuheng.core.trading.Trade;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;
import java.nio.charset.StandardCharsets;

/** Makes a contract from what the ledger's records say and its template: terms, then texts, then bytes. One thread. */
final class ContractDerivation {

    private static final int FORM_VERSION = 1;
    private static final String CURRENCY = "CNY";
    private static final Hash32 NO_TEXT = new Hash32(Sm3Hash.ZERO.bytes());

    private final ContractTemplates templates;

    ContractDerivation(ContractTemplates templates) {
        this.templates = templates;
    }

    /**
     * The contract of a trade.
     *
     * @throws ContractException where the template is not to be had or not to be rendered
     */
    Contract derive(MatchedTrade matched) {
        OpenInstrument instrument = matched.instrument().command();
        ContractTemplate template =
                templates.template(Sm3Hash.of(instrument.getTemplateSm3().bytes()));
        ContractTerms unwritten = terms(matched, template, text(instrument, NO_TEXT, NO_TEXT));
        String zh = ContractRenderer.render(unwritten, template, ContractLanguage.ZH);
        String en = ContractRenderer.render(unwritten, template, ContractLanguage.EN);
        ContractTerms terms = withText(unwritten, text(instrument, sm3(zh), sm3(en)));
        return new Contract(matched.number(), terms, AvroBytes.encode(terms), zh, en);
    }

    private static ContractTerms terms(MatchedTrade matched, ContractTemplate template, ContractText text) {
        TradedInstrument instrument = matched.instrument();
        return ContractTerms.newBuilder()
                .setVersion(FORM_VERSION)
                .setContractType(template.contractType())
                .setFormation(formation(matched))
                .setProvider(matched.seller().party(matched.sellOrder()))
                .setConsumer(matched.buyer().party(matched.buyOrder()))
                .setSubject(instrument.product().subject())
                .setLicence(instrument.licence(matched.trade().getScenario()))
                .setDelivery(delivery(instrument.command()))
                .setFee(fee(matched))
                .setClauses(template.clauses())
                .setText(text)
                .build();
    }

    private static ContractTerms withText(ContractTerms terms, ContractText text) {
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
                text);
    }

    private static ContractFormation formation(MatchedTrade matched) {
        Genesis genesis = matched.genesis();
        return ContractFormation.newBuilder()
                .setLedgerId(genesis.getLedgerId())
                .setExchangeNameZh(genesis.getOperatorNameZh())
                .setExchangeNameEn(genesis.getOperatorNameEn())
                .setExchangeUscc(genesis.getOperatorUscc())
                .setContract(matched.number())
                .setTradeRecord(matched.tradeRecord())
                .setFormedAtNs(matched.formedAtNs())
                .setTimeOffsetMinutes(genesis.getTimeOffsetMinutes())
                .setRulesVersion(genesis.getRulesVersion())
                .build();
    }

    private static ContractDelivery delivery(OpenInstrument instrument) {
        return new ContractDelivery(instrument.getDeliveryMode(), instrument.getInspectionNs());
    }

    private static ContractFee fee(MatchedTrade matched) {
        Trade trade = matched.trade();
        TradedInstrument instrument = matched.instrument();
        return ContractFee.newBuilder()
                .setCurrency(CURRENCY)
                .setPriceMicros(trade.getPriceMicros())
                .setUnit(instrument.product().priceUnit())
                .setLotSize(instrument.command().getLotSize())
                .setQuantityLots(trade.getQuantityLots())
                .setAmountFen(trade.getAmountFen())
                .setPayer(trade.getBuyer())
                .setTaxRateBp(instrument.command().getPriceTaxBp())
                .setTaxMode(instrument.command().getPriceTaxMode())
                .setTaxCategory(instrument.product().taxCategory())
                .setInvoiceType(instrument.product().invoiceType())
                .setSettlementModel(instrument.command().getSettlementModel())
                .setShares(instrument.command().getShares())
                .build();
    }

    private static ContractText text(OpenInstrument instrument, Hash32 zh, Hash32 en) {
        return new ContractText(instrument.getTemplateSm3(), instrument.getRendererVersion(), zh, en);
    }

    private static Hash32 sm3(String text) {
        return new Hash32(Sm3.hash(text.getBytes(StandardCharsets.UTF_8)));
    }
}
