package io.shuheng.ledger.file;

import io.shuheng.core.record.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * The rules between records: numbers without gaps, time that never goes back, groups of one command and its results.
 * Records of a group that turns out to be unfinished are taken back. For one thread; allocates only for a fault.
 */
public final class RecordRules {

    /** Most records of one group. */
    public static final int MAX_GROUP_RECORDS = 65_536;

    /** Most bytes of one group's records. */
    public static final int MAX_GROUP_BYTES = 16 * 1024 * 1024;

    /** Nanoseconds of a day. */
    public static final long DAY_NS = 86_400_000_000_000L;

    /**
     * A broken rule.
     *
     * @param rule which
     * @param message value and rule
     */
    public record Breach(FaultRule rule, String message) {}

    private long records;
    private long lastTimeNs;
    private int groupRecords;
    private int groupBytes;
    private long groupTimeNs;

    /** At the start of a ledger. */
    public RecordRules() {
        this(0, 0);
    }

    /** Behind a number of records, the last with that time. */
    public RecordRules(long records, long lastTimeNs) {
        this.records = records;
        this.lastTimeNs = lastTimeNs;
    }

    /** Number of records of complete groups. */
    public long records() {
        return records;
    }

    /** Number of the next record. */
    public long nextSequence() {
        return records + groupRecords;
    }

    /** Time of the last record of a complete group, 0 where there is none. */
    public long lastTimeNs() {
        return lastTimeNs;
    }

    /** Whether a group has begun and not ended. */
    public boolean inGroup() {
        return groupRecords > 0;
    }

    /** Takes the records of a group back that has not ended. */
    public void dropGroup() {
        groupRecords = 0;
        groupBytes = 0;
    }

    /** Takes the next record, header included; the broken rule, or null. */
    public @Nullable Breach accept(byte[] bytes, int offset, int length) {
        Breach breach = check(bytes, offset, length);
        if (breach != null) {
            return breach;
        }
        groupTimeNs = RecordHeader.timeNs(bytes, offset);
        groupRecords++;
        groupBytes += length;
        if (RecordHeader.isEndOfGroup(bytes, offset)) {
            records += groupRecords;
            lastTimeNs = groupTimeNs;
            dropGroup();
        }
        return null;
    }

    private @Nullable Breach check(byte[] bytes, int offset, int length) {
        Breach header = checkHeader(bytes, offset);
        if (header != null) {
            return header;
        }
        long sequence = RecordHeader.sequence(bytes, offset);
        if (sequence != nextSequence()) {
            return new Breach(FaultRule.SEQUENCE, "sequence " + sequence + ", the next is " + nextSequence());
        }
        long timeNs = RecordHeader.timeNs(bytes, offset);
        if (inGroup() ? timeNs != groupTimeNs : timeNs < lastTimeNs) {
            return new Breach(
                    FaultRule.TIME,
                    "time " + timeNs + " ns, "
                            + (inGroup() ? "its group has " + groupTimeNs : "before it " + lastTimeNs));
        }
        return checkGroup(RecordHeader.type(bytes, offset), length);
    }

    private static @Nullable Breach checkHeader(byte[] bytes, int offset) {
        int version = RecordHeader.version(bytes, offset);
        if (version != RecordHeader.VERSION) {
            return new Breach(FaultRule.RECORD_HEADER, "version " + version + " is not " + RecordHeader.VERSION);
        }
        int flags = RecordHeader.flags(bytes, offset);
        if ((flags & ~RecordHeader.END_OF_GROUP) != 0) {
            return new Breach(FaultRule.RECORD_HEADER, "flags " + flags + ": only bit 0 is known");
        }
        int type = RecordHeader.type(bytes, offset);
        if (type == 0) {
            return new Breach(FaultRule.RECORD_HEADER, "type 0 is none");
        }
        return RecordHeader.timeNs(bytes, offset) < 0
                ? new Breach(FaultRule.TIME, "time " + RecordHeader.timeNs(bytes, offset) + " ns is before 1970")
                : null;
    }

    private @Nullable Breach checkGroup(int type, int length) {
        boolean result = type >= RecordHeader.FIRST_RESULT_TYPE;
        if (result != inGroup()) {
            return new Breach(
                    FaultRule.GROUP,
                    result
                            ? "a result of type " + type + " with no command before it"
                            : "a command of type " + type + " inside the group of another");
        }
        if (groupRecords >= MAX_GROUP_RECORDS || groupBytes + length > MAX_GROUP_BYTES) {
            return new Breach(
                    FaultRule.GROUP,
                    "more than " + MAX_GROUP_RECORDS + " records or " + MAX_GROUP_BYTES + " bytes in one group");
        }
        return null;
    }

    /** Checks a mark's header, which follows from what is before it; the broken rule, or null. */
    public @Nullable Breach checkMark(byte[] bytes, int offset) {
        if (inGroup()) {
            return new Breach(FaultRule.GROUP, "a mark inside a group");
        }
        boolean right = RecordHeader.version(bytes, offset) == RecordHeader.VERSION
                && RecordHeader.flags(bytes, offset) == 0
                && RecordHeader.sequence(bytes, offset) == records
                && RecordHeader.timeNs(bytes, offset) == lastTimeNs
                && RecordHeader.schemaNumber(bytes, offset) == 0;
        return right
                ? null
                : new Breach(
                        FaultRule.MARK,
                        "the header is not version 1, flags 0, sequence " + records + ", time " + lastTimeNs
                                + ", schema 0");
    }
}
