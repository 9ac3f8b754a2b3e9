package io.shuheng.core.market;

import io.shuheng.core.trading.Side;
import io.shuheng.core.trading.TradingMode;
import io.shuheng.core.view.BookDepth;
import io.shuheng.core.view.OfferEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What was told of one instrument, and what is to be told next. Whatever does not differ from what was told is no change.
 * For one thread.
 */
final class InstrumentTape {

    private final MarketInstrument instrument;
    private final List<MarketChange> pending = new ArrayList<>();
    private final TreeMap<Long, PublicAuction> auctions = new TreeMap<>();
    private long number;
    private MarketStatus status;
    private long referenceMicros;
    private BookDepth depth;
    private @Nullable OfferEntry offer;
    private MarketChange.@Nullable Traded lastTrade;

    InstrumentTape(MarketInstrument instrument, MarketStatus status) {
        this.instrument = instrument;
        this.status = status;
        this.depth = new BookDepth(instrument.number(), List.of(), List.of());
        pending.add(new MarketChange.InstrumentOpened(instrument));
        pending.add(new MarketChange.StatusChanged(status));
    }

    MarketInstrument instrument() {
        return instrument;
    }

    void status(MarketStatus now) {
        if (!now.equals(status)) {
            status = now;
            pending.add(new MarketChange.StatusChanged(now));
        }
    }

    void refer(long priceMicros) {
        if (priceMicros != referenceMicros) {
            referenceMicros = priceMicros;
            pending.add(new MarketChange.ReferenceChanged(priceMicros));
        }
    }

    void offer(OfferEntry now) {
        offer = now;
        pending.add(new MarketChange.OfferChanged(now));
    }

    /** The first trade in its book gives the reference price where officers have named none. */
    void traded(MarketChange.Traded trade) {
        lastTrade = trade;
        pending.add(trade);
        boolean inBook = trade.mode() == TradingMode.CONTINUOUS || trade.mode() == TradingMode.CALL_AUCTION;
        if (inBook && referenceMicros == 0) {
            refer(trade.priceMicros());
        }
    }

    /** An auction that is over is told of once more and then forgotten. */
    void auction(PublicAuction now) {
        if (now.equals(auctions.get(now.number()))) {
            return;
        }
        pending.add(new MarketChange.AuctionChanged(now));
        if (now.state().isFinal()) {
            auctions.remove(now.number());
        } else {
            auctions.put(now.number(), now);
        }
    }

    void depth(BookDepth now) {
        BookDepth before = depth;
        depth = now;
        levels(Side.BUY, before.bids(), now.bids());
        levels(Side.SELL, before.asks(), now.asks());
        if (!now.bestBid().equals(before.bestBid()) || !now.bestAsk().equals(before.bestAsk())) {
            pending.add(new MarketChange.BestPricesChanged(now.bestBid(), now.bestAsk()));
        }
    }

    /** First those that have left, so that whoever follows never has more levels than there are here. */
    private void levels(Side side, List<BookDepth.Level> before, List<BookDepth.Level> now) {
        Map<Long, BookDepth.Level> known = new HashMap<>();
        before.forEach(level -> known.put(level.priceMicros(), level));
        Map<Long, BookDepth.Level> standing = new HashMap<>();
        now.forEach(level -> standing.put(level.priceMicros(), level));
        for (BookDepth.Level level : before) {
            if (!standing.containsKey(level.priceMicros())) {
                pending.add(new MarketChange.LevelLeft(side, level.priceMicros()));
            }
        }
        for (BookDepth.Level level : now) {
            if (!level.equals(known.get(level.priceMicros()))) {
                pending.add(new MarketChange.LevelChanged(side, level));
            }
        }
    }

    /** Everything that is to be told, under the next number; null where that is nothing. */
    @Nullable
    MarketUpdate next(long sequence, long timeNs) {
        if (pending.isEmpty()) {
            return null;
        }
        number++;
        MarketUpdate update = new MarketUpdate(instrument.number(), number, sequence, timeNs, pending);
        pending.clear();
        return update;
    }

    MarketSnapshot snapshot(BoardUpdate board, long sequence, long timeNs, long branchSequence, int levels) {
        return new MarketSnapshot(
                instrument,
                number,
                sequence,
                timeNs,
                branchSequence,
                levels,
                board,
                status,
                referenceMicros,
                Optional.ofNullable(offer),
                depth,
                Optional.ofNullable(lastTrade),
                List.copyOf(auctions.values()));
    }
}
