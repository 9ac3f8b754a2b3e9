package io.shuheng.core.runtime;

import static io.shuheng.core.participant.TestAuthority.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.core.engine.EngineFixture;
import io.shuheng.core.evidence.MemoryEvidenceStore;
import io.shuheng.core.ledger.MemoryLedger;
import io.shuheng.core.member.CommandDesk;
import io.shuheng.core.participant.ActivateParticipant;
import io.shuheng.core.participant.ApplyForReplacement;
import io.shuheng.core.participant.AppointOfficer;
import io.shuheng.core.participant.CertificateRole;
import io.shuheng.core.participant.CertificateStanding;
import io.shuheng.core.participant.Duty;
import io.shuheng.core.participant.PossessionBytes;
import io.shuheng.core.participant.RecordCertificateStatus;
import io.shuheng.core.participant.RecordRevocations;
import io.shuheng.core.participant.RenewCertificate;
import io.shuheng.core.participant.ReviewIdentity;
import io.shuheng.core.participant.ReviewMethod;
import io.shuheng.core.participant.RevokedCertificate;
import io.shuheng.core.participant.TestAuthority;
import io.shuheng.core.participant.Uscc;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.certificate.CertificateUsage;
import io.shuheng.crypto.certificate.OcspResponder;
import io.shuheng.crypto.certificate.OcspResponse;
import io.shuheng.crypto.certificate.Revocation;
import io.shuheng.crypto.certificate.RevocationList;
import io.shuheng.crypto.certificate.Validity;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Renewals, replacements and revocation lists through the façade, with real certificates. */
class CertificatesExchangeTest {

    private static final long MEMBER = 2;
    private static final String ID = Uscc.withCheckCharacter("91310000MA1000001");

    private final ExchangeFixture fixture = new ExchangeFixture();
    private final MemoryLedger ledger = new MemoryLedger();
    private final MemoryEvidenceStore evidence = new MemoryEvidenceStore(1 << 20);
    private final Holder member = holder(ID);
    private final Holder officer = holder("");
    private final Holder secondOfficer = holder("");
    private Exchange exchange;
    private long lastClientId = 1000;

    private record Holder(Signer signer, Certificate certificate) {}

    @BeforeEach
    void enrol() {
        fixture.found(ledger);
        exchange = open(ledger);
        fixture.submit(exchange, appointment(officer));
        fixture.submit(exchange, appointment(secondOfficer));
        taken(send(fixture.application(member.certificate, ID), member));
        taken(send(review(), officer));
        taken(send(new ActivateParticipant(clientId(), notAfterNs(), MEMBER), secondOfficer));
    }

    @AfterEach
    void close() {
        exchange.close();
    }

    @Test
    void knowsAMemberByItsRenewedKeyAndNoLongerByTheOld() {
        Holder renewed = holder(ID);
        taken(send(renewal(renewed, MEMBER), member));
        refused(RefusalCode.UNKNOWN_KEY, send(renewal(holder(ID), MEMBER), member));
        taken(send(renewal(holder(ID), MEMBER), renewed));
    }

    @Test
    void refusesARenewalWithoutPossessionOrWithACertificateOfSomebodyElse() {
        refused(RefusalCode.NO_POSSESSION, send(renewal(holder(ID), 3), member));
        refused(RefusalCode.CERT_OTHER_HOLDER, send(renewal(holder("91350100M000100Y43"), MEMBER), member));
        TestAuthority stranger = new TestAuthority("示例电子认证");
        Signer signer = stranger.newSigner();
        Holder foreign = new Holder(signer, stranger.certificate(signer, "示例企业", "", CertificateUsage.SIGN));
        refused(RefusalCode.CERT_UNTRUSTED, send(renewal(foreign, MEMBER), member));
    }

    @Test
    void takesTheRequestForAReplacementUnderTheNewKeyAlone() {
        Holder found = holder(ID);
        refused(RefusalCode.UNKNOWN_KEY, send(replacement(found), member));
        refused(RefusalCode.CERT_OTHER_HOLDER, send(replacement(holder("91350100M000100Y43")), found));
        taken(send(replacement(found), found));
        refused(RefusalCode.UNKNOWN_KEY, send(renewal(holder(""), MEMBER), found));
    }

    @Test
    void refusesARevokedKeyOnceItsListIsOnRecordAndEveryCertificateOnIt() {
        RevocationList list = fixture.authority.listThatRevokes(member.certificate);
        RecordRevocations recording = recording(list);
        assertThat(recording.getRevoked()).hasSize(1);
        refused(RefusalCode.EVIDENCE_UNKNOWN, send(recording, officer));
        evidence.put(list.der());
        taken(send(recording, officer));
        refused(RefusalCode.CERT_REVOKED, send(renewal(holder(ID), MEMBER), member));
        assertThat(recording(list).getRevoked()).as("already on record").isEmpty();

        exchange.close();
        exchange = open(ledger.reopened());
        refused(RefusalCode.CERT_REVOKED, send(renewal(holder(ID), MEMBER), member));
    }

