package io.shuheng.examples.exchangeday.chapter;

import io.shuheng.core.record.EventKind;
import io.shuheng.core.trading.OrderType;
import io.shuheng.core.trading.PlaceOrder;
import io.shuheng.core.trading.Side;
import io.shuheng.core.trading.TimeInForce;
import io.shuheng.core.trading.Trade;
import io.shuheng.examples.exchangeday.print.Yuan;
import io.shuheng.examples.exchangeday.stage.Group;
import io.shuheng.examples.exchangeday.stage.Ids;
import io.shuheng.examples.exchangeday.stage.Setting;
import org.apache.avro.specific.SpecificRecord;

/** The buyer takes a standing offer (摘牌) with an order that it signs, and declares what it will use the data for. */
public final class TradeChapter {

    private final Setting setting;
    private final Members members;

    /** After there is something to buy and money to pay for it. */
    public TradeChapter(Setting setting, Members members) {
        this.setting = setting;
        this.members = members;
    }

    /** Tells it. Blocks. */
    public Sale tell(ListedProduct listed) {
        setting.narrator().chapter("trade.title");
        Group group = members.consumer().send(ids -> order(ids, listed));
        Trade trade = group.result(Trade.class);
        setting.narrator()
                .note(
                        "trade.order",
                        group.sequence(),
                        listed.product().scenarios().get(0));
        setting.narrator()
                .note("trade.held", Yuan.of(group.event(EventKind.HOLD_PLACED).getC()));
        setting.narrator().note("trade.traded", trade.getTrade(), Yuan.of(trade.getAmountFen()));
        return new Sale(listed, trade, group.sequence());
    }

    private static SpecificRecord order(Ids ids, ListedProduct listed) {
        return PlaceOrder.newBuilder()
                .setClientId(ids.clientId())
                .setNotAfterNs(ids.notAfterNs())
                .setMandate(0)
                .setInstrument(listed.instrument())
                .setSide(Side.BUY)
                .setOrderType(OrderType.FIXED_PRICE)
                .setTimeInForce(TimeInForce.FOK)
                .setPriceMicros(listed.priceMicros())
                .setPriceVersion(listed.priceVersion())
                .setQuantityLots(1)
                .setScenario(0)
                .build();
    }
}
