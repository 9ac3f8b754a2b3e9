package io.shuheng.core.trading.auction;

import io.shuheng.core.record.RecordFormatException;

/** How an offer in a sealed reverse auction ended. The numbers are in records. */
public enum OfferEnd {
    /** It was bought from. */
    WON(1),
    /** It counted, and another won, or nothing was bought. */
    LOST(2),
    /** It was shown, and its seller may not trade now. */
    NOT_COUNTED(3),
    /** It was not shown in time: its deposit is the buyer's. */
    NOT_REVEALED(4),
    /** The auction is void. */
    VOID(5);

    private final int number;

    OfferEnd(int number) {
        this.number = number;
    }

    /** The stable number, as events carry it. */
    public int number() {
        return number;
    }

    /**
     * The end with that number.
     *
     * @throws RecordFormatException where none has it
     */
    public static OfferEnd of(long number) {
        for (OfferEnd end : values()) {
            if (end.number == number) {
                return end;
            }
        }
        throw new RecordFormatException("offer.end " + number + ": not in the table");
    }
}
