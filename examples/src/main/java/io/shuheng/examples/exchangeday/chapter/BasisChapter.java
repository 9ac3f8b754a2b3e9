package io.shuheng.examples.exchangeday.chapter;

import io.shuheng.core.delivery.BasisDocument;
import io.shuheng.core.delivery.BasisKind;
import io.shuheng.core.delivery.NameDeliveryBasis;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.envelope.SealedEnvelope;
import io.shuheng.examples.exchangeday.cast.Member;
import io.shuheng.examples.exchangeday.catalogue.Product;
import io.shuheng.examples.exchangeday.stage.Documents;
import io.shuheng.examples.exchangeday.stage.Floor;
import io.shuheng.examples.exchangeday.stage.Ids;
import io.shuheng.examples.exchangeday.stage.Setting;
import io.shuheng.examples.exchangeday.work.Handover;
import io.shuheng.examples.exchangeday.work.OfferDesk;
import io.shuheng.examples.exchangeday.work.Purchase;
import io.shuheng.examples.exchangeday.work.Registration;
import io.shuheng.examples.exchangeday.work.Sale;
import java.time.Duration;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * The gate "no basis, no delivery": data on persons, here made up and de-identified, leaves nobody's hands before the
 * contract names what its delivery to this buyer rests on (PIPL, article 23).
 */
public final class BasisChapter {

    private static final Duration BASIS_HOLDS = Duration.ofDays(30);

    private final Setting setting;
    private final Documents documents;
    private final Registration registration;
    private final OfferDesk offers;
    private final Handover handover;
    private final RefusalTeller refusals;

    /** After the members are there. */
    public BasisChapter(Setting setting, Floor floor, Registration registration, OfferDesk offers, Handover handover) {
        this.setting = setting;
        this.documents = floor.documents();
        this.registration = registration;
        this.offers = offers;
        this.handover = handover;
        this.refusals = new RefusalTeller(setting.narrator(), floor.refusals());
    }

    /** Tells it. Blocks. */
    public void tell(Member buyer) {
        Product product = setting.catalogue().madeUp();
        setting.narrator().chapter("basis.title", setting.narrator().pick(product.title()));
        setting.narrator().say("basis.intro");
        Sale sale = Purchase.by(buyer, offers.offer(registration.pass(product)));
        setting.narrator().note("basis.sold", sale.contract());

        Member seller = handover.seller(sale);
        SealedEnvelope sealed = handover.encrypt(sale);
        refusals.tell(
                "attempt.noBasis",
                seller.refused(
                        RefusalCode.DELIVERY_BASIS_MISSING,
                        ids -> handover.delivery(ids, sale, sealed).build()));
        seller.send(ids -> basis(ids, sale));
        setting.narrator().note("basis.named");
        Hash32 other = new Hash32(Sm3Hash.ofContent(new byte[] {0}).bytes());
        refusals.tell(
                "attempt.otherContent",
                seller.refused(
                        RefusalCode.DELIVERY_NOT_AS_LISTED,
                        ids -> handover.delivery(ids, sale, sealed)
                                .setContentSm3(other)
                                .build()));
        handover.start(sale, sealed);
        handover.receive(sale, handover.open(sale));
        handover.accept(sale);
        setting.narrator().note("basis.delivered");
    }

    private SpecificRecord basis(Ids ids, Sale sale) {
        long untilNs = setting.clock().nowNs() + BASIS_HOLDS.toNanos();
        String buyer = handover.buyer(sale).company().uscc();
        String product = sale.listed().product().id();
        return new NameDeliveryBasis(
                ids.clientId(),
                ids.notAfterNs(),
                sale.contract(),
                List.of(
                        new BasisDocument(
                                BasisKind.CONSENT,
                                documents.write("document.consentForBuyer", product, sale.contract(), buyer),
                                untilNs),
                        new BasisDocument(
                                BasisKind.IMPACT_ASSESSMENT,
                                documents.write("document.impact", product, sale.contract(), buyer),
                                untilNs)));
    }
}
