package io.shuheng.ledger.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.core.ledger.LedgerException;
import io.shuheng.core.participant.AppointOfficer;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.core.runtime.Exchange;
import io.shuheng.core.runtime.Promotion;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.ledger.LedgerAudit;
import io.shuheng.ledger.chronicle.ChronicleLedger;
import io.shuheng.ledger.file.BegunEpochs;
import io.shuheng.ledger.file.Mark;
import io.shuheng.ledger.standby.BlockLink;
import io.shuheng.ledger.standby.LedgerFeed;
import io.shuheng.ledger.standby.LedgerFollower;
import io.shuheng.ledger.standby.StandbyException;
import io.shuheng.ledger.standby.StreamLink;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A primary in a process of its own is killed in mid-load, and its standby takes its place. */
final class PromotionTest {

    private static final int BLOCKS_BEFORE_THE_KILL = Boolean.getBoolean("shuheng.long") ? 2_000 : 120;

    @TempDir
    Path folder;

    private Path primary() {
        return folder.resolve("primary");
    }

    private Path standby() {
        return folder.resolve("standby");
    }

    private Process start() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
                "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                KilledPrimary.class.getName(),
                primary().toString(),
                folder.resolve("answered").toString()));
        return new ProcessBuilder(command)
                .redirectError(folder.resolve("stderr").toFile())
                .start();
    }

    /** Kills the process while blocks are coming, and hands on what had left it by then. */
    private record KillingLink(BlockLink link, ProcessHandle process, int[] received) implements BlockLink {

        @Override
        public void send(byte[] block, int length) throws IOException {
            link.send(block, length);
        }

        @Override
        public byte[] receive() throws IOException {
            if (++received[0] == BLOCKS_BEFORE_THE_KILL) {
                process.destroyForcibly();
            }
            return link.receive();
        }

        @Override
        public void close() throws IOException {
            link.close();
        }
    }

    /** Follows the primary until it is dead. */
    private void followToTheDeath() throws Exception {
        Process process = start();
        try (ChronicleLedger ledger =
                        ChronicleLedger.follow(StandbyOffice.SETTINGS, standby(), TestKeys.OPERATOR.publicKey());
                BlockLink link = new KillingLink(
                        new StreamLink(process.getInputStream(), process.getOutputStream()),
                        process.toHandle(),
                        new int[1])) {
            LedgerFollower.replaying(ledger, link).follow();
        } catch (IOException e) {
            // The process died within a block, or before the link was closed.
            assertThat(process.isAlive())
                    .as(Files.readString(folder.resolve("stderr")))
                    .isFalse();
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /** Certificates of the officers that a ledger appoints, in order. */
    private static List<Certificate> officers(LedgerAudit audit) {
        List<Certificate> officers = new ArrayList<>();
        RecordKind appointment = RulesVersions.current().kindOf(AppointOfficer.class);
        for (byte[] record : audit.records()) {
            if (RecordHeader.type(record, 0) == appointment.type() && officers.size() < 2) {
                CommandBody body = CommandBody.read(appointment.checker(), record, 0, record.length);
                officers.add(Certificate.ofDer(AvroBytes.copyOf(
                        AvroBytes.decode(AppointOfficer.class, body.command()).getCertificate())));
            }
        }
        return officers;
    }

    private static long lastTimeNs(LedgerAudit audit) {
        return RecordHeader.timeNs(audit.records().get(audit.records().size() - 1), 0);
    }

    private Report verify(Path ledger, Path... anchors) {
        return new Verifier(new VerifierSettings(
                        List.of(), List.of(), List.of(), List.of(anchors), VerificationLevel.REPLAY, 1))
                .verify(ledger);
    }

    @Test
    void losesNothingThatTheStandbyHadAndNamesTheRest() throws Exception {
        followToTheDeath();
        LedgerAudit old = LedgerAudit.of(primary());
        LedgerAudit copy = LedgerAudit.of(standby());
        int promoted = copy.records().size();
        assertThat(promoted).as(Files.readString(folder.resolve("stderr"))).isGreaterThan(100);
        assertThat(old.records()).hasSizeGreaterThanOrEqualTo(promoted);
        for (int i = 0; i < promoted; i++) {
            assertThat(copy.records().get(i)).isEqualTo(old.records().get(i));
        }

        StandbyOffice office = new StandbyOffice(lastTimeNs(old));
        Promotion promotion = office.promotion(2, promoted, copy.root(), officers(copy));
        try (Exchange exchange = Exchange.promote(
                office.running(),
                ChronicleLedger.openPromoted(StandbyOffice.SETTINGS, standby(), TestKeys.OPERATOR, promotion),
                Promotion.parse(promotion.encode()))) {
            assertThat(exchange.submitAndAwait(office.command(exchange), StandbyOffice.PATIENCE_NS)
                            .sequence())
                    .isEqualTo(promoted + 2L);
        }
        requireLossesAreNamed(promoted, copy);
        requireVerdictNamesTheEpoch(promoted, copy);
        requireOldPrimaryIsRefused(office, promoted);
    }

    /** What members were answered for is with the standby, or is named as what only the old primary has. */
    private void requireLossesAreNamed(long promoted, LedgerAudit copy) throws IOException {
        LedgerComparison comparison = LedgerComparison.of(primary(), standby());
        boolean nothingMore = comparison.first().records() == promoted;
        assertThat(comparison.verdict())
                .isEqualTo(nothingMore ? LedgerComparison.Verdict.CONTINUED : LedgerComparison.Verdict.SUPERSEDED);
        assertThat(comparison.commonRecords()).isEqualTo(promoted);
        assertThat(comparison.commonRoot()).isEqualTo(copy.root());
        List<Long> named = comparison.first().own().stream()
                .map(LedgerComparison.OwnCommand::sequence)
                .toList();
        List<Long> answered = Files.readAllLines(folder.resolve("answered")).stream()
                .filter(line -> line.matches("\\d+"))
                .map(Long::valueOf)
                .toList();
        assertThat(answered).isNotEmpty();
        assertThat(named)
                .containsAll(answered.stream()
                        .filter(sequence -> sequence >= promoted)
                        .toList());
    }

    private void requireVerdictNamesTheEpoch(long promoted, LedgerAudit copy) {
        Report report = verify(standby());
        assertThat(report.fault()).isNull();
        assertThat(report.limits()).contains(Report.Limit.STANDBY_PROMOTED);
        assertThat(report.anchors().epochs()).containsExactly(new BegunEpochs.Epoch(2, promoted, copy.root()));
    }

    /** The old primary comes back, goes on writing, and meets the promoted standby; so does whoever kept its checkpoint. */
    private void requireOldPrimaryIsRefused(StandbyOffice office, long promoted) throws Exception {
        ChronicleLedger old = ChronicleLedger.open(StandbyOffice.SETTINGS, primary(), TestKeys.OPERATOR);
        Path kept = folder.resolve("kept.checkpoint");
        try (Exchange exchange = Exchange.open(office.running(), old)) {
            while (exchange.size() <= promoted + 5) {
                exchange.submitAndAwait(office.command(exchange), StandbyOffice.PATIENCE_NS);
            }
            assertThatThrownBy(() -> new LedgerFeed(old, helloOf(standby())).serve())
                    .isInstanceOfSatisfying(
                            StandbyException.class,
                            e -> assertThat(e.code()).isEqualTo(StandbyException.Code.SUPERSEDED));
            exchange.supersede(2);
            assertThat(exchange.submitAndAwait(office.command(exchange), StandbyOffice.PATIENCE_NS)
                            .code())
                    .isEqualTo(RefusalCode.SUPERSEDED);
        }
        Files.write(kept, old.newestCheckpoint().orElseThrow().encode());
        assertThat(LedgerComparison.of(standby(), primary()).verdict()).isEqualTo(LedgerComparison.Verdict.SUPERSEDED);
        Report report = verify(standby(), kept);
        assertThat(report.verdict()).isEqualTo(Verdict.FAULT);
        assertThat(report.fault().message()).contains("epoch 2 began behind " + promoted + " records");
    }

    /** A link on which a promoted standby says where it stands, and then nothing. */
    private static BlockLink helloOf(Path standby) throws IOException, StandbyException {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try (ChronicleLedger ledger =
                ChronicleLedger.follow(StandbyOffice.SETTINGS, standby, TestKeys.OPERATOR.publicKey())) {
            LedgerFollower.of(ledger, new StreamLink(InputStream.nullInputStream(), said))
                    .follow();
        }
        return new StreamLink(new ByteArrayInputStream(said.toByteArray()), OutputStream.nullOutputStream());
    }

    @Test
    void promotesNothingThatTheOfficersDoNotName() throws Exception {
        followToTheDeath();
        LedgerAudit copy = LedgerAudit.of(standby());
        int records = copy.records().size();
        StandbyOffice office = new StandbyOffice(lastTimeNs(copy));
        List<Certificate> officers = officers(copy);
        for (Promotion wrong : List.of(
                office.promotion(2, records - 1, copy.root(), officers),
                office.promotion(2, records, Sm3Hash.ZERO, officers))) {
            assertThatThrownBy(() ->
                            ChronicleLedger.openPromoted(StandbyOffice.SETTINGS, standby(), TestKeys.OPERATOR, wrong))
                    .isInstanceOfSatisfying(
                            LedgerException.class,
                            e -> assertThat(e.code()).isEqualTo(LedgerException.Code.NOT_ENDORSED));
        }
        for (Promotion wrong : List.of(
                office.promotion(3, records, copy.root(), officers),
                office.promotion(2, records, copy.root(), List.of(officers.get(0), officers.get(0))))) {
            try (ChronicleLedger ledger =
                    ChronicleLedger.openPromoted(StandbyOffice.SETTINGS, standby(), TestKeys.OPERATOR, wrong)) {
                assertThatThrownBy(() -> Exchange.promote(office.running(), ledger, wrong))
                        .isInstanceOfSatisfying(
                                LedgerException.class,
                                e -> assertThat(e.code()).isEqualTo(LedgerException.Code.NOT_ENDORSED));
            }
        }
        LedgerAudit after = LedgerAudit.of(standby());
        assertThat(after.records()).hasSize(records);
        // The operator has signed nothing over records that nobody was entitled to go on from.
        assertThat(checkpoints(after)).isEqualTo(checkpoints(copy));
    }

    private static long checkpoints(LedgerAudit audit) {
        return audit.marks().stream()
                .filter(Mark.Checkpointed.class::isInstance)
                .count();
    }
}
