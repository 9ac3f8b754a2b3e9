package io.shuheng.examples.exchangeday.chapter;

import io.shuheng.examples.exchangeday.catalogue.Product;
import io.shuheng.examples.exchangeday.print.Narrator;
import io.shuheng.examples.exchangeday.print.Table;
import io.shuheng.examples.exchangeday.print.Table.Align;
import io.shuheng.examples.exchangeday.print.Yuan;
import io.shuheng.examples.exchangeday.stage.Setting;
import io.shuheng.examples.exchangeday.work.ListedProduct;
import io.shuheng.examples.exchangeday.work.Market;
import io.shuheng.examples.exchangeday.work.OfferDesk;
import io.shuheng.examples.exchangeday.work.Registration;
import java.util.stream.Collectors;

/** All other data sets go the same way; then the whole catalogue (挂牌目录) is on the market. */
public final class CatalogueChapter {

    private final Setting setting;
    private final Registration registration;
    private final OfferDesk offers;

    /** After the members are there. */
    public CatalogueChapter(Setting setting, Registration registration, OfferDesk offers) {
        this.setting = setting;
        this.registration = registration;
        this.offers = offers;
    }

    /** Tells it; lists what is not on the market yet. Blocks. */
    public void tell(Market market) {
        Narrator narrator = setting.narrator();
        narrator.chapter("catalogue.title", setting.catalogue().products().size());
        Table table = new Table()
                .column(narrator.text("catalogue.instrument"), Align.RIGHT)
                .column(narrator.text("catalogue.product"), Align.LEFT)
                .column(narrator.text("catalogue.provider"), Align.LEFT)
                .column(narrator.text("catalogue.price"), Align.RIGHT)
                .column(narrator.text("catalogue.supply"), Align.LEFT)
                .column(narrator.text("catalogue.rights"), Align.LEFT)
                .column(narrator.text("catalogue.term"), Align.RIGHT)
                .column(narrator.text("catalogue.board"), Align.RIGHT);
        for (Product product : setting.catalogue().products()) {
            if (!market.has(product.id())) {
                market.put(offers.offer(registration.pass(product)));
            }
            row(table, market.product(product.id()));
        }
        narrator.say("catalogue.intro");
        narrator.table(table);
    }

    private void row(Table table, ListedProduct listed) {
        Narrator narrator = setting.narrator();
        Product product = listed.product();
        table.row(
                listed.instrument(),
                narrator.pick(product.title()),
                narrator.pick(listed.registered().provider().company().shortName()),
                product.isFree() ? narrator.text("catalogue.free") : Yuan.of(product.pricePerLotFen()),
                narrator.text(
                        "catalogue.supply." + product.supply().kind(),
                        product.supply().lots()),
                product.rights().stream()
                        .map(right -> narrator.text("right." + right))
                        .collect(Collectors.joining(narrator.text("list.separator"))),
                product.termDays(),
                listed.registered().sheet().getBoard());
    }
}
