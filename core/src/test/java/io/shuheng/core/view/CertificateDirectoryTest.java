package io.shuheng.core.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.engine.EngineFixture;
import io.shuheng.core.engine.Enrolment;
import io.shuheng.core.engine.ViewComparison;
import io.shuheng.core.genesis.AuthorityClass;
import io.shuheng.core.genesis.MemberAuthority;
import io.shuheng.core.participant.Participants;
import io.shuheng.core.participant.RevocationReason;
import io.shuheng.core.participant.RevokeKey;
import io.shuheng.core.participant.StatusChange;
import io.shuheng.core.participant.TestAuthority;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.certificate.CertificateUsage;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The certificates of members as the read model gives them to whoever must encrypt to them or check a signature. */
class CertificateDirectoryTest {

    private static final Visibility ALL = Visibility.everything();

    private final TestAuthority authority = new TestAuthority("Authority");
    private final Certificate operator = authority.certificate("Exchange", "", CertificateUsage.SIGN);
    private final EngineFixture exchange = new EngineFixture(EngineFixture.genesis(
            EngineFixture.limits(),
            TestAuthority.field(operator),
            List.of(new MemberAuthority(AuthorityClass.DEMONSTRATION, TestAuthority.field(authority.certificate())))));
    private final Enrolment enrolment = new Enrolment(exchange);
    private final ViewComparison feed = new ViewComparison(exchange);
    private final Certificate signing = authority.certificate("Member", "", CertificateUsage.SIGN);
    private final Certificate encryption = authority.certificate("Member", "", CertificateUsage.ENCRYPT);

    private Enrolment.Member member() {
        return enrolment.member(enrolment
                .application()
                .setSigningCertificate(TestAuthority.field(signing))
                .setEncryptionCertificate(TestAuthority.field(encryption))
                .build());
    }

    private CertificateEntry certificate(Visibility visibility, long member, CertificatePurpose purpose) {
        feed.feed();
        return feed.model()
                .participants()
                .certificate(visibility, member, purpose)
                .value()
                .orElseThrow();
    }

    @Test
    void givesEverybodyTheCertificateToEncryptTo() {
        Enrolment.Member member = member();
        CertificateEntry found = certificate(Visibility.visitor(), member.number(), CertificatePurpose.ENCRYPTION);
        assertThat(found.certificate()).isEqualTo(encryption);
        assertThat(found.certificate().validity()).isEqualTo(encryption.validity());
        assertThat(found.inForce()).isTrue();
        assertThat(found.key()).isZero();
        assertThat(feed.model()
                        .participants()
                        .certificates(ALL, CertificatePurpose.ENCRYPTION, PageRequest.oldest(10))
                        .items())
                .containsExactly(found);
    }

    @Test
    void tellsAnApplicantItsNumberByTheCertificateItBrought() {
        Enrolment.Member applicant = enrolment.applicant(enrolment
                .application()
                .setSigningCertificate(TestAuthority.field(signing))
                .setEncryptionCertificate(TestAuthority.field(encryption))
                .build());
        feed.feed();
        ParticipantView participants = feed.model().participants();
        assertThat(participants.numberOf(signing.sm3()).value()).isEqualTo(applicant.number());
        assertThat(participants.numberOf(encryption.sm3()).value()).isZero();
        assertThat(participants
                        .participant(Visibility.visitor(), applicant.number())
                        .value())
                .isEmpty();
    }

    @Test
    void saysWhetherASigningKeyIsInForceOrRevoked() {
        Enrolment.Member member = member();
        CertificateEntry before = certificate(ALL, member.number(), CertificatePurpose.SIGNING);
        assertThat(before.certificate()).isEqualTo(signing);
        assertThat(before.key()).isEqualTo(member.key());
        assertThat(before.inForce()).isTrue();
        long doubtfulFromNs = exchange.timeNs();
        exchange.submit(
                        RevokeKey.newBuilder()
                                .setClientId(exchange.nextClientId())
                                .setNotAfterNs(exchange.notAfterNs())
                                .setKey(member.key())
                                .setReason(RevocationReason.SUPERSEDED)
                                .setInvalidityNs(doubtfulFromNs)
                                .build(),
                        member.key())
                .requireAccepted();
        CertificateEntry after = certificate(ALL, member.number(), CertificatePurpose.SIGNING);
        assertThat(after.inForce()).isFalse();
        assertThat(after.revoked()).isTrue();
        assertThat(after.invalidityNs()).isEqualTo(doubtfulFromNs);
    }

    @Test
    void keepsASuspendedMembersKeysInForceAndEndsThemWithTheMembership() {
        Enrolment.Member member = member();
        enrolment.change(member, StatusChange.SUSPEND).requireAccepted();
        for (CertificatePurpose purpose : CertificatePurpose.values()) {
            assertThat(certificate(ALL, member.number(), purpose).inForce()).isTrue();
        }
        enrolment.change(member, StatusChange.TERMINATE).requireAccepted();
        for (CertificatePurpose purpose : CertificatePurpose.values()) {
            assertThat(certificate(ALL, member.number(), purpose).inForce()).isFalse();
        }
    }

    @Test
    void givesTheOperatorsSigningCertificateAndNoneToEncryptTo() {
        CertificateEntry found = certificate(ALL, Participants.OPERATOR, CertificatePurpose.SIGNING);
        assertThat(found.certificate()).isEqualTo(operator);
        assertThat(found.inForce()).isTrue();
        assertThat(feed.model()
                        .participants()
                        .certificate(ALL, Participants.OPERATOR, CertificatePurpose.ENCRYPTION)
                        .value())
                .isEmpty();
    }

    @Test
    void hidesAnApplicantsAndLeavesOutWhatNobodyCanRead() {
        Enrolment.Member applicant = enrolment.applicant(enrolment
                .application()
                .setSigningCertificate(TestAuthority.field(signing))
                .build());
        feed.feed();
        ParticipantView participants = feed.model().participants();
        assertThat(participants
                        .certificate(Visibility.visitor(), applicant.number(), CertificatePurpose.SIGNING)
                        .value())
                .isEmpty();
        assertThat(certificate(ALL, applicant.number(), CertificatePurpose.SIGNING)
                        .inForce())
                .isFalse();
        assertThat(participants
                        .certificate(ALL, applicant.number(), CertificatePurpose.ENCRYPTION)
                        .value())
                .isEmpty();
    }
}
