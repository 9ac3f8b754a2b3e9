package io.shuheng.core.trading.auction;

/**
 * The one price of a call auction (集合竞价价格), and what trades at it. Immutable.
 *
 * @param priceMicros price of one lot, micro-yuan; 0 where nothing trades
 * @param volumeLots lots that trade at it
 * @param buyLots lots that would be bought at it
 * @param sellLots lots that would be sold at it
 */
public record CallPrice(long priceMicros, long volumeLots, long buyLots, long sellLots) {

    /** Nothing trades at any price. */
    public static final CallPrice NONE = new CallPrice(0, 0, 0, 0);

    /** Checks that the volume is what the smaller side has. */
    public CallPrice {
        if (volumeLots != Math.min(buyLots, sellLots) || volumeLots < 0 || (volumeLots == 0) != (priceMicros == 0)) {
            throw new IllegalArgumentException("call price " + priceMicros + ": " + volumeLots + " lots of " + buyLots
                    + " bought and " + sellLots + " sold");
        }
    }

    /** Lots that stay unfilled at it: above 0 of buyers, below 0 of sellers. */
    public long imbalanceLots() {
        return buyLots - sellLots;
    }
}
