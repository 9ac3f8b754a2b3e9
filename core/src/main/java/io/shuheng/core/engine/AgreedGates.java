package io.shuheng.core.engine;

import io.shuheng.core.participant.Role;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.trading.Instrument;
import io.shuheng.core.trading.TradingMode;

/**
 * What both sides of a trade outside of any book must pass, when one binds itself and again when the trade is made.
 * Changes nothing; each rule throws CommandRejected.
 */
final class AgreedGates {

    static final long MAX_QUANTITY_LOTS = 1_000_000_000_000L;
    static final long MAX_PRICE_MICROS = 1_000_000_000_000_000L;

    private final ExchangeState state;

    AgreedGates(ExchangeState state) {
        this.state = state;
    }

    /** Whether an instrument may be offered and bought in that mode now. */
    void requireOpen(Turn turn, Instrument instrument, TradingMode mode) {
        requireUnhalted(turn, instrument, mode);
        state.phases.requireOpen(instrument);
    }

    /** The same of what was bid for before a session closed. */
    void requireUnhalted(Turn turn, Instrument instrument, TradingMode mode) {
        instrument.requireTradeable(turn.timeNs());
        instrument.board().requireMode(mode);
        state.phases.requireUnhalted(instrument);
        state.supply.requireNotFrozen(instrument.number(), instrument.provider());
    }

    /** Whether a seller may make contracts on its own account now. */
    void requireSeller(Turn turn, Instrument instrument, long seller) {
        requireBoundSeller(turn, instrument, seller);
        state.openOrders.requireNotStopped(seller);
    }

    /** The same of one that has bound itself already: it does not leave by stopping its own trading. */
    void requireBoundSeller(Turn turn, Instrument instrument, long seller) {
        state.participants.requireTradable("seller", seller, turn.timeNs());
        state.participants.requireTradable("provider", instrument.provider(), turn.timeNs());
        state.supply.requireNotFrozen(instrument.number(), seller);
        state.openOrders.requireNotStoppedByOfficers(seller);
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

    /** A price of one lot that the instrument takes. */
    void requirePrice(Instrument instrument, long priceMicros) {
        Fields.requireRange("priceMicros", priceMicros, 0, MAX_PRICE_MICROS);
        instrument.requireWithinCeiling(priceMicros);
        if (priceMicros % instrument.tickSizeMicros() != 0) {
            throw CommandRejected.because(RefusalCode.PRICE_OFF_TICK, "priceMicros", priceMicros);
        }
    }
}
