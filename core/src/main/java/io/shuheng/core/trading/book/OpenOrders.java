package io.shuheng.core.trading.book;

import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.NumberedTable;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import org.jspecify.annotations.Nullable;

/** The resting orders of all books by member (未成交委托). State of the engine: for its thread alone. */
public final class OpenOrders {

    private final NumberedTable<MemberOrders> members = new NumberedTable<>();

    /** None. */
    public OpenOrders() {}

    /** A member's orders, limits and standing; made where there were none. */
    public MemberOrders of(long participant) {
        MemberOrders orders = members.get(participant);
        if (orders == null) {
            orders = new MemberOrders(participant);
            members.put(participant, orders);
        }
        return orders;
    }

    /** A member's orders, limits and standing; null where it never had any. */
    public @Nullable MemberOrders find(long participant) {
        return members.get(participant);
    }

    /**
     * Requires that a member's trading is not stopped, by itself or by officers.
     *
     * @throws CommandRejected TRADING_STOPPED
     */
    public void requireNotStopped(long participant) {
        MemberOrders orders = members.get(participant);
        if (orders != null && orders.isStopped()) {
            throw CommandRejected.because(RefusalCode.TRADING_STOPPED, "instrument", participant);
        }
    }

    /**
     * Requires that officers have not stopped a member's trading: what it has bound itself to, it does not leave by stopping
     * itself.
     *
     * @throws CommandRejected TRADING_STOPPED
     */
    public void requireNotStoppedByOfficers(long participant) {
        if (isStoppedByOfficers(participant)) {
            throw CommandRejected.because(RefusalCode.TRADING_STOPPED, "instrument", participant);
        }
    }

    /** Whether officers have stopped a member's trading. */
    public boolean isStoppedByOfficers(long participant) {
        MemberOrders orders = members.get(participant);
        return orders != null && orders.isStoppedByOfficers();
    }

    /** An order has come to rest. */
    public void rested(Market market, LimitOrder order) {
        of(order.owner()).add(market.instrument().number(), order);
    }

    /** A resting order lost lots, and has some left. */
    public void lessened(LimitOrder order, long lots) {
        of(order.owner()).lessen(order, lots);
    }

    /**
     * An order rests no more.
     *
     * @param lots lots that it lost with its last step and that {@link #lessened} was not told of
     */
    public void left(Market market, LimitOrder order, long lots) {
        MemberOrders orders = of(order.owner());
        orders.lessen(order, lots);
        orders.remove(market.instrument().number(), order);
    }

    /** Writes all that later results depend on. */
    public void writeState(StateSink sink) {
        sink.number(members.size());
        members.inOrder().forEach(member -> member.writeState(sink));
    }

    /** Reads what {@link #writeState} wrote into this, which is empty; the markets have been read. */
    public void readState(StateSource source, Markets markets) {
        for (int left = source.count(); left > 0; left--) {
            MemberOrders member = MemberOrders.readState(source, markets);
            if (members.put(member.participant(), member) != null) {
                throw new RecordFormatException(
                        "state.openOrders: member " + member.participant() + " stands there twice");
            }
        }
    }
}
