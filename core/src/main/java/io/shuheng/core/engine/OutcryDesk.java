package io.shuheng.core.engine;

import io.shuheng.core.engine.AgreedTrades.Agreed;
import io.shuheng.core.engine.AgreedTrades.Cost;
import io.shuheng.core.participant.Power;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.trading.Instrument;
import io.shuheng.core.trading.auction.Auction;
import io.shuheng.core.trading.auction.AuctionState;
import io.shuheng.core.trading.auction.HeldMoney;
import io.shuheng.core.trading.auction.LeadingBid;
import io.shuheng.core.trading.auction.OutcryAuction;
import io.shuheng.core.trading.auction.OutcryTerms;
import io.shuheng.core.trading.auction.RevealReserve;
import org.jspecify.annotations.Nullable;

/**
 * The course of English and reverse auctions, whoever holds them: they open, close where late bids leave the close, wait for
 * a hidden reserve, and are awarded to the bid that leads or come to nothing. Reverse ones with sealed offers go their way in
 * {@link SealedReverseAwards}.
 */
final class OutcryDesk {

    /**
     * Who would trade with whom.
     *
     * @param money of the buyer
     * @param buyOrder sequence of the buyer's declaration
     * @param sellOrder sequence of the seller's
     */
    private record Sides(HeldMoney money, long buyOrder, long seller, long sellOrder) {

        static Sides of(OutcryAuction outcry, LeadingBid leader) {
            Auction auction = outcry.auction();
            return outcry.isReverse()
                    ? new Sides(
                            outcry.tender().money(),
                            auction.opening(),
                            leader.bidder().participant(),
                            leader.sequence())
                    : new Sides(leader.requireMoney(), leader.sequence(), auction.owner(), auction.opening());
        }

        long buyer() {
            return money.payer().participant();
        }
    }

    private final ExchangeState state;
    private final AgreedTrades trades;
    private final OpenAuctionGates gates;
    private final AuctionSales sales;
    private final PromisedLots lots;
    private final BidMoney money;
    private final SealedReverseAwards sealed;

    OutcryDesk(ExchangeState state, AgreedTrades trades) {
        this.state = state;
        this.trades = trades;
        this.gates = new OpenAuctionGates(state);
        this.sales = new AuctionSales(state, trades);
        this.lots = new PromisedLots(state);
        this.money = new BidMoney(state);
        this.sealed = new SealedReverseAwards(state, trades);
    }

    /** Who holds it shows its hidden reserve. */
    void reveal(Turn turn, Auction auction, RevealReserve command) {
        OutcryAuction outcry = state.openAuctions.outcry(auction);
        auction.require(AuctionState.CLOSED);
        Instrument instrument = state.instruments.require(auction.instrument());
        Fields.requireRange("instrument", command.getInstrument(), instrument.number(), instrument.number());
        long owner = state.principals
                .require(
                        turn.requireParticipant(),
                        command.getMandate(),
                        outcry.isReverse() ? Power.ORDER : Power.PRICE,
                        instrument.listing().number(),
                        0,
                        turn.timeNs())
                .participant();
        if (owner != auction.owner()) {
            throw CommandRejected.because(RefusalCode.NOT_PERMITTED, "auction", auction.number());
        }
        outcry.requireReserve(command.getPriceMicros(), command.getNonce().bytes());
        LeadingBid leader = outcry.leader();
        boolean met = leader != null && outcry.meets(leader, command.getPriceMicros());
        turn.event(EventKind.RESERVE_REVEALED, auction.number(), command.getPriceMicros(), met ? 1 : 0);
        if (leader != null && met) {
            award(turn, outcry, leader, outcry.priceWithReserve(command.getPriceMicros()));
        } else {
            endUntraded(turn, outcry, AuctionState.NO_SALE);
        }
    }

