package io.shuheng.examples.exchangeday.work;

import io.shuheng.core.participant.GrantMandate;
import io.shuheng.core.participant.Power;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.trading.SplitShare;
import io.shuheng.examples.exchangeday.cast.Company;
import io.shuheng.examples.exchangeday.cast.Member;
import io.shuheng.examples.exchangeday.cast.Members;
import io.shuheng.examples.exchangeday.stage.Setting;
import java.time.Duration;
import java.util.List;

/**
 * What members let a data broker (数商) do in their names (授权委托): one product offered, another one bought. For one thread;
 * blocks.
 */
public final class Brokerage {

    /** The product that the broker offers for its provider. */
    public static final String OFFERED = "weather";

    /** The product that the broker buys for the insurer. */
    public static final String BOUGHT = "us-employment";

    /** The most that the broker may spend for the insurer: one licence, not two. */
    public static final long LIMIT_FEN = 10_000;

    /** The broker's part of what it sells, basis points. */
    public static final int SHARE_BP = 1_500;

    private static final int ALL_BP = 10_000;
    private static final Duration HOLDS = Duration.ofDays(90);

    private final Setting setting;
    private final Members members;

    /** Among these members. */
    public Brokerage(Setting setting, Members members) {
        this.setting = setting;
        this.members = members;
    }

    /** The broker. */
    public Member broker() {
        return members.of(Company.BROKER);
    }

    /** The provider of a product lets the broker open instruments and offer them, for a part of the proceeds. */
    public OfferDesk.Seller letOffer(RegisteredProduct product) {
        long mandate = grant(product.provider(), List.of(Power.LIST, Power.PRICE), product.listing(), 0);
        List<SplitShare> shares = List.of(
                new SplitShare(product.provider().number(), ALL_BP - SHARE_BP),
                new SplitShare(broker().number(), SHARE_BP));
        return new OfferDesk.Seller(broker(), mandate, shares);
    }

    /** The insurer lets the broker buy a product; gives the mandate's number. */
    public long letBuy(ListedProduct product) {
        return grant(members.of(Company.INSURER), List.of(Power.ORDER), product.listing(), LIMIT_FEN);
    }

    private long grant(Member principal, List<Power> powers, long listing, long limitFen) {
        long nowNs = setting.clock().nowNs();
        return principal
                .send(ids -> GrantMandate.newBuilder()
                        .setClientId(ids.clientId())
                        .setNotAfterNs(ids.notAfterNs())
                        .setAgent(broker().number())
                        .setPowers(powers)
                        .setProducts(List.of(listing))
                        .setMoneyLimitFen(limitFen)
                        .setValidFromNs(nowNs)
                        .setValidToNs(nowNs + HOLDS.toNanos())
                        .build())
                .event(EventKind.MANDATE_GRANTED)
                .getA();
    }
}
