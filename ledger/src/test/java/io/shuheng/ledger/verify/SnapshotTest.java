package io.shuheng.ledger.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.engine.RecordStateDigest;
import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.ledger.StateSnapshot;
import io.shuheng.core.member.CommandDesk;
import io.shuheng.core.participant.AppointOfficer;
import io.shuheng.core.participant.Duty;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.core.runtime.Exchange;
import io.shuheng.core.runtime.ExchangeSettings;
import io.shuheng.core.runtime.Founding;
import io.shuheng.core.runtime.Outcome;
import io.shuheng.core.runtime.SequencerClock;
import io.shuheng.core.view.InstrumentDirectory;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.certificate.CertificateUsage;
import io.shuheng.ledger.LedgerCopy;
import io.shuheng.ledger.chronicle.ChronicleLedger;
import io.shuheng.ledger.chronicle.LedgerSettings;
import io.shuheng.ledger.disk.LedgerFiles;
import io.shuheng.ledger.snapshot.RecordPlaces;
import io.shuheng.ledger.snapshot.SnapshotFile;
import io.shuheng.ledger.snapshot.SnapshotFolder;
import io.shuheng.ledger.snapshot.SnapshotHead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real exchange with a replayer on a real ledger, opened again from its snapshots, and from what is no snapshot. */
final class SnapshotTest {

    private static final long PATIENCE_NS = 60_000_000_000L;
    private static final int DIGEST_COMMANDS = 8;
    private static final LedgerSettings SETTINGS =
            LedgerSettings.defaults().withBlockBytes(1 << 20).withFreeSpaceFloorBytes(0);

    @TempDir
    Path parent;

    private Path directory;
    private Sm3Hash ledgerId;
    private AppointOfficer last;
    private long lastSequence;
    private int appointed;

    private static final SequencerClock CLOCK = new SequencerClock() {
        @Override
        public long stampNs() {
            return SmallExchange.START_NS;
        }

        @Override
        public long nowNs() {
            return SmallExchange.START_NS;
        }
    };

    private static ExchangeSettings running() {
        return ExchangeSettings.defaults().withClock(CLOCK).withReplayer();
    }

    @BeforeEach
    void foundAndRun() throws InterruptedException {
        directory = parent.resolve("ledger");
        found(directory);
        try (Exchange exchange = open(ledger())) {
            run(exchange, 3);
        }
    }

    private static void found(Path directory) {
        Genesis genesis = SmallExchange.genesis(TestKeys.MEMBERS_AUTHORITY.certificate(), DIGEST_COMMANDS);
        try (ChronicleLedger ledger = ChronicleLedger.open(SETTINGS, directory, TestKeys.OPERATOR)) {
            Founding.found(ledger, genesis, TestKeys.OPERATOR, CLOCK);
        }
    }

    private ChronicleLedger ledger() {
        return ChronicleLedger.open(SETTINGS, directory, TestKeys.OPERATOR);
    }

    private Exchange open(ChronicleLedger ledger) {
        Exchange exchange = Exchange.open(running(), ledger);
        ledgerId = exchange.ledgerId();
        return exchange;
    }

    /** Appoints officers, one for each command, until so many more digests are recorded. */
    private void run(Exchange exchange, int digests) throws InterruptedException {
        int type = RulesVersions.current().kindOf(RecordStateDigest.class).type();
        Semaphore recorded = new Semaphore(0);
        exchange.subscribe("digests", exchange.size(), (bytes, offset, length) -> {
            if (RecordHeader.type(bytes, offset) == type) {
                recorded.release();
            }
        });
        for (int digest = 0; digest < digests; digest++) {
            for (int i = 0; i < DIGEST_COMMANDS; i++) {
                appoint(exchange);
            }
            assertThat(recorded.tryAcquire(PATIENCE_NS, TimeUnit.NANOSECONDS))
                    .as("a digest is recorded")
                    .isTrue();
        }
    }

    private void appoint(Exchange exchange) {
        appointed++;
        last = AppointOfficer.newBuilder()
                .setClientId(appointed)
                .setNotAfterNs(SmallExchange.START_NS + 1_000_000_000L)
                .setOffice("Compliance")
                .setStaffNumber("S" + appointed)
                .setDuties(List.of(Duty.COMPLIANCE))
                .setCertificate(TestKeys.certificate(
                        TestKeys.MEMBERS_AUTHORITY, TestKeys.signer(20 + appointed), "S", CertificateUsage.SIGN))
                .build();
        Outcome outcome = submit(exchange, last);
        assertThat(outcome.isAccepted()).as(outcome.message()).isTrue();
        lastSequence = outcome.sequence();
    }

    private Outcome submit(Exchange exchange, AppointOfficer command) {
        CommandDesk desk = new CommandDesk(ledgerId, TestKeys.OPERATOR_CERTIFICATE.sm3(), new InstrumentDirectory());
        return exchange.submitAndAwait(desk.submission(command, TestKeys.OPERATOR), PATIENCE_NS);
    }

