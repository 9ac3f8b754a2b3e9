package io.shuheng.core.runtime;

import io.shuheng.crypto.Sm3Hash;
import java.util.OptionalLong;

/**
 * Port: how far each named subscriber has come, so that it goes on there after a restart. A position is kept a little
 * after its records were delivered, never before: what a crash loses of it is delivered again.
 *
 * <p>Threading: thread-safe; both methods may block on what is behind them and are never called by a thread that
 * sequences or keeps commands.
 */
public interface SubscriberPositions {

    /**
     * Sequence of the next record for a subscriber; empty where none was ever kept for it.
     *
     * @param ledgerId the ledger that it reads
     * @param subscriber its name, see {@link SubscriberNames}
     * @throws SubscriberPositionException where there is one that cannot be read, or is that of another ledger
     */
    OptionalLong position(Sm3Hash ledgerId, String subscriber);

    /**
     * Keeps a position; when this returns, it is as durable as the store can make it.
     *
     * @param next sequence of the next record, not negative
     * @throws SubscriberPositionException where it cannot be kept; then the one before it is still there
     */
    void keep(Sm3Hash ledgerId, String subscriber, long next);
}
