package io.shuheng.ledger.inspect;

import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.ledger.LedgerException;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.Event;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.rules.RecordCatalogue;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.merkle.MerkleHasher;
import io.shuheng.ledger.file.LedgerIdentity;
import io.shuheng.ledger.file.LedgerReader;
import io.shuheng.ledger.file.LedgerReader.Kind;
import io.shuheng.ledger.file.PruneFile;
import io.shuheng.ledger.inspect.Reading.End;
import io.shuheng.ledger.verify.Finding;
import io.shuheng.ledger.verify.VerifierRule;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * A ledger's records, one after the other, decoded. Holds one record at a time, and who holds which key; may run beside
 * the ledger's writer. Shows and does not verify: no hash, signature or result is checked. For one thread; blocks on the
 * disk.
 *
 * <pre>
 * try (RecordStream records = RecordStream.open(directory)) {
 *     while (records.advance()) { … records.record() … }
 *     Reading reading = records.reading();
 * }
 * </pre>
 */
public final class RecordStream implements Closeable {

    private final LedgerReader reader;
    private final MerkleHasher hasher = new MerkleHasher();
    private final Senders senders = new Senders();
    private @Nullable RecordCatalogue catalogue;
    private @Nullable Genesis genesis;
    private @Nullable InspectedRecord record;
    private @Nullable InspectedRecord command;
    private @Nullable Reading reading;
    private long records;

    private RecordStream(LedgerReader reader) {
        this.reader = reader;
    }

    /**
     * Opens a ledger's folder.
     *
     * @throws LedgerException NOT_A_LEDGER or IO_FAILURE
     */
    public static RecordStream open(Path ledger) {
        return open(ledger, List.of());
    }

    /**
     * Opens a pruned ledger's folder together with the archives of what was taken out.
     *
     * @param archives their folders, in any order; without any, what was taken out is not shown
     * @throws LedgerException NOT_A_LEDGER or IO_FAILURE
     */
    public static RecordStream open(Path ledger, List<Path> archives) {
        return new RecordStream(LedgerReader.open(ledger, archives));
    }

    /**
     * Moves to the next record; false where there is none, and {@link #reading} then says why.
     *
     * @throws LedgerException IO_FAILURE where a file cannot be read
     */
    public boolean advance() {
        if (reading != null) {
            return false;
        }
        Kind kind = reader.next();
        while (kind == Kind.MARK) {
            kind = reader.next();
        }
        switch (kind) {
            case RECORD -> decode();
            case FAULT -> reading = ended(End.FAULT, Finding.of(reader.fault()));
            default -> reading = ended(end(), null);
        }
        return reading == null;
    }

    /** The record it stands at, after {@link #advance}. */
    public InspectedRecord record() {
        return Objects.requireNonNull(record, "no record was read");
    }

    /** SM3 of that record as a leaf of the tree, computed now. */
    public Sm3Hash leaf() {
        return hasher.leaf(reader.array(), reader.offset(), reader.length());
    }

    /** The first record, after it was read. */
    public Genesis genesis() {
        return Objects.requireNonNull(genesis, "no record was read");
    }

    /** Where the ledger begins; null where nothing was taken out of it, or the archives are read along. */
    public @Nullable PruneFile pruned() {
        return reader.pruned();
    }

    /** How reading ended; STOPPED where it has not. */
    public Reading reading() {
        Reading ended = reading;
        return ended == null ? ended(End.STOPPED, null) : ended;
    }

    private Reading ended(End how, @Nullable Finding fault) {
        PruneFile pruned = reader.pruned();
        return new Reading(how, records, pruned == null ? 0 : pruned.first(), fault);
    }

    private End end() {
        return switch (reader.end().state()) {
            case CLOSED -> End.CLOSED;
            case UNFINISHED -> End.UNFINISHED;
            case EMPTY -> End.EMPTY;
        };
    }

    private void decode() {
        byte[] bytes = reader.array();
        int offset = reader.offset();
        try {
            RecordCatalogue rules = rules(bytes, offset);
            if (rules != null) {
                record = decode(rules, bytes, offset, offset + reader.length());
                records++;
            }
        } catch (RecordFormatException e) {
            reading = ended(End.FAULT, unreadable(bytes, offset, String.valueOf(e.getMessage())));
        }
    }

    private Finding unreadable(byte[] bytes, int offset, String message) {
        return new Finding(
                VerifierRule.COMMAND.name(),
                reader.file(),
                reader.fileOffset(),
                RecordHeader.sequence(bytes, offset),
                message);
    }

    private @Nullable RecordCatalogue rules(byte[] bytes, int offset) {
        if (catalogue == null) {
            int version = LedgerIdentity.of(bytes, offset, reader.length()).rulesVersion();
            catalogue = RulesVersions.catalogue(version).orElse(null);
            reading = catalogue == null ? ended(End.NEEDS_RULES, null) : null;
        }
        return catalogue;
    }

    private InspectedRecord decode(RecordCatalogue rules, byte[] bytes, int offset, int limit) {
        int type = RecordHeader.type(bytes, offset);
        RecordKind kind = rules.ofType(type);
        if (kind == null) {
            throw new RecordFormatException("record.type " + type + ": not in rules version " + rules.rulesVersion());
        }
        return kind.isCommand() ? command(kind, bytes, offset, limit) : result(kind, bytes, offset, limit);
    }

    private InspectedRecord command(RecordKind kind, byte[] bytes, int offset, int limit) {
        CommandBody body = CommandBody.read(kind.checker(), bytes, offset, limit);
        SpecificRecord value = AvroBytes.decode(kind.javaClass(), body.command());
        if (value instanceof Genesis first && genesis == null) {
            genesis = first;
        }
        long sequence = RecordHeader.sequence(bytes, offset);
        long timeNs = RecordHeader.timeNs(bytes, offset);
        senders.observe(value, body.events(), timeNs);
        List<ReadEvent> events = new ArrayList<>(body.events().size());
        for (Event event : body.events()) {
            events.add(EventMeanings.of(kind, event));
        }
        InspectedRecord read = new InspectedRecord(
                sequence,
                timeNs,
                sequence,
                kind,
                value,
                events,
                senders.of(value, body.events(), body.authentication(), timeNs));
        command = read;
        return read;
    }

    private InspectedRecord result(RecordKind kind, byte[] bytes, int offset, int limit) {
        InspectedRecord of = command;
        if (of == null) {
            throw new RecordFormatException(kind.schema().getName() + ": a result without its command");
        }
        SpecificRecord value = AvroBytes.decode(kind.javaClass(), bytes, offset + RecordHeader.LENGTH, limit);
        return new InspectedRecord(
                RecordHeader.sequence(bytes, offset),
                RecordHeader.timeNs(bytes, offset),
                of.sequence(),
                kind,
                value,
                List.of(),
                of.sender());
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
