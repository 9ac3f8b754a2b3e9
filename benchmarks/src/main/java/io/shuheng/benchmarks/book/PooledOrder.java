package io.shuheng.benchmarks.book;

import io.shuheng.core.trading.Side;
import io.shuheng.core.trading.book.BookOrder;
import org.jspecify.annotations.Nullable;

/** An order of the benchmark: what the book needs and whose it is, used again once it has left. */
final class PooledOrder extends BookOrder<PooledOrder> {

    long owner;

    @Nullable
    PooledOrder nextFree;

    PooledOrder() {
        super(0, Side.BUY, 1, 1);
    }

    void begin(long sequence, long orderOwner, Side side, long priceMicros, long lots) {
        renew(sequence, side, priceMicros, lots);
        owner = orderOwner;
    }
}
