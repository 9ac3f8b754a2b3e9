package io.shuheng.core.engine;

import io.shuheng.core.contract.Amendment;
import io.shuheng.core.contract.ContractProjection;
import io.shuheng.core.contract.ContractTemplates;
import io.shuheng.core.contract.ContractsSealed;
import io.shuheng.core.contract.SealedBatch;
import io.shuheng.core.contract.SealedContract;
import io.shuheng.core.contract.amendment.AcceptAmendment;
import io.shuheng.core.contract.amendment.AmendmentChange;
import io.shuheng.core.contract.amendment.AmendmentFinalized;
import io.shuheng.core.contract.amendment.DeclineAmendment;
import io.shuheng.core.contract.amendment.ProposeAmendment;
import io.shuheng.core.listing.BilingualText;
import io.shuheng.core.member.AmendmentReader;
import io.shuheng.core.record.Event;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.rules.RulesVersions;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Seals the contracts of an exchange and takes amendments of them from the proposal to the countersignature. */
public final class AmendmentWay {

    /** How long a proposal stands here. */
    public static final Duration VALIDITY = Duration.ofHours(1);

    private final EngineFixture exchange;

    /** On an exchange whose contracts are not sealed. */
    public AmendmentWay(EngineFixture exchange) {
        this.exchange = exchange;
    }

    /** A change that adds a clause alone. */
    public static AmendmentChange clause() {
        return change().setClauses(List.of(new BilingualText("甲方每季度更新一次数据", "Party A updates the Data each quarter")))
                .build();
    }

    /** A change that changes nothing, to be made one. */
    public static AmendmentChange.Builder change() {
        return AmendmentChange.newBuilder()
                .setMoreTermDays(0)
                .setMoreDeliveryNs(0)
                .setRefundFen(0)
                .setTerminates(false)
                .setClauses(List.of());
    }

    /** The end of the contract with that refund. */
    public static AmendmentChange end(long refundFen) {
        return change().setRefundFen(refundFen).setTerminates(true).build();
    }

    /** Seals whatever was formed, with a signature that the engine does not look into. */
    public void seal() {
        exchange.advance(Duration.ofNanos(EngineFixture.limits().getSealSpanNs()));
        List<Event> requests = exchange.submitInternal(new Tick()).events(EventKind.REQUEST_SEAL);
        if (requests.isEmpty()) {
            return;
        }
        Event request = requests.get(0);
        ContractProjection projection = projection(new ArrayList<>());
        exchange.submit(
                        ContractsSealed.newBuilder()
                                .setClientId(exchange.nextClientId())
                                .setNotAfterNs(exchange.notAfterNs())
                                .setFirstTrade(request.getA())
                                .setLastTrade(request.getB())
                                .setRoot(new Hash32(projection
                                        .batch(request.getA(), request.getB())
                                        .root()
                                        .bytes()))
                                .setKey(EngineFixture.OPERATOR_KEY)
                                .setSignature(ByteBuffer.wrap(new byte[64]))
                                .build(),
                        EngineFixture.OPERATOR_KEY)
                .requireAccepted();
    }

    /** A contract as its parties hold it. */
    public SealedContract sealed(long contract) {
        List<SealedBatch> batches = new ArrayList<>();
        projection(batches);
        return batches.stream()
                .filter(batch -> batch.seal().firstTrade() <= contract
                        && contract <= batch.seal().lastTrade())
                .findFirst()
                .orElseThrow()
                .sealed(contract);
    }

    /** What a member computes from all records so far. */
    public AmendmentReader reader() {
        AmendmentReader reader = new AmendmentReader(ContractTemplates.bundled());
        for (byte[] record : exchange.records()) {
            reader.observe(record, 0, record.length);
        }
        return reader;
    }

    /** A side proposes. */
    public ProposeAmendment proposal(long contract, AmendmentChange change) {
        return reader().proposal(
                        sealed(contract),
                        change,
                        exchange.nextClientId(),
                        exchange.notAfterNs(),
                        exchange.timeNs() + VALIDITY.toNanos());
    }

    /** The other accepts. */
    public AcceptAmendment acceptance(long contract) {
        return reader().acceptance(contract, exchange.nextClientId(), exchange.notAfterNs());
    }

    /** Either declines. */
    public DeclineAmendment decline(long contract) {
        return reader().decline(contract, exchange.nextClientId(), exchange.notAfterNs());
    }

    /** The exchange countersigns, with a signature that the engine does not look into. */
    public AmendmentFinalized.Builder finalization(long contract) {
        Amendment amendment = reader().toAccept(contract);
        return AmendmentFinalized.newBuilder()
                .setClientId(exchange.nextClientId())
                .setNotAfterNs(exchange.notAfterNs())
                .setContract(contract)
                .setAmendment(amendment.terms())
                .setKey(EngineFixture.OPERATOR_KEY)
                .setSignature(ByteBuffer.wrap(new byte[64]));
    }

    /** Both sides sign, the first of them proposing; the exchange has still to countersign. */
    public void signed(long contract, AmendmentChange change, int proposerKey, int otherKey) {
        exchange.submit(proposal(contract, change), proposerKey).requireAccepted();
        exchange.submit(acceptance(contract), otherKey).requireAccepted();
    }

    /** A contract is amended, by the plain way. */
    public EngineFixture.Outcome amended(long contract, AmendmentChange change, int proposerKey, int otherKey) {
        signed(contract, change, proposerKey, otherKey);
        return exchange.submit(finalization(contract).build(), EngineFixture.OPERATOR_KEY)
                .requireAccepted();
    }

    private ContractProjection projection(List<SealedBatch> batches) {
        ContractProjection projection = new ContractProjection(ContractTemplates.bundled(), batches::add);
        for (byte[] record : exchange.records()) {
            projection.observe(RulesVersions.current().ofType(RecordHeader.type(record, 0)), record, 0, record.length);
        }
        return projection;
    }
}
