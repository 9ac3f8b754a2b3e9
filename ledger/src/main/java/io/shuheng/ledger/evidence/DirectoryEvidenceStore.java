package io.shuheng.ledger.evidence;

import io.shuheng.core.evidence.EvidenceException;
import io.shuheng.core.evidence.EvidenceException.Code;
import io.shuheng.core.evidence.EvidenceStore;
import io.shuheng.crypto.Sm3Digest;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.ledger.disk.DurableFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Documents in a directory: {@code <first two hexadecimal digits>/<the other 62>}. A document appears under its name whole
 * and on the device, or not at all; what an interrupted put left behind lies under {@code incoming/} and is never read.
 * Each reading checks the hash. Thread-safe; several processes may share a directory. Blocks on the disk.
 */
public final class DirectoryEvidenceStore implements EvidenceStore {

    /** Largest document where nothing else is set, in bytes: 1 GiB. */
    public static final long DEFAULT_MAX_DOCUMENT_BYTES = 1L << 30;

    private static final String INCOMING = "incoming";
    private static final int BLOCK = 64 * 1024;
    private static final int FAN_OUT_DIGITS = 2;

    private final Path directory;
    private final long maxDocumentBytes;

    private DirectoryEvidenceStore(Path directory, long maxDocumentBytes) {
        this.directory = directory;
        this.maxDocumentBytes = maxDocumentBytes;
    }

    /**
     * A store in that directory, which is made where it is not there.
     *
     * @param maxDocumentBytes limit of one document, 1 or more
     * @throws EvidenceException IO_FAILURE where the directory cannot be made
     */
    public static DirectoryEvidenceStore open(Path directory, long maxDocumentBytes) {
        if (maxDocumentBytes < 1) {
            throw new IllegalArgumentException("maxDocumentBytes " + maxDocumentBytes + ": 1 or more");
        }
        try {
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(directory);
                DurableFiles.ownerOnly(directory);
            }
            DurableFiles.makeDirectory(directory.resolve(INCOMING));
            return new DirectoryEvidenceStore(directory, maxDocumentBytes);
        } catch (IOException e) {
            throw new EvidenceException(Code.IO_FAILURE, directory + " cannot hold documents: " + e, e);
        }
    }

    /** As {@link #open(Path, long)}, for documents of up to 1 GiB. */
    public static DirectoryEvidenceStore open(Path directory) {
        return open(directory, DEFAULT_MAX_DOCUMENT_BYTES);
    }

    /** A store that is there already, to read from: nothing is made, and whatever is put is refused (IO_FAILURE). */
    public static DirectoryEvidenceStore reading(Path directory) {
        return new DirectoryEvidenceStore(directory, DEFAULT_MAX_DOCUMENT_BYTES);
    }

    @Override
    public Sm3Hash put(byte[] document) {
        try {
            return put(new ByteArrayInputStream(document));
        } catch (IOException e) {
            throw new UncheckedIOException("an array cannot fail to be read", e);
        }
    }

    @Override
    public Sm3Hash put(InputStream document) throws IOException {
        Path incoming = incoming();
        try {
            Sm3Hash hash = receive(document, incoming);
            keep(incoming, hash);
            return hash;
        } finally {
            Files.deleteIfExists(incoming);
        }
    }

    private Path incoming() {
        try {
            return Files.createTempFile(directory.resolve(INCOMING), "", ".part");
        } catch (IOException e) {
            throw new EvidenceException(Code.IO_FAILURE, directory + " takes no documents: " + e, e);
        }
    }

    /** Copies the stream; its failures pass through as they are, the store's own get their code. */
    private Sm3Hash receive(InputStream document, Path incoming) throws IOException {
        Sm3Digest digest = new Sm3Digest();
        byte[] block = new byte[BLOCK];
        long length = 0;
        try (FileChannel out = openForWriting(incoming)) {
            for (int read = document.read(block); read >= 0; read = document.read(block)) {
                length += read;
                if (length > maxDocumentBytes) {
                    throw new EvidenceException(
                            Code.TOO_LARGE, "the document has more than " + maxDocumentBytes + " bytes");
                }
                digest.update(block, 0, read);
                write(out, incoming, ByteBuffer.wrap(block, 0, read));
            }
            force(out, incoming);
        }
        return digest.doFinal();
    }

    private static FileChannel openForWriting(Path path) {
        try {
            return FileChannel.open(path, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw failure(path, e);
        }
    }

    private static void write(FileChannel out, Path path, ByteBuffer bytes) {
        try {
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
        } catch (IOException e) {
            throw failure(path, e);
        }
    }

    private static void force(FileChannel out, Path path) {
        try {
            out.force(true);
        } catch (IOException e) {
            throw failure(path, e);
        }
    }

    private static EvidenceException failure(Path path, IOException e) {
        return new EvidenceException(Code.IO_FAILURE, path + " cannot be written: " + e, e);
    }

    private void keep(Path incoming, Sm3Hash hash) {
        Path target = path(hash);
        try {
            Path folder = DurableFiles.makeDirectory(target.resolveSibling(".").normalize());
            DurableFiles.ownerOnly(incoming);
            Files.move(incoming, target, StandardCopyOption.ATOMIC_MOVE);
            DurableFiles.forceDirectory(folder);
        } catch (IOException e) {
            throw failure(target, e);
        }
    }

    private Path path(Sm3Hash hash) {
        String hex = hash.hex();
        return directory.resolve(hex.substring(0, FAN_OUT_DIGITS)).resolve(hex.substring(FAN_OUT_DIGITS));
    }

    @Override
    public Optional<byte[]> get(Sm3Hash hash) {
        Path path = path(hash);
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw new EvidenceException(Code.CORRUPT, path + " is no regular file");
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] document = in.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, maxDocumentBytes + 1));
            if (in.read() >= 0) {
                throw new EvidenceException(
                        Code.TOO_LARGE, path + " has more than " + document.length + " bytes, the most that are read");
            }
            if (!Sm3Hash.ofContent(document).equals(hash)) {
                throw new EvidenceException(Code.CORRUPT, path + " does not have the SM3 that it is kept under");
            }
            return Optional.of(document);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new EvidenceException(Code.IO_FAILURE, path + " cannot be read: " + e, e);
        }
    }

    @Override
    public OptionalLong size(Sm3Hash hash) {
        Path path = path(hash);
        try {
            return OptionalLong.of(Files.size(path));
        } catch (NoSuchFileException e) {
            return OptionalLong.empty();
        } catch (IOException e) {
            throw new EvidenceException(Code.IO_FAILURE, path + " cannot be read: " + e, e);
        }
    }
}
