package io.shuheng.ledger.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.participant.AppointOfficer;
import io.shuheng.core.participant.CertificateRole;
import io.shuheng.core.participant.CertificateStanding;
import io.shuheng.core.participant.Duty;
import io.shuheng.core.participant.PossessionBytes;
import io.shuheng.core.participant.RecordCertificateStatus;
import io.shuheng.core.participant.RecordRevocations;
import io.shuheng.core.participant.RenewCertificate;
import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.core.view.KnownCertificates;
import io.shuheng.core.view.RevocationSnapshot;
import io.shuheng.core.view.StatusSnapshot;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.certificate.CertificateAuthority;
import io.shuheng.crypto.certificate.CertificateUsage;
import io.shuheng.crypto.certificate.OcspResponder;
import io.shuheng.crypto.certificate.Revocation;
import io.shuheng.crypto.certificate.RevocationList;
import io.shuheng.crypto.certificate.Validity;
import io.shuheng.ledger.evidence.DirectoryEvidenceStore;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a verifier says of recorded revocation lists and renewed keys, of an honest operator and of one that lies. */
class RevocationListsTest {

    private static final int COMPLIANCE_KEY = 4;
    private static final int MEMBER_KEY = 5;
    private static final long MEMBER = 2;
    private static final Signer COMPLIANCE = TestKeys.signer(40);
    private static final Signer MEMBER_SIGNER = TestKeys.signer(11);
    private static final Signer RENEWED = TestKeys.signer(41);
    private static final long NANOS = 1_000_000_000L;
    private static final OcspResponder MEMBERS_RESPONDER =
            TestKeys.responder(TestKeys.MEMBERS_AUTHORITY, TestKeys.signer(70));

    @TempDir
    Path folder;

    private Path ledger;
    private Path evidence;

    @BeforeEach
    void names() {
        ledger = folder.resolve("ledger");
        evidence = folder.resolve("evidence");
    }

    @Test
    void comparesAListWithTheEvidenceAndCountsWhatItPutsInDoubt() {
        write(list -> DirectoryEvidenceStore.open(evidence).put(list.der()), builder -> builder);
        Report seen = verify(evidence);
        assertThat(seen.fault()).isNull();
        assertThat(seen.revocations()).isEqualTo(new Report.Revocations(1, 1, 0));
        assertThat(seen.commands().signedInDoubt())
                .as("the renewal under the new key")
                .isEqualTo(1);
        assertThat(seen.limits())
                .doesNotContain(Report.Limit.NO_REVOCATION_LISTS, Report.Limit.REVOCATION_LISTS_NOT_SEEN)
                .contains(Report.Limit.SIGNED_IN_DOUBT);
    }

    @Test
    void saysWhichListsItDidNotSee() {
        write(list -> {}, builder -> builder);
        for (Path given : new Path[] {null, evidence}) {
            Report unseen = verify(given);
            assertThat(unseen.fault()).isNull();
            assertThat(unseen.revocations()).isEqualTo(new Report.Revocations(1, 0, 0));
            assertThat(unseen.limits()).contains(Report.Limit.REVOCATION_LISTS_NOT_SEEN);
        }
    }

    @Test
    void findsAnOfficerThatLeavesOutWhatStandsOnTheList() {
        write(list -> DirectoryEvidenceStore.open(evidence).put(list.der()), builder -> builder.setRevoked(List.of()));
        Finding fault = verify(evidence).fault();
        assertThat(fault).isNotNull();
        assertThat(fault.rule()).isEqualTo(VerifierRule.REVOCATIONS.name());
        assertThat(fault.message()).contains("leaves out");
    }

