package io.shuheng.core.engine;

import io.shuheng.core.participant.Power;
import io.shuheng.core.participant.Principal;
import io.shuheng.core.participant.Role;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.trading.Instrument;
import io.shuheng.core.trading.TradingMode;
import io.shuheng.core.trading.auction.Auction;
import io.shuheng.core.trading.auction.AuctionState;
import io.shuheng.core.trading.auction.CommitBid;
import io.shuheng.core.trading.auction.CommitSeed;
import io.shuheng.core.trading.auction.Commitments;
import io.shuheng.core.trading.auction.OpenSealedAuction;
import io.shuheng.core.trading.auction.RevealBid;
import io.shuheng.core.trading.auction.RevealReserve;
import io.shuheng.core.trading.auction.RevealSeed;
import io.shuheng.core.trading.auction.SealedAuction;
import io.shuheng.core.trading.auction.SealedBid;
import io.shuheng.crypto.Sm3Hash;

/**
 * Takes sealed bids and their reveals (密封竞价), and leads each auction through its times. {@link SealedAwards} makes the
 * award.
 */
final class SealedAuctionDesk {

    private static final String AUCTION = "auction";
    private static final String INSTRUMENT = "instrument";
    private static final long MAX_DEPOSIT_FEN = 1_000_000_000_000_000L;

    private final ExchangeState state;
    private final SealedBacking backing;
    private final SealedAuctionForm form;
    private final AgreedGates agreed;

    SealedAuctionDesk(ExchangeState state, SealedBacking backing) {
        this.state = state;
        this.backing = backing;
        this.form = new SealedAuctionForm(state);
        this.agreed = new AgreedGates(state);
    }

    void open(Dispatch dispatch) {
        dispatch.on(OpenSealedAuction.class, this::announce);
        dispatch.on(CommitBid.class, this::commit);
        dispatch.on(RevealBid.class, this::reveal);
        dispatch.on(CommitSeed.class, this::commitSeed);
        dispatch.on(RevealSeed.class, this::revealSeed);
    }

    private void announce(Turn turn, OpenSealedAuction command) {
        Instrument instrument = state.instruments.require(command.getInstrument());
        requireProvider(turn, command.getMandate(), instrument);
        agreed.requireOpen(turn, instrument, TradingMode.SEALED_AUCTION);
        agreed.requireSeller(turn, instrument, instrument.provider());
        state.sealedAuctions.requireRoom(instrument.provider());
        form.requireTimes(turn, command);
        form.requireSupply(command, instrument);
        form.requireReserve(command, instrument);
        Fields.requireRange("depositFen", command.getDepositFen(), 1, MAX_DEPOSIT_FEN);
        if (command.getLots() > 0) {
            state.supply.offer(instrument.number(), instrument.provider(), command.getLots());
        }
        Auction auction = state.auctions.schedule(
                turn.sequence(), TradingMode.SEALED_AUCTION, instrument.number(), instrument.provider());
        state.sealedAuctions.add(auction, command);
        turn.event(
                EventKind.AUCTION_SCHEDULED,
                auction.number(),
                instrument.number(),
                Fields.place(TradingMode.SEALED_AUCTION));
        setTimer(command.getOpensNs(), auction);
    }

    private void commit(Turn turn, CommitBid command) {
        Instrument instrument = state.instruments.require(command.getInstrument());
        SealedAuction sealed = require(command.getAuction(), instrument.number(), AuctionState.OPEN);
        long depositFen = sealed.terms().getDepositFen();
        Principal bidder = requireBidder(turn, command.getMandate(), instrument, depositFen);
        agreed.requireOpen(turn, instrument, TradingMode.SEALED_AUCTION);
        agreed.requireBoundSeller(turn, instrument, instrument.provider());
        state.openOrders.requireNotStopped(bidder.participant());
        requireBefore(turn, sealed, sealed.terms().getClosesNs());
        sealed.requireRoom(bidder.participant());
        Sm3Hash commitment = Fields.requireHash("commitmentSm3", command.getCommitmentSm3());
        backing.checkDeposit(bidder, depositFen);

        long hold = backing.deposit(turn, bidder, depositFen);
        sealed.add(new SealedBid(turn.sequence(), bidder, commitment, hold, depositFen));
        turn.event(EventKind.BID_COMMITTED, sealed.auction().number(), bidder.participant(), hold);
    }

