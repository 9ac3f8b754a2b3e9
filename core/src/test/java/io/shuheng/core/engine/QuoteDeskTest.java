package io.shuheng.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.core.contract.ContractProjection;
import io.shuheng.core.contract.ContractTemplates;
import io.shuheng.core.contract.ContractTerms;
import io.shuheng.core.listing.BilingualText;
import io.shuheng.core.listing.DelistingStep;
import io.shuheng.core.listing.ListingDescriptor;
import io.shuheng.core.listing.ListingReason;
import io.shuheng.core.listing.SupplyKind;
import io.shuheng.core.participant.Duty;
import io.shuheng.core.participant.GrantMandate;
import io.shuheng.core.participant.Power;
import io.shuheng.core.participant.Role;
import io.shuheng.core.participant.StatusChange;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.Event;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.core.trading.ControlReason;
import io.shuheng.core.trading.SetTradingPhase;
import io.shuheng.core.trading.StopOwnTrading;
import io.shuheng.core.trading.Trade;
import io.shuheng.core.trading.TradingPhase;
import io.shuheng.core.trading.quote.GiveQuote;
import io.shuheng.core.trading.quote.Quote;
import io.shuheng.core.trading.quote.QuoteEnd;
import io.shuheng.core.trading.quote.QuoteRequest;
import io.shuheng.core.trading.quote.QuoteRequests;
import io.shuheng.core.trading.quote.RequestQuotes;
import io.shuheng.core.trading.quote.TakeQuote;
import io.shuheng.core.view.QuoteEntry;
import io.shuheng.core.view.QuoteRequestEntry;
import io.shuheng.core.view.Visibility;
import io.shuheng.crypto.Sm3Hash;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One asks, many quote, the first valid acceptance wins. */
class QuoteDeskTest {

    private static final Visibility ALL = Visibility.everything();

    /** A seller with an instrument of its own. */
    private record Seller(ListingWay listings, long instrument) {

        int key() {
            return listings.provider().key();
        }

        long number() {
            return listings.provider().number();
        }
    }

    private record Given(long number, GiveQuote command) {}

    private final EngineFixture exchange = new EngineFixture();
    private final ViewComparison view = new ViewComparison(exchange);
    private final TradeWay trades = new TradeWay(exchange);
    private final QuoteWay way = new QuoteWay(exchange, trades);
    private final Seller first = seller(SupplyKind.LIMITED, 25);
    private final Seller second = seller(SupplyKind.UNLIMITED, 0);
    private final Seller third = seller(SupplyKind.LIMITED, 5);
    private final int consumer = trades.buyer().key();

    @BeforeEach
    void comparesWhatTheViewSaysAfterEachCommand() {
        trades.deposit(100_000);
        exchange.afterEach(view::check);
    }

    @AfterEach
    void replaysToEqualRecordsAndState() {
        exchange.requireEqualReplay();
    }

    @Test
    void makesATradeOfTheQuoteTakenAndEndsTheOthers() {
        RequestQuotes request = way.request().build();
        long asked = requested(request);
        Given dear = quoted(first, asked, request, 3_000_000);
        Given cheap = quoted(second, asked, request, 2_000_000);
        assertThat(free(first)).isEqualTo(15);

        EngineFixture.Outcome taken = exchange.submit(
                        way.acceptance(cheap.number, cheap.command).build(), consumer)
                .requireAccepted();
        Trade trade = (Trade) taken.results().get(0);
        assertThat(trade.getSeller()).isEqualTo(second.number());
        assertThat(trade.getBuyer()).isEqualTo(trades.buyer().number());
        assertThat(List.of(trade.getBuyOrder(), trade.getSellOrder()))
                .containsExactly(taken.answer().sequence(), cheap.number);
        assertThat(trade.getAmountFen()).isEqualTo(2_000);
        assertThat(taken.event(EventKind.HOLD_PLACED).getC()).isEqualTo(2_010);
        assertThat(taken.event(EventKind.QUOTE_TAKEN).getA()).isEqualTo(cheap.number);
        Event ended = taken.event(EventKind.QUOTE_ENDED);
        assertThat(List.of(ended.getA(), ended.getC())).containsExactly(dear.number, (long) QuoteEnd.TAKEN.number());
        assertThat(taken.event(EventKind.QUOTE_REQUEST_ENDED).getA()).isEqualTo(asked);
        assertThat(free(first)).isEqualTo(25);

        take(dear).requireRefused(RefusalCode.QUOTE_NOT_STANDING);
        exchange.submit(quote(first, asked, request, 1_000_000).build(), first.key())
                .requireRefused(RefusalCode.QUOTE_REQUEST_NOT_OPEN);
        exchange.submit(way.ending(asked), consumer).requireRefused(RefusalCode.QUOTE_REQUEST_NOT_OPEN);
    }

