package io.shuheng.core.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.contract.Contract;
import io.shuheng.core.contract.ContractFinalized;
import io.shuheng.core.contract.ContractProjection;
import io.shuheng.core.contract.ContractTemplate;
import io.shuheng.core.contract.ContractTemplates;
import io.shuheng.core.contract.ContractText;
import io.shuheng.core.contract.ContractsSealed;
import io.shuheng.core.contract.CountersignedAmendment;
import io.shuheng.core.contract.CountersignedContract;
import io.shuheng.core.contract.SealedBatch;
import io.shuheng.core.contract.amendment.AcceptAmendment;
import io.shuheng.core.contract.amendment.AmendmentEnd;
import io.shuheng.core.contract.amendment.AmendmentFinalized;
import io.shuheng.core.contract.amendment.DeclineAmendment;
import io.shuheng.core.contract.amendment.ProposeAmendment;
import io.shuheng.core.contract.negotiation.NegotiationState;
import io.shuheng.core.contract.negotiation.TerminateNegotiation;
import io.shuheng.core.contract.negotiation.TerminationReason;
import io.shuheng.core.engine.AmendmentWay;
import io.shuheng.core.engine.DisputeWay;
import io.shuheng.core.engine.EngineFixture;
import io.shuheng.core.engine.FreezeWay;
import io.shuheng.core.engine.NegotiationWay;
import io.shuheng.core.engine.Tick;
import io.shuheng.core.engine.TradeWay;
import io.shuheng.core.member.AgreementReader;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.SigningBytes;
import io.shuheng.core.record.Submission;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.core.runtime.Outcome;
import io.shuheng.crypto.BouncyCastleCryptoProvider;
import io.shuheng.crypto.Sm2KeyPair;
import io.shuheng.crypto.Sm2Signature;
import io.shuheng.crypto.Sm2Verifier;
import io.shuheng.crypto.Sm3Hash;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/** Negotiations of a real engine, countersigned by the service; what it signs is what everybody derives. */
class CountersigningServiceTest {

    private final EngineFixture exchange = new EngineFixture();
    private final TradeWay trades = new TradeWay(exchange);
    private final NegotiationWay way = new NegotiationWay(exchange, trades);
    private final AmendmentWay amendments = new AmendmentWay(exchange);
    private final BouncyCastleCryptoProvider crypto = BouncyCastleCryptoProvider.create();
    private final Sm2KeyPair operator = crypto.generateKeyPair();
    private final List<byte[]> submissions = new ArrayList<>();
    private final List<CompletableFuture<Outcome>> outcomes = new ArrayList<>();
    private int delivered;

    @Test
    void countersignsWhatBothSignedAndTheEngineTakesIt() {
        long negotiation = way.at(NegotiationState.VERIFIED);
        Contract contract = way.reader().toSign(negotiation);
        CountersigningService service = service(0);
        deliver(service);
        ContractFinalized command = command(ContractFinalized.class, 0);
        assertThat(AvroBytes.encode(command.getContract())).isEqualTo(contract.canonicalBytes());
        exchange.submit(command, EngineFixture.OPERATOR_KEY).requireAccepted().event(EventKind.CONTRACT_COUNTERSIGNED);
        deliver(service);
        assertThat(submissions).hasSize(1);
        assertThat(service.failure()).isEmpty();
        exchange.requireEqualReplay();
    }

