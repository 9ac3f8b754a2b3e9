package io.shuheng.core.engine;

import io.shuheng.core.trading.OrderType;
import io.shuheng.core.trading.PlaceOrder;
import io.shuheng.core.trading.SelfTradePrevention;
import io.shuheng.core.trading.TimeInForce;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** What an order of a random stream asks for besides its limit. */
record OrderKind(Terms terms, TimeInForce timeInForce, SelfTradePrevention selfTrade) {

    enum Terms {
        PLAIN,
        POST_ONLY,
        MARKET_TO_LIMIT,
        MINIMUM,
        BUDGET
    }

    /**
     * Any kind.
     *
     * @param plain how many plain ones to one of each other
     * @param times one of which it has, each as often as it is named
     */
    static Arbitrary<OrderKind> any(int plain, TimeInForce... times) {
        return Combinators.combine(
                        Arbitraries.frequency(
                                Tuple.of(plain, Terms.PLAIN),
                                Tuple.of(1, Terms.POST_ONLY),
                                Tuple.of(1, Terms.MARKET_TO_LIMIT),
                                Tuple.of(1, Terms.MINIMUM),
                                Tuple.of(1, Terms.BUDGET)),
                        Arbitraries.of(times),
                        Arbitraries.of(SelfTradePrevention.class))
                .as(OrderKind::new);
    }

    /**
     * Makes an order one of this kind.
     *
     * @param expiresNs when it expires, where it does
     */
    PlaceOrder.Builder of(PlaceOrder.Builder order, long priceFen, long lots, long expiresNs) {
        order.setTimeInForce(timeInForce).setSelfTrade(selfTrade);
        if (timeInForce == TimeInForce.GTD) {
            order.setExpiresNs(expiresNs);
        }
        switch (terms) {
            case PLAIN -> {}
            case POST_ONLY -> order.setOrderType(OrderType.POST_ONLY);
            case MARKET_TO_LIMIT -> order.setOrderType(OrderType.MARKET_TO_LIMIT);
            case MINIMUM -> order.setMinimumLots(lots / 2);
            case BUDGET -> order.setBudgetFen(lots * priceFen - lots / 2);
        }
        return order;
    }
}
