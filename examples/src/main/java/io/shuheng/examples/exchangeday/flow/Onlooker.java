package io.shuheng.examples.exchangeday.flow;

import io.shuheng.core.market.BoardUpdate;
import io.shuheng.core.market.MarketChange;
import io.shuheng.core.market.MarketData;
import io.shuheng.core.market.MarketMessage;
import io.shuheng.core.market.MarketPicture;
import io.shuheng.core.market.MarketReader;
import io.shuheng.core.market.MarketRequest;
import io.shuheng.core.market.MarketSnapshot;
import io.shuheng.core.market.MarketUpdate;
import io.shuheng.core.runtime.Exchange;
import io.shuheng.core.view.BookDepth;
import io.shuheng.examples.exchangeday.stage.StoryBrokenException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Somebody outside who follows the market of one instrument (行情看客): no member, with no key, who sees what everybody may
 * see. For one thread.
 */
public final class Onlooker implements AutoCloseable {

    private static final long PATIENCE_NS = Duration.ofMinutes(10).toNanos();

    private final Exchange exchange;
    private final MarketData feed;
    private final MarketReader reader;
    private @Nullable MarketPicture picture;
    private long updates;
    private long trades;

    /** Joins where the market stands now. Blocks. */
    public Onlooker(Exchange exchange, long instrument) {
        this.exchange = exchange;
        this.feed = exchange.marketData();
        awaitAll();
        this.reader = feed.subscribe(MarketRequest.of(instrument));
        lookOn();
    }

    /** Takes everything that was told up to now; so often that it never lags. Blocks. */
    public void lookOn() {
        awaitAll();
        for (MarketMessage next = reader.poll(); next != null; next = reader.poll()) {
            take(next);
        }
    }

    /** The depth as it knows it, the best prices first. */
    public BookDepth depth(int levels) {
        return known().depth(levels);
    }

    /** Updates that it got. */
    public long updates() {
        return updates;
    }

    /** Trades among them. */
    public long trades() {
        return trades;
    }

    @Override
    public void close() {
        reader.close();
    }

    private void take(MarketMessage message) {
        if (message instanceof MarketSnapshot snapshot) {
            picture = new MarketPicture(snapshot);
        } else if (message instanceof MarketUpdate update) {
            known().apply(update);
            updates++;
            trades += update.changes().stream()
                    .filter(MarketChange.Traded.class::isInstance)
                    .count();
        } else if (message instanceof BoardUpdate update) {
            known().apply(update);
            updates++;
        } else {
            throw new StoryBrokenException("market data: " + message);
        }
    }

    private MarketPicture known() {
        MarketPicture now = picture;
        if (now == null) {
            throw new StoryBrokenException("market data: no snapshot came");
        }
        return now;
    }

    private void awaitAll() {
        try {
            if (!feed.awaitSequence(exchange.size() - 1, PATIENCE_NS)) {
                throw new StoryBrokenException("market data: stand at record " + feed.sequence());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoryBrokenException("market data: interrupted");
        }
    }
}
