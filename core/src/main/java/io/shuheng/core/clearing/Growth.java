package io.shuheng.core.clearing;

/** How arrays that are indexed by dense numbers grow. */
final class Growth {

    private Growth() {}

    /** A length that has the index and at least half as much again. */
    static int newLength(int length, int index) {
        return Math.max(Math.addExact(length, length >> 1), Math.addExact(index, 1));
    }
}