    @Test
    void findsAListThatNoAuthorityHasSigned() {
        RevocationList foreign = list(TestKeys.OTHER_AUTHORITY, List.of());
        DirectoryEvidenceStore.open(evidence).put(foreign.der());
        write(
                list -> {},
                builder -> builder.setListSm3(
                        new Hash32(Sm3Hash.ofContent(foreign.der()).bytes())));
        Finding fault = verify(evidence).fault();
        assertThat(fault).isNotNull();
        assertThat(fault.rule()).isEqualTo(VerifierRule.REVOCATIONS.name());
    }

    @Test
    void findsARenewalThatTheNewKeyHasNotSigned() {
        try (SmallExchange exchange = exchange()) {
            exchange.submit(renewal(exchange, MEMBER + 1), MEMBER_KEY, MEMBER_SIGNER);
        }
        Finding fault = verify(null).fault();
        assertThat(fault).isNotNull();
        assertThat(fault.rule()).isEqualTo(VerifierRule.CERTIFICATE.name());
        assertThat(fault.message()).contains("possession");
    }

    @Test
    void comparesEachRecordedAnswerOfAResponderWithWhatItsCommandSays() {
        writeStatus(MEMBERS_RESPONDER, builder -> builder);
        Report seen = verify(null);
        assertThat(seen.fault()).isNull();
        assertThat(seen.revocations()).isEqualTo(new Report.Revocations(0, 0, 1));
    }

    @Test
    void findsAnOfficerThatSaysOfACertificateWhatItsResponderDoesNot() {
        writeStatus(
                MEMBERS_RESPONDER,
                builder -> builder.setStanding(CertificateStanding.REVOKED).setRevokedFromNs(1));
        Finding fault = verify(null).fault();
        assertThat(fault).isNotNull();
        assertThat(fault.rule()).isEqualTo(VerifierRule.REVOCATIONS.name());
    }

    @Test
    void findsAnAnswerByWhoeverMayNotAnswer() {
        OcspResponder stranger = TestKeys.responder(TestKeys.OTHER_AUTHORITY, TestKeys.signer(71));
        writeStatus(
                MEMBERS_RESPONDER,
                builder -> builder.setResponse(ByteBuffer.wrap(stranger.good(
                                List.of(TestKeys.MEMBERS_AUTHORITY.certificate().serial()),
                                Validity.ofDays(SmallExchange.START_NS / NANOS, 7),
                                null)
                        .der())));
        Finding fault = verify(null).fault();
        assertThat(fault).isNotNull();
        assertThat(fault.rule()).isEqualTo(VerifierRule.REVOCATIONS.name());
        assertThat(fault.message()).contains("response");
    }

    private void writeStatus(OcspResponder responder, UnaryOperator<RecordCertificateStatus.Builder> say) {
        try (SmallExchange exchange = exchange()) {
            Certificate member = known(exchange).all().stream()
                    .filter(one -> one.publicKey().equals(MEMBER_SIGNER.publicKey()))
                    .findFirst()
                    .orElseThrow();
            byte[] good = responder
                    .good(List.of(member.serial()), Validity.ofDays(SmallExchange.START_NS / NANOS, 7), null)
                    .der();
            RecordCertificateStatus.Builder builder = StatusSnapshot.read(
                            SmallExchange.genesis(TestKeys.MEMBERS_AUTHORITY.certificate()), good, member, List.of())
                    .command()
                    .setClientId(exchange.nextClientId())
                    .setNotAfterNs(exchange.notAfterNs());
            assertThat(exchange.submit(say.apply(builder).build(), COMPLIANCE_KEY, COMPLIANCE)
                            .isAccepted())
                    .isTrue();
        }
    }

    private Report verify(@Nullable Path given) {
        return new Verifier(new VerifierSettings(
                        List.of(TrustAnchor.of(TestKeys.OPERATOR_CERTIFICATE)),
                        List.of(),
                        List.of(TrustAnchor.of(TestKeys.MEMBERS_AUTHORITY.certificate())),
                        List.of(),
                        0,
                        List.of(),
                        given,
                        VerificationLevel.REPLAY,
                        1))
                .verify(ledger);
    }

