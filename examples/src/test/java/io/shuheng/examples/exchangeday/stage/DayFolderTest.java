package io.shuheng.examples.exchangeday.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DayFolderTest {

    @TempDir
    private Path directory;

    @Test
    void removesWhatAnEarlierDayLeft() throws IOException {
        DayFolder earlier = DayFolder.begin(directory.resolve("day"));
        Files.createDirectories(earlier.contracts());
        Files.writeString(earlier.contracts().resolve("1.txt"), "text");
        DayFolder.begin(directory.resolve("day"));
        assertThat(earlier.contracts()).doesNotExist();
    }

    @Test
    void leavesADirectoryAloneThatHoldsAnythingElse() throws IOException {
        Path letter = Files.writeString(directory.resolve("letter.txt"), "dear");
        assertThatThrownBy(() -> DayFolder.begin(directory))
                .isInstanceOf(DirectoryInUseException.class)
                .hasMessageContaining("letter.txt");
        assertThat(letter).exists();
    }

    @Test
    void leavesADayAloneToWhichSomebodyAdded() throws IOException {
        DayFolder.begin(directory);
        Files.writeString(directory.resolve("letter.txt"), "dear");
        assertThatThrownBy(() -> DayFolder.begin(directory)).isInstanceOf(DirectoryInUseException.class);
    }
}
