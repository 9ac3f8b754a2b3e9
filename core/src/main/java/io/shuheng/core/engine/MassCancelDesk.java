package io.shuheng.core.engine;

import io.shuheng.core.genesis.Limits;
import io.shuheng.core.participant.Duty;
import io.shuheng.core.participant.Power;
import io.shuheng.core.participant.Principal;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.trading.CancelBook;
import io.shuheng.core.trading.CancelOrders;
import io.shuheng.core.trading.Side;
import io.shuheng.core.trading.StopMember;
import io.shuheng.core.trading.StopOwnTrading;
import io.shuheng.core.trading.book.CancelReason;
import io.shuheng.core.trading.book.LimitOrder;
import io.shuheng.core.trading.book.Market;
import io.shuheng.core.trading.book.MassCancels.MassCancel;
import io.shuheng.core.trading.book.MemberOrders;
import io.shuheng.core.trading.book.OrderBook;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes many orders back at once, for their owner or for officers, and stops members. A command holds from its sequence
 * on, whatever else is under way: nothing new is taken of those whose orders go, and none of them trades any more. What
 * a step does not reach waits for a later one.
 */
final class MassCancelDesk implements SteppedWork {

    private static final String INSTRUMENT = "instrument";
    private static final String PARTICIPANT = "participant";
    private static final String DOCUMENT = "documentSm3";

    private final ExchangeState state;
    private final RestingOrders restingOrders;
    private final Supplier<Limits> limits;

    /**
     * @param limits those of genesis; asked only once there is one
     */
    MassCancelDesk(ExchangeState state, RestingOrders restingOrders, Supplier<Limits> limits) {
        this.state = state;
        this.restingOrders = restingOrders;
        this.limits = limits;
    }

    void open(Dispatch dispatch) {
        dispatch.onAlsoInSession(CancelOrders.class, CancelOrders::getInstrument, this::cancelOwn);
        dispatch.on(StopOwnTrading.class, this::stopOwn);
        dispatch.onTwoOfficers(CancelBook.class, Duty.MARKET, this::cancelBook);
        dispatch.onTwoOfficers(StopMember.class, Duty.MARKET, this::stopMember);
    }

    private void cancelOwn(Turn turn, CancelOrders command) {
        Principal principal = requireOwner(turn, turn.mandate(command.getMandate()), command.getInstrument());
        state.massCancels.requireQuiet(principal.participant(), command.getInstrument());
        if (command.getInstrument() != 0) {
            state.phases.requireCancellable(state.instruments.require(command.getInstrument()));
        }
        long instrument = command.getInstrument();
        begin(turn, principal.participant(), instrument, CancelReason.MASS_BY_OWNER);
    }

    private void stopOwn(Turn turn, StopOwnTrading command) {
        Principal principal = requireOwner(turn, command.getMandate(), 0);
        MemberOrders orders = state.openOrders.find(principal.participant());
        boolean stopped = orders != null && orders.isStopped();
        if (stopped == command.getStop() || (orders != null && orders.isStoppedByOfficers())) {
            throw CommandRejected.because(RefusalCode.WRONG_STATE, "stop", command.getStop() ? 1 : 0);
        }
        stop(turn, principal.participant(), command.getStop(), false);
    }

    private void cancelBook(Turn turn, CancelBook command) {
        Fields.requireHash(DOCUMENT, command.getDocumentSm3());
        long instrument = state.instruments.require(command.getInstrument()).number();
        if (state.markets.market(instrument) == null) {
            throw CommandRejected.because(RefusalCode.SUPPLY_NOT_FUNGIBLE, INSTRUMENT, instrument);
        }
        if (command.getParticipant() != 0) {
            state.participants.require(PARTICIPANT, command.getParticipant());
        }
        state.massCancels.requireQuiet(command.getParticipant(), instrument);
        begin(turn, command.getParticipant(), instrument, CancelReason.BY_OFFICERS);
    }

