package io.shuheng.core.engine;

import io.shuheng.core.participant.Principal;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.trading.Instrument;
import io.shuheng.core.trading.TradingMode;
import io.shuheng.core.trading.auction.Auction;
import io.shuheng.core.trading.auction.HeldMoney;
import io.shuheng.core.trading.auction.LeadingBid;
import io.shuheng.core.trading.auction.OfferInAuction;
import io.shuheng.core.trading.auction.OutcryAuction;
import io.shuheng.core.trading.auction.OutcryTerms;
import io.shuheng.core.trading.auction.ScheduleReverseAuction;
import io.shuheng.core.trading.auction.SoughtInstrument;
import io.shuheng.core.trading.auction.Tender;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Announcements of reverse auctions (求购) and offers in them: a buyer says what it seeks and sets aside what it costs at most,
 * sellers' prices fall. How they close and are awarded is in {@link OutcryDesk}.
 */
final class ReverseAuctionDesk {

    private static final String ALTERNATIVES = "alternatives";

    private final ExchangeState state;
    private final AgreedTrades trades;
    private final OpenAuctionGates gates;
    private final PromisedLots lots;
    private final BidMoney money;

    ReverseAuctionDesk(ExchangeState state, AgreedTrades trades) {
        this.state = state;
        this.trades = trades;
        this.gates = new OpenAuctionGates(state);
        this.lots = new PromisedLots(state);
        this.money = new BidMoney(state);
    }

    void open(Dispatch dispatch) {
        dispatch.on(ScheduleReverseAuction.class, this::schedule);
        dispatch.on(OfferInAuction.class, this::offer);
    }

    private void schedule(Turn turn, ScheduleReverseAuction command) {
        Instrument instrument = state.instruments.require(command.getInstrument());
        Principal buyer = gates.requireHoldingBuyer(turn, instrument, command.getMandate());
        OutcryTerms terms = OutcryTerms.of(turn.timeNs(), command);
        gates.requireTimes(turn, command.getOpensNs(), command.getClosesNs());
        gates.requireEnd(terms);
        Fields.requireRange("quantityLots", command.getQuantityLots(), 1, AgreedGates.MAX_QUANTITY_LOTS);
        List<Tender.Sought> sought = requireSought(command, instrument);
        long payFen = 0;
        for (Tender.Sought one : sought) {
            payFen = Math.max(payFen, requireCeiling(turn, command, one, terms, buyer));
        }
        if (payFen == 0) {
            throw CommandRejected.because(
                    RefusalCode.FIELD_INVALID, "ceilingPriceMicros", command.getCeilingPriceMicros());
        }
        requireMandate(turn, command, sought, payFen);
        money.require(buyer, "ceilingPriceMicros", payFen, null);

        HeldMoney held = money.hold(turn, buyer, payFen);
        Auction auction = gates.announce(
                turn, instrument, buyer.participant(), TradingMode.REVERSE_AUCTION, command.getOpensNs());
        for (SoughtInstrument also : command.getAlternatives()) {
            turn.event(EventKind.AUCTION_ALSO_SEEKS, auction.number(), also.getInstrument(), 0);
        }
        state.openAuctions.add(OutcryAuction.reverse(auction, terms, new Tender(held, sought), command.getClosesNs()));
    }

    /** All that is sought: instruments of one board with one tick, each once, by the terms that it has. */
    private List<Tender.Sought> requireSought(ScheduleReverseAuction command, Instrument first) {
        Fields.requireRange(ALTERNATIVES, command.getAlternatives().size(), 0, Tender.MAX_SOUGHT - 1);
        List<Tender.Sought> sought = new ArrayList<>();
        Set<Long> distinct = new HashSet<>();
        sought.add(new Tender.Sought(first.number(), command.getScenario()));
        distinct.add(first.number());
        for (SoughtInstrument also : command.getAlternatives()) {
            Instrument instrument = state.instruments.require(also.getInstrument());
            if (!distinct.add(instrument.number())
                    || instrument.board() != first.board()
                    || instrument.tickSizeMicros() != first.tickSizeMicros()) {
                throw CommandRejected.because(RefusalCode.FIELD_INVALID, ALTERNATIVES, instrument.number());
            }
            if (!instrument.termsHash().equals(Fields.hash(also.getTermsSm3()))) {
                throw CommandRejected.because(RefusalCode.TERMS_STALE, ALTERNATIVES, instrument.number());
            }
            sought.add(new Tender.Sought(instrument.number(), also.getScenario()));
        }
        return sought;
    }