    private List<Long> snapshots() throws IOException {
        return new SnapshotFolder(LedgerFiles.onDisk(), directory).sizes();
    }

    private Path file(long size) {
        return directory.resolve("snapshots").resolve(String.format(Locale.ROOT, "%020d.snapshot", size));
    }

    /** Opens the exchange, requires that it read this many records, that it knows what it did, and that it goes on. */
    private void requireOpens(long unread) throws InterruptedException {
        ChronicleLedger ledger = ledger();
        assertThat(ledger.recordsRead()).isEqualTo(ledger.size() - unread);
        try (Exchange exchange = open(ledger)) {
            Outcome again = submit(exchange, last);
            assertThat(again.repeated()).isTrue();
            assertThat(again.sequence()).isEqualTo(lastSequence);
            run(exchange, 1);
        }
        VerifierSettings settings =
                new VerifierSettings(List.of(), List.of(), List.of(), List.of(), VerificationLevel.REPLAY, 1);
        Report report = new Verifier(settings).verify(directory);
        assertThat(report.fault()).isNull();
        assertThat(report.files().foreign()).isEmpty();
    }

    @Test
    void aRestartReadsWhatIsBehindTheNewestSnapshotHoweverOldTheLedger() throws Exception {
        assertThat(snapshots()).hasSize(SnapshotFolder.KEPT);
        requireOpens(snapshots().get(0));
        try (Exchange exchange = open(ledger())) {
            run(exchange, 12);
        }
        assertThat(snapshots()).hasSize(SnapshotFolder.KEPT);
        try (ChronicleLedger ledger = ledger()) {
            // The digest of the newest may not have been recorded when the exchange was closed.
            assertThat(ledger.recordsRead()).isPositive().isLessThanOrEqualTo(3 * DIGEST_COMMANDS);
            assertThat(ledger.size() - ledger.recordsRead()).isIn(snapshots());
        }
    }

    @Test
    void whoeverAsksForRecordsBeforeTheSnapshotStillGetsThem() throws Exception {
        try (Exchange exchange = open(ledger())) {
            exchange.view().awaitSequence(lastSequence, PATIENCE_NS);
            Semaphore delivered = new Semaphore(0);
            exchange.subscribe("all", 0, (bytes, offset, length) -> delivered.release());
            assertThat(delivered.tryAcquire((int) exchange.size(), PATIENCE_NS, TimeUnit.NANOSECONDS))
                    .isTrue();
        }
    }

    @Test
    void anAlteredSnapshotGivesWayToTheOneBeforeAndThatToTheWholeLedger() throws Exception {
        List<Long> sizes = snapshots();
        byte[] newest = Files.readAllBytes(file(sizes.get(0)));
        for (int at : List.of(0, 9, 20, 100, newest.length / 2, newest.length - 1)) {
            byte[] altered = newest.clone();
            altered[at] ^= 1;
            Files.write(file(sizes.get(0)), altered);
            requireReads(sizes.get(1));
        }
        for (int length : List.of(0, 7, 12, 60, newest.length - 1)) {
            Files.write(file(sizes.get(0)), Arrays.copyOf(newest, length));
            requireReads(sizes.get(1));
        }
        Files.write(file(sizes.get(1)), new byte[100]);
        requireReads(0);
        requireOpens(0);
    }

    private void requireReads(long unread) {
        try (ChronicleLedger ledger = ledger()) {
            assertThat(ledger.recordsRead()).isEqualTo(ledger.size() - unread);
        }
    }

    @Test
    void aWholeSnapshotOfAStateThatTheLedgerDoesNotNameIsNotBelieved() throws Exception {
        SnapshotFolder folder = new SnapshotFolder(LedgerFiles.onDisk(), directory);
        long newest = folder.sizes().get(0);
        long older = folder.sizes().get(1);
        SnapshotFile right = folder.read(newest);
        byte[] state = right.state().clone();
        state[state.length - 1] ^= 1;
        StateSnapshot.Head head = right.head().state();
        StateSnapshot.Head forged = new StateSnapshot.Head(
                head.sequence(),
                head.size(),
                head.timeNs(),
                Sm3Hash.ofContent(state),
                head.subtrees(),
                head.directories());
        folder.write(
                new SnapshotHead(
                        right.head().ledgerId(),
                        right.head().rulesVersion(),
                        forged,
                        right.head().places(),
                        right.head().outline()),
                pieces -> pieces.take(state, state.length),
                bytes -> {});
        requireOpens(older);
    }

