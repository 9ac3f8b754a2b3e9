package io.shuheng.benchmarks.exchange;

import io.shuheng.core.ledger.Ledger;
import io.shuheng.core.ledger.RecordCursor;
import io.shuheng.core.monitor.Metrics;
import io.shuheng.core.record.RecordBuffer;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.core.trading.Trade;
import io.shuheng.crypto.Signer;
import java.util.concurrent.CompletableFuture;

/** A ledger whose port is watched: notes when groups come and when they are durable, counts trades, and else is the other one. */
final class WatchedLedger implements Ledger {

    private static final int TRADE = RulesVersions.current().kindOf(Trade.class).type();

    private final Ledger ledger;
    private final StepClock clock;
    private final GroupTimes times;
    private long trades;

    WatchedLedger(Ledger ledger, StepClock clock, GroupTimes times) {
        this.ledger = ledger;
        this.clock = clock;
        this.times = times;
    }

    /** Trades on record; to be asked when the exchange is closed. */
    long trades() {
        return trades;
    }

    @Override
    public void append(RecordBuffer groups) {
        long nowNs = System.nanoTime();
        int last = groups.count() - 1;
        if (last >= 0) {
            byte[] bytes = groups.array();
            for (int record = 0; record <= last; record++) {
                trades += RecordHeader.type(bytes, groups.offset(record)) == TRADE ? 1 : 0;
            }
            int at = groups.offset(last);
            times.appended(RecordHeader.sequence(bytes, at), clock.nanoTime(RecordHeader.timeNs(bytes, at)), nowNs);
        }
        ledger.append(groups);
    }

    @Override
    public void commit() {
        ledger.commit();
        times.durable(System.nanoTime());
    }

    @Override
    public long size() {
        return ledger.size();
    }

    @Override
    public boolean acceptsMore() {
        return ledger.acceptsMore();
    }

    @Override
    public long freeBytes() {
        return ledger.freeBytes();
    }

    @Override
    public void meter(Metrics metrics) {
        ledger.meter(metrics);
    }

    @Override
    public void checkpoint() {
        ledger.checkpoint();
    }

    @Override
    public void announce(Signer next) {
        ledger.announce(next);
    }

    @Override
    public void withdraw(Signer next) {
        ledger.withdraw(next);
    }

    @Override
    public CompletableFuture<byte[]> receipt(long sequence) {
        return ledger.receipt(sequence);
    }

    @Override
    public RecordCursor cursor(long fromSequence) {
        return ledger.cursor(fromSequence);
    }

    @Override
    public void close() {
        ledger.close();
    }
}
