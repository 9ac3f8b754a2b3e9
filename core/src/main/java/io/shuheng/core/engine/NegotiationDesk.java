package io.shuheng.core.engine;

import io.shuheng.core.clearing.Money;
import io.shuheng.core.clearing.RoundingRule;
import io.shuheng.core.clearing.TradeFees;
import io.shuheng.core.contract.negotiation.AcceptTerms;
import io.shuheng.core.contract.negotiation.Acceptance;
import io.shuheng.core.contract.negotiation.NegotiatedTerms;
import io.shuheng.core.contract.negotiation.Negotiation;
import io.shuheng.core.contract.negotiation.NegotiationState;
import io.shuheng.core.contract.negotiation.OfferTerms;
import io.shuheng.core.contract.negotiation.RequestTerms;
import io.shuheng.core.contract.negotiation.StandingTerms;
import io.shuheng.core.contract.negotiation.TerminateNegotiation;
import io.shuheng.core.contract.negotiation.TerminationReason;
import io.shuheng.core.participant.KeyPurpose;
import io.shuheng.core.participant.Power;
import io.shuheng.core.participant.Principal;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.trading.Instrument;
import io.shuheng.crypto.Sm3Hash;
import java.util.HashMap;
import java.util.Map;

/*
 * The two sides take turns: the consumer requests, the provider offers. So there is one message that stands, whoever sent
 * it, and each answer names it; a provider that takes a request as it is offers the same terms. It is always the consumer
 * that accepts, by a command of its own, because with the acceptance its money is held.
 */
/** Takes the messages of negotiations (协商) from the first request to the acceptance, and ends what comes to nothing. */
final class NegotiationDesk {

    private static final long NO_HOLD = 0;

    private final ExchangeState state;
    private final SettlementDesk settlement;
    private final NegotiationGates gates;
    private final Map<Long, Timers.Timer> lapses = new HashMap<>();

    NegotiationDesk(ExchangeState state, SettlementDesk settlement) {
        this.state = state;
        this.settlement = settlement;
        this.gates = new NegotiationGates(state);
    }

    void open(Dispatch dispatch) {
        dispatch.on(RequestTerms.class, this::request);
        dispatch.on(OfferTerms.class, this::offer);
        dispatch.on(AcceptTerms.class, this::accept);
        dispatch.on(TerminateNegotiation.class, this::terminate);
    }

    /** Nobody has answered or signed in time. */
    void fire(Turn turn, Timers.Timer timer) {
        lapses.remove(timer.subject());
        end(turn, state.negotiations.require(timer.subject()), TerminationReason.LAPSED);
    }

    /** Finds the timers again of a state that was read. */
    void findTimers() {
        lapses.putAll(state.timers.bySubject(TimerKind.NEGOTIATION_LAPSE));
    }

    /** Both sides have signed: from here on no time runs. */
    void stopLapse(Negotiation negotiation) {
        Timers.Timer timer = lapses.remove(negotiation.number());
        if (timer != null) {
            state.timers.cancel(timer);
        }
    }

    private void request(Turn turn, RequestTerms command) {
        Instrument instrument = state.instruments.require(command.getInstrument());
        long consumer = gates.principal(turn, command.getMandate(), Power.NEGOTIATE, instrument, 0)
                .participant();
        gates.requireConsumer(instrument, consumer);
        gates.requireOpen(turn, instrument);
        gates.requireTerms(instrument, command.getTerms());
        gates.requireAhead(turn, "validToNs", command.getValidToNs());
        Sm3Hash answered = Fields.hash(command.getAnswersSm3());
        StandingTerms terms = StandingTerms.of(turn.sequence(), command.getTerms(), command.getValidToNs());
        Negotiation negotiation;
        if (command.getNegotiation() == 0) {
            if (!answered.equals(Sm3Hash.ZERO)) {
                throw CommandRejected.because(RefusalCode.FIELD_INVALID, "answersSm3", 0);
            }
            state.negotiations.requireRoom(consumer);
            negotiation = state.negotiations.begin(instrument.number(), instrument.provider(), consumer, terms);
        } else {
            negotiation = requireTurn(command.getNegotiation(), instrument, consumer, NegotiationState.OFFERED);
            negotiation.requireAnswers("answersSm3", answered, turn.timeNs());
            negotiation.request(terms);
        }
        setLapse(negotiation, command.getValidToNs());
        turn.event(EventKind.TERMS_REQUESTED, negotiation.number(), consumer, command.getValidToNs());
    }

    private void offer(Turn turn, OfferTerms command) {
        Instrument instrument = state.instruments.require(command.getInstrument());
        long provider = gates.principal(turn, command.getMandate(), Power.NEGOTIATE, instrument, 0)
                .participant();
        Negotiation negotiation =
                requireTurn(command.getNegotiation(), instrument, provider, NegotiationState.REQUESTED);
        gates.requireOpen(turn, instrument);
        gates.requireTerms(instrument, command.getTerms());
        gates.requireAhead(turn, "validToNs", command.getValidToNs());
        negotiation.requireAnswers("answersSm3", Fields.hash(command.getAnswersSm3()), turn.timeNs());
        negotiation.offer(StandingTerms.of(turn.sequence(), command.getTerms(), command.getValidToNs()));
        setLapse(negotiation, command.getValidToNs());
        turn.event(EventKind.TERMS_OFFERED, negotiation.number(), provider, command.getValidToNs());
    }

