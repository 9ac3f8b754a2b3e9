package io.shuheng.ledger.file;

import io.shuheng.core.ledger.LedgerException;
import io.shuheng.core.ledger.LedgerException.Code;
import io.shuheng.core.record.RecordFormatException;
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
 * @param pruned where a ledger begins whose first records were taken out; null where none were
 */
public record LedgerFolder(
        List<Integer> segments,
        List<LedgerFile> files,
        @Nullable Fault fault,
        @Nullable PruneFile pruned) {

    /** Name of the folder with the signed checkpoints. */
    public static final String CHECKPOINTS = "checkpoints";

    /** Name of the folder with snapshots of the engine's state, which are no evidence. */
    public static final String SNAPSHOTS = "snapshots";

    /** Name of the file whose lock the writer holds. */
    public static final String LOCK = "LOCK";

    /** Name of the file in an export that lists the others; no evidence. */
    public static final String MANIFEST = "MANIFEST";

    /** Name of the file that says where a pruned ledger begins. */
    public static final String PRUNED = "PRUNED";

    /** Name of the folder with what a pruned ledger keeps of the records before. */
    public static final String PRUNED_PARTS = "pruned";

    private static final String SEGMENT_PREFIX = "segment-";

    /** What lies in a ledger's folder beside its segments. */
    private static final Set<String> OTHER_NAMES = Set.of(LOCK, CHECKPOINTS, SNAPSHOTS, MANIFEST, PRUNED, PRUNED_PARTS);

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

    /** Whether a path has the name of a segment's folder. */
    public static boolean isSegment(Path path) {
        return SEGMENT_NAME.matcher(String.valueOf(path.getFileName())).matches();
    }

    /** Whether a path has the name of a file of records. */
    public static boolean isCycle(Path path) {
        return LedgerFile.of(0, path).isPresent();
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
            PruneFile pruned = null;
            try {
                pruned = PruneFile.in(directory).orElse(null);
            } catch (RecordFormatException e) {
                fault = new Fault(FaultRule.PRUNED, PRUNED, 0, 0, String.valueOf(e.getMessage()));
            }
            int expected = pruned == null ? 1 : segmentOf(pruned.file());
            // A pruning that was interrupted has not deleted all of them yet.
            segments.headMap(expected).clear();
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
            Fault beginning = pruned == null ? unsaid(directory, files) : begin(pruned, files);
            fault = beginning == null || (fault != null && fault.rule() == FaultRule.PRUNED) ? fault : beginning;
            return new LedgerFolder(new ArrayList<>(segments.keySet()), files, fault, pruned);
        } catch (IOException e) {
            throw new LedgerException(Code.IO_FAILURE, directory + " cannot be listed: " + e, e);
        }
    }

    /**
     * Lists a pruned ledger together with the archives of what was taken out, as if nothing had been. A file that is in several of
     * the folders is the ledger's own, else that of the first archive. What is wrong with the ledger's folder alone is not said.
     * Blocks on the disk.
     *
     * @throws LedgerException NOT_A_LEDGER or IO_FAILURE
     */
    static LedgerFolder joined(Path directory, List<Path> archives) {
        TreeMap<String, LedgerFile> files = new TreeMap<>();
        list(directory).files().forEach(file -> files.putIfAbsent(file.name(), file));
        for (Path archive : archives) {
            list(archive).files().forEach(file -> files.putIfAbsent(file.name(), file));
        }
        List<Integer> segments =
                files.values().stream().map(LedgerFile::segment).distinct().toList();
        Fault fault = null;
        for (int i = 0; i < segments.size() && fault == null; i++) {
            fault = segments.get(i) == i + 1
                    ? null
                    : new Fault(
                            FaultRule.SEGMENT_MISSING,
                            "",
                            0,
                            0,
                            segmentName(i + 1) + " is neither there nor in an archive, a later one is");
        }
        return new LedgerFolder(segments, new ArrayList<>(files.values()), fault, null);
    }

    private static int segmentOf(String file) {
        return Integer.parseInt(file.substring(SEGMENT_PREFIX.length(), file.indexOf('/')));
    }

    /** Leaves out the files before the first that a pruned ledger has; the fault where that one is not there, or null. */
    private static @Nullable Fault begin(PruneFile pruned, List<LedgerFile> files) {
        while (!files.isEmpty() && !files.get(0).name().equals(pruned.file())) {
            files.remove(0);
        }
        return files.isEmpty()
                ? new Fault(
                        FaultRule.PRUNED, pruned.file(), 0, pruned.first(), "PRUNED names it first, it is not there")
                : null;
    }

    /** The fault where the files begin behind some records, something is kept of these, and nothing says what; or null. */
    private static @Nullable Fault unsaid(Path directory, List<LedgerFile> files) throws IOException {
        if (!Files.exists(directory.resolve(PRUNED_PARTS)) || files.isEmpty()) {
            return null;
        }
        LoneCycle first = LoneCycle.of(files.get(0).path());
        return first.fault() == null && first.records() > 0
                ? new Fault(
                        FaultRule.PRUNED,
                        PRUNED,
                        0,
                        0,
                        "is not there, the files begin behind " + first.records() + " records")
                : null;
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
