package io.shuheng.ledger.verify;

import io.shuheng.core.contract.AmendmentBytes;
import io.shuheng.core.contract.ContractProjection;
import io.shuheng.core.contract.ContractTemplates;
import io.shuheng.core.contract.SealedBatch;
import io.shuheng.core.contract.SealedContract;
import io.shuheng.core.contract.amendment.AcceptAmendment;
import io.shuheng.core.contract.amendment.AmendmentChange;
import io.shuheng.core.contract.amendment.AmendmentFinalized;
import io.shuheng.core.contract.amendment.AmendmentTerms;
import io.shuheng.core.contract.amendment.ProposeAmendment;
import io.shuheng.core.engine.Answer;
import io.shuheng.core.member.AmendmentReader;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** One amendment of a sealed contract of a {@link SmallMarket}: both sides sign whatever amendment the test lets them sign. */
final class SmallAmendment {

    private final SmallExchange exchange;
    private final long contract;
    private final AmendmentChange change;

    SmallAmendment(SmallExchange exchange, long contract, AmendmentChange change) {
        this.exchange = exchange;
        this.contract = contract;
        this.change = change;
    }

    /** The amendment that follows from the records. */
    AmendmentTerms derived() {
        return reader().draft(sealed(), change).terms();
    }

    /** The provider proposes that amendment, and the consumer accepts it. */
    void sign(AmendmentTerms terms) {
        ProposeAmendment proposal = reader().proposal(
                        sealed(),
                        change,
                        exchange.nextClientId(),
                        exchange.notAfterNs(),
                        exchange.notAfterNs() + SmallExchange.DAY_NS);
        Hash32 sm3 = new Hash32(sm3(terms).bytes());
        proposal.put("amendmentSm3", sm3);
        proposal.put("textZhSm3", terms.getText().getTextZhSm3());
        proposal.put("textEnSm3", terms.getText().getTextEnSm3());
        accepted(proposal, SmallMarket.PROVIDER_KEY, SmallMarket.PROVIDER);
        accepted(
                AcceptAmendment.newBuilder()
                        .setClientId(exchange.nextClientId())
                        .setNotAfterNs(exchange.notAfterNs())
                        .setContract(contract)
                        .setAmendmentSm3(sm3)
                        .setTextZhSm3(terms.getText().getTextZhSm3())
                        .setTextEnSm3(terms.getText().getTextEnSm3())
                        .build(),
                SmallMarket.BUYER_KEY,
                SmallMarket.BUYER);
    }

    /** The exchange finalizes that amendment, countersigned with some key. */
    void countersign(AmendmentTerms terms, Signer signer) {
        byte[] toSign = AmendmentBytes.of(exchange.ledgerId(), contract, terms.getAmendment(), sm3(terms));
        accepted(
                AmendmentFinalized.newBuilder()
                        .setClientId(exchange.nextClientId())
                        .setNotAfterNs(exchange.notAfterNs())
                        .setContract(contract)
                        .setAmendment(terms)
                        .setKey(SmallExchange.OPERATOR_KEY)
                        .setSignature(ByteBuffer.wrap(signer.sign(toSign).raw()))
                        .build(),
                SmallExchange.OPERATOR_KEY,
                TestKeys.OPERATOR);
    }

    private SealedContract sealed() {
        List<SealedBatch> batches = new ArrayList<>();
        ContractProjection projection = new ContractProjection(ContractTemplates.bundled(), batches::add);
        for (byte[] record : exchange.records()) {
            projection.observe(RulesVersions.current().ofType(RecordHeader.type(record, 0)), record, 0, record.length);
        }
        return batches.stream()
                .filter(batch -> contract <= batch.seal().lastTrade())
                .findFirst()
                .orElseThrow()
                .sealed(contract);
    }

    private AmendmentReader reader() {
        AmendmentReader reader = new AmendmentReader(ContractTemplates.bundled());
        for (byte[] record : exchange.records()) {
            reader.observe(record, 0, record.length);
        }
        return reader;
    }

    private void accepted(SpecificRecord command, int key, Signer signer) {
        Answer answer = exchange.submit(command, key, signer);
        if (!answer.isAccepted()) {
            throw new AssertionError(answer);
        }
    }

    private static Sm3Hash sm3(AmendmentTerms terms) {
        return Sm3Hash.of(Sm3.hash(AvroBytes.encode(terms)));
    }
}
