package io.shuheng.core.architecture.broken.monitor;

/** What watches an exchange, and could tell a result something. */
public final class Counts {
    private long trades;

    /** Counts one more and answers how many there are. */
    public long more() {
        return ++trades;
    }
}
