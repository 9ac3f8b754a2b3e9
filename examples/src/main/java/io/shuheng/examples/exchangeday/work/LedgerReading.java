package io.shuheng.examples.exchangeday.work;

import io.shuheng.core.runtime.LedgerSubscriber;
import io.shuheng.core.runtime.Subscription;
import io.shuheng.examples.exchangeday.stage.Floor;
import io.shuheng.examples.exchangeday.stage.StoryBrokenException;
import java.time.Duration;

/** Reads the ledger's records from the first one on, as any party can. */
final class LedgerReading {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private LedgerReading() {}

    /**
     * Shows a reader all records up to one of them. Blocks; what the reader has learned is there afterwards.
     *
     * @param name of the subscription
     * @param toSequence the last record to be shown
     * @throws StoryBrokenException where they are not read in time
     */
    static void read(Floor floor, String name, long toSequence, LedgerSubscriber reader) {
        try (Subscription reading = floor.exchange().subscribe(name, 0, reader)) {
            if (!reading.awaitDelivered(toSequence, PATIENCE.toNanos())) {
                throw new StoryBrokenException("record " + toSequence + ": not read in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoryBrokenException("record " + toSequence + ": interrupted while reading");
        }
    }
}
