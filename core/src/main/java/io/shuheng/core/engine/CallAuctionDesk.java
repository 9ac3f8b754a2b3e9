package io.shuheng.core.engine;

import io.shuheng.core.participant.Duty;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.trading.Instrument;
import io.shuheng.core.trading.TradingMode;
import io.shuheng.core.trading.auction.Auction;
import io.shuheng.core.trading.auction.AuctionState;
import io.shuheng.core.trading.auction.CallAuction;
import io.shuheng.core.trading.auction.CallPrice;
import io.shuheng.core.trading.auction.CallTerms;
import io.shuheng.core.trading.auction.MoveCallAuction;
import io.shuheng.core.trading.auction.ScheduleCallAuction;
import io.shuheng.core.trading.book.Market;
import java.time.Duration;
import java.util.Objects;

/**
 * Leads call auctions (集合竞价) through their phases, by sequenced time or a market officer's step, and publishes what each
 * would trade now. {@link Uncrossing} makes the trades.
 */
final class CallAuctionDesk {

    private static final long MAX_AHEAD_NS = Duration.ofDays(30).toNanos();
    private static final String AUCTION = "auction";
    private static final String INSTRUMENT = "instrument";

    private final ExchangeState state;

    CallAuctionDesk(ExchangeState state) {
        this.state = state;
    }

    void open(Dispatch dispatch) {
        dispatch.on(ScheduleCallAuction.class, this::schedule);
        dispatch.on(MoveCallAuction.class, this::move);
    }

    private void schedule(Turn turn, ScheduleCallAuction command) {
        turn.requireOfficer(Duty.MARKET);
        Instrument instrument = state.instruments.require(command.getInstrument());
        instrument.board().requireMode(TradingMode.CALL_AUCTION);
        if (!instrument.hasCallAuctions()) {
            throw CommandRejected.because(RefusalCode.SUPPLY_NOT_FUNGIBLE, INSTRUMENT, instrument.number());
        }
        instrument.requireTradeable(turn.timeNs());
        state.calls.requireNone(instrument.number());
        long latestNs = Math.addExact(turn.timeNs(), MAX_AHEAD_NS);
        Fields.requireRange("closesNs", command.getClosesNs(), turn.timeNs() + 2, latestNs);
        Fields.requireRange("opensNs", command.getOpensNs(), turn.timeNs() + 1, command.getClosesNs() - 1);
        Fields.requireRange("acceptOnlyNs", command.getAcceptOnlyNs(), command.getOpensNs(), command.getClosesNs());
        announce(turn, instrument, CallTerms.of(command));
    }

    /**
     * Announces the call auction of a board's session in one of its instruments, where it trades and has none already.
     *
     * @param calendar sequence of the record that set the board's calendar
     * @return false where one that has closed is still being uncrossed, which a few steps will end
     */
    boolean announceSession(Turn turn, Instrument instrument, CallTerms terms, long calendar) {
        if (!instrument.hasCallAuctions() || !ContinuousDesk.isTrading(state, instrument, turn.timeNs())) {
            return true;
        }
        if (state.calls.has(instrument.number())) {
            return !state.calls.isClosing(instrument.number());
        }
        Auction auction = announce(turn, instrument, terms);
        turn.event(EventKind.AUCTION_BY_CALENDAR, auction.number(), calendar, terms.opensNs());
        turn.event(EventKind.AUCTION_TIMES, auction.number(), terms.acceptOnlyNs(), terms.closesNs());
        return true;
    }

    private Auction announce(Turn turn, Instrument instrument, CallTerms terms) {
        Auction auction = state.auctions.schedule(turn.sequence(), TradingMode.CALL_AUCTION, instrument.number(), 0);
        state.calls.add(auction, terms);
        turn.event(
                EventKind.AUCTION_SCHEDULED,
                auction.number(),
                instrument.number(),
                Fields.place(TradingMode.CALL_AUCTION));
        state.timers.set(terms.opensNs(), TimerKind.CALL_AUCTION, auction.number());
        return auction;
    }

    private void move(Turn turn, MoveCallAuction command) {
        turn.requireOfficer(Duty.MARKET);
        Fields.requireHash("documentSm3", command.getDocumentSm3());
        Auction auction = state.auctions.require(command.getAuction(), TradingMode.CALL_AUCTION);
        CallAuction call = state.calls.require(auction);
        switch (command.getStep()) {
            case OPEN -> {
                auction.require(AuctionState.SCHEDULED);
                state.markets.requireQuiet(auction.instrument());
                open(turn, call);
            }
            case ACCEPT_ONLY -> {
                auction.require(AuctionState.OPEN);
                if (call.acceptsOnly()) {
                    throw CommandRejected.because(RefusalCode.AUCTION_STATE, AUCTION, auction.number());
                }
                acceptOnly(turn, call);
            }
            case CLOSE -> {
                auction.require(AuctionState.OPEN);
                close(turn, call);
            }
        }
    }

