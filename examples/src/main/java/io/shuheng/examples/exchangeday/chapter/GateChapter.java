package io.shuheng.examples.exchangeday.chapter;

import io.shuheng.core.listing.Grade;
import io.shuheng.core.listing.ListingDescriptor;
import io.shuheng.core.listing.SubmitListing;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.examples.exchangeday.cast.Officers;
import io.shuheng.examples.exchangeday.catalogue.Product;
import io.shuheng.examples.exchangeday.stage.Floor;
import io.shuheng.examples.exchangeday.stage.Setting;
import io.shuheng.examples.exchangeday.work.ListedProduct;
import io.shuheng.examples.exchangeday.work.OfferDesk;
import io.shuheng.examples.exchangeday.work.RegisteredProduct;
import io.shuheng.examples.exchangeday.work.Registration;
import java.time.Duration;

/** The gate "no compliance, no listing" (不合规不挂牌): one data set meets it closed four times before it is listed. */
public final class GateChapter {

    private static final Duration DAY = Duration.ofDays(1);

    private final Setting setting;
    private final Officers officers;
    private final Registration registration;
    private final OfferDesk offers;
    private final RefusalTeller refusals;

    /** After the members are there. */
    public GateChapter(Setting setting, Floor floor, Officers officers, Registration registration, OfferDesk offers) {
        this.setting = setting;
        this.officers = officers;
        this.registration = registration;
        this.offers = offers;
        this.refusals = new RefusalTeller(setting.narrator(), floor.refusals());
    }

    /** Tells of one data set. Blocks. */
    public ListedProduct tell(Product product) {
        setting.narrator().chapter("gate.title", setting.narrator().pick(product.title()));
        setting.narrator().say("gate.intro");
        refuseCore(product);
        RegisteredProduct registered = registration.submit(product);
        registration.review(registered);
        refuseListing("attempt.noOpinion", RefusalCode.LISTING_NO_OPINION, registered);

        registration.assess(registered, setting.clock().nowNs() - DAY.toNanos() * 2, DAY);
        refuseListing("attempt.expiredOpinion", RefusalCode.LISTING_OPINION_EXPIRED, registered);

        registration.assess(registered);
        refusals.tell(
                "attempt.ownApproval",
                registered.provider().refused(RefusalCode.FOUR_EYES, ids -> Registration.listing(ids, registered)));
        registration.list(registered);
        setting.narrator().note("gate.listed");
        return offers.offer(registered);
    }

    private void refuseCore(Product product) {
        ListingDescriptor core = registration
                .sheet(product, registration.facts(product))
                .setGrade(Grade.CORE)
                .setGradeLevel(0)
                .build();
        refusals.tell(
                "attempt.core",
                registration
                        .provider(product)
                        .refused(
                                RefusalCode.GRADE_CORE,
                                ids -> new SubmitListing(ids.clientId(), ids.notAfterNs(), 0L, core)));
    }

    private void refuseListing(String attempt, RefusalCode code, RegisteredProduct registered) {
        refusals.tell(attempt, officers.secondRegistrar().refused(code, ids -> Registration.listing(ids, registered)));
    }
}
