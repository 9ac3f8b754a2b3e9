package io.shuheng.core.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.engine.EngineFixture;
import io.shuheng.core.engine.SessionWay;
import io.shuheng.core.engine.Tick;
import io.shuheng.core.engine.ViewComparison;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.session.SessionEnd;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the read model says of sessions. */
class SessionViewTest {

    private static final Visibility ALL = Visibility.everything();

    private final EngineFixture exchange = new EngineFixture();
    private final SessionWay way = new SessionWay(exchange);
    private final ViewComparison feed = new ViewComparison(exchange);
    private final long instrument = way.offered();
    private final long buyer = way.market().buyer().number();
    private final int buyerKey = way.market().buyer().key();

    private Optional<SessionEntry> session(Visibility visibility, long number) {
        feed.check();
        return feed.model().sessions().session(visibility, number).value();
    }

    private SessionEntry session(long number) {
        return session(ALL, number).orElseThrow();
    }

    @Test
    void countsEveryCommandWithARecordAndWhichOfThemAreSigned() {
        long number = way.opened();
        long openedAtNs = exchange.timeNs();
        way.trade(number, instrument, 1).requireAccepted();
        way.trade(number, instrument, 1_000_000).requireRefused(RefusalCode.SUPPLY_EXHAUSTED);
        assertThat(session(number).lastCounter()).isEqualTo(2);
        assertThat(session(number).unstated()).isEqualTo(2);
        exchange.submit(way.statement(number, 1), buyerKey).requireAccepted();
        SessionEntry entry = session(number);
        assertThat(entry.statedUpTo()).isEqualTo(1);
        assertThat(entry.unstated()).isEqualTo(1);
        assertThat(entry.isOpen()).isTrue();
        assertThat(entry.endedAtNs()).isZero();
        assertThat(entry.member()).isEqualTo(buyer);
        assertThat(entry.agent()).isEqualTo(buyer);
        assertThat(entry.openedAtNs()).isEqualTo(openedAtNs);
        assertThat(entry.terms().statementEveryCommands()).isEqualTo(SessionWay.EVERY_COMMANDS);
    }

    @Test
    void saysWhyASessionEndedAndStillCountsTheStatementThatComesLater() {
        long closed = way.opened();
        exchange.submit(way.closing(closed), buyerKey).requireAccepted();
        assertThat(session(closed).end()).contains(SessionEnd.CLOSED);
        assertThat(session(closed).endedAtNs()).isEqualTo(exchange.timeNs());
        long late = way.opened();
        way.trade(late, instrument, 1).requireAccepted();
        exchange.advance(SessionWay.EVERY);
        exchange.submitInternal(new Tick());
        assertThat(session(late).end()).contains(SessionEnd.STATEMENT_OVERDUE);
        exchange.submit(way.statement(late), buyerKey).requireAccepted();
        assertThat(session(late).unstated()).isZero();
    }

    @Test
    void showsASessionToItsOwnerOnlyPageByPage() {
        long first = way.opened();
        long second = way.opened();
        long seller = way.market().seller().number();
        assertThat(session(Visibility.participant(buyer), first)).isPresent();
        assertThat(session(Visibility.participant(seller), first)).isEmpty();
        assertThat(session(Visibility.visitor(), first)).isEmpty();
        assertThat(session(ALL, first + 1_000_000)).isEmpty();
        SessionView view = feed.model().sessions();
        Page<SessionEntry> page = view.sessionsOf(Visibility.participant(buyer), buyer, PageRequest.newest(1));
        assertThat(page.items()).extracting(SessionEntry::number).containsExactly(second);
        assertThat(view.sessionsOf(
                                Visibility.participant(buyer),
                                buyer,
                                PageRequest.newest(1).after(page.next().orElseThrow()))
                        .items())
                .extracting(SessionEntry::number)
                .containsExactly(first);
        assertThat(view.sessionsOf(Visibility.participant(seller), buyer, PageRequest.oldest(10))
                        .items())
                .isEqualTo(List.of());
        assertThat(view.sessionsOf(ALL, seller, PageRequest.oldest(10)).items()).isEmpty();
        assertThat(view.sessions(Visibility.participant(seller), PageRequest.oldest(10))
                        .items())
                .isEmpty();
    }
}
