package io.shuheng.core.trading.book;

import io.shuheng.core.trading.Side;

/** An order of which a test knows no more than the book does. */
final class TestOrder extends BookOrder<TestOrder> {

    TestOrder(long sequence, Side side, long priceMicros, long lots) {
        super(sequence, side, priceMicros, lots);
    }
}
