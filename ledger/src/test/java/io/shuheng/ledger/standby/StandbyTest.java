package io.shuheng.ledger.standby;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.core.ledger.LedgerException;
import io.shuheng.ledger.LedgerAudit;
import io.shuheng.ledger.LedgerFixture;
import io.shuheng.ledger.chronicle.ChronicleLedger;
import io.shuheng.ledger.chronicle.LedgerSettings;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.file.Mark;
import io.shuheng.ledger.file.NoteSignature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A primary and its standby in one process, over a link that a test can meddle with. */
final class StandbyTest {

    private static final LedgerSettings SETTINGS =
            LedgerSettings.defaults().withBlockBytes(1 << 20).withFreeSpaceFloorBytes(0);

    @TempDir
    Path folder;

    private final LedgerFixture fixture = new LedgerFixture(1);
    private final ExecutorService feeding = Executors.newSingleThreadExecutor();
    private UnaryOperator<byte[]> change = UnaryOperator.identity();

    @AfterEach
    void endFeeding() {
        feeding.shutdownNow();
    }

    private ChronicleLedger primary() {
        return ChronicleLedger.open(SETTINGS, folder.resolve("primary"), LedgerFixture.operator());
    }

    private ChronicleLedger standby() {
        return ChronicleLedger.follow(
                SETTINGS, folder.resolve("standby"), LedgerFixture.operator().publicKey());
    }

    /** Feeds the standby with all that is durable now; what the feed threw, or null. */
    private Exception follow(ChronicleLedger primary, ChronicleLedger standby) throws Exception {
        QueueLink[] link = QueueLink.pair();
        Future<Exception> served = serve(primary, link[0]);
        try {
            LedgerFollower.of(standby, link[1]).follow();
        } catch (StandbyException | LedgerException e) {
            link[1].close();
            throw e;
        }
        return served.get();
    }

    /** Feeds what is durable now, on a thread of its own. */
    private Future<Exception> serve(ChronicleLedger primary, QueueLink link) {
        link.change(change);
        LedgerFeed feed = new LedgerFeed(primary, link);
        feed.stop();
        return feeding.submit(() -> {
            try {
                feed.serve();
                return null;
            } catch (StandbyException e) {
                return e;
            } finally {
                link.close();
            }
        });
    }

    private void append(ChronicleLedger ledger, int groups) {
        fixture.goOnFrom(ledger).appendGroups(ledger, groups);
        ledger.commit();
    }

    @Test
    void holdsTheSameRecordsAndRootAndTheOperatorsCheckpoints() throws Exception {
        try (ChronicleLedger primary = primary();
                ChronicleLedger standby = standby()) {
            append(primary, 2_000);
            primary.checkpoint();
            assertThat(follow(primary, standby)).isNull();
            assertThat(standby.size()).isEqualTo(primary.size());
            assertThat(standby.root()).isEqualTo(primary.root());
            assertThat(standby.newestCheckpoint()).isEqualTo(primary.newestCheckpoint());
        }
        LedgerAudit copy = LedgerAudit.of(folder.resolve("standby"));
        assertThat(copy.isClosed()).as(copy.toString()).isTrue();
        assertThat(copy.root()).isEqualTo(LedgerFixture.rootOf(fixture.records()));
        assertThat(copy.marks()).filteredOn(Mark.Checkpointed.class::isInstance).hasSize(1);
    }

    @Test
    void goesOnWhereItLeftOffAcrossRestartsOfBoth() throws Exception {
        for (int round = 0; round < 3; round++) {
            try (ChronicleLedger primary = primary();
                    ChronicleLedger standby = standby()) {
                append(primary, 50);
                assertThat(follow(primary, standby)).isNull();
                append(primary, 50);
                assertThat(follow(primary, standby)).isNull();
                assertThat(standby.root()).isEqualTo(primary.root());
            }
        }
    }

    @Test
    void followsWhileThePrimaryIsWritten() throws Exception {
        QueueLink[] link = QueueLink.pair();
        try (ChronicleLedger primary = primary();
                ChronicleLedger standby = standby()) {
            append(primary, 1);
            LedgerFeed feed = new LedgerFeed(primary, link[0]);
            Future<?> served = feeding.submit(() -> {
                feed.serve();
                link[0].close();
                return null;
            });
            ExecutorService following = Executors.newSingleThreadExecutor();
            Future<?> followed = following.submit(() -> {
                LedgerFollower.of(standby, link[1]).follow();
                return null;
            });
            for (int batch = 0; batch < 60; batch++) {
                fixture.appendGroups(primary, 20);
                primary.commit();
                if (batch % 10 == 9) {
                    primary.checkpoint();
                }
            }
            feed.stop();
            served.get();
            followed.get();
            following.shutdown();
            assertThat(standby.size()).isEqualTo(primary.size());
            assertThat(standby.root()).isEqualTo(primary.root());
            assertThat(standby.newestCheckpoint()).isEqualTo(primary.newestCheckpoint());
        }
    }