    @Test
    void takesNoCertificateThatStandsOnARecordedList() {
        Holder applicant = holder("91350100M000100Y43");
        RevocationList list = fixture.authority.listThatRevokes(applicant.certificate);
        evidence.put(list.der());
        RecordRevocations recording = recording(list);
        assertThat(recording.getRevoked()).isEmpty();
        taken(send(recording, officer));
        refused(
                RefusalCode.CERT_REVOKED,
                send(fixture.application(applicant.certificate, "91350100M000100Y43"), applicant));
    }

    @Test
    void refusesACommandThatSaysMoreOrLessThanTheList() {
        RevocationList list = fixture.authority.listThatRevokes(member.certificate);
        evidence.put(list.der());
        RevokedCertificate entry = recording(list).getRevoked().get(0);
        refused(
                RefusalCode.REVOCATIONS_NOT_AS_LISTED,
                send(builder(list).setRevoked(List.of()).build(), officer));
        refused(
                RefusalCode.REVOCATIONS_NOT_AS_LISTED,
                send(
                        builder(list)
                                .setRevoked(List.of(
                                        new RevokedCertificate(entry.getCertificateSm3(), entry.getInvalidityNs() + 1)))
                                .build(),
                        officer));
        refused(
                RefusalCode.REVOCATIONS_NOT_AS_LISTED,
                send(builder(list).setNextUpdateNs(Long.MAX_VALUE).build(), officer));
        RevocationList other = fixture.authority.listThatRevokes(officer.certificate);
        evidence.put(other.der());
        refused(
                RefusalCode.REVOCATIONS_NOT_AS_LISTED,
                send(builder(other).setRevoked(List.of(entry)).build(), officer));
    }

    @Test
    void refusesAListThatNoAuthorityOfGenesisHasSigned() {
        RevocationList foreign = new TestAuthority("示例电子认证").listThatRevokes(member.certificate);
        evidence.put(foreign.der());
        assertThatThrownBy(() -> exchange.revocations(foreign.der())).isInstanceOf(CryptoException.class);
        RevocationList own = fixture.authority.listThatRevokes(member.certificate);
        refused(
                RefusalCode.REVOCATIONS_NOT_AS_LISTED,
                send(
                        builder(own)
                                .setListSm3(new Hash32(Sm3.hash(foreign.der())))
                                .build(),
                        officer));
    }

    @Test
    void recordsWhatAResponderSaysAndRefusesAKeyThatItCallsRevoked() {
        OcspResponder responder = fixture.authority.responder();
        OcspResponse good = responder.good(List.of(member.certificate.serial()), Validity.ofDays(START, 7), null);
        taken(send(status(good), officer));
        taken(send(renewal(holder(ID), MEMBER), member));

        Certificate renewed = secondOfficer.certificate;
        OcspResponse revoked = responder.revoked(
                Revocation.of(renewed.serial(), START, Revocation.Reason.KEY_COMPROMISE),
                Validity.ofDays(START, 7),
                null);
        taken(send(status(renewed, revoked).build(), officer));
        refused(RefusalCode.CERT_REVOKED, send(status(good), secondOfficer));
    }

