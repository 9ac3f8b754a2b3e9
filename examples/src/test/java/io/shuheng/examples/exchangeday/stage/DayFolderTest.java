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
        Path day = directory.resolve("day");
        Path text = day.resolve("contracts").resolve("1.txt");
        try (DayFolder earlier = DayFolder.begin(day)) {
            earlier.write(text, "text");
        }
        try (DayFolder next = DayFolder.begin(day)) {
            assertThat(text).doesNotExist();
            assertThat(next.interrupted()).isEmpty();
        }
    }

    @Test
    void setsAsideADayThatWasCutShort() {
        Path day = directory.resolve("day");
        try (DayFolder earlier = DayFolder.begin(day)) {
            earlier.write(earlier.ledger().resolve("segment"), "records");
        }
        try (DayFolder next = DayFolder.begin(day)) {
            assertThat(next.ledger()).doesNotExist();
            assertThat(next.interrupted().orElseThrow().ledger().resolve("segment"))
                    .hasContent("records");
        }
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
        DayFolder.begin(directory).close();
        Files.writeString(directory.resolve("letter.txt"), "dear");
        assertThatThrownBy(() -> DayFolder.begin(directory)).isInstanceOf(DirectoryInUseException.class);
    }

    @Test
    void leavesADayAloneThatIsStillGoingOn() {
        try (DayFolder going = DayFolder.begin(directory)) {
            going.write(going.ledger().resolve("segment"), "records");
            assertThatThrownBy(() -> DayFolder.begin(directory))
                    .isInstanceOf(DirectoryInUseException.class)
                    .hasMessageContaining("going on");
            assertThat(going.ledger().resolve("segment")).exists();
        }
    }
}
