package io.shuheng.ledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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
        Path java = folder.resolve("java");
        Path printed = folder.resolve("arguments");
        Files.writeString(java, "#!/bin/sh\nprintf '%s\\n' \"$@\" > '" + printed + "'\nexit " + code + "\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
        return new Relaunch(java, arguments);
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
}
