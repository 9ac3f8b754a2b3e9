package io.shuheng.core.trading.auction;

import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;

/** What a Dutch auction (荷兰式拍卖) knows besides its state. State of the engine: for its thread alone. */
public final class DutchAuction {

    private final Auction auction;
    private final DutchClock clock;
    private final long closesNs;
    private final long quantityLots;
    private long restLots;

    private DutchAuction(Auction auction, DutchClock clock, long closesNs, long quantityLots) {
        this.auction = auction;
        this.clock = clock;
        this.closesNs = closesNs;
        this.quantityLots = quantityLots;
        this.restLots = quantityLots;
    }

    /** One that was announced; the caller has checked its terms. */
    public static DutchAuction of(Auction auction, DutchClock clock, ScheduleDutchAuction terms) {
        return new DutchAuction(auction, clock, terms.getClosesNs(), terms.getQuantityLots());
    }

    /** The auction. */
    public Auction auction() {
        return auction;
    }

    /** Its price at each time. */
    public DutchClock clock() {
        return clock;
    }

    /** When it closes. */
    public long closesNs() {
        return closesNs;
    }

    /** Lots that nobody has taken. */
    public long restLots() {
        return restLots;
    }

    /** Whether anything was sold. */
    public boolean hasSold() {
        return restLots < quantityLots;
    }

    /** Somebody took lots, at most those that are left. */
    public void take(long lots) {
        if (lots > restLots) {
            throw new IllegalStateException("auction " + auction.number() + ": " + lots + " of " + restLots + " lots");
        }
        restLots -= lots;
    }

    void writeState(StateSink sink) {
        sink.number(auction.number());
        sink.number(clock.startMicros());
        sink.number(clock.stepMicros());
        sink.number(clock.everyNs());
        sink.number(clock.floorMicros());
        sink.number(clock.opensNs());
        sink.number(closesNs);
        sink.number(quantityLots);
        sink.number(restLots);
    }

    static DutchAuction readState(StateSource source, Auctions auctions) {
        DutchAuction read = new DutchAuction(
                auctions.read(source.number()),
                new DutchClock(source.number(), source.number(), source.number(), source.number(), source.number()),
                source.number(),
                source.number());
        read.restLots = source.number();
        return read;
    }
}
