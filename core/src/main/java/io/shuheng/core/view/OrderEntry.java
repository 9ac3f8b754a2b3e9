package io.shuheng.core.view;

import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.trading.OrderType;
import io.shuheng.core.trading.Side;
import io.shuheng.core.trading.TimeInForce;

/**
 * An order (委托). Immutable.
 *
 * @param sequence sequence of its record, by which trades and contracts name it
 * @param timeNs sequenced time, nanoseconds since 1970
 * @param member number of the participant that it binds
 * @param agent number of the participant that sent it; the member itself where nobody acted for it
 * @param clientId the sender's own id of it; in a session its counter
 * @param authentication how its sender is known
 * @param instrument number of the instrument
 * @param side which side it takes
 * @param orderType how it meets the market
 * @param timeInForce how long it stands
 * @param priceMicros limit for one lot, micro-yuan
 * @param quantityLots lots asked for
 * @param filledLots lots filled
 * @param reducedLots lots taken off without a trade while it stood
 * @param status where it stands
 * @param refusal why it was rejected; OK otherwise
 */
public record OrderEntry(
        long sequence,
        long timeNs,
        long member,
        long agent,
        long clientId,
        AuthenticationKind authentication,
        long instrument,
        Side side,
        OrderType orderType,
        TimeInForce timeInForce,
        long priceMicros,
        long quantityLots,
        long filledLots,
        long reducedLots,
        OrderStatus status,
        RefusalCode refusal) {

    /** Lots neither filled nor taken off. */
    public long restLots() {
        return quantityLots - filledLots - reducedLots;
    }

    /** Lots that may still be filled: 0 once the order has ended. */
    public long standingLots() {
        return status.isStanding() ? restLots() : 0;
    }

    OrderEntry with(long nowFilledLots, OrderStatus nowStatus) {
        return with(nowFilledLots, reducedLots, nowStatus);
    }

    OrderEntry with(long nowFilledLots, long nowReducedLots, OrderStatus nowStatus) {
        return new OrderEntry(
                sequence,
                timeNs,
                member,
                agent,
                clientId,
                authentication,
                instrument,
                side,
                orderType,
                timeInForce,
                priceMicros,
                quantityLots,
                nowFilledLots,
                nowReducedLots,
                nowStatus,
                refusal);
    }
}
