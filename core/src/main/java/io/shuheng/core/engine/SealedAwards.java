package io.shuheng.core.engine;

import io.shuheng.core.genesis.Limits;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.session.Binding;
import io.shuheng.core.trading.Instrument;
import io.shuheng.core.trading.Trade;
import io.shuheng.core.trading.auction.AuctionAward;
import io.shuheng.core.trading.auction.AuctionState;
import io.shuheng.core.trading.auction.SealedAuction;
import io.shuheng.core.trading.auction.SealedBid;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/*
 * Between counting and trading other commands are sequenced, so a bidder that counted may not be allowed to trade any more
 * when its turn comes; then its lots stay unsold and the price stays what it is. A bidder or a provider that stops its own
 * trading cannot leave an auction that way. One that officers have stopped does: the bidder gets nothing, the provider's
 * auction waits, but not for ever: see SealedAuction.AWARD_WITHIN_NS.
 */
/** Awards sealed-bid auctions (密封竞价定价与成交) and gives back what was set aside, a bounded number of bids in each step. */
final class SealedAwards implements SteppedWork {

    private static final long NOT_REVEALED = -1;

    private final ExchangeState state;
    private final TradeFormation formation;
    private final SealedBacking backing;
    private final Supplier<Limits> limits;

    /**
     * @param limits those of genesis; asked only once there is one
     */
    SealedAwards(ExchangeState state, TradeFormation formation, SealedBacking backing, Supplier<Limits> limits) {
        this.state = state;
        this.formation = formation;
        this.backing = backing;
        this.limits = limits;
    }

    /** Whether an auction waits for its next step; while its instrument does not trade it makes none. */
    @Override
    public boolean isPending(long timeNs) {
        return next(timeNs) != null;
    }

    /** Takes the next step of the auction that was to be decided first among those that may. */
    @Override
    public void step(Turn turn) {
        SealedAuction sealed = next(turn.timeNs());
        if (sealed == null) {
            return;
        }
        Instrument instrument = instrument(sealed);
        if (sealed.phase() != SealedAuction.Phase.SETTLE && !maySell(instrument, turn.timeNs())) {
            giveUp(turn, sealed);
        }
        for (int left = limits.get().getOrdersPerStep();
                left > 0 && sealed.phase() != SealedAuction.Phase.DONE;
                left--) {
            switch (sealed.phase()) {
                case SEED -> seed(sealed);
                case COUNT -> count(turn, sealed);
                case TRADE -> trade(turn, sealed, instrument);
                case SETTLE -> settle(turn, sealed, instrument);
                case TAKE, DONE -> throw new IllegalStateException("sealed auction in phase " + sealed.phase());
            }
        }
        if (sealed.phase() == SealedAuction.Phase.DONE) {
            finish(turn, sealed, instrument);
        }
    }

    private @Nullable SealedAuction next(long timeNs) {
        // Asked with every command: by index, for an iterator is an object.
        List<SealedAuction> stepping = state.sealedAuctions.stepping();
        for (int i = 0; i < stepping.size(); i++) {
            SealedAuction sealed = stepping.get(i);
            Instrument instrument = instrument(sealed);
            if (sealed.phase() == SealedAuction.Phase.SETTLE
                    || instrument.isOver(timeNs)
                    || state.participants.hasLeft(instrument.provider())
                    || timeNs >= sealed.awardByNs()
                    || maySell(instrument, timeNs)) {
                return sealed;
            }
        }
        return null;
    }

    private boolean maySell(Instrument instrument, long timeNs) {
        return ContinuousDesk.isTrading(state, instrument, timeNs)
                && state.participants.isTradable(instrument.provider(), timeNs)
                && !state.supply.isFrozen(instrument.number(), instrument.provider())
                && !state.openOrders.isStoppedByOfficers(instrument.provider());
    }

    /** The instrument or its provider will never trade again, or has not for too long: what is not sold stays so. */
    private static void giveUp(Turn turn, SealedAuction sealed) {
        if (sealed.auction().state() == AuctionState.CLOSED) {
            AuctionSteps.move(turn, sealed.auction(), AuctionState.VOID);
        }
        sealed.moveTo(SealedAuction.Phase.SETTLE);
    }

    private static void seed(SealedAuction sealed) {
        if (sealed.hashNext()) {
            sealed.moveTo(SealedAuction.Phase.COUNT);
        }
    }

    private void count(Turn turn, SealedAuction sealed) {
        SealedBid bid = sealed.next();
        if (bid == null) {
            decide(turn, sealed);
        } else if (bid.priceMicros() >= sealed.reserveMicros() && isLive(turn, bid)) {
            sealed.count(bid);
        }
    }

