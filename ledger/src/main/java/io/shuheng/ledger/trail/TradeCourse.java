package io.shuheng.ledger.trail;

import io.shuheng.core.trading.TradeState;
import io.shuheng.ledger.inspect.ReadEvent;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How far a trade has come, by the events that concern it. For one thread; events in order. */
final class TradeCourse {

    private @Nullable TradeState state;

    void observe(ReadEvent event) {
        state = switch (event.kind()) {
            case TRADED, CONTRACT_FORMED -> TradeState.CONTRACTED;
            case DELIVERY_STARTED -> TradeState.DELIVERING;
            case DELIVERY_RECEIPTED -> TradeState.DELIVERED;
            case DELIVERY_ACCEPTED -> TradeState.ACCEPTED;
            case DISPUTE_OPENED -> TradeState.DISPUTED;
            case TRADE_NETTED -> TradeState.CLEARED;
            case TRADE_SETTLED -> TradeState.SETTLED;
            case TRADE_UNWOUND -> TradeState.DEFAULTED;
            case TRADE_UNDONE -> event.b() == 1 ? TradeState.REFUNDED : TradeState.BUSTED;
            default -> state;
        };
    }

    Optional<TradeState> state() {
        return Optional.ofNullable(state);
    }
}
