package io.shuheng.examples.exchangeday.chapter;

import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.trading.PlaceOrder;
import io.shuheng.examples.exchangeday.cast.Company;
import io.shuheng.examples.exchangeday.cast.Member;
import io.shuheng.examples.exchangeday.cast.Members;
import io.shuheng.examples.exchangeday.stage.Refusals;
import io.shuheng.examples.exchangeday.work.Brokerage;
import io.shuheng.examples.exchangeday.work.ListedProduct;
import io.shuheng.examples.exchangeday.work.Market;
import io.shuheng.examples.exchangeday.work.OfferDesk;
import io.shuheng.examples.exchangeday.work.Purchase;
import java.util.function.Consumer;

/** Orders and offers that the exchange must refuse: well formed and well signed, but against a rule. Blocks. */
final class OrderRefusals {

    private static final String PLENTY = "airports";
    private static final String EXCLUSIVE = "unemployment-across-industries";
    private static final String REPRICED = "flights-airport";
    private static final long NEW_PRICE_MICROS = 70_000_000;
    private static final long NOBODYS_MANDATE = 99;

    private final Members members;
    private final Market market;
    private final OfferDesk offers;
    private final Refusals refusals;

    OrderRefusals(Members members, Market market, OfferDesk offers, Refusals refusals) {
        this.members = members;
        this.market = market;
        this.offers = offers;
        this.refusals = refusals;
    }

    /**
     * Has them refused.
     *
     * @param mandate number of the broker's mandate to buy for the insurer
     */
    void provoke(long mandate) {
        scenarios();
        broker(mandate);
        prices();
        quantities();
        refuse(
                "attempt.exclusiveTaken",
                RefusalCode.EXCLUSIVE_TAKEN,
                members.of(Company.INSURER),
                market.product(EXCLUSIVE),
                order -> {});
        refuse(
                "attempt.noMoney",
                RefusalCode.INSUFFICIENT_FUNDS,
                members.of(Company.LOGISTICS),
                market.product(REPRICED),
                order -> {});
    }

    private void scenarios() {
        ListedProduct listed = market.product(PLENTY);
        int notAllowed = listed.product().scenarios().size();
        refuse("attempt.noScenario", RefusalCode.SCENARIO_MISSING, buyer(), listed, order -> order.setScenario(-1));
        refuse(
                "attempt.otherScenario",
                RefusalCode.SCENARIO_NOT_ALLOWED,
                buyer(),
                listed,
                order -> order.setScenario(notAllowed));
    }

    private void broker(long mandate) {
        Member broker = members.of(Company.BROKER);
        refuse(
                "attempt.mandateMoney",
                RefusalCode.MANDATE_SCOPE,
                broker,
                market.product(Brokerage.BOUGHT),
                order -> order.setMandate(mandate));
        refuse(
                "attempt.mandateProduct",
                RefusalCode.MANDATE_SCOPE,
                broker,
                market.product(PLENTY),
                order -> order.setMandate(mandate));
        refuse(
                "attempt.noMandate",
                RefusalCode.NO_MANDATE,
                broker,
                market.product(PLENTY),
                order -> order.setMandate(NOBODYS_MANDATE));
        refuse("attempt.noRole", RefusalCode.ROLE_MISSING, broker, market.product(PLENTY), order -> {});
    }

    /** The provider raises its price; an order at the old one comes too late. */
    private void prices() {
        ListedProduct before = market.product(REPRICED);
        Member provider = before.registered().provider();
        OfferDesk.Seller seller = OfferDesk.Seller.itself(provider);
        long priceMicros = before.product().priceMicros();
        refusals.note(
                "attempt.offTick",
                provider.refused(
                        RefusalCode.PRICE_OFF_TICK,
                        ids -> offers.standingOffer(ids, before, seller, priceMicros + 1)
                                .build()));
        offers.price(before, seller, NEW_PRICE_MICROS);
        refuse("attempt.stalePrice", RefusalCode.STALE_PRICE, buyer(), before, order -> {});
        market.put(offers.price(before, seller, priceMicros));
    }

    private void quantities() {
        ListedProduct listed = market.product(PLENTY);
        refuse("attempt.zero", RefusalCode.FIELD_INVALID, buyer(), listed, order -> order.setQuantityLots(0));
        refuse("attempt.negative", RefusalCode.FIELD_INVALID, buyer(), listed, order -> order.setQuantityLots(-1));
        refuse(
                "attempt.huge",
                RefusalCode.FIELD_INVALID,
                buyer(),
                listed,
                order -> order.setQuantityLots(Long.MAX_VALUE));
    }

    private Member buyer() {
        return members.of(Company.ROUTES);
    }

    private void refuse(
            String attempt, RefusalCode code, Member sender, ListedProduct listed, Consumer<PlaceOrder.Builder> spoil) {
        refusals.note(attempt, sender.refused(code, ids -> {
            PlaceOrder.Builder order = Purchase.order(ids, listed);
            spoil.accept(order);
            return order.build();
        }));
    }
}
