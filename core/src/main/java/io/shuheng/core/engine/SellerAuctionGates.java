package io.shuheng.core.engine;

import io.shuheng.core.participant.Power;
import io.shuheng.core.participant.Principal;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.trading.Instrument;
import io.shuheng.core.trading.TradingMode;
import io.shuheng.core.trading.auction.Auction;
import io.shuheng.core.trading.auction.AuctionState;
import java.time.Duration;

/**
 * What English and Dutch auctions have in common: what announcing one of one's own licences, and bidding in it, must pass,
 * and the announcement itself. Each rule throws CommandRejected and changes nothing.
 */
final class SellerAuctionGates {

    private static final String INSTRUMENT = "instrument";
    private static final long MAX_AHEAD_NS = Duration.ofDays(30).toNanos();

    private final ExchangeState state;
    private final SupplySellers sellers;
    private final AgreedGates agreed;
    private final PromisedLots lots;

    SellerAuctionGates(ExchangeState state) {
        this.state = state;
        this.sellers = new SupplySellers(state);
        this.agreed = new AgreedGates(state);
        this.lots = new PromisedLots(state);
    }

    /** Who announces an auction of an instrument: somebody who sells from its supply. */
    long requireSeller(Turn turn, Instrument instrument, long mandate, TradingMode mode) {
        Principal seller = state.principals.require(
                turn.requireParticipant(),
                mandate,
                Power.PRICE,
                instrument.listing().number(),
                0,
                turn.timeNs());
        if (!sellers.include(instrument, seller.participant())) {
            throw CommandRejected.because(RefusalCode.NOT_PERMITTED, INSTRUMENT, instrument.number());
        }
        agreed.requireOpen(turn, instrument, mode);
        agreed.requireSeller(turn, instrument, seller.participant());
        state.openAuctions.requireRoom(seller.participant());
        return seller.participant();
    }

    /** Whether the seller has as many lots as it would sell. */
    void requireLots(Instrument instrument, long seller, long quantityLots) {
        Fields.requireRange("quantityLots", quantityLots, 1, AgreedGates.MAX_QUANTITY_LOTS);
        lots.require(instrument, seller, quantityLots, "quantityLots", quantityLots);
    }

    /** Announces an auction that has passed all rules: its lots are set aside, and it opens at that time. */
    Auction announce(Turn turn, Instrument instrument, long seller, TradingMode mode, long quantityLots, long opensNs) {
        lots.setAside(instrument, seller, quantityLots);
        Auction auction = state.auctions.schedule(turn.sequence(), mode, instrument.number(), seller);
        turn.event(EventKind.AUCTION_SCHEDULED, auction.number(), instrument.number(), Fields.place(mode));
        turn.event(EventKind.AUCTION_HELD_BY, auction.number(), seller, 0);
        state.timers.set(opensNs, TimerKind.OPEN_AUCTION, auction.number());
        return auction;
    }

    /** Whether an auction is of that instrument and takes bids now, which it does until it closes. */
    void requireTaking(Turn turn, Auction auction, Instrument instrument, long closesNs) {
        auction.require(AuctionState.OPEN);
        if (auction.instrument() != instrument.number()) {
            throw CommandRejected.because(RefusalCode.FIELD_INVALID, INSTRUMENT, instrument.number());
        }
        if (turn.timeNs() >= closesNs) {
            throw CommandRejected.because(RefusalCode.AUCTION_STATE, "auction", auction.number());
        }
    }

    /** When it opens and closes: ahead, in that order, and not too far. */
    void requireTimes(Turn turn, long opensNs, long closesNs) {
        long latestNs = Math.addExact(turn.timeNs(), MAX_AHEAD_NS);
        Fields.requireRange("closesNs", closesNs, turn.timeNs() + 2, latestNs);
        Fields.requireRange("opensNs", opensNs, turn.timeNs() + 1, closesNs - 1);
    }

    /** A price that bids may come to. */
    void requirePrice(Instrument instrument, String field, long priceMicros) {
        Fields.requireRange(field, priceMicros, 1, AgreedGates.MAX_PRICE_MICROS);
        if (priceMicros > instrument.ceilingPriceMicros()) {
            throw CommandRejected.because(RefusalCode.PRICE_ABOVE_CEILING, field, priceMicros);
        }
        requireTick(instrument, field, priceMicros);
    }

    void requireTick(Instrument instrument, String field, long micros) {
        Fields.requireRange(field, micros, 1, AgreedGates.MAX_PRICE_MICROS);
        if (micros % instrument.tickSizeMicros() != 0) {
            throw CommandRejected.because(RefusalCode.PRICE_OFF_TICK, field, micros);
        }
    }

    /** Who bids, for so much. */
    Principal bidder(Turn turn, Instrument instrument, long mandate, long spendFen) {
        return state.principals.require(
                turn.requireParticipant(),
                mandate,
                Power.ORDER,
                instrument.listing().number(),
                spendFen,
                turn.timeNs());
    }

    /** Whether a bid in an auction may be taken now. */
    void requireBid(Turn turn, Auction auction, Instrument instrument, long buyer, int scenario) {
        agreed.requireOpen(turn, instrument, auction.mode());
        agreed.requireSeller(turn, instrument, auction.owner());
        agreed.requireBuyer(instrument, buyer, auction.owner());
        state.openOrders.requireNotStopped(buyer);
        instrument.requireScenario(scenario);
    }

    /** Whether an auction's award may become a trade now; one that may not comes to nothing. */
    boolean isTradable(Turn turn, Auction auction, Instrument instrument, long buyer) {
        try {
            agreed.requireOpen(turn, instrument, auction.mode());
            agreed.requireBoundSeller(turn, instrument, auction.owner());
            agreed.requireBuyer(instrument, buyer, auction.owner());
            state.openOrders.requireNotStoppedByOfficers(buyer);
            state.participants.requireTradable("buyer", buyer, turn.timeNs());
            return !state.accounts.isFrozen(state.accounts.cashOf(buyer));
        } catch (CommandRejected e) {
            return false;
        }
    }
}
