package io.shuheng.core.engine;

import io.shuheng.core.listing.BilingualText;
import io.shuheng.core.participant.Participant;
import io.shuheng.core.participant.Power;
import io.shuheng.core.participant.Principal;
import io.shuheng.core.participant.Role;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.trading.Board;
import io.shuheng.core.trading.Instrument;
import io.shuheng.core.trading.TradingMode;
import io.shuheng.core.trading.quote.QuoteRequest;
import io.shuheng.core.trading.quote.RequestQuotes;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What requests for quotes, quotes and acceptances must pass. Changes nothing; each rule throws CommandRejected. */
final class QuoteGates {

    private static final int MAX_NEED_LENGTH = 500;
    private static final int MAX_SCENARIO_LENGTH = 64;
    private static final long MAX_AHEAD_NS = Duration.ofDays(30).toNanos();
    private static final long NO_PRODUCT = 0;

    private final ExchangeState state;
    private final AgreedGates agreed;

    QuoteGates(ExchangeState state, AgreedGates agreed) {
        this.state = state;
        this.agreed = agreed;
    }

    /**
     * In whose name somebody asks, quotes or takes.
     *
     * @param listing number of the product, 0 where any may answer
     * @param spendFen what it may spend, fen
     */
    Principal principal(Turn turn, long mandate, long listing, long spendFen) {
        return state.principals.require(
                turn.requireParticipant(), mandate, Power.NEGOTIATE, listing, spendFen, turn.timeNs());
    }

    /** Who asks: a consumer, for something that the board trades. */
    long requireAsker(Turn turn, RequestQuotes command) {
        Board board = state.boards.require("board", command.getBoard());
        board.requireMode(TradingMode.RFQ);
        long listing = NO_PRODUCT;
        if (command.getInstrument() != 0) {
            Instrument instrument = state.instruments.require(command.getInstrument());
            if (instrument.board().number() != board.number()) {
                throw CommandRejected.because(RefusalCode.FIELD_INVALID, "board", board.number());
            }
            requireScenario(instrument, command.getScenario());
            listing = instrument.listing().number();
        }
        long consumer = principal(turn, command.getMandate(), listing, 0).participant();
        state.participants.requireRole("consumer", consumer, Role.CONSUMER);
        state.openOrders.requireNotStopped(consumer);
        if (command.getInstrument() != 0) {
            Instrument instrument = state.instruments.require(command.getInstrument());
            agreed.requireOpen(turn, instrument, TradingMode.RFQ);
            agreed.requireBuyer(instrument, consumer, instrument.provider());
        }
        return consumer;
    }

    /** What is asked for, whoever asks. */
    void requireTerms(Turn turn, RequestQuotes command) {
        BilingualText need = command.getNeed();
        boolean named = command.getInstrument() != 0;
        int least = named || !need.getEn().isEmpty() ? 0 : 1;
        Fields.requireText("need", need.getZh(), least, MAX_NEED_LENGTH);
        Fields.requireText("need", need.getEn(), 0, MAX_NEED_LENGTH);
        Fields.requireText("scenario", command.getScenario(), 0, MAX_SCENARIO_LENGTH);
        if (command.getScenario().isEmpty()) {
            throw CommandRejected.because(RefusalCode.SCENARIO_MISSING, "scenario", 0);
        }
        Fields.requireRange("quantityLots", command.getQuantityLots(), 1, AgreedGates.MAX_QUANTITY_LOTS);
        Fields.requireRange(
                "untilNs", command.getUntilNs(), turn.timeNs() + 1, Math.addExact(turn.timeNs(), MAX_AHEAD_NS));
        List<Long> asked = command.getAsked();
        Fields.requireRange("asked", asked.size(), 0, QuoteRequest.MAX_ASKED);
        Set<Long> distinct = new HashSet<>();
        for (long participant : asked) {
            Participant found = state.participants.requireActive("asked", participant);
            if (!found.membership().roles().contains(Role.PROVIDER)
                    && !found.membership().roles().contains(Role.DATA_BROKER)) {
                throw CommandRejected.because(RefusalCode.ROLE_MISSING, "asked", participant);
            }
            if (!distinct.add(participant)) {
                throw CommandRejected.because(RefusalCode.FIELD_INVALID, "asked", participant);
            }
        }
    }

    /** Place of a declared use among an instrument's. */
    int requireScenario(Instrument instrument, String scenario) {
        int place = instrument.terms().getScenarios().indexOf(scenario);
        if (place < 0) {
            throw CommandRejected.because(RefusalCode.SCENARIO_NOT_ALLOWED, "instrument", instrument.number());
        }
        return place;
    }
}
