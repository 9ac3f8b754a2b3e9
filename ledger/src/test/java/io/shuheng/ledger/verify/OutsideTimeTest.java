package io.shuheng.ledger.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.crypto.BouncyCastleCryptoProvider;
import io.shuheng.crypto.CryptoProvider;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.certificate.CertificateAuthority;
import io.shuheng.crypto.certificate.CertificateUsage;
import io.shuheng.crypto.document.DocumentSigner;
import io.shuheng.crypto.document.HashAlgorithm;
import io.shuheng.crypto.document.LocalTimeStampAuthority;
import io.shuheng.crypto.document.TimeStampFault;
import io.shuheng.crypto.document.TimeStampRequest;
import io.shuheng.ledger.cli.VerifierMain;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.proof.Audience;
import io.shuheng.ledger.proof.ProofChecker;
import io.shuheng.ledger.proof.ProofExporter;
import io.shuheng.ledger.proof.ProofFile;
import io.shuheng.ledger.proof.ProofReport;
import io.shuheng.ledger.proof.ProofSettings;
import io.shuheng.ledger.proof.page.ContractPage;
import io.shuheng.ledger.stamp.CheckpointStamp;
import io.shuheng.ledger.stamp.StampDesk;
import io.shuheng.ledger.stamp.StampFinding;
import io.shuheng.ledger.stamp.StampFolder;
import io.shuheng.ledger.stamp.TimeAuthorities;
import io.shuheng.ledger.stamp.TimeAuthority;
import io.shuheng.ledger.verify.Report.Limit;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Time stamps over a ledger's checkpoints: taken in, checked by the verifier and in proof files, and what they do not show. */
final class OutsideTimeTest {

    private static final CryptoProvider PROVIDER = BouncyCastleCryptoProvider.create();
    private static final long STAMPED_NS = SmallExchange.START_NS + 3 * SmallExchange.DAY_NS;
    private static final long LATEST_NS = STAMPED_NS + 1_000_000_000L;

    @TempDir
    Path folder;

    private SoldLedger sold;

    @BeforeEach
    void writeTheLedger() throws IOException {
        sold = SoldLedger.under(folder);
    }

    private static LocalTimeStampAuthority authority(CertificateAuthority by, int key) {
        return authority(by, key, STAMPED_NS);
    }

    private static LocalTimeStampAuthority authority(CertificateAuthority by, int key, long timeNs) {
        Certificate certificate = TestKeys.issued(by, TestKeys.signer(key), "Time", CertificateUsage.TIME_STAMP);
        return new LocalTimeStampAuthority(
                DocumentSigner.of(TestKeys.signer(key), certificate, SmallExchange.START_NS / 1_000_000_000L),
                List.of(),
                "1.2.3.4",
                () -> timeNs,
                PROVIDER);
    }

    private static LocalTimeStampAuthority outside() {
        return authority(TestKeys.OTHER_AUTHORITY, 77);
    }

    private static TimeAuthorities trusted() {
        return new TimeAuthorities(List.of(TimeAuthority.of(TestKeys.OTHER_AUTHORITY.certificate())));
    }

    private byte[] stamped(LocalTimeStampAuthority by) throws IOException {
        TimeStampRequest request = request();
        byte[] response = by.answer(request.der());
        assertThat(new StampDesk(sold.ledger()).take(response, request, trusted()))
                .isInstanceOf(StampFinding.OutsideTime.class);
        return response;
    }

    private TimeStampRequest request() throws IOException {
        return new StampDesk(sold.ledger()).request(HashAlgorithm.SM3, PROVIDER).orElseThrow();
    }

    private long size() {
        return sold.records().size();
    }

    private Report verified(TimeAuthorities authorities) throws IOException {
        return new Verifier(new VerifierSettings(
                                List.of(TrustAnchor.ofPem(sold.operator())),
                                List.of(TrustAnchor.ofPem(sold.membersAuthority())),
                                List.of(),
                                List.of(sold.anchor()),
                                VerificationLevel.STRUCTURE,
                                1)
                        .withTimeAuthorities(authorities))
                .verify(sold.ledger());
    }