    private void reveal(Turn turn, RevealBid command) {
        Instrument instrument = state.instruments.require(command.getInstrument());
        SealedAuction sealed = require(command.getAuction(), instrument.number(), AuctionState.CLOSED);
        Principal bidder = requireBidder(turn, command.getMandate(), instrument, 0);
        requireBefore(turn, sealed, sealed.terms().getRevealByNs());
        SealedBid bid = sealed.requireSealed(bidder.participant());
        byte[] opening = Commitments.opening(
                command.getPriceMicros(),
                command.getQuantityLots(),
                command.getScenario(),
                command.getNonce().bytes(),
                bidder.participant(),
                sealed.auction().number());
        if (!Commitments.bid(opening).equals(bid.commitmentSm3())) {
            throw CommandRejected.because(RefusalCode.COMMITMENT_MISMATCH, "nonce", bid.commitment());
        }
        form.requireBid(command, sealed, instrument);
        long payFen = backing.cost(
                        instrument,
                        bidder.participant(),
                        command.getPriceMicros(),
                        command.getQuantityLots(),
                        turn.timeNs())
                .payFen();
        boolean counted = bid.principal().mandate() == bidder.mandate();
        requireBidder(turn, command.getMandate(), instrument, counted ? Math.max(0, payFen - bid.heldFen()) : payFen);
        backing.checkSecure(bid, payFen);

        backing.secure(turn, bid, bidder, payFen);
        bid.reveal(turn.sequence(), turn.timeNs(), command, opening);
        sealed.rank(bid);
        turn.event(EventKind.BID_REVEALED, sealed.auction().number(), bidder.participant(), bid.hold());
    }

    /** The provider shows its hidden reserve. */
    void revealReserve(Turn turn, RevealReserve command) {
        Instrument instrument = state.instruments.require(command.getInstrument());
        SealedAuction sealed = require(command.getAuction(), instrument.number(), AuctionState.CLOSED);
        requireProvider(turn, command.getMandate(), instrument);
        requireBefore(turn, sealed, sealed.terms().getRevealByNs());
        if (!sealed.hidesReserve()) {
            throw CommandRejected.because(
                    RefusalCode.WRONG_STATE, AUCTION, sealed.auction().number());
        }
        form.requirePrice(command.getPriceMicros(), instrument);
        Sm3Hash found = Commitments.reserve(
                command.getPriceMicros(), command.getNonce().bytes(), instrument.provider(), instrument.number());
        requireCommitted("nonce", found, Fields.hash(sealed.terms().getReserveSm3()));
        sealed.revealReserve(command.getPriceMicros());
        turn.event(EventKind.RESERVE_REVEALED, sealed.auction().number(), command.getPriceMicros(), 0);
    }

    private void commitSeed(Turn turn, CommitSeed command) {
        turn.requireOperator();
        SealedAuction sealed = requireSampling(command.getAuction(), AuctionState.SCHEDULED);
        if (!sealed.valueSm3().equals(Sm3Hash.ZERO)) {
            throw CommandRejected.because(RefusalCode.WRONG_STATE, AUCTION, command.getAuction());
        }
        sealed.commitValue(Fields.requireHash("valueSm3", command.getValueSm3()));
        turn.event(EventKind.SEED_COMMITTED, command.getAuction(), 0, 0);
    }

    /** Only when no bid can be revealed any more, so that nobody who can still choose knows the seed. */
    private void revealSeed(Turn turn, RevealSeed command) {
        turn.requireOperator();
        SealedAuction sealed = requireSampling(command.getAuction(), AuctionState.CLOSED);
        if (turn.timeNs() < sealed.terms().getRevealByNs() || sealed.phase() != SealedAuction.Phase.TAKE) {
            throw CommandRejected.because(RefusalCode.AUCTION_STATE, AUCTION, command.getAuction());
        }
        requireBefore(turn, sealed, sealed.terms().getSeedByNs());
        byte[] value = command.getValue().bytes();
        requireCommitted("value", Commitments.value(value, command.getAuction()), sealed.valueSm3());
        sealed.reveal(value);
        turn.event(EventKind.SEED_REVEALED, command.getAuction(), 0, 0);
        award(sealed, SealedAuction.Phase.SEED);
    }

    /**
     * Calls an auction off before it is decided; all that was set aside for it goes back.
     *
     * @throws CommandRejected AUCTION_STATE
     */
    void callOff(Turn turn, Auction auction) {
        SealedAuction sealed = state.sealedAuctions.require(auction);
        if (!auction.state().canMoveTo(AuctionState.VOID)) {
            throw CommandRejected.because(RefusalCode.AUCTION_STATE, AUCTION, auction.number());
        }
        endVoid(turn, sealed);
    }

    /** The time of an auction's next step has come. */
    void fire(Turn turn, Timers.Timer timer) {
        Auction auction = state.auctions.get(timer.subject());
        if (auction.state().isFinal() || auction.state() == AuctionState.UNCROSSED) {
            return;
        }
        SealedAuction sealed = state.sealedAuctions.require(auction);
        OpenSealedAuction terms = sealed.terms();
        if (auction.state() == AuctionState.SCHEDULED && turn.timeNs() >= terms.getOpensNs()) {
            begin(turn, sealed);
        }
        if (auction.state() == AuctionState.OPEN && turn.timeNs() >= terms.getClosesNs()) {
            AuctionSteps.move(turn, auction, AuctionState.CLOSED);
            setTimer(terms.getRevealByNs(), auction);
        }
        if (auction.state() == AuctionState.CLOSED && turn.timeNs() >= terms.getRevealByNs()) {
            endReveals(turn, sealed);
        }
    }

