package io.shuheng.ledger.verify;

import io.shuheng.core.contract.Contract;
import io.shuheng.core.contract.ContractFinalized;
import io.shuheng.core.contract.ContractTemplates;
import io.shuheng.core.contract.ContractTerms;
import io.shuheng.core.contract.CountersignatureBytes;
import io.shuheng.core.contract.negotiation.AcceptTerms;
import io.shuheng.core.contract.negotiation.NegotiatedTerms;
import io.shuheng.core.contract.negotiation.OfferTerms;
import io.shuheng.core.contract.negotiation.RequestTerms;
import io.shuheng.core.contract.negotiation.SignAgreement;
import io.shuheng.core.contract.negotiation.StandingTerms;
import io.shuheng.core.engine.Answer;
import io.shuheng.core.listing.BilingualText;
import io.shuheng.core.member.AgreementReader;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.Hash32;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** The one negotiation of a {@link SmallMarket}: buyer and provider agree, whatever contract the test lets them sign. */
final class SmallNegotiation {

    private static final NegotiatedTerms TERMS = NegotiatedTerms.newBuilder()
            .setPriceMicros(1_500_000)
            .setQuantityLots(5)
            .setScenario(0)
            .setPurpose(new BilingualText("授信风险模型的训练", "training of a credit risk model"))
            .setDeliverWithinNs(SmallExchange.DAY_NS)
            .setInspectionNs(SmallExchange.DAY_NS)
            .setClauses(List.of(new BilingualText("乙方每月报告一次使用情况", "Party B reports its use each month")))
            .build();
    private static final Hash32 TERMS_SM3 = new Hash32(StandingTerms.sm3(TERMS).bytes());

    private final SmallExchange exchange;

    /** Its terms are accepted. */
    SmallNegotiation(SmallExchange exchange) {
        this.exchange = exchange;
        long untilNs = exchange.notAfterNs() + SmallExchange.DAY_NS;
        byBuyer(new RequestTerms(id(), end(), 0L, 1L, 0L, new Hash32(new byte[32]), TERMS, untilNs));
        byProvider(new OfferTerms(id(), end(), 0L, 1L, 1L, TERMS_SM3, TERMS, untilNs));
        byBuyer(new AcceptTerms(id(), end(), 0L, 1L, 1L, TERMS_SM3, untilNs));
    }

    /** The contract that follows from the records. */
    Contract derived() {
        return derived(ContractTemplates.bundled());
    }

    /** The same for somebody who has these templates. */
    Contract derived(ContractTemplates templates) {
        AgreementReader reader = new AgreementReader(templates);
        for (byte[] record : exchange.records()) {
            reader.observe(record, 0, record.length);
        }
        return reader.toSign(1);
    }

    /** Both sign that contract. */
    void sign(ContractTerms contract) {
        byProvider(signature(contract));
        byBuyer(signature(contract));
    }

    /** The exchange finalizes that contract, countersigned with some key; the command's sequence. */
    long countersign(ContractTerms contract, Signer signer) {
        byte[] toSign = CountersignatureBytes.of(exchange.ledgerId(), 1, sm3(contract));
        return accepted(exchange.submit(
                ContractFinalized.newBuilder()
                        .setClientId(id())
                        .setNotAfterNs(end())
                        .setNegotiation(1)
                        .setContract(contract)
                        .setKey(SmallExchange.OPERATOR_KEY)
                        .setSignature(ByteBuffer.wrap(signer.sign(toSign).raw()))
                        .build(),
                SmallExchange.OPERATOR_KEY,
                TestKeys.OPERATOR));
    }

    private SignAgreement signature(ContractTerms contract) {
        return new SignAgreement(
                id(),
                end(),
                0L,
                1L,
                1L,
                new Hash32(sm3(contract).bytes()),
                contract.getText().getTextZhSm3(),
                contract.getText().getTextEnSm3());
    }

    private static Sm3Hash sm3(ContractTerms contract) {
        return Sm3Hash.of(Sm3.hash(AvroBytes.encode(contract)));
    }

    private void byBuyer(SpecificRecord command) {
        accepted(exchange.submit(command, SmallMarket.BUYER_KEY, SmallMarket.BUYER));
    }

    private void byProvider(SpecificRecord command) {
        accepted(exchange.submit(command, SmallMarket.PROVIDER_KEY, SmallMarket.PROVIDER));
    }

    private long id() {
        return exchange.nextClientId();
    }

    private long end() {
        return exchange.notAfterNs();
    }

    private static long accepted(Answer answer) {
        if (!answer.isAccepted()) {
            throw new AssertionError(answer);
        }
        return answer.sequence();
    }
}
