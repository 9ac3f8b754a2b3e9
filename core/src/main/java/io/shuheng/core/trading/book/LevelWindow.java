package io.shuheng.core.trading.book;

/**
 * The levels whose ranks lie in one stretch, each in a slot of its own, with a bit for each slot in use and a bit for each
 * word of those: the next level is found without a look at the empty slots between. For a side of a book alone.
 */
final class LevelWindow {

    static final int NONE = -1;

    private static final int WORD = 6;

    private int[] slots;
    private long[] used;
    private long[] usedWords;

    /** @param size slots, a power of two from 64 */
    LevelWindow(int size) {
        slots = new int[size];
        used = new long[size >>> WORD];
        usedWords = new long[words(used.length)];
    }

    int size() {
        return slots.length;
    }

    /** The level in a slot; {@link PriceLevels#NONE} where there is none. */
    int get(int slot) {
        return slots[slot];
    }

    void put(int slot, int level) {
        slots[slot] = level;
        int word = slot >>> WORD;
        used[word] |= 1L << slot;
        usedWords[word >>> WORD] |= 1L << word;
    }

    void clear(int slot) {
        slots[slot] = PriceLevels.NONE;
        int word = slot >>> WORD;
        used[word] &= ~(1L << slot);
        if (used[word] == 0) {
            usedWords[word >>> WORD] &= ~(1L << word);
        }
    }

    /** The highest slot in use that is not above one; {@link #NONE} where there is none. */
    int floor(int slot) {
        if (slot < 0) {
            return NONE;
        }
        int word = slot >>> WORD;
        long bits = used[word] & (-1L >>> ~slot);
        if (bits != 0) {
            return highest(word, bits);
        }
        int outer = word >>> WORD;
        long words = usedWords[outer] & ((1L << word) - 1);
        while (words == 0) {
            if (outer == 0) {
                return NONE;
            }
            words = usedWords[--outer];
        }
        word = highest(outer, words);
        return highest(word, used[word]);
    }

    /** The lowest slot in use that is not below one; {@link #NONE} where there is none. For what is done seldom. */
    int ceiling(int slot) {
        int word = slot >>> WORD;
        long bits = word < used.length ? used[word] & (-1L << slot) : 0;
        while (bits == 0) {
            if (++word >= used.length) {
                return NONE;
            }
            bits = used[word];
        }
        return (word << WORD) + Long.numberOfTrailingZeros(bits);
    }

    /** Makes room for twice as many slots below those that there are. */
    void growDown() {
        int added = slots.length;
        int[] wider = new int[added * 2];
        System.arraycopy(slots, 0, wider, added, added);
        slots = wider;
        long[] widerUsed = new long[used.length * 2];
        System.arraycopy(used, 0, widerUsed, used.length, used.length);
        used = widerUsed;
        usedWords = new long[words(used.length)];
        for (int word = 0; word < used.length; word++) {
            if (used[word] != 0) {
                usedWords[word >>> WORD] |= 1L << word;
            }
        }
    }

    /** Moves a level to a slot that is free. */
    void move(int from, int to) {
        if (from != to) {
            int level = slots[from];
            clear(from);
            put(to, level);
        }
    }

    private static int highest(int word, long bits) {
        return (word << WORD) + 63 - Long.numberOfLeadingZeros(bits);
    }

    private static int words(int bits) {
        return (bits + 63) >>> WORD;
    }
}
