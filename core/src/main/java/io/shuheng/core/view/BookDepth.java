package io.shuheng.core.view;

import java.util.List;
import java.util.Optional;

/**
 * What rests in the continuous book of an instrument, price by price (盘口深度). Says nothing of whose orders they are.
 * Immutable.
 *
 * @param instrument number of the instrument
 * @param bids what buyers ask for, the highest price first
 * @param asks what sellers offer, the lowest price first
 */
public record BookDepth(long instrument, List<Level> bids, List<Level> asks) {

    /**
     * One price of one side (价位). Immutable.
     *
     * @param priceMicros price of one lot, micro-yuan
     * @param lots all that rests at it
     * @param orders how many orders that is
     */
    public record Level(long priceMicros, long lots, int orders) {}

    /** Copies the lists. */
    public BookDepth {
        bids = List.copyOf(bids);
        asks = List.copyOf(asks);
    }

    /** The highest price that a buyer bids; empty where none does. */
    public Optional<Level> bestBid() {
        return bids.stream().findFirst();
    }

    /** The lowest price at which a seller offers; empty where none does. */
    public Optional<Level> bestAsk() {
        return asks.stream().findFirst();
    }
}