    @Test
    void aStampOverTheNewestCheckpointGivesEveryRecordBeforeItALatestTime() throws IOException {
        stamped(outside());
        Report report = verified(trusted());
        assertThat(report.verdict()).isEqualTo(Verdict.VERIFIED);
        assertThat(report.times())
                .containsExactly(new StampFinding.OutsideTime(size(), LATEST_NS, 0, "o=Time,c=CN", false, false));
        assertThat(report.latestNs(0)).hasValue(LATEST_NS);
        assertThat(report.latestNs(size() - 1)).hasValue(LATEST_NS);
        assertThat(report.latestNs(size())).isEmpty();
        assertThat(report.limits())
                .contains(Limit.OUTSIDE_TIME_LATEST_ONLY, Limit.OPERATOR_CLOCK)
                .doesNotContain(Limit.NO_OUTSIDE_TIME, Limit.FOREIGN_FILES, Limit.TIME_STAMP_REFUSED);
    }

    @Test
    void withoutAnAuthorityTrustedForTimeThereIsTheOperatorsClockOnly() throws IOException {
        stamped(outside());
        Report report = verified(TimeAuthorities.NONE);
        assertThat(report.times()).isEmpty();
        assertThat(report.limits()).contains(Limit.NO_OUTSIDE_TIME);
    }

    @Test
    void aStampThatTheOperatorMadeWithALaterKeyAnchorsNoTimeEither() throws IOException {
        TwiceRotatedLedger rotated = TwiceRotatedLedger.write(folder.resolve("rotated"));
        StampDesk desk = new StampDesk(rotated.ledger());
        TimeStampRequest request = desk.request(HashAlgorithm.SM3, PROVIDER).orElseThrow();
        for (int key = 31; key <= 32; key++) {
            byte[] response = authority(TestKeys.OTHER_AUTHORITY, key).answer(request.der());
            assertThat(desk.take(response, request, trusted()))
                    .isInstanceOfSatisfying(
                            StampFinding.NoTime.class,
                            none -> assertThat(none.fault()).isEqualTo(TimeStampFault.SIGNED_BY_OPERATOR));
        }
        byte[] outside = outside().answer(request.der());
        assertThat(desk.take(outside, request, trusted())).isInstanceOf(StampFinding.OutsideTime.class);
    }

    @Test
    void aStampThatTheOperatorMadeAnchorsNoTime() throws IOException {
        TimeStampRequest request = request();
        byte[] response = authority(TestKeys.OTHER_AUTHORITY, 1).answer(request.der());
        assertThat(new StampDesk(sold.ledger()).take(response, request, trusted()))
                .isInstanceOfSatisfying(
                        StampFinding.NoTime.class,
                        none -> assertThat(none.fault()).isEqualTo(TimeStampFault.SIGNED_BY_OPERATOR));
        assertThat(new StampFolder(sold.ledger()).stamps()).isEmpty();
        new StampFolder(sold.ledger()).keep(size(), response);
        Report report = verified(trusted());
        assertThat(report.verdict()).isEqualTo(Verdict.VERIFIED);
        assertThat(report.latestNs(0)).isEmpty();
        assertThat(report.limits()).contains(Limit.NO_OUTSIDE_TIME, Limit.TIME_STAMP_REFUSED);
    }

    @Test
    void aStampThatIsOlderThanItsRecordsSayOfThemselvesShowsThatTheOperatorsClockRanAhead() throws IOException {
        long lastNs =
                new StampFolder(sold.ledger()).checkpoint(size()).orElseThrow().timeNs();
        long anHourBeforeNs = lastNs - 3_600_000_000_000L;
        stamped(authority(TestKeys.OTHER_AUTHORITY, 77, anHourBeforeNs));
        Report report = verified(trusted());
        assertThat(report.verdict()).isEqualTo(Verdict.VERIFIED);
        assertThat(report.times())
                .singleElement()
                .isInstanceOfSatisfying(
                        StampFinding.OutsideTime.class,
                        time -> assertThat(time.clockAheadNs()).isBetween(3_598_000_000_000L, 3_600_000_000_000L));
        assertThat(report.limits()).contains(Limit.CLOCK_AHEAD);
    }

