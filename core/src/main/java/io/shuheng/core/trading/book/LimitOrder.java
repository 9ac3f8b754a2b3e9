package io.shuheng.core.trading.book;

import io.shuheng.core.participant.Principal;
import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import io.shuheng.core.session.Binding;
import io.shuheng.core.session.Session;
import io.shuheng.core.trading.OrderType;
import io.shuheng.core.trading.PlaceOrder;
import io.shuheng.core.trading.SelfTradePrevention;
import io.shuheng.core.trading.Side;
import io.shuheng.core.trading.TimeInForce;
import org.jspecify.annotations.Nullable;

/**
 * A limit order (限价订单) with all that its trades need: in whose name it is, what pays for it, and what it has traded so
 * far, from which its fees follow. State of the engine: for its thread alone.
 */
public final class LimitOrder extends BookOrder<LimitOrder> {

    private Principal principal;
    private OrderType type;
    private TimeInForce timeInForce;
    private SelfTradePrevention selfTrade;
    private long minimumLots;
    private long budgetFen;
    private long expiresNs;
    private int scenario;
    private AuthenticationKind boundBy;
    private long session;
    private long counter;
    private long placedAtNs;
    private long hold;
    private long heldFen;
    private long filledLots;
    private long filledFen;
    private long chargedFen;

    /** Neighbours among the resting orders of its owner in its instrument; they belong to {@link MemberOrders}. */
    @Nullable
    LimitOrder earlierOfOwner;

    @Nullable
    LimitOrder laterOfOwner;

    private LimitOrder(
            long sequence,
            PlaceOrder command,
            long limitMicros,
            SelfTradePrevention selfTrade,
            Principal principal,
            AuthenticationKind boundBy) {
        super(sequence, command.getSide(), limitMicros, command.getQuantityLots());
        this.principal = principal;
        this.type = command.getOrderType();
        this.timeInForce = command.getTimeInForce();
        this.selfTrade = selfTrade;
        this.boundBy = boundBy;
    }

    /**
     * An order that has been checked and has not met the market yet.
     *
     * @param ended an order that has ended and that nobody refers to any more, of whose object it is made; null for an object of
     *     its own
     * @param sequence sequence of its command
     * @param limitMicros its limit, which is the command's but for market-to-limit
     * @param selfTrade what happens where it meets its owner's orders, as order or board say
     * @param principal in whose name it was sent
     * @param session the session in which it was sent, from which it is known how its sender is bound; null where it has a
     *     signature of its own
     * @param counter its place in that session; 0 where there is none
     * @param placedAtNs sequenced time of its command; its fees are those of this time
     */
    public static LimitOrder of(
            @Nullable LimitOrder ended,
            long sequence,
            PlaceOrder command,
            long limitMicros,
            SelfTradePrevention selfTrade,
            Principal principal,
            @Nullable Session session,
            long counter,
            long placedAtNs) {
        AuthenticationKind boundBy = session == null ? AuthenticationKind.SIGNED : session.vouchedBy();
        LimitOrder order = ended;
        if (order == null) {
            order = new LimitOrder(sequence, command, limitMicros, selfTrade, principal, boundBy);
        } else {
            order.renew(sequence, command.getSide(), limitMicros, command.getQuantityLots());
            order.principal = principal;
            order.type = command.getOrderType();
            order.timeInForce = command.getTimeInForce();
            order.selfTrade = selfTrade;
            order.boundBy = boundBy;
            order.hold = 0;
            order.heldFen = 0;
            order.filledLots = 0;
            order.filledFen = 0;
            order.chargedFen = 0;
        }
        order.minimumLots = command.getMinimumLots();
        order.budgetFen = command.getBudgetFen();
        order.expiresNs = command.getExpiresNs();
        order.scenario = command.getScenario();
        order.session = session == null ? 0 : session.number();
        order.counter = counter;
        order.placedAtNs = placedAtNs;
        return order;
    }

    /** Reads what {@link #writeState} wrote of an order; whether it rests is for whoever reads on. */
    private LimitOrder(StateSource source) {
        super(source.number(), source.flag() ? Side.BUY : Side.SELL, source.number(), source.number());
        principal = new Principal(source.number(), source.number(), source.number());
        type = source.constant(OrderType.class);
        timeInForce = source.constant(TimeInForce.class);
        selfTrade = source.constant(SelfTradePrevention.class);
        minimumLots = source.number();
        budgetFen = source.number();
        expiresNs = source.number();
        scenario = source.integer();
        boundBy = AuthenticationKind.of(source.integer());
        session = source.number();
        counter = source.number();
        placedAtNs = source.number();
        hold = source.number();
        heldFen = source.number();
        filledLots = source.number();
        filledFen = source.number();
        chargedFen = source.number();
    }

