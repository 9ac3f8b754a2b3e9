package io.shuheng.core.trading.book;

import io.shuheng.core.trading.Side;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
    private final long stepMicros;
    private final long lowestRank;
    private final LevelWindow<O> window = new LevelWindow<>(FIRST_SLOTS);
    private final List<PriceLevel<O>> far = new ArrayList<>();
    private @Nullable PriceLevel<O> free;

    /** Rank of the window's slot 0. */
    private long low;

    /** The best level, which lies in the window; null where the side is empty. */
    @Nullable
    PriceLevel<O> best;

    private int levels;

    BookSide(Side side, long stepMicros) {
        this.buys = side == Side.BUY;
        this.stepMicros = stepMicros;
        this.lowestRank = buys ? 0 : Long.MIN_VALUE;
    }

    void add(O order) {
        long priceMicros = order.priceMicros();
        PriceLevel<O> top = best;
        if (top != null && top.priceMicros == priceMicros) {
            top.append(order);
            return;
        }
        long ticks = priceMicros / stepMicros;
        if (ticks * stepMicros != priceMicros) {
            throw new IllegalStateException(
                    "order " + order.sequence() + ": price " + priceMicros + " is no multiple of " + stepMicros);
        }
        long rank = buys ? ticks : -ticks;
        long slot = rank - low;
        if (top != null && slot >= 0 && slot < window.size()) {
            PriceLevel<O> level = window.get((int) slot);
            if (level == null) {
                level = open(rank, priceMicros);
                enter(level, (int) slot);
            }
            level.append(order);
        } else {
            outside(rank, priceMicros).append(order);
        }
    }

    void remove(O order, PriceLevel<O> level) {
        level.remove(order);
        if (level.orders == 0) {
            close(level);
        }
    }

    /** The order whose turn is after this one's; null where it is the last of the side. */
    @Nullable
    O after(O order, PriceLevel<O> level) {
        if (order.later != null) {
            return order.later;
        }
        PriceLevel<O> next = below(level);
        return next == null ? null : next.first;
    }

    /** The next worse level; null where there is none. */
    @Nullable
    PriceLevel<O> below(PriceLevel<O> level) {
        long slot = level.rank - low;
        if (slot < 0) {
            int at = find(level.rank);
            return at == 0 ? null : far.get(at - 1);
        }
        int next = window.floor((int) slot - 1);
        if (next != LevelWindow.NONE) {
            return window.get(next);
        }
        return far.isEmpty() ? null : far.get(far.size() - 1);
    }

    private void enter(PriceLevel<O> level, int slot) {
        window.put(slot, level);
        if (best == null || level.rank > best.rank) {
            best = level;
        }
    }

    private PriceLevel<O> open(long rank, long priceMicros) {
        PriceLevel<O> level = free;
        if (level == null) {
            level = new PriceLevel<>();
        } else {
            free = level.nextFree;
            level.nextFree = null;
        }
        level.rank = rank;
        level.priceMicros = priceMicros;
        levels++;
        return level;
    }

    private void close(PriceLevel<O> level) {
        long slot = level.rank - low;
        if (slot < 0) {
            far.remove(find(level.rank));
        } else {
            window.clear((int) slot);
        }
        levels--;
        level.nextFree = free;
        free = level;
        if (level == best) {
            int next = window.floor((int) slot - 1);
            best = next == LevelWindow.NONE ? null : window.get(next);
            if (!far.isEmpty() && next < window.size() / 8) {
                follow();
            }
        }
    }

    /** The level of a price that the window does not reach, or the first level of all. */
    private PriceLevel<O> outside(long rank, long priceMicros) {
        if (best == null) {
            low = lowFor(rank);
        } else if (rank > best.rank) {
            slideTo(lowFor(rank));
        } else {
            while (rank < low && mayGrow()) {
                grow();
            }
        }
        long slot = rank - low;
        if (slot >= 0) {
            // It may have been far before the window grew.
            PriceLevel<O> level = window.get((int) slot);
            if (level == null) {
                level = open(rank, priceMicros);
                enter(level, (int) slot);
            }
            return level;
        }
        int at = find(rank);
        if (at < 0) {
            at = -(at + 1);
            far.add(at, open(rank, priceMicros));
        }
        return far.get(at);
    }

    /** The best price has come down: the window goes after it. */
    private void follow() {
        PriceLevel<O> top = best == null ? far.get(far.size() - 1) : best;
        slideTo(lowFor(top.rank));
        if (best == null) {
            best = top;
        }
    }

    private void slideTo(long newLow) {
        long by = newLow - low;
        if (by > 0) {
            for (int slot = window.ceiling(0); slot != LevelWindow.NONE; slot = window.ceiling(slot + 1)) {
                if (slot < by) {
                    PriceLevel<O> level = window.get(slot);
                    window.clear(slot);
                    if (level != null) {
                        far.add(level);
                    }
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
        int size = window.size();
        return low - lowestRank >= size && size * 2L <= Math.min(MOST_SLOTS, (long) levels * SLOTS_PER_LEVEL);
    }

    private void grow() {
        low -= window.size();
        window.growDown();
        takeNear();
    }

    /** Takes the far levels that the window now reaches. */
    private void takeNear() {
        for (int last = far.size() - 1; last >= 0 && far.get(last).rank >= low; last--) {
            PriceLevel<O> level = far.remove(last);
            window.put((int) (level.rank - low), level);
        }
    }

    /** Where the window begins if a rank is to lie at three quarters of it. */
    private long lowFor(long rank) {
        long below = window.size() / 4 * 3L;
        return rank - lowestRank < below ? lowestRank : rank - below;
    }

    private int find(long rank) {
        int least = 0;
        int most = far.size() - 1;
        while (least <= most) {
            int middle = (least + most) >>> 1;
            long found = far.get(middle).rank;
            if (found == rank) {
                return middle;
            }
            if (found < rank) {
                least = middle + 1;
            } else {
                most = middle - 1;
            }
        }
        return -(least + 1);
    }
}
