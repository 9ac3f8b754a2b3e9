package io.shuheng.core.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.core.contract.ContractProjection;
import io.shuheng.core.contract.ContractTemplates;
import io.shuheng.core.contract.ContractsSealed;
import io.shuheng.core.contract.LedgerScript;
import io.shuheng.core.contract.MarketScript;
import io.shuheng.core.contract.SealBytes;
import io.shuheng.core.contract.SealedBatch;
import io.shuheng.core.engine.EngineFixture;
import io.shuheng.core.engine.Tick;
import io.shuheng.core.participant.RevocationReason;
import io.shuheng.core.participant.RotateOperatorKey;
import io.shuheng.core.participant.TestAuthority;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.SigningBytes;
import io.shuheng.core.record.Submission;
import io.shuheng.core.runtime.Outcome;
import io.shuheng.crypto.BouncyCastleCryptoProvider;
import io.shuheng.crypto.Sm2KeyPair;
import io.shuheng.crypto.Sm2Signature;
import io.shuheng.crypto.Sm2Verifier;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.certificate.CertificateUsage;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SealingServiceTest {

    private static final long WINDOW_NS = EngineFixture.limits().getIdWindowNs();

    private final MarketScript market = new MarketScript();
    private final LedgerScript ledger = market.ledger();
    private final BouncyCastleCryptoProvider crypto = BouncyCastleCryptoProvider.create();
    private final Sm2KeyPair operator = crypto.generateKeyPair();
    private final List<byte[]> submissions = new ArrayList<>();
    private final List<CompletableFuture<Outcome>> outcomes = new ArrayList<>();
    private long delivered;

    @Test
    void answersARequestWithASealOverWhatAnyoneDerives() {
        SealingService service = service(0);
        market.trade(1);
        market.trade(2, MarketScript.requestSeal(1, 2));
        deliver(service);
        ContractsSealed command = command(0);
        ContractProjection projection = new ContractProjection(ContractTemplates.bundled(), batch -> {});
        ledger.feed(projection, 0);
        Sm3Hash root = projection.batch(1, 2).root();
        assertThat(command.getRoot().bytes()).isEqualTo(root.bytes());
        assertThat(command.getClientId()).isEqualTo(-1);
        assertThat(command.getNotAfterNs()).isEqualTo(ledger.timeNs() + WINDOW_NS / 2);
        Sm2Signature seal = Sm2Signature.ofRaw(AvroBytes.copyOf(command.getSignature()));
        assertThat(new Sm2Verifier(operator.publicKey()).verify(SealBytes.of(projection.ledgerId(), 1, 2, root), seal))
                .isTrue();
        assertThat(submissions).hasSize(1);
        assertThat(service.failure()).isEmpty();
    }

    @Test
    void signsTheSubmissionAsTheOperator() {
        SealingService service = service(0);
        market.trade(1, MarketScript.requestSeal(1, 1));
        deliver(service);
        Submission submission = AvroBytes.decode(Submission.class, submissions.get(0));
        assertThat(submission.getType()).isEqualTo(50);
        assertThat(submission.getCertificateSm3().bytes())
                .isEqualTo(Sm3Hash.ofContent(AvroBytes.copyOf(EngineFixture.certificate("operator")))
                        .bytes());
        byte[] signed = SigningBytes.of(
                Sm3Hash.of(EngineFixture.hash("ledger").bytes()),
                ledger.kind(ContractsSealed.class),
                Sm3Hash.ZERO,
                AvroBytes.copyOf(submission.getCommand()));
        Sm2Signature signature = Sm2Signature.ofRaw(AvroBytes.copyOf(submission.getSignature()));
        assertThat(new Sm2Verifier(operator.publicKey()).verify(signed, signature))
                .isTrue();
    }

    @Test
    void waitsForTheEndOfTheGroupThatAsks() {
        SealingService service = service(0);
        market.trade(1, MarketScript.requestSeal(1, 1));
        long trade = ledger.size() - 1;
        deliverUpTo(service, trade);
        assertThat(submissions).isEmpty();
        deliver(service);
        assertThat(submissions).hasSize(1);
    }

    @Test
    void doesNotAnswerAgainAfterARestartWhatWasAnsweredBefore() {
        market.trade(1, MarketScript.requestSeal(1, 1));
        deliver(service(0));
        recordSeal(command(0));
        submissions.clear();
        delivered = 0;
        deliver(service(ledger.size()));
        assertThat(submissions).isEmpty();
    }

    @Test
    void answersAfterARestartWhatWasNotAnsweredBefore() {
        market.trade(1, MarketScript.requestSeal(1, 1));
        market.trade(1);
        SealingService service = service(ledger.size());
        deliverUpTo(service, ledger.size() - 1);
        assertThat(submissions).isEmpty();
        deliver(service);
        assertThat(submissions).hasSize(1);
    }

    @Test
    void datesAnOldRequestByTheClock() {
        market.trade(1, MarketScript.requestSeal(1, 1));
        ledger.advance(Duration.ofHours(1).toNanos());
        deliver(service(ledger.size()));
        assertThat(command(0).getNotAfterNs()).isEqualTo(ledger.timeNs() + WINDOW_NS / 2);
    }

    @Test
    void repeatsTheSameBytesWhileTheExchangeIsBusyOrUnsure() {
        SealingService service = service(0);
        market.trade(1, MarketScript.requestSeal(1, 1));
        deliver(service);
        answer(RefusalCode.BUSY);
        nextRecord(service);
        answer(RefusalCode.OUTCOME_UNKNOWN);
        nextRecord(service);
        assertThat(submissions).hasSize(3);
        assertThat(submissions.get(1)).isEqualTo(submissions.get(0));
        assertThat(submissions.get(2)).isEqualTo(submissions.get(0));
        nextRecord(service);
        assertThat(submissions).hasSize(3);
    }

    @Test
    void datesTheAnswerAnewWhenItHasExpired() {
        SealingService service = service(0);
        market.trade(1, MarketScript.requestSeal(1, 1));
        deliver(service);
        answer(RefusalCode.EXPIRED);
        ledger.advance(WINDOW_NS);
        nextRecord(service);
        ledger.advance(WINDOW_NS);
        nextRecord(service);
        assertThat(submissions).hasSize(2);
        assertThat(command(1).getNotAfterNs()).isEqualTo(ledger.timeNs() + WINDOW_NS / 2);
    }

    @Test
    void saysWhyItGaveUpAndGoesOnWithTheNextRequest() {
        SealingService service = service(0);
        market.trade(1, MarketScript.requestSeal(1, 1));
        deliver(service);
        answer(RefusalCode.BAD_SIGNATURE);
        nextRecord(service);
        nextRecord(service);
        assertThat(submissions).hasSize(1);
        assertThat(service.failure()).hasValueSatisfying(why -> assertThat(why).contains("1..1", "BAD_SIGNATURE"));
        recordSeal(command(0));
        market.trade(1, MarketScript.requestSeal(2, 2));
        deliver(service);
        assertThat(submissions).hasSize(2);
        assertThat(service.failure()).isEmpty();
    }

    @Test
    void waitsForAMissingTemplateAndSaysSo() {
        MarketScript strange = new MarketScript(Sm3Hash.ofContent(new byte[] {7}));
        SealingService service = service(0);
        strange.trade(1, MarketScript.requestSeal(1, 1));
        deliver(service, strange.ledger());
        assertThat(service.failure()).hasValueSatisfying(why -> assertThat(why).contains("TEMPLATE_UNKNOWN"));
        assertThat(submissions).isEmpty();
    }

    @Test
    void whatItSealsIsWhatTheLedgersReadersFindRight() {
        SealingService service = service(0);
        for (int i = 0; i < 4; i++) {
            market.trade(i + 1);
        }
        market.trade(9, MarketScript.requestSeal(1, 5));
        deliver(service);
        recordSeal(command(0));
        List<SealedBatch> sealed = new ArrayList<>();
        ledger.feed(new ContractProjection(ContractTemplates.bundled(), sealed::add), 0);
        assertThat(sealed.get(0).isRootRight()).isTrue();
        assertThat(sealed.get(0).sealed(5).verify(operator.publicKey())).isTrue();
    }

    @Test
    void signsWithTheNewKeyBehindARotation() {
        SealingService service = service(0);
        market.trade(1, MarketScript.requestSeal(1, 1));
        deliver(service);
        Sm2KeyPair next = crypto.generateKeyPair();
        service.signLaterWith(crypto.signer(next));
        rotate(next, 9);
        deliver(service);

        assertThat(submissions).hasSize(2);
        ContractsSealed command = command(1);
        assertThat(command.getKey()).isEqualTo(9);
        assertThat(command.getClientId()).isNotEqualTo(command(0).getClientId()).isNegative();
        byte[] sealed = SealBytes.of(
                Sm3Hash.of(EngineFixture.hash("ledger").bytes()),
                1,
                1,
                Sm3Hash.of(command.getRoot().bytes()));
        assertThat(new Sm2Verifier(next.publicKey())
                        .verify(sealed, Sm2Signature.ofRaw(AvroBytes.copyOf(command.getSignature()))))
                .isTrue();
        assertThat(AvroBytes.decode(Submission.class, submissions.get(1))
                        .getCertificateSm3()
                        .bytes())
                .isNotEqualTo(AvroBytes.decode(Submission.class, submissions.get(0))
                        .getCertificateSm3()
                        .bytes());
    }

    @Test
    void saysThatTheSignerOfTheKeyInForceWasNotGivenAndGoesOnWhenItIs() {
        SealingService service = service(0);
        Sm2KeyPair next = crypto.generateKeyPair();
        rotate(next, 9);
        market.trade(1, MarketScript.requestSeal(1, 1));
        deliver(service);
        assertThat(submissions).isEmpty();
        assertThat(service.failure())
                .hasValueSatisfying(reason -> assertThat(reason).contains("the operator's key 9 is in force"));

        service.signLaterWith(crypto.signer(next));
        ledger.advance(Duration.ofSeconds(2).toNanos());
        nextRecord(service);
        assertThat(submissions).hasSize(1);
    }

    private void rotate(Sm2KeyPair next, int key) {
        byte[] certificate = new TestAuthority("CA")
                .certificate(crypto.signer(next), "示例数据交易所", "", CertificateUsage.SIGN)
                .der();
        ledger.write(
                RotateOperatorKey.newBuilder()
                        .setClientId(1)
                        .setNotAfterNs(Long.MAX_VALUE)
                        .setCertificate(ByteBuffer.wrap(certificate))
                        .setIntermediates(List.of())
                        .setPossession(ByteBuffer.allocate(64))
                        .setReason(RevocationReason.SUPERSEDED)
                        .setDocumentSm3(EngineFixture.hash("decision"))
                        .build(),
                1,
                List.of(LedgerScript.event(EventKind.KEY_REGISTERED, key, 0, 0)));
    }

    @Test
    void refusesARecordOfNoKnownType() {
        byte[] record = new byte[RecordHeader.LENGTH];
        RecordHeader.write(record, 0, 99, 1, 0, 0, 1);
        SealingService service = service(0);
        assertThatThrownBy(() -> service.onRecord(record, 0, record.length)).isInstanceOf(RecordFormatException.class);
    }

    private SealingService service(long liveFrom) {
        return new SealingService(
                ledger::kind,
                ContractTemplates.bundled(),
                crypto.signer(operator),
                this::submit,
                ledger::timeNs,
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

    private void nextRecord(SealingService service) {
        ledger.write(new Tick(), 0, List.of());
        deliver(service);
    }

    private void deliver(SealingService service) {
        deliverUpTo(service, ledger.size());
    }

    private void deliverUpTo(SealingService service, long end) {
        for (; delivered < end; delivered++) {
            byte[] record = ledger.record(delivered);
            service.onRecord(record, 0, record.length);
        }
    }

    private static void deliver(SealingService service, LedgerScript script) {
        for (long sequence = 0; sequence < script.size(); sequence++) {
            byte[] record = script.record(sequence);
            service.onRecord(record, 0, record.length);
        }
    }

    private void recordSeal(ContractsSealed command) {
        ledger.write(
                command,
                EngineFixture.OPERATOR_KEY,
                List.of(LedgerScript.event(
                        EventKind.CONTRACTS_SEALED, command.getFirstTrade(), command.getLastTrade(), 0)));
    }

    private ContractsSealed command(int submission) {
        return AvroBytes.decode(
                ContractsSealed.class,
                AvroBytes.copyOf(AvroBytes.decode(Submission.class, submissions.get(submission))
                        .getCommand()));
    }
}
