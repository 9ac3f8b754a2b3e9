package io.shuheng.ledger.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.ledger.LedgerCopy;
import io.shuheng.ledger.LedgerFixture;
import io.shuheng.ledger.chronicle.ChronicleLedger;
import io.shuheng.ledger.chronicle.LedgerSettings;
import io.shuheng.ledger.file.FaultRule;
import io.shuheng.ledger.file.LedgerFolder;
import io.shuheng.ledger.file.SideCheckpoint;
import io.shuheng.ledger.verify.CycleReport.Start;
import io.shuheng.ledger.verify.Report.Limit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cycle files without the ledger around them. */
final class CycleVerifierTest {

    private static final LedgerSettings SETTINGS =
            LedgerSettings.defaults().withBlockBytes(1 << 20).withFreeSpaceFloorBytes(0);

    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    /** The files of a ledger of three days and of a second opening, which was not closed, in their order. */
    private static LedgerCopy written;

    private static final List<Path> CHECKPOINTS = new ArrayList<>();

    @BeforeAll
    static void writeTheLedger() throws IOException {
        Path ledger = shared.resolve("ledger");
        LedgerFixture fixture = new LedgerFixture(4);
        try (ChronicleLedger first = ChronicleLedger.open(SETTINGS, ledger, LedgerFixture.operator())) {
            fixture.goOnFrom(first);
            for (int day = 0; day < 3; day++) {
                fixture.appendGroups(first, 20);
                first.checkpoint();
                fixture.appendGroups(first, 3);
                first.checkpoint();
                fixture.later(LedgerFixture.DAY_NS);
            }
        }
        try (ChronicleLedger second = ChronicleLedger.open(SETTINGS, ledger, LedgerFixture.operator())) {
            fixture.goOnFrom(second).appendGroups(second, 4);
            second.checkpoint();
            written = new LedgerCopy(ledger).withoutZeros();
        }
        for (String name : written.files().keySet()) {
            if (name.startsWith(LedgerFolder.CHECKPOINTS)) {
                Path kept = shared.resolve("kept-" + CHECKPOINTS.size());
                CHECKPOINTS.add(Files.write(kept, written.files().get(name)));
            }
        }
    }

    private Path cycle(int number) throws IOException {
        String name = written.evidence().get(number);
        LedgerCopy.write(folder, name, written.files().get(name));
        return folder.resolve(name);
    }

    private static CycleReport verify(List<Path> anchors, Path... cycles) {
        return new CycleVerifier(List.of(LedgerFixture.operatorCertificate()), anchors, 1).verify(List.of(cycles));
    }

    @Test
    void aCycleIsVerifiedFromTheRootBeforeItThatACheckpointNames() throws IOException {
        CycleReport report = verify(List.of(CHECKPOINTS.get(1)), cycle(1));
        assertThat(report.fault()).isNull();
        assertThat(report.verdict()).isEqualTo(Verdict.VERIFIED);
        assertThat(report.start()).isEqualTo(Start.ANCHOR);
        assertThat(report.cycles().get(0).closed()).isTrue();
        assertThat(report.limits())
                .contains(
                        Limit.TAIL_BEYOND_ANCHOR,
                        Limit.RECORDS_BEFORE_NOT_SEEN,
                        Limit.RECORDS_BEHIND_NOT_SEEN,
                        Limit.SIGNATURES_NOT_CHECKED);
    }

    @Test
    void aCheckpointBehindItVouchesForTheRootBeforeItToo() throws IOException {
        CycleReport report = verify(List.of(CHECKPOINTS.get(3)), cycle(1));
        assertThat(report.verdict()).isEqualTo(Verdict.VERIFIED);
        assertThat(report.start()).isEqualTo(Start.COVERED);
        assertThat(report.limits()).doesNotContain(Limit.TAIL_BEYOND_ANCHOR);
        assertThat(report.cycles().get(0).checkpoints()).isEqualTo(2);
    }