    /** A member renews its key; the new one turns out to have been in other hands from then on. */
    private void write(Consumer<RevocationList> keep, UnaryOperator<RecordRevocations.Builder> say) {
        try (SmallExchange exchange = exchange()) {
            RenewCertificate renewal = renewal(exchange, MEMBER);
            assertThat(exchange.submit(renewal, MEMBER_KEY, MEMBER_SIGNER).isAccepted())
                    .isTrue();
            exchange.submit(renewal(exchange, MEMBER), MEMBER_KEY + 1, RENEWED);
            exchange.later(60 * NANOS);
            Certificate revoked = Certificate.ofDer(renewal.getCertificate().array());
            long from = SmallExchange.START_NS / NANOS;
            RevocationList list = list(
                    TestKeys.MEMBERS_AUTHORITY,
                    List.of(Revocation.of(revoked.serial(), from, Revocation.Reason.KEY_COMPROMISE)));
            keep.accept(list);
            RecordRevocations.Builder builder = RevocationSnapshot.read(
                            SmallExchange.genesis(TestKeys.MEMBERS_AUTHORITY.certificate()), list.der())
                    .command(known(exchange))
                    .setClientId(exchange.nextClientId())
                    .setNotAfterNs(exchange.notAfterNs());
            assertThat(exchange.submit(say.apply(builder).build(), COMPLIANCE_KEY, COMPLIANCE)
                            .isAccepted())
                    .isTrue();
        }
    }

    private SmallExchange exchange() {
        SmallExchange exchange = SmallExchange.found(ledger, TestKeys.MEMBERS_AUTHORITY.certificate());
        exchange.appointRegistrars();
        exchange.submit(
                AppointOfficer.newBuilder()
                        .setClientId(exchange.nextClientId())
                        .setNotAfterNs(exchange.notAfterNs())
                        .setOffice("Compliance")
                        .setStaffNumber("9")
                        .setDuties(List.of(Duty.COMPLIANCE))
                        .setCertificate(TestKeys.certificate(
                                TestKeys.MEMBERS_AUTHORITY, COMPLIANCE, "Officer 9", CertificateUsage.SIGN))
                        .build(),
                SmallExchange.OPERATOR_KEY,
                TestKeys.OPERATOR);
        exchange.apply(1, TestKeys.MEMBERS_AUTHORITY);
        exchange.review(MEMBER);
        exchange.activate(MEMBER);
        return exchange;
    }

    private static RevocationList list(CertificateAuthority authority, List<Revocation> revocations) {
        return authority.issueRevocationList(revocations, 1, Validity.ofDays(SmallExchange.START_NS / NANOS + 1, 30));
    }

    private static KnownCertificates known(SmallExchange exchange) {
        KnownCertificates known = new KnownCertificates();
        for (byte[] record : exchange.records()) {
            RecordKind kind = RulesVersions.current().ofType(RecordHeader.type(record, 0));
            if (kind != null && kind.isCommand()) {
                known.observe(kind, CommandBody.read(kind.checker(), record, 0, record.length));
            }
        }
        return known;
    }

    private static RenewCertificate renewal(SmallExchange exchange, long possessedBy) {
        Certificate next =
                TestKeys.issued(TestKeys.MEMBERS_AUTHORITY, RENEWED, "Example Company 1", CertificateUsage.SIGN);
        byte[] possession = PossessionBytes.of(exchange.ledgerId(), possessedBy, next.sm3());
        return RenewCertificate.newBuilder()
                .setClientId(exchange.nextClientId())
                .setNotAfterNs(exchange.notAfterNs())
                .setRole(CertificateRole.SIGNING)
                .setCertificate(ByteBuffer.wrap(next.der()))
                .setIntermediates(List.of())
                .setPossession(ByteBuffer.wrap(RENEWED.sign(possession).raw()))
                .setOldUntilNs(0)
                .build();
    }
}
