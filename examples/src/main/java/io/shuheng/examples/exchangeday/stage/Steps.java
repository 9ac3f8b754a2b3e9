package io.shuheng.examples.exchangeday.stage;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** How long each step of the day took on this machine, by its watch and not by the day's clock. For one thread. */
public final class Steps {

    private static final long NS_PER_MS = 1_000_000;
    private static final int MS_SCALE = 3;

    private final Map<String, Long> elapsedNs = new LinkedHashMap<>();

    /** Does a step and adds up its time under a name. */
    public <T> T time(String step, Supplier<T> work) {
        long startNs = System.nanoTime();
        try {
            return work.get();
        } finally {
            elapsedNs.merge(step, System.nanoTime() - startNs, Math::addExact);
        }
    }

    /** Does a step that leaves nothing. */
    public void time(String step, Runnable work) {
        time(step, () -> {
            work.run();
            return step;
        });
    }

    /** Seconds by step, to the millisecond, in the order in which the steps began. */
    public Map<String, BigDecimal> seconds() {
        Map<String, BigDecimal> seconds = new LinkedHashMap<>();
        elapsedNs.forEach((step, ns) -> seconds.put(step, BigDecimal.valueOf(ns / NS_PER_MS, MS_SCALE)));
        return Collections.unmodifiableMap(seconds);
    }
}