    @Test
    void withoutACheckpointFromElsewhereItRestsOnItsOwnMark() throws IOException {
        CycleReport report = verify(List.of(), cycle(1));
        assertThat(report.verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(report.start()).isEqualTo(Start.OWN_MARK);
        assertThat(report.limits()).contains(Limit.UNANCHORED);
        CycleReport elsewhere = verify(List.of(CHECKPOINTS.get(0)), cycle(1));
        assertThat(elsewhere.limits()).contains(Limit.UNANCHORED, Limit.ANCHOR_ELSEWHERE);
        CycleReport nobodys = new CycleVerifier(List.of(), List.of(CHECKPOINTS.get(3)), 1).verify(List.of(cycle(1)));
        assertThat(nobodys.limits()).contains(Limit.OPERATOR_NOT_TRUSTED);
        assertThat(nobodys.verdict()).isEqualTo(Verdict.INCOMPLETE);
    }

    @Test
    void aCheckpointThatLiesInTheLedgersFolderAnchorsNothing() throws IOException {
        Path beside = folder.resolve(LedgerFolder.CHECKPOINTS);
        Files.createDirectories(beside);
        Path own = Files.copy(CHECKPOINTS.get(3), beside.resolve("own.checkpoint"));
        assertThat(verify(List.of(own), cycle(1)).limits()).contains(Limit.UNANCHORED);
    }

    @Test
    void cyclesThatFollowOneAnotherAreVerifiedTogetherAndAGapIsNamed() throws IOException {
        CycleReport whole = verify(List.of(CHECKPOINTS.get(5)), cycle(0), cycle(1), cycle(2));
        assertThat(whole.fault()).isNull();
        assertThat(whole.verdict()).isEqualTo(Verdict.VERIFIED);
        assertThat(whole.start()).isEqualTo(Start.GENESIS);
        CycleReport gap = verify(List.of(CHECKPOINTS.get(5)), cycle(0), cycle(2));
        assertThat(gap.verdict()).isEqualTo(Verdict.FAULT);
        assertThat(gap.fault().rule()).isEqualTo(FaultRule.CYCLE.name());
    }

    @Test
    void recordsThatNoCheckpointCoversAreNobodysWordThoughTheRootBeforeThemIsAnchored() throws IOException {
        Path ledger = folder.resolve("unsigned");
        LedgerFixture fixture = new LedgerFixture(9);
        try (ChronicleLedger days = ChronicleLedger.open(SETTINGS, ledger, LedgerFixture.operator())) {
            fixture.goOnFrom(days).appendGroups(days, 5);
            days.checkpoint();
            fixture.later(LedgerFixture.DAY_NS);
            fixture.appendGroups(days, 5).later(LedgerFixture.DAY_NS);
            fixture.appendGroups(days, 5);
        }
        Path kept = ledger.resolve(LedgerFolder.CHECKPOINTS).resolve(SideCheckpoint.name(sizeBefore(ledger)));
        Path before = Files.copy(kept, folder.resolve("before"));
        List<Path> cycles =
                new LedgerCopy(ledger).evidence().stream().map(ledger::resolve).toList();
        CycleReport alone = verify(List.of(before), cycles.get(1));
        assertThat(alone.fault()).isNull();
        assertThat(alone.start()).isEqualTo(Start.ANCHOR);
        assertThat(alone.limits()).contains(Limit.TAIL_UNSIGNED);
        assertThat(alone.verdict()).isEqualTo(Verdict.INCOMPLETE);
        CycleReport withTheNext = verify(List.of(before), cycles.get(1), cycles.get(2));
        assertThat(withTheNext.limits()).doesNotContain(Limit.TAIL_UNSIGNED);
        assertThat(withTheNext.verdict()).isEqualTo(Verdict.VERIFIED);
    }

    private static long sizeBefore(Path ledger) throws IOException {
        Path second = ledger.resolve(new LedgerCopy(ledger).evidence().get(1));
        return verify(List.of(), second).cycles().get(0).first();
    }

    @Test
    void aCycleThatIsStillWrittenIsUnfinished() throws IOException {
        CycleReport report = verify(List.of(CHECKPOINTS.get(6)), cycle(3));
        assertThat(report.fault()).isNull();
        assertThat(report.limits()).contains(Limit.UNFINISHED, Limit.EARLIER_FILES_NOT_SEEN);
        assertThat(report.verdict()).isEqualTo(Verdict.INCOMPLETE);
    }

    @Test
    void everyChangedByteOfAClosedCycleIsFoundInItAlone() throws IOException {
        Path cycle = cycle(1);
        byte[] whole = Files.readAllBytes(cycle);
        Random random = new Random(5);
        for (int at = random.nextInt(7); at < whole.length; at += 1 + random.nextInt(13)) {
            byte[] changed = whole.clone();
            changed[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(cycle, changed);
            assertThat(verify(List.of(CHECKPOINTS.get(3)), cycle).verdict())
                    .as("byte %d", at)
                    .isEqualTo(Verdict.FAULT);
        }
    }

    @Test
    void aFileOfAnyBytesIsAFaultAndNothingElse() throws IOException {
        Random random = new Random(6);
        byte[] whole = Files.readAllBytes(cycle(0));
        for (int i = 0; i < 200; i++) {
            byte[] bytes = Arrays.copyOf(whole, random.nextInt(whole.length));
            if (i % 2 == 0 && bytes.length > 0) {
                random.nextBytes(bytes);
            }
            Path file = Files.write(folder.resolve("20260105F.cq4"), bytes);
            assertThat(verify(List.of(), file).verdict()).isNotEqualTo(Verdict.VERIFIED);
        }
    }

    @Test
    void anotherLedgersCycleAnotherOperatorsAndAnotherNameAreRefused() throws IOException {
        Path ledger = folder.resolve("other");
        LedgerFixture other = new LedgerFixture(5);
        try (ChronicleLedger written = ChronicleLedger.open(SETTINGS, ledger, LedgerFixture.operator())) {
            other.appendGenesis(written).appendGroups(written, 30);
        }
        Path foreign = ledger.resolve(new LedgerCopy(ledger).evidence().get(0));
        CycleReport report = verify(List.of(CHECKPOINTS.get(0)), foreign);
        assertThat(report.fault().rule()).isEqualTo(VerifierRule.ANCHOR.name());
        Certificate stranger = TestKeys.WITNESS_CERTIFICATE;
        CycleReport notTrusted = new CycleVerifier(List.of(stranger), List.of(), 1).verify(List.of(cycle(0)));
        assertThat(notTrusted.fault().rule()).isEqualTo(VerifierRule.OPERATOR.name());
        CycleReport notSigned = new CycleVerifier(List.of(stranger), List.of(), 1).verify(List.of(cycle(1)));
        assertThat(notSigned.fault().rule()).isEqualTo(VerifierRule.CHECKPOINT_SIGNATURE.name());
        Path renamed = Files.move(cycle(1), folder.resolve("20300101F.cq4"));
        assertThat(verify(List.of(), renamed).fault().rule()).isEqualTo(FaultRule.FILE_NAME.name());
    }
}