    @Test
    void ofSeveralStampsOverOneCheckpointNoneIsLostAndTheEarliestCounts() throws IOException {
        stamped(authority(TestKeys.OTHER_AUTHORITY, 78, STAMPED_NS + SmallExchange.DAY_NS));
        stamped(outside());
        stamped(authority(TestKeys.OTHER_AUTHORITY, 79, STAMPED_NS + 2 * SmallExchange.DAY_NS));
        Report report = verified(trusted());
        assertThat(report.times()).hasSize(3).hasOnlyElementsOfType(StampFinding.OutsideTime.class);
        assertThat(report.latestNs(0)).hasValue(LATEST_NS);
    }

    @Test
    void aStampByAnAuthorityThatNobodyTrustsShowsNoTime() throws IOException {
        TimeStampRequest request = request();
        byte[] response = authority(TestKeys.MEMBERS_AUTHORITY, 80).answer(request.der());
        assertThat(new StampDesk(sold.ledger()).take(response, request, trusted()))
                .isInstanceOfSatisfying(
                        StampFinding.NoTime.class,
                        none -> assertThat(none.fault()).isEqualTo(TimeStampFault.CERTIFICATE_INVALID));
    }

    @Test
    void theAuthorityIsNamedAmongWhatWasTrustedAndOneThatCameWithTheLedgerIsSaidToHave() throws IOException {
        Path beside = sold.otherAuthority();
        Report report = verified(new TimeAuthorities(List.of(TimeAuthority.ofPem(beside))));
        assertThat(report.trust())
                .contains(new Report.TrustUsed(
                        Report.Role.TIME,
                        TestKeys.OTHER_AUTHORITY.certificate().subject().toString(),
                        TestKeys.OTHER_AUTHORITY.certificate().sm3(),
                        Report.Origin.BESIDE_LEDGER));
        assertThat(report.limits()).contains(Limit.TRUST_BESIDE_LEDGER);
    }

    @Test
    void whatHasAStampsNameAndIsNoneIsSaidAndHarmsNothing() throws IOException {
        Path checkpoints = sold.ledger().resolve("checkpoints");
        String name = new StampFolder(sold.ledger())
                .keep(size(), new byte[] {0x30, 0x03, 1})
                .name();
        Files.createDirectory(checkpoints.resolve(name.replace(name.substring(21, 25), "0000")));
        Files.write(checkpoints.resolve("00000000000000000001.tsr"), new byte[1]);
        Report report = verified(trusted());
        assertThat(report.verdict()).isEqualTo(Verdict.VERIFIED);
        assertThat(report.times())
                .singleElement()
                .isInstanceOfSatisfying(
                        StampFinding.NoTime.class,
                        none -> assertThat(none.fault()).isEqualTo(TimeStampFault.UNREADABLE));
        assertThat(report.files().foreign()).containsExactly("checkpoints/00000000000000000001.tsr");
    }

    @Test
    void aStampOverAnotherCheckpointOrWithAByteChangedShowsNothing() throws IOException {
        byte[] response = outside().answer(request().der());
        StampFolder stamps = new StampFolder(sold.ledger());
        long earlier = stamps.checkpoints().get(0);
        stamps.keep(earlier, response);
        assertThat(verified(trusted()).times())
                .singleElement()
                .isInstanceOfSatisfying(
                        StampFinding.NoTime.class,
                        none -> assertThat(none.fault()).isEqualTo(TimeStampFault.IMPRINT_MISMATCH));
        Checkpoint checkpoint = stamps.checkpoint(size()).orElseThrow();
        for (int i = 0; i < response.length; i += 7) {
            byte[] changed = response.clone();
            changed[i] ^= 1;
            assertThat(CheckpointStamp.check(checkpoint, changed, trusted(), List.of(TestKeys.OPERATOR_CERTIFICATE)))
                    .as("byte " + i)
                    .isInstanceOf(StampFinding.NoTime.class);
        }
    }

