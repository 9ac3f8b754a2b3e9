package io.shuheng.ledger.trail;

import io.shuheng.core.trading.TradeState;
import java.util.Optional;

/** Why a link is missing, as far as the ledger tells. The names are stable. */
public enum Absence {
    /** There is no record, and the ledger does not say why. */
    NO_RECORD,
    /** There is no record here, and records were taken out of the ledger. */
    PRUNED,
    /** The trade has not come so far. */
    NOT_YET,
    /** A dispute is open. */
    IN_DISPUTE,
    /** The trade is in a netting cycle that is not settled. */
    WAITS_FOR_CYCLE,
    /** The trade was undone: nothing is owed under it. */
    UNDONE,
    /** The trade was taken out of its netting cycle because its payer was short. */
    DEFAULTED;

    /**
     * Why a link of a trade is missing that stands so.
     *
     * @param pruned whether records were taken out of the ledger
     */
    static Absence of(Link link, Optional<TradeState> state, boolean pruned) {
        Absence why = of(link, state);
        return why == NO_RECORD && pruned ? PRUNED : why;
    }

    private static Absence of(Link link, Optional<TradeState> state) {
        boolean comesBeforeTheTrade = link == Link.REGISTRATION || link == Link.LISTING || link == Link.TRADING;
        if (state.isEmpty() || comesBeforeTheTrade) {
            return NO_RECORD;
        }
        return switch (state.get()) {
            case CONTRACTED, DELIVERING, DELIVERED, ACCEPTED -> NOT_YET;
            case CLEARED -> WAITS_FOR_CYCLE;
            case DISPUTED -> IN_DISPUTE;
            case SETTLED -> NO_RECORD;
            case REFUNDED, BUSTED -> UNDONE;
            case DEFAULTED -> Absence.DEFAULTED;
        };
    }
}