    @Test
    void refusesAStatusThatTheResponseDoesNotSayOrThatNobodySignedWhoMay() {
        OcspResponder responder = fixture.authority.responder();
        Validity week = Validity.ofDays(START, 7);
        List<BigInteger> serial = List.of(member.certificate.serial());
        RecordCertificateStatus.Builder good = status(member.certificate, responder.good(serial, week, null));
        refused(
                RefusalCode.STATUS_NOT_AS_ANSWERED,
                send(good.setStanding(CertificateStanding.REVOKED).build(), officer));
        good.setStanding(CertificateStanding.GOOD).setNextUpdateNs(Long.MAX_VALUE);
        refused(RefusalCode.STATUS_NOT_AS_ANSWERED, send(good.build(), officer));

        OcspResponder stranger = new TestAuthority("示例电子认证").responder();
        RecordCertificateStatus.Builder command = status(member.certificate, responder.good(serial, week, null));
        for (OcspResponse other : List.of(
                stranger.good(serial, week, null),
                responder.unknown(serial.get(0), week, null),
                responder.good(List.of(officer.certificate.serial()), week, null))) {
            refused(
                    RefusalCode.STATUS_NOT_AS_ANSWERED,
                    send(command.setResponse(ByteBuffer.wrap(other.der())).build(), officer));
        }
        byte[] trailing = Arrays.copyOf(responder.good(serial, week, null).der(), 2000);
        refused(
                RefusalCode.STATUS_NOT_AS_ANSWERED,
                send(command.setResponse(ByteBuffer.wrap(trailing)).build(), officer));
        assertThatThrownBy(() -> exchange.certificateStatus(Sm3Hash.ZERO, trailing))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void believesNoResponderThatStandsOnARecordedList() {
        OcspResponder responder = fixture.authority.responder();
        OcspResponse good = responder.good(List.of(member.certificate.serial()), Validity.ofDays(START + 60, 7), null);
        taken(send(status(good), officer));
        RevocationList list = fixture.authority.listThatRevokes(fixture.authority.lastResponder());
        evidence.put(list.der());
        taken(send(recording(list), officer));
        refused(RefusalCode.STATUS_NOT_AS_ANSWERED, send(status(good), officer));
    }

    private RecordCertificateStatus status(OcspResponse response) {
        return status(member.certificate, response).build();
    }

    private RecordCertificateStatus.Builder status(Certificate certificate, OcspResponse response) {
        return exchange.certificateStatus(certificate.sm3(), response.der())
                .setClientId(clientId())
                .setNotAfterNs(notAfterNs());
    }

    private Exchange open(MemoryLedger of) {
        return Exchange.open(fixture.settings().withEvidence(evidence), of);
    }

    private Holder holder(String id) {
        Signer signer = fixture.authority.newSigner();
        return new Holder(signer, fixture.authority.certificate(signer, "示例企业", id, CertificateUsage.SIGN));
    }

    private RecordRevocations recording(RevocationList list) {
        return builder(list).build();
    }

    private RecordRevocations.Builder builder(RevocationList list) {
        return exchange.revocations(list.der()).setClientId(clientId()).setNotAfterNs(notAfterNs());
    }

    private Outcome send(SpecificRecord command, Holder holder) {
        CommandDesk desk = new CommandDesk(exchange.ledgerId(), holder.certificate.sm3(), exchange.instruments());
        return exchange.submitAndAwait(desk.submission(command, holder.signer), ExchangeFixture.PATIENCE_NS);
    }

    private static void taken(Outcome outcome) {
        assertThat(outcome.code()).as(outcome.message()).isEqualTo(RefusalCode.OK);
    }

    private static void refused(RefusalCode code, Outcome outcome) {
        assertThat(outcome.code()).as(outcome.message()).isEqualTo(code);
    }

    private RenewCertificate renewal(Holder next, long possessedBy) {
        byte[] possession = PossessionBytes.of(exchange.ledgerId(), possessedBy, next.certificate.sm3());
        return RenewCertificate.newBuilder()
                .setClientId(clientId())
                .setNotAfterNs(notAfterNs())
                .setRole(CertificateRole.SIGNING)
                .setCertificate(TestAuthority.field(next.certificate))
                .setIntermediates(List.of())
                .setPossession(ByteBuffer.wrap(next.signer.sign(possession).raw()))
                .setOldUntilNs(0)
                .build();
    }

    private ApplyForReplacement replacement(Holder next) {
        return ApplyForReplacement.newBuilder()
                .setClientId(clientId())
                .setNotAfterNs(notAfterNs())
                .setParticipant(MEMBER)
                .setSigningCertificate(TestAuthority.field(next.certificate))
                .setEncryptionCertificate(ByteBuffer.allocate(0))
                .setIntermediates(List.of())
                .build();
    }

    private AppointOfficer appointment(Holder holder) {
        return AppointOfficer.newBuilder()
                .setClientId(clientId())
                .setNotAfterNs(notAfterNs())
                .setOffice("综合岗")
                .setStaffNumber("S" + lastClientId)
                .setDuties(List.of(Duty.REGISTRAR, Duty.COMPLIANCE))
                .setCertificate(TestAuthority.field(holder.certificate))
                .build();
    }

    private ReviewIdentity review() {
        return ReviewIdentity.newBuilder()
                .setClientId(clientId())
                .setNotAfterNs(notAfterNs())
                .setParticipant(MEMBER)
                .setMethod(ReviewMethod.DOCUMENTS)
                .setEvidenceSm3(EngineFixture.hash("licence"))
                .setValidUntilNs(Long.MAX_VALUE)
                .setPassed(true)
                .setReasonCode("")
                .build();
    }

    private long clientId() {
        return ++lastClientId;
    }

    private long notAfterNs() {
        return fixture.timeNs.get() + EngineFixture.limits().getIdWindowNs() / 2;
    }
}
