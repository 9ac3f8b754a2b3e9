package io.shuheng.core.trading.book;

import io.shuheng.core.trading.Side;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/*
 * Levels lie in an array in the order of their prices, the best last: what happens near the best price, which is nearly
 * everything, moves few of them, and a far price is found by halving.
 */
/** One side of a book: its prices from the worst to the best. For the book alone. */
final class BookSide<O extends BookOrder<O>> {

    private final boolean buys;
    private final List<PriceLevel<O>> levels = new ArrayList<>();

    BookSide(Side side) {
        this.buys = side == Side.BUY;
    }

    @Nullable
    O best() {
        return levels.isEmpty() ? null : levels.get(levels.size() - 1).first;
    }

    void add(O order) {
        int at = find(order.priceMicros());
        if (at < 0) {
            at = -(at + 1);
            levels.add(at, new PriceLevel<>(order.priceMicros()));
        }
        levels.get(at).append(order);
    }

    void remove(O order, PriceLevel<O> level) {
        level.remove(order);
        if (level.orders == 0) {
            levels.remove(find(level.priceMicros));
        }
    }

    /** The order whose turn is after this one's; null where it is the last of the side. */
    @Nullable
    O after(O order, PriceLevel<O> level) {
        if (order.later != null) {
            return order.later;
        }
        int at = find(level.priceMicros);
        return at == 0 ? null : levels.get(at - 1).first;
    }

    /** Number of prices. */
    int size() {
        return levels.size();
    }

    /** The level at a rank, 0 for the best price. */
    PriceLevel<O> level(int rank) {
        return levels.get(levels.size() - 1 - rank);
    }

    private int find(long priceMicros) {
        int low = 0;
        int high = levels.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            long found = levels.get(middle).priceMicros;
            if (found == priceMicros) {
                return middle;
            }
            boolean worse = buys ? found < priceMicros : found > priceMicros;
            if (worse) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -(low + 1);
    }
}
