package io.shuheng.core.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.engine.BookWay;
import io.shuheng.core.engine.CallWay;
import io.shuheng.core.engine.EngineFixture;
import io.shuheng.core.engine.Enrolment;
import io.shuheng.core.engine.ViewComparison;
import io.shuheng.core.trading.TradingMode;
import io.shuheng.core.trading.auction.AfterAuction;
import io.shuheng.core.trading.auction.AuctionState;
import io.shuheng.core.trading.auction.CallStep;
import io.shuheng.core.trading.auction.TiePolicy;
import org.junit.jupiter.api.Test;

/** What the read model says of call auctions. */
class CallAuctionViewTest {

    private static final Visibility ALL = Visibility.everything();
    private static final PageRequest FIRST = PageRequest.oldest(10);

    private final EngineFixture exchange = new EngineFixture();
    private final CallWay calls = new CallWay(exchange);
    private final BookWay book = calls.book();
    private final ViewComparison feed = new ViewComparison(exchange);
    private final Enrolment.Member buyer = book.buyer(1_000_000);

    @Test
    void showsAnAuctionFromItsAnnouncementToItsResult() {
        long number = calls.scheduled();
        CallAuctionEntry announced = auction(number);
        assertThat(announced.auction().mode()).isEqualTo(TradingMode.CALL_AUCTION);
        assertThat(announced.auction().state()).isEqualTo(AuctionState.SCHEDULED);
        assertThat(announced.tiePolicy()).isEqualTo(TiePolicy.SSE);
        assertThat(announced.after()).isEqualTo(AfterAuction.REST);
        calls.move(number, CallStep.OPEN).requireAccepted();
        book.sell(100, 5).requireAccepted();
        book.buy(buyer, 120, 3).requireAccepted();
        assertThat(auction(number).indication()).isEqualTo(new CallAuctionEntry.Indication(1_000_000, 3, -2));
        calls.move(number, CallStep.ACCEPT_ONLY).requireAccepted();
        assertThat(auction(number).acceptsOnly()).isTrue();
        assertThat(auction(number).result().volumeLots()).isZero();
        calls.move(number, CallStep.CLOSE).requireAccepted();
        calls.finish();
        assertThat(auction(number).result()).isEqualTo(new CallAuctionEntry.Result(1_000_000, 3));
        assertThat(auction(number).auction().state()).isEqualTo(AuctionState.AWARDED);
    }

    @Test
    void findsAuctionsByStateAndByInstrument() {
        long over = calls.opened();
        calls.callOff(over).requireAccepted();
        calls.finish();
        long open = calls.opened();
        feed.check();
        AuctionView auctions = feed.model().auctions();
        assertThat(auctions.auctionsIn(ALL, AuctionState.OPEN, FIRST).items())
                .extracting(AuctionEntry::number)
                .containsExactly(open);
        assertThat(auctions.auctionsIn(ALL, AuctionState.VOID, FIRST).items())
                .extracting(AuctionEntry::number)
                .containsExactly(over);
        assertThat(auctions.auctionsIn(ALL, book.instrument(), FIRST).items()).hasSize(2);
        assertThat(auctions.auction(Visibility.visitor(), open).value()).isPresent();
        assertThat(auctions.auction(ALL, 99).value()).isEmpty();
        assertThat(feed.model().callAuctions().auction(ALL, 99).value()).isEmpty();
    }

    private CallAuctionEntry auction(long number) {
        feed.check();
        return feed.model().callAuctions().auction(ALL, number).value().orElseThrow();
    }
}
