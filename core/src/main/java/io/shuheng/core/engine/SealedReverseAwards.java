package io.shuheng.core.engine;

import io.shuheng.core.engine.AgreedTrades.Agreed;
import io.shuheng.core.engine.AgreedTrades.Cost;
import io.shuheng.core.participant.ParticipantStatus;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.trading.Instrument;
import io.shuheng.core.trading.auction.Auction;
import io.shuheng.core.trading.auction.AuctionState;
import io.shuheng.core.trading.auction.HeldMoney;
import io.shuheng.core.trading.auction.OfferEnd;
import io.shuheng.core.trading.auction.SealedOffer;
import io.shuheng.core.trading.auction.SealedReverse;
import io.shuheng.core.trading.auction.Tender;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The course of sealed reverse auctions: they open, close, wait for offers to be shown, and are awarded to the lowest that
 * counts or come to nothing. All lots and deposits behind the other offers are free then; a deposit behind one that was not
 * shown is the buyer's.
 */
final class SealedReverseAwards {

    private final ExchangeState state;
    private final AgreedTrades trades;
    private final OpenAuctionGates gates;
    private final AuctionSales sales;
    private final PromisedLots lots;
    private final BidMoney money;

    SealedReverseAwards(ExchangeState state, AgreedTrades trades) {
        this.state = state;
        this.trades = trades;
        this.gates = new OpenAuctionGates(state);
        this.sales = new AuctionSales(state, trades);
        this.lots = new PromisedLots(state);
        this.money = new BidMoney(state);
    }

    /** The time of an auction's next step has come. */
    void fire(Turn turn, Auction auction) {
        SealedReverse sealed = state.openAuctions.sealed(auction);
        switch (auction.state()) {
            case SCHEDULED -> begin(turn, sealed);
            case OPEN -> {
                AuctionSteps.move(turn, auction, AuctionState.CLOSED);
                if (sealed.offers().isEmpty()) {
                    endUntraded(turn, sealed, List.of(), AuctionState.NO_SALE);
                } else {
                    setTimer(sealed.revealUntilNs(), auction);
                }
            }
            default -> decide(turn, sealed);
        }
    }

    /** It is called off, before it is decided. */
    void callOff(Turn turn, Auction auction) {
        endUntraded(turn, state.openAuctions.sealed(auction), List.of(), AuctionState.VOID);
    }

    private void begin(Turn turn, SealedReverse sealed) {
        if (gates.isOver(turn, sealed.tender())) {
            endUntraded(turn, sealed, List.of(), AuctionState.VOID);
        } else {
            AuctionSteps.move(turn, sealed.auction(), AuctionState.OPEN);
            setTimer(sealed.terms().getClosesNs(), sealed.auction());
        }
    }

    private void decide(Turn turn, SealedReverse sealed) {
        List<SealedOffer> counted = new ArrayList<>();
        for (SealedOffer offer : sealed.offers()) {
            if (offer.revealed() != null && mayTrade(turn, sealed, offer)) {
                counted.add(offer);
            }
        }
        List<SealedOffer> ranked = SealedReverse.ranked(counted);
        for (SealedOffer offer : ranked) {
            turn.event(
                    EventKind.OFFER_COUNTED,
                    sealed.auction().number(),
                    offer.shown().sequence(),
                    offer.shown().priceMicros());
        }
        Cost cost = ranked.isEmpty() ? null : cost(sealed, ranked);
        if (cost == null) {
            endUntraded(turn, sealed, ranked, AuctionState.NO_SALE);
        } else {
            award(turn, sealed, ranked, cost);
        }
    }

    private boolean mayTrade(Turn turn, SealedReverse sealed, SealedOffer offer) {
        return gates.isTradable(
                turn,
                sealed.auction(),
                state.instruments.require(offer.instrument()),
                sealed.auction().owner(),
                offer.seller());
    }

