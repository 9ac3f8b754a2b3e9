package io.shuheng.ledger.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.ledger.LedgerException;
import io.shuheng.core.ledger.StateSnapshot;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.merkle.MerkleFrontier;
import io.shuheng.crypto.merkle.MerkleHasher;
import io.shuheng.ledger.LedgerAudit;
import io.shuheng.ledger.LedgerCopy;
import io.shuheng.ledger.LedgerFixture;
import io.shuheng.ledger.chronicle.ChronicleLedger;
import io.shuheng.ledger.chronicle.Durability;
import io.shuheng.ledger.chronicle.LedgerSettings;
import io.shuheng.ledger.file.Mark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * One ledger that lives through several crashes of its machine, and what must be true after each: nothing acknowledged is
 * missing, nothing torn counts, what is behind the valid end is named and no more; whatever became of its snapshots, and
 * from whichever it was opened. All follows from the seed.
 */
final class SimulatedLives {

    private static final int MAX_CALLS = 120;

    private final Path parent;
    private final Random random;
    private final LedgerFixture fixture;
    private final LedgerSettings settings;
    private final boolean forgetsForces;
    private int life;
    private int openedBehindSnapshots;
    private Path folder;
    private SimulatedDisk disk;
    private long acknowledged;
    private List<Mark.Voided> unfinished = List.of();

    SimulatedLives(Path parent, long seed, boolean forgetsForces) throws IOException {
        this.parent = parent;
        this.random = new Random(seed);
        this.fixture = new LedgerFixture(seed);
        this.forgetsForces = forgetsForces;
        this.settings = LedgerSettings.defaults()
                .withBlockBytes(1 << 20)
                .withFreeSpaceFloorBytes(0)
                .withDocumentsPerFile(64 + random.nextInt(400))
                .withDurability(random.nextInt(4) == 0 ? Durability.PAGE_CACHE : Durability.FORCED);
        this.folder = Files.createDirectory(parent.resolve("0"));
        this.disk = new SimulatedDisk(folder, forgetsForces);
    }

    /** Lives through up to three crashes, then ends in an orderly way on a machine that stays up. */
    void run() throws IOException {
        int crashes = 1 + random.nextInt(3);
        for (int i = 0; i < crashes; i++) {
            disk.losePowerAfter(random.nextInt(MAX_CALLS));
            live();
            reboot();
        }
        disk.losePowerAfter(Long.MAX_VALUE);
        live();
        LedgerAudit audit = LedgerAudit.of(folder);
        assertThat(audit.isClosed()).as(audit.toString()).isTrue();
        requireRecords(audit);
    }

    /** Opens, writes and closes, until that is done or power is lost. */
    private void live() throws IOException {
        ChronicleLedger ledger = null;
        try {
            ledger = ChronicleLedger.open(settings, disk, folder, LedgerFixture.operator());
            assertThat(ledger.size()).isEqualTo(acknowledged);
            openedBehindSnapshots += ledger.recordsRead() < ledger.size() ? 1 : 0;
            fixture.goOnFrom(ledger);
            write(ledger);
            ledger.close();
            acknowledged = ledger.size();
            requireVoided();
        } catch (LedgerException | SimulatedDisk.PowerLoss e) {
            if (disk.image() == null) {
                throw e;
            }
            letGo(ledger);
        }
    }

    private static void letGo(ChronicleLedger ledger) {
        try {
            if (ledger != null) {
                ledger.close();
            }
        } catch (LedgerException e) {
            // Without power there is no orderly end.
            assertThat(e).hasMessageContaining("power lost");
        }
    }

    private void write(ChronicleLedger ledger) throws IOException {
        int steps = 3 + random.nextInt(25);
        for (int i = 0; i < steps; i++) {
            switch (random.nextInt(10)) {
                case 0 -> {
                    ledger.checkpoint();
                    acknowledged = ledger.size();
                }
                case 1 -> fixture.later(LedgerFixture.DAY_NS / 2);
                case 2 -> fixture.appendGroup(ledger, 1 + random.nextInt(10), 2_500);
                case 3, 4 -> fixture.appendGroups(ledger, 1 + random.nextInt(8));
                case 5, 6 -> snapshot(ledger);
                default -> {
                    ledger.commit();
                    // Kept in the operating system's memory only is not kept when the power goes.
                    acknowledged = settings.durability() == Durability.FORCED ? ledger.size() : acknowledged;
                }
            }
            disk.step();
        }
    }

    /** Keeps what stands for a state, and mostly has its digest recorded and covered by a checkpoint. */
    private void snapshot(ChronicleLedger ledger) {
        ledger.commit();
        long size = ledger.size();
        byte[] state = new byte[random.nextInt(200_000)];
        random.nextBytes(state);
        MerkleHasher hasher = new MerkleHasher();
        MerkleFrontier tree = new MerkleFrontier();
        fixture.records().subList(0, (int) size).forEach(record -> tree.append(hasher.leaf(record, 0, record.length)));
        long timeNs = RecordHeader.timeNs(fixture.records().get((int) size - 1), 0);
        Sm3Hash sm3 = Sm3Hash.ofContent(state);
        ledger.keep(new StateSnapshot.Head(size - 1, size, timeNs, sm3, tree.subtrees(), List.of()), pieces -> {
            pieces.take(state, state.length / 2);
            pieces.take(Arrays.copyOfRange(state, state.length / 2, state.length), state.length - state.length / 2);
        });
        if (random.nextInt(4) > 0) {
            fixture.appendDigest(ledger, size - 1, sm3);
            ledger.checkpoint();
            acknowledged = ledger.size();
        }
    }

    /** How many openings of this ledger began behind a snapshot. */
    int openedBehindSnapshots() {
        return openedBehindSnapshots;
    }

    /** The machine comes up again with what the crash left; what is there must be a ledger in order. */
    private void reboot() throws IOException {
        Path left = Files.createDirectory(parent.resolve(Integer.toString(++life)));
        CrashImage image = disk.image();
        if (image == null) {
            new LedgerCopy(folder).writeTo(left);
        } else {
            image.writeTo(left, random);
        }
        folder = left;
        disk = new SimulatedDisk(left, forgetsForces);
        LedgerAudit audit = LedgerAudit.of(left);
        assertThat(audit.fault()).isNull();
        assertThat((long) audit.records().size()).isGreaterThanOrEqualTo(acknowledged);
        requireRecords(audit);
        acknowledged = audit.records().size();
        unfinished = audit.end().unfinished();
    }

    private void requireRecords(LedgerAudit audit) {
        assertThat(audit.records())
                .containsExactlyElementsOf(
                        fixture.records().subList(0, audit.records().size()));
        assertThat(audit.root()).isEqualTo(LedgerFixture.rootOf(audit.records()));
    }

    /** What the crash before this life left is void, by name, and nothing else is. */
    private void requireVoided() throws IOException {
        List<Mark> marks = LedgerAudit.of(folder).marks();
        List<Mark> voided = marks.stream().filter(Mark.Voided.class::isInstance).toList();
        assertThat(voided.subList(Math.max(0, voided.size() - unfinished.size()), voided.size()))
                .isEqualTo(unfinished);
    }
}
