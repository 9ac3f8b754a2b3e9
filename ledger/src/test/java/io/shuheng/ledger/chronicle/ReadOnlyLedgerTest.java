package io.shuheng.ledger.chronicle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.shuheng.core.ledger.LedgerException;
import io.shuheng.core.ledger.LedgerException.Code;
import io.shuheng.ledger.LedgerFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A place where nothing can be written is named as such, before anything is taken. */
final class ReadOnlyLedgerTest {

    @TempDir
    Path folder;

    private static void requireReadOnly(Path directory) {
        assertThatThrownBy(() -> ChronicleLedger.open(LedgerSettings.defaults(), directory, LedgerFixture.operator()))
                .isInstanceOfSatisfying(
                        LedgerException.class, e -> assertThat(e.code()).isEqualTo(Code.READ_ONLY))
                .hasMessageContaining(directory.toString());
    }

    @Test
    void refusesAFolderThatCannotBeMade() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "not a folder");
        requireReadOnly(file.resolve("ledger"));
        assertThat(file).content().isEqualTo("not a folder");
    }

    @Test
    void refusesAFolderThatMayNotBeWritten() throws IOException {
        Path readOnly = Files.createDirectory(folder.resolve("ledger"));
        Files.setPosixFilePermissions(readOnly, PosixFilePermissions.fromString("r-x------"));
        assumeFalse(Files.isWritable(readOnly), "the machine's administrator may write anywhere");
        requireReadOnly(readOnly);
    }
}
