package io.shuheng.benchmarks.book;

import java.util.Arrays;

/**
 * A stream of order-book commands as one array of numbers, which both sides read: {@link #WORDS} a command. The layout is
 * repeated in the rival's adapter, which shares no class with us.
 */
final class BookCommands {

    /** Numbers a command: kind, order, owner, price, lots, side, product, and one that is not used. */
    static final int WORDS = 8;

    static final int KIND = 0;
    static final int ORDER = 1;
    static final int OWNER = 2;
    static final int PRICE = 3;
    static final int LOTS = 4;
    static final int SIDE = 5;
    static final int PRODUCT = 6;

    /** Rests until filled or cancelled. */
    static final long GTC = 0;

    /** Fills what it can. */
    static final long IOC = 1;

    /** Fills all its lots for a total price within PRICE, or nothing. */
    static final long FOK_BUDGET = 2;

    static final long CANCEL = 3;
    static final long REDUCE = 4;

    /** A resting order gets another price and joins as the last. */
    static final long MOVE = 5;

    static final long BUY = 0;
    static final long SELL = 1;

    private long[] words = new long[1 << 16];
    private int size;

    void add(long kind, long order, long owner, long price, long lots, long side, long product) {
        if (size + WORDS > words.length) {
            words = Arrays.copyOf(words, words.length * 2);
        }
        words[size + KIND] = kind;
        words[size + ORDER] = order;
        words[size + OWNER] = owner;
        words[size + PRICE] = price;
        words[size + LOTS] = lots;
        words[size + SIDE] = side;
        words[size + PRODUCT] = product;
        size += WORDS;
    }

    int count() {
        return size / WORDS;
    }

    /** The commands from one number up to another, as an array of their own. */
    long[] slice(int from, int to) {
        return Arrays.copyOfRange(words, from * WORDS, Math.min(to, count()) * WORDS);
    }

    /** How many commands of a kind there are. */
    long count(long kind) {
        long found = 0;
        for (int at = 0; at < size; at += WORDS) {
            found += words[at + KIND] == kind ? 1 : 0;
        }
        return found;
    }
}