    @Test
    void takesLicencesThatWereSetAsideForTheQuote() {
        RequestQuotes request = way.request().build();
        long asked = requested(request);
        Given given = quoted(first, asked, request, 2_000_000);
        RequestQuotes another = way.request().setQuantityLots(16).build();
        exchange.submit(quote(first, requested(another), another, 2_000_000).build(), first.key())
                .requireRefused(RefusalCode.INVENTORY_SHORT);
        take(given).requireAccepted();
        assertThat(free(first)).isEqualTo(15);
        assertThat(exchange.engine()
                        .state()
                        .supply
                        .heldLots(first.instrument, trades.buyer().number()))
                .isEqualTo(10);
    }

    @Test
    void letsQuotesAndRequestsLapse() {
        RequestQuotes request = way.request().build();
        long asked = requested(request);
        Given given = quoted(first, asked, request, 2_000_000);
        exchange.advance(QuoteWay.FIRM);
        EngineFixture.Outcome lapsed = exchange.submitInternal(new Tick());
        assertThat(lapsed.event(EventKind.QUOTE_ENDED).getA()).isEqualTo(given.number);
        assertThat(free(first)).isEqualTo(25);
        Given again = quoted(first, asked, request, 2_000_000);
        exchange.advance(QuoteWay.OPEN.minus(QuoteWay.FIRM));
        EngineFixture.Outcome over = exchange.submitInternal(new Tick());
        assertThat(over.event(EventKind.QUOTE_ENDED).getA()).isEqualTo(again.number);
        assertThat(over.events(EventKind.QUOTE_REQUEST_ENDED))
                .extracting(Event::getA)
                .containsExactly(asked);
        take(again).requireRefused(RefusalCode.QUOTE_NOT_STANDING);
        assertThat(exchange.engine().nextTimerNs()).isGreaterThan(exchange.timeNs());
    }

    @Test
    void endsARequestForWhoAskedAlsoWhileItIsSuspended() {
        RequestQuotes request = way.request().build();
        long asked = requested(request);
        quoted(first, asked, request, 2_000_000);
        exchange.submit(way.ending(asked), first.key()).requireRefused(RefusalCode.NOT_PERMITTED);
        trades.enrolment().change(trades.buyer(), StatusChange.SUSPEND).requireAccepted();
        EngineFixture.Outcome ended =
                exchange.submit(way.ending(asked), consumer).requireAccepted();
        assertThat(ended.event(EventKind.QUOTE_ENDED).getC()).isEqualTo(QuoteEnd.BY_ASKER.number());
        assertThat(ended.event(EventKind.QUOTE_REQUEST_ENDED).getC())
                .isEqualTo(trades.buyer().number());
        assertThat(free(first)).isEqualTo(25);
    }

