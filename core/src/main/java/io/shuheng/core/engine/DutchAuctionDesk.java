package io.shuheng.core.engine;

import io.shuheng.core.engine.AgreedTrades.Agreed;
import io.shuheng.core.engine.AgreedTrades.Cost;
import io.shuheng.core.participant.Principal;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.session.Binding;
import io.shuheng.core.trading.Instrument;
import io.shuheng.core.trading.TradingMode;
import io.shuheng.core.trading.auction.Auction;
import io.shuheng.core.trading.auction.AuctionState;
import io.shuheng.core.trading.auction.DutchAuction;
import io.shuheng.core.trading.auction.DutchClock;
import io.shuheng.core.trading.auction.ScheduleDutchAuction;
import io.shuheng.core.trading.auction.TakeFromClock;
import java.time.Duration;

/** Dutch auctions (荷兰式拍卖): the price falls with sequenced time, and whoever comes first takes lots at it. */
final class DutchAuctionDesk {

    private static final long LEAST_EVERY_NS = Duration.ofSeconds(1).toNanos();
    private static final long MOST_EVERY_NS = Duration.ofDays(30).toNanos();

    private final ExchangeState state;
    private final AgreedTrades trades;
    private final OpenAuctionGates gates;
    private final PromisedLots lots;

    DutchAuctionDesk(ExchangeState state, AgreedTrades trades) {
        this.state = state;
        this.trades = trades;
        this.gates = new OpenAuctionGates(state);
        this.lots = new PromisedLots(state);
    }

    void open(Dispatch dispatch) {
        dispatch.on(ScheduleDutchAuction.class, this::schedule);
        dispatch.on(TakeFromClock.class, this::take);
    }

    private void schedule(Turn turn, ScheduleDutchAuction command) {
        Instrument instrument = state.instruments.require(command.getInstrument());
        long seller = gates.requireSeller(turn, instrument, command.getMandate(), TradingMode.DUTCH_AUCTION);
        gates.requireTimes(turn, command.getOpensNs(), command.getClosesNs());
        gates.requirePrice(instrument, "startPriceMicros", command.getStartPriceMicros());
        gates.requirePrice(instrument, "floorPriceMicros", command.getFloorPriceMicros());
        Fields.requireRange("floorPriceMicros", command.getFloorPriceMicros(), 1, command.getStartPriceMicros());
        gates.requireTick(instrument, "stepMicros", command.getStepMicros());
        Fields.requireRange("everyNs", command.getEveryNs(), LEAST_EVERY_NS, MOST_EVERY_NS);
        gates.requireLots(instrument, seller, command.getQuantityLots());

        Auction auction = gates.announceSale(
                turn, instrument, seller, TradingMode.DUTCH_AUCTION, command.getQuantityLots(), command.getOpensNs());
        DutchClock clock = new DutchClock(
                command.getStartPriceMicros(),
                command.getStepMicros(),
                command.getEveryNs(),
                command.getFloorPriceMicros(),
                command.getOpensNs());
        state.openAuctions.add(DutchAuction.of(auction, clock, command));
    }

    private void take(Turn turn, TakeFromClock command) {
        Instrument instrument = state.instruments.require(command.getInstrument());
        Auction auction = state.auctions.require(command.getAuction(), TradingMode.DUTCH_AUCTION);
        DutchAuction dutch = state.openAuctions.dutch(auction);
        gates.requireTaking(turn, auction, instrument, dutch.closesNs());
        Fields.requireRange("quantityLots", command.getQuantityLots(), 1, AgreedGates.MAX_QUANTITY_LOTS);
        if (command.getQuantityLots() > dutch.restLots()) {
            throw CommandRejected.because(RefusalCode.SUPPLY_EXHAUSTED, "quantityLots", dutch.restLots());
        }
        long priceMicros = dutch.clock().priceMicros(turn.timeNs());
        if (command.getMaximumMicros() < priceMicros) {
            throw CommandRejected.because(RefusalCode.CLOCK_ABOVE_MAXIMUM, "maximumMicros", priceMicros);
        }
        Principal buyer = gates.bidder(turn, instrument, command.getMandate(), 0);
        gates.requireBid(turn, auction, instrument, buyer.participant(), command.getScenario());
        Cost cost = trades.cost(
                turn.timeNs(),
                instrument,
                buyer.participant(),
                auction.owner(),
                priceMicros,
                command.getQuantityLots());
        buyer = gates.bidder(turn, instrument, command.getMandate(), cost.payFen());
        if (instrument.isUnlimited()) {
            state.supply.require(instrument, buyer.participant(), command.getQuantityLots(), 0);
        }
        trades.requireFunds(buyer.participant(), cost);

        long hold = trades.hold(turn, buyer, cost);
        dutch.take(command.getQuantityLots());
        lots.license(instrument, auction.owner(), buyer.participant(), command.getQuantityLots());
        Agreed agreed = new Agreed(
                instrument,
                turn.sequence(),
                auction.opening(),
                auction.owner(),
                priceMicros,
                command.getQuantityLots(),
                command.getScenario(),
                cost);
        long trade = trades.form(turn, agreed, buyer, hold, turn.binding(), Binding.SIGNED);
        turn.event(EventKind.AUCTION_SOLD, auction.number(), trade, priceMicros);
        if (dutch.restLots() == 0) {
            close(turn, dutch);
        }
    }

    /** The time of an auction's next step has come. */
    void fire(Turn turn, Auction auction) {
        if (auction.state().isFinal()) {
            return;
        }
        DutchAuction dutch = state.openAuctions.dutch(auction);
        if (auction.state() == AuctionState.OPEN) {
            close(turn, dutch);
        } else if (state.instruments.require(auction.instrument()).isOver(turn.timeNs())) {
            callOff(turn, auction);
        } else {
            AuctionSteps.move(turn, auction, AuctionState.OPEN);
            state.timers.set(dutch.closesNs(), TimerKind.OPEN_AUCTION, auction.number());
        }
    }

    /** Officers call it off: what was sold is sold, so of one that has sold only the rest ends. */
    void callOff(Turn turn, Auction auction) {
        DutchAuction dutch = state.openAuctions.dutch(auction);
        if (dutch.hasSold()) {
            close(turn, dutch);
            return;
        }
        AuctionSteps.move(turn, auction, AuctionState.VOID);
        end(dutch);
    }

    private void close(Turn turn, DutchAuction dutch) {
        Auction auction = dutch.auction();
        AuctionSteps.move(turn, auction, AuctionState.CLOSED);
        if (dutch.hasSold()) {
            AuctionSteps.move(turn, auction, AuctionState.UNCROSSED);
            AuctionSteps.move(turn, auction, AuctionState.AWARDED);
        } else {
            AuctionSteps.move(turn, auction, AuctionState.NO_SALE);
        }
        end(dutch);
    }

    private void end(DutchAuction dutch) {
        Auction auction = dutch.auction();
        lots.giveBack(state.instruments.require(auction.instrument()), auction.owner(), dutch.restLots());
        state.openAuctions.remove(auction);
    }
}
