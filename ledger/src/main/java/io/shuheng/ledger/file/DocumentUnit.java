package io.shuheng.ledger.file;

import io.shuheng.core.record.RecordBuffer;
import io.shuheng.core.record.RecordHeader;
import java.util.Arrays;

/**
 * The documents that count only together: a group of records, an opening mark with its void marks. A unit of one
 * document, which most are, is handed on where it lies, without a copy. For one thread.
 */
final class DocumentUnit {

    private static final byte[] NONE = {};

    private final RecordBuffer copies = new RecordBuffer();
    private long[] fileOffsets = new long[16];
    private String file = "";
    private boolean complete;
    private boolean inPlace;
    private int at = -1;
    private byte[] array = NONE;
    private int offset;
    private int length;

    /** Adds a document of the file; the last of a unit completes it. */
    void add(String fileName, long fileOffset, byte[] bytes, int from, int count, boolean last) {
        file = fileName;
        inPlace = last && copies.count() == 0;
        if (inPlace) {
            fileOffsets[0] = fileOffset;
            array = bytes;
            offset = from;
            length = count;
        } else {
            if (copies.count() == fileOffsets.length) {
                fileOffsets = Arrays.copyOf(fileOffsets, 2 * fileOffsets.length);
            }
            fileOffsets[copies.count()] = fileOffset;
            copies.appendRecord(bytes, from, count);
        }
        complete = last;
        at = -1;
    }

    /** Forgets the documents of a unit that stays incomplete. */
    void clear() {
        copies.clear();
        complete = false;
        inPlace = false;
        at = -1;
    }

    /** Moves to the next document of a complete unit; false where there is none. */
    boolean advance() {
        if (!complete) {
            return false;
        }
        at++;
        if (at >= (inPlace ? 1 : copies.count())) {
            clear();
            return false;
        }
        if (!inPlace) {
            array = copies.array();
            offset = copies.offset(at);
            length = copies.length(at);
        }
        return true;
    }

    boolean isMark() {
        return RecordHeader.type(array, offset) >= RecordHeader.FIRST_MARK_TYPE;
    }

    byte[] array() {
        return array;
    }

    int offset() {
        return offset;
    }

    int length() {
        return length;
    }

    String file() {
        return file;
    }

    long fileOffset() {
        return fileOffsets[at];
    }
}