    @Test
    void letsMemberServiceAndLedgersReadersComputeTheSameBytes() {
        long negotiation = finalized();
        AgreementReader member = way.reader();
        CountersignedContract stored = member.countersigned(negotiation).orElseThrow();
        assertThat(stored.isRight()).isTrue();
        assertThat(stored.verify(operator.publicKey())).isTrue();
        assertThat(stored.verify(crypto.generateKeyPair().publicKey())).isFalse();
        Contract derived = stored.derived();
        assertThat(derived.canonicalBytes()).isEqualTo(stored.canonicalBytes());
        assertThat(Sm3Hash.ofContent(derived.textZh().getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(derived.hashes().textZhSm3());
        assertThat(derived.textZh()).contains("场内协议成交", "N-" + negotiation, "授信风险模型的训练", "（1）乙方每月报告一次使用情况");
        assertThat(derived.textEn()).contains("negotiated on the exchange", "within 48 hours", "36 hours");
    }

    @Test
    void isSealedWithTheMatchedContractsOfItsBatch() {
        trades.traded(trades.offered(), 1);
        long negotiation = finalized();
        long trade = way.reader().countersigned(negotiation).orElseThrow().trade();
        exchange.advance(Duration.ofNanos(EngineFixture.limits().getSealSpanNs()));
        exchange.submitInternal(new Tick()).event(EventKind.REQUEST_SEAL);
        submissions.clear();
        delivered = 0;
        SealingService sealing = new SealingService(
                RulesVersions.current()::ofType,
                ContractTemplates.bundled(),
                crypto.signer(operator),
                this::submit,
                exchange::timeNs,
                0);
        for (byte[] record : exchange.records()) {
            sealing.onRecord(record, 0, record.length);
        }
        exchange.submit(command(ContractsSealed.class, 0), EngineFixture.OPERATOR_KEY)
                .requireAccepted();
        List<SealedBatch> batches = new ArrayList<>();
        ContractProjection projection = new ContractProjection(ContractTemplates.bundled(), batches::add);
        for (byte[] record : exchange.records()) {
            projection.observe(kind(record), record, 0, record.length);
        }
        assertThat(batches.get(0).isRootRight()).isTrue();
        assertThat(batches.get(0).sealed(trade).verify(operator.publicKey())).isTrue();
        assertThat(batches.get(0).sealed(1).verify(operator.publicKey())).isTrue();
    }

    @Test
    void signsTheSubmissionAsTheOperator() {
        way.at(NegotiationState.VERIFIED);
        deliver(service(0));
        Submission submission = AvroBytes.decode(Submission.class, submissions.get(0));
        byte[] signed = SigningBytes.of(
                Sm3Hash.of(EngineFixture.hash("ledger").bytes()),
                RulesVersions.current().kindOf(ContractFinalized.class),
                Sm3Hash.ZERO,
                AvroBytes.copyOf(submission.getCommand()));
        Sm2Signature signature = Sm2Signature.ofRaw(AvroBytes.copyOf(submission.getSignature()));
        assertThat(new Sm2Verifier(operator.publicKey()).verify(signed, signature))
                .isTrue();
    }

    @Test
    void countersignsAnAmendmentThatBothSigned() {
        long contract = sealedContract();
        amendments.signed(
                contract,
                AmendmentWay.clause(),
                trades.seller().key(),
                trades.buyer().key());
        CountersigningService service = service(0);
        deliver(service);
        exchange.submit(command(AmendmentFinalized.class, 0), EngineFixture.OPERATOR_KEY)
                .requireAccepted()
                .event(EventKind.CONTRACT_AMENDED);
        deliver(service);
        assertThat(submissions).hasSize(1);
        assertThat(service.failure()).isEmpty();
        CountersignedAmendment kept = amendments.reader().amendments(contract).get(0);
        assertThat(kept.isRight()).isTrue();
        assertThat(kept.verify(operator.publicKey())).isTrue();
        assertThat(kept.verify(crypto.generateKeyPair().publicKey())).isFalse();
    }

    @Test
    void countersignsAnewWhatAFreezeHeldUpOnceItIsLifted() {
        refundAgreed();
        FreezeWay freezes = new FreezeWay(exchange);
        long freeze = freezes.cash(trades.seller(), 0);
        CountersigningService service = service(0);
        deliver(service);
        exchange.submit(command(AmendmentFinalized.class, 0), EngineFixture.OPERATOR_KEY)
                .requireRefused(RefusalCode.FUNDS_FROZEN);
        answer(RefusalCode.FUNDS_FROZEN);
        nextRecord(service);
        freezes.lift(freeze).requireAccepted();
        exchange.advance(Duration.ofSeconds(2));
        nextRecord(service);
        exchange.submit(command(AmendmentFinalized.class, 1), EngineFixture.OPERATOR_KEY)
                .requireAccepted()
                .event(EventKind.CONTRACT_AMENDED);
        deliver(service);
        assertThat(submissions).hasSize(2);
        assertThat(service.failure()).isEmpty();
    }

    @Test
    void takesAnotherIdAfterARestartWhereTheFirstIsUsedUp() {
        long contract = refundAgreed();
        FreezeWay freezes = new FreezeWay(exchange);
        long freeze = freezes.cash(trades.seller(), 0);
        CountersigningService before = service(0);
        deliver(before);
        AmendmentFinalized first = command(AmendmentFinalized.class, 0);
        exchange.submit(first, EngineFixture.OPERATOR_KEY).requireRefused(RefusalCode.FUNDS_FROZEN);
        freezes.lift(freeze).requireAccepted();
        CountersigningService after = service(exchange.records().size());
        delivered = 0;
        exchange.advance(Duration.ofNanos(EngineFixture.limits().getIdWindowNs() / 3));
        nextRecord(after);
        assertThat(exchange.submit(command(AmendmentFinalized.class, 1), EngineFixture.OPERATOR_KEY)
                        .answer()
                        .code())
                .isEqualTo(RefusalCode.CONFLICT);
        answer(RefusalCode.CONFLICT);
        nextRecord(after);
        exchange.advance(Duration.ofSeconds(2));
        nextRecord(after);
        exchange.submit(command(AmendmentFinalized.class, 2), EngineFixture.OPERATOR_KEY)
                .requireAccepted();
        assertThat(command(AmendmentFinalized.class, 2).getContract()).isEqualTo(contract);
    }

    private long refundAgreed() {
        trades.deposit(100_000);
        long contract = trades.traded(trades.offered(), 10);
        trades.receipted(contract);
        exchange.submit(trades.acceptance(contract), trades.buyer().key()).requireAccepted();
        amendments.seal();
        amendments.signed(
                contract,
                AmendmentWay.change().setRefundFen(10).build(),
                trades.seller().key(),
                trades.buyer().key());
        return contract;
    }

    @Test
    void declinesAnAmendmentWhoseSignedHashesAreNotThoseThatFollow() {
        long contract = sealedContract();
        ProposeAmendment blind = amendments.proposal(contract, AmendmentWay.clause());
        blind.put("amendmentSm3", EngineFixture.hash("another amendment"));
        exchange.submit(blind, trades.seller().key()).requireAccepted();
        assertThat(amendments.reader().isSignedByOther(amendments.sealed(contract)))
                .isFalse();
        AcceptAmendment acceptance = amendments.acceptance(contract);
        acceptance.put("amendmentSm3", EngineFixture.hash("another amendment"));
        exchange.submit(acceptance, trades.buyer().key()).requireAccepted();
        CountersigningService service = service(0);
        deliver(service);
        DeclineAmendment command = command(DeclineAmendment.class, 0);
        assertThat(exchange.submit(command, EngineFixture.OPERATOR_KEY)
                        .requireAccepted()
                        .event(EventKind.AMENDMENT_ENDED)
                        .getB())
                .isEqualTo(AmendmentEnd.MISMATCH.number());
        deliver(service);
        assertThat(submissions).hasSize(1);
    }

    @Test
    void declinesAtOnceWhatIsRefusedForGoodSoThatNoMoneyWaits() {
        refundAgreed();
        CountersigningService service = service(0);
        deliver(service);
        answer(RefusalCode.REFUND_EXCEEDS_CAPTURE);
        nextRecord(service);
        EngineFixture.Outcome ended = exchange.submit(command(DeclineAmendment.class, 1), EngineFixture.OPERATOR_KEY);
        assertThat(ended.requireAccepted().event(EventKind.HOLD_RELEASED).getB())
                .isEqualTo(10);
        deliver(service);
        assertThat(submissions).hasSize(2);
        assertThat(service.failure()).isEmpty();
    }

    @Test
    void saysOfAnAmendmentThatADisputeOvertookThatItFitsNoMore() {
        long contract = trades.traded(trades.offered(), 1);
        amendments.seal();
        trades.receipted(contract);
        amendments.signed(
                contract,
                AmendmentWay.clause(),
                trades.seller().key(),
                trades.buyer().key());
        new DisputeWay(exchange, trades).opened(contract);
        assertThat(exchange.submit(amendments.decline(contract), EngineFixture.OPERATOR_KEY)
                        .requireAccepted()
                        .event(EventKind.AMENDMENT_ENDED)
                        .getB())
                .isEqualTo(AmendmentEnd.INAPPLICABLE.number());
    }

    private long sealedContract() {
        long contract = trades.traded(trades.offered(), 1);
        amendments.seal();
        return contract;
    }

    @Test
    void endsANegotiationWhoseSignedHashesAreNotThoseOfItsContract() {
        long negotiation = way.at(NegotiationState.ACCEPTED);
        exchange.submit(way.blindSignature(negotiation).build(), trades.seller().key())
                .requireAccepted();
        assertThat(way.reader().isSignedByOther(negotiation)).isFalse();
        exchange.submit(way.blindSignature(negotiation).build(), trades.buyer().key())
                .requireAccepted();
        CountersigningService service = service(0);
        deliver(service);
        TerminateNegotiation command = command(TerminateNegotiation.class, 0);
        assertThat(command.getReason()).isEqualTo(TerminationReason.CONTRACT_MISMATCH);
        exchange.submit(command, EngineFixture.OPERATOR_KEY).requireAccepted().event(EventKind.HOLD_RELEASED);
        deliver(service);
        assertThat(submissions).hasSize(1);
    }

    @Test
    void waitsForAMissingTemplateAndGoesOnWithTheOthers() {
        byte[] other = new String(ContractTemplate.bundledDataProvision(), StandardCharsets.UTF_8)
                .replace("cureDays: 15", "cureDays: 16")
                .getBytes(StandardCharsets.UTF_8);
        long strange = trades.instrumentUnder(Sm3Hash.ofContent(other));
        ContractTemplates known = new ContractTemplates(sm3 -> Optional.of(other));
        long first = way.verified(strange, known);
        long second = way.at(NegotiationState.VERIFIED);
        CountersigningService service = service(0);
        deliver(service);
        assertThat(service.failure())
                .hasValueSatisfying(why -> assertThat(why).contains("negotiation " + first, "TEMPLATE_UNKNOWN"));
        assertThat(submissions).hasSize(1);
        assertThat(command(ContractFinalized.class, 0).getNegotiation()).isEqualTo(second);
    }

    @Test
    void repeatsTheSameBytesWhileTheExchangeIsBusyAndDatesThemAnewWhenTheyHaveExpired() {
        way.at(NegotiationState.VERIFIED);
        CountersigningService service = service(0);
        deliver(service);
        answer(RefusalCode.BUSY);
        nextRecord(service);
        assertThat(submissions.get(1)).isEqualTo(submissions.get(0));
        answer(RefusalCode.EXPIRED);
        exchange.advance(Duration.ofHours(1));
        nextRecord(service);
        exchange.advance(Duration.ofHours(1));
        nextRecord(service);
        assertThat(command(ContractFinalized.class, 2).getNotAfterNs()).isGreaterThan(exchange.timeNs());
    }

    @Test
    void triesWhatAFreezeKeepsFromBeingFormedMoreAndMoreSeldom() {
        way.at(NegotiationState.VERIFIED);
        CountersigningService service = service(0);
        deliver(service);
        int refused = 0;
        for (int minute = 0; minute < 24 * 60; minute++) {
            if (submissions.size() > refused) {
                answer(RefusalCode.PRODUCT_FROZEN);
                refused = submissions.size();
            }
            exchange.advance(Duration.ofMinutes(1));
            nextRecord(service);
        }
        assertThat(submissions.size()).isBetween(24, 36);
        assertThat(service.failure()).hasValueSatisfying(why -> assertThat(why).contains("PRODUCT_FROZEN"));
    }

    @Test
    void answersAfterARestartWhatWasNotAnsweredBeforeAndNothingElse() {
        finalized();
        submissions.clear();
        delivered = 0;
        way.at(NegotiationState.VERIFIED);
        deliver(service(exchange.records().size()));
        assertThat(submissions).hasSize(1);
        assertThat(command(ContractFinalized.class, 0).getNegotiation()).isEqualTo(2);
    }

    @Test
    void letsAMemberComputeItsContractFromTheFewRecordsItRestsOn() {
        way.at(NegotiationState.FINALIZED);
        long negotiation = way.at(NegotiationState.ACCEPTED);
        byte[] all = way.reader().toSign(negotiation).canonicalBytes();
        Set<String> needed = Set.of(
                "Genesis",
                "AppointOfficer",
                "ApplyForMembership",
                "SubmitListing",
                "OpenInstrument",
                "RequestTerms",
                "OfferTerms",
                "AcceptTerms");
        AgreementReader reader = new AgreementReader(ContractTemplates.bundled());
        for (byte[] record : exchange.records()) {
            if (needed.contains(kind(record).schema().getName())) {
                reader.observe(record, 0, record.length);
            }
        }
        assertThat(reader.toSign(negotiation).canonicalBytes()).isEqualTo(all);
        ContractText text = reader.toSign(negotiation).terms().getText();
        assertThat(reader.signature(negotiation, 1, 2, 0).getTextZhSm3()).isEqualTo(text.getTextZhSm3());
    }

    @Test
    void tellsAMemberWhetherTheOtherSideSignedTheSame() {
        long negotiation = way.at(NegotiationState.ACCEPTED);
        assertThat(way.reader().isSignedByOther(negotiation)).isFalse();
        exchange.submit(way.signature(negotiation), trades.seller().key()).requireAccepted();
        assertThat(way.reader().isSignedByOther(negotiation)).isTrue();
    }

    private long finalized() {
        long negotiation = way.at(NegotiationState.VERIFIED);
        deliver(service(0));
        exchange.submit(command(ContractFinalized.class, submissions.size() - 1), EngineFixture.OPERATOR_KEY)
                .requireAccepted();
        return negotiation;
    }

    private CountersigningService service(long liveFrom) {
        return new CountersigningService(
                RulesVersions.current()::ofType,
                ContractTemplates.bundled(),
                crypto.signer(operator),
                this::submit,
                exchange::timeNs,
                liveFrom);
    }

    private CompletableFuture<Outcome> submit(byte[] submission) {
        submissions.add(submission);
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        outcomes.add(outcome);
        return outcome;
    }

    private void answer(RefusalCode code) {
        outcomes.get(outcomes.size() - 1).complete(Outcome.refused(code, code.meaning()));
    }

    private void nextRecord(CountersigningService service) {
        exchange.submitInternal(new Tick());
        deliver(service);
    }

    private void deliver(CountersigningService service) {
        List<byte[]> records = exchange.records();
        for (; delivered < records.size(); delivered++) {
            byte[] record = records.get(delivered);
            service.onRecord(record, 0, record.length);
        }
    }

    private <T extends SpecificRecord> T command(Class<T> type, int submission) {
        Submission submitted = AvroBytes.decode(Submission.class, submissions.get(submission));
        assertThat(submitted.getType())
                .isEqualTo(RulesVersions.current().kindOf(type).type());
        return AvroBytes.decode(type, AvroBytes.copyOf(submitted.getCommand()));
    }

    private static RecordKind kind(byte[] record) {
        return RulesVersions.current().ofType(RecordHeader.type(record, 0));
    }
}
