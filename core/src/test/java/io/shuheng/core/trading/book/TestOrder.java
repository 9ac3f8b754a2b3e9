package io.shuheng.core.trading.book;

import io.shuheng.core.trading.Side;

/** An order with nothing but what the book needs, and whose it is. */
final class TestOrder extends BookOrder<TestOrder> {

    private final long owner;

    TestOrder(long sequence, Side side, long priceMicros, long lots) {
        this(sequence, 0, side, priceMicros, lots);
    }

    TestOrder(long sequence, long owner, Side side, long priceMicros, long lots) {
        super(sequence, side, priceMicros, lots);
        this.owner = owner;
    }

    long owner() {
        return owner;
    }

    void begin(long sequence, Side side, long priceMicros, long lots) {
        renew(sequence, side, priceMicros, lots);
    }
}
