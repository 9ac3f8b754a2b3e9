package io.shuheng.core.trading.book;

import io.shuheng.core.trading.Side;

/*
 * Nearly everything happens within some hundred ticks of the best price, and most changes go one tick. So the levels near
 * the best lie in a window of slots, one a tick, and a level is found by subtraction; the few far ones lie in a sorted
 * list. The window follows the best price: it slides up when a better price comes than it reaches, and down when the best
 * has come near its lower end while something lies below. Each time it moves by most of its length, so that the cost is
 * spread over as many ticks. It grows while levels would be far, but never beyond so many slots a level: ten thousand
 * quiet books must stay small.
 *
 * A rank is the price in ticks for a buyer, its negative for a seller: on either side greater is better.
 */
/** One side of a book: its levels from the best to the worst. For the book alone. */
final class BookSide<O extends BookOrder<O>> {

    private static final int FIRST_SLOTS = 64;
    private static final int MOST_SLOTS = 1 << 17;
    private static final int SLOTS_PER_LEVEL = 64;

    private final boolean buys;
    private final TickGrid grid;
    private final PriceLevels<O> levels;
    private final long lowestRank;
    private final LevelWindow window = new LevelWindow(FIRST_SLOTS);
    private final FarLevels far;

    /** Rank of the window's slot 0. */
    private long low;

    /** The best level, which lies in the window; {@link PriceLevels#NONE} where the side is empty. */
    private int best;

    private int size;

    BookSide(Side side, TickGrid grid, PriceLevels<O> levels) {
        this.buys = side == Side.BUY;
        this.grid = grid;
        this.levels = levels;
        this.lowestRank = buys ? 0 : Long.MIN_VALUE;
        this.far = new FarLevels(levels);
    }

    int best() {
        return best;
    }

    /** The level of a price, opened where there was none; an order must follow into it. */
    int level(long priceMicros) {
        int top = best;
        if (top != PriceLevels.NONE && levels.priceMicros(top) == priceMicros) {
            return top;
        }
        long ticks = grid.ticks(priceMicros);
        long rank = buys ? ticks : -ticks;
        long slot = rank - low;
        return top != PriceLevels.NONE && slot >= 0 && slot < window.size()
                ? near(rank, priceMicros, (int) slot)
                : outside(rank, priceMicros);
    }

    /** Takes an empty level away. */
    void close(int level) {
        long rank = levels.rank(level);
        long slot = rank - low;
        if (slot < 0) {
            far.remove(rank);
        } else {
            window.clear((int) slot);
        }
        levels.close(level);
        size--;
        if (level == best) {
            int next = window.floor((int) slot - 1);
            best = next == LevelWindow.NONE ? PriceLevels.NONE : window.get(next);
            if (!far.isEmpty() && next < window.size() / 8) {
                follow();
            }
        }
    }

    /** The next worse level; {@link PriceLevels#NONE} where there is none. */
    int below(int level) {
        long rank = levels.rank(level);
        long slot = rank - low;
        if (slot < 0) {
            return far.below(rank);
        }
        int next = window.floor((int) slot - 1);
        return next == LevelWindow.NONE ? far.best() : window.get(next);
    }

    private int near(long rank, long priceMicros, int slot) {
        int level = window.get(slot);
        if (level == PriceLevels.NONE) {
            level = open(rank, priceMicros);
            window.put(slot, level);
            if (best == PriceLevels.NONE || rank > levels.rank(best)) {
                best = level;
            }
        }
        return level;
    }

    /** The level of a price that the window does not reach, or the first level of all. */
    private int outside(long rank, long priceMicros) {
        if (best == PriceLevels.NONE) {
            low = lowFor(rank);
        } else if (rank > levels.rank(best)) {
            slideTo(lowFor(rank));
        } else {
            while (rank < low && mayGrow()) {
                grow();
            }
        }
        if (rank >= low) {
            return near(rank, priceMicros, (int) (rank - low));
        }
        int level = far.get(rank);
        if (level == PriceLevels.NONE) {
            level = open(rank, priceMicros);
            far.add(level);
        }
        return level;
    }

    private int open(long rank, long priceMicros) {
        size++;
        return levels.open(rank, priceMicros);
    }

    /** The best price has come down: the window goes after it. */
    private void follow() {
        int top = best == PriceLevels.NONE ? far.best() : best;
        slideTo(lowFor(levels.rank(top)));
        best = top;
    }

    private void slideTo(long newLow) {
        long by = newLow - low;
        if (by > 0) {
            for (int slot = window.ceiling(0); slot != LevelWindow.NONE; slot = window.ceiling(slot + 1)) {
                if (slot < by) {
                    far.addBest(window.get(slot));
                    window.clear(slot);
                } else {
                    window.move(slot, (int) (slot - by));
                }
            }
        } else {
            for (int slot = window.floor(window.size() - 1); slot != LevelWindow.NONE; slot = window.floor(slot - 1)) {
                window.move(slot, (int) (slot - by));
            }
        }
        low = newLow;
        takeNear();
    }

    /** As far as ranks go down, and not beyond so many slots a level. */
    private boolean mayGrow() {
        int slots = window.size();
        return low - lowestRank >= slots && slots * 2L <= Math.min(MOST_SLOTS, (long) size * SLOTS_PER_LEVEL);
    }

    private void grow() {
        low -= window.size();
        window.growDown();
        takeNear();
    }

    /** Takes the far levels that the window now reaches. */
    private void takeNear() {
        while (!far.isEmpty() && levels.rank(far.best()) >= low) {
            int level = far.removeBest();
            window.put((int) (levels.rank(level) - low), level);
        }
    }

    /** Where the window begins if a rank is to lie at three quarters of it. */
    private long lowFor(long rank) {
        long below = window.size() / 4 * 3L;
        return rank - lowestRank < below ? lowestRank : rank - below;
    }
}