    /**
     * Calls an auction off; of one that has opened, all orders in the book end, step by step.
     *
     * @throws CommandRejected AUCTION_STATE where its price is found
     */
    void callOff(Turn turn, Auction auction) {
        CallAuction call = state.calls.require(auction);
        if (!auction.state().canMoveTo(AuctionState.VOID)) {
            throw CommandRejected.because(RefusalCode.AUCTION_STATE, AUCTION, auction.number());
        }
        AuctionState before = auction.state();
        AuctionSteps.move(turn, auction, AuctionState.VOID);
        if (before == AuctionState.SCHEDULED) {
            state.calls.remove(call);
            return;
        }
        if (before == AuctionState.OPEN) {
            state.calls.step(call);
        }
        call.moveTo(CallAuction.Phase.EXPIRE);
    }

    /** The time of an auction's next phase may have come; a step that an officer has taken already is not taken twice. */
    void fire(Turn turn, Timers.Timer timer) {
        Auction auction = state.auctions.get(timer.subject());
        if (auction.state() == AuctionState.SCHEDULED) {
            openInTime(turn, state.calls.require(auction));
        } else if (auction.state() == AuctionState.OPEN) {
            advance(turn, state.calls.require(auction));
        }
    }

    /** An order that is on its way through the book comes to its end first. */
    private void openInTime(Turn turn, CallAuction call) {
        Market market = market(call);
        if (market.instrument().isOver(turn.timeNs())) {
            callOff(turn, call.auction());
        } else if (market.sweeping() != null) {
            state.timers.set(
                    Math.addExact(turn.timeNs(), 1),
                    TimerKind.CALL_AUCTION,
                    call.auction().number());
        } else {
            open(turn, call);
        }
    }

    private void open(Turn turn, CallAuction call) {
        AuctionSteps.move(turn, call.auction(), AuctionState.OPEN);
        state.markets.hold(market(call), call);
        advance(turn, call);
    }

    /** Takes the phases whose time has come, and sets the timer of the next. */
    private void advance(Turn turn, CallAuction call) {
        if (!call.acceptsOnly() && turn.timeNs() >= call.acceptOnlyNs()) {
            acceptOnly(turn, call);
        }
        if (turn.timeNs() >= call.closesNs()) {
            close(turn, call);
        } else {
            state.timers.set(
                    call.acceptsOnly() ? call.closesNs() : call.acceptOnlyNs(),
                    TimerKind.CALL_AUCTION,
                    call.auction().number());
        }
    }

    private static void acceptOnly(Turn turn, CallAuction call) {
        call.acceptOnly();
        turn.event(EventKind.AUCTION_ACCEPTS_ONLY, call.auction().number(), 0, 0);
    }

    private void close(Turn turn, CallAuction call) {
        AuctionSteps.move(turn, call.auction(), AuctionState.CLOSED);
        long uncrossByNs = Math.addExact(turn.timeNs(), CallAuction.UNCROSS_WITHIN_NS);
        // Nothing is done then but to look whether it still waits.
        Timers.Timer timer = state.timers.set(
                uncrossByNs, TimerKind.CALL_AUCTION, call.auction().number());
        call.close(uncrossByNs, timer.id());
        state.calls.step(call);
    }

    /** The trade in an instrument has ended, and no order is left in its book: so does the auction in it. */
    void end(Turn turn, Market market) {
        CallAuction call = market.call();
        if (call == null) {
            return;
        }
        Auction auction = call.auction();
        if (auction.state() == AuctionState.UNCROSSED) {
            AuctionSteps.move(turn, auction, call.hasTraded() ? AuctionState.AWARDED : AuctionState.NO_SALE);
        } else if (!auction.state().isFinal()) {
            AuctionSteps.move(turn, auction, AuctionState.VOID);
        }
        if (call.uncrossByNs() != 0) {
            state.timers.cancel(new Timers.Timer(
                    call.uncrossByNs(), call.uncrossTimer(), TimerKind.CALL_AUCTION, auction.number()));
        }
        state.markets.hold(market, null);
        state.calls.remove(call);
    }

    /** Publishes what the auctions whose books have changed would trade now, where that is something else. */
    void indicate(Turn turn) {
        for (Market market = state.markets.pollTouched(); market != null; market = state.markets.pollTouched()) {
            CallAuction call = market.call();
            if (call != null && call.phase() == CallAuction.Phase.CALL) {
                indicate(turn, call, market.callPrice(call.tiePolicy()));
            }
        }
    }

    private static void indicate(Turn turn, CallAuction call, CallPrice now) {
        if (now.equals(call.indication())) {
            return;
        }
        call.indicate(now);
        long auction = call.auction().number();
        turn.event(EventKind.AUCTION_INDICATION, auction, now.priceMicros(), now.volumeLots());
        turn.event(EventKind.AUCTION_IMBALANCE, auction, now.imbalanceLots(), 0);
    }

    private Market market(CallAuction call) {
        return Objects.requireNonNull(state.markets.market(call.auction().instrument()));
    }
}
