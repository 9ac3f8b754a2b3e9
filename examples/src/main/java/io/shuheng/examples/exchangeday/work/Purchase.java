package io.shuheng.examples.exchangeday.work;

import io.shuheng.core.trading.OrderType;
import io.shuheng.core.trading.PlaceOrder;
import io.shuheng.core.trading.SelfTradePrevention;
import io.shuheng.core.trading.Side;
import io.shuheng.core.trading.TimeInForce;
import io.shuheng.core.trading.Trade;
import io.shuheng.examples.exchangeday.cast.Member;
import io.shuheng.examples.exchangeday.stage.Group;
import io.shuheng.examples.exchangeday.stage.Ids;

/** Takes a standing offer (摘牌): one licence, all or nothing, for the first scenario that it is offered for. */
public final class Purchase {

    private Purchase() {}

    /** A member buys for itself. Blocks. */
    public static Sale by(Member buyer, ListedProduct listed) {
        return by(buyer, 0, listed);
    }

    /** Somebody buys under a mandate, 0 where for itself. Blocks. */
    public static Sale by(Member sender, long mandate, ListedProduct listed) {
        Group group = sender.send(ids -> order(ids, listed).setMandate(mandate).build());
        return new Sale(listed, group.result(Trade.class), group);
    }

    /** The order, for one licence at the offered price. */
    public static PlaceOrder.Builder order(Ids ids, ListedProduct listed) {
        return PlaceOrder.newBuilder()
                .setClientId(ids.clientId())
                .setNotAfterNs(ids.notAfterNs())
                .setMandate(0)
                .setInstrument(listed.instrument())
                .setSide(Side.BUY)
                .setOrderType(OrderType.FIXED_PRICE)
                .setTimeInForce(TimeInForce.FOK)
                .setPriceMicros(listed.product().priceMicros())
                .setPriceVersion(listed.priceVersion())
                .setQuantityLots(1)
                .setScenario(0)
                .setSelfTrade(SelfTradePrevention.BOARD_RULE);
    }
}
