package io.shuheng.core.record;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * Collects what one command brings about, its events and its result records, and lays the whole group out: the
 * command's record first, then the results in the order they came. Used by the engine thread alone and kept between
 * commands.
 */
public final class GroupWriter {

    private static final int NUMBERS_PER_EVENT = 4;

    /** A result record before it has its place. */
    private record Result(RecordKind kind, byte[] body) {}

    private final ResultSchemas schemas;
    private final List<Result> results = new ArrayList<>();
    private long[] events = new long[64];
    private int eventCount;
    /* Numbers of events whose bytes have been counted, for who asks again behind each timer. */
    private int measured;
    private int measuredBytes;
    private boolean concernsAdmission;
    private boolean concernsDirectories;
    private long sequence;

    /** What the group writer must know of a rules version: type and schema number of each result. */
    @FunctionalInterface
    public interface ResultSchemas {
        /** The record kind of a result class. */
        RecordKind kindOf(Class<? extends SpecificRecord> type);
    }

    /** For results of one rules version. */
    public GroupWriter(ResultSchemas schemas) {
        this.schemas = schemas;
    }

    /** Starts the group whose command gets this sequence. */
    public void start(long commandSequence) {
        sequence = commandSequence;
        eventCount = 0;
        forgetMeasured();
        concernsAdmission = false;
        concernsDirectories = false;
        results.clear();
    }

    /** Adds an event; what a, b and c say is in the table of kinds. */
    public void event(EventKind kind, long a, long b, long c) {
        int at = eventCount * NUMBERS_PER_EVENT;
        if (at == events.length) {
            events = Arrays.copyOf(events, events.length * 2);
        }
        concernsAdmission |= kind.concernsAdmission();
        concernsDirectories |= kind.concernsDirectories();
        events[at] = kind.number();
        events[at + 1] = a;
        events[at + 2] = b;
        events[at + 3] = c;
        eventCount++;
    }

    /** Adds a result record and returns the sequence it will have. */
    public long result(SpecificRecord result) {
        results.add(new Result(schemas.kindOf(result.getClass()), AvroBytes.encode(result)));
        return sequence + results.size();
    }

    /** Whether an event says what {@link EventKind#concernsDirectories} is about. */
    public boolean concernsDirectories() {
        return concernsDirectories;
    }

    /** Whether a result record must be kept as a book of account. */
    public boolean hasBooks() {
        for (int i = 0; i < results.size(); i++) {
            if (results.get(i).kind.retention() == RetentionClass.BOOKS) {
                return true;
            }
        }
        return false;
    }

    /** Sequence of the group's command. */
    public long sequence() {
        return sequence;
    }

    /** Number of events so far. */
    public int eventCount() {
        return eventCount;
    }

    private void forgetMeasured() {
        measured = 0;
        measuredBytes = 0;
    }

    /** Bytes that the events so far take in the command's record. */
    public int eventBytes() {
        for (; measured < eventCount * NUMBERS_PER_EVENT; measured++) {
            measuredBytes += Varint.length(events[measured]);
        }
        return measuredBytes + 2 * Varint.MAX_LENGTH;
    }

    /** Number of result records so far. */
    public int resultCount() {
        return results.size();
    }

    /** Forgets what was added behind these counts: a refused command leaves nothing but its refusal. */
    public void truncate(int toEventCount, int toResultCount) {
        eventCount = toEventCount;
        forgetMeasured();
        results.subList(toResultCount, results.size()).clear();
    }

    /**
     * Lays the group out behind what the buffer holds, and returns its number of records.
     *
     * @param command starts with the command's canonical bytes
     */
    public int writeTo(
            RecordBuffer out,
            RecordKind kind,
            long timeNs,
            byte[] command,
            int commandLength,
            Authentication authentication) {
        if (concernsAdmission) {
            out.noteAdmission();
        }
        int flags = results.isEmpty() ? RecordHeader.END_OF_GROUP : 0;
        out.startRecord(kind.type(), flags, sequence, timeNs, kind.number());
        out.append(command, 0, commandLength);
        AuthenticationForm.write(authentication, out);
        writeEvents(out);
        for (int i = 0; i < results.size(); i++) {
            Result result = results.get(i);
            int resultFlags = i == results.size() - 1 ? RecordHeader.END_OF_GROUP : 0;
            out.startRecord(result.kind.type(), resultFlags, sequence + 1 + i, timeNs, result.kind.number());
            out.append(result.body, 0, result.body.length);
        }
        return 1 + results.size();
    }

    private void writeEvents(RecordBuffer out) {
        if (eventCount > 0) {
            out.appendVarint(eventCount);
            for (int i = 0; i < eventCount * NUMBERS_PER_EVENT; i++) {
                out.appendVarint(events[i]);
            }
        }
        out.appendVarint(0);
    }
}