    /** Number of the participant that is bound by it. */
    public long owner() {
        return principal.participant();
    }

    /** In whose name it was sent. */
    public Principal principal() {
        return principal;
    }

    /** Whether it buys. */
    public boolean buys() {
        return side() == Side.BUY;
    }

    /** What becomes of its rest. */
    public TimeInForce timeInForce() {
        return timeInForce;
    }

    /** Whether what is left of it rests. */
    public boolean rests() {
        return timeInForce == TimeInForce.GTC || timeInForce == TimeInForce.GTD;
    }

    /** Whether it is refused where it would trade at once. */
    public boolean isPostOnly() {
        return type == OrderType.POST_ONLY;
    }

    /** What happens where it meets an order of the same beneficial owner; never BOARD_RULE. */
    public SelfTradePrevention selfTrade() {
        return selfTrade;
    }

    /** Least lots that must fill at once: all of a fill-or-kill order; 0 where there is no minimum. */
    public long minimumLots() {
        return timeInForce == TimeInForce.FOK ? restLots() : minimumLots;
    }

    /** Most that its whole price may come to for a buyer, least for a seller, fen; 0 for none. */
    public long budgetFen() {
        return budgetFen;
    }

    /** First sequenced time at which it rests no more; 0 where there is none. */
    public long expiresNs() {
        return expiresNs;
    }

    /** The declared use: index of one of the instrument's scenarios; 0 for a seller. */
    public int scenario() {
        return scenario;
    }

    /** How its sender is bound by it. */
    public Binding binding() {
        return boundBy == AuthenticationKind.SIGNED ? Binding.SIGNED : new Binding(boundBy, session, counter);
    }

    /** Sequenced time of its command, nanoseconds since 1970. */
    public long placedAtNs() {
        return placedAtNs;
    }

    /** Number of the hold that pays for it; 0 for a seller. */
    public long hold() {
        return hold;
    }

    /** What that hold still has, fen. */
    public long heldFen() {
        return heldFen;
    }

    /** Lots traded so far. */
    public long filledLots() {
        return filledLots;
    }

    /** Price of the lots traded so far, fen. */
    public long filledFen() {
        return filledFen;
    }

    /** Fees charged for them, before tax on fees, fen. */
    public long chargedFen() {
        return chargedFen;
    }

    /** It takes over what is held for the order whose place it takes. */
    public void inherits(LimitOrder replaced) {
        holds(replaced.hold, replaced.heldFen);
        replaced.heldFen = 0;
    }

    /** Money was set aside for it. */
    public void holds(long holdNumber, long amountFen) {
        hold = holdNumber;
        heldFen = amountFen;
    }

    /** Money went out of its hold: to a trade, or back to its owner. */
    public void takeHeld(long amountFen) {
        if (amountFen < 0 || amountFen > heldFen) {
            throw new IllegalStateException("order " + sequence() + ": " + amountFen + " of " + heldFen + " fen");
        }
        heldFen -= amountFen;
    }

    /** Counts a trade. */
    public void count(long lots, long amountFen, long feeFen) {
        filledLots += lots;
        filledFen += amountFen;
        chargedFen += feeFen;
    }

    void writeState(StateSink sink) {
        sink.number(sequence());
        sink.flag(buys());
        sink.number(priceMicros());
        sink.number(restLots());
        sink.number(principal.participant());
        sink.number(principal.agent());
        sink.number(principal.mandate());
        sink.text(type.name());
        sink.text(timeInForce.name());
        sink.text(selfTrade.name());
        sink.number(minimumLots);
        sink.number(budgetFen);
        sink.number(expiresNs);
        sink.number(scenario);
        sink.number(boundBy.number());
        sink.number(session);
        sink.number(counter);
        sink.number(placedAtNs);
        sink.number(hold);
        sink.number(heldFen);
        sink.number(filledLots);
        sink.number(filledFen);
        sink.number(chargedFen);
    }

    /** Reads what {@link #writeState} wrote. */
    static LimitOrder readState(StateSource source) {
        return new LimitOrder(source);
    }
}
