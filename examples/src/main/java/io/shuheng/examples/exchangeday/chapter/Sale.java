package io.shuheng.examples.exchangeday.chapter;

import io.shuheng.core.trading.Trade;

/**
 * Something was bought.
 *
 * @param listed what
 * @param trade the trade's record
 * @param sequence of the order's record
 */
public record Sale(ListedProduct listed, Trade trade, long sequence) {

    /** Number of the contract, which is the trade's. */
    long contract() {
        return trade.getTrade();
    }
}
