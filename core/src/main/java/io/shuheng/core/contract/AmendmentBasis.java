package io.shuheng.core.contract;

import io.shuheng.core.contract.amendment.AmendmentChange;
import io.shuheng.core.contract.amendment.AmendmentParty;
import io.shuheng.core.contract.amendment.AmendmentTerms;
import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.Hash32;
import io.shuheng.crypto.Sm3Hash;

/**
 * What an amendment is derived from. Immutable.
 *
 * @param genesis names the ledger and the exchange
 * @param contract number of the contract
 * @param contractLeaf the contract's leaf under its seal
 * @param amendment number among the contract's amendments, from 1
 * @param previousSm3 SM3 of the one before, zeros for the first
 * @param provider one side
 * @param consumer the other
 * @param change what it does
 */
record AmendmentBasis(
        Genesis genesis,
        long contract,
        Sm3Hash contractLeaf,
        int amendment,
        Sm3Hash previousSm3,
        AmendmentParty provider,
        AmendmentParty consumer,
        AmendmentChange change) {

    private static final int FORM_VERSION = 1;
    private static final Hash32 NO_TEXT = new Hash32(Sm3Hash.ZERO.bytes());

    /** A party as its application says. */
    static AmendmentParty party(PartyIdentity identity) {
        return new AmendmentParty(
                identity.participant(), identity.idKind(), identity.id(), identity.nameZh(), identity.nameEn());
    }

    /** A party as its contract states it. */
    static AmendmentParty party(ContractParty party) {
        return party(PartyIdentity.of(party));
    }

    /** The amendment that follows: terms, then texts, then bytes. */
    Amendment derive() {
        AmendmentTemplate template = AmendmentTemplate.bundled();
        AmendmentTerms unwritten = terms(text(template, NO_TEXT, NO_TEXT));
        Utf8Text texts = new Utf8Text();
        template.render(unwritten, ContractLanguage.ZH, texts);
        int enStart = texts.length();
        template.render(unwritten, ContractLanguage.EN, texts);
        int end = texts.length();
        AmendmentTerms terms = terms(text(template, texts.sm3(0, enStart), texts.sm3(enStart, end)));
        return new Amendment(terms, AvroBytes.encode(terms), texts.text(0, enStart), texts.text(enStart, end));
    }

    private static ContractText text(AmendmentTemplate template, Hash32 zh, Hash32 en) {
        return new ContractText(new Hash32(template.sm3().bytes()), AmendmentTemplate.RENDERER_VERSION, zh, en);
    }

    private AmendmentTerms terms(ContractText text) {
        return AmendmentTerms.newBuilder()
                .setVersion(FORM_VERSION)
                .setLedgerId(genesis.getLedgerId())
                .setExchangeNameZh(genesis.getOperatorNameZh())
                .setExchangeNameEn(genesis.getOperatorNameEn())
                .setExchangeUscc(genesis.getOperatorUscc())
                .setContract(contract)
                .setContractLeaf(new Hash32(contractLeaf.bytes()))
                .setAmendment(amendment)
                .setPreviousSm3(new Hash32(previousSm3.bytes()))
                .setProvider(provider)
                .setConsumer(consumer)
                .setChange(change)
                .setText(text)
                .build();
    }
}
