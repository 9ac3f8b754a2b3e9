package io.shuheng.core.architecture.broken.engine;

import io.shuheng.core.architecture.broken.runtime.OpensAFile;
import java.time.Instant;
import java.util.Random;

/** Breaks: an engine that knows the runtime and looks at the clock and throws dice. */
public final class KnowsTheRuntime {
    private final OpensAFile runtime = new OpensAFile();

    private final Random random = new Random();

    Instant now() {
        random.nextInt();
        return runtime.file().exists() ? Instant.now() : Instant.EPOCH;
    }
}
