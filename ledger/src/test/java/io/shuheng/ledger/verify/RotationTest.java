package io.shuheng.ledger.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.shuheng.core.engine.Tick;
import io.shuheng.core.ledger.LedgerException;
import io.shuheng.core.participant.KeyRegister;
import io.shuheng.core.record.Authentication;
import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.certificate.CertificateUsage;
import io.shuheng.ledger.LedgerAudit;
import io.shuheng.ledger.LedgerCopy;
import io.shuheng.ledger.chronicle.ChronicleLedger;
import io.shuheng.ledger.chronicle.LedgerSettings;
import io.shuheng.ledger.file.LedgerReader;
import io.shuheng.ledger.file.OperatorKeys;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger whose operator has rotated its key: who may open it, what an auditor concludes, and what a forger is found by. */
final class RotationTest {

    private static final LedgerSettings SETTINGS =
            LedgerSettings.defaults().withBlockBytes(1 << 20).withFreeSpaceFloorBytes(0);
    private static final TestOperator FIRST = TestOperator.FIRST;
    private static final TestOperator SECOND = TestOperator.SECOND;
    private static final TestOperator THIRD = TestOperator.THIRD;

    @TempDir
    Path folder;

    private Path ledger() {
        return folder.resolve("ledger");
    }

    private SmallExchange found() {
        return SmallExchange.found(ledger(), TestKeys.MEMBERS_AUTHORITY.certificate());
    }

    private RotatedLedger rotatedOnce() {
        return RotatedLedger.write(ledger());
    }

    private Report verify(VerificationLevel level, List<TrustAnchor> operators, List<Sm3Hash> fingerprints)
            throws IOException {
        Path anchor = folder.resolve("kept.checkpoint");
        if (!Files.exists(anchor)) {
            Files.copy(StandardLedger.newestCheckpoint(ledger()), anchor);
        }
        return new Verifier(new VerifierSettings(
                        operators, fingerprints, List.of(), List.of(), 0, List.of(anchor), null, level, 2))
                .verify(ledger());
    }

    private Report verify(TestOperator... trusted) throws IOException {
        return verify(
                VerificationLevel.REPLAY,
                Arrays.stream(trusted)
                        .map(operator -> TrustAnchor.of(operator.certificate()))
                        .toList(),
                List.of());
    }

    private void assertFault(VerifierRule rule, long sequence) throws IOException {
        Report report = verify(FIRST);
        assertThat(report.fault()).isNotNull();
        assertThat(report.fault().rule()).as(report.fault().toString()).isEqualTo(rule.name());
        assertThat(report.fault().sequence()).as(report.fault().toString()).isEqualTo(sequence);
    }

    @Test
    void verifiesForWhoeverTrustsTheFirstCertificateAndSaysWhatTheNextRestsOn() throws IOException {
        long rotation = rotatedOnce().rotation();
        Report report = verify(FIRST);
        assertThat(report.fault()).isNull();
        assertThat(report.verdict()).isEqualTo(Verdict.VERIFIED);
        assertThat(report.limits()).contains(Report.Limit.OPERATOR_KEY_BY_PREDECESSOR);
        assertThat(report.operatorKeys())
                .extracting(
                        Report.OperatorKey::number, Report.OperatorKey::fromRecords, Report.OperatorKey::checkpoints)
                .containsExactly(tuple(1, 0L, 1L), tuple(4, rotation + 1, 1L));
        assertThat(report.operatorKeys())
                .extracting(Report.OperatorKey::trusted)
                .containsExactly(true, false);
    }

