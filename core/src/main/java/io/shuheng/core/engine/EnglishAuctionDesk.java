package io.shuheng.core.engine;

import io.shuheng.core.participant.Principal;
import io.shuheng.core.trading.Instrument;
import io.shuheng.core.trading.TradingMode;
import io.shuheng.core.trading.auction.Auction;
import io.shuheng.core.trading.auction.BidInAuction;
import io.shuheng.core.trading.auction.HeldMoney;
import io.shuheng.core.trading.auction.LeadingBid;
import io.shuheng.core.trading.auction.OutcryAuction;
import io.shuheng.core.trading.auction.OutcryTerms;
import io.shuheng.core.trading.auction.ScheduleEnglishAuction;
import org.jspecify.annotations.Nullable;

/**
 * Announcements of English auctions (英式拍卖) and bids in them: increments, proxy maximum. How they close and are awarded is
 * in {@link OutcryDesk}.
 */
final class EnglishAuctionDesk {

    private final ExchangeState state;
    private final AgreedTrades trades;
    private final OpenAuctionGates gates;
    private final BidMoney money;

    EnglishAuctionDesk(ExchangeState state, AgreedTrades trades) {
        this.state = state;
        this.trades = trades;
        this.gates = new OpenAuctionGates(state);
        this.money = new BidMoney(state);
    }

    void open(Dispatch dispatch) {
        dispatch.on(ScheduleEnglishAuction.class, this::schedule);
        dispatch.on(BidInAuction.class, this::bid);
    }

    private void schedule(Turn turn, ScheduleEnglishAuction command) {
        Instrument instrument = state.instruments.require(command.getInstrument());
        long seller = gates.requireSeller(turn, instrument, command.getMandate(), TradingMode.ENGLISH_AUCTION);
        OutcryTerms terms = OutcryTerms.of(turn.timeNs(), command);
        gates.requireTimes(turn, command.getOpensNs(), command.getClosesNs());
        gates.requirePrice(instrument, "startPriceMicros", command.getStartPriceMicros());
        gates.requireTick(instrument, "incrementMicros", command.getIncrementMicros());
        gates.requireEnd(terms);
        gates.requireLots(instrument, seller, command.getQuantityLots());

        Auction auction = gates.announceSale(
                turn, instrument, seller, TradingMode.ENGLISH_AUCTION, command.getQuantityLots(), command.getOpensNs());
        state.openAuctions.add(OutcryAuction.english(auction, terms, command.getClosesNs()));
    }

    private void bid(Turn turn, BidInAuction command) {
        Instrument instrument = state.instruments.require(command.getInstrument());
        Auction auction = state.auctions.require(command.getAuction(), TradingMode.ENGLISH_AUCTION);
        OutcryAuction english = state.openAuctions.outcry(auction);
        gates.requireTaking(turn, auction, instrument, english.closesNs());
        Principal buyer = gates.bidder(turn, instrument, command.getMandate(), 0);
        long participant = buyer.participant();
        gates.requireBid(turn, auction, instrument, participant, command.getScenario());
        gates.requirePrice(instrument, "maximumMicros", command.getMaximumMicros());
        english.requireBetter(participant, command.getMaximumMicros());
        LeadingBid own = english.leadingBidOf(participant);
        HeldMoney raised = own == null ? null : own.requireMoney();
        long payFen = requireCosts(english, instrument, participant, command.getMaximumMicros());
        buyer = gates.bidder(turn, instrument, command.getMandate(), spentFen(payFen, raised, buyer));
        if (instrument.isUnlimited()) {
            state.supply.require(instrument, participant, english.terms().quantityLots(), 0);
        }
        money.require(buyer, "maximumMicros", payFen, raised);

        place(turn, english, buyer, command, payFen);
    }

    /**
     * Requires that both what the bid may cost at most and what the auction comes to with it can be computed.
     *
     * @return what its buyer pays at most, fen
     */
    private long requireCosts(OutcryAuction english, Instrument instrument, long participant, long maximumMicros) {
        long payFen = costFen(english, instrument, participant, maximumMicros);
        LeadingBid before = english.leader();
        long leader = before == null || english.wouldLead(participant, maximumMicros)
                ? participant
                : before.bidder().participant();
        costFen(english, instrument, leader, english.priceAfter(participant, maximumMicros));
        return payFen;
    }

    /** Takes a bid that has passed all rules: it leads from now on, or raises the price of who does. */
    private void place(Turn turn, OutcryAuction english, Principal buyer, BidInAuction command, long payFen) {
        long maximumMicros = command.getMaximumMicros();
        long nowMicros = english.priceAfter(buyer.participant(), maximumMicros);
        LeadingBid before = english.leader();
        if (english.wouldLead(buyer.participant(), maximumMicros)) {
            if (before != null) {
                money.giveBack(turn, before.requireMoney());
            }
            HeldMoney held = money.hold(turn, buyer, payFen);
            english.lead(
                    new LeadingBid(
                            turn.sequence(),
                            buyer,
                            maximumMicros,
                            command.getInstrument(),
                            command.getScenario(),
                            held),
                    nowMicros);
        } else {
            english.better(nowMicros);
        }
        AuctionSteps.bidTaken(turn, english);
    }

    /** What counts against a mandate: what a bid that it raises holds under the same one counts already. */
    private static long spentFen(long payFen, @Nullable HeldMoney raised, Principal buyer) {
        if (raised == null || raised.payer().mandate() != buyer.mandate()) {
            return payFen;
        }
        return Math.max(0, payFen - raised.heldFen());
    }

    private long costFen(OutcryAuction english, Instrument instrument, long buyer, long priceMicros) {
        OutcryTerms terms = english.terms();
        return trades.cost(
                        terms.announcedAtNs(),
                        instrument,
                        buyer,
                        english.auction().owner(),
                        priceMicros,
                        terms.quantityLots())
                .payFen();
    }
}
