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
import io.shuheng.core.trading.auction.AwardRule;
import io.shuheng.core.trading.auction.CommitOffer;
import io.shuheng.core.trading.auction.Commitments;
import io.shuheng.core.trading.auction.HeldMoney;
import io.shuheng.core.trading.auction.RevealOffer;
import io.shuheng.core.trading.auction.ScheduleSealedReverse;
import io.shuheng.core.trading.auction.SealedOffer;
import io.shuheng.core.trading.auction.SealedReverse;
import io.shuheng.crypto.Sm3Hash;
import java.time.Duration;

/**
 * Announcements of sealed reverse auctions (密封求购), and their offers: committed with lots and a deposit behind them, then
 * shown. {@link SealedReverseAwards} leads them through their times and decides.
 */
final class SealedReverseDesk {

    /** Shorter, and whoever sets it could keep sellers from showing their offers, whose deposits it would get. */
    private static final long MIN_REVEAL_NS = Duration.ofMinutes(1).toNanos();

    private static final long MAX_REVEAL_NS = Duration.ofDays(7).toNanos();
    private static final long MAX_DEPOSIT_FEN = 1_000_000_000_000_000L;
    private static final String AUCTION = "auction";

    private final ExchangeState state;
    private final AgreedTrades trades;
    private final OpenAuctionGates gates;
    private final TenderOpening tenders;
    private final PromisedLots lots;
    private final BidMoney money;

    SealedReverseDesk(ExchangeState state, AgreedTrades trades) {
        this.state = state;
        this.trades = trades;
        this.gates = new OpenAuctionGates(state);
        this.tenders = new TenderOpening(state, trades);
        this.lots = new PromisedLots(state);
        this.money = new BidMoney(state);
    }

    void open(Dispatch dispatch) {
        dispatch.on(ScheduleSealedReverse.class, this::schedule);
        dispatch.on(CommitOffer.class, this::commit);
        dispatch.on(RevealOffer.class, this::reveal);
    }

    private void schedule(Turn turn, ScheduleSealedReverse command) {
        Instrument instrument = state.instruments.require(command.getInstrument());
        Principal buyer = gates.requireHoldingBuyer(turn, instrument, command.getMandate());
        requireTerms(turn, command);

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
        state.openAuctions.add(new SealedReverse(opened.auction(), command, turn.timeNs(), opened.tender()));
    }

    private void requireTerms(Turn turn, ScheduleSealedReverse command) {
        gates.requireTimes(turn, command.getOpensNs(), command.getClosesNs());
        Fields.requireRange("revealWithinNs", command.getRevealWithinNs(), MIN_REVEAL_NS, MAX_REVEAL_NS);
        Fields.requireRange("quantityLots", command.getQuantityLots(), 1, AgreedGates.MAX_QUANTITY_LOTS);
        Fields.requireRange("depositFen", command.getDepositFen(), 1, MAX_DEPOSIT_FEN);
        AwardRule rule = command.getAwardRule();
        if (rule != AwardRule.PAY_AS_BID && rule != AwardRule.VICKREY) {
            throw CommandRejected.because(RefusalCode.FIELD_INVALID, "awardRule", Fields.place(rule));
        }
    }

    private void commit(Turn turn, CommitOffer command) {
        Instrument instrument = state.instruments.require(command.getInstrument());
        Auction auction = state.auctions.require(command.getAuction(), TradingMode.REVERSE_AUCTION);
        SealedReverse sealed = state.openAuctions.sealed(auction);
        gates.requireTaking(turn, auction, sealed.terms().getClosesNs());
        sealed.tender().requireSought(instrument.number());
        long depositFen = sealed.terms().getDepositFen();
        Principal seller = requireOfferer(turn, instrument, command.getMandate(), depositFen);
        gates.requireOffer(turn, auction, instrument, seller.participant());
        sealed.requireRoom(seller.participant());
        Sm3Hash commitment = Fields.requireHash("commitmentSm3", command.getCommitmentSm3());
        requireLots(sealed, instrument, seller.participant());
        money.require(seller, AUCTION, depositFen, null);

        HeldMoney deposit = money.hold(turn, seller, depositFen);
        lots.setAside(instrument, seller.participant(), sealed.terms().getQuantityLots());
        sealed.add(new SealedOffer(turn.sequence(), commitment, instrument.number(), deposit, null));
        turn.event(EventKind.OFFER_COMMITTED, auction.number(), seller.participant(), deposit.hold());
    }

    private void requireLots(SealedReverse sealed, Instrument instrument, long seller) {
        long quantityLots = sealed.terms().getQuantityLots();
        lots.require(instrument, seller, quantityLots, AUCTION, sealed.auction().number());
        if (instrument.isUnlimited()) {
            state.supply.require(instrument, sealed.auction().owner(), quantityLots, 0);
        }
    }

    /** Also taken in a halt: whoever does not show its offer pays. */
    private void reveal(Turn turn, RevealOffer command) {
        Instrument instrument = state.instruments.require(command.getInstrument());
        Auction auction = state.auctions.require(command.getAuction(), TradingMode.REVERSE_AUCTION);
        SealedReverse sealed = state.openAuctions.sealed(auction);
        auction.require(AuctionState.CLOSED);
        if (turn.timeNs() >= sealed.revealUntilNs()) {
            throw CommandRejected.because(RefusalCode.AUCTION_STATE, AUCTION, auction.number());
        }
        Principal seller = requireOfferer(turn, instrument, command.getMandate(), 0);
        SealedOffer offer = sealed.requireSealed(seller.participant());
        Fields.requireRange("instrument", instrument.number(), offer.instrument(), offer.instrument());
        long priceMicros = command.getPriceMicros();
        requireCommitted(sealed, offer, command);
        gates.requirePrice(instrument, "priceMicros", priceMicros);
        long ceilingMicros = sealed.terms().getCeilingPriceMicros();
        if (priceMicros > ceilingMicros) {
            throw CommandRejected.because(RefusalCode.OFFER_TOO_HIGH, "priceMicros", ceilingMicros);
        }
        // What it brings at least must be computable; what it brings at the price of another is looked at with the
        // award.
        trades.cost(
                sealed.announcedAtNs(),
                instrument,
                auction.owner(),
                seller.participant(),
                priceMicros,
                sealed.terms().getQuantityLots());

        money.giveBack(turn, offer.deposit());
        sealed.reveal(offer, new SealedOffer.Revealed(turn.sequence(), seller, priceMicros));
        turn.event(EventKind.OFFER_REVEALED, auction.number(), seller.participant(), priceMicros);
    }

    private static void requireCommitted(SealedReverse sealed, SealedOffer offer, RevealOffer command) {
        byte[] opening = Commitments.opening(
                command.getPriceMicros(),
                sealed.terms().getQuantityLots(),
                sealed.tender().requireSought(offer.instrument()),
                command.getNonce().bytes(),
                offer.seller(),
                sealed.auction().number());
        if (!Commitments.bid(opening).equals(offer.commitmentSm3())) {
            throw CommandRejected.because(RefusalCode.COMMITMENT_MISMATCH, "nonce", offer.commitment());
        }
    }

    private Principal requireOfferer(Turn turn, Instrument instrument, long mandate, long depositFen) {
        gates.requireOfferer(turn, instrument, mandate);
        return state.principals.require(
                turn.requireParticipant(),
                mandate,
                Power.PRICE,
                instrument.listing().number(),
                depositFen,
                turn.timeNs());
    }
}
