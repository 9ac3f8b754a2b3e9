package io.shuheng.core.market;

import org.jspecify.annotations.Nullable;

/**
 * Updates that wait for one reader. One thread at a time puts in, one at a time takes out, and neither ever waits for the
 * other.
 */
interface WaitingUpdates {

    /** Whether there was room for it. */
    boolean offer(MarketMessage.Update update);

    /** The next one; null where none waits. */
    MarketMessage.@Nullable Update poll();

    /** Whether so many wait that the reader should take them before anything else. */
    boolean isCrowded();
}
