package io.shuheng.core.market;

import io.shuheng.core.trading.Side;
import io.shuheng.core.view.BookDepth;
import io.shuheng.core.view.OfferEntry;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a reader knows of one instrument: a snapshot, and every update of it and of its board behind it. For the reader's thread; it needs nothing of
 * the exchange, so whoever got the messages over a wire uses it as well.
 */
public final class MarketPicture {

    private final MarketSnapshot start;
    private final NavigableMap<Long, BookDepth.Level> bids = new TreeMap<>(Collections.reverseOrder());
    private final NavigableMap<Long, BookDepth.Level> asks = new TreeMap<>();
    private final TreeMap<Long, PublicAuction> auctions = new TreeMap<>();
    private long number;
    private long sequence;
    private long timeNs;
    private BoardUpdate board;
    private MarketStatus status;
    private long referenceMicros;
    private @Nullable OfferEntry offer;
    private MarketChange.@Nullable Traded lastTrade;

    /** As the snapshot says. */
    public MarketPicture(MarketSnapshot snapshot) {
        start = snapshot;
        number = snapshot.number();
        sequence = snapshot.sequence();
        timeNs = snapshot.timeNs();
        board = snapshot.board();
        status = snapshot.status();
        referenceMicros = snapshot.referenceMicros();
        offer = snapshot.offer().orElse(null);
        lastTrade = snapshot.lastTrade().orElse(null);
        snapshot.depth().bids().forEach(level -> bids.put(level.priceMicros(), level));
        snapshot.depth().asks().forEach(level -> asks.put(level.priceMicros(), level));
        snapshot.auctions().forEach(auction -> auctions.put(auction.number(), auction));
    }

    /**
     * Takes the next update.
     *
     * @throws IllegalStateException where it is of another instrument, or one before it is missing; nothing changes
     */
    public void apply(MarketUpdate update) {
        if (update.instrument() != start.instrument().number()) {
            throw new IllegalStateException("update.instrument " + update.instrument() + ": this is the picture of "
                    + start.instrument().number());
        }
        if (update.number() != number + 1) {
            throw new IllegalStateException("update.number " + update.number() + ": the next is " + (number + 1));
        }
        update.changes().forEach(this::apply);
        number = update.number();
        sequence = update.sequence();
        timeNs = update.timeNs();
    }

    /**
     * Takes the next update of its board. Nothing happens where it is of another board, or in the picture already.
     *
     * @throws IllegalStateException where one before it is missing; nothing changes
     */
    public void apply(BoardUpdate update) {
        if (update.board() != board.board() || update.number() <= board.number()) {
            return;
        }
        if (update.number() != board.number() + 1) {
            throw new IllegalStateException("update.number " + update.number() + ": the next of board " + board.board()
                    + " is " + (board.number() + 1));
        }
        board = update;
        sequence = update.sequence();
        timeNs = update.timeNs();
    }

    /**
     * What rests, the best prices first.
     *
     * @param levels most prices of each side, from 1; no more than the feed follows are there
     */
    public BookDepth depth(int levels) {
        return new BookDepth(start.instrument().number(), first(bids, levels), first(asks, levels));
    }

    /** The whole of it, as a snapshot of the moment of the last update. */
    public MarketSnapshot snapshot() {
        return new MarketSnapshot(
                start.instrument(),
                number,
                sequence,
                timeNs,
                start.branchSequence(),
                start.levels(),
                board,
                status,
                referenceMicros,
                Optional.ofNullable(offer),
                depth(start.levels()),
                Optional.ofNullable(lastTrade),
                List.copyOf(auctions.values()));
    }

    private void apply(MarketChange change) {
        if (change instanceof MarketChange.LevelChanged changed) {
            side(changed.side()).put(changed.level().priceMicros(), changed.level());
        } else if (change instanceof MarketChange.LevelLeft left) {
            side(left.side()).remove(left.priceMicros());
        } else if (change instanceof MarketChange.Traded trade) {
            lastTrade = trade;
        } else if (change instanceof MarketChange.StatusChanged changed) {
            status = changed.status();
        } else if (change instanceof MarketChange.ReferenceChanged changed) {
            referenceMicros = changed.priceMicros();
        } else if (change instanceof MarketChange.OfferChanged changed) {
            offer = changed.offer();
        } else if (change instanceof MarketChange.AuctionChanged changed) {
            auctions.put(changed.auction().number(), changed.auction());
            if (changed.auction().state().isFinal()) {
                auctions.remove(changed.auction().number());
            }
        }
    }

    private NavigableMap<Long, BookDepth.Level> side(Side side) {
        return side == Side.BUY ? bids : asks;
    }

    private static List<BookDepth.Level> first(NavigableMap<Long, BookDepth.Level> levels, int count) {
        return levels.values().stream().limit(count).toList();
    }
}