    @Test
    void aSnapshotWithAnotherTreeIsNotBelieved() throws Exception {
        SnapshotFolder folder = new SnapshotFolder(LedgerFiles.onDisk(), directory);
        SnapshotFile right = folder.read(folder.sizes().get(0));
        long older = folder.sizes().get(1);
        StateSnapshot.Head head = right.head().state();
        List<Sm3Hash> subtrees = new ArrayList<>(head.subtrees());
        subtrees.set(0, Sm3Hash.ofContent(new byte[1]));
        StateSnapshot.Head forged = new StateSnapshot.Head(
                head.sequence(), head.size(), head.timeNs(), head.sm3(), subtrees, head.directories());
        folder.write(
                new SnapshotHead(
                        right.head().ledgerId(),
                        right.head().rulesVersion(),
                        forged,
                        right.head().places(),
                        right.head().outline()),
                pieces -> pieces.take(right.state(), right.state().length),
                bytes -> {});
        requireOpens(older);
    }

    @Test
    void aDirectoryRecordTooFewOrTooManyIsNotBelieved() throws Exception {
        SnapshotFolder folder = new SnapshotFolder(LedgerFiles.onDisk(), directory);
        SnapshotFile right = folder.read(folder.sizes().get(0));
        StateSnapshot.Head head = right.head().state();
        StateSnapshot.Head forged = new StateSnapshot.Head(
                head.sequence(),
                head.size(),
                head.timeNs(),
                head.sm3(),
                head.subtrees(),
                head.directories().subList(1, head.directories().size()));
        folder.write(
                new SnapshotHead(
                        right.head().ledgerId(),
                        right.head().rulesVersion(),
                        forged,
                        right.head().places(),
                        right.head().outline()),
                pieces -> pieces.take(right.state(), right.state().length),
                bytes -> {});
        // The ledger goes on from it, for its tree is right; the exchange replays everything.
        requireOpens(head.size());
    }

    private void forge(SnapshotFile right, RecordPlaces places) throws IOException {
        new SnapshotFolder(LedgerFiles.onDisk(), directory)
                .write(
                        new SnapshotHead(
                                right.head().ledgerId(),
                                right.head().rulesVersion(),
                                right.head().state(),
                                places,
                                right.head().outline()),
                        pieces -> pieces.take(right.state(), right.state().length),
                        bytes -> {});
    }

    @Test
    void placesThatNoFileHasKeepNobodyFromOpening() throws Exception {
        SnapshotFolder folder = new SnapshotFolder(LedgerFiles.onDisk(), directory);
        SnapshotFile right = folder.read(folder.sizes().get(0));
        long older = folder.sizes().get(1);
        RecordPlaces places = right.head().places();
        int lastFile = places.ends().size() - 1;
        for (long nowhere : List.of(-1L, Long.MIN_VALUE, Long.MAX_VALUE - 1)) {
            List<Long> ends = new ArrayList<>(places.ends());
            ends.set(lastFile, nowhere);
            forge(right, new RecordPlaces(places.files(), ends, places.placeFiles(), places.placeOffsets()));
            requireReads(older);
            long[] offsets = places.placeOffsets().clone();
            offsets[0] = nowhere;
            forge(right, new RecordPlaces(places.files(), places.ends(), places.placeFiles(), offsets));
            requireReads(older);
        }
    }

    @Test
    void sizesThatTheLedgerDoesNotHaveKeepNobodyFromOpeningAndCrowdNothingOut() throws Exception {
        long newest = snapshots().get(0);
        for (long size : List.of(8_000_000_000_000_000_000L, 8_000_000_000_000_000_001L)) {
            Files.copy(file(newest), file(size));
        }
        Files.copy(file(newest), directory.resolve("snapshots").resolve("09999999999999999999.snapshot"));
        requireOpens(newest);
        assertThat(snapshots()).hasSize(SnapshotFolder.KEPT);
        assertThat(snapshots().get(0)).isGreaterThan(newest).isLessThan(1_000_000L);
    }

    @Test
    void aSnapshotOfAnotherLedgerIsNotBelieved() throws Exception {
        Path foreign = file(snapshots().get(0));
        byte[] bytes = Files.readAllBytes(foreign);
        Path other = parent.resolve("other");
        found(other);
        Files.createDirectories(other.resolve("snapshots"));
        Files.write(other.resolve("snapshots").resolve(foreign.getFileName()), bytes);
        try (ChronicleLedger ledger = ChronicleLedger.open(SETTINGS, other, TestKeys.OPERATOR)) {
            assertThat(ledger.recordsRead()).isEqualTo(ledger.size()).isPositive();
        }
    }

    @Test
    void aSnapshotThatNoSignedCheckpointStandsBehindIsNotBelieved() throws Exception {
        Path copy = parent.resolve("copy");
        long size;
        try (Exchange exchange = Exchange.open(running().withCheckpoints(Long.MAX_VALUE, Long.MAX_VALUE), ledger())) {
            ledgerId = exchange.ledgerId();
            run(exchange, 2);
            new LedgerCopy(directory).writeTo(copy);
            size = exchange.size();
        }
        try (ChronicleLedger ledger = ChronicleLedger.open(SETTINGS, copy, TestKeys.OPERATOR)) {
            assertThat(ledger.size()).isGreaterThanOrEqualTo(size);
            assertThat(ledger.recordsRead()).isEqualTo(ledger.size());
        }
    }
}