    @Test
    void verifiesForWhoeverTrustsTheNewCertificateItsAuthorityOrTheFingerprintOfEither() throws IOException {
        rotatedOnce();
        for (Report report : List.of(
                verify(SECOND),
                verify(
                        VerificationLevel.STRUCTURE,
                        List.of(TrustAnchor.of(TestKeys.OTHER_AUTHORITY.certificate())),
                        List.of()),
                verify(
                        VerificationLevel.STRUCTURE,
                        List.of(),
                        List.of(SECOND.certificate().sm3())))) {
            assertThat(report.verdict()).isEqualTo(Verdict.VERIFIED);
            assertThat(report.limits()).doesNotContain(Report.Limit.OPERATOR_KEY_BY_PREDECESSOR);
        }
        Report byOld = verify(
                VerificationLevel.STRUCTURE,
                List.of(),
                List.of(FIRST.certificate().sm3()));
        assertThat(byOld.verdict()).isEqualTo(Verdict.VERIFIED);
        Report stranger = verify(THIRD);
        assertThat(stranger.fault().rule()).isEqualTo(VerifierRule.OPERATOR.name());
    }

    @Test
    void trustsALaterKeyOnlyWhereItHasSigned() throws IOException {
        try (SmallExchange exchange = found()) {
            exchange.checkpoint();
            exchange.rotate(1, FIRST, SECOND);
            Files.copy(StandardLedger.newestCheckpoint(ledger()), folder.resolve("kept.checkpoint"));
            LedgerCopy copy = new LedgerCopy(ledger());
            exchange.checkpoint();
            LedgerCopy.removeContent(Files.createDirectories(folder.resolve("before")));
            copy.writeTo(folder.resolve("before"));
        }
        Report report = new Verifier(new VerifierSettings(
                        List.of(TrustAnchor.of(SECOND.certificate())),
                        List.of(),
                        List.of(),
                        List.of(),
                        VerificationLevel.STRUCTURE,
                        1))
                .verify(folder.resolve("before"));
        assertThat(report.fault().rule()).isEqualTo(VerifierRule.OPERATOR.name());
        assertThat(report.fault().message()).contains("has signed no checkpoint");
        assertThat(verify(SECOND).fault()).isNull();
    }

    @Test
    void rotatesTwiceAcrossSegments() throws IOException {
        try (SmallExchange exchange = found()) {
            exchange.checkpoint();
            exchange.rotate(1, FIRST, SECOND);
            exchange.appointBy(2, SECOND.signer(), "3");
            exchange.reopen(ledger(), SECOND.signer());
            exchange.rotate(2, SECOND, THIRD);
            exchange.appointBy(4, THIRD.signer(), "4");
            exchange.reopen(ledger(), THIRD.signer());
            exchange.appointBy(4, THIRD.signer(), "5");
        }
        for (TestOperator trusted : List.of(FIRST, SECOND, THIRD)) {
            assertThat(verify(trusted).verdict()).isEqualTo(Verdict.VERIFIED);
        }
        assertThat(verify(SECOND).limits()).contains(Report.Limit.OPERATOR_KEY_BY_PREDECESSOR);
        assertThat(verify(THIRD).operatorKeys())
                .extracting(Report.OperatorKey::checkpoints)
                .containsExactly(1L, 1L, 2L);
    }

    @Test
    void isOpenedByTheSignerOfTheKeyInForceAlone() throws IOException {
        rotatedOnce();
        assertRefused(FIRST.signer(), LedgerException.Code.OPERATOR_KEY_RETIRED);
        assertRefused(THIRD.signer(), LedgerException.Code.LEDGER_OTHER_OPERATOR);
        ChronicleLedger.open(SETTINGS, ledger(), SECOND.signer()).close();
        for (TestOperator known : List.of(FIRST, SECOND)) {
            ChronicleLedger.follow(SETTINGS, ledger(), known.signer().publicKey())
                    .close();
        }
        assertThatThrownBy(() -> ChronicleLedger.follow(
                        SETTINGS, ledger(), THIRD.signer().publicKey()))
                .isInstanceOf(LedgerException.class);
    }

