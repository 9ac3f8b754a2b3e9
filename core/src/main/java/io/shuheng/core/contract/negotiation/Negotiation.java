package io.shuheng.core.contract.negotiation;

import io.shuheng.core.clearing.TradeFees;
import io.shuheng.core.participant.Principal;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import io.shuheng.crypto.Sm3Hash;
import org.jspecify.annotations.Nullable;

/**
 * One negotiation between a consumer and the provider of an instrument. Each {@code require} throws
 * {@link CommandRejected} and changes nothing; each change takes for granted that its caller has asked for what it needs.
 * State of the engine: for its thread alone.
 */
public final class Negotiation {

    private static final String FIELD = "negotiation";

    private final long number;
    private final long instrument;
    private final long provider;
    private final long consumer;
    private NegotiationState state = NegotiationState.REQUESTED;
    private StandingTerms standing;
    private @Nullable Acceptance acceptance;
    private @Nullable SignedHashes signed;
    private long trade;

    Negotiation(long number, long instrument, long provider, long consumer, StandingTerms requested) {
        this.number = number;
        this.instrument = instrument;
        this.provider = provider;
        this.consumer = consumer;
        this.standing = requested;
    }

    /** Its number, from 1. */
    public long number() {
        return number;
    }

    /** Number of the instrument it is about. */
    public long instrument() {
        return instrument;
    }

    /** Number of the provider (供方). */
    public long provider() {
        return provider;
    }

    /** Number of the consumer (需方). */
    public long consumer() {
        return consumer;
    }

    /** Where it stands. */
    public NegotiationState state() {
        return state;
    }

    /** The latest terms. */
    public StandingTerms standing() {
        return standing;
    }

    /** Number of the trade that it has become; 0 where it has not. */
    public long trade() {
        return trade;
    }

    /** The acceptance; null before it, and once the negotiation has ended without a contract. */
    public @Nullable Acceptance acceptance() {
        return acceptance;
    }

    /**
     * The acceptance of a negotiation that has one.
     *
     * @throws IllegalStateException where it has none
     */
    public Acceptance requireAcceptance() {
        if (acceptance == null) {
            throw new IllegalStateException("negotiation " + number + " is " + state + " without an acceptance");
        }
        return acceptance;
    }

    /**
     * Requires that it is about that instrument.
     *
     * @throws CommandRejected FIELD_INVALID
     */
    public void requireInstrument(long named) {
        if (named != instrument) {
            throw CommandRejected.because(RefusalCode.FIELD_INVALID, "instrument", named);
        }
    }

    /**
     * Requires that a participant is one of the two sides.
     *
     * @throws CommandRejected NOT_PERMITTED
     */
    public void requireSide(long participant) {
        if (participant != provider && participant != consumer) {
            throw CommandRejected.because(RefusalCode.NOT_PERMITTED, FIELD, number);
        }
    }

    /**
     * Requires that it stands where a step can be taken from.
     *
     * @throws CommandRejected WRONG_STATE
     */
    public void requireState(NegotiationState expected) {
        if (state != expected) {
            throw CommandRejected.because(RefusalCode.WRONG_STATE, FIELD, number);
        }
    }

    /**
     * Requires that a message answers the latest terms, and that they still stand.
     *
     * @param field the message's field that names them
     * @throws CommandRejected TERMS_STALE, TERMS_LAPSED
     */
    public void requireAnswers(String field, Sm3Hash answered, long timeNs) {
        if (!answered.equals(standing.sm3())) {
            throw CommandRejected.because(RefusalCode.TERMS_STALE, field, number);
        }
        requireNotLapsed(standing.validToNs(), timeNs);
    }

    /**
     * Requires that the acceptance still binds.
     *
     * @throws CommandRejected TERMS_LAPSED
     */
    public void requireBound(long timeNs) {
        requireNotLapsed(requireAcceptance().boundToNs(), timeNs);
    }