    private void accept(Turn turn, AcceptTerms command) {
        Instrument instrument = state.instruments.require(command.getInstrument());
        long consumer = gates.principal(turn, command.getMandate(), Power.NEGOTIATE, instrument, 0)
                .participant();
        Negotiation negotiation = requireTurn(command.getNegotiation(), instrument, consumer, NegotiationState.OFFERED);
        gates.requireConsumer(instrument, consumer);
        gates.requireOpen(turn, instrument);
        gates.requireAhead(turn, "boundToNs", command.getBoundToNs());
        negotiation.requireAnswers("termsSm3", Fields.hash(command.getTermsSm3()), turn.timeNs());
        NegotiatedTerms terms = negotiation.standing().terms();
        long lots = terms.getQuantityLots();
        long amountFen = Money.notionalFen(terms.getPriceMicros(), lots, RoundingRule.HALF_UP);
        TradeFees fees = TradeFees.of(instrument.board().fees(), amountFen, lots, turn.timeNs());
        long payFen = settlement
                .plan(0, instrument, consumer, instrument.provider(), amountFen, fees)
                .buyerPaysFen();
        Principal principal = gates.principal(turn, command.getMandate(), Power.NEGOTIATE, instrument, payFen);
        state.supply.require(instrument, consumer, lots, 0);
        int cash = payFen == 0 ? 0 : state.accounts.cashOf(consumer);
        if (payFen > 0) {
            state.holds.checkPlace(cash, payFen);
        }

        long hold = payFen == 0 ? NO_HOLD : hold(turn, cash, payFen);
        state.mandates.use(principal, payFen);
        state.supply.take(instrument.number(), consumer, lots);
        long offer = negotiation.standing().message();
        negotiation.accept(
                new Acceptance(turn.sequence(), command.getBoundToNs(), principal, amountFen, fees, payFen, hold));
        setLapse(negotiation, command.getBoundToNs());
        turn.event(EventKind.TERMS_ACCEPTED, negotiation.number(), offer, command.getBoundToNs());
    }

    private long hold(Turn turn, int cash, long payFen) {
        long hold = state.holds.place(cash, payFen, Long.MAX_VALUE);
        turn.event(EventKind.HOLD_PLACED, hold, cash, payFen);
        return hold;
    }

    private void terminate(Turn turn, TerminateNegotiation command) {
        Negotiation negotiation = state.negotiations.require(command.getNegotiation());
        boolean byExchange = turn.actor().purpose() == KeyPurpose.OPERATOR;
        if (byExchange) {
            Fields.requireRange("mandate", command.getMandate(), 0, 0);
            negotiation.requireState(NegotiationState.VERIFIED);
            requireReason(command, command.getReason() == TerminationReason.CONTRACT_MISMATCH);
        } else {
            Instrument instrument = state.instruments.require(negotiation.instrument());
            negotiation.requireSide(endsFor(turn, command, instrument));
            boolean bound =
                    negotiation.state() == NegotiationState.VERIFIED && gates.isFormable(negotiation, instrument);
            if (bound || negotiation.state().isEnd()) {
                throw CommandRejected.because(RefusalCode.WRONG_STATE, "negotiation", negotiation.number());
            }
            requireReason(command, command.getReason() != TerminationReason.LAPSED);
        }
        stopLapse(negotiation);
        end(turn, negotiation, command.getReason());
    }

    /** A party may end it even where it may make no new contract, as one that is suspended; an agent may not. */
    private long endsFor(Turn turn, TerminateNegotiation command, Instrument instrument) {
        if (command.getMandate() == 0) {
            long participant = turn.requireParticipant();
            state.participants.requireParty("participant", participant);
            return participant;
        }
        return gates.principal(turn, command.getMandate(), Power.NEGOTIATE, instrument, 0)
                .participant();
    }

    private static void requireReason(TerminateNegotiation command, boolean fits) {
        if (!fits) {
            throw CommandRejected.because(RefusalCode.FIELD_INVALID, "reason", Fields.place(command.getReason()));
        }
    }

    private void end(Turn turn, Negotiation negotiation, TerminationReason reason) {
        Acceptance acceptance = negotiation.acceptance();
        if (acceptance != null) {
            if (acceptance.hold() != NO_HOLD) {
                state.holds.releaseRest(acceptance.hold());
                turn.event(EventKind.HOLD_RELEASED, acceptance.hold(), acceptance.payFen(), 0);
            }
            state.mandates.giveBack(acceptance.consumer(), acceptance.payFen());
            long lots = negotiation.standing().terms().getQuantityLots();
            state.supply.giveBack(negotiation.instrument(), negotiation.consumer(), lots);
        }
        state.negotiations.terminate(negotiation);
        turn.event(
                EventKind.NEGOTIATION_TERMINATED,
                negotiation.number(),
                Fields.place(reason),
                turn.actor().participant());
    }

    private Negotiation requireTurn(long number, Instrument instrument, long side, NegotiationState expected) {
        Negotiation negotiation = state.negotiations.require(number);
        long allowed = expected == NegotiationState.REQUESTED ? negotiation.provider() : negotiation.consumer();
        if (side != allowed) {
            throw CommandRejected.because(RefusalCode.NOT_PERMITTED, "negotiation", number);
        }
        negotiation.requireInstrument(instrument.number());
        negotiation.requireState(expected);
        return negotiation;
    }

    private void setLapse(Negotiation negotiation, long atNs) {
        stopLapse(negotiation);
        lapses.put(negotiation.number(), state.timers.set(atNs, TimerKind.NEGOTIATION_LAPSE, negotiation.number()));
    }
}
