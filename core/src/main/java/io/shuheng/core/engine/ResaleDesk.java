package io.shuheng.core.engine;

import io.shuheng.core.contract.ContractEndCause;
import io.shuheng.core.engine.AgreedTrades.Agreed;
import io.shuheng.core.engine.AgreedTrades.Cost;
import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.participant.Power;
import io.shuheng.core.participant.Principal;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.session.Binding;
import io.shuheng.core.trading.Instrument;
import io.shuheng.core.trading.Trade;
import io.shuheng.core.trading.TradeState;
import io.shuheng.core.trading.Trades;
import io.shuheng.core.trading.resale.OfferResale;
import io.shuheng.core.trading.resale.ResaleEnd;
import io.shuheng.core.trading.resale.ResaleOffer;
import io.shuheng.core.trading.resale.TakeResale;
import io.shuheng.core.trading.resale.WithdrawResale;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;
import java.time.Duration;
import java.util.function.Supplier;

/*
 * What is resold is a contract's licence whole: its right of use is one, and ends in the group in which the buyer's begins.
 * Until then the seller uses it, and the lots are the buyer's on the way, as those of any trade.
 */
/** Resale of licences (转售): who holds one offers it, and another takes it for the rest of its term. */
final class ResaleDesk {

    private static final long MAX_AHEAD_NS = Duration.ofDays(30).toNanos();

    private final ExchangeState state;
    private final AgreedTrades trades;
    private final TradeEnds ends;
    private final ResaleGates gates;
    private final AgreedGates agreed;

    /**
     * @param genesis asked only once there is one
     */
    ResaleDesk(ExchangeState state, AgreedTrades trades, TradeEnds ends, Supplier<Genesis> genesis) {
        this.state = state;
        this.trades = trades;
        this.ends = ends;
        this.gates = new ResaleGates(state, genesis);
        this.agreed = new AgreedGates(state);
    }

    void open(Dispatch dispatch) {
        dispatch.on(OfferResale.class, this::offer);
        dispatch.on(TakeResale.class, this::take);
        dispatch.on(WithdrawResale.class, this::withdraw);
    }

    private void offer(Turn turn, OfferResale command) {
        Instrument instrument = state.instruments.require(command.getInstrument());
        long seller = seller(turn, command.getMandate(), instrument);
        Trade held = gates.requireHeld(turn, instrument, seller, command.getContract());
        gates.requireResellable(turn, instrument, seller);
        gates.requireHeldLongEnough(turn, instrument, state.trades.require("contract", command.getContract()));
        state.resales.requireNone(command.getContract());
        long termEndsNs = gates.termEndsNs(command.getContract());
        Fields.requireRange("termEndsNs", command.getTermEndsNs(), termEndsNs, termEndsNs);
        agreed.requirePrice(instrument, command.getPriceMicros());
        long latestNs = Math.min(Math.addExact(turn.timeNs(), MAX_AHEAD_NS), termEndsNs);
        Fields.requireRange("validToNs", command.getValidToNs(), turn.timeNs() + 1, latestNs);

        Timers.Timer timer = state.timers.set(command.getValidToNs(), TimerKind.RESALE_END, turn.sequence());
        state.resales.add(new ResaleOffer(
                turn.sequence(),
                Sm3Hash.of(Sm3.hash(turn.commandBytes())),
                instrument.number(),
                command.getContract(),
                seller,
                held.getQuantityLots(),
                command.getPriceMicros(),
                termEndsNs,
                command.getValidToNs(),
                timer.id()));
        turn.event(EventKind.RESALE_OFFERED, turn.sequence(), command.getContract(), seller);
    }

    private void take(Turn turn, TakeResale command) {
        Instrument instrument = state.instruments.require(command.getInstrument());
        ResaleOffer offer = state.resales.require(command.getOffer());
        requireOffered(turn, command, offer);
        gates.requireHeld(turn, instrument, offer.seller(), offer.contract());
        gates.requireResellable(turn, instrument, offer.seller());
        Principal buyer = buyer(turn, command, instrument, 0);
        agreed.requireBuyer(instrument, buyer.participant(), offer.seller());
        state.openOrders.requireNotStopped(buyer.participant());
        instrument.requireScenario(command.getScenario());
        gates.requireRoom(instrument, buyer.participant(), offer);
        Cost cost = trades.cost(
                turn.timeNs(),
                instrument,
                buyer.participant(),
                offer.seller(),
                offer.priceMicros(),
                offer.quantityLots());
        buyer = buyer(turn, command, instrument, cost.payFen());
        trades.requireFunds(buyer.participant(), cost);

        long hold = trades.hold(turn, buyer, cost);
        long trade = state.trades.nextNumber();
        state.supply.passOn(instrument.number(), offer.seller(), buyer.participant(), offer.quantityLots());
        close(turn, offer, ResaleEnd.TAKEN, trade);
        state.resales.sold(trade, offer.contract());
        turn.event(EventKind.RESALE_MADE, trade, offer.contract(), offer.seller());
        Agreed terms = new Agreed(
                instrument,
                turn.sequence(),
                offer.number(),
                offer.seller(),
                offer.priceMicros(),
                offer.quantityLots(),
                command.getScenario(),
                cost);
        trades.form(turn, terms, buyer, hold, turn.binding(), Binding.SIGNED);
    }

