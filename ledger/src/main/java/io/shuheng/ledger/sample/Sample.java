package io.shuheng.ledger.sample;

import io.shuheng.crypto.Sm3Hash;
import java.util.List;

/**
 * A sample of trades, and what it was drawn from. Immutable.
 *
 * @param method how it was drawn
 * @param ledgerId of the ledger
 * @param seed agreed before
 * @param wanted how many were asked for
 * @param trades trades in the ledger, those whose records were taken out included
 * @param amountFen what all of them come to, fen
 * @param prunedTrades trades whose records were taken out: they and their amounts are those of the state at the cut
 * @param intervalFen of {@link Method#AMOUNT}: one trade is hit in each stretch of so many fen; 0 otherwise
 * @param startFen of {@link Method#AMOUNT}: the fen that is hit in the first stretch, from 1; 0 otherwise
 * @param drawn the trades, in the order they were drawn
 */
public record Sample(
        Method method,
        Sm3Hash ledgerId,
        String seed,
        int wanted,
        long trades,
        long amountFen,
        long prunedTrades,
        long intervalFen,
        long startFen,
        List<Drawn> drawn) {

    /** How a sample is drawn. */
    public enum Method {
        /** Every trade alike, each at most once. */
        UNIFORM,
        /** Every fen alike (货币单元抽样): at a fixed interval from a drawn start; large trades are hit for certain. */
        AMOUNT
    }

    /**
     * A trade of the sample.
     *
     * @param trade its number
     * @param sequence of its record; {@link #NO_SEQUENCE} where that was taken out of the ledger
     * @param amountFen its price
     * @param hits how often it was hit, 1 unless it is larger than an interval
     */
    public record Drawn(long trade, long sequence, long amountFen, long hits) {

        /** In the place of the sequence of a record that is not in the files. */
        public static final long NO_SEQUENCE = -1;

        /** Whether its records were taken out of the ledger, by a pruning. */
        public boolean isPruned() {
            return sequence == NO_SEQUENCE;
        }
    }

    /** Takes a copy. */
    public Sample {
        drawn = List.copyOf(drawn);
    }
}
