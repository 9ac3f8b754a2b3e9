package io.shuheng.core.trading.book;

import java.util.Arrays;

/** The levels of a side that its window does not reach, sorted by rank, the best last. For a side of a book alone. */
final class FarLevels {

    private final PriceLevels<?> levels;
    private int[] sorted = new int[8];
    private int size;

    FarLevels(PriceLevels<?> levels) {
        this.levels = levels;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** {@link PriceLevels#NONE} where there is none. */
    int best() {
        return size == 0 ? PriceLevels.NONE : sorted[size - 1];
    }

    /** The level of a rank; {@link PriceLevels#NONE} where there is none. */
    int get(long rank) {
        int at = find(rank);
        return at < 0 ? PriceLevels.NONE : sorted[at];
    }

    /** The next worse level than that of a rank; {@link PriceLevels#NONE} where there is none. */
    int below(long rank) {
        int at = find(rank);
        return at == 0 ? PriceLevels.NONE : sorted[at - 1];
    }

    /** Adds a level whose rank is not there yet. */
    void add(int level) {
        insert(-(find(levels.rank(level)) + 1), level);
    }

    /** Adds a level that is better than all. */
    void addBest(int level) {
        insert(size, level);
    }

    int removeBest() {
        return sorted[--size];
    }

    void remove(long rank) {
        int at = find(rank);
        size--;
        System.arraycopy(sorted, at + 1, sorted, at, size - at);
    }

    private void insert(int at, int level) {
        if (size == sorted.length) {
            sorted = Arrays.copyOf(sorted, size * 2);
        }
        System.arraycopy(sorted, at, sorted, at + 1, size - at);
        sorted[at] = level;
        size++;
    }

    private int find(long rank) {
        int least = 0;
        int most = size - 1;
        while (least <= most) {
            int middle = (least + most) >>> 1;
            long found = levels.rank(sorted[middle]);
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
