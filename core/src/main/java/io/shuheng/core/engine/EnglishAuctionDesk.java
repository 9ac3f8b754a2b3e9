package io.shuheng.core.engine;

import io.shuheng.core.engine.AgreedTrades.Agreed;
import io.shuheng.core.engine.AgreedTrades.Cost;
import io.shuheng.core.participant.Power;
import io.shuheng.core.participant.Principal;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.session.Binding;
import io.shuheng.core.trading.Instrument;
import io.shuheng.core.trading.TradingMode;
import io.shuheng.core.trading.auction.Auction;
import io.shuheng.core.trading.auction.AuctionState;
import io.shuheng.core.trading.auction.BidInAuction;
import io.shuheng.core.trading.auction.EnglishAuction;
import io.shuheng.core.trading.auction.LeadingBid;
import io.shuheng.core.trading.auction.RevealReserve;
import io.shuheng.core.trading.auction.ScheduleEnglishAuction;
import io.shuheng.crypto.Sm3Hash;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** English auctions (英式拍卖): increments, proxy maximum, soft close, hidden reserve. */
final class EnglishAuctionDesk {

    private static final long MAX_DAY_NS = Duration.ofDays(1).toNanos();
    private static final String AUCTION = "auction";

    private final ExchangeState state;
    private final AgreedTrades trades;
    private final SellerAuctionGates gates;
    private final PromisedLots lots;
    private final BidMoney money;

    EnglishAuctionDesk(ExchangeState state, AgreedTrades trades) {
        this.state = state;
        this.trades = trades;
        this.gates = new SellerAuctionGates(state);
        this.lots = new PromisedLots(state);
        this.money = new BidMoney(state);
    }

    void open(Dispatch dispatch) {
        dispatch.on(ScheduleEnglishAuction.class, this::schedule);
        dispatch.on(BidInAuction.class, this::bid);
    }

    private void schedule(Turn turn, ScheduleEnglishAuction command) {
        Instrument instrument = state.instruments.require(command.getInstrument());
        long seller = gates.requireSeller(turn, instrument, command.getMandate(), TradingMode.ENGLISH_AUCTION);
        gates.requireTimes(turn, command.getOpensNs(), command.getClosesNs());
        gates.requirePrice(instrument, "startPriceMicros", command.getStartPriceMicros());
        gates.requireTick(instrument, "incrementMicros", command.getIncrementMicros());
        Fields.requireRange("softCloseNs", command.getSoftCloseNs(), 0, MAX_DAY_NS);
        boolean hasReserve = !Fields.hash(command.getReserveSm3()).equals(Sm3Hash.ZERO);
        Fields.requireRange(
                "revealWithinNs", command.getRevealWithinNs(), hasReserve ? 1 : 0, hasReserve ? MAX_DAY_NS : 0);
        gates.requireLots(instrument, seller, command.getQuantityLots());

        Auction auction = gates.announce(
                turn, instrument, seller, TradingMode.ENGLISH_AUCTION, command.getQuantityLots(), command.getOpensNs());
        state.openAuctions.add(EnglishAuction.of(auction, turn.timeNs(), command));
    }

    private void bid(Turn turn, BidInAuction command) {
        Instrument instrument = state.instruments.require(command.getInstrument());
        Auction auction = state.auctions.require(command.getAuction(), TradingMode.ENGLISH_AUCTION);
        EnglishAuction english = state.openAuctions.english(auction);
        gates.requireTaking(turn, auction, instrument, english.closesNs());
        Principal buyer = gates.bidder(turn, instrument, command.getMandate(), 0);
        long participant = buyer.participant();
        gates.requireBid(turn, auction, instrument, participant, command.getScenario());
        gates.requirePrice(instrument, "maximumMicros", command.getMaximumMicros());
        english.requireRaise(participant, command.getMaximumMicros());
        LeadingBid own = english.leadingBidOf(participant);
        long payFen = requireCosts(english, instrument, participant, command.getMaximumMicros());
        buyer = gates.bidder(turn, instrument, command.getMandate(), spentFen(payFen, own, buyer));
        if (instrument.isUnlimited()) {
            state.supply.require(instrument, participant, english.quantityLots(), 0);
        }
        money.require(buyer, payFen, own);

        place(turn, english, buyer, command, payFen);
    }

