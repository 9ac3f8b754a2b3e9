package io.shuheng.examples.exchangeday.chapter;

import io.shuheng.core.clearing.ProceedsShare;
import io.shuheng.core.clearing.Settlement;
import io.shuheng.examples.exchangeday.cast.Company;
import io.shuheng.examples.exchangeday.cast.Member;
import io.shuheng.examples.exchangeday.cast.Members;
import io.shuheng.examples.exchangeday.print.Narrator;
import io.shuheng.examples.exchangeday.print.Table;
import io.shuheng.examples.exchangeday.print.Table.Align;
import io.shuheng.examples.exchangeday.print.Yuan;
import io.shuheng.examples.exchangeday.stage.Group;
import io.shuheng.examples.exchangeday.stage.Setting;
import io.shuheng.examples.exchangeday.work.Brokerage;
import io.shuheng.examples.exchangeday.work.Handover;
import io.shuheng.examples.exchangeday.work.Market;
import io.shuheng.examples.exchangeday.work.Purchase;
import io.shuheng.examples.exchangeday.work.Sale;
import java.util.ArrayList;
import java.util.List;

/**
 * Sales at a fixed price, the same way as the first: licences limited in number, without limit, exclusive and free, some
 * through the broker. Each is delivered with its real file, accepted and settled gross.
 */
public final class SalesChapter {

    private final Setting setting;
    private final Members members;
    private final Market market;
    private final Handover handover;
    private final Brokerage brokerage;

    /** After the whole catalogue is on the market. */
    public SalesChapter(Setting setting, Members members, Market market, Handover handover, Brokerage brokerage) {
        this.setting = setting;
        this.members = members;
        this.market = market;
        this.handover = handover;
        this.brokerage = brokerage;
    }

    /**
     * Tells it. Blocks.
     *
     * @return number of the mandate under which the broker has bought
     */
    public long tell() {
        setting.narrator().chapter("sales.title");
        setting.narrator().say("sales.intro");
        long mandate = brokerage.letBuy(market.product(Brokerage.BOUGHT));
        setting.narrator().note("sales.mandate", mandate, Yuan.of(Brokerage.LIMIT_FEN));
        List<Sale> sales = new ArrayList<>();
        sales.add(sell(Company.ROUTES, "flights-airport"));
        sales.add(sell(Company.UNIVERSITY, "flights-airport"));
        sales.add(sell(Company.UNIVERSITY, "unemployment-across-industries"));
        sales.add(sell(Company.INSURER, Brokerage.OFFERED));
        sales.add(sell(Company.ROUTES, "seattle-weather"));
        sales.add(sell(Company.INSURER, "penguins"));
        sales.add(sell(Company.LOGISTICS, "china-areas"));
        sales.add(sell(Company.LOGISTICS, "china-cities"));
        sales.add(sell(Company.UNIVERSITY, "budgets"));
        sales.add(sell(Company.LOGISTICS, "china-provinces"));
        sales.add(Purchase.by(brokerage.broker(), mandate, market.product(Brokerage.BOUGHT)));
        settle(sales);
        return mandate;
    }

    private Sale sell(Company buyer, String product) {
        return Purchase.by(members.of(buyer), market.product(product));
    }

    private void settle(List<Sale> sales) {
        Narrator narrator = setting.narrator();
        Table table = new Table()
                .column(narrator.text("sales.contract"), Align.RIGHT)
                .column(narrator.text("sales.product"), Align.LEFT)
                .column(narrator.text("sales.supply"), Align.LEFT)
                .column(narrator.text("sales.buyer"), Align.LEFT)
                .column(narrator.text("sales.paid"), Align.RIGHT)
                .column(narrator.text("sales.tax"), Align.RIGHT)
                .column(narrator.text("sales.fees"), Align.RIGHT)
                .column(narrator.text("sales.provider"), Align.RIGHT)
                .column(narrator.text("sales.broker"), Align.RIGHT);
        for (Sale sale : sales) {
            row(table, sale, handover.complete(sale));
        }
        narrator.table(table);
        narrator.note("sales.settled", sales.size());
    }

    private void row(Table table, Sale sale, Group accepted) {
        Narrator narrator = setting.narrator();
        Settlement settlement = accepted.result(Settlement.class);
        Member seller = handover.seller(sale);
        Member buyer = handover.buyer(sale);
        table.row(
                sale.contract(),
                narrator.pick(sale.listed().product().title()),
                narrator.text("licence." + sale.listed().product().supply().kind()),
                narrator.pick(buyer.company().shortName()),
                Yuan.of(settlement.getBuyerPaysFen()),
                Yuan.of(settlement.getTaxFen()),
                Yuan.of(settlement.getBuyerFeeFen()
                        + settlement.getBuyerFeeTaxFen()
                        + settlement.getSellerFeeFen()
                        + settlement.getSellerFeeTaxFen()),
                Yuan.of(share(settlement, seller)),
                Yuan.of(share(settlement, brokerage.broker())));
    }

    private static long share(Settlement settlement, Member member) {
        return settlement.getShares().stream()
                .filter(share -> share.getParticipant() == member.number())
                .mapToLong(ProceedsShare::getAmountFen)
                .sum();
    }
}
