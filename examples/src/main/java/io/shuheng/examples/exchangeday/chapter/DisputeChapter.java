package io.shuheng.examples.exchangeday.chapter;

import io.shuheng.core.clearing.Settlement;
import io.shuheng.core.dispute.AppointArbitrator;
import io.shuheng.core.dispute.DisputeAward;
import io.shuheng.core.dispute.DisputeGrounds;
import io.shuheng.core.dispute.DisputeRuling;
import io.shuheng.core.dispute.OpenDispute;
import io.shuheng.core.dispute.RuleDispute;
import io.shuheng.core.dispute.SubmitDisputeEvidence;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.Hash32;
import io.shuheng.examples.exchangeday.cast.Company;
import io.shuheng.examples.exchangeday.cast.Member;
import io.shuheng.examples.exchangeday.cast.Members;
import io.shuheng.examples.exchangeday.cast.Officers;
import io.shuheng.examples.exchangeday.print.Yuan;
import io.shuheng.examples.exchangeday.stage.Documents;
import io.shuheng.examples.exchangeday.stage.Floor;
import io.shuheng.examples.exchangeday.stage.Group;
import io.shuheng.examples.exchangeday.stage.Setting;
import io.shuheng.examples.exchangeday.work.FourEyes;
import io.shuheng.examples.exchangeday.work.Handover;
import io.shuheng.examples.exchangeday.work.ListedProduct;
import io.shuheng.examples.exchangeday.work.Purchase;
import io.shuheng.examples.exchangeday.work.Sale;

/**
 * A dispute (争议): the buyer opens it, the money is frozen, both sides are heard, two officers appoint an arbitrator, and
 * its ruling is executed in the step that gives it.
 */
public final class DisputeChapter {

    private static final int SELLER_BP = 6_000;
    private static final int BP_PER_PERCENT = 100;

    private final Setting setting;
    private final Documents documents;
    private final Members members;
    private final Officers officers;
    private final Handover handover;

    /** After sales have been made. */
    public DisputeChapter(Setting setting, Floor floor, Members members, Officers officers, Handover handover) {
        this.setting = setting;
        this.documents = floor.documents();
        this.members = members;
        this.officers = officers;
        this.handover = handover;
    }

    /** Tells it. Blocks. */
    public void tell(Member buyer, ListedProduct listed) {
        setting.narrator()
                .chapter(
                        "dispute.title",
                        setting.narrator().pick(listed.product().title()));
        Sale sale = Purchase.by(buyer, listed);
        handover.start(sale, handover.encrypt(sale));
        handover.receive(sale, handover.open(sale));
        long dispute = open(buyer, sale);
        hear(sale, dispute);
        Member arbitrator = appoint(dispute);
        rule(arbitrator, dispute);
    }

    private long open(Member buyer, Sale sale) {
        Hash32 claim = documents.write("document.buyersCase", sale.contract());
        Group opened = buyer.send(ids ->
                new OpenDispute(ids.clientId(), ids.notAfterNs(), sale.contract(), DisputeGrounds.QUALITY, claim));
        setting.narrator()
                .note(
                        "dispute.opened",
                        sale.contract(),
                        Yuan.of(opened.event(EventKind.MONEY_DISPUTED).getC()));
        return opened.event(EventKind.DISPUTE_OPENED).getA();
    }

    private void hear(Sale sale, long dispute) {
        Hash32 answer = documents.write("document.sellersCase", sale.contract());
        handover.seller(sale).send(ids -> new SubmitDisputeEvidence(ids.clientId(), ids.notAfterNs(), dispute, answer));
        setting.narrator().note("dispute.heard");
    }

    private Member appoint(long dispute) {
        Member arbitrator = members.of(Company.ARBITRATOR);
        Hash32 document = documents.write("document.appointment", dispute);
        FourEyes.act(
                officers.arbitration(),
                officers.secondArbitration(),
                ids -> new AppointArbitrator(ids.clientId(), ids.notAfterNs(), dispute, arbitrator.number(), document));
        setting.narrator()
                .note(
                        "dispute.appointed",
                        setting.narrator().pick(arbitrator.company().legalName()));
        return arbitrator;
    }

    private void rule(Member arbitrator, long dispute) {
        Hash32 document = documents.write("document.ruling", dispute, SELLER_BP / BP_PER_PERCENT);
        Group ruled = arbitrator.send(ids ->
                new RuleDispute(ids.clientId(), ids.notAfterNs(), dispute, DisputeAward.SPLIT, SELLER_BP, document));
        DisputeRuling ruling = ruled.result(DisputeRuling.class);
        Settlement settlement = ruled.result(Settlement.class);
        setting.narrator()
                .note(
                        "dispute.ruled",
                        SELLER_BP / BP_PER_PERCENT,
                        Yuan.of(ruling.getToBuyerFen()),
                        Yuan.of(ruling.getToOthersFen()),
                        Yuan.of(settlement.getGrossFen()));
    }
}
