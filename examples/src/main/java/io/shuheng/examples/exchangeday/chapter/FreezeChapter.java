package io.shuheng.examples.exchangeday.chapter;

import io.shuheng.core.participant.FreezeByOrder;
import io.shuheng.core.participant.FreezeTarget;
import io.shuheng.core.participant.LegalOrder;
import io.shuheng.core.participant.LiftFreeze;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.examples.exchangeday.cast.Member;
import io.shuheng.examples.exchangeday.cast.Officers;
import io.shuheng.examples.exchangeday.stage.Documents;
import io.shuheng.examples.exchangeday.stage.Floor;
import io.shuheng.examples.exchangeday.stage.Ids;
import io.shuheng.examples.exchangeday.stage.Setting;
import io.shuheng.examples.exchangeday.work.FourEyes;
import io.shuheng.examples.exchangeday.work.ListedProduct;
import io.shuheng.examples.exchangeday.work.Purchase;
import org.apache.avro.specific.SpecificRecord;

/**
 * A court freezes a product (司法冻结): two compliance officers carry the order out by its number and document, an order is
 * refused, and another order of the court lifts it.
 */
public final class FreezeChapter {

    private static final String COURT = "某人民法院（虚构） A court (made up)";

    private final Setting setting;
    private final Documents documents;
    private final Officers officers;
    private final RefusalTeller refusals;

    /** While the product is on offer. */
    public FreezeChapter(Setting setting, Floor floor, Officers officers) {
        this.setting = setting;
        this.documents = floor.documents();
        this.officers = officers;
        this.refusals = new RefusalTeller(setting.narrator(), floor.refusals());
    }

    /** Tells it. Blocks. */
    public void tell(Member buyer, ListedProduct listed) {
        setting.narrator()
                .chapter(
                        "freeze.title", setting.narrator().pick(listed.product().title()));
        FourEyes.Act frozen =
                FourEyes.act(officers.compliance(), officers.secondCompliance(), ids -> freeze(ids, listed.listing()));
        long freeze = frozen.endorsed().event(EventKind.FREEZE_ORDERED).getA();
        setting.narrator()
                .note(
                        "freeze.ordered",
                        freeze,
                        frozen.proposed().sequence(),
                        frozen.endorsed().sequence());
        refusals.tell(
                "attempt.frozen",
                buyer.refused(
                        RefusalCode.PRODUCT_FROZEN,
                        ids -> Purchase.order(ids, listed).build()));
        FourEyes.Act lifted =
                FourEyes.act(officers.compliance(), officers.secondCompliance(), ids -> lift(ids, freeze));
        setting.narrator()
                .note(
                        "freeze.lifted",
                        freeze,
                        lifted.proposed().sequence(),
                        lifted.endorsed().sequence());
    }

    private SpecificRecord freeze(Ids ids, long listing) {
        return FreezeByOrder.newBuilder()
                .setClientId(ids.clientId())
                .setNotAfterNs(ids.notAfterNs())
                .setTarget(FreezeTarget.PRODUCT)
                .setSubject(listing)
                .setAmountFen(0)
                .setInstrument(0)
                .setLegalOrder(order("（2026）示01执1号", "document.freeze", listing))
                .build();
    }

    private SpecificRecord lift(Ids ids, long freeze) {
        return new LiftFreeze(
                ids.clientId(), ids.notAfterNs(), freeze, order("（2026）示01执1号之一", "document.lift", freeze));
    }

    private LegalOrder order(String number, String document, long subject) {
        return new LegalOrder(COURT, number, documents.write(document, number, subject));
    }
}
