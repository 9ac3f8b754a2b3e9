package io.shuheng.core.architecture.broken.clearing;

import io.shuheng.core.architecture.broken.monitor.Counts;

/** Breaks: a result that depends on what was counted. */
public final class AsksTheMonitor {
    private final Counts counts = new Counts();

    long fee() {
        return counts.more();
    }
}
