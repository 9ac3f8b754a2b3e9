package io.shuheng.examples.exchangeday.chapter;

import io.shuheng.core.contract.CountersignedAmendment;
import io.shuheng.core.contract.amendment.AmendmentChange;
import io.shuheng.core.listing.BilingualText;
import io.shuheng.examples.exchangeday.cast.Member;
import io.shuheng.examples.exchangeday.cast.Members;
import io.shuheng.examples.exchangeday.print.Narrator;
import io.shuheng.examples.exchangeday.print.Yuan;
import io.shuheng.examples.exchangeday.stage.Group;
import io.shuheng.examples.exchangeday.stage.Setting;
import io.shuheng.examples.exchangeday.stage.StoryBrokenException;
import io.shuheng.examples.exchangeday.work.AmendmentTalk;
import io.shuheng.examples.exchangeday.work.Sale;
import java.util.List;

/**
 * Contracts change, and end, by what both sides sign (合同变更与协议解除): the negotiated one gets a longer term and a clause, a
 * netted one is ended for a part of its price.
 */
public final class AmendmentChapter {

    private static final int MORE_DAYS = 30;
    private static final BilingualText CLAUSE = new BilingualText(
            "甲方在延长的期限内每月提供一次增量数据", "During the longer term Party A provides the increments each month");

    private final Setting setting;
    private final Founded founded;
    private final Members members;

    /** After the contracts are sealed. */
    public AmendmentChapter(Setting setting, Founded founded, Members members) {
        this.setting = setting;
        this.founded = founded;
        this.members = members;
    }

    /**
     * Tells it. Blocks.
     *
     * @param amended the sale whose contract gets a longer term
     * @param ended the sale whose contract is ended
     * @param sealRecord a record behind the seals over both
     */
    public void tell(Sale amended, Sale ended, long sealRecord) {
        Narrator narrator = setting.narrator();
        narrator.chapter("amendment.title");
        narrator.say("amendment.intro");
        CountersignedAmendment longer = agree(
                amended,
                new AmendmentChange(MORE_DAYS, 0L, 0L, false, List.of(CLAUSE)),
                sealRecord,
                "amendment.longer");
        long halfFen = ended.trade().getAmountFen() / 2;
        agree(ended, new AmendmentChange(0, 0L, halfFen, true, List.of()), longer.record(), "amendment.ended");
        narrator.note("amendment.kept", setting.folder().contracts());
    }

    private CountersignedAmendment agree(Sale sale, AmendmentChange change, long toSequence, String told) {
        Narrator narrator = setting.narrator();
        Member consumer = members.numbered(sale.trade().getBuyer());
        Member provider = members.numbered(sale.trade().getSeller());
        AmendmentTalk talk = new AmendmentTalk(setting, founded.floor(), sale.contract());
        Group proposed = talk.propose(consumer, change, toSequence);
        narrator.note(
                "amendment.proposed",
                narrator.pick(consumer.company().legalName()),
                proposed.sequence(),
                sale.contract());
        Group accepted = talk.accept(provider, proposed);
        narrator.note("amendment.accepted", narrator.pick(provider.company().legalName()), accepted.sequence());
        CountersignedAmendment effective = talk.effective(consumer, accepted);
        if (!effective.verify(founded.operatorCertificate().publicKey())) {
            throw new StoryBrokenException("contract " + sale.contract() + ": the countersignature is wrong");
        }
        narrator.note(told, effective.record(), MORE_DAYS, Yuan.of(change.getRefundFen()));
        return effective;
    }
}
