package io.shuheng.core.view;

/** Times that authorities' lists and responses name, in seconds, as commands do. Stateless, any thread. */
final class EvidenceTimes {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private EvidenceTimes() {}

    /** They may lie long after the year 2262, where nanoseconds in 64 bits end. */
    static long nanos(long epochSeconds) {
        return epochSeconds > Long.MAX_VALUE / NANOS_PER_SECOND ? Long.MAX_VALUE : epochSeconds * NANOS_PER_SECOND;
    }
}
