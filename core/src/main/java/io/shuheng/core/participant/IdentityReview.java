package io.shuheng.core.participant;

import io.shuheng.crypto.Sm3Hash;

/**
 * A review of a participant's identity (身份核验). Immutable.
 *
 * @param officer number of the registrar who reviewed
 * @param method how
 * @param evidenceSm3 SM3 of the documents that were looked at
 * @param atNs sequenced time of the review, nanoseconds since 1970
 * @param validUntilNs first instant at which it no longer holds; that of the review itself where it was not passed
 */
public record IdentityReview(long officer, ReviewMethod method, Sm3Hash evidenceSm3, long atNs, long validUntilNs) {

    /** Whether the review holds at that time. */
    public boolean isInForce(long timeNs) {
        return timeNs < validUntilNs;
    }
}
