package io.shuheng.ledger.witness;

import io.shuheng.crypto.Sm3Hash;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * The files that go between ledger and witness, by name: one request for each ledger, one answer for each checkpoint.
 * Stateless; blocks on the disk.
 */
final class WitnessFiles {

    static final String REQUEST = ".request";
    static final String ANSWER = ".answer";

    /** Most files that are looked at in one go. */
    private static final int MAX_FILES = 1024;

    private WitnessFiles() {}

    static String requestName(Sm3Hash ledgerId) {
        return ledgerId.hex() + REQUEST;
    }

    static String answerName(Sm3Hash ledgerId, long size) {
        return ledgerId.hex() + String.format(Locale.ROOT, "-%020d", size) + ANSWER;
    }

    /** Files of that ending, sorted by name, so many at most; none where the folder is not there. */
    static List<Path> list(Path folder, String ending) throws IOException {
        return list(folder, "", ending);
    }

    /** Files whose names begin and end so, sorted by name, so many at most; none where the folder is not there. */
    static List<Path> list(Path folder, String beginning, String ending) throws IOException {
        List<Path> files = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, beginning + "*" + ending)) {
                for (Path entry : entries) {
                    if (files.size() < MAX_FILES && Files.isRegularFile(entry)) {
                        files.add(entry);
                    }
                }
            }
        }
        Collections.sort(files);
        return files;
    }

    /** The bytes of a file, at most one more than it may have. */
    static byte[] read(Path file, int maxLength) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(maxLength + 1);
        }
    }

    /** Writes a file on the device, in one step, so that nobody ever sees a part of it under its name. */
    static void replace(Path file, byte[] bytes) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try (FileChannel channel = FileChannel.open(
                part, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel folder = FileChannel.open(file.resolveSibling("."), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }
}
