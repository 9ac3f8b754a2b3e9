package io.shuheng.examples.exchangeday.chapter;

import io.shuheng.examples.exchangeday.catalogue.Product;
import io.shuheng.examples.exchangeday.stage.Setting;
import io.shuheng.examples.exchangeday.work.Brokerage;
import io.shuheng.examples.exchangeday.work.ListedProduct;
import io.shuheng.examples.exchangeday.work.OfferDesk;
import io.shuheng.examples.exchangeday.work.RegisteredProduct;
import io.shuheng.examples.exchangeday.work.Registration;

/** A provider lets a data broker (数商) offer a product in its name, for a part of the proceeds. */
public final class BrokerChapter {

    private final Setting setting;
    private final Registration registration;
    private final OfferDesk offers;
    private final Brokerage brokerage;

    /** After the members are there. */
    public BrokerChapter(Setting setting, Registration registration, OfferDesk offers, Brokerage brokerage) {
        this.setting = setting;
        this.registration = registration;
        this.offers = offers;
        this.brokerage = brokerage;
    }

    /** Tells of one data set. Blocks. */
    public ListedProduct tell(Product product) {
        setting.narrator().chapter("broker.title", setting.narrator().pick(product.title()));
        RegisteredProduct registered = registration.pass(product);
        setting.narrator().note("broker.registered", registered.registrationNo());
        OfferDesk.Seller seller = brokerage.letOffer(registered);
        setting.narrator().note("broker.mandate", seller.mandate());
        ListedProduct listed = offers.offer(registered, seller);
        setting.narrator().note("broker.offered", listed.instrument(), Brokerage.SHARE_BP / 100);
        return listed;
    }
}
