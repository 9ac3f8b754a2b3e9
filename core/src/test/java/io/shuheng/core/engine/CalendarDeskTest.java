package io.shuheng.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.genesis.Limits;
import io.shuheng.core.participant.Duty;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.trading.BoardCalendar;
import io.shuheng.core.trading.ControlReason;
import io.shuheng.core.trading.SessionPhase;
import io.shuheng.core.trading.SessionTime;
import io.shuheng.core.trading.SetTradingCalendar;
import io.shuheng.core.trading.auction.AfterAuction;
import io.shuheng.core.trading.auction.AuctionState;
import io.shuheng.core.trading.auction.TiePolicy;
import io.shuheng.core.view.BoardHoursEntry;
import io.shuheng.core.view.CallAuctionEntry;
import io.shuheng.core.view.Visibility;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A board opens and closes, and holds its call auctions, as its calendar says. The tests begin on a Monday at nine. */
class CalendarDeskTest {

    private static final long MONDAY = Math.floorDiv(
            EngineFixture.START_NS + Duration.ofHours(8).toNanos(),
            Duration.ofDays(1).toNanos());

    private final EngineFixture exchange = new EngineFixture(
            Limits.newBuilder(EngineFixture.limits()).setOrdersPerStep(4).build());
    private final CallWay calls = new CallWay(exchange);
    private final BookWay book = calls.book();
    private final Enrolment.Member buyer = book.buyer(1_000_000);
    private final ViewComparison view = new ViewComparison(exchange);

    @AfterEach
    void replaysToEqualRecordsAndStateAndTheReadModelAgrees() {
        exchange.requireEqualReplay();
        view.check();
    }

    @Test
    void takesOrdersInItsSessionsAloneAndLetsThemGoAtAnyTime() {
        assertThat(phase(set(calendar(continuous())))).isEqualTo(SessionPhase.CLOSED);
        book.buy(buyer, 100, 1).requireRefused(RefusalCode.SESSION_CLOSED);
        assertThat(phase(pass(Duration.ofMinutes(30)))).isEqualTo(SessionPhase.CONTINUOUS);
        long first = book.buy(buyer, 100, 1).requireAccepted().answer().sequence();
        pass(Duration.ofHours(6));
        book.buy(buyer, 100, 1).requireRefused(RefusalCode.SESSION_CLOSED);
        book.cancel(first, buyer).requireAccepted();
        EngineFixture.Outcome tuesday = pass(Duration.ofHours(18));
        assertThat(phase(tuesday)).isEqualTo(SessionPhase.CONTINUOUS);
        assertThat(tuesday.event(EventKind.SESSION_PHASE_SET).getC())
                .isEqualTo(exchange.timeNs() + Duration.ofMinutes(330).toNanos());
        book.buy(buyer, 100, 1).requireAccepted();
    }

    @Test
    void staysClosedOnOtherDaysAndBehindItsLast() {
        set(calendar(continuous()).setTradingDays(List.of(MONDAY + 1)).setLastDay(MONDAY + 2));
        pass(Duration.ofHours(3));
        book.buy(buyer, 100, 1).requireRefused(RefusalCode.SESSION_CLOSED);
        pass(Duration.ofDays(1));
        book.buy(buyer, 100, 1).requireAccepted();
        assertThat(pass(Duration.ofHours(6)).event(EventKind.SESSION_PHASE_SET).getC())
                .isZero();
        pass(Duration.ofDays(3));
        book.buy(buyer, 100, 1).requireRefused(RefusalCode.SESSION_CLOSED);
    }

    @Test
    void holdsTheCallAuctionThatItsSessionsSay() {
        set(calendar(day()));
        EngineFixture.Outcome opening = pass(Duration.ofMinutes(15));
        assertThat(phase(opening)).isEqualTo(SessionPhase.CALL_AUCTION);
        pass(Duration.ofNanos(1));
        pass(Duration.ofNanos(1));
        long auction = exchange.engine().state().auctions.size();
        assertThat(state(auction)).isEqualTo(AuctionState.OPEN);
        CallAuctionEntry entry = entry(auction);
        assertThat(entry.acceptOnlyNs()).isEqualTo(at(9, 20));
        assertThat(entry.closesNs()).isEqualTo(at(9, 25));
        assertThat(entry.tiePolicy()).isEqualTo(TiePolicy.SZSE);
        book.sell(100, 5).requireAccepted();
        long bid = book.buy(buyer, 100, 3).requireAccepted().answer().sequence();
        pass(Duration.ofMinutes(5));
        book.cancel(bid, buyer).requireRefused(RefusalCode.AUCTION_ACCEPTS_ONLY);
        pass(Duration.ofMinutes(5));
        assertThat(calls.finish().events(EventKind.TRADED)).hasSize(1);
        assertThat(state(auction)).isEqualTo(AuctionState.AWARDED);
        book.buy(buyer, 100, 2).requireAccepted().event(EventKind.TRADED);
    }

