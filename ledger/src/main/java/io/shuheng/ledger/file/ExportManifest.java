package io.shuheng.ledger.file;

import io.shuheng.core.record.RecordFormatException;
import io.shuheng.crypto.Sm3Digest;
import io.shuheng.crypto.Sm3Hash;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an export holds, as the text of FORMAT.md: its SM3 names the whole archive. Immutable.
 *
 * @param ledgerId of the ledger; zeros where none of the files says which
 * @param first number of records before the first of them
 * @param rootBefore root over these
 * @param size number of records up to the end
 * @param root over these
 * @param files in the order they are read, then checkpoints by name, then what a pruned ledger keeps
 */
public record ExportManifest(
        Sm3Hash ledgerId, long first, Sm3Hash rootBefore, long size, Sm3Hash root, List<Entry> files) {

    /** Most bytes of the text. */
    public static final int MAX_LENGTH = 1 << 28;

    private static final int BLOCK = 1 << 16;
    private static final String MAGIC = "shuheng/export/1";
    private static final int FIRST_FILE_LINE = 4;

    /** At most 18 digits, so that each is a long. */
    private static final String NUMBER = "(0|[1-9]\\d{0,17})";

    private static final String HASH = "([0-9a-f]{64})";
    private static final Pattern LEDGER = Pattern.compile("ledger " + HASH);
    private static final Pattern BEFORE = Pattern.compile("before " + NUMBER + " " + HASH);
    private static final Pattern BEHIND = Pattern.compile("behind " + NUMBER + " " + HASH);

    /** No name leads out of the folder. */
    private static final Pattern FILE = Pattern.compile(HASH + " " + NUMBER + " (" + LedgerFolder.PRUNED
            + "|(?:segment-\\d{8}|" + LedgerFolder.CHECKPOINTS + "|" + LedgerFolder.PRUNED_PARTS
            + ")/[^/\\\\\\p{Cntrl}]{1,200})");

    /**
     * A file of an export.
     *
     * @param name relative to its folder, with '/'
     * @param bytes its length
     * @param sm3 of its bytes
     */
    public record Entry(String name, long bytes, Sm3Hash sm3) {

        /**
         * A file as it is. Blocks while it is read.
         *
         * @param name that it has in its folder
         */
        public static Entry of(String name, Path path) throws IOException {
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
    }

    /** Takes a copy. */
    public ExportManifest {
        files = List.copyOf(files);
    }

    /** The manifest in a folder; empty where there is none. Blocks while it is read.
     *
     * @throws RecordFormatException where it is not the text of FORMAT.md
     */
    public static Optional<ExportManifest> in(Path folder) throws IOException {
        Path path = folder.resolve(LedgerFolder.MANIFEST);
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        if (!Files.isRegularFile(path) || Files.size(path) > MAX_LENGTH) {
            throw new RecordFormatException("manifest: no file of at most " + MAX_LENGTH + " bytes");
        }
        return Optional.of(parse(Files.readAllBytes(path)));
    }

    /** Names of the files of a folder that a manifest lists, in its order. Blocks on the disk. */
    public static List<String> names(Path folder) throws IOException {
        List<String> names = new ArrayList<>();
        LedgerFolder.list(folder).files().forEach(file -> names.add(file.name()));
        names.addAll(within(folder, LedgerFolder.CHECKPOINTS));
        if (Files.isRegularFile(folder.resolve(LedgerFolder.PRUNED))) {
            names.add(LedgerFolder.PRUNED);
            names.addAll(within(folder, LedgerFolder.PRUNED_PARTS));
        }
        return names;
    }

    private static List<String> within(Path folder, String inner) throws IOException {
        List<String> names = new ArrayList<>();
        if (Files.isDirectory(folder.resolve(inner))) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(folder.resolve(inner))) {
                for (Path path : found) {
                    if (Files.isRegularFile(path)) {
                        names.add(inner + "/" + path.getFileName());
                    }
                }
            }
        }
        Collections.sort(names);
        return names;
    }

    /** The files of a folder. Blocks while it reads them. */
    public static List<Entry> entries(Path folder) throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (String name : names(folder)) {
            entries.add(Entry.of(name, folder.resolve(name)));
        }
        return entries;
    }

    /**
     * Reads the text.
     *
     * @throws RecordFormatException where it is not that of FORMAT.md, to the last byte
     */
    public static ExportManifest parse(byte[] text) {
        String[] lines = new String(text, StandardCharsets.UTF_8).split("\n", -1);
        if (lines.length <= FIRST_FILE_LINE || !lines[0].equals(MAGIC)) {
            throw new RecordFormatException("manifest: does not begin with " + MAGIC + " and three lines");
        }
        Matcher ledger = line(LEDGER, lines[1], 2);
        Matcher before = line(BEFORE, lines[2], 3);
        Matcher behind = line(BEHIND, lines[3], FIRST_FILE_LINE);
        List<Entry> files = new ArrayList<>();
        for (int i = FIRST_FILE_LINE; i < lines.length - 1; i++) {
            Matcher file = line(FILE, lines[i], i + 1);
            files.add(new Entry(file.group(3), Long.parseLong(file.group(2)), Sm3Hash.ofHex(file.group(1))));
        }
        ExportManifest manifest = new ExportManifest(
                Sm3Hash.ofHex(ledger.group(1)),
                Long.parseLong(before.group(1)),
                Sm3Hash.ofHex(before.group(2)),
                Long.parseLong(behind.group(1)),
                Sm3Hash.ofHex(behind.group(2)),
                files);
        if (!Arrays.equals(manifest.encode(), text)) {
            throw new RecordFormatException("manifest: its last line has no end, or its text is not UTF-8");
        }
        return manifest;
    }

    private static Matcher line(Pattern pattern, String line, int number) {
        Matcher matcher = pattern.matcher(line);
        if (!matcher.matches()) {
            throw new RecordFormatException("manifest: line " + number + " is not as FORMAT.md says");
        }
        return matcher;
    }

    /** The text, in UTF-8. */
    public byte[] encode() {
        StringBuilder text = new StringBuilder(MAGIC).append('\n');
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