    private static void decide(Turn turn, SealedAuction sealed) {
        AuctionAward award = sealed.award();
        turn.event(EventKind.AWARD_DECIDED, award.getAuction(), turn.result(award), award.getBids());
        if (sealed.mayTrade()) {
            AuctionSteps.move(turn, sealed.auction(), AuctionState.UNCROSSED);
            sealed.moveTo(SealedAuction.Phase.TRADE);
        } else {
            AuctionSteps.move(turn, sealed.auction(), AuctionState.NO_SALE);
            sealed.moveTo(SealedAuction.Phase.SETTLE);
        }
    }

    private void trade(Turn turn, SealedAuction sealed, Instrument instrument) {
        SealedBid bid = sealed.next();
        if (bid == null) {
            sealed.moveTo(SealedAuction.Phase.SETTLE);
            return;
        }
        boolean counted = bid.priceMicros() >= sealed.reserveMicros() && isLive(turn, bid);
        long lots = counted ? sealed.lotsFor(bid) : 0;
        if (lots == 0) {
            bid.win(0);
        } else {
            sealed.sell(lots);
            make(turn, sealed, bid, instrument, sealed.priceFor(bid), lots);
            bid.win(lots);
        }
    }

    private void make(
            Turn turn, SealedAuction sealed, SealedBid bid, Instrument instrument, long priceMicros, long lots) {
        SealedBacking.Cost cost = backing.cost(instrument, bid.bidder(), priceMicros, lots, bid.revealedAtNs());
        backing.release(turn, bid, bid.heldFen() - cost.payFen());
        bid.holds(bid.hold(), 0);
        if (sealed.samples()) {
            state.supply.take(instrument.number(), bid.bidder(), lots);
        } else {
            state.supply.sell(instrument.number(), instrument.provider(), bid.bidder(), lots);
        }
        Trade trade = Trade.newBuilder()
                .setTrade(state.trades.nextNumber())
                .setInstrument(instrument.number())
                .setBuyOrder(bid.reveal())
                .setSellOrder(sealed.auction().opening())
                .setBuyer(bid.bidder())
                .setSeller(instrument.provider())
                .setPriceMicros(priceMicros)
                .setQuantityLots(lots)
                .setAmountFen(cost.amountFen())
                .setScenario(bid.scenario())
                .setHold(bid.hold())
                .build();
        formation.form(turn, trade, cost.fees(), bid.principal().mandate(), Binding.SIGNED, Binding.SIGNED);
    }

    /** What is left for a bid goes back; a deposit without a reveal goes to whom the terms say, unless all is void. */
    private void settle(Turn turn, SealedAuction sealed, Instrument instrument) {
        SealedBid bid = sealed.poll();
        if (bid == null) {
            sealed.moveTo(SealedAuction.Phase.DONE);
            return;
        }
        boolean hasTraded = bid.isRevealed() && bid.heldFen() == 0;
        if (bid.isRevealed() || sealed.auction().state() == AuctionState.VOID) {
            backing.release(turn, bid, bid.heldFen());
        } else {
            backing.forfeit(turn, sealed, bid, instrument.provider());
        }
        long gotLots = hasTraded ? bid.wonLots() : 0;
        turn.event(
                EventKind.BID_ENDED,
                sealed.auction().number(),
                bid.bidder(),
                bid.isRevealed() ? gotLots : NOT_REVEALED);
    }

    private void finish(Turn turn, SealedAuction sealed, Instrument instrument) {
        if (sealed.auction().state() == AuctionState.UNCROSSED) {
            AuctionSteps.move(
                    turn, sealed.auction(), sealed.soldLots() > 0 ? AuctionState.AWARDED : AuctionState.NO_SALE);
        }
        long leftLots = sealed.terms().getLots() - sealed.soldLots();
        if (leftLots > 0) {
            state.supply.withdraw(instrument.number(), instrument.provider(), leftLots);
        }
        state.sealedAuctions.remove(sealed);
    }

    private boolean isLive(Turn turn, SealedBid bid) {
        return state.participants.isTradable(bid.bidder(), turn.timeNs())
                && !state.accounts.isFrozen(state.accounts.cashOf(bid.bidder()))
                && !state.openOrders.isStoppedByOfficers(bid.bidder());
    }

    private Instrument instrument(SealedAuction sealed) {
        return state.instruments.require(sealed.auction().instrument());
    }
}