    @Test
    void refusesAForkAtTheBeginningAndKeepsWhatItHas() throws Exception {
        try (ChronicleLedger primary = primary();
                ChronicleLedger standby = standby()) {
            append(primary, 10);
            follow(primary, standby);
            // The same genesis, and other records behind it.
            LedgerFixture other = new LedgerFixture(1);
            try (ChronicleLedger fork =
                    ChronicleLedger.open(SETTINGS, folder.resolve("fork"), LedgerFixture.operator())) {
                other.appendGenesis(fork).later(7).appendGroups(fork, 30);
                fork.commit();
                long before = standby.size();
                assertThatThrownBy(() -> follow(fork, standby))
                        .isInstanceOfSatisfying(
                                StandbyException.class,
                                e -> assertThat(e.code()).isEqualTo(StandbyException.Code.FORK));
                assertThat(standby.size()).isEqualTo(before);
            }
        }
    }

    @Test
    void refusesAnotherLedgerAndAPrimaryThatHasLostRecords() throws Exception {
        try (ChronicleLedger primary = primary();
                ChronicleLedger standby = standby()) {
            append(primary, 10);
            follow(primary, standby);
            LedgerFixture foreign = new LedgerFixture(2);
            try (ChronicleLedger other =
                    ChronicleLedger.open(SETTINGS, folder.resolve("other"), LedgerFixture.operator())) {
                foreign.appendGenesis(other).appendGroups(other, 30);
                other.commit();
                assertThatThrownBy(() -> follow(other, standby))
                        .isInstanceOfSatisfying(
                                StandbyException.class,
                                e -> assertThat(e.code()).isEqualTo(StandbyException.Code.OTHER_LEDGER));
            }
            LedgerFixture younger = new LedgerFixture(1);
            try (ChronicleLedger lost =
                    ChronicleLedger.open(SETTINGS, folder.resolve("lost"), LedgerFixture.operator())) {
                younger.appendGenesis(lost);
                lost.commit();
                assertThatThrownBy(() -> follow(lost, standby))
                        .isInstanceOfSatisfying(
                                StandbyException.class,
                                e -> assertThat(e.code()).isEqualTo(StandbyException.Code.STANDBY_AHEAD));
            }
        }
    }

    @Test
    void keepsNoRecordThatWasLeftOutAndFindsAChangedOneAtTheNextCheckpoint() throws Exception {
        try (ChronicleLedger primary = primary()) {
            append(primary, 40);
            primary.checkpoint();
            change = block -> block[0] == 2 ? withoutItsFirstRecord(block) : block;
            try (ChronicleLedger standby = standby()) {
                assertThatThrownBy(() -> follow(primary, standby))
                        .isInstanceOfSatisfying(
                                LedgerException.class,
                                e -> assertThat(e.code()).isEqualTo(LedgerException.Code.OUT_OF_SEQUENCE));
            }
            change = block -> block[0] == 2 ? withItsLastByteChanged(block) : block;
            try (ChronicleLedger standby = standby()) {
                assertThatThrownBy(() -> follow(primary, standby))
                        .isInstanceOfSatisfying(
                                LedgerException.class, e -> assertThat(e.code()).isEqualTo(LedgerException.Code.FORK));
            }
        }
    }

    private static byte[] withoutItsFirstRecord(byte[] block) {
        int length = ByteBuffer.wrap(block).getInt(1);
        byte[] shorter = Arrays.copyOfRange(block, 4 + length, block.length);
        shorter[0] = 2;
        return shorter;
    }

    private static byte[] withoutItsLastRecord(byte[] block) {
        int last = 1;
        for (int next = 1;
                next < block.length;
                next += Integer.BYTES + ByteBuffer.wrap(block).getInt(next)) {
            last = next;
        }
        return Arrays.copyOf(block, last);
    }

    private static byte[] withItsLastByteChanged(byte[] block) {
        byte[] changed = block.clone();
        changed[changed.length - 1] ^= 1;
        return changed;
    }

    @Test
    void beginsBetweenTwoGroupsWhereTheLastLinkEndedInsideOne() throws Exception {
        try (ChronicleLedger primary = primary();
                ChronicleLedger standby = standby()) {
            fixture.appendGenesis(primary).appendGroup(primary, 3, 50);
            primary.commit();
            QueueLink[] link = QueueLink.pair();
            LedgerFollower follower = LedgerFollower.of(standby, link[1]);
            change = block -> block[0] == 2 ? withoutItsLastRecord(block) : block;
            Future<Exception> first = serve(primary, link[0]);
            follower.follow();
            assertThat(first.get()).isNull();
            assertThat(standby.size()).isEqualTo(2);
            change = UnaryOperator.identity();
            Future<Exception> second = serve(primary, link[0]);
            follower.follow();
            assertThat(second.get()).isNull();
            assertThat(standby.root()).isEqualTo(primary.root());
        }
    }

