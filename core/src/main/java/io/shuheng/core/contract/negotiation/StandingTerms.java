package io.shuheng.core.contract.negotiation;

import io.shuheng.core.record.AvroBytes;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;

/**
 * The latest terms of a negotiation, the only ones that can be answered or accepted. Not to be changed.
 *
 * @param message sequence of the message that brought them
 * @param terms the terms
 * @param sm3 SM3 of the terms' canonical bytes
 * @param validToNs first instant at which they no longer stand, nanoseconds since 1970
 */
public record StandingTerms(long message, NegotiatedTerms terms, Sm3Hash sm3, long validToNs) {

    /** The terms of a message. */
    public static StandingTerms of(long message, NegotiatedTerms terms, long validToNs) {
        return new StandingTerms(message, terms, sm3(terms), validToNs);
    }

    /** By what an answer names terms: the SM3 of their canonical bytes. */
    public static Sm3Hash sm3(NegotiatedTerms terms) {
        return Sm3Hash.of(Sm3.hash(AvroBytes.encode(terms)));
    }
}
