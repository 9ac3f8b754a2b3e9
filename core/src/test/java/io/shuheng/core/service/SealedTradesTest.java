package io.shuheng.core.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.contract.ContractProjection;
import io.shuheng.core.contract.ContractTemplates;
import io.shuheng.core.contract.ContractTerms;
import io.shuheng.core.contract.ContractsSealed;
import io.shuheng.core.contract.SealedBatch;
import io.shuheng.core.contract.SealedContract;
import io.shuheng.core.engine.EngineFixture;
import io.shuheng.core.engine.Tick;
import io.shuheng.core.engine.TradeWay;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.Submission;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.core.runtime.Outcome;
import io.shuheng.crypto.BouncyCastleCryptoProvider;
import io.shuheng.crypto.Sm2KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Trades of a real engine, sealed by the service, and the seal taken by the engine. */
class SealedTradesTest {

    private final EngineFixture exchange = new EngineFixture();
    private final TradeWay way = new TradeWay(exchange);
    private final BouncyCastleCryptoProvider crypto = BouncyCastleCryptoProvider.create();
    private final Sm2KeyPair operator = crypto.generateKeyPair();
    private final List<byte[]> submissions = new ArrayList<>();
    private final SealingService service = new SealingService(
            RulesVersions.current()::ofType,
            ContractTemplates.bundled(),
            crypto.signer(operator),
            this::submit,
            exchange::timeNs,
            0);
    private int delivered;

    @Test
    void sealsWhatTheEngineAsksForAndTheEngineTakesIt() {
        way.deposit(100_000);
        long instrument = way.offered();
        long first = way.traded(instrument, 3);
        long second = way.traded(instrument, 4);
        exchange.advance(Duration.ofNanos(EngineFixture.limits().getSealSpanNs()));
        assertThat(exchange.submitInternal(new Tick())
                        .event(EventKind.REQUEST_SEAL)
                        .getB())
                .isEqualTo(second);
        deliver();
        ContractsSealed seal = sealed();
        exchange.submit(seal, EngineFixture.OPERATOR_KEY).requireAccepted().event(EventKind.CONTRACTS_SEALED);
        exchange.submit(seal, EngineFixture.OPERATOR_KEY).requireAccepted();
        deliver();
        assertThat(submissions).hasSize(1);

        SealedBatch batch = batches().get(0);
        assertThat(batch.isRootRight()).isTrue();
        SealedContract contract = batch.sealed(first);
        assertThat(contract.verify(operator.publicKey())).isTrue();
        ContractTerms terms = contract.terms();
        assertThat(terms.getFee().getAmountFen()).isEqualTo(600);
        assertThat(terms.getConsumer().getParticipant()).isEqualTo(way.buyer().number());
        assertThat(terms.getProvider().getParticipant()).isEqualTo(way.seller().number());
        exchange.requireEqualReplay();
    }

    @Test
    void tellsTheOperatorThatABatchIsSealedAlready() {
        way.deposit(100_000);
        way.traded(way.offered(), 1);
        exchange.advance(Duration.ofNanos(EngineFixture.limits().getSealSpanNs()));
        exchange.submitInternal(new Tick());
        deliver();
        ContractsSealed seal = sealed();
        exchange.submit(seal, EngineFixture.OPERATOR_KEY).requireAccepted();
        ContractsSealed again = new ContractsSealed(
                exchange.nextClientId(),
                exchange.notAfterNs(),
                seal.getFirstTrade(),
                seal.getLastTrade(),
                seal.getRoot(),
                seal.getKey(),
                seal.getSignature());
        exchange.submit(again, EngineFixture.OPERATOR_KEY).requireRefused(RefusalCode.ALREADY_SEALED);
    }

    private CompletableFuture<Outcome> submit(byte[] submission) {
        submissions.add(submission);
        return new CompletableFuture<>();
    }

    private ContractsSealed sealed() {
        assertThat(submissions).hasSize(1);
        Submission submission = AvroBytes.decode(Submission.class, submissions.get(0));
        return AvroBytes.decode(ContractsSealed.class, AvroBytes.copyOf(submission.getCommand()));
    }

    private void deliver() {
        List<byte[]> records = exchange.records();
        for (; delivered < records.size(); delivered++) {
            byte[] record = records.get(delivered);
            service.onRecord(record, 0, record.length);
        }
    }

    private List<SealedBatch> batches() {
        List<SealedBatch> batches = new ArrayList<>();
        ContractProjection projection = new ContractProjection(ContractTemplates.bundled(), batches::add);
        for (byte[] record : exchange.records()) {
            projection.observe(RulesVersions.current().ofType(RecordHeader.type(record, 0)), record, 0, record.length);
        }
        return batches;
    }
}