    /**
     * Requires that both what the bid may cost at most and what the auction comes to with it can be computed.
     *
     * @return what its buyer pays at most, fen
     */
    private long requireCosts(EnglishAuction english, Instrument instrument, long participant, long maximumMicros) {
        long payFen = cost(english, instrument, participant, maximumMicros).payFen();
        LeadingBid before = english.leader();
        long leader = before == null || english.wouldLead(participant, maximumMicros)
                ? participant
                : before.buyer().participant();
        cost(english, instrument, leader, english.priceAfter(participant, maximumMicros));
        return payFen;
    }

    /** Takes a bid that has passed all rules: it leads from now on, or raises the price of who does. */
    private void place(Turn turn, EnglishAuction english, Principal buyer, BidInAuction command, long payFen) {
        long maximumMicros = command.getMaximumMicros();
        long nowMicros = english.priceAfter(buyer.participant(), maximumMicros);
        LeadingBid before = english.leader();
        if (english.wouldLead(buyer.participant(), maximumMicros)) {
            if (before != null) {
                money.giveBack(turn, before);
            }
            long hold = money.hold(turn, buyer, payFen);
            english.lead(
                    new LeadingBid(turn.sequence(), buyer, maximumMicros, command.getScenario(), hold, payFen),
                    nowMicros);
        } else {
            english.raise(nowMicros);
        }
        turn.event(EventKind.AUCTION_BID, english.auction().number(), leader(english), nowMicros);
        if (english.extend(turn.timeNs())) {
            turn.event(EventKind.AUCTION_EXTENDED, english.auction().number(), english.closesNs(), 0);
        }
    }

    private static long leader(EnglishAuction english) {
        LeadingBid leader = english.leader();
        return leader == null ? 0 : leader.sequence();
    }

    /** What counts against a mandate: what a bid that it raises holds under the same one counts already. */
    private static long spentFen(long payFen, @Nullable LeadingBid raised, Principal buyer) {
        if (raised == null || raised.buyer().mandate() != buyer.mandate()) {
            return payFen;
        }
        return Math.max(0, payFen - raised.heldFen());
    }

    /** The seller shows its hidden reserve. */
    void reveal(Turn turn, Auction auction, RevealReserve command) {
        EnglishAuction english = state.openAuctions.english(auction);
        auction.require(AuctionState.CLOSED);
        Instrument instrument = state.instruments.require(auction.instrument());
        Fields.requireRange("instrument", command.getInstrument(), instrument.number(), instrument.number());
        long seller = state.principals
                .require(
                        turn.requireParticipant(),
                        command.getMandate(),
                        Power.PRICE,
                        instrument.listing().number(),
                        0,
                        turn.timeNs())
                .participant();
        if (seller != auction.owner()) {
            throw CommandRejected.because(RefusalCode.NOT_PERMITTED, AUCTION, auction.number());
        }
        english.requireReserve(command.getPriceMicros(), command.getNonce().bytes());
        LeadingBid leader = english.leader();
        boolean met = leader != null && command.getPriceMicros() <= leader.maximumMicros();
        turn.event(EventKind.RESERVE_REVEALED, auction.number(), command.getPriceMicros(), met ? 1 : 0);
        if (leader != null && met) {
            award(turn, english, leader, Math.max(english.priceMicros(), command.getPriceMicros()));
        } else {
            endUnsold(turn, english, AuctionState.NO_SALE);
        }
    }

