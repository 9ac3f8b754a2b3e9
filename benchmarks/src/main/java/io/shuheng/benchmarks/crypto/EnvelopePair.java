package io.shuheng.benchmarks.crypto;

import io.shuheng.benchmarks.guard.Pair;
import io.shuheng.benchmarks.guard.ProcessorTime;
import io.shuheng.benchmarks.guard.Side;
import java.io.IOException;

/** A sealed envelope against SM4-GCM alone, as in {@link EnvelopeComparison}; a unit is one of 256 KiB. */
public final class EnvelopePair implements Pair {

    private final EnvelopeComparison comparison;

    private EnvelopePair(EnvelopeComparison comparison) {
        this.comparison = comparison;
    }

    /** Sealing. */
    public static EnvelopePair seal() throws IOException {
        return new EnvelopePair(new EnvelopeComparison());
    }

    @Override
    public Side ours() {
        return ProcessorTime.ofThread(comparison::seal);
    }

    @Override
    public Side theirs() {
        return ProcessorTime.ofThread(comparison::sealRival);
    }
}
