package io.shuheng.ledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The second start of the verifier, with a shell script in the place of the JVM: Windows starts none. */
@DisabledOnOs(OS.WINDOWS)
final class RelaunchTest {

    @TempDir
    Path folder;

    private Relaunch endingWith(int code, String... arguments) throws IOException {
        return endingWith(code, List.of(), arguments);
    }

    private Relaunch endingWith(int code, List<String> options, String... arguments) throws IOException {
        Path java = folder.resolve("java");
        Path printed = folder.resolve("arguments");
        Files.writeString(java, "#!/bin/sh\nprintf '%s\\n' \"$@\" > '" + printed + "'\nexit " + code + "\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
        return new Relaunch(java, options, arguments);
    }

    @Test
    void takesTheProgramsCodeForTheVerdictAndAJvmThatDidNotStartForNone() throws IOException {
        assertThat(endingWith(100).run()).hasValue(0);
        assertThat(endingWith(101).run()).hasValue(1);
        assertThat(endingWith(164).run()).hasValue(64);
        assertThat(endingWith(1).run()).isEmpty();
        assertThat(endingWith(137).run()).hasValue(70);
    }

    @Test
    void handsOnTheArgumentsAsTheyAreAndNothingBehindThem() throws IOException {
        List<String> arguments = List.of("verify", "--", "a folder");
        assertThat(endingWith(100, arguments.toArray(String[]::new)).run()).hasValue(0);
        assertThat(Files.readAllLines(folder.resolve("arguments"))).endsWith(arguments.toArray(String[]::new));
    }

    private List<String> said() throws IOException {
        return Files.readAllLines(folder.resolve("arguments"));
    }

    @Test
    void asksForASmallHeapWhereNobodyHasChosenOne() throws IOException {
        assertThat(endingWith(100, List.of("-Dx=y", "-XX:+UseCompressedOops")).run())
                .hasValue(0);
        assertThat(said()).contains("-Dx=y", "-XX:+UseSerialGC", "-Xmn64m");
        for (String own : List.of("-Xmx4g", "-Xmn1g", "-XX:MaxHeapSize=1g", "-XX:MaxRAMPercentage=50", "-XX:+UseZGC")) {
            assertThat(endingWith(100, List.of(own)).run()).hasValue(0);
            assertThat(said()).contains(own).doesNotContain("-XX:+UseSerialGC", "-Xmn64m");
        }
    }

    @Test
    void paysForMuchToReadAndNotForLittleOrWhereTheHeapIsChosen() throws IOException {
        Path ledger = Files.createDirectories(folder.resolve("ledger"));
        Path file = Files.createDirectories(ledger.resolve("segment-00000001")).resolve("20260105F.cq4");
        Files.write(file, new byte[100]);
        assertThat(endingWith(100).pays(ledger)).isFalse();
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(Relaunch.HEAP_ABOVE_BYTES + 1);
        }
        assertThat(endingWith(100).pays(ledger)).isTrue();
        assertThat(endingWith(100, List.of("-Xmx512m")).pays(ledger)).isFalse();
    }
}
