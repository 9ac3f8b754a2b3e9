package io.shuheng.ledger.chronicle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.core.ledger.LedgerException;
import io.shuheng.core.ledger.LedgerException.Code;
import io.shuheng.ledger.LedgerFixture;
import io.shuheng.ledger.disk.FaultyFiles;
import io.shuheng.ledger.disk.LedgerFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A place where nothing can be written is named as such, before anything is taken. */
final class ReadOnlyLedgerTest {

    @TempDir
    Path folder;

    private static void requireReadOnly(LedgerFiles files, Path directory) {
        assertThatThrownBy(() ->
                        ChronicleLedger.open(LedgerSettings.defaults(), files, directory, LedgerFixture.operator()))
                .isInstanceOfSatisfying(
                        LedgerException.class, e -> assertThat(e.code()).isEqualTo(Code.READ_ONLY))
                .hasMessageContaining(directory.toString());
    }

    @Test
    void refusesAFolderThatCannotBeMade() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "not a folder");
        requireReadOnly(LedgerFiles.onDisk(), file.resolve("ledger"));
        assertThat(file).content().isEqualTo("not a folder");
    }

    @Test
    void refusesAFolderThatMayNotBeWritten() throws IOException {
        Path readOnly = Files.createDirectory(folder.resolve("ledger"));
        requireReadOnly(new FaultyFiles().readOnly(), readOnly);
        assertThat(readOnly).isEmptyDirectory();
    }
}
