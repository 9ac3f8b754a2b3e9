package io.shuheng.core.trading.quote;

import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import io.shuheng.crypto.Sm3Hash;

/**
 * A firm quote (报价) that stands. Immutable.
 *
 * @param number sequence of its record
 * @param sm3 SM3 of its command's canonical bytes, by which an acceptance names it
 * @param request number of the request that it answers
 * @param instrument what would be sold
 * @param seller number of the participant that is bound by it
 * @param priceMicros price of one lot, micro-yuan
 * @param validToNs first instant at which it binds no more
 * @param timer number of the timer that ends it
 */
public record Quote(
        long number,
        Sm3Hash sm3,
        long request,
        long instrument,
        long seller,
        long priceMicros,
        long validToNs,
        long timer) {

    void writeState(StateSink sink) {
        sink.number(number);
        sink.hash(sm3.bytes());
        sink.number(instrument);
        sink.number(seller);
        sink.number(priceMicros);
        sink.number(validToNs);
        sink.number(timer);
    }

    static Quote readState(StateSource source, long request) {
        return new Quote(
                source.number(),
                Sm3Hash.of(source.hash(Sm3Hash.LENGTH)),
                request,
                source.number(),
                source.number(),
                source.number(),
                source.number(),
                source.number());
    }
}