    private void assertRefused(Signer signer, LedgerException.Code code) {
        assertThatThrownBy(() -> ChronicleLedger.open(SETTINGS, ledger(), signer))
                .isInstanceOfSatisfying(
                        LedgerException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void takesNoRotationToAKeyThatNobodyHasAnnounced() throws IOException {
        SmallExchange exchange = found();
        assertThatThrownBy(() -> exchange.submit(exchange.rotation(FIRST, SECOND), 1, FIRST.signer()))
                .isInstanceOfSatisfying(
                        LedgerException.class,
                        e -> assertThat(e.code()).isEqualTo(LedgerException.Code.LEDGER_OTHER_OPERATOR));
        exchange.close();
        ChronicleLedger.open(SETTINGS, ledger(), FIRST.signer()).close();
        assertThat(verify(FIRST).verdict()).isEqualTo(Verdict.VERIFIED);
    }

    @Test
    void isTheOldKeysUntilTheWholeRotationIsOnDiskAndTheNewKeysFromThenOn() throws IOException {
        LedgerCopy copy;
        long rotation;
        try (SmallExchange exchange = found()) {
            exchange.checkpoint();
            rotation = exchange.rotate(1, FIRST, SECOND).sequence();
            copy = new LedgerCopy(ledger());
        }
        Path torn = folder.resolve("torn");
        copy.writeTo(torn);
        LedgerFrame frame = LedgerFrame.in(torn).get((int) rotation);
        String name = torn.relativize(frame.file()).toString();
        byte[] whole = copy.files().get(name);
        int end = (int) frame.offset() + 4 + 4 + frame.record().length;
        for (int cut = (int) frame.offset(); cut <= end; cut += cut + 37 < end || cut == end ? 37 : end - cut) {
            LedgerCopy.removeContent(torn);
            byte[] bytes = whole.clone();
            Arrays.fill(bytes, cut, bytes.length, (byte) 0);
            copy.files().put(name, bytes);
            copy.writeTo(torn);
            Signer holder = cut == end ? SECOND.signer() : FIRST.signer();
            Signer other = cut == end ? FIRST.signer() : SECOND.signer();
            assertThatThrownBy(() -> ChronicleLedger.open(SETTINGS, torn, other))
                    .as("cut at " + cut)
                    .isInstanceOf(LedgerException.class);
            ChronicleLedger.open(SETTINGS, torn, holder).close();
            assertThat(LedgerAudit.of(torn).records()).hasSize((int) (cut == end ? rotation + 1 : rotation));
        }
    }

    @Test
    void isNotOpenedByTheOldKeyWhereARotationThatWasSignedForIsLost() throws IOException {
        LedgerCopy before;
        try (SmallExchange exchange = found()) {
            exchange.checkpoint();
            before = new LedgerCopy(ledger());
            exchange.rotate(1, FIRST, SECOND);
        }
        Path lost = before.writeTo(folder.resolve("lost"));
        Path ahead = StandardLedger.newestCheckpoint(ledger());
        Files.copy(ahead, lost.resolve("checkpoints").resolve(ahead.getFileName()));
        assertThatThrownBy(() -> ChronicleLedger.open(SETTINGS, lost, FIRST.signer()))
                .isInstanceOfSatisfying(
                        LedgerException.class, e -> assertThat(e.code()).isEqualTo(LedgerException.Code.DATA_LOSS));
    }

    // What a forger is found by, who has the files and some of the keys, and makes every root and checkpoint fit.

    @Test
    void aLedgerThatIsForgedToSayTheSameIsTheSame() throws IOException {
        rotatedOnce().forgeNothing();
        assertThat(verify(FIRST).verdict()).isEqualTo(Verdict.VERIFIED);
    }

    @Test
    void aRotationThatAnotherKeyHasSignedIsFound() throws IOException {
        RotatedLedger rotated = rotatedOnce();
        rotated.forgeSignature();
        assertFault(VerifierRule.ROTATION, rotated.rotation());
        assertRefused(SECOND.signer(), LedgerException.Code.CORRUPT);
    }

    @Test
    void aRotationWithoutTheNewKeysPossessionIsFound() throws IOException {
        RotatedLedger rotated = rotatedOnce();
        rotated.forgePossession();
        assertFault(VerifierRule.ROTATION, rotated.rotation());
        assertThat(verify(FIRST).fault().message()).contains("possession");
    }

    @Test
    void aCheckpointByTheOldKeyBehindTheRotationIsFound() throws IOException {
        rotatedOnce().forgeCheckpoints(FIRST.signer());
        Report report = verify(FIRST);
        assertThat(report.fault().rule()).isEqualTo(VerifierRule.CHECKPOINT_SIGNATURE.name());
        assertThat(report.fault().message()).contains("signed with the operator's key 1", "key 4 is in force");
        assertRefused(SECOND.signer(), LedgerException.Code.CORRUPT);
    }

    @Test
    void aCheckpointByTheNewKeyBeforeTheRotationIsFound() throws IOException {
        rotatedOnce().forgeCheckpoints(SECOND.signer());
        Report report = verify(FIRST);
        assertThat(report.fault().rule()).isEqualTo(VerifierRule.CHECKPOINT_SIGNATURE.name());
        assertThat(report.fault().message()).contains("not signed by the operator");
    }

    @Test
    void anActOfTheOldKeyBehindTheRotationIsRefusedAndCannotBeMadeToLookTaken() throws IOException {
        long act;
        try (SmallExchange exchange = found()) {
            exchange.rotate(1, FIRST, SECOND);
            assertThat(exchange.appointBy(1, FIRST.signer(), "3").isAccepted()).isFalse();
            act = exchange.appointBy(2, SECOND.signer(), "4").sequence();
        }
        assertThat(verify(FIRST).verdict()).isEqualTo(Verdict.VERIFIED);
        new LedgerForger(ledger())
                .forge(
                        record -> {
                            if (RecordHeader.sequence(record, 0) == act) {
                                // Kind, key, session, length of the signature.
                                int at = RotatedLedger.indexOf(record, new byte[] {2, 4, 0, (byte) 0x80, 1});
                                record[at + 1] = 2;
                            }
                            return record;
                        },
                        size -> SECOND.signer());
        assertFault(VerifierRule.SIGNATURE, act);
    }

    @Test
    void theHistoryOfAThiefOfTheRetiredKeyIsFoundByWhateverTheNewKeyHasSigned() throws IOException {
        // The thief takes a copy from before the rotation and goes on with the old key.
        Path kept = folder.resolve("kept.checkpoint");
        Path stolen = folder.resolve("stolen");
        try (SmallExchange exchange = found()) {
            exchange.appointRegistrars();
            exchange.checkpoint();
            new LedgerCopy(ledger()).writeTo(stolen);
            exchange.rotate(1, FIRST, SECOND);
            exchange.appointBy(4, SECOND.signer(), "3");
        }
        Files.copy(StandardLedger.newestCheckpoint(ledger()), kept);
        ChronicleLedger.open(SETTINGS, stolen, FIRST.signer()).close();
        Path forged = StandardLedger.newestCheckpoint(stolen);

        assertThat(verdict(stolen, FIRST, kept).fault().rule()).isEqualTo(VerifierRule.ANCHOR.name());
        assertThat(verdict(stolen, SECOND).fault().rule()).isEqualTo(VerifierRule.OPERATOR.name());
        Report unanchored = verdict(stolen, FIRST);
        assertThat(unanchored.fault()).isNull();
        assertThat(unanchored.limits()).contains(Report.Limit.UNANCHORED);
        assertThat(verdict(ledger(), FIRST, forged).fault()).isNull();
    }

    private static Report verdict(Path ledger, TestOperator trusted, Path... anchors) {
        return new Verifier(new VerifierSettings(
                        List.of(TrustAnchor.of(trusted.certificate())),
                        List.of(),
                        List.of(),
                        List.of(anchors),
                        VerificationLevel.REPLAY,
                        2))
                .verify(ledger);
    }

    // Certificates run out.

    @Test
    void evidenceGoesOnWhereTheCertificateHasRunOutAndTheReportSaysSo() throws IOException {
        try (SmallExchange exchange = found()) {
            exchange.checkpoint();
            exchange.later((FIRST.certificate().notAfter() + 1) * 1_000_000_000L - exchange.timeNs());
            exchange.sequence(
                    new Tick(),
                    new Authentication(AuthenticationKind.INTERNAL.number(), 0, 0L, ByteBuffer.allocate(0)));
        }
        Report report = verify(FIRST);
        assertThat(report.verdict()).isEqualTo(Verdict.VERIFIED);
        assertThat(report.limits()).contains(Report.Limit.OPERATOR_CERTIFICATE_EXPIRED);
        assertThat(report.operatorKeys().get(0).signedExpired()).isEqualTo(1);
    }

    @Test
    void aRotationToACertificateOfSomebodyElseIsFound() throws IOException {
        Signer signer = TestKeys.signer(33);
        TestOperator stranger = new TestOperator(
                signer, TestKeys.issued(TestKeys.OTHER_AUTHORITY, signer, "Somebody", CertificateUsage.SIGN));
        long rotation;
        try (SmallExchange exchange = found()) {
            rotation = exchange.rotate(1, FIRST, stranger).sequence();
        }
        assertFault(VerifierRule.CERTIFICATE, rotation);
        assertThat(verify(VerificationLevel.STRUCTURE, List.of(TrustAnchor.of(FIRST.certificate())), List.of())
                        .verdict())
                .isEqualTo(Verdict.VERIFIED);
    }

    @Test
    void noMoreKeysAreTakenThanAnOperatorMayHaveHoweverManyAForgerWrites() throws IOException {
        long rotation = rotatedOnce().rotation();
        OperatorKeys keys = null;
        try (LedgerReader reader = LedgerReader.open(ledger())) {
            for (LedgerReader.Kind kind = reader.next(); kind != LedgerReader.Kind.END; kind = reader.next()) {
                boolean isRotation = kind == LedgerReader.Kind.RECORD
                        && RecordHeader.sequence(reader.array(), reader.offset()) == rotation;
                if (keys == null && kind == LedgerReader.Kind.RECORD) {
                    keys = OperatorKeys.behind(null, reader.array(), reader.offset(), reader.length());
                }
                for (int i = 0; isRotation && i < 2 * KeyRegister.MAX_OPERATOR_KEYS; i++) {
                    assertThat(keys.record(reader.array(), reader.offset(), reader.length())
                                    .isPresent())
                            .as("whether rotation %d is wrong", i)
                            .isEqualTo(i > 0);
                }
            }
        }
        assertThat(keys.list()).hasSize(KeyRegister.MAX_OPERATOR_KEYS);
    }

    // A key that is revoked later, from an earlier date.

    @Test
    void aKeyThatIsDoubtedLaterLeavesThePastAsItIsAndTheReportSaysWhatIsInDoubt() throws IOException {
        long invalidityNs;
        try (SmallExchange exchange = found()) {
            exchange.checkpoint();
            exchange.appointRegistrars();
            invalidityNs = exchange.timeNs();
            exchange.checkpoint();
            exchange.rotate(1, FIRST, SECOND);
            exchange.revoke(1, invalidityNs, 4, SECOND.signer());
        }
        Report report = verify(FIRST, SECOND);
        assertThat(report.verdict()).isEqualTo(Verdict.VERIFIED);
        assertThat(report.commands().signedInDoubt())
                .as("the last appointment and the rotation")
                .isEqualTo(2);
        assertThat(report.operatorKeys().get(0).checkpointsInDoubt()).isEqualTo(1);
        assertThat(report.limits())
                .contains(Report.Limit.SIGNED_IN_DOUBT, Report.Limit.CHECKPOINTS_IN_DOUBT)
                .doesNotContain(Report.Limit.SUCCESSION_IN_DOUBT);

        Report byTheDoubtedKeyAlone = verify(FIRST);
        assertThat(byTheDoubtedKeyAlone.fault()).isNull();
        assertThat(byTheDoubtedKeyAlone.limits()).contains(Report.Limit.SUCCESSION_IN_DOUBT);
        assertThat(byTheDoubtedKeyAlone.verdict()).isEqualTo(Verdict.INCOMPLETE);
    }
}