    /** What is taken is what is offered, and still is. */
    private static void requireOffered(Turn turn, TakeResale command, ResaleOffer offer) {
        if (command.getInstrument() != offer.instrument()) {
            throw CommandRejected.because(RefusalCode.FIELD_INVALID, "instrument", offer.instrument());
        }
        if (!offer.sm3().equals(Fields.hash(command.getOfferSm3()))) {
            throw CommandRejected.because(RefusalCode.TERMS_STALE, "offerSm3", offer.number());
        }
        Fields.requireRange("contract", command.getContract(), offer.contract(), offer.contract());
        Fields.requireRange("termEndsNs", command.getTermEndsNs(), offer.termEndsNs(), offer.termEndsNs());
        Fields.requireRange("priceMicros", command.getPriceMicros(), offer.priceMicros(), offer.priceMicros());
        if (turn.timeNs() >= offer.validToNs()) {
            throw CommandRejected.because(RefusalCode.TERMS_LAPSED, "offer", offer.number());
        }
    }

    private Principal buyer(Turn turn, TakeResale command, Instrument instrument, long spendFen) {
        return state.principals.require(
                turn.requireParticipant(),
                command.getMandate(),
                Power.ORDER,
                instrument.listing().number(),
                spendFen,
                turn.timeNs());
    }

    private long seller(Turn turn, long mandate, Instrument instrument) {
        return state.principals
                .require(
                        turn.requireParticipant(),
                        mandate,
                        Power.PRICE,
                        instrument.listing().number(),
                        0,
                        turn.timeNs())
                .participant();
    }

    private void withdraw(Turn turn, WithdrawResale command) {
        ResaleOffer offer = state.resales.require(command.getOffer());
        long seller = turn.requireParticipant();
        if (command.getMandate() == 0) {
            state.participants.requireParty("participant", seller);
        } else {
            seller = seller(turn, command.getMandate(), state.instruments.require(offer.instrument()));
        }
        if (seller != offer.seller()) {
            throw CommandRejected.because(RefusalCode.NOT_PERMITTED, "offer", offer.number());
        }
        end(turn, offer, ResaleEnd.WITHDRAWN);
    }

    /** Nobody has taken an offer in time. */
    void fire(Turn turn, Timers.Timer timer) {
        ResaleOffer offer = state.resales.offer(timer.subject());
        if (offer != null) {
            end(turn, offer, ResaleEnd.LAPSED);
        }
    }

    /**
     * The term of a contract's right of use is over: nothing is left to be passed on. A resale of it that is not paid comes to
     * nothing; one in dispute is left to who decides.
     */
    void termOver(Turn turn, long contract) {
        ResaleOffer offer = state.resales.offerOf(contract);
        if (offer != null) {
            end(turn, offer, ResaleEnd.TERM_OVER);
        }
        long trade = state.resales.openTradeOf(contract);
        if (trade == 0) {
            return;
        }
        Trades.Entry entry = state.trades.require("contract", trade);
        if (entry.state() != TradeState.DISPUTED) {
            ends.undo(turn, entry, TradeEnds.Ending.of(ContractEndCause.SUBJECT_GONE));
        }
    }

    /** An offer ends without a trade. */
    void end(Turn turn, ResaleOffer offer, ResaleEnd reason) {
        close(turn, offer, reason, 0);
    }

    private void close(Turn turn, ResaleOffer offer, ResaleEnd reason, long trade) {
        state.timers.cancel(new Timers.Timer(offer.validToNs(), offer.timer(), TimerKind.RESALE_END, offer.number()));
        state.resales.remove(offer);
        turn.event(EventKind.RESALE_ENDED, offer.number(), reason.number(), trade);
    }
}