    @Test
    void takesNoCheckpointOfAnotherSigner() throws Exception {
        try (ChronicleLedger primary = primary();
                ChronicleLedger standby = standby()) {
            append(primary, 5);
            primary.checkpoint();
            Checkpoint real = primary.newestCheckpoint().orElseThrow();
            byte[] forged = new StandbyBlock.Signed(Checkpoint.sign(
                            real.ledgerId(),
                            real.size(),
                            real.root(),
                            real.timeNs(),
                            real.rulesVersion(),
                            LedgerFixture.OPERATOR_USCC,
                            LedgerFixture.signer(9)))
                    .encode();
            change = block -> block[0] == 3 ? forged : block;
            assertThatThrownBy(() -> follow(primary, standby))
                    .isInstanceOfSatisfying(
                            LedgerException.class, e -> assertThat(e.code()).isEqualTo(LedgerException.Code.FORK));
        }
        assertThat(LedgerAudit.of(folder.resolve("standby")).marks())
                .filteredOn(Mark.Checkpointed.class::isInstance)
                .isEmpty();
    }

    @Test
    void takesNoCheckpointWithALineThatTheOperatorDidNotWrite() throws Exception {
        try (ChronicleLedger primary = primary();
                ChronicleLedger standby = standby()) {
            append(primary, 5);
            primary.checkpoint();
            Checkpoint real = primary.newestCheckpoint().orElseThrow();
            List<NoteSignature> lines = new ArrayList<>(real.signatures());
            lines.add(0, new NoteSignature("nobody", new byte[4], new byte[64]));
            byte[] longer = new StandbyBlock.Signed(new Checkpoint(
                            real.ledgerId(), real.size(), real.root(), real.timeNs(), real.rulesVersion(), lines))
                    .encode();
            change = block -> block[0] == 3 ? longer : block;
            assertThatThrownBy(() -> follow(primary, standby))
                    .isInstanceOfSatisfying(
                            LedgerException.class, e -> assertThat(e.code()).isEqualTo(LedgerException.Code.FORK));
        }
    }

    @Test
    void givesReceiptsWithTheCheckpointsThatItReceives() throws Exception {
        try (ChronicleLedger primary = primary();
                ChronicleLedger standby = standby()) {
            append(primary, 20);
            follow(primary, standby);
            CompletableFuture<byte[]> receipt = standby.receipt(7);
            primary.checkpoint();
            follow(primary, standby);
            assertThat(standby.newestCheckpoint()).isPresent();
            assertThat(receipt.get(60, TimeUnit.SECONDS))
                    .isEqualTo(primary.receipt(7).get(60, TimeUnit.SECONDS));
        }
    }

    @Test
    void refusesBlocksThatSayNothing() throws Exception {
        try (ChronicleLedger primary = primary();
                ChronicleLedger standby = standby()) {
            append(primary, 5);
            for (byte[] nonsense : new byte[][] {{0}, {9}, {2, 0, 0, 0}, {2, 0, 0, 0, 5, 1}, {1, 1}, {3, 65}, {4}}) {
                change = block -> nonsense;
                assertThatThrownBy(() -> follow(primary, standby))
                        .isInstanceOfSatisfying(
                                StandbyException.class,
                                e -> assertThat(e.code()).isEqualTo(StandbyException.Code.PROTOCOL));
            }
            assertThat(standby.size()).isZero();
        }
    }

    @Test
    void signsNothingItselfAndGoesOnAsALedgerLikeAnyOther() throws Exception {
        try (ChronicleLedger primary = primary();
                ChronicleLedger standby = standby()) {
            append(primary, 20);
            follow(primary, standby);
            standby.checkpoint();
            assertThat(standby.newestCheckpoint()).isEmpty();
        }
        try (ChronicleLedger promoted =
                ChronicleLedger.open(SETTINGS, folder.resolve("standby"), LedgerFixture.operator())) {
            append(promoted, 3);
            promoted.checkpoint();
            assertThat(promoted.newestCheckpoint()).isPresent();
        }
        assertThat(LedgerAudit.of(folder.resolve("standby")).isClosed()).isTrue();
    }

    @Test
    void endsQuietlyWhereThePrimaryIsGoneBeforeItAnswers() throws IOException, StandbyException {
        QueueLink[] link = QueueLink.pair();
        link[0].close();
        try (ChronicleLedger standby = standby()) {
            LedgerFollower.of(standby, link[1]).follow();
            assertThat(standby.size()).isZero();
        }
    }
}
