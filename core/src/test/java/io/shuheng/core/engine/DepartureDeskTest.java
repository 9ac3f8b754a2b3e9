package io.shuheng.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.genesis.Limits;
import io.shuheng.core.listing.ListingDescriptor;
import io.shuheng.core.listing.SupplyKind;
import io.shuheng.core.participant.OrganisationId;
import io.shuheng.core.participant.Role;
import io.shuheng.core.participant.StatusChange;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.trading.SplitShare;
import io.shuheng.core.trading.quote.GiveQuote;
import io.shuheng.core.trading.quote.QuoteEnd;
import io.shuheng.core.trading.quote.RequestQuotes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a provider leaves when its membership ends: also what its broker has quoted. A step takes two orders. */
class DepartureDeskTest {

    private static final int QUOTES = 5;
    private static final int STEP = 2;

    private final EngineFixture exchange = new EngineFixture(
            Limits.newBuilder(EngineFixture.limits()).setOrdersPerStep(STEP).build());
    private final ViewComparison view = new ViewComparison(exchange);
    private final TradeWay trades = new TradeWay(exchange);
    private final QuoteWay way = new QuoteWay(exchange, trades);
    private final ListingWay listings =
            new ListingWay(exchange, trades.enrolment(), List.of(Role.PROVIDER, Role.REGISTRAR));
    private final Enrolment.Member provider = listings.provider();
    private Enrolment.Member broker = provider;
    private final long instrument = opened();
    private final List<Long> quotes = new ArrayList<>();

    @AfterEach
    void replaysToEqualRecordsAndStateAndTheReadModelAgrees() {
        view.check();
        exchange.requireEqualReplay();
    }

    @Test
    void endsWhatABrokerQuotedForAProviderThatLeavesAFewInEachStep() {
        GiveQuote last = quoted();
        terminate(provider);
        List<Long> ended = new ArrayList<>();
        while (exchange.engine().nextTimerNs() <= exchange.timeNs() + QUOTES) {
            EngineFixture.Outcome step = exchange.submitInternal(new Tick());
            assertThat(step.events(EventKind.QUOTE_ENDED)).hasSizeLessThanOrEqualTo(STEP);
            step.events(EventKind.QUOTE_ENDED).forEach(event -> {
                assertThat(event.getC()).isEqualTo(QuoteEnd.PROVIDER_LEFT.number());
                ended.add(event.getA());
            });
            exchange.advance(Duration.ofNanos(1));
        }
        assertThat(ended).isEqualTo(quotes);
        exchange.submit(
                        way.acceptance(quotes.get(QUOTES - 1), last).build(),
                        trades.buyer().key())
                .requireRefused(RefusalCode.QUOTE_NOT_STANDING);
    }

    @Test
    void endsWhatABrokerThatLeavesItselfQuotedAsItsOwn() {
        quoted();
        terminate(broker);
        EngineFixture.Outcome step = exchange.submitInternal(new Tick());
        assertThat(step.events(EventKind.QUOTE_ENDED))
                .extracting(event -> event.getC())
                .containsOnly((long) QuoteEnd.SELLER_LEFT.number());
    }

    /** Of so many requests of the buyer each gets a quote of the broker in its own name; the last of them. */
    private GiveQuote quoted() {
        for (int i = 1; i < QUOTES; i++) {
            quote();
        }
        return quote();
    }

    private GiveQuote quote() {
        RequestQuotes request = way.request().build();
        long asked = exchange.submit(request, trades.buyer().key())
                .requireAccepted()
                .answer()
                .sequence();
        GiveQuote quote = way.quote(instrument, asked, request, 2_000_000).build();
        EngineFixture.Outcome given = exchange.submit(quote, broker.key()).requireAccepted();
        assertThat(given.event(EventKind.QUOTE_GIVEN).getC()).isEqualTo(broker.number());
        quotes.add(given.answer().sequence());
        return quote;
    }

    private void terminate(Enrolment.Member member) {
        trades.enrolment().change(member, StatusChange.SUSPEND).requireAccepted();
        trades.enrolment().change(member, StatusChange.TERMINATE).requireAccepted();
    }

    private long opened() {
        var application = trades.enrolment()
                .application()
                .setRoles(List.of(Role.DATA_BROKER))
                .build();
        broker = trades.enrolment().member(application);
        ListingDescriptor descriptor = listings.descriptor("brokered")
                .setBoard(way.board())
                .setBrokers(List.of(new OrganisationId(application.getIdKind(), application.getId())))
                .setSupplyKind(SupplyKind.UNLIMITED)
                .setSupplyLots(0)
                .build();
        long listing = listings.listed(descriptor);
        return exchange.submit(
                        trades.terms(listing, descriptor)
                                .setShares(List.of(
                                        new SplitShare(provider.number(), 9_000),
                                        new SplitShare(broker.number(), 1_000)))
                                .build(),
                        provider.key())
                .requireAccepted()
                .event(EventKind.INSTRUMENT_OPENED)
                .getA();
    }
}
