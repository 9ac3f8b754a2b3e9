package io.shuheng.ledger.position;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.core.runtime.SubscriberPositionException;
import io.shuheng.core.runtime.SubscriberPositionException.Code;
import io.shuheng.crypto.Sm3Hash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectorySubscriberPositionsTest {

    private static final Sm3Hash LEDGER = Sm3Hash.ofContent("ledger".getBytes(StandardCharsets.UTF_8));
    private static final Sm3Hash OTHER = Sm3Hash.ofContent("other".getBytes(StandardCharsets.UTF_8));

    @TempDir
    private Path directory;

    @Test
    void findsWhatWasKeptAfterItWasOpenedAgain() {
        DirectorySubscriberPositions positions = DirectorySubscriberPositions.open(directory.resolve("subscribers"));
        assertThat(positions.position(LEDGER, "audit")).isEmpty();
        positions.keep(LEDGER, "audit", 4_711);
        positions.keep(LEDGER, "audit", Long.MAX_VALUE);
        positions.keep(LEDGER, "billing", 0);
        DirectorySubscriberPositions again = DirectorySubscriberPositions.open(directory.resolve("subscribers"));
        assertThat(again.position(LEDGER, "audit")).isEqualTo(OptionalLong.of(Long.MAX_VALUE));
        assertThat(again.position(LEDGER, "billing")).isEqualTo(OptionalLong.of(0));
        assertThat(again.position(LEDGER, "other")).isEmpty();
    }

    @Test
    void leavesTheOldPositionWhereWritingTheNewOneWasCutShort() throws IOException {
        DirectorySubscriberPositions positions = DirectorySubscriberPositions.open(directory);
        positions.keep(LEDGER, "audit", 7);
        Files.writeString(directory.resolve("audit.position.new"), "shuheng-pos");
        assertThat(positions.position(LEDGER, "audit")).isEqualTo(OptionalLong.of(7));
        positions.keep(LEDGER, "audit", 8);
        assertThat(positions.position(LEDGER, "audit")).isEqualTo(OptionalLong.of(8));
    }

    @Test
    void refusesThePositionOfAnotherLedger() {
        DirectorySubscriberPositions positions = DirectorySubscriberPositions.open(directory);
        positions.keep(OTHER, "audit", 7);
        assertThatThrownBy(() -> positions.position(LEDGER, "audit"))
                .isInstanceOfSatisfying(
                        SubscriberPositionException.class,
                        e -> assertThat(e.code()).isEqualTo(Code.OTHER_LEDGER));
    }

    @Test
    void refusesAFileThatIsNoPosition() throws IOException {
        DirectorySubscriberPositions positions = DirectorySubscriberPositions.open(directory);
        String good = "shuheng-position/1\nledger " + LEDGER + "\nnext 7\n";
        for (String bad : List.of(
                "",
                good.substring(0, good.length() - 1),
                good + "\n",
                good.replace("7", "-7"),
                good.replace("7", "07"),
                good.replace("next 7", "next 9223372036854775808"),
                good.replace("/1", "/2"),
                good + " ".repeat(1_000))) {
            Files.writeString(directory.resolve("audit.position"), bad);
            assertThatThrownBy(() -> positions.position(LEDGER, "audit"))
                    .as(bad)
                    .isInstanceOfSatisfying(
                            SubscriberPositionException.class,
                            e -> assertThat(e.code()).isEqualTo(Code.MALFORMED));
        }
        Files.writeString(directory.resolve("audit.position"), good);
        assertThat(positions.position(LEDGER, "audit")).isEqualTo(OptionalLong.of(7));
    }

    @Test
    void takesNoNameThatCouldLeadElsewhere() {
        DirectorySubscriberPositions positions = DirectorySubscriberPositions.open(directory);
        for (String name : List.of("", "..", "a/b", "../a", "A", "-a", "a.b", "é", "a".repeat(65))) {
            assertThatThrownBy(() -> positions.keep(LEDGER, name, 1)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> positions.position(LEDGER, name)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(directory).isEmptyDirectory();
    }
}
