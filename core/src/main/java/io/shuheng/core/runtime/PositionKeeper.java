package io.shuheng.core.runtime;

import io.shuheng.crypto.Sm3Hash;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * Keeping a position costs a write to the disk that the ledger forces its own records to, so it is done rarely: what it
 * saves is only the repetition of a second after a crash. Where it cannot be kept the subscriber goes on, for the promise
 * is at least once, and the next try may do.
 */
/** Keeps one subscriber's position, once a second while it moves and at the end. For the subscription's thread alone. */
final class PositionKeeper {

    static final long EVERY_NS = 1_000_000_000L;

    private static final Logger LOG = LoggerFactory.getLogger(PositionKeeper.class);

    private final SubscriberPositions positions;
    private final Sm3Hash ledgerId;
    private final String subscriber;
    private final LongSupplier elapsedNs;
    private long kept;
    private long keptAtNs;

    PositionKeeper(SubscriberPositions positions, Sm3Hash ledgerId, String subscriber, LongSupplier elapsedNs) {
        this.positions = positions;
        this.ledgerId = ledgerId;
        this.subscriber = subscriber;
        this.elapsedNs = elapsedNs;
    }

    /**
     * Where the subscriber goes on.
     *
     * @param size records of the ledger
     * @throws SubscriberPositionException where that is not known, or lies behind the ledger's end
     */
    long start(long size) {
        kept = positions.position(ledgerId, subscriber).orElse(0);
        keptAtNs = elapsedNs.getAsLong();
        if (kept < 0 || kept > size) {
            throw new SubscriberPositionException(
                    SubscriberPositionException.Code.AHEAD_OF_LEDGER,
                    "subscriber " + subscriber + " is at " + kept + ", the ledger has " + size + " records");
        }
        return kept;
    }

    /** Keeps the position where its time has come. */
    void moved(long next) {
        if (next != kept && elapsedNs.getAsLong() - keptAtNs >= EVERY_NS) {
            keep(next);
        }
    }

    /** How long the subscription may wait for records before it looks here again; 0 for as long as it likes. */
    long patienceNs(long next) {
        return next == kept ? 0 : Math.max(1, EVERY_NS - (elapsedNs.getAsLong() - keptAtNs));
    }

    /** Keeps the position where it has moved. */
    void end(long next) {
        if (next != kept) {
            keep(next);
        }
    }

    private void keep(long next) {
        keptAtNs = elapsedNs.getAsLong();
        try {
            positions.keep(ledgerId, subscriber, next);
            kept = next;
        } catch (SubscriberPositionException e) {
            LOG.warn("subscriber {}: its position {} could not be kept", subscriber, next, e);
        }
    }
}
