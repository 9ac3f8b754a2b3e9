package io.shuheng.examples.exchangeday.chapter;

import io.shuheng.core.clearing.Settlement;
import io.shuheng.core.contract.Contract;
import io.shuheng.core.contract.CountersignedContract;
import io.shuheng.core.contract.negotiation.NegotiatedTerms;
import io.shuheng.core.listing.BilingualText;
import io.shuheng.core.member.AgreementReader;
import io.shuheng.core.record.EventKind;
import io.shuheng.examples.exchangeday.cast.Member;
import io.shuheng.examples.exchangeday.print.Narrator;
import io.shuheng.examples.exchangeday.print.Table;
import io.shuheng.examples.exchangeday.print.Table.Align;
import io.shuheng.examples.exchangeday.print.Yuan;
import io.shuheng.examples.exchangeday.stage.Floor;
import io.shuheng.examples.exchangeday.stage.Group;
import io.shuheng.examples.exchangeday.stage.Setting;
import io.shuheng.examples.exchangeday.stage.StoryBrokenException;
import io.shuheng.examples.exchangeday.work.ContractFolder;
import io.shuheng.examples.exchangeday.work.Handover;
import io.shuheng.examples.exchangeday.work.ListedProduct;
import io.shuheng.examples.exchangeday.work.Sale;
import io.shuheng.examples.exchangeday.work.TermsDesk;
import java.time.Duration;
import java.util.List;

/**
 * A negotiated deal (协议成交) in full: terms go back and forth, the consumer accepts, both sides derive the contract from
 * the ledger and sign it, the exchange countersigns (副署), and it is delivered and settled like any other sale.
 */
public final class NegotiationChapter {

    private static final BilingualText PURPOSE =
            new BilingualText("气象指数保险的定价模型", "pricing models for weather index insurance");
    private static final BilingualText REPORT =
            new BilingualText("乙方每季度向甲方书面报告一次使用情况", "Party B reports its use to Party A in writing once each quarter");
    private static final long MICROS_PER_YUAN = 1_000_000;
    private static final long MICROS_PER_FEN = 10_000;

    private static final NegotiatedTerms ASKED = terms(40, 10, 24, 10, List.of());
    private static final NegotiatedTerms OFFERED = terms(50, 10, 72, 5, List.of(REPORT));
    private static final NegotiatedTerms ASKED_AGAIN = terms(44, 10, 24, 10, List.of(REPORT));
    private static final NegotiatedTerms AGREED = terms(45, 12, 24, 7, List.of(REPORT));

    private final Setting setting;
    private final Founded founded;
    private final Handover handover;
    private final RefusalTeller refusals;

    /** After there is a board for negotiated deals, and money. */
    public NegotiationChapter(Setting setting, Founded founded, Handover handover) {
        this.setting = setting;
        this.founded = founded;
        this.handover = handover;
        this.refusals = new RefusalTeller(setting.narrator(), founded.floor().refusals());
    }

    private static NegotiatedTerms terms(
            long yuanPerLot, long lots, long deliverHours, long inspectDays, List<BilingualText> clauses) {
        return NegotiatedTerms.newBuilder()
                .setPriceMicros(yuanPerLot * MICROS_PER_YUAN)
                .setQuantityLots(lots)
                .setScenario(0)
                .setPurpose(PURPOSE)
                .setDeliverWithinNs(Duration.ofHours(deliverHours).toNanos())
                .setInspectionNs(Duration.ofDays(inspectDays).toNanos())
                .setClauses(clauses)
                .build();
    }

    /**
     * Tells it. Blocks.
     *
     * @return the sale that it has become
     * @throws StoryBrokenException where the two sides derive different contracts, or the countersignature is wrong
     */
    public Sale tell(Member consumer, ListedProduct listed) {
        Narrator narrator = setting.narrator();
        narrator.chapter("negotiation.title", narrator.pick(listed.product().title()));
        narrator.say(
                "negotiation.intro",
                Yuan.of(listed.product().pricePerLotFen()),
                narrator.pick(consumer.company().legalName()));
        TermsDesk desk = new TermsDesk(setting, founded.floor(), consumer, listed);
        bargain(desk);
        refusals.tell("attempt.staleTerms", desk.acceptStale(OFFERED));
        Group accepted = desk.accept();
        narrator.note(
                "negotiation.accepted",
                accepted.sequence(),
                Yuan.of(accepted.event(EventKind.HOLD_PLACED).getC()));
        Sale sale = desk.sale(sign(desk, accepted));
        checkCountersignature(desk, sale);
        settle(sale);
        return sale;
    }