    /** The time of an auction's next step has come. */
    void fire(Turn turn, Auction auction) {
        if (auction.state().isFinal()) {
            return;
        }
        EnglishAuction english = state.openAuctions.english(auction);
        switch (auction.state()) {
            case SCHEDULED -> {
                if (state.instruments.require(auction.instrument()).isOver(turn.timeNs())) {
                    endUnsold(turn, english, AuctionState.VOID);
                } else {
                    AuctionSteps.move(turn, auction, AuctionState.OPEN);
                    state.timers.set(english.closesNs(), TimerKind.OPEN_AUCTION, auction.number());
                }
            }
            case OPEN -> closeInTime(turn, english);
            default -> {
                // The reserve was not shown in time, so it does not hold.
                LeadingBid leader = english.leader();
                if (leader != null) {
                    award(turn, english, leader, english.priceMicros());
                }
            }
        }
    }

    private void closeInTime(Turn turn, EnglishAuction english) {
        Auction auction = english.auction();
        if (turn.timeNs() < english.closesNs()) {
            state.timers.set(english.closesNs(), TimerKind.OPEN_AUCTION, auction.number());
            return;
        }
        AuctionSteps.move(turn, auction, AuctionState.CLOSED);
        LeadingBid leader = english.leader();
        if (leader == null) {
            endUnsold(turn, english, AuctionState.NO_SALE);
        } else if (english.hasReserve()) {
            state.timers.set(english.revealUntilNs(), TimerKind.OPEN_AUCTION, auction.number());
        } else {
            award(turn, english, leader, english.priceMicros());
        }
    }

    private void award(Turn turn, EnglishAuction english, LeadingBid leader, long priceMicros) {
        Auction auction = english.auction();
        Instrument instrument = state.instruments.require(auction.instrument());
        Principal buyer = leader.buyer();
        if (!gates.isTradable(turn, auction, instrument, buyer.participant())) {
            endUnsold(turn, english, AuctionState.NO_SALE);
            return;
        }
        Cost cost;
        try {
            cost = cost(english, instrument, buyer.participant(), priceMicros);
        } catch (CommandRejected e) {
            // Between the prices that were checked with the bid the seller's fee may come to more than the proceeds.
            endUnsold(turn, english, AuctionState.NO_SALE);
            return;
        }
        AuctionSteps.move(turn, auction, AuctionState.UNCROSSED);
        long hold = money.carve(turn, leader, cost.payFen());
        lots.license(instrument, auction.owner(), buyer.participant(), english.quantityLots());
        Agreed agreed = new Agreed(
                instrument,
                leader.sequence(),
                auction.opening(),
                auction.owner(),
                priceMicros,
                english.quantityLots(),
                leader.scenario(),
                cost);
        long trade = trades.form(turn, agreed, buyer, hold, Binding.SIGNED, Binding.SIGNED);
        turn.event(EventKind.AUCTION_SOLD, auction.number(), trade, priceMicros);
        AuctionSteps.move(turn, auction, AuctionState.AWARDED);
        state.openAuctions.remove(auction);
    }

    /** Officers call it off, before it is decided. */
    void callOff(Turn turn, Auction auction) {
        EnglishAuction english = state.openAuctions.english(auction);
        endUnsold(turn, english, AuctionState.VOID);
    }

    private void endUnsold(Turn turn, EnglishAuction english, AuctionState end) {
        Auction auction = english.auction();
        LeadingBid leader = english.leader();
        if (leader != null) {
            money.giveBack(turn, leader);
        }
        lots.giveBack(state.instruments.require(auction.instrument()), auction.owner(), english.quantityLots());
        AuctionSteps.move(turn, auction, end);
        state.openAuctions.remove(auction);
    }

    private Cost cost(EnglishAuction english, Instrument instrument, long buyer, long priceMicros) {
        return trades.cost(
                english.announcedAtNs(),
                instrument,
                buyer,
                english.auction().owner(),
                priceMicros,
                english.quantityLots());
    }
}
