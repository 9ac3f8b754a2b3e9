package io.shuheng.ledger.chronicle;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.ledger.disk.FaultyFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** How often the file system is asked for its free bytes, and how old an answer may be. */
final class FreeSpaceTest {

    private static final int BLOCK = 1 << 20;
    private static final long MUCH = 100L * BLOCK;
    private static final LedgerSettings SETTINGS =
            LedgerSettings.defaults().withBlockBytes(BLOCK).withFreeSpaceFloorBytes(BLOCK);
    private static final Path HERE = Path.of("").toAbsolutePath();

    private final FaultyFiles files = new FaultyFiles().withRoomFor(MUCH);
    private final FreeSpace space = new FreeSpace(files, HERE, SETTINGS);

    @Test
    void asksSeldomWhileThereIsMuchRoomAndNothingIsTaken() throws IOException {
        int calls = 10 * FreeSpace.ANSWERS_PER_QUESTION;
        for (int i = 0; i < calls; i++) {
            assertThat(space.hasHeadroom()).isTrue();
            assertThat(space.allows(0)).isTrue();
        }
        assertThat(files.questions()).isBetween(2L, 2L * calls / FreeSpace.ANSWERS_PER_QUESTION);
    }

    @Test
    void noticesWithinABoundedNumberOfCallsWhatOthersTook() {
        assertThat(space.hasHeadroom()).isTrue();
        files.withRoomFor(BLOCK);
        int stale = 0;
        while (space.hasHeadroom()) {
            stale++;
        }
        assertThat(stale).isLessThanOrEqualTo(FreeSpace.ANSWERS_PER_QUESTION);
    }

    @Test
    void asksBeforeAnyByteIsTaken() throws IOException {
        assertThat(space.allows(1)).isTrue();
        files.withRoomFor(BLOCK);
        assertThat(space.allows(1)).isFalse();
    }

    @Test
    void asksAlwaysOnceThereIsTooLittleSoThatRoomIsNoticedAtOnce() throws IOException {
        files.withRoomFor(BLOCK - 1);
        for (int i = 0; i < 10; i++) {
            assertThat(space.hasHeadroom()).isFalse();
            assertThat(space.allows(0)).isFalse();
        }
        assertThat(files.questions()).isEqualTo(20);
        files.withRoomFor(MUCH);
        assertThat(space.allows(0)).isTrue();
        assertThat(space.hasHeadroom()).isTrue();
    }

    @Test
    void asksAlwaysAsLongAsABlockCouldNotBeHad() throws IOException {
        assertThat(space.hasHeadroom()).isTrue();
        space.noteShort();
        assertThat(space.hasHeadroom()).isFalse();
        files.withRoomFor(MUCH + 2 * BLOCK);
        assertThat(space.hasHeadroom()).isTrue();
        files.withRoomFor(MUCH);
        assertThat(space.hasHeadroom()).isFalse();
        space.noteEnough();
        assertThat(space.hasHeadroom()).isTrue();
    }

    @Property
    void countsWhatItAllowsItself(
            @ForAll @Size(max = 60) List<@IntRange(max = 3 * BLOCK) Integer> takings,
            @ForAll @IntRange(max = 40) int blocks)
            throws IOException {
        long free = (long) blocks * BLOCK;
        FaultyFiles disk = new FaultyFiles().withRoomFor(free);
        FreeSpace counted = new FreeSpace(disk, HERE, SETTINGS);
        for (int bytes : takings) {
            boolean fits = free - BLOCK >= bytes;
            assertThat(counted.allows(bytes)).isEqualTo(fits);
            if (fits) {
                free -= bytes;
                disk.withRoomFor(free);
            }
            assertThat(counted.hasHeadroom()).isEqualTo(free >= 3 * BLOCK);
        }
    }
}
