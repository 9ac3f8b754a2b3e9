package io.shuheng.core.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.engine.EngineFixture;
import io.shuheng.core.engine.SealedWay;
import io.shuheng.core.engine.ViewComparison;
import io.shuheng.core.trading.auction.AuctionState;
import io.shuheng.core.trading.auction.AwardRule;
import org.junit.jupiter.api.Test;

/** What the read model says of sealed-bid auctions. */
class SealedAuctionViewTest {

    private final EngineFixture exchange = new EngineFixture();
    private final SealedWay sealed = new SealedWay(exchange);
    private final ViewComparison feed = new ViewComparison(exchange);

    @Test
    void showsHowManyHaveBidAndRevealedAndHowItWasDecided() {
        var first = sealed.bidder(10_000);
        var second = sealed.bidder(10_000);
        long number = sealed.opened(AwardRule.UNIFORM);
        var bid = sealed.committed(first, number, 200, 2);
        sealed.committed(second, number, 300, 2);
        assertThat(auction(number).commitments()).isEqualTo(2);
        assertThat(auction(number).auction().state()).isEqualTo(AuctionState.OPEN);
        sealed.pass();
        sealed.reveal(bid, first).requireAccepted();
        assertThat(auction(number).reveals()).isOne();
        assertThat(auction(number).award()).isEmpty();
        sealed.pass();
        sealed.finish();
        SealedAuctionEntry decided = auction(number);
        assertThat(decided.auction().state()).isEqualTo(AuctionState.AWARDED);
        assertThat(decided.award().orElseThrow().priceMicros()).isEqualTo(2_000_000);
        assertThat(decided.award().orElseThrow().bids()).isOne();
        assertThat(feed.model()
                        .sealedAuctions()
                        .auction(Visibility.everything(), 99)
                        .value())
                .isEmpty();
    }

    private SealedAuctionEntry auction(long number) {
        feed.check();
        return feed.model()
                .sealedAuctions()
                .auction(Visibility.everything(), number)
                .value()
                .orElseThrow();
    }
}
