package io.shuheng.benchmarks.crypto;

import io.shuheng.benchmarks.guard.Pair;
import io.shuheng.benchmarks.guard.ProcessorTime;
import io.shuheng.benchmarks.guard.Side;

/**
 * SM2 with one known key and 256 bytes against Bouncy Castle's {@code SM2Signer}, as in {@link Sm2Comparison}; a unit is one
 * signature.
 *
 * @param work ours
 * @param rival Bouncy Castle's
 */
public record Sm2Pair(ProcessorTime.Work work, ProcessorTime.Work rival) implements Pair {

    /** Verification. */
    public static Sm2Pair verify() {
        Sm2Comparison comparison = new Sm2Comparison();
        return new Sm2Pair(comparison::verifyKnown, comparison::verifyRival);
    }

    /** Signing. */
    public static Sm2Pair sign() {
        Sm2Comparison comparison = new Sm2Comparison();
        return new Sm2Pair(comparison::sign, comparison::signRival);
    }

    @Override
    public Side ours() {
        return ProcessorTime.ofThread(work);
    }

    @Override
    public Side theirs() {
        return ProcessorTime.ofThread(rival);
    }
}
