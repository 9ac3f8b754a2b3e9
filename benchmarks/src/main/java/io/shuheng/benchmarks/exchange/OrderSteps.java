package io.shuheng.benchmarks.exchange;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * The times of each order on its way, from which the steps are made when all is over. Each array is written by one thread, and
 * all are read when those have ended.
 */
final class OrderSteps {

    /** What lies between two times of an order, in this order. */
    enum Step {
        WHOLE("whole: planned time to answer"),
        LATE("sender late, or held up by a full ring"),
        ADMISSION("admission on the caller's thread"),
        RING("ring: until the engine takes it up"),
        ENGINE("engine, and waiting for the ledger's thread"),
        DURABLE("durable: append, tree, force"),
        ANSWER("answer");

        private final String words;

        Step(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    private final long[] handedNs;
    private final long[] admittedNs;
    private final long[] answeredNs;
    private final long[] sequence;

    OrderSteps(int orders) {
        handedNs = new long[orders];
        admittedNs = new long[orders];
        answeredNs = new long[orders];
        sequence = new long[orders];
    }

    /** The last attempt to hand an order over began and ended. By the sender. */
    void handed(int order, long fromNs, long toNs) {
        handedNs[order] = fromNs;
        admittedNs[order] = toNs;
    }

    /** The order's answer came, for the record with that sequence. By the ledger's thread. */
    void answered(int order, long nowNs, long recordSequence) {
        answeredNs[order] = nowNs;
        sequence[order] = recordSequence;
    }

    long lastAnswerNs() {
        long last = answeredNs[0];
        for (long ns : answeredNs) {
            last = ns - last > 0 ? ns : last;
        }
        return last;
    }

    /**
     * What each step took, for all orders from a first one on.
     *
     * @throws IllegalStateException where an order's record was not seen by the ledger
     */
    Map<Step, Latencies> latencies(PlannedTimes planned, GroupTimes groups, int from) {
        Map<Step, Latencies> steps = new EnumMap<>(Step.class);
        for (Step step : Step.values()) {
            steps.put(step, new Latencies());
        }
        for (int order = from; order < handedNs.length; order++) {
            int group = groups.groupOf(sequence[order]);
            if (group == GroupTimes.NONE) {
                throw new IllegalStateException("order " + order + ": record " + sequence[order] + " was not seen");
            }
            long plannedNs = planned.ofOrder(order);
            add(steps, Step.WHOLE, plannedNs, answeredNs[order]);
            add(steps, Step.LATE, plannedNs, handedNs[order]);
            add(steps, Step.ADMISSION, handedNs[order], admittedNs[order]);
            add(steps, Step.RING, admittedNs[order], groups.takenUpNs(group));
            add(steps, Step.ENGINE, groups.takenUpNs(group), groups.appendedNs(group));
            add(steps, Step.DURABLE, groups.appendedNs(group), groups.durableNs(group));
            add(steps, Step.ANSWER, groups.durableNs(group), answeredNs[order]);
        }
        return steps;
    }

    private static void add(Map<Step, Latencies> steps, Step step, long fromNs, long toNs) {
        Objects.requireNonNull(steps.get(step)).add(toNs - fromNs);
    }
}