    @Test
    void endsTheQuotesOfASellerThatIsTerminatedAndTakesNoneWhileItIsSuspended() {
        RequestQuotes request = way.request().build();
        long asked = requested(request);
        Given lost = quoted(first, asked, request, 2_000_000);
        Given kept = quoted(second, asked, request, 3_000_000);
        trades.enrolment()
                .change(first.listings.provider(), StatusChange.SUSPEND)
                .requireAccepted();
        take(lost).requireRefused(RefusalCode.PARTICIPANT_SUSPENDED);
        trades.enrolment()
                .change(first.listings.provider(), StatusChange.TERMINATE)
                .requireAccepted();
        Event ended = exchange.submitInternal(new Tick()).event(EventKind.QUOTE_ENDED);
        assertThat(List.of(ended.getA(), ended.getC()))
                .containsExactly(lost.number, (long) QuoteEnd.SELLER_LEFT.number());
        assertThat(free(first)).isEqualTo(25);
        take(lost).requireRefused(RefusalCode.QUOTE_NOT_STANDING);
        take(kept).requireAccepted();
    }

    @Test
    void takesQuotesOnlyOfThoseWhoAreAsked() {
        RequestQuotes request = way.request().setAsked(List.of(first.number())).build();
        long asked = requested(request);
        exchange.submit(quote(second, asked, request, 2_000_000).build(), second.key())
                .requireRefused(RefusalCode.QUOTE_NOT_ASKED);
        quoted(first, asked, request, 2_000_000);
    }

    @Test
    void letsABrokerThatIsAskedQuoteForAProvider() {
        Enrolment.Member broker = trades.enrolment().member(Role.DATA_BROKER);
        RequestQuotes request = way.request().setAsked(List.of(broker.number())).build();
        long asked = requested(request);
        GrantMandate mandate = GrantMandate.newBuilder()
                .setClientId(exchange.nextClientId())
                .setNotAfterNs(exchange.notAfterNs())
                .setAgent(broker.number())
                .setPowers(List.of(Power.NEGOTIATE))
                .setProducts(List.of())
                .setMoneyLimitFen(1)
                .setValidFromNs(exchange.timeNs())
                .setValidToNs(exchange.timeNs() + Duration.ofDays(1).toNanos())
                .build();
        long given = exchange.submit(mandate, first.key())
                .requireAccepted()
                .event(EventKind.MANDATE_GRANTED)
                .getA();
        GiveQuote quote =
                quote(first, asked, request, 2_000_000).setMandate(given).build();
        long number =
                exchange.submit(quote, broker.key()).requireAccepted().answer().sequence();
        Trade trade = (Trade)
                take(new Given(number, quote)).requireAccepted().results().get(0);
        assertThat(trade.getSeller()).isEqualTo(first.number());
        ContractTerms contract = contract(trade.getTrade());
        assertThat(contract.getProvider().getOrder().getAgent()).isEqualTo(broker.number());
        assertThat(contract.getProvider().getOrder().getSequence()).isEqualTo(number);
        assertThat(contract.getConsumer().getOrder().getSequence()).isEqualTo(trade.getBuyOrder());
        assertThat(contract.getFee().getPriceMicros()).isEqualTo(2_000_000);
    }

    @Test
    void showsQuotesToWhoAskedAndToTheirSellerAlone() {
        RequestQuotes request = way.request().build();
        long asked = requested(request);
        Given one = quoted(first, asked, request, 3_000_000);
        Given other = quoted(second, asked, request, 2_000_000);
        assertThat(quotes(trades.buyer().number(), asked))
                .extracting(QuoteEntry::number)
                .containsExactly(one.number, other.number);
        assertThat(quotes(first.number(), asked)).extracting(QuoteEntry::number).containsExactly(one.number);
        assertThat(quotes(third.number(), asked)).isEmpty();
        assertThat(view.model()
                        .quotes()
                        .request(Visibility.participant(third.number()), asked)
                        .value())
                .isPresent();
        assertThat(view.model().quotes().request(Visibility.visitor(), asked).value())
                .isEmpty();
        take(other).requireAccepted();
        QuoteEntry lost = quotes(first.number(), asked).get(0);
        assertThat(lost.end()).contains(QuoteEnd.TAKEN);
        assertThat(lost.isStanding()).isFalse();
        assertThat(quotes(second.number(), asked).get(0).trade()).isEqualTo(1);
        QuoteRequestEntry entry =
                view.model().quotes().request(ALL, asked).value().orElseThrow();
        assertThat(entry.ending().orElseThrow().trade()).isEqualTo(1);
        assertThat(entry.need().en()).contains("hourly");

        long named = requested(way.request().setAsked(List.of(first.number())).build());
        assertThat(view.model()
                        .quotes()
                        .request(Visibility.participant(third.number()), named)
                        .value())
                .isEmpty();
        assertThat(view.model()
                        .quotes()
                        .request(Visibility.participant(first.number()), named)
                        .value())
                .isPresent();
    }

