package io.shuheng.core.trading.auction;

import io.shuheng.core.trading.Side;
import java.util.Arrays;

/*
 * D(p) is what would be bought at a price, all bids of it or above, and falls as p rises; S(p) is what would be sold, all
 * offers of it or below, and rises. So the prices at which S ≤ D come first, and the most that trades, min(D, S), trades at
 * the last of them or at the one behind it. A price does when it trades that much and fills all better orders, D behind it
 * and S before it being no more. A second one can lie directly below the last only: whatever lay between two of them would
 * have no lots. So three neighbours are all that is looked at.
 *
 * The levels lie in blocks of some hundred with their sums, in the order of prices. A change costs a search among the blocks
 * and a move within one; the price costs a look at each block and at the levels of one.
 */
/**
 * What would be bought and sold at each price of a book, and the price at which a call auction trades (集合竞价撮合价). A
 * change of an order and the price each cost in the order of the square root of the prices there are, about 0.3 µs with ten
 * thousand and 20 µs with a million, so the price is known exactly after each order. Allocates where it grows and not
 * otherwise. State of the engine: for its thread alone.
 */
public final class AuctionLadder {

    private static final int BLOCK_LEVELS = 256;

    private static final class Block {
        private final long[] prices = new long[BLOCK_LEVELS];
        private final long[] buys = new long[BLOCK_LEVELS];
        private final long[] sells = new long[BLOCK_LEVELS];
        private int size;
        private long buyLots;
        private long sellLots;
    }

    /** A price with what is bought and sold at it, and what of that by better orders. */
    private record Level(long priceMicros, long buyLots, long sellLots, long betterBuyLots, long betterSellLots) {

        private static final Level OUTSIDE = new Level(0, 0, 0, 0, 0);

        private long volumeLots() {
            return Math.min(buyLots, sellLots);
        }

        private boolean trades(long mostLots) {
            return volumeLots() == mostLots && betterBuyLots <= mostLots && betterSellLots <= mostLots;
        }

        private long unfilledLots() {
            return Math.abs(buyLots - sellLots);
        }

        private CallPrice price() {
            return new CallPrice(priceMicros, volumeLots(), buyLots, sellLots);
        }
    }

    private final long stepMicros;
    private Block[] blocks = new Block[] {new Block()};
    private int count = 1;
    private long buyLots;

    /**
     * Empty.
     *
     * @param stepMicros prices are multiples of this, micro-yuan, from 1
     */
    public AuctionLadder(long stepMicros) {
        this.stepMicros = stepMicros;
    }

    /** Lots came to a price; or, below 0, left it. */
    public void change(Side side, long priceMicros, long lots) {
        int at = blockOf(priceMicros);
        Block block = blocks[at];
        int level = Arrays.binarySearch(block.prices, 0, block.size, priceMicros);
        if (level < 0) {
            level = -level - 1;
            if (block.size == BLOCK_LEVELS) {
                split(at);
                change(side, priceMicros, lots);
                return;
            }
            insert(block, level, priceMicros);
        }
        if (side == Side.BUY) {
            block.buys[level] += lots;
            block.buyLots += lots;
            buyLots += lots;
        } else {
            block.sells[level] += lots;
            block.sellLots += lots;
        }
        if (block.buys[level] < 0 || block.sells[level] < 0) {
            throw new IllegalStateException("ladder " + priceMicros + ": " + lots + " lots are not there");
        }
        if (block.buys[level] == 0 && block.sells[level] == 0) {
            remove(at, level);
        }
    }

    /**
     * The price at which a call auction trades now; {@link CallPrice#NONE} where no price trades anything.
     *
     * @param referenceMicros the reference price, micro-yuan; 0 where there is none
     */
    public CallPrice price(TiePolicy policy, long referenceMicros) {
        long buysBelow = 0;
        long sellsBefore = 0;
        int at = 0;
        while (at < count) {
            Block block = blocks[at];
            int last = block.size - 1;
            boolean soldAtMost = block.size > 0
                    && sellsBefore + block.sellLots <= buyLots - buysBelow - block.buyLots + block.buys[last];
            if (block.size > 0 && !soldAtMost) {
                break;
            }
            buysBelow += block.buyLots;
            sellsBefore += block.sellLots;
            at++;
        }
        int level = 0;
        if (at < count) {
            Block block = blocks[at];
            while (sellsBefore + block.sells[level] <= buyLots - buysBelow) {
                buysBelow += block.buys[level];
                sellsBefore += block.sells[level];
                level++;
            }
        }
        return best(policy, referenceMicros, at, level, buysBelow, sellsBefore);
    }

