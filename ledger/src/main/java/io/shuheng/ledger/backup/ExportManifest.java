package io.shuheng.ledger.backup;

import io.shuheng.crypto.Sm3Digest;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.ledger.file.LedgerFile;
import io.shuheng.ledger.file.LedgerFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What an export holds, as the text of FORMAT.md: its SM3 names the whole archive. Immutable.
 *
 * @param ledgerId of the ledger; zeros where none of the files says which
 * @param first number of records before the first of them
 * @param rootBefore root over these
 * @param size number of records up to the end
 * @param root over these
 * @param files in the order they are read, then checkpoints by name
 */
public record ExportManifest(
        Sm3Hash ledgerId, long first, Sm3Hash rootBefore, long size, Sm3Hash root, List<Entry> files) {

    private static final int BLOCK = 1 << 16;

    /**
     * A file of an export.
     *
     * @param name relative to its folder, with '/'
     * @param bytes its length
     * @param sm3 of its bytes
     */
    public record Entry(String name, long bytes, Sm3Hash sm3) {}

    /** Takes a copy. */
    public ExportManifest {
        files = List.copyOf(files);
    }

    /** The files of a folder. Blocks while it reads them. */
    static List<Entry> entries(Path folder) throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (LedgerFile file : LedgerFolder.list(folder).files()) {
            entries.add(entry(file.name(), file.path()));
        }
        Path side = folder.resolve(LedgerFolder.CHECKPOINTS);
        List<String> names = new ArrayList<>();
        if (Files.isDirectory(side)) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(side)) {
                for (Path path : found) {
                    if (Files.isRegularFile(path)) {
                        names.add(String.valueOf(path.getFileName()));
                    }
                }
            }
        }
        Collections.sort(names);
        for (String name : names) {
            entries.add(entry(LedgerFolder.CHECKPOINTS + "/" + name, side.resolve(name)));
        }
        return entries;
    }

    private static Entry entry(String name, Path path) throws IOException {
        Sm3Digest digest = new Sm3Digest();
        long bytes = 0;
        try (InputStream in = Files.newInputStream(path)) {
            byte[] block = new byte[BLOCK];
            for (int read = in.read(block); read >= 0; read = in.read(block)) {
                digest.update(block, 0, read);
                bytes += read;
            }
        }
        return new Entry(name, bytes, digest.doFinal());
    }

    /** The text, in UTF-8. */
    public byte[] encode() {
        StringBuilder text = new StringBuilder("shuheng/export/1\n");
        text.append("ledger ").append(ledgerId.hex()).append('\n');
        text.append("before ")
                .append(first)
                .append(' ')
                .append(rootBefore.hex())
                .append('\n');
        text.append("behind ").append(size).append(' ').append(root.hex()).append('\n');
        for (Entry file : files) {
            text.append(file.sm3().hex())
                    .append(' ')
                    .append(file.bytes())
                    .append(' ')
                    .append(file.name())
                    .append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** SM3 of the text: it names the whole export. */
    public Sm3Hash sm3() {
        return Sm3Hash.ofContent(encode());
    }
}
