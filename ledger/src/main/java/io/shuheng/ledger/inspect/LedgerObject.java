package io.shuheng.ledger.inspect;

/**
 * One of the things that the exchange numbers. Immutable.
 *
 * @param kind what it is
 * @param number its number; an order's is the sequence of its record
 * @param board for a netting cycle its board, which numbers its own cycles; else 0
 */
public record LedgerObject(Kind kind, long number, long board) {

    /** What is numbered. */
    public enum Kind {
        /** A participant (交易主体). */
        PARTICIPANT,
        /** A product's listing (挂牌产品). */
        LISTING,
        /** An instrument (交易标的). */
        INSTRUMENT,
        /** An order, or a standing offer, by the sequence of its record. */
        ORDER,
        /** A trade, and the contract of the same number. */
        CONTRACT,
        /** A negotiation. */
        NEGOTIATION,
        /** A right of use. */
        ENTITLEMENT,
        /** A dispute. */
        DISPUTE,
        /** Money that is set aside. */
        HOLD,
        /** Money on its way in. */
        DEPOSIT,
        /** Money on its way out. */
        WITHDRAWAL,
        /** An account. */
        ACCOUNT,
        /** A netting cycle of a board. */
        CYCLE,
        /** A voucher. */
        VOUCHER,
        /** A mandate. */
        MANDATE,
        /** A signing key. */
        KEY,
        /** A judicial freeze. */
        FREEZE
    }

    /** One that is not a netting cycle. */
    public static LedgerObject of(Kind kind, long number) {
        return new LedgerObject(kind, number, 0);
    }
}