    /** Looks at the first level at which more is sold than bought, and at the two before it. */
    private CallPrice best(
            TiePolicy policy, long referenceMicros, int at, int level, long buysBelow, long sellsBefore) {
        Level above = at < count ? level(at, level, buysBelow, sellsBefore) : Level.OUTSIDE;
        Level last = before(at, level, buysBelow, sellsBefore);
        long mostLots = Math.max(above.volumeLots(), last.volumeLots());
        if (mostLots == 0) {
            return CallPrice.NONE;
        }
        if (above.trades(mostLots)) {
            return tie(policy, referenceMicros, last.trades(mostLots) ? last : above, above);
        }
        Level second = secondBefore(at, level, buysBelow, sellsBefore);
        return tie(policy, referenceMicros, second.trades(mostLots) ? second : last, last);
    }

    private CallPrice tie(TiePolicy policy, long referenceMicros, Level low, Level high) {
        if (low.priceMicros == high.priceMicros || low.unfilledLots() < high.unfilledLots()) {
            return low.price();
        }
        if (high.unfilledLots() < low.unfilledLots()) {
            return high.price();
        }
        long distance = (high.priceMicros - low.priceMicros) / stepMicros;
        if (policy == TiePolicy.SSE || referenceMicros == 0) {
            return between(low, high, low.priceMicros + (distance + 1) / 2 * stepMicros);
        }
        long reference = Math.max(low.priceMicros, Math.min(high.priceMicros, referenceMicros));
        if (policy == TiePolicy.CROSS) {
            long steps = (reference - low.priceMicros + stepMicros / 2) / stepMicros;
            return between(low, high, low.priceMicros + steps * stepMicros);
        }
        return reference - low.priceMicros <= high.priceMicros - reference ? low.price() : high.price();
    }

    /** Between two such prices all better orders fill one another, and there are no others. */
    private static CallPrice between(Level low, Level high, long priceMicros) {
        if (priceMicros == low.priceMicros) {
            return low.price();
        }
        if (priceMicros == high.priceMicros) {
            return high.price();
        }
        return new CallPrice(priceMicros, low.betterBuyLots, low.betterBuyLots, high.betterSellLots);
    }

    private Level level(int at, int level, long buysBelow, long sellsBefore) {
        Block block = blocks[at];
        long bought = buyLots - buysBelow;
        return new Level(
                block.prices[level], bought, sellsBefore + block.sells[level], bought - block.buys[level], sellsBefore);
    }

    /** The level before a place, whose sums are given. */
    private Level before(int at, int level, long buysBelow, long sellsBefore) {
        int block = at;
        int place = level - 1;
        while (place < 0) {
            if (--block < 0) {
                return Level.OUTSIDE;
            }
            place = blocks[block].size - 1;
        }
        return level(block, place, buysBelow - blocks[block].buys[place], sellsBefore - blocks[block].sells[place]);
    }

    private Level secondBefore(int at, int level, long buysBelow, long sellsBefore) {
        int block = at;
        int place = level - 1;
        while (place < 0) {
            place = blocks[--block].size - 1;
        }
        return before(block, place, buysBelow - blocks[block].buys[place], sellsBefore - blocks[block].sells[place]);
    }

    /** The block in which a price lies, or would. */
    private int blockOf(long priceMicros) {
        int low = 0;
        int high = count - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (blocks[middle].prices[0] <= priceMicros) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    private static void insert(Block block, int at, long priceMicros) {
        int moved = block.size - at;
        System.arraycopy(block.prices, at, block.prices, at + 1, moved);
        System.arraycopy(block.buys, at, block.buys, at + 1, moved);
        System.arraycopy(block.sells, at, block.sells, at + 1, moved);
        block.prices[at] = priceMicros;
        block.buys[at] = 0;
        block.sells[at] = 0;
        block.size++;
    }

    private void remove(int at, int level) {
        Block block = blocks[at];
        int moved = --block.size - level;
        System.arraycopy(block.prices, level + 1, block.prices, level, moved);
        System.arraycopy(block.buys, level + 1, block.buys, level, moved);
        System.arraycopy(block.sells, level + 1, block.sells, level, moved);
        if (block.size == 0 && count > 1) {
            System.arraycopy(blocks, at + 1, blocks, at, --count - at);
            blocks[count] = block;
        }
    }

    /** Halves a full block; an empty one that was kept is used again. */
    private void split(int at) {
        if (count == blocks.length) {
            blocks = Arrays.copyOf(blocks, count * 2);
        }
        Block upper = blocks[count] == null ? new Block() : blocks[count];
        System.arraycopy(blocks, at + 1, blocks, at + 2, count - at - 1);
        blocks[at + 1] = upper;
        count++;
        Block lower = blocks[at];
        int kept = BLOCK_LEVELS / 2;
        upper.size = BLOCK_LEVELS - kept;
        System.arraycopy(lower.prices, kept, upper.prices, 0, upper.size);
        System.arraycopy(lower.buys, kept, upper.buys, 0, upper.size);
        System.arraycopy(lower.sells, kept, upper.sells, 0, upper.size);
        lower.size = kept;
        upper.buyLots = Arrays.stream(upper.buys, 0, upper.size).sum();
        upper.sellLots = Arrays.stream(upper.sells, 0, upper.size).sum();
        lower.buyLots -= upper.buyLots;
        lower.sellLots -= upper.sellLots;
    }
}
