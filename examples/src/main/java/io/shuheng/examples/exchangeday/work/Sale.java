package io.shuheng.examples.exchangeday.work;

import io.shuheng.core.trading.Trade;
import io.shuheng.examples.exchangeday.stage.Group;

/**
 * Something was bought.
 *
 * @param listed what
 * @param trade the trade's record
 * @param order the command that made the trade, an order or a countersigned contract, and all that it brought about
 */
public record Sale(ListedProduct listed, Trade trade, Group order) {

    /** Number of the contract, which is the trade's. */
    public long contract() {
        return trade.getTrade();
    }
}