    /** Whether one of them may be bought at that ceiling; what it costs then, fen. */
    private long requireCeiling(
            Turn turn, ScheduleReverseAuction command, Tender.Sought sought, OutcryTerms terms, Principal buyer) {
        Instrument instrument = state.instruments.require(sought.instrument());
        gates.requireSought(turn, instrument, buyer.participant(), sought.scenario());
        gates.requirePrice(instrument, "ceilingPriceMicros", command.getCeilingPriceMicros());
        gates.requireTick(instrument, "decrementMicros", command.getDecrementMicros());
        return costFen(terms, instrument, buyer.participant(), instrument.provider(), command.getCeilingPriceMicros());
    }

    /** A mandate for some products is one for each that is sought. */
    private void requireMandate(Turn turn, ScheduleReverseAuction command, List<Tender.Sought> sought, long payFen) {
        for (Tender.Sought one : sought) {
            gates.bidder(turn, state.instruments.require(one.instrument()), command.getMandate(), payFen);
        }
    }

    private void offer(Turn turn, OfferInAuction command) {
        Instrument instrument = state.instruments.require(command.getInstrument());
        Auction auction = state.auctions.require(command.getAuction(), TradingMode.REVERSE_AUCTION);
        OutcryAuction reverse = state.openAuctions.outcry(auction);
        gates.requireTaking(turn, auction, reverse.closesNs());
        int scenario = reverse.tender().requireSought(instrument.number());
        Principal seller = gates.requireOfferer(turn, instrument, command.getMandate());
        long participant = seller.participant();
        gates.requireOffer(turn, auction, instrument, participant);
        gates.requirePrice(instrument, "minimumMicros", command.getMinimumMicros());
        reverse.requireBetter(participant, command.getMinimumMicros());
        requireCosts(reverse, instrument, participant, command.getMinimumMicros());
        requireLots(reverse, instrument, participant);

        place(turn, reverse, seller, command, scenario);
    }

    /** Requires that what the offer brings at least, and what the auction comes to with it, can be computed. */
    private void requireCosts(OutcryAuction reverse, Instrument instrument, long seller, long minimumMicros) {
        long buyer = reverse.auction().owner();
        OutcryTerms terms = reverse.terms();
        costFen(terms, instrument, buyer, seller, minimumMicros);
        long nowMicros = reverse.priceAfter(seller, minimumMicros);
        LeadingBid before = reverse.leader();
        if (before == null || reverse.wouldLead(seller, minimumMicros)) {
            costFen(terms, instrument, buyer, seller, nowMicros);
        } else {
            Instrument leading = state.instruments.require(before.instrument());
            costFen(terms, leading, buyer, before.bidder().participant(), nowMicros);
        }
    }

    /** Whether the seller has the lots; those behind its leading offer of the same instrument are free then. */
    private void requireLots(OutcryAuction reverse, Instrument instrument, long seller) {
        long quantityLots = reverse.terms().quantityLots();
        LeadingBid own = reverse.leadingBidOf(seller);
        if (own == null || own.instrument() != instrument.number()) {
            lots.require(
                    instrument,
                    seller,
                    quantityLots,
                    "auction",
                    reverse.auction().number());
        }
        if (instrument.isUnlimited()) {
            state.supply.require(instrument, reverse.auction().owner(), quantityLots, 0);
        }
    }

    /** Takes an offer that has passed all rules: it leads from now on, or lowers the price of who does. */
    private void place(Turn turn, OutcryAuction reverse, Principal seller, OfferInAuction command, int scenario) {
        long minimumMicros = command.getMinimumMicros();
        long nowMicros = reverse.priceAfter(seller.participant(), minimumMicros);
        if (reverse.wouldLead(seller.participant(), minimumMicros)) {
            giveBack(reverse);
            Instrument instrument = state.instruments.require(command.getInstrument());
            lots.setAside(instrument, seller.participant(), reverse.terms().quantityLots());
            reverse.lead(
                    new LeadingBid(turn.sequence(), seller, minimumMicros, command.getInstrument(), scenario, null),
                    nowMicros);
        } else {
            reverse.better(nowMicros);
        }
        AuctionSteps.bidTaken(turn, reverse);
    }

    private void giveBack(OutcryAuction reverse) {
        LeadingBid before = reverse.leader();
        if (before != null) {
            lots.giveBack(
                    state.instruments.require(before.instrument()),
                    before.bidder().participant(),
                    reverse.terms().quantityLots());
        }
    }

    private long costFen(OutcryTerms terms, Instrument instrument, long buyer, long seller, long priceMicros) {
        return trades.cost(terms.announcedAtNs(), instrument, buyer, seller, priceMicros, terms.quantityLots())
                .payFen();
    }
}
