package io.shuheng.core.engine;

import io.shuheng.core.participant.Principal;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.trading.Instrument;
import io.shuheng.core.trading.auction.SoughtInstrument;
import io.shuheng.core.trading.auction.Tender;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a buyer may seek in a reverse auction of either kind, and what that costs at most. Changes nothing. */
final class TenderGates {

    private static final String ALTERNATIVES = "alternatives";
    private static final String CEILING = "ceilingPriceMicros";

    private final ExchangeState state;
    private final AgreedTrades trades;
    private final OpenAuctionGates gates;

    TenderGates(ExchangeState state, AgreedTrades trades) {
        this.state = state;
        this.trades = trades;
        this.gates = new OpenAuctionGates(state);
    }

    /** All that is sought: instruments of one board with one tick, each once, by the terms that it has. */
    List<Tender.Sought> requireSought(Instrument first, int scenario, List<SoughtInstrument> alternatives) {
        Fields.requireRange(ALTERNATIVES, alternatives.size(), 0, Tender.MAX_SOUGHT - 1);
        List<Tender.Sought> sought = new ArrayList<>();
        Set<Long> distinct = new HashSet<>();
        sought.add(new Tender.Sought(first.number(), scenario));
        distinct.add(first.number());
        for (SoughtInstrument also : alternatives) {
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

    /** What the dearest of them costs at a ceiling at which each may be bought, fen. */
    long requireCeiling(
            Turn turn, List<Tender.Sought> sought, Principal buyer, long ceilingPriceMicros, long quantityLots) {
        long payFen = 0;
        for (Tender.Sought one : sought) {
            Instrument instrument = state.instruments.require(one.instrument());
            gates.requireSought(turn, instrument, buyer.participant(), one.scenario());
            gates.requirePrice(instrument, CEILING, ceilingPriceMicros);
            payFen = Math.max(
                    payFen,
                    trades.cost(
                                    turn.timeNs(),
                                    instrument,
                                    buyer.participant(),
                                    instrument.provider(),
                                    ceilingPriceMicros,
                                    quantityLots)
                            .payFen());
        }
        if (payFen == 0) {
            throw CommandRejected.because(RefusalCode.FIELD_INVALID, CEILING, ceilingPriceMicros);
        }
        return payFen;
    }

    /** A mandate for some products is one for each that is sought. */
    void requireMandate(Turn turn, List<Tender.Sought> sought, long mandate, long payFen) {
        for (Tender.Sought one : sought) {
            gates.bidder(turn, state.instruments.require(one.instrument()), mandate, payFen);
        }
    }
}
