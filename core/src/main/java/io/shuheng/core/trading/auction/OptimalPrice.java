package io.shuheng.core.trading.auction;

import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;

/**
 * The one price at which a set of bids for a lot each would bring the most: bids are shown to it from the highest to the
 * lowest. Of prices that bring the same it takes the highest. State of the engine: for its thread alone.
 */
public final class OptimalPrice {

    private long bids;
    private long mostMicros;
    private long priceMicros;

    /** Before the first bid. */
    public OptimalPrice() {}

    /** The next bid, which is no better than the one before: all so far would pay its price. */
    public void add(long bidMicros) {
        bids++;
        long revenueMicros = Math.multiplyExact(bids, bidMicros);
        if (revenueMicros > mostMicros) {
            mostMicros = revenueMicros;
            priceMicros = bidMicros;
        }
    }

    /** The price, micro-yuan; 0 where there was no bid. */
    public long priceMicros() {
        return priceMicros;
    }

    void writeState(StateSink sink) {
        sink.number(bids);
        sink.number(mostMicros);
        sink.number(priceMicros);
    }

    static OptimalPrice readState(StateSource source) {
        OptimalPrice read = new OptimalPrice();
        read.bids = source.number();
        read.mostMicros = source.number();
        read.priceMicros = source.number();
        return read;
    }
}
