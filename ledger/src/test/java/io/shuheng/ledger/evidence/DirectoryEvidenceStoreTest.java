package io.shuheng.ledger.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.core.evidence.EvidenceException;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.ledger.OpenResources;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DirectoryEvidenceStoreTest {

    private static final byte[] DOCUMENT = "合规意见书".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path directory;

    private OpenResources resources;

    @BeforeEach
    void noteResources() {
        resources = new OpenResources();
    }

    @AfterEach
    void requireNothingLeft() throws IOException {
        resources.requireNothingLeft(directory);
        assertThat(files()).noneMatch(name -> name.endsWith(".part"));
    }

    private Stream<String> files() throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            return paths.filter(Files::isRegularFile).map(Path::toString).toList().stream();
        }
    }

    @Test
    void givesADocumentBackByItsHashAlsoToTheNextProcess() throws IOException {
        Sm3Hash hash = DirectoryEvidenceStore.open(directory).put(DOCUMENT);
        DirectoryEvidenceStore next = DirectoryEvidenceStore.open(directory);
        assertThat(hash).isEqualTo(Sm3Hash.ofContent(DOCUMENT));
        assertThat(next.get(hash)).hasValue(DOCUMENT);
        assertThat(next.size(hash)).hasValue(DOCUMENT.length);
        assertThat(next.put(new ByteArrayInputStream(DOCUMENT))).isEqualTo(hash);
        assertThat(files()).hasSize(1).allMatch(name -> name.endsWith(hash.hex().substring(2)));
        assertThat(Files.getPosixFilePermissions(Path.of(files().findFirst().orElseThrow())))
                .hasSize(2);
    }

    @Test
    void streamsALargeDocument() throws IOException {
        byte[] large = new byte[300_000];
        new Random(1).nextBytes(large);
        DirectoryEvidenceStore store = DirectoryEvidenceStore.open(directory);
        Sm3Hash hash = store.put(new ByteArrayInputStream(large));
        assertThat(hash).isEqualTo(Sm3Hash.ofContent(large));
        assertThat(store.get(hash)).hasValue(large);
    }

    @Test
    void hasNothingUnderAHashThatWasNeverPut() {
        DirectoryEvidenceStore store = DirectoryEvidenceStore.open(directory);
        assertThat(store.get(Sm3Hash.ZERO)).isEmpty();
        assertThat(store.size(Sm3Hash.ZERO)).isEmpty();
    }

    @Test
    void refusesADocumentAboveItsLimitAndKeepsNothingOfIt() throws IOException {
        DirectoryEvidenceStore store = DirectoryEvidenceStore.open(directory, 20);
        store.put(new byte[20]);
        requireCode(EvidenceException.Code.TOO_LARGE, () -> store.put(new byte[21]));
        assertThat(files()).hasSize(1);
    }

    @Test
    void refusesToGiveBackBytesThatHaveAnotherHash() throws IOException {
        DirectoryEvidenceStore store = DirectoryEvidenceStore.open(directory);
        Sm3Hash hash = store.put(DOCUMENT);
        Path file = Path.of(files().findFirst().orElseThrow());
        byte[] changed = DOCUMENT.clone();
        changed[3] ^= 1;
        Files.write(file, changed);
        requireCode(EvidenceException.Code.CORRUPT, () -> store.get(hash));
        store.put(DOCUMENT);
        assertThat(store.get(hash)).hasValue(DOCUMENT);
    }

    @Test
    void keepsNothingOfAStreamThatBreaks() throws IOException {
        DirectoryEvidenceStore store = DirectoryEvidenceStore.open(directory);
        InputStream broken = new InputStream() {
            private int left = 100_000;

            @Override
            public int read() throws IOException {
                return read(new byte[1], 0, 1);
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                if (left == 0) {
                    throw new IOException("the line is dead");
                }
                int read = Math.min(length, left);
                left -= read;
                return read;
            }
        };
        assertThatThrownBy(() -> store.put(broken))
                .isInstanceOf(IOException.class)
                .hasMessage("the line is dead");
        assertThat(files()).isEmpty();
    }

    @Test
    void namesADirectoryThatCannotBe() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");
        requireCode(EvidenceException.Code.IO_FAILURE, () -> DirectoryEvidenceStore.open(file.resolve("store")));
    }

    private static void requireCode(EvidenceException.Code code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        EvidenceException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
