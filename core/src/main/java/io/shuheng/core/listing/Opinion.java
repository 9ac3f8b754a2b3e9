package io.shuheng.core.listing;

import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import io.shuheng.crypto.Sm3Hash;

/**
 * What an assessor found about one version of a listing (评估意见). Immutable.
 *
 * @param number from 1, in the order they were given
 * @param kind what it is about
 * @param assessor number of the participant who gave it
 * @param result what was found
 * @param documentSm3 SM3 of its document
 * @param validFromNs first instant at which it is in force, nanoseconds since 1970
 * @param validToNs first instant at which it no longer is
 * @param quality measured quality
 */
public record Opinion(
        long number,
        OpinionKind kind,
        long assessor,
        OpinionResult result,
        Sm3Hash documentSm3,
        long validFromNs,
        long validToNs,
        QualityFigures quality) {

    /** Whether it is in force at that time. */
    public boolean inForceAt(long timeNs) {
        return validFromNs <= timeNs && timeNs < validToNs;
    }

    void writeState(StateSink sink) {
        sink.number(number);
        sink.number(assessor);
        sink.text(result.name());
        sink.hash(documentSm3.bytes());
        sink.number(validFromNs);
        sink.number(validToNs);
        sink.record(quality);
    }

    /** Reads what {@link #writeState} wrote of an opinion of that kind. */
    static Opinion readState(StateSource source, OpinionKind kind) {
        return new Opinion(
                source.number(),
                kind,
                source.number(),
                source.constant(OpinionResult.class),
                source.sm3(),
                source.number(),
                source.number(),
                source.record(QualityFigures.class));
    }
}
