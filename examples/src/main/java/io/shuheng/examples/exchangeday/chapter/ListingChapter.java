package io.shuheng.examples.exchangeday.chapter;

import io.shuheng.examples.exchangeday.catalogue.Product;
import io.shuheng.examples.exchangeday.print.Yuan;
import io.shuheng.examples.exchangeday.stage.Setting;
import io.shuheng.examples.exchangeday.work.ListedProduct;
import io.shuheng.examples.exchangeday.work.OfferDesk;
import io.shuheng.examples.exchangeday.work.RegisteredProduct;
import io.shuheng.examples.exchangeday.work.Registration;

/**
 * One data set is registered and listed (登记、挂牌), told in full: the provider hands in its sheet, the assessor it engaged
 * gives an opinion, the register reviews it, a second registrar lists it, and the provider binds the terms to an
 * instrument and makes its offer.
 */
public final class ListingChapter {

    private final Setting setting;
    private final Registration registration;
    private final OfferDesk offers;

    /** After the members are there. */
    public ListingChapter(Setting setting, Registration registration, OfferDesk offers) {
        this.setting = setting;
        this.registration = registration;
        this.offers = offers;
    }

    /** Tells of one data set. Blocks. */
    public ListedProduct tell(Product product) {
        setting.narrator().chapter("listing.title", setting.narrator().pick(product.title()));
        RegisteredProduct submitted = registration.submit(product);
        setting.narrator()
                .say(
                        "listing.facts",
                        submitted.facts().records(),
                        submitted.facts().fields().size(),
                        submitted.facts().bytes());
        setting.narrator().line("SM3 " + submitted.facts().contentSm3());
        setting.narrator().note("listing.submitted", submitted.listing());
        registration.assess(submitted);
        setting.narrator().note("listing.opinion", Registration.OPINION_HOLDS.toDays());
        registration.review(submitted);
        setting.narrator().note("listing.registered", submitted.registrationNo());
        registration.list(submitted);
        setting.narrator().note("listing.listed");
        ListedProduct listed = offers.offer(submitted);
        setting.narrator()
                .note(
                        "listing.offered",
                        listed.instrument(),
                        Yuan.of(product.pricePerLotFen()),
                        setting.narrator().text("supply." + product.supply().kind()));
        return listed;
    }
}
