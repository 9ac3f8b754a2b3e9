package io.shuheng.ledger.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.core.runtime.Exchange;
import io.shuheng.core.runtime.Promotion;
import io.shuheng.ledger.backup.LedgerBackup;
import io.shuheng.ledger.chronicle.ChronicleLedger;
import io.shuheng.ledger.file.PruneFile;
import io.shuheng.ledger.prune.LedgerPruning;
import io.shuheng.ledger.standby.LedgerFeed;
import io.shuheng.ledger.standby.LedgerFollower;
import io.shuheng.ledger.standby.QueueLink;
import io.shuheng.ledger.standby.StandbyException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Standbys of which the primary, the copy, or both have had their first records taken out. */
final class PrunedStandbyTest {

    @TempDir
    Path folder;

    private final ExecutorService feeding = Executors.newSingleThreadExecutor();

    @AfterEach
    void endFeeding() {
        feeding.shutdownNow();
    }

    private Path primary() {
        return folder.resolve("primary");
    }

    private Path standby() {
        return folder.resolve("standby");
    }

    /** Feeds the standby with all that the primary has; what the feed threw, or null. */
    private Exception follow() throws Exception {
        QueueLink[] link = QueueLink.pair();
        try (ChronicleLedger primary = ChronicleLedger.open(StandbyOffice.SETTINGS, primary(), TestKeys.OPERATOR);
                ChronicleLedger standby =
                        ChronicleLedger.follow(StandbyOffice.SETTINGS, standby(), TestKeys.OPERATOR.publicKey())) {
            LedgerFeed feed = new LedgerFeed(primary, link[0]);
            feed.stop();
            Future<Exception> served = feeding.submit(() -> {
                try {
                    feed.serve();
                    return null;
                } catch (StandbyException e) {
                    return e;
                } finally {
                    link[0].close();
                }
            });
            try {
                LedgerFollower.replaying(standby, link[1]).follow();
            } finally {
                link[1].close();
            }
            assertThat(standby.size()).isEqualTo(primary.size());
            assertThat(standby.root()).isEqualTo(primary.root());
            assertThat(standby.newestCheckpoint()).isEqualTo(primary.newestCheckpoint());
            return served.get();
        }
    }

    private static Report verified(Path ledger) {
        return new Verifier(new VerifierSettings(
                        List.of(TrustAnchor.of(TestKeys.OPERATOR_CERTIFICATE)),
                        List.of(TrustAnchor.of(TestKeys.MEMBERS_AUTHORITY.certificate())),
                        List.of(),
                        List.of(),
                        VerificationLevel.REPLAY,
                        1))
                .verify(ledger);
    }

    @Test
    void beginsFromABackupOfAPrunedPrimaryFollowsItAndIsPromoted() throws Exception {
        AgedStages.pruned(folder.resolve("earlier"));
        assertThat(LedgerBackup.copy(folder.resolve("earlier"), standby())).isPresent();
        AgedStages.later(primary());
        assertThat(follow()).isNull();
        Report copy = verified(standby());
        assertThat(copy.fault()).isNull();
        assertThat(copy.files().records()).isEqualTo(AgedStages.records());

        Promotion promotion =
                AgedStages.promotion(copy.files().records(), copy.files().root());
        StandbyOffice office = new StandbyOffice(AgedStages.timeNs());
        ChronicleLedger promoted =
                ChronicleLedger.openPromoted(StandbyOffice.SETTINGS, standby(), TestKeys.OPERATOR, promotion);
        try (Exchange exchange = Exchange.promote(office.running(), promoted, promotion)) {
            assertThat(exchange.size()).isEqualTo(copy.files().records() + 2);
        }
        Report report = verified(standby());
        assertThat(report.fault()).isNull();
        assertThat(report.limits()).contains(Report.Limit.STANDBY_PROMOTED, Report.Limit.RECORDS_PRUNED);
    }

    @Test
    void keepsItsRecordsAndGoesOnWhereThePrimaryIsPrunedInBetween() throws Exception {
        AgedStages.whole(standby());
        AgedStages.later(primary());
        assertThat(follow()).isNull();
        assertThat(PruneFile.in(standby())).isEmpty();
        Report report = verified(standby());
        assertThat(report.fault()).isNull();
        assertThat(report.limits()).doesNotContain(Report.Limit.RECORDS_PRUNED);
    }

    @Test
    void goesOnWhereItsOwnCopyIsPrunedAndThePrimaryIsNot() throws Exception {
        AgedStages.whole(standby());
        LedgerPruning.prune(standby(), folder.resolve("archive"));
        AgedStages.laterWhole(primary());
        assertThat(follow()).isNull();
        assertThat(verified(standby()).fault()).isNull();
        assertThat(verified(standby()).limits()).contains(Report.Limit.RECORDS_PRUNED);
    }

    @Test
    void isToldThatItLacksWhatWasTakenOutOfThePrimary() throws Exception {
        AgedStages.later(primary());
        QueueLink[] link = QueueLink.pair();
        try (ChronicleLedger primary = ChronicleLedger.open(StandbyOffice.SETTINGS, primary(), TestKeys.OPERATOR);
                ChronicleLedger standby =
                        ChronicleLedger.follow(StandbyOffice.SETTINGS, standby(), TestKeys.OPERATOR.publicKey())) {
            Future<?> followed = feeding.submit(() -> {
                assertThatThrownBy(
                                () -> LedgerFollower.replaying(standby, link[1]).follow())
                        .isInstanceOfSatisfying(
                                StandbyException.class,
                                e -> assertThat(e.code()).isEqualTo(StandbyException.Code.PRUNED))
                        .hasMessageContaining("backup");
                return null;
            });
            assertThatThrownBy(() -> new LedgerFeed(primary, link[0]).serve())
                    .isInstanceOfSatisfying(
                            StandbyException.class, e -> assertThat(e.code()).isEqualTo(StandbyException.Code.PRUNED));
            followed.get();
            assertThat(standby.size()).isZero();
        }
    }
}
