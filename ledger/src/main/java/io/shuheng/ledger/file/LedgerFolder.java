package io.shuheng.ledger.file;

import io.shuheng.core.ledger.LedgerException;
import io.shuheng.core.ledger.LedgerException.Code;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What lies in a ledger's folder, by name. A listing is read once and does not change; thread-safe.
 *
 * @param segments numbers of the segments' folders, ascending
 * @param files the evidence files, in the order they are read
 * @param fault the first name that is not as FORMAT.md says, or null
 */
public record LedgerFolder(
        List<Integer> segments,
        List<LedgerFile> files,
        @Nullable Fault fault) {

    /** Name of the folder with the signed checkpoints. */
    public static final String CHECKPOINTS = "checkpoints";

    /** Name of the folder with snapshots of the engine's state, which are no evidence. */
    public static final String SNAPSHOTS = "snapshots";

    /** Name of the file whose lock the writer holds. */
    public static final String LOCK = "LOCK";

    /** Name of the file in an export that lists the others; no evidence. */
    public static final String MANIFEST = "MANIFEST";

    private static final String SEGMENT_PREFIX = "segment-";

    /** What lies in a ledger's folder beside its segments. */
    private static final Set<String> OTHER_NAMES = Set.of(LOCK, CHECKPOINTS, SNAPSHOTS, MANIFEST);

    private static final Pattern SEGMENT_NAME = Pattern.compile(SEGMENT_PREFIX + "\\d{8}");

    /** Takes copies. */
    public LedgerFolder {
        segments = List.copyOf(segments);
        files = List.copyOf(files);
    }

    /** Name of a segment's folder. */
    public static String segmentName(int segment) {
        return SEGMENT_PREFIX + String.format(Locale.ROOT, "%08d", segment);
    }

    /** The folder of the ledger in which a cycle file lies, by the names; empty where it lies alone. Blocks on the disk. */
    public static Optional<Path> holding(Path cycle) throws IOException {
        Path segment = cycle.toRealPath().getParent();
        return segment != null
                        && SEGMENT_NAME
                                .matcher(String.valueOf(segment.getFileName()))
                                .matches()
                ? Optional.ofNullable(segment.getParent())
                : Optional.empty();
    }

    /** Whether nothing was ever written there. */
    public boolean isEmpty() {
        return files.isEmpty();
    }

    /**
     * Lists the folder. Blocks on the disk.
     *
     * @throws LedgerException NOT_A_LEDGER where it is no directory, or holds other things and no segment; IO_FAILURE
     *     where it cannot be read
     */
    public static LedgerFolder list(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new LedgerException(Code.NOT_A_LEDGER, directory + " is not a directory");
        }
        try {
            TreeMap<Integer, Path> segments = new TreeMap<>();
            String foreign = findSegments(directory, segments);
            if (segments.isEmpty() && !foreign.isEmpty()) {
                throw new LedgerException(
                        Code.NOT_A_LEDGER, directory + " holds " + foreign + " and no " + segmentName(1));
            }
            List<LedgerFile> files = new ArrayList<>();
            Fault fault = null;
            int expected = 1;
            for (var segment : segments.entrySet()) {
                if (fault == null && segment.getKey() != expected) {
                    fault = new Fault(
                            FaultRule.SEGMENT_MISSING,
                            "",
                            0,
                            0,
                            segmentName(expected) + " is not there, a later one is");
                }
                boolean last = segment.getKey().equals(segments.lastKey());
                Fault inside = listSegment(segment.getKey(), segment.getValue(), last, files);
                fault = fault == null ? inside : fault;
                expected = segment.getKey() + 1;
            }
            return new LedgerFolder(new ArrayList<>(segments.keySet()), files, fault);
        } catch (IOException e) {
            throw new LedgerException(Code.IO_FAILURE, directory + " cannot be listed: " + e, e);
        }
    }

    /** Collects the segments' folders; returns the name of something that is not a ledger's, or an empty text. */
    private static String findSegments(Path directory, TreeMap<Integer, Path> segments) throws IOException {
        String foreign = "";
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                String name = String.valueOf(entry.getFileName());
                if (SEGMENT_NAME.matcher(name).matches()) {
                    segments.put(Integer.parseInt(name.substring(SEGMENT_PREFIX.length())), entry);
                } else if (!OTHER_NAMES.contains(name)) {
                    foreign = name;
                }
            }
        }
        return foreign;
    }

    private static @Nullable Fault listSegment(int segment, Path folder, boolean last, List<LedgerFile> files)
            throws IOException {
        List<LedgerFile> found = new ArrayList<>();
        Fault fault = null;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "*" + LedgerFile.SUFFIX)) {
            for (Path entry : entries) {
                var file = LedgerFile.of(segment, entry);
                if (file.isPresent()) {
                    found.add(file.get());
                } else {
                    String name = segmentName(segment) + "/" + entry.getFileName();
                    fault = new Fault(FaultRule.FILE_NAME, name, 0, 0, "the name is not yyyyMMddF" + LedgerFile.SUFFIX);
                }
            }
        }
        if (found.isEmpty() && !last && fault == null) {
            fault = new Fault(
                    FaultRule.SEGMENT_EMPTY, segmentName(segment), 0, 0, "no file is there, later segments are");
        }
        found.sort(Comparator.comparingLong(LedgerFile::epochDay));
        files.addAll(found);
        return fault;
    }
}
