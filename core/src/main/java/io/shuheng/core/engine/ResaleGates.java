package io.shuheng.core.engine;

import io.shuheng.core.delivery.Entitlement;
import io.shuheng.core.delivery.EntitlementState;
import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.trading.BoardCalendar;
import io.shuheng.core.trading.Instrument;
import io.shuheng.core.trading.OpenBoard;
import io.shuheng.core.trading.SettlementModel;
import io.shuheng.core.trading.Trade;
import io.shuheng.core.trading.TradeState;
import io.shuheng.core.trading.Trades;
import io.shuheng.core.trading.TradingCalendar;
import io.shuheng.core.trading.resale.ResaleOffer;
import java.util.function.Supplier;

/** What a resale must pass. Changes nothing; each rule throws CommandRejected. */
final class ResaleGates {

    private static final String CONTRACT = "contract";
    private static final String INSTRUMENT = "instrument";
    private static final long MINUTE_NS = 60_000_000_000L;

    private final ExchangeState state;
    private final SupplySellers sellers;
    private final Supplier<Genesis> genesis;

    ResaleGates(ExchangeState state, Supplier<Genesis> genesis) {
        this.state = state;
        this.sellers = new SupplySellers(state);
        this.genesis = genesis;
    }

    /**
     * Whether a participant holds what it bought by a contract: paid, and it may use it now. Who sells from the supply, or gets
     * a part of each sale, sells as that and not as a holder.
     */
    Trade requireHeld(Turn turn, Instrument instrument, long seller, long contract) {
        OpenBoard board = instrument.board().terms();
        boolean allowed = board.getResaleAllowed()
                && instrument.version().descriptor().getTransferable()
                && !instrument.isUnlimited()
                && instrument.board().settlementModel() == SettlementModel.GROSS
                && !sellers.include(instrument, seller)
                && !instrument.sharesName(seller);
        if (!allowed) {
            throw CommandRejected.because(RefusalCode.RESALE_NOT_ALLOWED, INSTRUMENT, instrument.number());
        }
        Trades.Entry entry = state.trades.require(CONTRACT, contract);
        Trade trade = entry.trade();
        if (trade.getInstrument() != instrument.number() || trade.getBuyer() != seller) {
            throw CommandRejected.because(RefusalCode.NOT_PERMITTED, CONTRACT, contract);
        }
        entry.require(CONTRACT, TradeState.SETTLED);
        Entitlement right = state.entitlements.of(contract).orElseThrow();
        if (right.getState() != EntitlementState.ACTIVE || turn.timeNs() >= right.getToNs()) {
            throw CommandRejected.because(RefusalCode.WRONG_STATE, CONTRACT, contract);
        }
        return trade;
    }

    /** Whether the instrument trades, and its holder may sell now. */
    void requireResellable(Turn turn, Instrument instrument, long seller) {
        instrument.requireTradeable(turn.timeNs());
        state.phases.requireOpen(instrument);
        state.participants.requireTradable("seller", seller, turn.timeNs());
        state.openOrders.requireNotStopped(seller);
        state.supply.requireNotFrozen(instrument.number(), seller);
    }

    /** The board's least holding time: so many trading days behind the day of the trade by which it was bought. */
    void requireHeldLongEnough(Turn turn, Instrument instrument, Trades.Entry bought) {
        long day = day(bought.timeNs());
        long today = day(turn.timeNs());
        BoardCalendar calendar = state.calendars.of(instrument.board().number());
        long days = calendar == null ? today - day : calendar.tradingDaysBetween(day, today);
        if (days < instrument.board().terms().getMinimumHoldingDays()) {
            throw CommandRejected.because(RefusalCode.HOLDING_TOO_SHORT, CONTRACT, days);
        }
    }

    /**
     * The board's most holders, once the buyer is one and a seller that passes on all it holds is none. It is a condition of
     * resale: who buys from the supply is counted here, and never refused for it, for its provider limits that supply itself.
     */
    void requireRoom(Instrument instrument, long buyer, ResaleOffer offer) {
        int holders = state.supply.holders(instrument.number());
        if (state.supply.heldLots(instrument.number(), buyer) == 0) {
            holders++;
        }
        if (state.supply.heldLots(instrument.number(), offer.seller()) == offer.quantityLots()) {
            holders--;
        }
        if (holders > instrument.board().terms().getMaximumHolders()) {
            throw CommandRejected.because(RefusalCode.HOLDERS_FULL, INSTRUMENT, holders);
        }
    }

    /** When the right of use of a contract ends. */
    long termEndsNs(long contract) {
        return state.entitlements.of(contract).orElseThrow().getToNs();
    }

    private long day(long timeNs) {
        return TradingCalendar.dayOf(timeNs + genesis.get().getTimeOffsetMinutes() * MINUTE_NS);
    }
}
