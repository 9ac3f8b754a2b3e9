package io.shuheng.core.record;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Records of one or more groups, one behind the other, as the ledger will hold them: header and body, no frame. One
 * writer fills it, hands it on, and clears it when it comes back; not thread-safe. Arrays grow and are kept.
 */
public final class RecordBuffer {

    private byte[] bytes = new byte[1024];
    private int[] starts = new int[8];
    private int count;
    private int length;
    private boolean concernsAdmission;

    /** Forgets all records. */
    public void clear() {
        count = 0;
        length = 0;
        concernsAdmission = false;
    }

    /** Whether a record says what {@link EventKind#concernsAdmission} is about. Known only of what a group writer wrote. */
    public boolean concernsAdmission() {
        return concernsAdmission;
    }

    /** Notes that a record says it. */
    void noteAdmission() {
        concernsAdmission = true;
    }

    /** Number of records. */
    public int count() {
        return count;
    }

    /** The array that holds all records; valid until the next change. */
    public byte[] array() {
        return bytes;
    }

    /** Offset of a record in {@link #array()}. */
    public int offset(int index) {
        return starts[index];
    }

    /** Length of a record in bytes, header included. */
    public int length(int index) {
        return (index + 1 < count ? starts[index + 1] : length) - starts[index];
    }

    /** A record's bytes, copied. */
    public byte[] copy(int index) {
        return Arrays.copyOfRange(bytes, starts[index], starts[index] + length(index));
    }

    /** Starts a record with its header; what is appended until the next call is its body. */
    public void startRecord(int type, int flags, long sequence, long timeNs, int schemaNumber) {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, count * 2);
        }
        starts[count++] = length;
        reserve(RecordHeader.LENGTH);
        RecordHeader.write(bytes, length, type, flags, sequence, timeNs, schemaNumber);
        length += RecordHeader.LENGTH;
    }

    /** Appends bytes to the body of the last record. */
    public void append(byte[] source, int offset, int sourceLength) {
        reserve(sourceLength);
        System.arraycopy(source, offset, bytes, length, sourceLength);
        length += sourceLength;
    }

    /** Appends what remains of a buffer, which stays as it is, to the body of the last record. */
    public void append(ByteBuffer source) {
        int sourceLength = source.remaining();
        reserve(sourceLength);
        source.get(source.position(), bytes, length, sourceLength);
        length += sourceLength;
    }

    /** Appends a varint to the body of the last record. */
    public void appendVarint(long value) {
        reserve(Varint.MAX_LENGTH);
        length = Varint.write(bytes, length, value);
    }

    /** Appends a whole record, header included, as it was stored. */
    public void appendRecord(byte[] source, int offset, int recordLength) {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, count * 2);
        }
        starts[count++] = length;
        append(source, offset, recordLength);
    }

    private void reserve(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
