package io.shuheng.core.view;

import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.trading.OrderType;
import io.shuheng.core.trading.PlaceOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Orders (委托), also those that were rejected. An order is seen by those who see the affairs of the member it binds or
 * of the agent that sent it. Every order is kept, about 150 bytes each. Thread-safe; answers wait only while a group of
 * records is being applied.
 */
public final class OrderView {

    /** Whom a session binds, and who sends in it. */
    private record Party(long member, long agent) {}

    private final Stand stand;
    private final ParticipantView participants;
    private final List<OrderEntry> orders = new ArrayList<>();
    private final Places byMember = new Places();
    private final Map<Long, Party> sessions = new HashMap<>();

    OrderView(Stand stand, ParticipantView participants) {
        this.stand = stand;
        this.participants = participants;
    }

    /** The order whose record has that sequence; empty where there is none or the caller does not see it. */
    public AsOf<Optional<OrderEntry>> order(Visibility visibility, long sequence) {
        return stand.ask(() -> {
            int place = place(sequence);
            return place < 0 ? Optional.empty() : Optional.ofNullable(seen(visibility, orders.get(place)));
        });
    }

    /** The orders of a member, in the order they were sequenced. */
    public Page<OrderEntry> ordersOf(Visibility visibility, long member, PageRequest request) {
        return stand.page(
                request,
                () -> byMember.count(member),
                index -> seen(visibility, orders.get(byMember.place(member, index))));
    }

    void observe(ViewGroup group) {
        group.command(PlaceOrder.class).ifPresent(order -> placed(group, order));
        for (ViewEvent event : group.events()) {
            switch (event.kind()) {
                case ORDER_FILLED -> filled(event);
                case ORDER_REDUCED -> reduced(event);
                case ORDER_CANCELLED, ORDER_REPLACED -> ended(event, OrderStatus.CANCELLED);
                case ORDER_EXPIRED -> ended(event, OrderStatus.EXPIRED);
                case SESSION_OPENED ->
                    sessions.put(event.a(), new Party(event.b(), participants.ownerOfKey((int) event.c())));
                default -> {}
            }
        }
    }

    private void placed(ViewGroup group, PlaceOrder order) {
        Party party = party(group, order);
        RefusalCode refusal =
                group.rejection().map(event -> RefusalCode.of(event.a())).orElse(RefusalCode.OK);
        OrderEntry entry = new OrderEntry(
                group.sequence(),
                group.timeNs(),
                party.member,
                party.agent,
                order.getClientId(),
                AuthenticationKind.of(group.authentication().getKind()),
                order.getInstrument(),
                order.getSide(),
                order.getOrderType(),
                order.getTimeInForce(),
                order.getPriceMicros(),
                order.getQuantityLots(),
                0,
                0,
                status(order, refusal),
                refusal);
        byMember.add(entry.member(), orders.size());
        orders.add(entry);
    }

    private Party party(ViewGroup group, PlaceOrder order) {
        Party ofSession = sessions.get(group.authentication().getSession());
        if (ofSession != null) {
            return ofSession;
        }
        long agent = participants.ownerOfKey(group.authentication().getKey());
        long principal = participants.principalOf(order.getMandate(), agent);
        return new Party(principal == 0 ? agent : principal, agent);
    }

    /**
     * What a fixed-price order cannot take at once is gone with its own group; of a limit order events say what became,
     * maybe only after further steps. What was filled follows.
     */
    private static OrderStatus status(PlaceOrder order, RefusalCode refusal) {
        if (refusal != RefusalCode.OK) {
            return OrderStatus.REJECTED;
        }
        return order.getOrderType() == OrderType.FIXED_PRICE ? OrderStatus.CANCELLED : OrderStatus.OPEN;
    }

    private void filled(ViewEvent event) {
        int place = place(event.a());
        if (place < 0) {
            // A standing offer, which is no order.
            return;
        }
        OrderEntry order = orders.get(place);
        OrderStatus unfilled = order.status().isStanding() ? OrderStatus.PARTIALLY_FILLED : order.status();
        orders.set(
                place,
                order.with(
                        Math.addExact(order.filledLots(), event.b()), event.c() == 0 ? OrderStatus.FILLED : unfilled));
    }

    private void reduced(ViewEvent event) {
        OrderEntry order = required(event.a());
        orders.set(
                place(event.a()),
                order.with(order.filledLots(), Math.addExact(order.reducedLots(), event.b()), order.status()));
    }

    private void ended(ViewEvent event, OrderStatus status) {
        int place = place(event.a());
        OrderEntry order = required(event.a());
        orders.set(place, order.with(order.filledLots(), status));
    }

    /** The order that an event names. */
    private OrderEntry required(long sequence) {
        int place = place(sequence);
        if (place < 0) {
            throw new IllegalStateException("order " + sequence + ": no record has brought it");
        }
        return orders.get(place);
    }

    /** Orders are kept in the order of their sequences; negative where none has this one. */
    private int place(long sequence) {
        int low = 0;
        int high = orders.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int compared = Long.compare(orders.get(middle).sequence(), sequence);
            if (compared == 0) {
                return middle;
            }
            if (compared < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    private static @Nullable OrderEntry seen(Visibility visibility, OrderEntry order) {
        boolean sees = visibility.seesAffairsOf(order.member()) || visibility.seesAffairsOf(order.agent());
        return sees ? order : null;
    }
}
