package io.shuheng.examples.exchangeday.chapter;

import io.shuheng.core.record.EventKind;
import io.shuheng.examples.exchangeday.cast.Member;
import io.shuheng.examples.exchangeday.print.Yuan;
import io.shuheng.examples.exchangeday.stage.Setting;
import io.shuheng.examples.exchangeday.work.ListedProduct;
import io.shuheng.examples.exchangeday.work.Purchase;
import io.shuheng.examples.exchangeday.work.Sale;

/** The buyer takes a standing offer (摘牌) with an order that it signs, and declares what it will use the data for. */
public final class TradeChapter {

    private final Setting setting;

    /** After there is something to buy and money to pay for it. */
    public TradeChapter(Setting setting) {
        this.setting = setting;
    }

    /** Tells it. Blocks. */
    public Sale tell(Member buyer, ListedProduct listed) {
        setting.narrator().chapter("trade.title");
        Sale sale = Purchase.by(buyer, listed);
        setting.narrator()
                .note(
                        "trade.order",
                        sale.order().sequence(),
                        listed.product().scenarios().get(0));
        setting.narrator()
                .note(
                        "trade.held",
                        Yuan.of(sale.order().event(EventKind.HOLD_PLACED).getC()));
        setting.narrator()
                .note("trade.traded", sale.contract(), Yuan.of(sale.trade().getAmountFen()));
        return sale;
    }
}
