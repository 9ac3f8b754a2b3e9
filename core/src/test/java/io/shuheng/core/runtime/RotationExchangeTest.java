package io.shuheng.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.engine.EngineFixture;
import io.shuheng.core.ledger.MemoryLedger;
import io.shuheng.core.member.CommandDesk;
import io.shuheng.core.participant.RevocationReason;
import io.shuheng.core.participant.RotateOperatorKey;
import io.shuheng.core.participant.SuccessionBytes;
import io.shuheng.core.participant.TestAuthority;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.certificate.CertificateUsage;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A rotation of the operator's key through the façade, with real certificates. */
class RotationExchangeTest {

    private final ExchangeFixture fixture = new ExchangeFixture();
    private final MemoryLedger ledger = new MemoryLedger();
    private final Holder first = new Holder(fixture.operator, fixture.operatorCertificate);
    private final Holder second = holder("示例数据交易所", "");
    private Exchange exchange;
    private long lastClientId = 1000;

    private record Holder(Signer signer, Certificate certificate) {}

    @BeforeEach
    void open() {
        fixture.found(ledger);
        exchange = Exchange.open(fixture.settings(), ledger);
    }

    @AfterEach
    void close() {
        exchange.close();
    }

    @Test
    void knowsTheOperatorByItsNewKeyAndNoLongerByTheOld() {
        taken(rotate(first, second));
        refused(RefusalCode.UNKNOWN_KEY, send(fixture.appointment("a"), first));
        taken(send(fixture.appointment("b"), second));

        exchange.close();
        exchange = Exchange.open(fixture.settings(), ledger.reopened());
        refused(RefusalCode.UNKNOWN_KEY, send(fixture.appointment("c"), first));
        taken(send(fixture.appointment("d"), second));
    }

    @Test
    void rotatesTwiceAndNeverBackToAKeyThatWasTheOperatorsBefore() {
        taken(rotate(first, second));
        Holder third =
                holder("示例数据交易所", EngineFixture.genesis(EngineFixture.limits()).getOperatorUscc());
        taken(rotate(second, third));
        Holder back = new Holder(first.signer, certificate(first.signer, "示例数据交易所", ""));
        refused(RefusalCode.DUPLICATE, rotate(third, back));
        taken(send(fixture.appointment("a"), third));
    }

    @Test
    void refusesARotationThatComesWithoutTheNewKeysSigner() {
        byte[] submission = desk(first).submission(rotation(first, second), first.signer);
        refused(RefusalCode.SIGNER_MISSING, exchange.submitAndAwait(submission, ExchangeFixture.PATIENCE_NS));
        refused(
                RefusalCode.SIGNER_MISSING,
                exchange.rotateOperatorKey(submission, first.signer).join());
        refused(
                RefusalCode.UNKNOWN_TYPE,
                exchange.rotateOperatorKey(
                                desk(first).submission(fixture.appointment("a"), first.signer), second.signer)
                        .join());
        taken(exchange.rotateOperatorKey(submission, second.signer).join());
    }

    @Test
    void refusesARotationWithoutThePossessionOfJustThisPlace() {
        byte[] elsewhere = SuccessionBytes.of(exchange.ledgerId(), second.certificate.sm3(), second.certificate.sm3());
        refused(RefusalCode.NO_POSSESSION, rotate(first, second, elsewhere, second.signer));
        byte[] here = SuccessionBytes.of(exchange.ledgerId(), first.certificate.sm3(), second.certificate.sm3());
        refused(RefusalCode.NO_POSSESSION, rotate(first, second, here, first.signer));
    }