    private void begin(Turn turn, SealedAuction sealed) {
        Instrument instrument = state.instruments.require(sealed.auction().instrument());
        boolean lacksSeed = sealed.samples() && sealed.valueSm3().equals(Sm3Hash.ZERO);
        if (lacksSeed || instrument.isOver(turn.timeNs())) {
            endVoid(turn, sealed);
        } else {
            AuctionSteps.move(turn, sealed.auction(), AuctionState.OPEN);
            setTimer(sealed.terms().getClosesNs(), sealed.auction());
        }
    }

    private void endReveals(Turn turn, SealedAuction sealed) {
        if (sealed.phase() != SealedAuction.Phase.TAKE) {
            return;
        }
        boolean late = sealed.samples() && turn.timeNs() >= sealed.terms().getSeedByNs();
        if (late || sealed.hidesReserve()) {
            endVoid(turn, sealed);
        } else if (sealed.samples()) {
            setTimer(sealed.terms().getSeedByNs(), sealed.auction());
        } else {
            award(sealed, SealedAuction.Phase.COUNT);
        }
    }

    private void award(SealedAuction sealed, SealedAuction.Phase first) {
        stepFrom(sealed, first);
        // Nothing is done then but to look whether it still waits.
        setTimer(sealed.awardByNs(), sealed.auction());
    }

    private void endVoid(Turn turn, SealedAuction sealed) {
        AuctionSteps.move(turn, sealed.auction(), AuctionState.VOID);
        stepFrom(sealed, SealedAuction.Phase.SETTLE);
    }

    private void stepFrom(SealedAuction sealed, SealedAuction.Phase phase) {
        sealed.moveTo(phase);
        state.sealedAuctions.step(sealed);
    }

    private void setTimer(long dueNs, Auction auction) {
        state.timers.set(dueNs, TimerKind.SEALED_AUCTION, auction.number());
    }

    private SealedAuction require(long number, long instrument, AuctionState expected) {
        Auction auction = state.auctions.require(number, TradingMode.SEALED_AUCTION);
        if (auction.instrument() != instrument) {
            throw CommandRejected.because(RefusalCode.FIELD_INVALID, INSTRUMENT, instrument);
        }
        auction.require(expected);
        return state.sealedAuctions.require(auction);
    }

    private SealedAuction requireSampling(long number, AuctionState expected) {
        Auction auction = state.auctions.require(number, TradingMode.SEALED_AUCTION);
        auction.require(expected);
        SealedAuction sealed = state.sealedAuctions.require(auction);
        if (!sealed.samples()) {
            throw CommandRejected.because(RefusalCode.WRONG_STATE, AUCTION, number);
        }
        return sealed;
    }

    private static void requireBefore(Turn turn, SealedAuction sealed, long endNs) {
        if (turn.timeNs() >= endNs) {
            throw CommandRejected.because(
                    RefusalCode.AUCTION_STATE, AUCTION, sealed.auction().number());
        }
    }

    private static void requireCommitted(String field, Sm3Hash found, Sm3Hash committed) {
        if (!found.equals(committed)) {
            throw CommandRejected.because(RefusalCode.COMMITMENT_MISMATCH, field, 0);
        }
    }

    private void requireProvider(Turn turn, long mandate, Instrument instrument) {
        Principal principal = state.principals.require(
                turn.requireParticipant(),
                mandate,
                Power.PRICE,
                instrument.listing().number(),
                0,
                turn.timeNs());
        if (principal.participant() != instrument.provider()) {
            throw CommandRejected.because(RefusalCode.NOT_PERMITTED, INSTRUMENT, instrument.number());
        }
    }

    private Principal requireBidder(Turn turn, long mandate, Instrument instrument, long spentFen) {
        Principal bidder = state.principals.require(
                turn.requireParticipant(),
                mandate,
                Power.ORDER,
                instrument.listing().number(),
                spentFen,
                turn.timeNs());
        instrument
                .version()
                .requireEligible(state.participants
                        .requireRole("buyer", bidder.participant(), Role.CONSUMER)
                        .membership()
                        .identifier());
        if (state.participants.areAffiliated(bidder.participant(), instrument.provider())) {
            throw CommandRejected.because(RefusalCode.SELF_TRADE, INSTRUMENT, instrument.number());
        }
        return bidder;
    }
}