    @Test
    void refusesRequestsThatAreNotInOrder() {
        request(RefusalCode.UNKNOWN_REFERENCE, way.request().setBoard(99));
        request(RefusalCode.MODE_NOT_ALLOWED, way.request().setBoard(1));
        request(RefusalCode.FIELD_INVALID, way.request().setNeed(new BilingualText("", "")));
        request(RefusalCode.FIELD_INVALID, way.request().setNeed(new BilingualText("x".repeat(501), "")));
        request(RefusalCode.SCENARIO_MISSING, way.request().setScenario(""));
        request(RefusalCode.FIELD_INVALID, way.request().setQuantityLots(0));
        request(RefusalCode.FIELD_INVALID, way.request().setUntilNs(exchange.timeNs()));
        request(
                RefusalCode.FIELD_INVALID,
                way.request().setUntilNs(exchange.timeNs() + Duration.ofDays(31).toNanos()));
        request(RefusalCode.FIELD_INVALID, way.request().setAsked(List.of(first.number(), first.number())));
        request(RefusalCode.FIELD_INVALID, way.request().setAsked(Collections.nCopies(33, first.number())));
        request(
                RefusalCode.ROLE_MISSING,
                way.request().setAsked(List.of(trades.buyer().number())));
        request(
                RefusalCode.SCENARIO_NOT_ALLOWED,
                way.request().setInstrument(first.instrument).setScenario("OTHER"));
        request(RefusalCode.FIELD_INVALID, way.request().setInstrument(trades.instrument(SupplyKind.LIMITED, 10)));
        exchange.submit(way.request().build(), first.key()).requireRefused(RefusalCode.ROLE_MISSING);
        stop(consumer);
        request(RefusalCode.TRADING_STOPPED, way.request());
    }

    @Test
    void refusesQuotesThatAreNotInOrder() {
        RequestQuotes request = way.request().build();
        long asked = requested(request);
        quote(RefusalCode.QUOTE_REQUEST_NOT_OPEN, quote(first, asked + 1, request, 1_000_000));
        quote(RefusalCode.TERMS_STALE, quote(first, asked, way.request().build(), 1_000_000));
        quote(RefusalCode.NOT_PERMITTED, quote(second, asked, request, 1_000_000));
        quote(RefusalCode.PRICE_OFF_TICK, quote(first, asked, request, 1_000_001));
        quote(RefusalCode.FIELD_INVALID, quote(first, asked, request, -10_000));
        quote(RefusalCode.FIELD_INVALID, quote(first, asked, request, 10_000).setValidToNs(request.getUntilNs() + 1));
        quote(RefusalCode.FIELD_INVALID, quote(first, asked, request, 10_000).setValidToNs(exchange.timeNs()));
        exchange.submit(quote(third, asked, request, 1_000_000).build(), third.key())
                .requireRefused(RefusalCode.INVENTORY_SHORT);
        quoted(first, asked, request, 1_000_000);
        quote(RefusalCode.DUPLICATE, quote(first, asked, request, 900_000));
        RequestQuotes named = way.request().setInstrument(second.instrument).build();
        quote(RefusalCode.FIELD_INVALID, quote(first, requested(named), named, 1_000_000));
        RequestQuotes training = way.request().setScenario("MODEL_TRAINING").build();
        quote(RefusalCode.SCENARIO_NOT_ALLOWED, quote(first, requested(training), training, 1_000_000));
        stop(first.key());
        quote(RefusalCode.TRADING_STOPPED, quote(first, asked, request, 1_000_000));
    }

