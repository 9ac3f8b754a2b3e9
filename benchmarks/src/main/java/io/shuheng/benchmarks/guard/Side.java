package io.shuheng.benchmarks.guard;

/** One side of a pair, at work unit by unit. For one thread. */
@FunctionalInterface
public interface Side {

    /**
     * Does the next units of its work, and throws where they do not give what they should.
     *
     * @param units 1 or more
     * @return nanoseconds of processor time that they took, above 0
     */
    long run(int units);
}
