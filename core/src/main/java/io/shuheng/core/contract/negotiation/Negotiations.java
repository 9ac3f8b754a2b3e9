package io.shuheng.core.contract.negotiation;

import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All negotiations, numbered from 1. State of the engine: for its thread alone. */
public final class Negotiations {

    /** Most negotiations that a consumer has open at a time. */
    public static final int MAX_OPEN_PER_CONSUMER = 256;

    private final List<Negotiation> negotiations = new ArrayList<>();
    private final Map<Long, Integer> openByConsumer = new HashMap<>();
    private final Map<Long, Negotiation> byTrade = new HashMap<>();

    /** None. */
    public Negotiations() {}

    /**
     * Requires that a consumer may begin one more.
     *
     * @throws CommandRejected NEGOTIATIONS_FULL
     */
    public void requireRoom(long consumer) {
        int open = openByConsumer.getOrDefault(consumer, 0);
        if (open >= MAX_OPEN_PER_CONSUMER) {
            throw CommandRejected.because(RefusalCode.NEGOTIATIONS_FULL, "negotiation", open);
        }
    }

    /** Begins a negotiation with the terms that a consumer asks for. */
    public Negotiation begin(long instrument, long provider, long consumer, StandingTerms requested) {
        Negotiation begun = new Negotiation(negotiations.size() + 1L, instrument, provider, consumer, requested);
        negotiations.add(begun);
        openByConsumer.merge(consumer, 1, Integer::sum);
        return begun;
    }

    /** The exchange has countersigned a negotiation's contract, which has become that trade. */
    public void finish(Negotiation negotiation, long trade) {
        negotiation.finish(trade);
        byTrade.put(trade, negotiation);
        openByConsumer.merge(negotiation.consumer(), -1, Integer::sum);
    }

    /** A negotiation ends without a contract. */
    public void terminate(Negotiation negotiation) {
        negotiation.terminate();
        openByConsumer.merge(negotiation.consumer(), -1, Integer::sum);
    }

    /**
     * The negotiation with that number, which a command's field "negotiation" names.
     *
     * @throws CommandRejected UNKNOWN_REFERENCE
     */
    public Negotiation require(long number) {
        if (number < 1 || number > negotiations.size()) {
            throw CommandRejected.because(RefusalCode.UNKNOWN_REFERENCE, "negotiation", number);
        }
        return negotiations.get((int) number - 1);
    }

    /**
     * How long the consumer of a trade may inspect, nanoseconds.
     *
     * @param otherwiseNs what holds where the trade was not negotiated
     */
    public long inspectionNs(long trade, long otherwiseNs) {
        Negotiation negotiated = byTrade.get(trade);
        return negotiated == null ? otherwiseNs : negotiated.standing().terms().getInspectionNs();
    }

    /** Writes all that later results depend on. */
    public void writeState(StateSink sink) {
        sink.number(negotiations.size());
        for (Negotiation negotiation : negotiations) {
            negotiation.writeState(sink);
        }
    }

    /** Reads what {@link #writeState} wrote into this, which is empty. */
    public void readState(StateSource source) {
        for (int left = source.count(); left > 0; left--) {
            Negotiation negotiation = Negotiation.readState(source, negotiations.size() + 1L);
            negotiations.add(negotiation);
            openByConsumer.merge(negotiation.consumer(), negotiation.state().isEnd() ? 0 : 1, Integer::sum);
            if (negotiation.trade() != 0) {
                byTrade.put(negotiation.trade(), negotiation);
            }
        }
    }
}
