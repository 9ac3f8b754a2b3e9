package io.shuheng.core.trading.quote;

/** Why a request for quotes, or a quote that was not taken, ended. The numbers stand in events. */
public enum QuoteEnd {
    /** Its time was over (逾期). */
    LAPSED(1),
    /** A quote was taken: of a request that one, of a quote another (已成交). */
    TAKEN(2),
    /** The consumer ended the request (撤回). */
    BY_ASKER(3),
    /** Its seller is no member any more (卖方退市). */
    SELLER_LEFT(4),
    /** The provider of what a broker offered is no member any more (供方退市). */
    PROVIDER_LEFT(5);

    private final int number;

    QuoteEnd(int number) {
        this.number = number;
    }

    /** The stable number, as events carry it. */
    public int number() {
        return number;
    }

    /** The end with that number. */
    public static QuoteEnd of(long number) {
        for (QuoteEnd end : values()) {
            if (end.number == number) {
                return end;
            }
        }
        throw new IllegalArgumentException("quote end " + number + ": none has this number");
    }
}
