package io.shuheng.examples.exchangeday.chapter;

import io.shuheng.core.delivery.AcceptRejection;
import io.shuheng.core.delivery.Entitlement;
import io.shuheng.core.delivery.RejectDelivery;
import io.shuheng.core.delivery.RejectionReason;
import io.shuheng.core.delivery.SignDeletion;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.Hash32;
import io.shuheng.examples.exchangeday.cast.Member;
import io.shuheng.examples.exchangeday.print.Yuan;
import io.shuheng.examples.exchangeday.stage.Documents;
import io.shuheng.examples.exchangeday.stage.Floor;
import io.shuheng.examples.exchangeday.stage.Group;
import io.shuheng.examples.exchangeday.stage.Setting;
import io.shuheng.examples.exchangeday.work.Handover;
import io.shuheng.examples.exchangeday.work.ListedProduct;
import io.shuheng.examples.exchangeday.work.Purchase;
import io.shuheng.examples.exchangeday.work.Sale;

/**
 * A delivery is rejected (拒收): the buyer inspects and objects, the provider agrees, the money goes back, and the buyer
 * signs that it has deleted what it got. A key that is out cannot be called back; what ends is the right.
 */
public final class RejectionChapter {

    private final Setting setting;
    private final Documents documents;
    private final Handover handover;

    /** After sales have been made. */
    public RejectionChapter(Setting setting, Floor floor, Handover handover) {
        this.setting = setting;
        this.documents = floor.documents();
        this.handover = handover;
    }

    /** Tells it, and gives the sale that came to nothing. Blocks. */
    public Sale tell(Member buyer, ListedProduct listed) {
        setting.narrator()
                .chapter(
                        "rejection.title",
                        setting.narrator().pick(listed.product().title()));
        Sale sale = Purchase.by(buyer, listed);
        handover.start(sale, handover.encrypt(sale));
        handover.open(sale);
        setting.narrator().note("rejection.inspected", sale.contract());

        Hash32 found = documents.write("document.objection", sale.contract());
        Group rejected = buyer.send(ids -> RejectDelivery.newBuilder()
                .setClientId(ids.clientId())
                .setNotAfterNs(ids.notAfterNs())
                .setMandate(0)
                .setContract(sale.contract())
                .setReason(RejectionReason.QUALITY)
                .setEvidenceSm3(found)
                .build());
        setting.narrator()
                .note("rejection.rejected", rejected.result(Entitlement.class).getState());

        Group agreed = handover.seller(sale)
                .send(ids -> new AcceptRejection(ids.clientId(), ids.notAfterNs(), sale.contract()));
        Entitlement revoked = agreed.result(Entitlement.class);
        setting.narrator()
                .note(
                        "rejection.agreed",
                        Yuan.of(agreed.event(EventKind.HOLD_RELEASED).getB()),
                        revoked.getState());
        delete(buyer, sale, revoked);
        return sale;
    }

    private void delete(Member buyer, Sale sale, Entitlement revoked) {
        buyer.party().keys().discard(sale.listed().product().file());
        Hash32 statement = documents.write(
                "document.deletion",
                sale.contract(),
                buyer.company().legalName().zh(),
                buyer.company().legalName().en());
        Group deleted = buyer.send(
                ids -> new SignDeletion(ids.clientId(), ids.notAfterNs(), revoked.getEntitlement(), statement));
        setting.narrator().note("rejection.deleted", deleted.sequence());
    }
}
