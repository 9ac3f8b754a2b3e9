package io.shuheng.examples.exchangeday.work;

import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.examples.exchangeday.stage.StoryBrokenException;
import io.shuheng.ledger.file.LedgerReader;
import io.shuheng.ledger.file.LedgerReader.Kind;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A copy of a ledger's folder that somebody spoils. Closing it removes it. For one thread; blocks on the disk. */
public final class SpoiltCopy implements AutoCloseable {

    private static final int BUFFER_BYTES = 1 << 16;

    private final Path folder;

    private SpoiltCopy(Path folder) {
        this.folder = folder;
    }

    /** Where a record stands in the files. */
    private record Place(Path file, long documentOffset, int recordLength, long sequence) {}

    /** Copies a ledger that nobody writes. */
    public static SpoiltCopy of(Path ledger) {
        try {
            Path copy = Files.createTempDirectory("shuheng-copy");
            try (Stream<Path> paths = Files.walk(ledger)) {
                for (Path path : paths.toList()) {
                    Path to = copy.resolve(ledger.relativize(path).toString());
                    if (Files.isDirectory(path)) {
                        Files.createDirectories(to);
                    } else {
                        Files.copy(path, to);
                    }
                }
            }
            return new SpoiltCopy(copy);
        } catch (IOException e) {
            throw new UncheckedIOException(ledger + " cannot be copied: " + e, e);
        }
    }

    /** The copy. */
    public Path folder() {
        return folder;
    }

    /** Changes one bit in the middle of a record. */
    public void changeByteOf(long sequence) {
        Place place = place(sequence);
        try (RandomAccessFile file = new RandomAccessFile(place.file.toFile(), "rw")) {
            long at = place.documentOffset + place.recordLength / 2;
            file.seek(at);
            int value = file.read();
            file.seek(at);
            file.write(value ^ 1);
        } catch (IOException e) {
            throw new UncheckedIOException(place.file + " cannot be changed: " + e, e);
        }
    }

    /**
     * Cuts the last group of records off, with the checkpoints that cover it: what is left is a ledger that is whole in
     * itself.
     *
     * @return number of records that are left
     */
    public long cutTail() {
        Place last = last(SpoiltCopy::isCommand);
        try (RandomAccessFile file = new RandomAccessFile(last.file.toFile(), "rw")) {
            byte[] zeros = new byte[BUFFER_BYTES];
            file.seek(last.documentOffset);
            for (long left = file.length() - last.documentOffset; left > 0; left -= BUFFER_BYTES) {
                file.write(zeros, 0, (int) Math.min(left, BUFFER_BYTES));
            }
            removeCheckpointsAbove(last.sequence);
        } catch (IOException e) {
            throw new UncheckedIOException(last.file + " cannot be cut: " + e, e);
        }
        return last.sequence;
    }

    /** Their names are the sizes they cover. */
    private void removeCheckpointsAbove(long size) throws IOException {
        try (Stream<Path> checkpoints = Files.list(folder.resolve("checkpoints"))) {
            for (Path checkpoint : checkpoints.toList()) {
                String name = checkpoint.getFileName().toString();
                if (Long.parseLong(name.substring(0, name.indexOf('.'))) > size) {
                    Files.delete(checkpoint);
                }
            }
        }
    }

    private Place place(long sequence) {
        return last(reader -> sequenceIn(reader) == sequence);
    }

    /** Where the last record stands that is like that. */
    private Place last(Predicate<LedgerReader> wanted) {
        Place found = null;
        try (LedgerReader reader = LedgerReader.open(folder)) {
            for (Kind kind = reader.next(); kind == Kind.RECORD || kind == Kind.MARK; kind = reader.next()) {
                if (kind == Kind.RECORD && wanted.test(reader)) {
                    found = place(reader);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be read: " + e, e);
        }
        if (found == null) {
            throw new StoryBrokenException(folder + ": a copy without such a record");
        }
        return found;
    }

    private static boolean isCommand(LedgerReader reader) {
        int type = RecordHeader.type(reader.array(), reader.offset());
        return Objects.requireNonNull(RulesVersions.current().ofType(type)).isCommand();
    }

    private Place place(LedgerReader reader) {
        return new Place(folder.resolve(reader.file()), reader.fileOffset(), reader.length(), sequenceIn(reader));
    }

    private static long sequenceIn(LedgerReader reader) {
        return RecordHeader.sequence(reader.array(), reader.offset());
    }

    @Override
    public void close() {
        try (Stream<Path> paths = Files.walk(folder)) {
            List<Path> deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be removed: " + e, e);
        }
    }
}
