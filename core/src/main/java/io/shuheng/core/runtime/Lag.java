package io.shuheng.core.runtime;

/** Sees when a subscriber falls behind, and says so once until it has caught up by half. For its thread alone. */
final class Lag {

    private final long threshold;
    private boolean lagging;

    Lag(long threshold) {
        this.threshold = threshold;
    }

    /** Whether it has fallen behind just now. */
    boolean begins(long behind) {
        if (lagging) {
            lagging = behind > threshold / 2;
            return false;
        }
        lagging = behind >= threshold;
        return lagging;
    }
}