    @Test
    void aProofFileShowsTheTimeOfAStampGivenBesideIt() throws IOException {
        byte[] response = stamped(outside());
        ProofFile file = new ProofExporter(sold.ledger(), sm3 -> Optional.empty()).contract(1, Audience.AUDITOR);
        assertThat(file.checkpoint().size()).isEqualTo(size());
        ProofReport report = checked(file, List.of(response));
        assertThat(report.shown().times())
                .singleElement()
                .isInstanceOfSatisfying(
                        StampFinding.OutsideTime.class,
                        time -> assertThat(time.latestNs()).isEqualTo(LATEST_NS));
        assertThat(report.limits()).contains(Limit.OUTSIDE_TIME_LATEST_ONLY);
        assertThat(ContractPage.of(file, report).html())
                .contains("2026-01-08T01:00:01Z", "外部时间证明仅表明最迟何时之前")
                .doesNotContain("operator’s clock only");
        ProofReport without = checked(file, List.of());
        assertThat(without.limits()).contains(Limit.NO_OUTSIDE_TIME);
        assertThat(ContractPage.of(file, without).html()).contains("operator’s clock only");
    }

    private ProofReport checked(ProofFile file, List<byte[]> stamps) throws IOException {
        return new ProofChecker(new ProofSettings(
                                List.of(TrustAnchor.ofPem(sold.operator())),
                                List.of(TrustAnchor.ofPem(sold.membersAuthority())),
                                List.of())
                        .withTimeStamps(stamps, trusted()))
                .check(file.encode());
    }

    @Test
    void theCommandAsksTakesInVerifiesAndChecks() throws IOException {
        Path request = folder.resolve("newest.tsq");
        Path answer = folder.resolve("newest.tsr");
        StringWriter out = new StringWriter();
        assertThat(run(out, "stamp", sold.ledger(), "--request", request)).isZero();
        Files.write(answer, outside().answer(Files.readAllBytes(request)));
        assertThat(run(out, "stamp", sold.ledger(), "--request", request, "--take", answer))
                .as("nobody is trusted")
                .isOne();
        Object[] take = {
            "stamp", sold.ledger(), "--request", request, "--take", answer, "--tsa-trust", sold.otherAuthority()
        };
        assertThat(run(out, take)).isZero();
        Object[] verify = {
            "verify",
            sold.ledger(),
            "--trust",
            sold.operator(),
            "--anchor",
            sold.anchor(),
            "--level",
            "structure",
            "--tsa-trust",
            sold.otherAuthority()
        };
        assertThat(run(out, verify)).isZero();
        assertThat(out.toString()).contains("existed before that time, by time stamp of: " + size() + ", 2026-01-08");
        Path json = folder.resolve("check.json");
        Path proof = folder.resolve("1.proof");
        assertThat(run(out, "prove", sold.ledger(), "--contract", 1, "--trust", sold.operator(), "--out", proof))
                .isZero();
        Object[] check = {
            "check",
            proof,
            "--trust",
            sold.operator(),
            "--time-stamp",
            answer,
            "--tsa-trust",
            sold.otherAuthority(),
            "--json",
            json
        };
        assertThat(run(out, check)).isZero();
        assertThat(json).content().contains("\"latestNs\": \"" + LATEST_NS + "\"");
    }

    private static int run(StringWriter out, Object... arguments) {
        String[] words = new String[arguments.length];
        for (int i = 0; i < words.length; i++) {
            words[i] = arguments[i].toString();
        }
        return VerifierMain.run(new PrintWriter(out, true), new PrintWriter(new StringWriter(), true), words);
    }
}
