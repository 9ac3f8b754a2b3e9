package io.shuheng.ledger.report;

import java.util.List;

/**
 * The greatest of many, and the others in one. Immutable.
 *
 * @param shown the greatest, in order
 * @param more how many others there are
 * @param rest the sum of the others
 */
record Shares<T>(List<T> shown, long more, T rest) {

    /** Takes a copy. */
    Shares {
        shown = List.copyOf(shown);
    }
}
