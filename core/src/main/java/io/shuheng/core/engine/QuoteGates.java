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
import io.shuheng.core.trading.book.MemberOrders;
import io.shuheng.core.trading.quote.QuoteRequest;
import io.shuheng.core.trading.quote.RequestQuotes;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What requests for quotes, quotes and acceptances must pass. Changes nothing; each rule throws CommandRejected. */
final class QuoteGates {

    static final long MAX_QUANTITY_LOTS = 1_000_000_000_000L;
    static final long MAX_PRICE_MICROS = 1_000_000_000_000_000L;

    private static final int MAX_NEED_LENGTH = 500;
    private static final int MAX_SCENARIO_LENGTH = 64;
    private static final long MAX_AHEAD_NS = Duration.ofDays(30).toNanos();
    private static final long NO_PRODUCT = 0;

    private final ExchangeState state;

    QuoteGates(ExchangeState state) {
        this.state = state;
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
        requireNotStopped(consumer);
        if (command.getInstrument() != 0) {
            Instrument instrument = state.instruments.require(command.getInstrument());
            requireOpen(turn, instrument);
            requireBuyer(instrument, consumer, instrument.provider());
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
        Fields.requireRange("quantityLots", command.getQuantityLots(), 1, MAX_QUANTITY_LOTS);
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

    /** Whether an instrument may be quoted, and a quote of it taken, now. */
    void requireOpen(Turn turn, Instrument instrument) {
        instrument.requireTradeable(turn.timeNs());
        instrument.board().requireMode(TradingMode.RFQ);
        state.phases.requireOpen(instrument);
        state.supply.requireNotFrozen(instrument.number(), instrument.provider());
    }

    /** Whether a seller may make contracts on its own account now. */
    void requireSeller(Turn turn, Instrument instrument, long seller) {
        state.participants.requireTradable("seller", seller, turn.timeNs());
        state.participants.requireTradable("provider", instrument.provider(), turn.timeNs());
        state.supply.requireNotFrozen(instrument.number(), seller);
        requireNotStopped(seller);
    }

    /** Whether an instrument is for a consumer, and not of its own group. */
    void requireBuyer(Instrument instrument, long consumer, long seller) {
        instrument
                .version()
                .requireEligible(state.participants
                        .requireRole("consumer", consumer, Role.CONSUMER)
                        .membership()
                        .identifier());
        if (state.participants.areAffiliated(consumer, seller)
                || state.participants.areAffiliated(consumer, instrument.provider())) {
            throw CommandRejected.because(RefusalCode.SELF_TRADE, "instrument", instrument.number());
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

    void requireNotStopped(long participant) {
        MemberOrders standing = state.openOrders.find(participant);
        if (standing != null && standing.isStopped()) {
            throw CommandRejected.because(RefusalCode.TRADING_STOPPED, "instrument", participant);
        }
    }

    /** A price of one lot that the instrument takes. */
    void requirePrice(Instrument instrument, long priceMicros) {
        Fields.requireRange("priceMicros", priceMicros, 0, MAX_PRICE_MICROS);
        instrument.requireWithinCeiling(priceMicros);
        if (priceMicros % instrument.tickSizeMicros() != 0) {
            throw CommandRejected.because(RefusalCode.PRICE_OFF_TICK, "priceMicros", priceMicros);
        }
    }
}
