package io.shuheng.examples.exchangeday.flow;

import io.shuheng.core.trading.Side;
import io.shuheng.examples.exchangeday.cast.Member;
import io.shuheng.examples.exchangeday.stage.Trader;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/** A member in the continuous book: the side it takes, its session, and which of its orders rest. For one thread. */
public final class BookMember {

    private final Member member;
    private final Side side;
    private final Trader trader;
    private final Set<Long> resting = new LinkedHashSet<>();
    private long orders;
    private long lots;
    private long amountFen;

    /** A member that has opened its session. */
    public BookMember(Member member, Side side, Trader trader) {
        this.member = member;
        this.side = side;
        this.trader = trader;
    }

    /** Who it is. */
    public Member member() {
        return member;
    }

    /** Which side it takes. */
    public Side side() {
        return side;
    }

    /** Its session. */
    public Trader trader() {
        return trader;
    }

    /** Orders that it has placed. */
    public long orders() {
        return orders;
    }

    /** Licences that it has bought or sold. */
    public long lots() {
        return lots;
    }

    /** What it has bought or sold them for, fen. */
    public long amountFen() {
        return amountFen;
    }

    /** How many of its orders rest, as far as outcomes are known. */
    public int restingOrders() {
        return resting.size();
    }

    /** Takes the sequence of the order that has rested longest, which it is about to take back. */
    long takeOldest() {
        Iterator<Long> oldest = resting.iterator();
        long order = oldest.next();
        oldest.remove();
        return order;
    }

    void placed() {
        orders++;
    }

    void rests(long order) {
        resting.add(order);
    }

    void restsNoMore(long order) {
        resting.remove(order);
    }

    void traded(long tradedLots, long tradedFen) {
        lots += tradedLots;
        amountFen += tradedFen;
    }
}
