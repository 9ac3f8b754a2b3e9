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
import io.shuheng.core.trading.auction.OutcryTerms;
import io.shuheng.core.trading.auction.Tender;
import java.time.Duration;

/**
 * What English, reverse and Dutch auctions have in common: what announcing one on one's own account, and bidding in it, must
 * pass, and the announcement itself. Each rule throws CommandRejected and changes nothing.
 */
final class OpenAuctionGates {

    private static final String INSTRUMENT = "instrument";
    private static final long MAX_AHEAD_NS = Duration.ofDays(30).toNanos();
    private static final long MAX_DAY_NS = Duration.ofDays(1).toNanos();

    private final ExchangeState state;
    private final SupplySellers sellers;
    private final AgreedGates agreed;
    private final PromisedLots lots;

    OpenAuctionGates(ExchangeState state) {
        this.state = state;
        this.sellers = new SupplySellers(state);
        this.agreed = new AgreedGates(state);
        this.lots = new PromisedLots(state);
    }

    /** Who announces an auction of an instrument: somebody who sells from its supply. */
    long requireSeller(Turn turn, Instrument instrument, long mandate, TradingMode mode) {
        Principal seller = requireOfferer(turn, instrument, mandate);
        agreed.requireOpen(turn, instrument, mode);
        agreed.requireSeller(turn, instrument, seller.participant());
        state.openAuctions.requireRoom(seller.participant());
        return seller.participant();
    }

    /** Who announces an auction in which it buys. */
    Principal requireHoldingBuyer(Turn turn, Instrument instrument, long mandate) {
        Principal buyer = bidder(turn, instrument, mandate, 0);
        state.openAuctions.requireRoom(buyer.participant());
        state.openOrders.requireNotStopped(buyer.participant());
        return buyer;
    }

    /** Whether what a buyer seeks may be bought by it, for the use that it declares. */
    void requireSought(Turn turn, Instrument instrument, long buyer, int scenario) {
        agreed.requireOpen(turn, instrument, TradingMode.REVERSE_AUCTION);
        agreed.requireBuyer(instrument, buyer, instrument.provider());
        instrument.requireScenario(scenario);
    }

    /** Whether the seller has as many lots as it would sell. */
    void requireLots(Instrument instrument, long seller, long quantityLots) {
        Fields.requireRange("quantityLots", quantityLots, 1, AgreedGates.MAX_QUANTITY_LOTS);
        lots.require(instrument, seller, quantityLots, "quantityLots", quantityLots);
    }

    /** Announces an auction of a seller that has passed all rules: its lots are set aside, and it opens at that time. */
    Auction announceSale(
            Turn turn, Instrument instrument, long seller, TradingMode mode, long quantityLots, long opensNs) {
        lots.setAside(instrument, seller, quantityLots);
        return announce(turn, instrument, seller, mode, opensNs);
    }

    /** Announces an auction that has passed all rules, and for which all is set aside. */
    Auction announce(Turn turn, Instrument instrument, long owner, TradingMode mode, long opensNs) {
        Auction auction = state.auctions.schedule(turn.sequence(), mode, instrument.number(), owner);
        turn.event(EventKind.AUCTION_SCHEDULED, auction.number(), instrument.number(), Fields.place(mode));
        turn.event(EventKind.AUCTION_HELD_BY, auction.number(), owner, 0);
        state.timers.set(opensNs, TimerKind.OPEN_AUCTION, auction.number());
        return auction;
    }

    /** Whether an auction is of that instrument and takes bids now, which it does until it closes. */
    void requireTaking(Turn turn, Auction auction, Instrument instrument, long closesNs) {
        requireTaking(turn, auction, closesNs);
        if (auction.instrument() != instrument.number()) {
            throw CommandRejected.because(RefusalCode.FIELD_INVALID, INSTRUMENT, instrument.number());
        }
    }

    /** Whether an auction takes bids now, which it does until it closes. */
    void requireTaking(Turn turn, Auction auction, long closesNs) {
        auction.require(AuctionState.OPEN);
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

    /** How an auction by outcry ends: what a late bid does to its close, and until when a hidden reserve may be shown. */
    void requireEnd(OutcryTerms terms) {
        Fields.requireRange("softCloseNs", terms.softCloseNs(), 0, MAX_DAY_NS);
        boolean hasReserve = terms.hasReserve();
        Fields.requireRange("revealWithinNs", terms.revealWithinNs(), hasReserve ? 1 : 0, hasReserve ? MAX_DAY_NS : 0);
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

    /** Who announces a sale or offers in a reverse auction: somebody who sells from that instrument's supply. */
    Principal requireOfferer(Turn turn, Instrument instrument, long mandate) {
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
        return seller;
    }

    /** Whether an offer in a reverse auction may be taken now. */
    void requireOffer(Turn turn, Auction auction, Instrument instrument, long seller) {
        long buyer = auction.owner();
        agreed.requireOpen(turn, instrument, auction.mode());
        agreed.requireSeller(turn, instrument, seller);
        agreed.requireBuyer(instrument, buyer, seller);
        state.openOrders.requireNotStopped(buyer);
        state.participants.requireTradable("buyer", buyer, turn.timeNs());
        if (state.accounts.isFrozen(state.accounts.cashOf(buyer))) {
            throw CommandRejected.because(RefusalCode.FUNDS_FROZEN, "auction", auction.number());
        }
    }

    /** Whether nothing that a buyer seeks will be traded again. */
    boolean isOver(Turn turn, Tender tender) {
        return tender.sought().stream()
                .allMatch(
                        sought -> state.instruments.require(sought.instrument()).isOver(turn.timeNs()));
    }

    /** Whether an auction's award may become a trade now; one that may not comes to nothing. */
    boolean isTradable(Turn turn, Auction auction, Instrument instrument, long buyer, long seller) {
        try {
            agreed.requireUnhalted(turn, instrument, auction.mode());
            agreed.requireBoundSeller(turn, instrument, seller);
            agreed.requireBuyer(instrument, buyer, seller);
            state.openOrders.requireNotStoppedByOfficers(buyer);
            state.participants.requireTradable("buyer", buyer, turn.timeNs());
            return !state.accounts.isFrozen(state.accounts.cashOf(buyer));
        } catch (CommandRejected e) {
            return false;
        }
    }
}
