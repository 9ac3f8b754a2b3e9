package io.shuheng.core.engine;

import io.shuheng.core.genesis.Limits;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import io.shuheng.core.trading.Instrument;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Suspends all rights of use of a product that was recalled by law (召回), a bounded number in each step. Until its turn
 * comes a right cannot become more than it is: acceptance and settlement ask whether the product is recalled.
 */
final class RecallDesk {

    private final ExchangeState state;
    private final EntitlementSteps entitlements;
    private final Supplier<Limits> limits;
    private final TreeMap<Long, Progress> byListing = new TreeMap<>();

    /** How far a recall has come: instruments of the listing, and contracts of the next instrument, that are done. */
    private static final class Progress {
        private int instruments;
        private int contracts;
        private long suspended;
    }

    /**
     * @param limits those of genesis; asked only once there is one
     */
    RecallDesk(ExchangeState state, EntitlementSteps entitlements, Supplier<Limits> limits) {
        this.state = state;
        this.entitlements = entitlements;
        this.limits = limits;
    }

    /** A product was recalled: takes the first step. */
    void recalled(Turn turn, long listing) {
        byListing.put(listing, new Progress());
        step(turn, listing);
    }

    /** Takes the next step. */
    void fire(Turn turn, Timers.Timer timer) {
        step(turn, timer.subject());
    }

    private void step(Turn turn, long listing) {
        Progress progress = byListing.get(listing);
        if (progress == null) {
            throw new IllegalStateException("listing " + listing + ": no recall is going on");
        }
        List<Instrument> instruments = state.instruments.ofListing(listing);
        for (int left = limits.get().getOrdersPerStep();
                left > 0 && progress.instruments < instruments.size();
                left--) {
            next(turn, progress, instruments.get(progress.instruments).number());
        }
        if (progress.instruments < instruments.size()) {
            state.timers.set(Math.addExact(turn.timeNs(), 1), TimerKind.RECALL_STEP, listing);
        } else {
            byListing.remove(listing);
            turn.event(EventKind.RECALL_COMPLETED, listing, progress.suspended, 0);
        }
    }

    private void next(Turn turn, Progress progress, long instrument) {
        List<Long> contracts = state.entitlements.contractsOf(instrument);
        if (progress.contracts == contracts.size()) {
            progress.instruments++;
            progress.contracts = 0;
        } else if (entitlements.suspend(turn, contracts.get(progress.contracts++))) {
            progress.suspended++;
        }
    }

    void writeState(StateSink sink) {
        sink.number(byListing.size());
        byListing.forEach((listing, progress) -> {
            sink.number(listing);
            sink.number(progress.instruments);
            sink.number(progress.contracts);
            sink.number(progress.suspended);
        });
    }

    /** Reads what {@link #writeState} wrote into this, where no recall goes on. */
    void readState(StateSource source) {
        for (int left = source.count(); left > 0; left--) {
            Progress progress = new Progress();
            byListing.put(source.number(), progress);
            progress.instruments = source.within(0, Integer.MAX_VALUE);
            progress.contracts = source.within(0, Integer.MAX_VALUE);
            progress.suspended = source.number();
        }
    }
}
