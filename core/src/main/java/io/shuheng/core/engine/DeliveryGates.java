package io.shuheng.core.engine;

import io.shuheng.core.delivery.BasisKind;
import io.shuheng.core.delivery.EntitlementState;
import io.shuheng.core.listing.Listings;
import io.shuheng.core.participant.IdKind;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.trading.Instrument;
import io.shuheng.core.trading.Trade;
import java.util.Set;

/** What must hold before anything is delivered, and as long as it may be used: a basis on file, and no recall. */
final class DeliveryGates {

    private static final String CONTRACT = "contract";

    private final ExchangeState state;

    DeliveryGates(ExchangeState state) {
        this.state = state;
    }

    /** The gate "no basis, no delivery": every document that is needed, and none out of date. */
    void requireBasis(Trade trade, long timeNs) {
        BasisKind missing = state.deliveries.missingBasis(trade.getTrade(), needed(trade), timeNs);
        if (missing != null) {
            throw CommandRejected.because(RefusalCode.DELIVERY_BASIS_MISSING, CONTRACT, trade.getTrade());
        }
    }

    /** Whether a recall, or the withdrawal of the delivery's basis, keeps what was bought from being used. */
    boolean isUseSuspended(Trade trade) {
        return isRecalled(trade) || state.deliveries.lacksBasis(trade.getTrade(), needed(trade));
    }

    void requireUsable(Trade trade) {
        if (isUseSuspended(trade)) {
            throw CommandRejected.because(RefusalCode.USE_SUSPENDED, CONTRACT, trade.getTrade());
        }
    }

    boolean isRecalled(Trade trade) {
        return instrument(trade).listing().isRecalled();
    }

    void requireNotRecalled(Trade trade) {
        if (isRecalled(trade)) {
            throw CommandRejected.because(RefusalCode.USE_SUSPENDED, CONTRACT, trade.getTrade());
        }
    }

    /** No key of a frozen product is released. */
    void requireNotFrozen(Trade trade) {
        instrument(trade).listing().requireNotFrozen();
    }

    /**
     * Whether what is resold stays with its seller for now: an authority froze the product or the seller's licences, or what
     * the seller would pass on it may not use itself.
     */
    boolean isResaleKept(Trade trade) {
        return isResale(trade)
                && (instrument(trade).listing().isFrozen()
                        || state.supply.isFrozen(trade.getInstrument(), trade.getSeller())
                        || isSellersUseSuspended(trade));
    }

    /**
     * Requires that nothing keeps what is resold with its seller; what is sold from the supply is its buyer's already.
     *
     * @throws CommandRejected PRODUCT_FROZEN, LICENCES_FROZEN, USE_SUSPENDED
     */
    void requireResalePassable(Trade trade) {
        if (!isResale(trade)) {
            return;
        }
        requireNotFrozen(trade);
        state.supply.requireNotFrozen(trade.getInstrument(), trade.getSeller());
        if (isSellersUseSuspended(trade)) {
            throw CommandRejected.because(RefusalCode.USE_SUSPENDED, CONTRACT, passedOn(trade));
        }
    }

    /** A recall suspends the rights to a product step by step, and holds for each from the first step on. */
    private boolean isSellersUseSuspended(Trade resale) {
        return isRecalled(resale)
                || state.entitlements
                        .of(passedOn(resale))
                        .filter(right -> right.getState() == EntitlementState.SUSPENDED)
                        .isPresent();
    }

    private boolean isResale(Trade trade) {
        return passedOn(trade) != 0;
    }

    /** The contract whose right a resale passes on; 0 where a trade is none. */
    private long passedOn(Trade trade) {
        return state.resales.contractOf(trade.getTrade());
    }

    private Set<BasisKind> needed(Trade trade) {
        boolean crossesBorder = state.participants
                        .require("buyer", trade.getBuyer())
                        .membership()
                        .identifier()
                        .kind()
                == IdKind.FOREIGN;
        return Listings.basisNeeded(instrument(trade).version(), crossesBorder);
    }

    private Instrument instrument(Trade trade) {
        return state.instruments.require(trade.getInstrument());
    }
}
