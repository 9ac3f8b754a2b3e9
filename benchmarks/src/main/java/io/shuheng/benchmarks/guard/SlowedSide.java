package io.shuheng.benchmarks.guard;

/**
 * A side made slower by a known amount: it does one and a half times the work, the half more on a second one of its kind, which
 * goes through the same work at half the speed. This is what the guard must be able to see.
 */
final class SlowedSide implements Side {

    /** What is left of a ratio. */
    static final double REMAINING = 1 / 1.5;

    private final Side side;
    private final Side more;

    SlowedSide(Side side, Side more) {
        this.side = side;
        this.more = more;
    }

    @Override
    public long run(int units) {
        return side.run(units) + more.run(units / 2);
    }
}
