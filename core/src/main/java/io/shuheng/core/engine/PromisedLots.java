package io.shuheng.core.engine;

import io.shuheng.core.listing.SupplyKind;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.trading.Instrument;

/** The licences behind what a seller has promised outside of a book; an unlimited supply needs none. */
final class PromisedLots {

    private final ExchangeState state;

    PromisedLots(ExchangeState state) {
        this.state = state;
    }

    /**
     * Checks {@link #setAside}.
     *
     * @param field the command's field that says how many
     * @throws CommandRejected EXCLUSIVE_TAKEN, INVENTORY_SHORT
     */
    void require(Instrument instrument, long seller, long lots, String field, long value) {
        if (instrument.supplyKind() == SupplyKind.EXCLUSIVE && lots != 1) {
            throw CommandRejected.because(RefusalCode.EXCLUSIVE_TAKEN, field, value);
        }
        if (!instrument.isUnlimited() && lots > state.supply.freeLots(instrument.number(), seller)) {
            throw CommandRejected.because(RefusalCode.INVENTORY_SHORT, field, value);
        }
    }

    void setAside(Instrument instrument, long seller, long lots) {
        if (!instrument.isUnlimited()) {
            state.supply.offer(instrument.number(), seller, lots);
        }
    }

    void giveBack(Instrument instrument, long seller, long lots) {
        if (!instrument.isUnlimited() && lots > 0) {
            state.supply.withdraw(instrument.number(), seller, lots);
        }
    }

    /** Licenses lots that were set aside to a buyer. */
    void license(Instrument instrument, long seller, long buyer, long lots) {
        if (instrument.isUnlimited()) {
            state.supply.take(instrument.number(), buyer, lots);
        } else {
            state.supply.sell(instrument.number(), seller, buyer, lots);
        }
    }
}
