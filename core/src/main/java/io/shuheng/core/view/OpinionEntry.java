package io.shuheng.core.view;

import io.shuheng.core.listing.OpinionKind;
import io.shuheng.core.listing.OpinionResult;
import io.shuheng.crypto.Sm3Hash;

/**
 * An assessor's opinion on a version of a listing (评估意见). Immutable.
 *
 * @param number from 1
 * @param kind what it is about
 * @param assessor number of the participant that gave it
 * @param result what it found
 * @param documentSm3 SM3 of its document
 * @param validFromNs first instant at which it is in force, nanoseconds since 1970
 * @param validToNs first instant at which it no longer is
 */
public record OpinionEntry(
        long number,
        OpinionKind kind,
        long assessor,
        OpinionResult result,
        Sm3Hash documentSm3,
        long validFromNs,
        long validToNs) {}