    /** The time of an auction's next step has come. */
    void fire(Turn turn, Auction auction) {
        if (auction.state().isFinal()) {
            return;
        }
        if (state.openAuctions.isSealed(auction)) {
            sealed.fire(turn, auction);
            return;
        }
        OutcryAuction outcry = state.openAuctions.outcry(auction);
        switch (auction.state()) {
            case SCHEDULED -> {
                if (isOver(turn, outcry)) {
                    endUntraded(turn, outcry, AuctionState.VOID);
                } else {
                    AuctionSteps.move(turn, auction, AuctionState.OPEN);
                    state.timers.set(outcry.closesNs(), TimerKind.OPEN_AUCTION, auction.number());
                }
            }
            case OPEN -> closeInTime(turn, outcry);
            default -> {
                // The reserve was not shown in time, so it does not hold.
                LeadingBid leader = outcry.leader();
                if (leader != null) {
                    award(turn, outcry, leader, outcry.priceMicros());
                }
            }
        }
    }

    /** Whether nothing that it is of will be traded again. */
    private boolean isOver(Turn turn, OutcryAuction outcry) {
        return outcry.isReverse()
                ? gates.isOver(turn, outcry.tender())
                : state.instruments.require(outcry.auction().instrument()).isOver(turn.timeNs());
    }

    private void closeInTime(Turn turn, OutcryAuction outcry) {
        Auction auction = outcry.auction();
        if (turn.timeNs() < outcry.closesNs()) {
            state.timers.set(outcry.closesNs(), TimerKind.OPEN_AUCTION, auction.number());
            return;
        }
        AuctionSteps.move(turn, auction, AuctionState.CLOSED);
        LeadingBid leader = outcry.leader();
        if (leader == null) {
            endUntraded(turn, outcry, AuctionState.NO_SALE);
        } else if (outcry.terms().hasReserve()) {
            state.timers.set(outcry.revealUntilNs(), TimerKind.OPEN_AUCTION, auction.number());
        } else {
            award(turn, outcry, leader, outcry.priceMicros());
        }
    }

    private void award(Turn turn, OutcryAuction outcry, LeadingBid leader, long priceMicros) {
        Auction auction = outcry.auction();
        Instrument instrument = state.instruments.require(leader.instrument());
        Sides sides = Sides.of(outcry, leader);
        Cost cost = cost(turn, outcry, instrument, sides, priceMicros);
        if (cost == null) {
            endUntraded(turn, outcry, AuctionState.NO_SALE);
            return;
        }
        Agreed agreed = new Agreed(
                instrument,
                sides.buyOrder,
                sides.sellOrder,
                sides.seller,
                priceMicros,
                outcry.terms().quantityLots(),
                leader.scenario(),
                cost);
        sales.sell(turn, auction, agreed, sides.money);
        AuctionSteps.move(turn, auction, AuctionState.AWARDED);
        state.openAuctions.remove(auction);
    }

    /** What the trade comes to; null where it may not be made. */
    private @Nullable Cost cost(Turn turn, OutcryAuction outcry, Instrument instrument, Sides sides, long priceMicros) {
        if (!gates.isTradable(turn, outcry.auction(), instrument, sides.buyer(), sides.seller)) {
            return null;
        }
        OutcryTerms terms = outcry.terms();
        try {
            return trades.cost(
                    terms.announcedAtNs(), instrument, sides.buyer(), sides.seller, priceMicros, terms.quantityLots());
        } catch (CommandRejected e) {
            // Between the prices that were checked with the bid the seller's fee may come to more than the proceeds.
            return null;
        }
    }

    /** It is called off, before it is decided. */
    void callOff(Turn turn, Auction auction) {
        if (state.openAuctions.isSealed(auction)) {
            sealed.callOff(turn, auction);
        } else {
            endUntraded(turn, state.openAuctions.outcry(auction), AuctionState.VOID);
        }
    }

    private void endUntraded(Turn turn, OutcryAuction outcry, AuctionState end) {
        Auction auction = outcry.auction();
        LeadingBid leader = outcry.leader();
        long quantityLots = outcry.terms().quantityLots();
        if (outcry.isReverse()) {
            money.giveBack(turn, outcry.tender().money());
            if (leader != null) {
                lots.giveBack(
                        state.instruments.require(leader.instrument()),
                        leader.bidder().participant(),
                        quantityLots);
            }
        } else {
            if (leader != null) {
                money.giveBack(turn, leader.requireMoney());
            }
            lots.giveBack(state.instruments.require(auction.instrument()), auction.owner(), quantityLots);
        }
        AuctionSteps.move(turn, auction, end);
        state.openAuctions.remove(auction);
    }
}
