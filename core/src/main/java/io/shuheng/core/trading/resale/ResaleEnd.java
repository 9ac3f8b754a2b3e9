package io.shuheng.core.trading.resale;

import io.shuheng.core.record.RecordFormatException;

/** Why an offer of a resale is over. */
public enum ResaleEnd {
    /** It was taken. */
    TAKEN(1),
    /** Its seller took it back. */
    WITHDRAWN(2),
    /** Nobody took it in time. */
    LAPSED(3),
    /** The term of the licence is over. */
    TERM_OVER(4),
    /** Its seller is no member any more. */
    SELLER_LEFT(5);

    private final int number;

    ResaleEnd(int number) {
        this.number = number;
    }

    /** Its stable number. */
    public int number() {
        return number;
    }

    /**
     * The reason with that number.
     *
     * @throws RecordFormatException where there is none
     */
    public static ResaleEnd of(long number) {
        for (ResaleEnd end : values()) {
            if (end.number == number) {
                return end;
            }
        }
        throw new RecordFormatException("resale.end " + number + ": not in the table");
    }
}
