package io.shuheng.core.trading.book;

import io.shuheng.core.trading.Side;

/**
 * An order as the book sees it. Whoever knows more about orders extends it, so that book and owner share one object and
 * nothing is looked up twice. Its place belongs to the book. State of the engine: for its thread alone.
 *
 * @param <O> the extending class
 */
public abstract class BookOrder<O extends BookOrder<O>> {

    private long sequence;
    private Side side;
    private long priceMicros;

    long restLots;

    /** Its place in a book; {@link OrderNodes#NONE} outside of any. */
    int node;

    /**
     * An order that has not met the market yet.
     *
     * @param sequence sequence of its command, by which it is known
     * @param priceMicros limit for one lot, micro-yuan, above 0
     * @param lots lots to trade, above 0
     */
    protected BookOrder(long sequence, Side side, long priceMicros, long lots) {
        requirePositive(sequence, priceMicros, lots);
        this.sequence = sequence;
        this.side = side;
        this.priceMicros = priceMicros;
        this.restLots = lots;
    }

    /**
     * Makes another order of this object, for owners that use theirs again: one that rests in no book.
     *
     * @param newSequence sequence of its command, by which it is known
     * @param newPriceMicros limit for one lot, micro-yuan, above 0
     * @param newLots lots to trade, above 0
     */
    protected final void renew(long newSequence, Side newSide, long newPriceMicros, long newLots) {
        requirePositive(newSequence, newPriceMicros, newLots);
        if (isResting()) {
            throw new IllegalStateException("order " + sequence + ": rests");
        }
        sequence = newSequence;
        side = newSide;
        priceMicros = newPriceMicros;
        restLots = newLots;
    }

    /** The book has let it go for another price. */
    final void reprice(long newPriceMicros) {
        requirePositive(sequence, newPriceMicros, restLots);
        priceMicros = newPriceMicros;
    }

    private static void requirePositive(long sequence, long priceMicros, long lots) {
        if (priceMicros <= 0 || lots <= 0) {
            throw new IllegalArgumentException("order " + sequence + ": " + lots + " lots at " + priceMicros);
        }
    }

    /** Sequence of its command. */
    public final long sequence() {
        return sequence;
    }

    /** Whether it buys or sells. */
    public final Side side() {
        return side;
    }

    /** Limit for one lot, micro-yuan. */
    public final long priceMicros() {
        return priceMicros;
    }

    /** Lots that are neither traded nor taken back. */
    public final long restLots() {
        return restLots;
    }

    /** Whether it stands in a book. */
    public final boolean isResting() {
        return node != OrderNodes.NONE;
    }
}