    private void bargain(TermsDesk desk) {
        Narrator narrator = setting.narrator();
        Table table = new Table()
                .column(narrator.text("negotiation.record"), Align.RIGHT)
                .column(narrator.text("negotiation.message"), Align.LEFT)
                .column(narrator.text("negotiation.price"), Align.RIGHT)
                .column(narrator.text("negotiation.lots"), Align.RIGHT)
                .column(narrator.text("negotiation.deliver"), Align.RIGHT)
                .column(narrator.text("negotiation.inspect"), Align.RIGHT)
                .column(narrator.text("negotiation.clauses"), Align.RIGHT);
        row(table, "negotiation.asks", desk.request(ASKED), ASKED);
        row(table, "negotiation.offers", desk.offer(OFFERED), OFFERED);
        row(table, "negotiation.counters", desk.request(ASKED_AGAIN), ASKED_AGAIN);
        row(table, "negotiation.offersAgain", desk.offer(AGREED), AGREED);
        narrator.table(table);
    }

    private void row(Table table, String message, Group sent, NegotiatedTerms terms) {
        table.row(
                sent.sequence(),
                setting.narrator().text(message),
                Yuan.of(terms.getPriceMicros() / MICROS_PER_FEN),
                terms.getQuantityLots(),
                Duration.ofNanos(terms.getDeliverWithinNs()).toHours(),
                Duration.ofNanos(terms.getInspectionNs()).toDays(),
                terms.getClauses().size());
    }

    /** Nobody signs a hash that somebody gave it: each derives the contract, reads it, and signs what it has read. */
    private Group sign(TermsDesk desk, Group accepted) {
        Narrator narrator = setting.narrator();
        AgreementReader provider = desk.read(desk.provider(), accepted.sequence());
        Contract derived = provider.toSign(desk.negotiation());
        Group first = desk.sign(desk.provider(), provider, AGREED);
        narrator.note(
                "negotiation.providerSigns", first.sequence(), derived.hashes().contractSm3());

        AgreementReader consumer = desk.read(desk.consumer(), first.sequence());
        if (!consumer.isSignedByOther(desk.negotiation())) {
            throw new StoryBrokenException("negotiation " + desk.negotiation() + ": the provider signed another text");
        }
        Contract derivedToo = consumer.toSign(desk.negotiation());
        Group second = desk.sign(desk.consumer(), consumer, AGREED);
        narrator.note(
                "negotiation.consumerSigns",
                second.sequence(),
                derivedToo.hashes().contractSm3());
        folder().keepAgreement(derivedToo);
        narrator.note("negotiation.kept", setting.folder().contracts(), "negotiation-" + desk.negotiation());
        return second;
    }

    private void checkCountersignature(TermsDesk desk, Sale sale) {
        CountersignedContract stored = desk.read(desk.consumer(), sale.order().sequence())
                .countersigned(desk.negotiation())
                .orElseThrow(
                        () -> new StoryBrokenException("negotiation " + desk.negotiation() + ": not countersigned"));
        if (!stored.isRight() || !stored.verify(founded.operatorCertificate().publicKey())) {
            throw new StoryBrokenException("negotiation " + desk.negotiation() + ": the countersignature is wrong");
        }
        setting.narrator()
                .note(
                        "negotiation.countersigned",
                        stored.record(),
                        sale.contract(),
                        Yuan.of(sale.trade().getAmountFen()));
    }

    private void settle(Sale sale) {
        Group delivered = handover.complete(sale);
        Settlement settlement = delivered.result(Settlement.class);
        setting.narrator()
                .note(
                        "negotiation.settled",
                        delivered.sequence(),
                        Yuan.of(settlement.getBuyerPaysFen()),
                        Yuan.of(settlement.getGrossFen()),
                        Yuan.of(settlement.getBuyerFeeFen() + settlement.getBuyerFeeTaxFen()),
                        Yuan.of(settlement.getSellerFeeFen() + settlement.getSellerFeeTaxFen()));
    }

    private ContractFolder folder() {
        Floor floor = founded.floor();
        return new ContractFolder(
                setting.folder(), floor, founded.operatorCertificate().publicKey());
    }
}