    /**
     * Requires that one signs what the other has signed.
     *
     * @throws CommandRejected AGREEMENT_MISMATCH
     */
    public void requireSigned(String field, SignedHashes hashes) {
        if (!hashes.equals(signed)) {
            throw CommandRejected.because(RefusalCode.AGREEMENT_MISMATCH, field, number);
        }
    }

    /** The consumer asks for other terms. */
    public void request(StandingTerms terms) {
        moveTo(NegotiationState.REQUESTED);
        standing = terms;
    }

    /** The provider offers terms. */
    public void offer(StandingTerms terms) {
        moveTo(NegotiationState.OFFERED);
        standing = terms;
    }

    /** The consumer accepts the latest terms. */
    public void accept(Acceptance accepted) {
        moveTo(NegotiationState.ACCEPTED);
        acceptance = accepted;
    }

    /** The provider signs. */
    public void agree(SignedHashes hashes) {
        moveTo(NegotiationState.AGREED);
        signed = hashes;
    }

    /** The consumer signs the same. */
    public void verify() {
        moveTo(NegotiationState.VERIFIED);
    }

    /** The exchange has countersigned: it has become that trade. */
    void finish(long tradeNumber) {
        moveTo(NegotiationState.FINALIZED);
        trade = tradeNumber;
    }

    /** It ends without a contract. */
    void terminate() {
        moveTo(NegotiationState.TERMINATED);
        acceptance = null;
    }

    private void requireNotLapsed(long endNs, long timeNs) {
        if (timeNs >= endNs) {
            throw CommandRejected.because(RefusalCode.TERMS_LAPSED, FIELD, number);
        }
    }

    private void moveTo(NegotiationState next) {
        if (!state.canMoveTo(next)) {
            throw new IllegalStateException("negotiation " + number + ": " + state + " to " + next);
        }
        state = next;
    }

    void writeState(StateSink sink) {
        sink.number(instrument);
        sink.number(provider);
        sink.number(consumer);
        sink.number(state.number());
        sink.number(standing.message());
        sink.record(standing.terms());
        sink.number(standing.validToNs());
        Acceptance accepted = acceptance;
        sink.flag(accepted != null);
        if (accepted != null) {
            sink.number(accepted.message());
            sink.number(accepted.boundToNs());
            sink.number(accepted.consumer().participant());
            sink.number(accepted.consumer().agent());
            sink.number(accepted.consumer().mandate());
            sink.number(accepted.amountFen());
            sink.number(accepted.fees().buyerFen());
            sink.number(accepted.fees().sellerFen());
            sink.number(accepted.payFen());
            sink.number(accepted.hold());
        }
        SignedHashes hashes = signed;
        sink.flag(hashes != null);
        if (hashes != null) {
            sink.hash(hashes.contractSm3().bytes());
            sink.hash(hashes.textZhSm3().bytes());
            sink.hash(hashes.textEnSm3().bytes());
        }
        sink.number(trade);
    }

    /** Reads what {@link #writeState} wrote of the negotiation with that number. */
    static Negotiation readState(StateSource source, long number) {
        long instrument = source.number();
        long provider = source.number();
        long consumer = source.number();
        NegotiationState state = source.numbered(NegotiationState.values(), NegotiationState::number);
        StandingTerms standing =
                StandingTerms.of(source.number(), source.record(NegotiatedTerms.class), source.number());
        Negotiation negotiation = new Negotiation(number, instrument, provider, consumer, standing);
        negotiation.state = state;
        negotiation.acceptance = source.flag() ? readAcceptance(source) : null;
        negotiation.signed = source.flag() ? new SignedHashes(source.sm3(), source.sm3(), source.sm3()) : null;
        negotiation.trade = source.number();
        return negotiation;
    }

    private static Acceptance readAcceptance(StateSource source) {
        return new Acceptance(
                source.number(),
                source.number(),
                new Principal(source.number(), source.number(), source.number()),
                source.number(),
                new TradeFees(source.number(), source.number()),
                source.number(),
                source.number());
    }
}
