package io.shuheng.core.runtime;

import io.shuheng.core.record.RefusalCode;
import org.jspecify.annotations.Nullable;

/** Whether answers can be given. Thread-safe; the first reason stays. */
final class ExchangeHealth {

    private volatile RefusalCode refusal = RefusalCode.CLOSED;
    private volatile @Nullable String poison;

    boolean isPoisoned() {
        return poison != null;
    }

    /** Why no answer is given any more; null while all is well. */
    @Nullable
    String reason() {
        return poison;
    }

    /** What a new command is refused with, where there is a reason. */
    RefusalCode refusal() {
        return refusal;
    }

    synchronized void poison(@Nullable String reason) {
        if (poison == null) {
            poison = reason == null ? "unknown failure" : reason;
        }
    }

    synchronized void supersede(String reason) {
        if (poison == null) {
            refusal = RefusalCode.SUPERSEDED;
            poison = reason;
        }
    }
}
