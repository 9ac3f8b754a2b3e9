package io.shuheng.ledger.file;

import io.shuheng.crypto.Sm3Hash;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a ledger without fault ends. Immutable.
 *
 * @param state how it ends
 * @param records number of records
 * @param lastTimeNs time of the last record, nanoseconds since 1970; 0 where there is none
 * @param lastSegment highest segment that has files, 0 where there is none
 * @param valid where the last valid document ends
 * @param unfinished bytes behind it that no void mark names yet; written by a process that ended in the middle
 * @param defect why reading ended there, or null where nothing but zeros follows
 * @param uncheckedChronicleBytes bytes of Chronicle's own metadata that could not be recomputed
 */
public record LedgerEnd(
        State state,
        long records,
        long lastTimeNs,
        int lastSegment,
        ValidEnd valid,
        List<Mark.Voided> unfinished,
        @Nullable Fault defect,
        long uncheckedChronicleBytes) {

    /** How a ledger ends. */
    public enum State {
        /** There is no document at all. */
        EMPTY,
        /** With a closing mark. */
        CLOSED,
        /** Without: it is open, or the process that wrote it ended without closing it. */
        UNFINISHED
    }

    /**
     * Where the last valid document ends, and what is needed to name that place in an opening mark.
     *
     * @param file name of the file; empty where there is no valid document
     * @param offset behind the document
     * @param usedEnd offset behind the last non-zero byte of the file, rounded up to 4, at least offset
     * @param headerHash SM3 of the file's first 400 bytes
     */
    public record ValidEnd(String file, long offset, long usedEnd, Sm3Hash headerHash) {

        /** Where nothing is valid. */
        public static final ValidEnd NONE = new ValidEnd("", 0, 0, Sm3Hash.ZERO);
    }

    /** Takes a copy. */
    public LedgerEnd {
        unfinished = List.copyOf(unfinished);
    }
}
