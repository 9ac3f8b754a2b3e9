package io.shuheng.core.engine;

import io.shuheng.core.participant.Duty;
import io.shuheng.core.record.Event;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.trading.ControlReason;
import io.shuheng.core.trading.ModeApproval;
import io.shuheng.core.trading.OpenBoard;
import io.shuheng.core.trading.TradingMode;
import io.shuheng.core.trading.auction.AfterAuction;
import io.shuheng.core.trading.auction.AuctionState;
import io.shuheng.core.trading.auction.CallOffAuction;
import io.shuheng.core.trading.auction.CallStep;
import io.shuheng.core.trading.auction.MoveCallAuction;
import io.shuheng.core.trading.auction.ScheduleCallAuction;
import io.shuheng.core.trading.auction.TiePolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** Call auctions in the book of a {@link BookWay}. */
public final class CallWay {

    static final Duration UNTIL_OPEN = Duration.ofSeconds(10);
    static final Duration UNTIL_ACCEPT_ONLY = Duration.ofSeconds(20);
    static final Duration UNTIL_CLOSE = Duration.ofSeconds(30);

    private final EngineFixture exchange;
    private final BookWay book;

    /** On a board that also trades continuously. */
    public CallWay(EngineFixture exchange) {
        this(exchange, TradingMode.CALL_AUCTION, TradingMode.CONTINUOUS);
    }

    /** On a board with these modes beside that of fixed prices. */
    public CallWay(EngineFixture exchange, TradingMode... modes) {
        this.exchange = exchange;
        TradeWay way = new TradeWay(exchange);
        this.book = new BookWay(exchange, way, 10_000, board(way.board(), modes).build());
    }

    /** In a book that there is. */
    public CallWay(EngineFixture exchange, BookWay book) {
        this.exchange = exchange;
        this.book = book;
    }

    /** Makes a board one for these modes, with made-up approvals. */
    static OpenBoard.Builder board(OpenBoard.Builder terms, TradingMode... modes) {
        return terms.setName("集合竞价板")
                .setModes(List.of(modes))
                .setApprovals(List.of(modes).stream().map(CallWay::approval).toList());
    }

    private static ModeApproval approval(TradingMode mode) {
        return new ModeApproval(mode, "某主管部门", "虚构〔2026〕2号", EngineFixture.hash("approval"), "数据许可");
    }

    /** The book in which they are held. */
    public BookWay book() {
        return book;
    }

    ScheduleCallAuction.Builder terms() {
        return ScheduleCallAuction.newBuilder()
                .setClientId(exchange.nextClientId())
                .setNotAfterNs(exchange.notAfterNs())
                .setInstrument(book.instrument())
                .setTiePolicy(TiePolicy.SSE)
                .setOpensNs(exchange.timeNs() + UNTIL_OPEN.toNanos())
                .setAcceptOnlyNs(exchange.timeNs() + UNTIL_ACCEPT_ONLY.toNanos())
                .setClosesNs(exchange.timeNs() + UNTIL_CLOSE.toNanos())
                .setAfter(AfterAuction.REST);
    }

    EngineFixture.Outcome submit(ScheduleCallAuction.Builder terms) {
        return exchange.submit(terms.build(), exchange.officerKey(Duty.MARKET));
    }

    /** An auction that is announced; its number. */
    public long scheduled() {
        return scheduled(terms());
    }

    long scheduled(ScheduleCallAuction.Builder terms) {
        return submit(terms)
                .requireAccepted()
                .event(EventKind.AUCTION_SCHEDULED)
                .getA();
    }

    /** An auction that an officer has opened at once; its number. */
    public long opened() {
        return opened(terms());
    }

    long opened(ScheduleCallAuction.Builder terms) {
        long auction = scheduled(terms);
        move(auction, CallStep.OPEN).requireAccepted();
        return auction;
    }

    /** A market officer takes a step. */
    public EngineFixture.Outcome move(long auction, CallStep step) {
        return book.send(
                new MoveCallAuction(
                        exchange.nextClientId(),
                        exchange.notAfterNs(),
                        auction,
                        step,
                        ControlReason.SCHEDULE,
                        EngineFixture.hash("order of the day")),
                exchange.officerKey(Duty.MARKET));
    }

    /** Two market officers call it off. */
    public EngineFixture.Outcome callOff(long auction) {
        return book.sendByTwo(new CallOffAuction(
                exchange.nextClientId(),
                exchange.notAfterNs(),
                auction,
                ControlReason.DISORDER,
                EngineFixture.hash("minutes")));
    }

    /** Time passes, and the exchange notes it. */
    EngineFixture.Outcome pass(Duration time) {
        exchange.advance(time);
        EngineFixture.Outcome outcome = exchange.submitInternal(new Tick());
        book.requireConserved();
        return outcome;
    }

    /** States that an auction came into. */
    static List<AuctionState> moves(EngineFixture.Outcome outcome) {
        return outcome.events(EventKind.AUCTION_MOVED).stream()
                .map(event -> AuctionState.of(event.getC()))
                .toList();
    }

    /** Steps until nothing waits; all of their events and results together. */
    public EngineFixture.Outcome finish() {
        List<Event> events = new ArrayList<>();
        List<SpecificRecord> results = new ArrayList<>();
        EngineFixture.Outcome last;
        do {
            last = book.step();
            events.addAll(last.events());
            results.addAll(last.results());
        } while (exchange.engine().isStepPending());
        return new EngineFixture.Outcome(last.answer(), events, results);
    }
}
