package io.shuheng.core.engine;

import io.shuheng.core.participant.Principal;
import io.shuheng.core.trading.Instrument;
import io.shuheng.core.trading.TradingMode;
import io.shuheng.core.trading.auction.Auction;
import io.shuheng.core.trading.auction.LeadingBid;
import io.shuheng.core.trading.auction.OfferInAuction;
import io.shuheng.core.trading.auction.OutcryAuction;
import io.shuheng.core.trading.auction.OutcryTerms;
import io.shuheng.core.trading.auction.ScheduleReverseAuction;

/**
 * Announcements of reverse auctions (求购) and offers in them: a buyer says what it seeks and sets aside what it costs at most,
 * sellers' prices fall. How they close and are awarded is in {@link OutcryDesk}; those with sealed offers are those of {@link
 * SealedReverseDesk}.
 */
final class ReverseAuctionDesk {

    private final ExchangeState state;
    private final AgreedTrades trades;
    private final OpenAuctionGates gates;
    private final TenderOpening tenders;
    private final PromisedLots lots;

    ReverseAuctionDesk(ExchangeState state, AgreedTrades trades) {
        this.state = state;
        this.trades = trades;
        this.gates = new OpenAuctionGates(state);
        this.tenders = new TenderOpening(state, trades);
        this.lots = new PromisedLots(state);
    }

    void open(Dispatch dispatch) {
        dispatch.on(ScheduleReverseAuction.class, this::schedule);
        dispatch.on(OfferInAuction.class, this::offer);
        new SealedReverseDesk(state, trades).open(dispatch);
    }

    private void schedule(Turn turn, ScheduleReverseAuction command) {
        Instrument instrument = state.instruments.require(command.getInstrument());
        Principal buyer = gates.requireHoldingBuyer(turn, instrument, command.getMandate());
        OutcryTerms terms = OutcryTerms.of(turn.timeNs(), command);
        gates.requireTimes(turn, command.getOpensNs(), command.getClosesNs());
        gates.requireEnd(terms);
        Fields.requireRange("quantityLots", command.getQuantityLots(), 1, AgreedGates.MAX_QUANTITY_LOTS);
        gates.requireTick(instrument, "decrementMicros", command.getDecrementMicros());

        TenderOpening.Opened opened = tenders.announce(
                turn,
                instrument,
                buyer,
                new TenderOpening.Asked(
                        command.getScenario(),
                        command.getAlternatives(),
                        command.getCeilingPriceMicros(),
                        command.getQuantityLots(),
                        command.getMandate(),
                        command.getOpensNs()));
        state.openAuctions.add(OutcryAuction.reverse(opened.auction(), terms, opened.tender(), command.getClosesNs()));
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
