package io.shuheng.core.trading.auction;

import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;

/**
 * A call auction (集合竞价) that is not over: its terms, its phase, and how far it has come with making trades. State of
 * the engine: for its thread alone.
 */
public final class CallAuction {

    /** How long it may wait, closed, for its instrument to trade; then it gives up what it has not sold. */
    public static final long UNCROSS_WITHIN_NS = SealedAuction.AWARD_WITHIN_NS;

    /** What it does with its book; each but the first goes on in bounded steps. */
    public enum Phase {
        /** It takes orders, and cancels until it only accepts. */
        CALL,
        /** Bids that may not trade any more are taken out, so that the price is one of orders that can. */
        CLEAR_BIDS,
        /** The same of offers. */
        CLEAR_OFFERS,
        /** What trades at the price does. */
        TRADE,
        /** What is left expires. */
        EXPIRE,
        /** What is left rests, or nothing is. */
        DONE
    }

    private final Auction auction;
    private final TiePolicy tiePolicy;
    private final long opensNs;
    private final long acceptOnlyNs;
    private final long closesNs;
    private final AfterAuction after;
    private Phase phase = Phase.CALL;
    private boolean acceptsOnly;
    private long cursor;
    private long priceMicros;
    private boolean traded;
    private CallPrice indication = CallPrice.NONE;
    private long uncrossByNs;
    private long uncrossTimer;

    private CallAuction(
            Auction auction, TiePolicy tiePolicy, long opensNs, long acceptOnlyNs, long closesNs, AfterAuction after) {
        this.auction = auction;
        this.tiePolicy = tiePolicy;
        this.opensNs = opensNs;
        this.acceptOnlyNs = acceptOnlyNs;
        this.closesNs = closesNs;
        this.after = after;
    }

    CallAuction(Auction auction, CallTerms terms) {
        this(auction, terms.tiePolicy(), terms.opensNs(), terms.acceptOnlyNs(), terms.closesNs(), terms.after());
    }

    /** Its number, instrument and state. */
    public Auction auction() {
        return auction;
    }

    /** Which of equally good prices is taken. */
    public TiePolicy tiePolicy() {
        return tiePolicy;
    }

    /** First sequenced time at which it takes orders, nanoseconds since 1970. */
    public long opensNs() {
        return opensNs;
    }

    /** First sequenced time at which it only accepts. */
    public long acceptOnlyNs() {
        return acceptOnlyNs;
    }

    /** Sequenced time at which it closes. */
    public long closesNs() {
        return closesNs;
    }

    /** What becomes of orders that it leaves. */
    public AfterAuction after() {
        return after;
    }

    /** What it does with its book. */
    public Phase phase() {
        return phase;
    }

    /** Goes on with something else, from the first order. */
    public void moveTo(Phase next) {
        phase = next;
        cursor = 0;
    }

    /** Whether orders can no longer be taken back by their owners (不可撤单). */
    public boolean acceptsOnly() {
        return acceptsOnly;
    }

    /** From here on it only accepts. */
    public void acceptOnly() {
        acceptsOnly = true;
    }

    /** It has closed: its book is uncrossed from here on, until then at the latest, when a timer ends. */
    public void close(long untilNs, long timer) {
        moveTo(Phase.CLEAR_BIDS);
        uncrossByNs = untilNs;
        uncrossTimer = timer;
    }

    /** When it gives up what it has not sold, nanoseconds since 1970; 0 before it has closed. */
    public long uncrossByNs() {
        return uncrossByNs;
    }

    /** Number of the timer of that time. */
    public long uncrossTimer() {
        return uncrossTimer;
    }

    /** Whether it has waited too long for its instrument to trade. */
    public boolean isOverdue(long timeNs) {
        return uncrossByNs != 0 && timeNs >= uncrossByNs;
    }

    /** Sequence of the order that is looked at next; 0 for the best one. */
    public long cursor() {
        return cursor;
    }

    /** The order that is looked at next. */
    public void lookAt(long order) {
        cursor = order;
    }

    /** The price at which it trades, micro-yuan; 0 before it is found. */
    public long priceMicros() {
        return priceMicros;
    }

    /** The price was found. */
    public void price(long foundMicros) {
        priceMicros = foundMicros;
    }

    /** Whether it has made any trade. */
    public boolean hasTraded() {
        return traded;
    }

    /** It made a trade. */
    public void trade() {
        traded = true;
    }

    /** What it would trade now, as published last (虚拟参考价格与匹配量). */
    public CallPrice indication() {
        return indication;
    }

    /** What is published from here on. */
    public void indicate(CallPrice published) {
        indication = published;
    }

    void writeState(StateSink sink) {
        sink.number(auction.number());
        sink.text(tiePolicy.name());
        sink.number(opensNs);
        sink.number(acceptOnlyNs);
        sink.number(closesNs);
        sink.text(after.name());
        sink.text(phase.name());
        sink.flag(acceptsOnly);
        sink.number(cursor);
        sink.number(priceMicros);
        sink.flag(traded);
        sink.number(indication.priceMicros());
        sink.number(indication.volumeLots());
        sink.number(indication.buyLots());
        sink.number(indication.sellLots());
        sink.number(uncrossByNs);
        sink.number(uncrossTimer);
    }

    static CallAuction readState(StateSource source, Auctions auctions) {
        long number = source.number();
        if (number < 1 || number > auctions.size()) {
            throw new RecordFormatException("call auction " + number + ": no such auction");
        }
        try {
            CallAuction read = new CallAuction(
                    auctions.get(number),
                    TiePolicy.valueOf(source.text()),
                    source.number(),
                    source.number(),
                    source.number(),
                    AfterAuction.valueOf(source.text()));
            read.phase = Phase.valueOf(source.text());
            read.acceptsOnly = source.flag();
            read.cursor = source.number();
            read.priceMicros = source.number();
            read.traded = source.flag();
            read.indication = new CallPrice(source.number(), source.number(), source.number(), source.number());
            read.uncrossByNs = source.number();
            read.uncrossTimer = source.number();
            return read;
        } catch (IllegalArgumentException e) {
            throw new RecordFormatException("call auction " + number + ": " + e.getMessage());
        }
    }
}