    private void stopMember(Turn turn, StopMember command) {
        Fields.requireHash(DOCUMENT, command.getDocumentSm3());
        state.participants.require(PARTICIPANT, command.getParticipant());
        MemberOrders orders = state.openOrders.find(command.getParticipant());
        boolean stopped = orders != null && (command.getStop() ? orders.isStoppedByOfficers() : orders.isStopped());
        if (stopped == command.getStop()) {
            throw CommandRejected.because(RefusalCode.WRONG_STATE, "stop", command.getStop() ? 1 : 0);
        }
        stop(turn, command.getParticipant(), command.getStop(), true);
    }

    private void stop(Turn turn, long participant, boolean stop, boolean byOfficers) {
        state.openOrders.of(participant).stop(stop, byOfficers);
        turn.event(EventKind.MEMBER_STOPPED, participant, stop ? 1 : 0, byOfficers ? 1 : 0);
        MassCancel stopping = stop ? state.massCancels.stopping(participant) : null;
        if (stopping != null && byOfficers) {
            // What it has left to its owner on its way, officers leave no longer.
            stopping.moveTo(0);
        } else if (stop && stopping == null) {
            begin(turn, participant, 0, CancelReason.STOPPED);
        }
    }

    /** Whether a cancel of many orders waits. */
    @Override
    public boolean isPending(long timeNs) {
        return state.massCancels.isPending();
    }

    /** Takes the next step of the cancel that has waited longest. */
    @Override
    public void step(Turn turn) {
        MassCancel cancel = state.massCancels.next();
        if (cancel != null && step(turn, cancel)) {
            state.massCancels.finishNext();
        }
    }

    private void begin(Turn turn, long participant, long instrument, CancelReason reason) {
        MassCancel cancel = new MassCancel(turn.sequence(), participant, instrument, reason);
        if (instrument == 0) {
            moveOn(cancel);
        }
        boolean waits = state.markets.hasPaused() || state.massCancels.isPending();
        if (waits || !step(turn, cancel)) {
            state.massCancels.add(cancel);
        }
    }

    /** Whether it is through. */
    private boolean step(Turn turn, MassCancel cancel) {
        for (int left = limits.get().getOrdersPerStep(); left > 0; left--) {
            Market market = state.markets.market(cancel.at());
            LimitOrder order =
                    market == null || OrderStanding.isKept(state, cancel, market) ? null : first(cancel, market);
            if (market != null && order != null) {
                restingOrders.cancel(turn, market, order, cancel.reason());
                cancel.count();
            } else if (!moveOn(cancel) && !endSweep(turn, cancel)) {
                turn.event(EventKind.ORDERS_CANCELLED, cancel.command(), cancel.cancelled(), 0);
                return true;
            }
        }
        return false;
    }

    /** Ends a sweep that waits for its next step; false where none of them is concerned. */
    private boolean endSweep(Turn turn, MassCancel cancel) {
        Market market = state.markets.pausedOf(cancel);
        LimitOrder order = market == null ? null : market.sweeping();
        if (market == null || order == null) {
            return false;
        }
        state.markets.resume(market);
        restingOrders.end(turn, market, order, cancel.reason());
        cancel.count();
        return true;
    }

    /** Goes to the next instrument; false where the last one is done. */
    private boolean moveOn(MassCancel cancel) {
        long next = cancel.instrument() != 0
                ? 0
                : state.openOrders.of(cancel.participant()).instrumentAfter(cancel.at());
        cancel.moveTo(next);
        return next != 0;
    }

    private @Nullable LimitOrder first(MassCancel cancel, Market market) {
        if (cancel.participant() != 0) {
            return state.openOrders
                    .of(cancel.participant())
                    .first(market.instrument().number());
        }
        OrderBook<LimitOrder> book = market.book();
        LimitOrder bid = book.best(Side.BUY);
        return bid == null ? book.best(Side.SELL) : bid;
    }

    /** Who may end its orders: also a suspended member, and an agent with power ORDER for the product concerned. */
    private Principal requireOwner(Turn turn, long mandate, long instrument) {
        long actor = turn.requireParticipant();
        state.participants.requireParty("sender", actor);
        if (instrument == 0) {
            return state.mandates.principalFor(actor, mandate, Power.ORDER, 0, 0, turn.timeNs());
        }
        long listing = state.instruments.require(instrument).listing().number();
        return state.mandates.principalFor(actor, mandate, Power.ORDER, listing, 0, turn.timeNs());
    }
}
