package io.shuheng.core.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.engine.EngineFixture;
import io.shuheng.core.engine.Enrolment;
import io.shuheng.core.genesis.AuthorityClass;
import io.shuheng.core.genesis.MemberAuthority;
import io.shuheng.core.participant.ApplyForMembership;
import io.shuheng.core.participant.AppointOfficer;
import io.shuheng.core.participant.Duty;
import io.shuheng.core.participant.KeyPurpose;
import io.shuheng.core.participant.Participants;
import io.shuheng.core.participant.RevocationReason;
import io.shuheng.core.participant.RevokeKey;
import io.shuheng.core.participant.StatusChange;
import io.shuheng.core.participant.TestAuthority;
import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.Sm2Signature;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.certificate.CertificateUsage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyDirectoryTest {

    private static final byte[] MESSAGE = "message".getBytes(StandardCharsets.UTF_8);

    private final TestAuthority authority = new TestAuthority("Authority");
    private final Certificate operator = authority.certificate("Exchange", "", CertificateUsage.SIGN);
    private final EngineFixture exchange = new EngineFixture(EngineFixture.genesis(
            EngineFixture.limits(),
            TestAuthority.field(operator),
            List.of(new MemberAuthority(AuthorityClass.DEMONSTRATION, TestAuthority.field(authority.certificate())))));
    private final Enrolment enrolment = new Enrolment(exchange);
    private final KeyDirectory directory = new KeyDirectory();
    private int observed;

    @Test
    void knowsTheOperatorsKeyFromGenesis() {
        catchUp();
        assertThat(directory.find(operator.sm3())).hasValueSatisfying(key -> {
            assertThat(key.number()).isEqualTo(1);
            assertThat(key.purpose()).isEqualTo(KeyPurpose.OPERATOR);
            assertThat(key.owner()).isEqualTo(Participants.OPERATOR);
            assertThat(key.publicKey()).isEqualTo(operator.publicKey());
        });
    }

    @Test
    void knowsAnOfficersKeyFromItsAppointment() {
        Certificate certificate = authority.certificate("Exchange, registrar", "7", CertificateUsage.SIGN);
        AppointOfficer appointment = AppointOfficer.newBuilder()
                .setClientId(exchange.nextClientId())
                .setNotAfterNs(exchange.notAfterNs())
                .setOffice("登记岗")
                .setStaffNumber("7")
                .setDuties(List.of(Duty.REGISTRAR))
                .setCertificate(TestAuthority.field(certificate))
                .build();
        int number = (int) exchange.submit(appointment, EngineFixture.OPERATOR_KEY)
                .event(EventKind.KEY_REGISTERED)
                .getA();
        catchUp();
        assertThat(directory.find(certificate.sm3()))
                .map(KeyDirectory.Entry::number)
                .contains(number);
        assertThat(directory.find(number)).map(KeyDirectory.Entry::purpose).contains(KeyPurpose.OFFICER);
    }

    @Test
    void givesAMembersKeyFromItsActivationToItsEnd() {
        Signer signer = authority.newSigner();
        Certificate certificate = authority.certificate(signer, "Member", "", CertificateUsage.SIGN);
        Enrolment.Member member = enrolment.applicant(enrolment
                .application()
                .setSigningCertificate(TestAuthority.field(certificate))
                .build());
        catchUp();
        assertThat(directory.find(certificate.sm3())).isEmpty();
        assertThat(directory.find(member.key()))
                .map(KeyDirectory.Entry::certificate)
                .contains(certificate);

        exchange.submit(enrolment.review(member.number()).build(), exchange.officerKey(Duty.REGISTRAR));
        exchange.submit(enrolment.activation(member.number()), exchange.secondOfficerKey(Duty.REGISTRAR));
        catchUp();
        Sm2Signature signature = signer.sign(MESSAGE);
        assertThat(directory.find(certificate.sm3()))
                .hasValueSatisfying(key ->
                        assertThat(key.verifier().verify(MESSAGE, signature)).isTrue());

        enrolment.change(member, StatusChange.SUSPEND).requireAccepted();
        catchUp();
        assertThat(directory.find(certificate.sm3())).isPresent();
        enrolment.change(member, StatusChange.TERMINATE).requireAccepted();
        catchUp();
        assertThat(directory.find(certificate.sm3())).isEmpty();
        assertThat(directory.find(member.key())).isPresent();
    }

    @Test
    void givesARevokedKeyNoMore() {
        Certificate certificate = authority.certificate("Member", "", CertificateUsage.SIGN);
        Enrolment.Member member = enrolment.member(enrolment
                .application()
                .setSigningCertificate(TestAuthority.field(certificate))
                .build());
        catchUp();
        assertThat(directory.find(certificate.sm3())).isPresent();
        RevokeKey revocation = RevokeKey.newBuilder()
                .setClientId(exchange.nextClientId())
                .setNotAfterNs(exchange.notAfterNs())
                .setKey(member.key())
                .setReason(RevocationReason.SUPERSEDED)
                .setInvalidityNs(exchange.timeNs())
                .build();
        exchange.submit(revocation, member.key()).requireAccepted();
        catchUp();
        assertThat(directory.find(certificate.sm3())).isEmpty();
        assertThat(directory.find(member.key())).isPresent();
    }

    @Test
    void hasNoUsableKeyForACertificateThatNobodyCanRead() {
        ApplyForMembership application = enrolment.application().build();
        Enrolment.Member member = enrolment.member(application);
        catchUp();
        assertThat(directory.find(member.key())).isEmpty();
        assertThat(directory.find(0)).isEmpty();
    }

    private void catchUp() {
        List<byte[]> records = exchange.records();
        while (observed < records.size()) {
            byte[] record = records.get(observed++);
            RecordKind kind = RulesVersions.current().ofType(RecordHeader.type(record, 0));
            if (kind.isCommand()) {
                directory.observe(kind, CommandBody.read(kind.checker(), record, 0, record.length));
            }
        }
    }
}