    @Test
    void refusesACertificateOfSomebodyElseOrForAnotherUse() {
        refused(RefusalCode.CERT_OTHER_HOLDER, rotate(first, holder("别的交易所", "")));
        refused(RefusalCode.CERT_OTHER_HOLDER, rotate(first, holder("示例数据交易所", "91350100M000100Y43")));
        Signer signer = fixture.authority.newSigner();
        Holder encryption =
                new Holder(signer, fixture.authority.certificate(signer, "示例数据交易所", "", CertificateUsage.ENCRYPT));
        refused(RefusalCode.CERT_WRONG_USAGE, rotate(first, encryption));
    }

    @Test
    void refusesARotationThatTheKeyInForceHasNotSigned() {
        byte[] submission = desk(first).submission(rotation(first, second), second.signer);
        refused(
                RefusalCode.BAD_SIGNATURE,
                exchange.rotateOperatorKey(submission, second.signer).join());
    }

    @Test
    void takesTheRotationAndNothingElseOfAnOperatorWhoseCertificateHasRunOut() {
        fixture.timeNs.set(first.certificate.notAfter() * 1_000_000_000L + 2_000_000_000L);
        Holder renewed = new Holder(
                second.signer,
                fixture.authority.certificateFrom(
                        second.signer, "示例数据交易所", first.certificate.notAfter(), CertificateUsage.SIGN));
        refused(RefusalCode.CERT_EXPIRED, send(fixture.appointment("a"), first));
        refused(RefusalCode.CERT_EXPIRED, rotate(first, second));
        taken(rotate(first, renewed));
        Certificate officer = fixture.authority.certificateFrom(
                fixture.authority.newSigner(), "示例数据交易所", first.certificate.notAfter(), CertificateUsage.SIGN);
        taken(send(fixture.appointment("b", officer), renewed));
    }

    private Outcome rotate(Holder from, Holder to) {
        return rotate(
                from,
                to,
                SuccessionBytes.of(exchange.ledgerId(), from.certificate.sm3(), to.certificate.sm3()),
                to.signer);
    }

    private Outcome rotate(Holder from, Holder to, byte[] possession, Signer possessor) {
        RotateOperatorKey rotation = rotation(to, possession, possessor);
        return exchange.rotateOperatorKey(desk(from).submission(rotation, from.signer), to.signer)
                .join();
    }

    private RotateOperatorKey rotation(Holder from, Holder to) {
        return rotation(
                to, SuccessionBytes.of(exchange.ledgerId(), from.certificate.sm3(), to.certificate.sm3()), to.signer);
    }

    private RotateOperatorKey rotation(Holder to, byte[] possession, Signer possessor) {
        return RotateOperatorKey.newBuilder()
                .setClientId(++lastClientId)
                .setNotAfterNs(fixture.timeNs.get() + EngineFixture.limits().getIdWindowNs() / 2)
                .setCertificate(TestAuthority.field(to.certificate))
                .setIntermediates(List.of())
                .setPossession(ByteBuffer.wrap(possessor.sign(possession).raw()))
                .setReason(RevocationReason.SUPERSEDED)
                .setDocumentSm3(EngineFixture.hash("decision"))
                .build();
    }

    private Holder holder(String organization, String code) {
        Signer signer = fixture.authority.newSigner();
        return new Holder(signer, certificate(signer, organization, code));
    }

    private Certificate certificate(Signer signer, String organization, String code) {
        return fixture.authority.certificate(signer, organization, code, CertificateUsage.SIGN);
    }

    private CommandDesk desk(Holder holder) {
        return new CommandDesk(exchange.ledgerId(), holder.certificate.sm3(), exchange.instruments());
    }

    private Outcome send(SpecificRecord command, Holder holder) {
        return exchange.submitAndAwait(desk(holder).submission(command, holder.signer), ExchangeFixture.PATIENCE_NS);
    }

    private static void taken(Outcome outcome) {
        assertThat(outcome.code()).as(outcome.message()).isEqualTo(RefusalCode.OK);
    }

    private static void refused(RefusalCode code, Outcome outcome) {
        assertThat(outcome.code()).as(outcome.message()).isEqualTo(code);
    }
}