    @Test
    void refusesAcceptancesThatAreNotInOrder() {
        RequestQuotes request = way.request().build();
        long asked = requested(request);
        Given given = quoted(first, asked, request, 2_000_000);
        TakeQuote.Builder take = way.acceptance(given.number, given.command);
        take(
                RefusalCode.TERMS_STALE,
                way.acceptance(given.number, given.command).setQuoteSm3(new Hash32(new byte[32])));
        take(
                RefusalCode.FIELD_INVALID,
                way.acceptance(given.number, given.command).setInstrument(second.instrument));
        take(RefusalCode.QUOTE_NOT_STANDING, way.acceptance(given.number + 1, given.command));
        Enrolment.Member stranger = trades.enrolment().member(Role.CONSUMER);
        exchange.submit(take.build(), stranger.key()).requireRefused(RefusalCode.QUOTE_NOT_STANDING);
        phase(TradingPhase.HALTED);
        take(RefusalCode.TRADING_HALTED, way.acceptance(given.number, given.command));
        phase(TradingPhase.OPEN);
        stop(consumer);
        take(RefusalCode.TRADING_STOPPED, way.acceptance(given.number, given.command));
        new FreezeWay(exchange).licences(first.listings.provider(), first.instrument);
        take(RefusalCode.LICENCES_FROZEN, way.acceptance(given.number, given.command));
    }

    @Test
    void holdsTheMoneyOrTakesNothing() {
        RequestQuotes request = way.request().build();
        long asked = requested(request);
        Given given = quoted(first, asked, request, 200_000_000);
        take(RefusalCode.INSUFFICIENT_FUNDS, way.acceptance(given.number, given.command));
        trades.enrolment()
                .change(first.listings.provider(), StatusChange.SUSPEND)
                .requireAccepted();
        take(RefusalCode.PARTICIPANT_SUSPENDED, way.acceptance(given.number, given.command));
    }

    @Test
    void takesNoQuoteOfAProductThatIsTradedNoMore() {
        RequestQuotes request = way.request().build();
        long asked = requested(request);
        Given given = quoted(first, asked, request, 2_000_000);
        long listing = exchange.engine()
                .state()
                .instruments
                .require(first.instrument)
                .listing()
                .number();
        first.listings.delist(listing, DelistingStep.BEGIN, ListingReason.MARKET_ORDER);
        take(RefusalCode.LISTING_NOT_LISTED, way.acceptance(given.number, given.command));
    }

    @Test
    void keepsNumbersWithinTheirLimits() {
        List<Long> open = new ArrayList<>();
        for (int i = 0; i < QuoteRequests.MAX_OPEN_PER_CONSUMER; i++) {
            open.add(requested(way.request().build()));
        }
        request(RefusalCode.QUOTE_REQUESTS_FULL, way.request());
        exchange.submit(way.ending(open.get(0)), consumer).requireAccepted();
        requested(way.request().build());
    }

    @Test
    void refusesMoreQuotesThanARequestHolds() {
        QuoteRequest request = QuoteRequest.of(1, Sm3Hash.ZERO, 2, way.request().build(), 3);
        QuoteRequests table = new QuoteRequests(exchange.engine().state().instruments);
        table.open(request);
        for (int seller = 1; seller <= QuoteRequest.MAX_QUOTES; seller++) {
            request.requireRoom(seller);
            table.add(new Quote(10L + seller, Sm3Hash.ZERO, 1, 1, seller, 1, 1, 1));
        }
        assertThatThrownBy(() -> request.requireRoom(99))
                .isInstanceOfSatisfying(
                        CommandRejected.class, e -> assertThat(e.code()).isEqualTo(RefusalCode.QUOTES_FULL));
    }

