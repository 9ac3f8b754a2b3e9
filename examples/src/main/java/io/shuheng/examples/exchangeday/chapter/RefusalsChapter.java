package io.shuheng.examples.exchangeday.chapter;

import io.shuheng.examples.exchangeday.cast.Company;
import io.shuheng.examples.exchangeday.cast.Members;
import io.shuheng.examples.exchangeday.print.Narrator;
import io.shuheng.examples.exchangeday.print.Table;
import io.shuheng.examples.exchangeday.print.Table.Align;
import io.shuheng.examples.exchangeday.stage.Refusals.Refusal;
import io.shuheng.examples.exchangeday.stage.Setting;
import io.shuheng.examples.exchangeday.work.Market;
import io.shuheng.examples.exchangeday.work.OfferDesk;

/** What the exchange refuses, each with its stable code: what it has refused so far, and much more that is tried now. */
public final class RefusalsChapter {

    private final Setting setting;
    private final Founded founded;
    private final Members members;
    private final Market market;
    private final OfferDesk offers;

    /** After sales have been made. */
    public RefusalsChapter(Setting setting, Founded founded, Members members, Market market, OfferDesk offers) {
        this.setting = setting;
        this.founded = founded;
        this.members = members;
        this.market = market;
        this.offers = offers;
    }

    /**
     * Tells it. Blocks.
     *
     * @param mandate number of the broker's mandate to buy for the insurer
     */
    public void tell(long mandate) {
        Narrator narrator = setting.narrator();
        narrator.chapter("refusals.title");
        new OrderRefusals(members, market, offers, founded.floor().refusals()).provoke(mandate);
        new SubmissionRefusals(setting, founded, members.of(Company.ROUTES).party(), market.product("airports"))
                .provoke();
        Table table = new Table()
                .column(narrator.text("refusals.attempt"), Align.LEFT)
                .column(narrator.text("refusals.number"), Align.RIGHT)
                .column(narrator.text("refusals.code"), Align.LEFT)
                .column(narrator.text("refusals.record"), Align.RIGHT);
        for (Refusal refusal : founded.floor().refusals().all()) {
            table.row(
                    narrator.text(refusal.attempt()),
                    refusal.outcome().code().number(),
                    refusal.outcome().code(),
                    refusal.outcome().isRecorded() ? refusal.outcome().sequence() : "-");
        }
        narrator.say("refusals.intro");
        narrator.table(table);
        narrator.note("refusals.goesOn", founded.floor().refusals().all().size());
    }
}
