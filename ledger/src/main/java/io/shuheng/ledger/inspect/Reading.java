package io.shuheng.ledger.inspect;

import io.shuheng.ledger.verify.Finding;
import org.jspecify.annotations.Nullable;

/**
 * How reading ended. Nothing was verified but what the reader needs to read at all. Immutable.
 *
 * @param end how
 * @param records complete records that were read
 * @param pruned number of the ledger's first records that were taken out of its folder, of which only those were read that are
 *     kept; 0 where none were
 * @param fault what stopped it; null unless the end is FAULT
 */
public record Reading(
        End end, long records, long pruned, @Nullable Finding fault) {

    /** How it ended; the names are stable. */
    public enum End {
        /** The ledger was closed, and read to its end. */
        CLOSED,
        /** The ledger was not closed: it is in use, or its writer ended without closing it. */
        UNFINISHED,
        /** The ledger has no record. */
        EMPTY,
        /** The caller wanted no more. */
        STOPPED,
        /** The ledger follows a rules version that this library does not have: nothing can be decoded. */
        NEEDS_RULES,
        /** Something is against the format; nothing can be read behind it. */
        FAULT
    }
}
