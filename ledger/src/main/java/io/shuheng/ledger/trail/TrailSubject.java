package io.shuheng.ledger.trail;

import java.util.Locale;

/**
 * What a trail is asked for. Immutable.
 *
 * @param kind what it is
 * @param number its number, from 1; 0 for a product
 * @param productId the provider's id of a product; empty for all others
 */
public record TrailSubject(Kind kind, long number, String productId) {

    /** What a trail may be asked for. */
    public enum Kind {
        /** A trade, and its contract, which has the same number. */
        TRADE,
        /** A contract, and its trade, which has the same number. */
        CONTRACT,
        /** The contract of a right of use. */
        ENTITLEMENT,
        /** The contract that is in dispute. */
        DISPUTE,
        /** The contract that a voucher is for. */
        VOUCHER,
        /** A product by its provider's id, with all that was traded in it. */
        PRODUCT,
        /** A participant, with all that it did and that was done to it. */
        PARTICIPANT;

        /** Whether the trail is that of one contract. */
        public boolean isOfContract() {
            return this != PRODUCT && this != PARTICIPANT;
        }
    }

    /** Checks itself. */
    public TrailSubject {
        boolean fits = kind == Kind.PRODUCT ? number == 0 && !productId.isEmpty() : number > 0 && productId.isEmpty();
        if (!fits) {
            throw new IllegalArgumentException(
                    kind + " " + number + productId + ": a product has an id, all others a number");
        }
    }

    /** A trade. */
    public static TrailSubject trade(long number) {
        return new TrailSubject(Kind.TRADE, number, "");
    }

    /**
     * Reads such as {@code trade:7}, {@code product:DATA-1} or {@code participant:4}.
     *
     * @throws IllegalArgumentException where it is none
     */
    public static TrailSubject parse(String text) {
        int colon = text.indexOf(':');
        if (colon <= 0) {
            throw unreadable(text);
        }
        String value = text.substring(colon + 1);
        try {
            Kind kind = Kind.valueOf(text.substring(0, colon).toUpperCase(Locale.ROOT));
            return kind == Kind.PRODUCT
                    ? new TrailSubject(kind, 0, value)
                    : new TrailSubject(kind, Long.parseLong(value), "");
        } catch (IllegalArgumentException e) {
            throw unreadable(text);
        }
    }

    private static IllegalArgumentException unreadable(String text) {
        return new IllegalArgumentException(
                text + ": not trade:N, contract:N, entitlement:N, dispute:N, voucher:N, product:ID or participant:N");
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT) + ":" + (kind == Kind.PRODUCT ? productId : number);
    }
}
