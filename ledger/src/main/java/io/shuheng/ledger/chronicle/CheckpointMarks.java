package io.shuheng.ledger.chronicle;

import io.shuheng.core.ledger.LedgerException;
import io.shuheng.core.ledger.LedgerException.Code;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.file.LedgerReader;
import io.shuheng.ledger.file.LedgerReader.Kind;
import io.shuheng.ledger.file.Mark;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Finds checkpoints in the ledger's own files, where their marks stand behind the last record that they cover: for what the
 * side files should tell and do not. Each search reads some 1024 records. Thread-safe; blocks on the disk.
 */
final class CheckpointMarks {

    private final Path directory;
    private final RecordIndex index;
    private final LongSupplier durable;

    CheckpointMarks(Path directory, RecordIndex index, LongSupplier durable) {
        this.directory = directory;
        this.index = index;
        this.durable = durable;
    }

    /**
     * The checkpoint of a size, as it was written.
     *
     * @param size number of records that it covers, all of them durable; nothing where they are not
     * @throws LedgerException IO_FAILURE or CORRUPT
     */
    Optional<Checkpoint> of(long size) {
        if (size < 1 || size > durable.getAsLong()) {
            return Optional.empty();
        }
        try (LedgerCursor last = new LedgerCursor(index, durable, size - 1)) {
            last.next();
            long timeNs = RecordHeader.timeNs(last.array(), last.offset());
            try (LedgerReader reader =
                    LedgerReader.behind(directory, last.file().name(), last.position(), size, timeNs)) {
                while (reader.next() == Kind.MARK) {
                    if (reader.mark() instanceof Mark.Checkpointed checkpointed) {
                        return Optional.of(Checkpoint.parse(checkpointed.text()))
                                .filter(found -> found.size() == size);
                    }
                }
            }
            return Optional.empty();
        } catch (RecordFormatException e) {
            throw new LedgerException(Code.CORRUPT, "the mark behind " + size + " records: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new LedgerException(Code.IO_FAILURE, directory + " cannot be read: " + e, e);
        }
    }
}
