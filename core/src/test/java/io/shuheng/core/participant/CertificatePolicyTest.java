package io.shuheng.core.participant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.core.engine.EngineFixture;
import io.shuheng.core.genesis.AuthorityClass;
import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.genesis.MemberAuthority;
import io.shuheng.core.participant.CertificatePolicy.Refusal;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.certificate.CertificateUsage;
import io.shuheng.crypto.certificate.RevocationList;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class CertificatePolicyTest {

    private static final String ID = "91350100M000100Y43";
    private static final long NOW_NS = EngineFixture.START_NS;
    private static final long YEAR_NS = Duration.ofDays(366).toNanos();

    /** Made with OpenSSL: C=CN, O=Example, surname Li, digitalSignature, 2025 to 2034, self-signed. */
    private static final String PERSONAL = """
            -----BEGIN CERTIFICATE-----
            MIIBhzCCAS2gAwIBAgICQAEwCgYIKoEcz1UBg3UwLDELMAkGA1UEBhMCQ04xEDAO
            BgNVBAoMB0V4YW1wbGUxCzAJBgNVBAQMAkxpMB4XDTI1MDEwMTAwMDAwMFoXDTM1
            MDEwMTAwMDAwMFowLDELMAkGA1UEBhMCQ04xEDAOBgNVBAoMB0V4YW1wbGUxCzAJ
            BgNVBAQMAkxpMFkwEwYHKoZIzj0CAQYIKoEcz1UBgi0DQgAE8MD+LsFgN4h9r3iZ
            UGvKdjqDzA6MtevwCLX3mjmRFv2rQ0Qn+8ezQMhtXHa4nDFtb5YkmwgBIa5obAS2
            pLvdGqM/MD0wDAYDVR0TAQH/BAIwADAOBgNVHQ8BAf8EBAMCB4AwHQYDVR0OBBYE
            FHkHMItF9wZQgmQZQ1DlFymgNpc2MAoGCCqBHM9VAYN1A0gAMEUCIQCpJ9hmXlJr
            Pu/EDTOj1TjuXQBt5U/vD+DPKIjA3WFCygIgOJn+nwdq9KdgxJrDKtEiTkX5OrlA
            CU1E/Zk5hhyyu1M=
            -----END CERTIFICATE-----
            """;

    private final TestAuthority licensed = new TestAuthority("Licensed Authority");
    private final TestAuthority ofTheOperator = new TestAuthority("Exchange Authority");
    private final TestAuthority issuing = licensed.below("Issuing Authority");
    private final TestAuthority stranger = new TestAuthority("Licensed Authority");
    private final Certificate signing = licensed.certificate("Member", ID, CertificateUsage.SIGN);
    private final Certificate encryption = licensed.certificate("Member", ID, CertificateUsage.ENCRYPT);
    private final Genesis genesis = genesis();
    private final CertificatePolicy policy = CertificatePolicy.of(genesis);

    @Test
    void acceptsTwoCertificatesOfAuthoritiesOfGenesis() {
        assertThat(refusal(a -> {})).isEmpty();
        Certificate other = ofTheOperator.certificate("Member", "", CertificateUsage.ENCRYPT);
        assertThat(refusal(a -> a.setEncryptionCertificate(TestAuthority.field(other))))
                .isEmpty();
    }

    @Test
    void acceptsTheAuthoritiesThatAVerifierNamesInsteadOfGenesis() {
        CertificatePolicy trusting = CertificatePolicy.accepting(List.of(stranger.certificate()));
        assertThat(trusting.refusal(application(a -> {}), List.of(), NOW_NS))
                .map(Refusal::code)
                .contains(RefusalCode.CERT_UNTRUSTED);
    }

    @Test
    void acceptsAPathOverAnAuthorityInBetweenOnlyWhereItIsBrought() {
        Certificate below = issuing.certificate("Member", ID, CertificateUsage.SIGN);
        assertThat(refusal(a -> a.setSigningCertificate(TestAuthority.field(below))
                        .setIntermediates(List.of(TestAuthority.field(issuing.certificate())))))
                .isEmpty();
        refuses(
                RefusalCode.CERT_UNTRUSTED,
                "signingCertificate",
                a -> a.setSigningCertificate(TestAuthority.field(below)));
    }

    @Test
    void refusesAnAuthorityThatOnlyHasTheNameOfAnAcceptedOne() {
        Certificate foreign = stranger.certificate("Member", ID, CertificateUsage.SIGN);
        refuses(
                RefusalCode.CERT_UNTRUSTED,
                "signingCertificate",
                a -> a.setSigningCertificate(TestAuthority.field(foreign)));
    }

    @Test
    void refusesCertificatesInEachOthersPlace() {
        refuses(
                RefusalCode.CERT_WRONG_USAGE,
                "signingCertificate",
                a -> a.setSigningCertificate(TestAuthority.field(encryption))
                        .setEncryptionCertificate(TestAuthority.field(signing)));
        Certificate second = licensed.certificate("Member", ID, CertificateUsage.SIGN);
        refuses(
                RefusalCode.CERT_WRONG_USAGE,
                "encryptionCertificate",
                a -> a.setEncryptionCertificate(TestAuthority.field(second)));
    }

    @Test
    void refusesOneKeyForBothUses() {
        Signer key = licensed.newSigner();
        Certificate toSign = licensed.certificate(key, "Member", ID, CertificateUsage.SIGN);
        Certificate toEncrypt = licensed.certificate(key, "Member", ID, CertificateUsage.ENCRYPT);
        refuses(
                RefusalCode.CERT_WRONG_USAGE,
                "encryptionCertificate",
                a -> a.setSigningCertificate(TestAuthority.field(toSign))
                        .setEncryptionCertificate(TestAuthority.field(toEncrypt)));
    }

    @Test
    void refusesACertificateThatWasIssuedToAnotherOrganisation() {
        Certificate other = licensed.certificate("Other", "9144030071526726XG", CertificateUsage.SIGN);
        refuses(
                RefusalCode.CERT_OTHER_HOLDER,
                "signingCertificate",
                a -> a.setSigningCertificate(TestAuthority.field(other)));
    }

    @Test
    void refusesBeforeTheFirstAndAfterTheLastSecond() {
        for (long timeNs : new long[] {Long.MIN_VALUE, -1, 0, NOW_NS + YEAR_NS, Long.MAX_VALUE}) {
            assertThat(policy.refusal(application(a -> {}), List.of(), timeNs))
                    .map(Refusal::code)
                    .contains(RefusalCode.CERT_EXPIRED);
        }
    }

    @Test
    void refusesACertificateThatAListAtHandRevokes() {
        RevocationList revoked = licensed.listThatRevokes(encryption);
        assertThat(policy.refusal(application(a -> {}), List.of(revoked), NOW_NS))
                .hasValueSatisfying(refusal -> {
                    assertThat(refusal.code()).isEqualTo(RefusalCode.CERT_REVOKED);
                    assertThat(refusal.message()).startsWith("encryptionCertificate: ");
                });
        RevocationList another = licensed.listThatRevokes(licensed.certificate("Other", "", CertificateUsage.SIGN));
        assertThat(policy.refusal(application(a -> {}), List.of(another), NOW_NS))
                .isEmpty();
    }

    @Test
    void refusesWhatIsNoCertificate() {
        byte[] trailing = Arrays.copyOf(signing.der(), signing.der().length + 1);
        for (byte[] bytes : List.of(new byte[0], new byte[] {0x30}, trailing)) {
            ByteBuffer field = ByteBuffer.wrap(bytes);
            refuses(RefusalCode.CERT_MALFORMED, "signingCertificate", a -> a.setSigningCertificate(field));
            refuses(RefusalCode.CERT_MALFORMED, "encryptionCertificate", a -> a.setEncryptionCertificate(field));
            refuses(RefusalCode.CERT_MALFORMED, "intermediates", a -> a.setIntermediates(List.of(field)));
        }
    }

    @Test
    void refusesTheCertificateOfANaturalPerson() {
        Certificate personal = Certificate.ofPem(PERSONAL);
        refuses(
                RefusalCode.CERT_PERSONAL_NAME,
                "signingCertificate",
                a -> a.setSigningCertificate(TestAuthority.field(personal)));
        refuses(RefusalCode.CERT_PERSONAL_NAME, appointment(personal), NOW_NS);
    }

    @Test
    void takesAnOfficersCertificateOfAnAuthorityOfGenesisWhileItHolds() {
        Certificate officer = ofTheOperator.certificate("Exchange, registrar 7", "7", CertificateUsage.SIGN);
        assertThat(policy.refusal(appointment(officer), List.of(), NOW_NS)).isEmpty();
        refuses(RefusalCode.CERT_EXPIRED, appointment(officer), NOW_NS + YEAR_NS);
        refuses(RefusalCode.CERT_WRONG_USAGE, appointment(encryption), NOW_NS);
        Certificate foreign = stranger.certificate("Exchange, registrar 7", "7", CertificateUsage.SIGN);
        refuses(RefusalCode.CERT_UNTRUSTED, appointment(foreign), NOW_NS);
        refuses(RefusalCode.CERT_MALFORMED, appointment(ByteBuffer.wrap(new byte[] {0x30})), NOW_NS);
    }

    @Test
    void isNotMadeFromAGenesisWithAnAuthorityThatCannotBeRead() {
        Genesis broken = EngineFixture.genesis(EngineFixture.limits());
        assertThatThrownBy(() -> CertificatePolicy.of(broken)).isInstanceOf(CryptoException.class);
    }

    private void refuses(RefusalCode code, String field, Consumer<ApplyForMembership.Builder> change) {
        assertThat(refusal(change)).hasValueSatisfying(refusal -> {
            assertThat(refusal.code()).as(refusal.message()).isEqualTo(code);
            assertThat(refusal.message()).startsWith(field + ": ");
        });
    }

    private void refuses(RefusalCode code, AppointOfficer appointment, long timeNs) {
        assertThat(policy.refusal(appointment, List.of(), timeNs)).hasValueSatisfying(refusal -> {
            assertThat(refusal.code()).as(refusal.message()).isEqualTo(code);
            assertThat(refusal.message()).startsWith("certificate: ");
        });
    }

    private Optional<Refusal> refusal(Consumer<ApplyForMembership.Builder> change) {
        return policy.refusal(application(change), List.of(), NOW_NS);
    }

    private ApplyForMembership application(Consumer<ApplyForMembership.Builder> change) {
        ApplyForMembership.Builder application = ApplyForMembership.newBuilder()
                .setClientId(1)
                .setNotAfterNs(NOW_NS)
                .setIdKind(IdKind.USCC)
                .setId(ID)
                .setNameZh("企业")
                .setNameEn("Member")
                .setRoles(List.of(Role.CONSUMER))
                .setBeneficialOwnerGroup("")
                .setAffiliates(List.of())
                .setSigningCertificate(TestAuthority.field(signing))
                .setEncryptionCertificate(TestAuthority.field(encryption))
                .setIntermediates(List.of())
                .setCustodianAccount("");
        change.accept(application);
        return application.build();
    }

    private static AppointOfficer appointment(Certificate certificate) {
        return appointment(TestAuthority.field(certificate));
    }

    private static AppointOfficer appointment(ByteBuffer certificate) {
        return AppointOfficer.newBuilder()
                .setClientId(1)
                .setNotAfterNs(NOW_NS)
                .setOffice("登记岗")
                .setStaffNumber("7")
                .setDuties(List.of(Duty.REGISTRAR))
                .setCertificate(certificate)
                .build();
    }

    private Genesis genesis() {
        Certificate operator = ofTheOperator.certificate("Exchange", "", CertificateUsage.SIGN);
        return EngineFixture.genesis(
                EngineFixture.limits(),
                TestAuthority.field(operator),
                List.of(
                        authority(AuthorityClass.LICENSED, licensed),
                        authority(AuthorityClass.OPERATOR, ofTheOperator)));
    }

    private static MemberAuthority authority(AuthorityClass authorityClass, TestAuthority authority) {
        return new MemberAuthority(authorityClass, TestAuthority.field(authority.certificate()));
    }
}
