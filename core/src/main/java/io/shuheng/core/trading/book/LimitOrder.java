package io.shuheng.core.trading.book;

import io.shuheng.core.participant.Principal;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.session.Binding;
import io.shuheng.core.trading.PlaceOrder;
import io.shuheng.core.trading.Side;
import io.shuheng.core.trading.TimeInForce;

/**
 * A limit order (限价订单) with all that its trades need: in whose name it is, what pays for it, and what it has traded so
 * far, from which its fees follow. State of the engine: for its thread alone.
 */
public final class LimitOrder extends BookOrder<LimitOrder> {

    private final Principal principal;
    private final TimeInForce timeInForce;
    private final int scenario;
    private final Binding binding;
    private final long placedAtNs;
    private long hold;
    private long heldFen;
    private long filledLots;
    private long filledFen;
    private long chargedFen;

    /**
     * An order that has been checked and has not met the market yet.
     *
     * @param sequence sequence of its command
     * @param principal in whose name it was sent
     * @param binding how its sender is bound by it
     * @param placedAtNs sequenced time of its command; its fees are those of this time
     */
    public LimitOrder(long sequence, PlaceOrder command, Principal principal, Binding binding, long placedAtNs) {
        super(sequence, command.getSide(), command.getPriceMicros(), command.getQuantityLots());
        this.principal = principal;
        this.timeInForce = command.getTimeInForce();
        this.scenario = command.getScenario();
        this.binding = binding;
        this.placedAtNs = placedAtNs;
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

    /** The declared use: index of one of the instrument's scenarios; 0 for a seller. */
    public int scenario() {
        return scenario;
    }

    /** How its sender is bound by it. */
    public Binding binding() {
        return binding;
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
        sink.text(timeInForce.name());
        sink.number(scenario);
        sink.number(binding.kind().number());
        sink.number(binding.session());
        sink.number(binding.counter());
        sink.number(placedAtNs);
        sink.number(hold);
        sink.number(heldFen);
        sink.number(filledLots);
        sink.number(filledFen);
        sink.number(chargedFen);
    }
}