    @Test
    void readsItsStateBack() {
        RequestQuotes request =
                way.request().setAsked(List.of(first.number(), second.number())).build();
        long asked = requested(request);
        quoted(first, asked, request, 2_000_000);
        quoted(second, asked, request, 2_000_000);
        StateSink written = new StateSink();
        exchange.engine().state().quotes.writeState(written);
        StateSource source = new StateSource(written.toBytes());
        StateSink again = new StateSink();
        QuoteRequests read = new QuoteRequests(exchange.engine().state().instruments);
        read.readState(source);
        read.writeState(again);
        source.requireEnd();
        assertThat(again.toBytes()).isEqualTo(written.toBytes());
    }

    private Seller seller(SupplyKind kind, long lots) {
        ListingWay listings = new ListingWay(exchange, trades.enrolment(), List.of(Role.PROVIDER, Role.REGISTRAR));
        ListingDescriptor descriptor = listings.descriptor("quoted")
                .setBoard(way.board())
                .setSupplyKind(kind)
                .setSupplyLots(lots)
                .build();
        long listing = listings.listed(descriptor);
        long instrument = exchange.submit(
                        trades.terms(listing, descriptor).build(),
                        listings.provider().key())
                .requireAccepted()
                .event(EventKind.INSTRUMENT_OPENED)
                .getA();
        return new Seller(listings, instrument);
    }

    private long free(Seller seller) {
        return exchange.engine().state().supply.freeLots(seller.instrument, seller.number());
    }

    private long requested(RequestQuotes request) {
        EngineFixture.Outcome outcome = exchange.submit(request, consumer).requireAccepted();
        assertThat(outcome.event(EventKind.QUOTES_REQUESTED).getB())
                .isEqualTo(trades.buyer().number());
        return outcome.answer().sequence();
    }

    private GiveQuote.Builder quote(Seller seller, long asked, RequestQuotes request, long priceMicros) {
        return way.quote(seller.instrument, asked, request, priceMicros);
    }

    private Given quoted(Seller seller, long asked, RequestQuotes request, long priceMicros) {
        GiveQuote command = quote(seller, asked, request, priceMicros).build();
        EngineFixture.Outcome outcome = exchange.submit(command, seller.key()).requireAccepted();
        assertThat(outcome.event(EventKind.QUOTE_GIVEN).getC()).isEqualTo(seller.number());
        return new Given(outcome.answer().sequence(), command);
    }

    private EngineFixture.Outcome take(Given given) {
        return exchange.submit(way.acceptance(given.number, given.command).build(), consumer);
    }

    private void request(RefusalCode code, RequestQuotes.Builder request) {
        exchange.submit(request.build(), consumer).requireRefused(code);
    }

    /** The first seller quotes. */
    private void quote(RefusalCode code, GiveQuote.Builder quote) {
        exchange.submit(quote.build(), first.key()).requireRefused(code);
    }

    private void take(RefusalCode code, TakeQuote.Builder take) {
        exchange.submit(take.build(), consumer).requireRefused(code);
    }

    private void stop(int key) {
        exchange.submit(new StopOwnTrading(exchange.nextClientId(), exchange.notAfterNs(), 0L, true), key)
                .requireAccepted();
    }

    private void phase(TradingPhase phase) {
        exchange.submit(
                        new SetTradingPhase(
                                exchange.nextClientId(),
                                exchange.notAfterNs(),
                                way.board(),
                                0L,
                                phase,
                                ControlReason.SCHEDULE,
                                EngineFixture.hash("document")),
                        exchange.officerKey(Duty.MARKET))
                .requireAccepted();
    }

    private List<QuoteEntry> quotes(long participant, long asked) {
        return ViewComparison.all(
                page -> view.model().quotes().quotesFor(Visibility.participant(participant), asked, page));
    }

    private ContractTerms contract(long trade) {
        ContractProjection projection = new ContractProjection(ContractTemplates.bundled(), batch -> {});
        for (byte[] record : exchange.records()) {
            projection.observe(RulesVersions.current().ofType(RecordHeader.type(record, 0)), record, 0, record.length);
        }
        return projection.contract(trade).terms();
    }
}