    @Test
    void carriesAClosingAuctionThroughWhenTheBoardIsClosed() {
        set(calendar(List.of(
                session(9, 15, SessionPhase.CONTINUOUS),
                session(9, 30, SessionPhase.CALL_AUCTION),
                session(9, 40, SessionPhase.CLOSED))));
        pass(Duration.ofMinutes(30));
        pass(Duration.ofNanos(1));
        book.sell(100, 5).requireAccepted();
        book.buy(buyer, 100, 5).requireAccepted();
        assertThat(phase(pass(Duration.ofMinutes(10)))).isEqualTo(SessionPhase.CLOSED);
        assertThat(calls.finish().events(EventKind.TRADED)).hasSize(1);
    }

    @Test
    void announcesTheAuctionsOfManyInstrumentsInSteps() {
        List<Long> instruments = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            instruments.add(book.way()
                    .instrument(book.way()
                            .listings()
                            .descriptor("another-" + i)
                            .setBoard(board())
                            .setSupplyLots(10)
                            .build()));
        }
        set(calendar(day()));
        pass(Duration.ofMinutes(15));
        int most = 0;
        for (int i = 0; i < 8; i++) {
            EngineFixture.Outcome step = pass(Duration.ofNanos(1));
            most = Math.max(most, step.events(EventKind.AUCTION_BY_CALENDAR).size());
        }
        assertThat(most).isBetween(1, 4);
        for (long instrument : instruments) {
            assertThat(exchange.engine().state().calls.has(instrument)).isTrue();
        }
    }

    @Test
    void opensAnAuctionAnewEachDayEvenWhereItSleptInBetween() {
        set(calendar(day()));
        pass(Duration.ofMinutes(16));
        pass(Duration.ofNanos(1));
        long first = exchange.engine().state().auctions.size();
        assertThat(state(first)).isEqualTo(AuctionState.OPEN);
        pass(Duration.ofDays(1));
        calls.finish();
        pass(Duration.ofMillis(1));
        pass(Duration.ofNanos(1));
        assertThat(state(first).isFinal()).isTrue();
        assertThat(state(exchange.engine().state().auctions.size())).isEqualTo(AuctionState.OPEN);
        assertThat(phaseNow()).isEqualTo(SessionPhase.CALL_AUCTION);
        set(calendar(continuous()).setFirstDay(MONDAY + 2).setTradingDays(List.of(MONDAY + 2L)));
        pass(Duration.ofDays(1));
        assertThat(phaseNow()).isEqualTo(SessionPhase.CLOSED);
    }

    @Test
    void leavesTheOldCalendarInForceUntilTheFirstDayOfTheNew() {
        set(calendar(continuous()));
        set(calendar(List.of(session(12, 0, SessionPhase.CONTINUOUS), session(13, 0, SessionPhase.CLOSED)))
                .setFirstDay(MONDAY + 1)
                .setTradingDays(List.of(MONDAY + 1)));
        pass(Duration.ofHours(1));
        assertThat(phaseNow()).isEqualTo(SessionPhase.CONTINUOUS);
        pass(Duration.ofDays(1));
        assertThat(phaseNow()).isEqualTo(SessionPhase.CLOSED);
        pass(Duration.ofHours(2));
        assertThat(phaseNow()).isEqualTo(SessionPhase.CONTINUOUS);
        BoardHoursEntry hours = hours();
        assertThat(hours.calendars()).hasSize(2);
        assertThat(hours.calendarOf(MONDAY).orElseThrow().sessions()).hasSize(2);
        assertThat(hours.calendarOf(MONDAY + 1).orElseThrow().tradingDays()).containsExactly(MONDAY + 1);
        assertThat(hours.calendarOf(MONDAY - 1)).isEmpty();
    }

    @Test
    void closesNoOtherBoardAndTakesNothingElseOfThisOne() {
        long offered = book.way().offered();
        set(calendar(continuous()));
        book.way().deposit(10_000);
        exchange.submit(book.way().order(offered, 1).build(), book.way().buyer().key())
                .requireAccepted();
    }

    @Test
    void refusesCalendarsThatAreNotInOrder() {
        refused(RefusalCode.UNKNOWN_REFERENCE, calendar(day()).setBoard(99));
        refused(RefusalCode.FIELD_INVALID, calendar(day()).setFirstDay(MONDAY - 1));
        refused(RefusalCode.FIELD_INVALID, calendar(day()).setFirstDay(MONDAY + 401));
        refused(RefusalCode.FIELD_INVALID, calendar(day()).setLastDay(MONDAY - 1));
        refused(RefusalCode.FIELD_INVALID, calendar(day()).setLastDay(MONDAY + 400));
        refused(RefusalCode.FIELD_INVALID, calendar(day()).setTradingDays(List.of(MONDAY + 1, MONDAY + 1)));
        refused(RefusalCode.FIELD_INVALID, calendar(day()).setTradingDays(List.of(MONDAY + 10)));
        refused(RefusalCode.FIELD_INVALID, calendar(day()).setDocumentSm3(new Hash32(new byte[32])));
        refused(RefusalCode.FIELD_INVALID, calendar(List.of()));
        refused(RefusalCode.FIELD_INVALID, calendar(List.of(session(9, 0, SessionPhase.CONTINUOUS))));
        refused(RefusalCode.FIELD_INVALID, calendar(List.of(session(9, 0, SessionPhase.CLOSED))));
        refused(
                RefusalCode.FIELD_INVALID,
                calendar(List.of(session(9, 0, SessionPhase.CALL_ACCEPT_ONLY), session(10, 0, SessionPhase.CLOSED))));
        refused(
                RefusalCode.FIELD_INVALID,
                calendar(List.of(session(9, 0, SessionPhase.CONTINUOUS), session(9, 0, SessionPhase.CLOSED))));
        refused(RefusalCode.MODE_NOT_ALLOWED, calendar(day()).setBoard(1));
        exchange.submit(calendar(day()).build(), buyer.key()).requireRefused(RefusalCode.NOT_PERMITTED);
        for (int i = 0; i < BoardCalendar.MAX_CALENDARS; i++) {
            set(calendar(day()).setFirstDay(MONDAY + i).setTradingDays(List.of()));
        }
        refused(
                RefusalCode.CALENDARS_FULL,
                calendar(day()).setFirstDay(MONDAY + 20).setLastDay(MONDAY + 21).setTradingDays(List.of()));
        set(calendar(day()).setFirstDay(MONDAY + 3).setTradingDays(List.of(MONDAY + 3)));
    }

    private SetTradingCalendar.Builder calendar(List<SessionTime> sessions) {
        return SetTradingCalendar.newBuilder()
                .setClientId(exchange.nextClientId())
                .setNotAfterNs(exchange.notAfterNs())
                .setBoard(board())
                .setFirstDay(MONDAY)
                .setLastDay(MONDAY + 9)
                .setTradingDays(days())
                .setSessions(sessions)
                .setTiePolicy(TiePolicy.SZSE)
                .setAfterAuction(AfterAuction.REST)
                .setReason(ControlReason.SCHEDULE)
                .setDocumentSm3(EngineFixture.hash("calendar"));
    }

    private static List<Long> days() {
        return List.of(MONDAY, MONDAY + 1, MONDAY + 2, MONDAY + 3, MONDAY + 4);
    }

    private static List<SessionTime> day() {
        return List.of(
                session(9, 15, SessionPhase.CALL_AUCTION),
                session(9, 20, SessionPhase.CALL_ACCEPT_ONLY),
                session(9, 25, SessionPhase.CONTINUOUS),
                session(15, 0, SessionPhase.CLOSED));
    }

    private static List<SessionTime> continuous() {
        return List.of(session(9, 30, SessionPhase.CONTINUOUS), session(15, 0, SessionPhase.CLOSED));
    }

    private static SessionTime session(int hour, int minute, SessionPhase phase) {
        return new SessionTime((hour * 60 + minute) * 60, phase);
    }

    private static long at(int hour, int minute) {
        return EngineFixture.START_NS
                + Duration.ofMinutes((hour - 9) * 60L + minute).toNanos();
    }

    private EngineFixture.Outcome set(SetTradingCalendar.Builder calendar) {
        return exchange.submit(calendar.build(), exchange.officerKey(Duty.MARKET))
                .requireAccepted();
    }

    private void refused(RefusalCode code, SetTradingCalendar.Builder calendar) {
        exchange.submit(calendar.build(), exchange.officerKey(Duty.MARKET)).requireRefused(code);
    }

    private EngineFixture.Outcome pass(Duration time) {
        exchange.advance(time);
        return exchange.submitInternal(new Tick());
    }

    private static SessionPhase phase(EngineFixture.Outcome outcome) {
        int place = (int) outcome.event(EventKind.SESSION_PHASE_SET).getB();
        return SessionPhase.valueOf(
                SessionPhase.getClassSchema().getEnumSymbols().get(place));
    }

    private SessionPhase phaseNow() {
        BoardCalendar calendar = exchange.engine().state().calendars.of(board());
        assertThat(calendar).isNotNull();
        assertThat(hours().phase()).isEqualTo(calendar.phase());
        return calendar.phase();
    }

    private long board() {
        return exchange.engine()
                .state()
                .instruments
                .require(book.instrument())
                .board()
                .number();
    }

    private AuctionState state(long auction) {
        return exchange.engine().state().auctions.get(auction).state();
    }

    private CallAuctionEntry entry(long auction) {
        view.check();
        return view.model()
                .callAuctions()
                .auction(Visibility.everything(), auction)
                .value()
                .orElseThrow();
    }

    private BoardHoursEntry hours() {
        view.check();
        return view.model().tradingHours().board(board()).value().orElseThrow();
    }
}