    /** What the trade comes to; null where the seller's fee at the price of another is more than the proceeds bear. */
    private @Nullable Cost cost(SealedReverse sealed, List<SealedOffer> ranked) {
        SealedOffer winner = ranked.get(0);
        try {
            return trades.cost(
                    sealed.announcedAtNs(),
                    state.instruments.require(winner.instrument()),
                    sealed.auction().owner(),
                    winner.seller(),
                    sealed.priceMicros(ranked),
                    sealed.terms().getQuantityLots());
        } catch (CommandRejected e) {
            return null;
        }
    }

    private void award(Turn turn, SealedReverse sealed, List<SealedOffer> ranked, Cost cost) {
        Auction auction = sealed.auction();
        SealedOffer winner = ranked.get(0);
        Instrument instrument = state.instruments.require(winner.instrument());
        Tender tender = sealed.tender();
        Agreed agreed = new Agreed(
                instrument,
                auction.opening(),
                winner.shown().sequence(),
                winner.seller(),
                sealed.priceMicros(ranked),
                sealed.terms().getQuantityLots(),
                tender.requireSought(instrument.number()),
                cost);
        sales.sell(turn, auction, agreed, tender.money());
        endOffers(turn, sealed, ranked, winner);
        AuctionSteps.move(turn, auction, AuctionState.AWARDED);
        state.openAuctions.remove(auction);
    }

    private void endUntraded(Turn turn, SealedReverse sealed, List<SealedOffer> ranked, AuctionState end) {
        money.giveBack(turn, sealed.tender().money());
        if (end == AuctionState.VOID) {
            sealed.offers().forEach(offer -> endVoid(turn, sealed, offer));
        } else {
            endOffers(turn, sealed, ranked, null);
        }
        AuctionSteps.move(turn, sealed.auction(), end);
        state.openAuctions.remove(sealed.auction());
    }

    private void endOffers(Turn turn, SealedReverse sealed, List<SealedOffer> ranked, @Nullable SealedOffer winner) {
        for (SealedOffer offer : sealed.offers()) {
            if (offer.equals(winner)) {
                ended(turn, sealed, offer, OfferEnd.WON);
                continue;
            }
            giveBackLots(sealed, offer);
            if (offer.revealed() == null) {
                if (couldShow(offer)) {
                    forfeit(turn, offer.deposit(), sealed.auction().owner());
                } else {
                    money.giveBack(turn, offer.deposit());
                }
                ended(turn, sealed, offer, OfferEnd.NOT_REVEALED);
            } else {
                ended(turn, sealed, offer, ranked.contains(offer) ? OfferEnd.LOST : OfferEnd.NOT_COUNTED);
            }
        }
    }

    /** Whom officers have suspended, or whose membership is over, could not show its offer, and does not pay for it. */
    private boolean couldShow(SealedOffer offer) {
        return state.participants.require("seller", offer.seller()).status() == ParticipantStatus.ACTIVE;
    }

    private void endVoid(Turn turn, SealedReverse sealed, SealedOffer offer) {
        giveBackLots(sealed, offer);
        if (offer.revealed() == null) {
            money.giveBack(turn, offer.deposit());
        }
        ended(turn, sealed, offer, OfferEnd.VOID);
    }

    private void giveBackLots(SealedReverse sealed, SealedOffer offer) {
        Instrument instrument = state.instruments.require(offer.instrument());
        lots.giveBack(instrument, offer.seller(), sealed.terms().getQuantityLots());
    }

    private void forfeit(Turn turn, HeldMoney deposit, long buyer) {
        if (!money.forfeit(turn, deposit, state.accounts.cashOf(buyer))) {
            money.giveBack(turn, deposit);
        }
    }

    private static void ended(Turn turn, SealedReverse sealed, SealedOffer offer, OfferEnd end) {
        turn.event(EventKind.OFFER_ENDED, sealed.auction().number(), offer.seller(), end.number());
    }

    private void setTimer(long dueNs, Auction auction) {
        state.timers.set(dueNs, TimerKind.OPEN_AUCTION, auction.number());
    }
}
