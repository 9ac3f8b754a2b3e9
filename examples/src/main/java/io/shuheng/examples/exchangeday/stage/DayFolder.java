package io.shuheng.examples.exchangeday.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The directory a day leaves behind, and where in it each thing lies. It is begun afresh: what an earlier day left there
 * is removed, but only where it is nothing but that; what a day left that was cut short is set aside.
 */
public final class DayFolder implements AutoCloseable {

    private static final String INTERRUPTED = "interrupted";
    private static final String CHECKPOINTS = "checkpoints";
    private static final List<String> LEFT = List.of(
            "ledger",
            "operator.pem",
            "members-ca.pem",
            "closing.checkpoint",
            "contracts",
            "proofs",
            "deliveries",
            "evidence",
            "members",
            "summary.json",
            INTERRUPTED);

    private final Path root;
    private final @Nullable RunMarker marker;

    private DayFolder(Path root, @Nullable RunMarker marker) {
        this.root = root;
        this.marker = marker;
    }

    /**
     * Begins a day's directory. Blocks on the disk.
     *
     * @throws DirectoryInUseException where a day is going on, or something lies there that no exchange day has left
     */
    public static DayFolder begin(Path root) {
        try {
            if (Files.exists(root)) {
                requireOwn(root);
            }
            Files.createDirectories(root);
            RunMarker marker = RunMarker.hold(root);
            clear(root);
            return new DayFolder(root, marker);
        } catch (IOException e) {
            throw new UncheckedIOException(root + " cannot be written: " + e, e);
        }
    }

    /** Lets go of the directory; what was left in it stays. */
    @Override
    public void close() {
        if (marker != null) {
            try {
                marker.close();
            } catch (IOException e) {
                throw new UncheckedIOException(root + " cannot be let go of: " + e, e);
            }
        }
    }

    /** A day that has a ledger and no summary did not come to its end. */
    private static void clear(Path root) throws IOException {
        DayFolder earlier = new DayFolder(root, null);
        boolean cutShort = Files.exists(earlier.ledger()) && !Files.exists(earlier.summary());
        Path aside = root.resolve(INTERRUPTED);
        remove(aside);
        if (cutShort) {
            Files.createDirectories(aside);
        }
        for (String name : LEFT) {
            Path left = root.resolve(name);
            if (cutShort && Files.exists(left) && !left.equals(aside)) {
                Files.move(left, aside.resolve(name));
            } else if (!left.equals(aside)) {
                remove(left);
            }
        }
    }

    /** {@code exchange-day} beside what this program runs from: in a checkout that is {@code examples/target}. */
    public static Path beside(Class<?> program) {
        try {
            URI location =
                    program.getProtectionDomain().getCodeSource().getLocation().toURI();
            return Path.of(location).resolveSibling("exchange-day");
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the place this program runs from has no path", e);
        }
    }

    private static void requireOwn(Path root) throws IOException {
        if (!Files.isDirectory(root)) {
            throw new DirectoryInUseException(root + ": not a directory");
        }
        try (Stream<Path> entries = Files.list(root)) {
            List<String> names = entries.map(entry -> entry.getFileName().toString())
                    .sorted()
                    .toList();
            boolean own = names.isEmpty()
                    || (names.contains(RunMarker.NAME)
                            && names.stream().allMatch(name -> name.equals(RunMarker.NAME) || LEFT.contains(name)));
            if (!own) {
                throw new DirectoryInUseException(
                        root + ": holds what no exchange day has left there: " + String.join(", ", names));
            }
        }
    }

    private static void remove(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) throws IOException {
                if (e != null) {
                    throw e;
                }
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Copies the ledger's newest checkpoint to {@link #closingCheckpoint}: their names are the sizes they cover. */
    public void keepNewestCheckpoint() {
        Path checkpoints = ledger().resolve(CHECKPOINTS);
        try (Stream<Path> all = Files.list(checkpoints)) {
            Path newest = all.max(Comparator.naturalOrder()).orElseThrow();
            Files.copy(newest, closingCheckpoint(), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(checkpoints + " cannot be copied from: " + e, e);
        }
    }

    /** Writes a text file, and the folder it stands in. */
    public void write(Path file, String text) {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes a file, and the folder it stands in. */
    public void write(Path file, byte[] content) {
        try {
            Files.createDirectories(file.resolveSibling(".").normalize());
            Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written: " + e, e);
        }
    }

    /** The directory itself. */
    public Path root() {
        return root;
    }

    /** What an earlier day left that was cut short; empty where none was. */
    public Optional<DayFolder> interrupted() {
        Path aside = root.resolve(INTERRUPTED);
        return Files.exists(aside) ? Optional.of(new DayFolder(aside, null)) : Optional.empty();
    }

    /** The trade ledger. */
    public Path ledger() {
        return root.resolve("ledger");
    }

    /** The operator's certificate: what the verifier is told to trust. */
    public Path operatorCertificate() {
        return root.resolve("operator.pem");
    }

    /** Certificate of the authority that certified the members. */
    public Path membersAuthority() {
        return root.resolve("members-ca.pem");
    }

    /** The last checkpoint, outside the ledger: the anchor that shows a cut tail. */
    public Path closingCheckpoint() {
        return root.resolve("closing.checkpoint");
    }

    /** Contracts as text and as canonical bytes. */
    public Path contracts() {
        return root.resolve("contracts");
    }

    /** Proof files, each checked alone. */
    public Path proofs() {
        return root.resolve("proofs");
    }

    /** What providers encrypted to buyers. */
    public Path deliveries() {
        return root.resolve("deliveries");
    }

    /** Documents behind the hashes in the ledger. */
    public Path evidence() {
        return root.resolve("evidence");
    }

    /** A party's own folder: its keys, and what it has received. Nobody else opens it. */
    public Path member(String party) {
        return root.resolve("members").resolve(party);
    }

    /** Figures of the day. */
    public Path summary() {
        return root.resolve("summary.json");
    }
}
