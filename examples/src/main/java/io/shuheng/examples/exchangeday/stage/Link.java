package io.shuheng.examples.exchangeday.stage;

import io.shuheng.core.record.RecordKind;
import java.util.Map;

/** The links of the chain, by which records are counted, and what belongs to none of them. */
public enum Link {
    /** Genesis, schemas, officers, ticks: what the exchange itself needs. */
    FOUNDATION,
    /** Members and the register of data (登记). */
    REGISTRATION,
    /** Listings and opinions (挂牌). */
    LISTING,
    /** Boards, instruments, offers, orders, trades (交易). */
    TRADING,
    /** Negotiations and seals of contracts (合同). */
    CONTRACT,
    /** Deliveries, rights of use, disputes over them (交付). */
    DELIVERY,
    /** Money (清结算). */
    CLEARING,
    /** Vouchers (凭证). */
    VOUCHER;

    private static final Map<String, Link> BY_PACKAGE = Map.of(
            "dispute", DELIVERY,
            "participant", REGISTRATION,
            "registration", REGISTRATION,
            "listing", LISTING,
            "trading", TRADING,
            "contract", CONTRACT,
            "negotiation", CONTRACT,
            "delivery", DELIVERY,
            "clearing", CLEARING,
            "voucher", VOUCHER);

    /** The link that records of a kind belong to: the capability that defines them. */
    static Link of(RecordKind kind) {
        String name = kind.javaClass().getPackageName();
        return BY_PACKAGE.getOrDefault(name.substring(name.lastIndexOf('.') + 1), FOUNDATION);
    }
}
