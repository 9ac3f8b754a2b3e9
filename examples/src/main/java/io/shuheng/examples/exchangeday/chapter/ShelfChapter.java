package io.shuheng.examples.exchangeday.chapter;

import io.shuheng.examples.exchangeday.catalogue.FileFacts;
import io.shuheng.examples.exchangeday.catalogue.Product;
import io.shuheng.examples.exchangeday.print.Table;
import io.shuheng.examples.exchangeday.print.Table.Align;
import io.shuheng.examples.exchangeday.stage.Setting;

/** What data there is, as the files themselves say. */
public final class ShelfChapter {

    private static final int SHOWN_DIGITS = 16;

    private final Setting setting;

    /** In that setting. */
    public ShelfChapter(Setting setting) {
        this.setting = setting;
    }

    /** Tells it. */
    public void tell() {
        setting.narrator().chapter("shelf.title");
        setting.narrator().say("shelf.intro", setting.catalogue().products().size());
        Table table = new Table()
                .column(setting.narrator().text("shelf.product"), Align.LEFT)
                .column(setting.narrator().text("shelf.records"), Align.RIGHT)
                .column(setting.narrator().text("shelf.fields"), Align.RIGHT)
                .column(setting.narrator().text("shelf.bytes"), Align.RIGHT)
                .column("SM3", Align.LEFT)
                .column(setting.narrator().text("shelf.licence"), Align.LEFT);
        for (Product product : setting.catalogue().products()) {
            FileFacts facts = FileFacts.of(setting.catalogue().content(product), product.format());
            table.row(
                    setting.narrator().pick(product.title()),
                    facts.records(),
                    facts.fields().size(),
                    facts.bytes(),
                    facts.contentSm3().toString().substring(0, SHOWN_DIGITS),
                    product.licence().id());
        }
        setting.narrator().table(table);
    }
}
