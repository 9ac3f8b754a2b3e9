package io.shuheng.examples.exchangeday;

import io.shuheng.examples.exchangeday.catalogue.Catalogue;
import io.shuheng.examples.exchangeday.catalogue.FileFacts;
import io.shuheng.examples.exchangeday.catalogue.Product;
import io.shuheng.examples.exchangeday.print.Language;
import io.shuheng.examples.exchangeday.print.Narrator;
import io.shuheng.examples.exchangeday.print.Table;
import io.shuheng.examples.exchangeday.print.Table.Align;
import io.shuheng.examples.exchangeday.rehearsal.Seed;

/** The order of events. For one thread. */
final class Day {

    private final DayFolder folder;
    private final Seed seed;
    private final Narrator narrator;
    private final Catalogue catalogue = Catalogue.load();

    Day(DayFolder folder, Seed seed, Narrator narrator) {
        this.folder = folder;
        this.seed = seed;
        this.narrator = narrator;
    }

    /**
     * Lets the day pass.
     *
     * @return whether everything is as it must be
     */
    boolean pass() {
        narrator.title("day.title");
        narrator.say("day.prologue", seed.value(), folder.root());
        shelf();
        return true;
    }

    /** What there is to list, as the files themselves say. */
    private void shelf() {
        narrator.chapter("shelf.title");
        narrator.say("shelf.intro", catalogue.products().size());
        Table table = new Table()
                .column(narrator.text("shelf.product"), Align.LEFT)
                .column(narrator.text("shelf.records"), Align.RIGHT)
                .column(narrator.text("shelf.fields"), Align.RIGHT)
                .column(narrator.text("shelf.bytes"), Align.RIGHT)
                .column("SM3", Align.LEFT)
                .column(narrator.text("shelf.licence"), Align.LEFT);
        for (Product product : catalogue.products()) {
            FileFacts facts = FileFacts.of(catalogue.content(product), product.format());
            table.row(
                    title(product),
                    facts.records(),
                    facts.fields().size(),
                    facts.bytes(),
                    facts.contentSm3().toString().substring(0, 8),
                    product.licence().id());
        }
        narrator.table(table);
    }

    private String title(Product product) {
        return narrator.texts().language() == Language.ZH
                ? product.title().zh()
                : product.title().en();
    }
}
