package io.shuheng.examples.exchangeday.chapter;

import io.shuheng.core.clearing.CloseCycle;
import io.shuheng.core.clearing.CycleSettled;
import io.shuheng.core.clearing.NetObligation;
import io.shuheng.core.record.EventKind;
import io.shuheng.examples.exchangeday.cast.Company;
import io.shuheng.examples.exchangeday.cast.Members;
import io.shuheng.examples.exchangeday.print.Narrator;
import io.shuheng.examples.exchangeday.print.Table;
import io.shuheng.examples.exchangeday.print.Table.Align;
import io.shuheng.examples.exchangeday.print.Yuan;
import io.shuheng.examples.exchangeday.stage.Group;
import io.shuheng.examples.exchangeday.stage.Setting;
import io.shuheng.examples.exchangeday.stage.StoryBrokenException;
import io.shuheng.examples.exchangeday.work.Handover;
import io.shuheng.examples.exchangeday.work.Market;
import io.shuheng.examples.exchangeday.work.Purchase;
import io.shuheng.examples.exchangeday.work.Sale;
import java.util.List;

/**
 * A multilateral netting cycle (多边净额清算): members buy from one another on a board that nets; when the clearing house
 * closes the cycle, each pays or gets one amount, and every trade becomes final with its right of use.
 */
public final class NettingChapter {

    private static final long FIRST_CYCLE = 1;

    private final Setting setting;
    private final Members members;
    private final Market market;
    private final Handover handover;

    /** After members have earned something. */
    public NettingChapter(Setting setting, Members members, Market market, Handover handover) {
        this.setting = setting;
        this.members = members;
        this.market = market;
        this.handover = handover;
    }

    /**
     * Tells it. Blocks.
     *
     * @param board number of the board that nets
     * @return the last sale
     * @throws StoryBrokenException where the nets do not add up to nothing
     */
    public Sale tell(long board) {
        Narrator narrator = setting.narrator();
        narrator.chapter("netting.title");
        narrator.say("netting.intro");
        List<Sale> sales = List.of(
                buy(Company.WEATHER, "population-engineers-hurricanes"),
                buy(Company.STATISTICS, "monarchs"),
                buy(Company.UNIVERSITY, "iowa-electricity"),
                buy(Company.ROUTES, "iowa-electricity"));
        for (Sale sale : sales) {
            Group accepted = handover.complete(sale);
            narrator.note(
                    "netting.accepted",
                    sale.contract(),
                    narrator.pick(handover.buyer(sale).company().legalName()),
                    narrator.pick(sale.listed().product().title()),
                    Yuan.of(accepted.event(EventKind.TRADE_NETTED).getC()));
        }
        settle(members.of(Company.CLEARING_HOUSE)
                .send(ids -> new CloseCycle(ids.clientId(), ids.notAfterNs(), Math.toIntExact(board), FIRST_CYCLE)));
        return sales.get(sales.size() - 1);
    }

    private Sale buy(Company buyer, String product) {
        return Purchase.by(members.of(buyer), market.product(product));
    }

    private void settle(Group closed) {
        Narrator narrator = setting.narrator();
        Table table = new Table()
                .column(narrator.text("netting.account"), Align.RIGHT)
                .column(narrator.text("netting.member"), Align.LEFT)
                .column(narrator.text("netting.pays"), Align.RIGHT)
                .column(narrator.text("netting.receives"), Align.RIGHT)
                .column(narrator.text("netting.net"), Align.RIGHT);
        long sumFen = 0;
        for (NetObligation net : closed.results(NetObligation.class)) {
            sumFen += net.getNetFen();
            table.row(
                    net.getAccount(),
                    holder(net),
                    Yuan.of(net.getPayFen()),
                    Yuan.of(net.getReceiveFen()),
                    Yuan.of(net.getNetFen()));
        }
        narrator.say("netting.nets");
        narrator.table(table);
        if (sumFen != 0) {
            throw new StoryBrokenException("nets of the cycle: " + sumFen + " fen in all, not 0");
        }
        CycleSettled settled = closed.result(CycleSettled.class);
        narrator.note(
                "netting.settled",
                settled.getTrades(),
                Yuan.of(settled.getGrossFen()),
                Yuan.of(settled.getNetFen()),
                settled.getFromSequence(),
                settled.getToSequence());
    }

    private String holder(NetObligation net) {
        return net.getParticipant() == 0
                ? setting.narrator().text("netting.exchange")
                : setting.narrator()
                        .pick(members.numbered(net.getParticipant()).company().legalName());
    }
}
