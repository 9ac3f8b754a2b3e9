package io.shuheng.core.engine;

import io.shuheng.core.genesis.Limits;
import io.shuheng.core.trading.quote.Quote;
import io.shuheng.core.trading.quote.QuoteEnd;
import io.shuheng.core.trading.resale.ResaleEnd;
import io.shuheng.core.trading.resale.ResaleOffer;
import java.util.function.Supplier;

/**
 * Ends what a member that is terminated leaves in the market as a seller (退市清理): its quotes and those of brokers for what
 * it provides, its resales and the auctions that it holds, at most as many at a time as a step takes orders. What it has sold
 * stays sold, and an auction that is being awarded gives up what it has not sold, see {@link SealedAwards}. A member that is
 * only suspended, stopped or frozen keeps what it has there, for it may come back; nobody can take any of it meanwhile.
 */
final class DepartureDesk {

    private static final int MOST_EVENT_BYTES = 2 * 1024;

    private final ExchangeState state;
    private final QuoteDesk quotes;
    private final AuctionDesk auctions;
    private final ResaleDesk resales;
    private final Supplier<Limits> limits;

    /**
     * @param limits those of genesis; asked only once there is one
     */
    DepartureDesk(
            ExchangeState state, QuoteDesk quotes, AuctionDesk auctions, ResaleDesk resales, Supplier<Limits> limits) {
        this.state = state;
        this.quotes = quotes;
        this.auctions = auctions;
        this.resales = resales;
        this.limits = limits;
    }

    /** Takes the next step for a member that has left. */
    void fire(Turn turn, Timers.Timer timer) {
        // An auction may end with hundreds of events, which all go into one record.
        int left = limits.get().getOrdersPerStep();
        do {
            if (!endNext(turn, timer.subject())) {
                return;
            }
            left--;
        } while (left > 0 && turn.eventBytes() < MOST_EVENT_BYTES);
        state.timers.set(Math.addExact(turn.timeNs(), 1), TimerKind.MEMBER_LEFT, timer.subject());
    }

    private boolean endNext(Turn turn, long member) {
        Quote quote = state.quotes.firstOf(member);
        if (quote != null) {
            quotes.fallAway(turn, quote, QuoteEnd.SELLER_LEFT);
            return true;
        }
        Quote ofBroker = state.quotes.firstOfProvider(member);
        if (ofBroker != null) {
            quotes.fallAway(turn, ofBroker, QuoteEnd.PROVIDER_LEFT);
            return true;
        }
        ResaleOffer resale = state.resales.firstOf(member);
        if (resale != null) {
            resales.end(turn, resale, ResaleEnd.SELLER_LEFT);
            return true;
        }
        long auction = state.openAuctions.firstOf(member);
        if (auction == 0) {
            auction = state.sealedAuctions.firstUndecidedOf(member);
        }
        if (auction == 0) {
            return false;
        }
        auctions.callOff(turn, state.auctions.get(auction));
        return true;
    }
}
