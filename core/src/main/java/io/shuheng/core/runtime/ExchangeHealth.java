package io.shuheng.core.runtime;

import org.jspecify.annotations.Nullable;

/** Whether answers can be given. Thread-safe; the first reason stays. */
final class ExchangeHealth {

    private volatile @Nullable String poison;

    boolean isPoisoned() {
        return poison != null;
    }

    /** Why no answer is given any more; null while all is well. */
    @Nullable
    String reason() {
        return poison;
    }

    synchronized void poison(@Nullable String reason) {
        if (poison == null) {
            poison = reason == null ? "unknown failure" : reason;
        }
    }
}
