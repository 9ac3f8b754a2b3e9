package io.shuheng.core.trading.resale;

import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import io.shuheng.crypto.Sm3Hash;

/**
 * A resale that is offered. Immutable.
 *
 * @param number sequence of its record
 * @param sm3 SM3 of its canonical bytes
 * @param instrument of the licence
 * @param contract by which its seller bought it
 * @param seller number of the participant that holds it
 * @param quantityLots all lots of that contract
 * @param priceMicros price of one lot, micro-yuan
 * @param termEndsNs when the right of use ends
 * @param validToNs first instant at which the offer is over
 * @param timer number of the timer of that instant
 */
public record ResaleOffer(
        long number,
        Sm3Hash sm3,
        long instrument,
        long contract,
        long seller,
        long quantityLots,
        long priceMicros,
        long termEndsNs,
        long validToNs,
        long timer) {

    void writeState(StateSink sink) {
        sink.number(number);
        sink.hash(sm3.bytes());
        sink.number(instrument);
        sink.number(contract);
        sink.number(seller);
        sink.number(quantityLots);
        sink.number(priceMicros);
        sink.number(termEndsNs);
        sink.number(validToNs);
        sink.number(timer);
    }

    static ResaleOffer readState(StateSource source) {
        return new ResaleOffer(
                source.number(),
                Sm3Hash.of(source.hash(Sm3Hash.LENGTH)),
                source.number(),
                source.number(),
                source.number(),
                source.number(),
                source.number(),
                source.number(),
                source.number(),
                source.number());
    }
}
