package io.shuheng.core.runtime;

import io.shuheng.core.market.MarketData;

/** Feeds an exchange's market data. */
final class MarketDataSubscriber implements LedgerSubscriber {

    private final MarketData feed;

    MarketDataSubscriber(MarketData feed) {
        this.feed = feed;
    }

    @Override
    public void onRecord(byte[] bytes, int offset, int length) {
        feed.accept(bytes, offset, length);
    }

    @Override
    public void onFailure(Throwable cause) {
        feed.fail(cause);
    }

    @Override
    public void onEnd() {
        feed.end();
    }
}
