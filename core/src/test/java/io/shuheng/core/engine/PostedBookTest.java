package io.shuheng.core.engine;

import static io.shuheng.core.engine.ContinuousDeskTest.trades;
import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.clearing.Settlement;
import io.shuheng.core.contract.ContractProjection;
import io.shuheng.core.contract.ContractTemplates;
import io.shuheng.core.delivery.AcceptRejection;
import io.shuheng.core.genesis.Limits;
import io.shuheng.core.listing.DelistingStep;
import io.shuheng.core.listing.ListingReason;
import io.shuheng.core.listing.SupplyKind;
import io.shuheng.core.participant.Duty;
import io.shuheng.core.participant.Role;
import io.shuheng.core.participant.StatusChange;
import io.shuheng.core.record.Event;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.core.trading.CancelBook;
import io.shuheng.core.trading.CancelOrders;
import io.shuheng.core.trading.ControlReason;
import io.shuheng.core.trading.OrderType;
import io.shuheng.core.trading.SelfTradePrevention;
import io.shuheng.core.trading.SetBoardControls;
import io.shuheng.core.trading.SetMemberLimits;
import io.shuheng.core.trading.SetTradingPhase;
import io.shuheng.core.trading.Side;
import io.shuheng.core.trading.StopOwnTrading;
import io.shuheng.core.trading.TimeInForce;
import io.shuheng.core.trading.Trade;
import io.shuheng.core.trading.TradingPhase;
import io.shuheng.core.trading.book.CancelReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Licences of an unlimited supply are sold from standing offers: the lowest first, equal ones in turn. */
class PostedBookTest {

    private final EngineFixture exchange = new EngineFixture(
            Limits.newBuilder(EngineFixture.limits()).setOrdersPerStep(3).build());
    private final ViewComparison view = new ViewComparison(exchange);
    private final PostedWay book = new PostedWay(exchange, 2);
    private final Enrolment.Member provider = book.seller(0);
    private final Enrolment.Member broker = book.seller(1);
    private final Enrolment.Member otherBroker = book.seller(2);

    @BeforeEach
    void comparesWhatTheViewSaysAfterEachCommand() {
        exchange.afterEach(view::check);
    }

    @AfterEach
    void replaysToEqualRecordsAndState() {
        exchange.requireEqualReplay();
    }

    @Test
    void sellsAtTheLowestOfferWhichStandsAsBefore() {
        long offer = sequence(book.offer(provider, 100));
        book.offer(broker, 110).requireAccepted();
        for (int i = 0; i < 3; i++) {
            Enrolment.Member buyer = book.buyer(1_000);
            EngineFixture.Outcome bid = book.bid(buyer, 120).requireAccepted();
            Trade trade = trades(bid).get(0);
            assertThat(trade.getPriceMicros()).isEqualTo(1_000_000);
            assertThat(trade.getSellOrder()).isEqualTo(offer);
            assertThat(List.of(trade.getBuyer(), trade.getSeller())).containsExactly(buyer.number(), provider.number());
            Event sold = bid.event(EventKind.POSTED_OFFER_SOLD);
            assertThat(List.of(sold.getA(), sold.getB(), sold.getC())).containsExactly(offer, sequence(bid), 1L);
            assertThat(bid.event(EventKind.ORDER_FILLED).getA()).isEqualTo(sequence(bid));
        }
        assertThat(exchange.engine().state().supply.soldLots(book.instrument())).isEqualTo(3);
    }

    @Test
    void sellsOfEqualOffersInTurn() {
        book.offer(provider, 100).requireAccepted();
        book.offer(broker, 100).requireAccepted();
        assertThat(soldBy(3)).containsExactly(provider.number(), broker.number(), provider.number());
        book.offer(otherBroker, 100).requireAccepted();
        assertThat(soldBy(3)).containsExactly(broker.number(), provider.number(), otherBroker.number());
    }

    @Test
    void servesRestingBidsBestFirstAtTheOffersPrice() {
        long low = sequence(book.bid(book.buyer(1_000), 90));
        long early = sequence(book.bid(book.buyer(1_000), 95));
        long late = sequence(book.bid(book.buyer(1_000), 95));
        long best = sequence(book.bid(book.buyer(1_000), 99));
        EngineFixture.Outcome offer = book.offer(provider, 95).requireAccepted();
        assertThat(trades(offer)).extracting(Trade::getBuyOrder).containsExactly(best, early, late);
        assertThat(trades(offer)).extracting(Trade::getPriceMicros).containsOnly(950_000L);
        assertThat(offer.event(EventKind.ORDER_RESTED).getA()).isEqualTo(sequence(offer));
        EngineFixture.Outcome lowered = book.submit(book.order(Side.SELL, 90).setReplaces(sequence(offer)), provider)
                .requireAccepted();
        assertThat(trades(lowered)).extracting(Trade::getBuyOrder).containsExactly(low);
    }

    @Test
    void servesManyBidsStepByStepAndKeepsOthersOutInBetween() {
        for (int i = 0; i < 7; i++) {
            book.bid(book.buyer(1_000), 100).requireAccepted();
        }
        EngineFixture.Outcome offer = book.offer(provider, 95).requireAccepted();
        assertThat(trades(offer)).hasSize(3);
        assertThat(offer.event(EventKind.SWEEP_PAUSED).getB()).isEqualTo(sequence(offer));
        book.offer(broker, 90).requireRefused(RefusalCode.STEP_PENDING);
        book.cancel(sequence(offer), provider).requireRefused(RefusalCode.STEP_PENDING);
        assertThat(trades(book.step())).hasSize(3);
        EngineFixture.Outcome last = book.step();
        assertThat(trades(last)).hasSize(1);
        assertThat(last.event(EventKind.ORDER_RESTED).getA()).isEqualTo(sequence(offer));
        assertThat(exchange.engine().isStepPending()).isFalse();
    }

    @Test
    void endsAnOfferWhoseSellerIsSuspendedBetweenItsSteps() {
        for (int i = 0; i < 4; i++) {
            book.bid(book.buyer(1_000), 100).requireAccepted();
        }
        EngineFixture.Outcome offer = book.offer(broker, 95).requireAccepted();
        book.way().enrolment().change(broker, StatusChange.SUSPEND).requireAccepted();
        EngineFixture.Outcome step = book.step();
        assertThat(step.event(EventKind.ORDER_CANCELLED).getA()).isEqualTo(sequence(offer));
        assertThat(step.event(EventKind.ORDER_CANCELLED).getC()).isEqualTo(CancelReason.OWNER_NOT_TRADABLE.number());
        assertThat(book.market().book().size()).isEqualTo(1);
    }

    @Test
    void sellsABuyerOneLiveLicenceAndAnotherOnceItHasExpired() {
        Enrolment.Member buyer = book.buyer(10_000);
        book.offer(provider, 100).requireAccepted();
        long contract = trades(book.bid(buyer, 100).requireAccepted()).get(0).getTrade();
        book.bid(buyer, 100).requireRefused(RefusalCode.LICENCE_LIVE);
        settle(contract, buyer, provider);
        book.bid(buyer, 100).requireRefused(RefusalCode.LICENCE_LIVE);
        exchange.advance(Duration.ofDays(366));
        assertThat(exchange.submitInternal(new Tick()).events(EventKind.ENTITLEMENT_CHANGED))
                .hasSize(1);
        assertThat(exchange.engine().state().liveLots(book.instrument(), buyer.number()))
                .isZero();
    }

    @Test
    void sellsABuyerAnotherWhereTheFirstCameToNothing() {
        Enrolment.Member buyer = book.buyer(10_000);
        book.offer(provider, 100).requireAccepted();
        long contract = trades(book.bid(buyer, 100).requireAccepted()).get(0).getTrade();
        book.way().delivered(contract, provider, buyer);
        exchange.submit(new DisputeWay(exchange, book.way()).rejection(contract).build(), buyer.key())
                .requireAccepted();
        exchange.submit(new AcceptRejection(exchange.nextClientId(), exchange.notAfterNs(), contract), provider.key())
                .requireAccepted();
        book.bid(buyer, 100).requireAccepted();
    }

    @Test
    void takesOneOfferOfASellerAndOneBidOfABuyer() {
        Enrolment.Member buyer = book.buyer(10_000);
        long bid = sequence(book.bid(buyer, 90));
        book.bid(buyer, 91).requireRefused(RefusalCode.ORDER_STANDS);
        book.submit(book.order(Side.BUY, 91).setReplaces(bid), buyer).requireAccepted();
        long offer = sequence(book.offer(provider, 100));
        book.offer(provider, 99).requireRefused(RefusalCode.ORDER_STANDS);
        book.submit(book.order(Side.SELL, 99).setReplaces(offer), provider).requireAccepted();
        assertThat(book.market().book().size()).isEqualTo(2);
    }

    @Test
    void sellsOnlyForTheProviderAndForBrokersThatListingAndTermsName() {
        Enrolment.Member stranger = book.way().enrolment().member(Role.DATA_BROKER);
        book.offer(stranger, 100).requireRefused(RefusalCode.RESALE_NOT_ALLOWED);
        book.offer(book.buyer(1_000), 100).requireRefused(RefusalCode.RESALE_NOT_ALLOWED);
        book.offer(broker, 100).requireAccepted();
    }

    @Test
    void sharesWhatABrokerSellsAsTheTermsSay() {
        Enrolment.Member buyer = book.buyer(10_000);
        book.offer(broker, 3_000).requireAccepted();
        long contract = trades(book.bid(buyer, 3_000).requireAccepted()).get(0).getTrade();
        Settlement settlement = settle(contract, buyer, broker).results().stream()
                .filter(Settlement.class::isInstance)
                .map(Settlement.class::cast)
                .findFirst()
                .orElseThrow();
        assertThat(settlement.getSeller()).isEqualTo(broker.number());
        // 3 000 fen less 170 tax in it and 30 fee leave 2 800, of which the provider's part is 3 334 of 10 000.
        assertThat(settlement.getShares().stream().map(share -> share.getAmountFen()))
                .containsExactly(934L, 933L, 933L);
    }

    @Test
    void refusesFormsThatAPostedBookDoesNotHave() {
        Enrolment.Member buyer = book.buyer(10_000);
        book.submit(book.order(Side.BUY, 100).setQuantityLots(2), buyer).requireRefused(RefusalCode.FIELD_INVALID);
        book.submit(book.order(Side.SELL, 100).setQuantityLots(2), provider).requireRefused(RefusalCode.FIELD_INVALID);
        book.submit(book.order(Side.SELL, 100).setTimeInForce(TimeInForce.IOC), provider)
                .requireRefused(RefusalCode.ORDER_FORM);
        book.submit(book.order(Side.SELL, 100).setMinimumLots(1), provider).requireRefused(RefusalCode.FIELD_INVALID);
        book.bid(buyer, 90).requireAccepted();
        book.submit(book.order(Side.SELL, 80).setOrderType(OrderType.MARKET_TO_LIMIT), provider)
                .requireRefused(RefusalCode.ORDER_FORM);
        book.submit(book.order(Side.SELL, 80).setOrderType(OrderType.POST_ONLY), provider)
                .requireRefused(RefusalCode.POST_ONLY_CROSSES);
    }

    @Test
    void takesImmediateBidsOrLetsThemGo() {
        Enrolment.Member buyer = book.buyer(10_000);
        book.submit(book.order(Side.BUY, 100).setTimeInForce(TimeInForce.FOK), buyer)
                .requireRefused(RefusalCode.FOK_UNFILLED);
        assertThat(book.submit(book.order(Side.BUY, 100).setTimeInForce(TimeInForce.IOC), buyer)
                        .requireAccepted()
                        .event(EventKind.ORDER_CANCELLED)
                        .getC())
                .isEqualTo(CancelReason.UNFILLED.number());
        book.offer(provider, 90).requireAccepted();
        EngineFixture.Outcome taken = book.submit(
                        book.order(Side.BUY, 100).setOrderType(OrderType.MARKET_TO_LIMIT), buyer)
                .requireAccepted();
        assertThat(trades(taken).get(0).getPriceMicros()).isEqualTo(900_000);
    }

    @Test
    void keepsABeneficialOwnerFromTradingWithItself() {
        Enrolment.Member affiliate = book.affiliate(10_000);
        long offer = sequence(book.offer(provider, 100));
        book.bid(affiliate, 100).requireRefused(RefusalCode.SELF_TRADE);
        EngineFixture.Outcome decremented = book.submit(
                        book.order(Side.BUY, 100).setSelfTrade(SelfTradePrevention.DECREMENT), affiliate)
                .requireAccepted();
        assertThat(decremented.event(EventKind.ORDER_CANCELLED).getA()).isEqualTo(sequence(decremented));
        EngineFixture.Outcome both = book.submit(
                        book.order(Side.BUY, 100).setSelfTrade(SelfTradePrevention.CANCEL_BOTH), affiliate)
                .requireAccepted();
        assertThat(both.events(EventKind.ORDER_CANCELLED))
                .extracting(Event::getA)
                .containsExactly(offer, sequence(both));
        long bid = sequence(book.bid(affiliate, 100));
        EngineFixture.Outcome oldest = book.submit(
                        book.order(Side.SELL, 100).setSelfTrade(SelfTradePrevention.CANCEL_OLDEST), provider)
                .requireAccepted();
        assertThat(oldest.event(EventKind.ORDER_CANCELLED).getA()).isEqualTo(bid);
        assertThat(oldest.events(EventKind.ORDER_RESTED)).hasSize(1);
    }

    @Test
    void passesOverOffersWhoseSellerMaySellNoMore() {
        book.offer(broker, 90).requireAccepted();
        book.offer(provider, 100).requireAccepted();
        book.way().enrolment().change(broker, StatusChange.SUSPEND).requireAccepted();
        EngineFixture.Outcome bid = book.bid(book.buyer(1_000), 100).requireAccepted();
        assertThat(bid.event(EventKind.ORDER_CANCELLED).getC()).isEqualTo(CancelReason.OWNER_NOT_TRADABLE.number());
        assertThat(trades(bid)).extracting(Trade::getSeller).containsExactly(provider.number());
    }

    @Test
    void sellsNothingOfAFrozenSupplyWhoeverOffersIt() {
        book.offer(broker, 90).requireAccepted();
        new FreezeWay(exchange).licences(provider, book.instrument());
        EngineFixture.Outcome bid = book.bid(book.buyer(1_000), 100).requireAccepted();
        assertThat(trades(bid)).isEmpty();
        assertThat(bid.event(EventKind.ORDER_CANCELLED).getC()).isEqualTo(CancelReason.LICENCES_FROZEN.number());
        book.offer(otherBroker, 90).requireRefused(RefusalCode.LICENCES_FROZEN);
    }

    @Test
    void keepsToBandPhaseLimitsAndStops() {
        Enrolment.Member buyer = book.buyer(10_000);
        int officer = exchange.officerKey(Duty.MARKET);
        exchange.submit(
                        new SetMemberLimits(exchange.nextClientId(), exchange.notAfterNs(), buyer.number(), 0, 100L),
                        officer)
                .requireAccepted();
        book.bid(buyer, 101).requireRefused(RefusalCode.EXPOSURE_LIMIT);
        book.offer(provider, 100).requireAccepted();
        book.bid(book.buyer(1_000), 100).requireAccepted();
        exchange.submit(
                        new SetBoardControls(
                                exchange.nextClientId(),
                                exchange.notAfterNs(),
                                book.descriptor().getBoard(),
                                SelfTradePrevention.CANCEL_NEWEST,
                                1_000),
                        officer)
                .requireAccepted();
        book.bid(buyer, 89).requireRefused(RefusalCode.PRICE_OUTSIDE_BAND);
        phase(TradingPhase.CANCEL_ONLY);
        book.bid(buyer, 95).requireRefused(RefusalCode.TRADING_HALTED);
        phase(TradingPhase.OPEN);
        exchange.submit(new StopOwnTrading(exchange.nextClientId(), exchange.notAfterNs(), 0L, true), provider.key())
                .requireAccepted();
        assertThat(book.market().book().size()).isZero();
        book.offer(provider, 95).requireRefused(RefusalCode.TRADING_STOPPED);
    }

    @Test
    void takesOffersAndBidsBackOneByOneOrAll() {
        long offer = sequence(book.offer(provider, 100));
        assertThat(book.cancel(offer, provider).event(EventKind.ORDER_CANCELLED).getA())
                .isEqualTo(offer);
        book.offer(provider, 100).requireAccepted();
        book.offer(broker, 100).requireAccepted();
        exchange.submit(
                        new CancelOrders(exchange.nextClientId(), exchange.notAfterNs(), 0L, book.instrument()),
                        broker.key())
                .requireAccepted();
        assertThat(book.market().book().size()).isEqualTo(1);
        book.bid(book.buyer(1_000), 90).requireAccepted();
        exchange.submitByTwo(
                        new CancelBook(
                                exchange.nextClientId(),
                                exchange.notAfterNs(),
                                book.instrument(),
                                0L,
                                ControlReason.DISORDER,
                                EngineFixture.hash("document")),
                        Duty.MARKET)
                .requireAccepted();
        assertThat(book.market().book().size()).isZero();
    }

    @Test
    void endsWithItsTimeOrItsListing() {
        long offer = sequence(book.submit(
                book.order(Side.SELL, 100)
                        .setTimeInForce(TimeInForce.GTD)
                        .setExpiresNs(exchange.timeNs() + Duration.ofMinutes(1).toNanos()),
                provider));
        book.offer(broker, 100).requireAccepted();
        exchange.advance(Duration.ofMinutes(2));
        assertThat(exchange.submitInternal(new Tick())
                        .event(EventKind.ORDER_EXPIRED)
                        .getA())
                .isEqualTo(offer);
        book.way().listings().delist(book.listing(), DelistingStep.BEGIN, ListingReason.MARKET_ORDER);
        exchange.submitInternal(new Tick());
        assertThat(book.market().book().size()).isZero();
    }

    @Test
    void hasNoBookForAnExclusiveLicence() {
        var descriptor = book.way()
                .listings()
                .descriptor("exclusive")
                .setBoard(book.descriptor().getBoard())
                .setSupplyKind(SupplyKind.EXCLUSIVE)
                .setSupplyLots(1)
                .setExclusive(true)
                .build();
        long exclusive = book.way().instrument(descriptor);
        book.submit(book.order(Side.BUY, 100).setInstrument(exclusive), book.buyer(1_000))
                .requireRefused(RefusalCode.SUPPLY_NOT_FUNGIBLE);
    }

    @Test
    void leavesContractsThatFollowFromItsOffersAndBids() {
        book.offer(broker, 100).requireAccepted();
        List<Trade> sold = new ArrayList<>(trades(book.bid(book.buyer(1_000), 100)));
        sold.addAll(trades(book.bid(book.buyer(1_000), 105)));
        ContractProjection projection = new ContractProjection(ContractTemplates.bundled(), batch -> {});
        for (byte[] record : exchange.records()) {
            projection.observe(RulesVersions.current().ofType(RecordHeader.type(record, 0)), record, 0, record.length);
        }
        for (Trade trade : sold) {
            var terms = projection.contract(trade.getTrade()).terms();
            assertThat(terms.getProvider().getParticipant()).isEqualTo(broker.number());
            assertThat(terms.getProvider().getOrder().getSequence()).isEqualTo(trade.getSellOrder());
            assertThat(terms.getFee().getPriceMicros()).isEqualTo(1_000_000);
        }
    }

    private List<Long> soldBy(int bids) {
        List<Long> sellers = new ArrayList<>();
        for (int i = 0; i < bids; i++) {
            trades(book.bid(book.buyer(1_000), 100).requireAccepted()).forEach(trade -> sellers.add(trade.getSeller()));
        }
        return sellers;
    }

    private void phase(TradingPhase phase) {
        exchange.submit(
                        new SetTradingPhase(
                                exchange.nextClientId(),
                                exchange.notAfterNs(),
                                0L,
                                book.instrument(),
                                phase,
                                ControlReason.SCHEDULE,
                                EngineFixture.hash("document")),
                        exchange.officerKey(Duty.MARKET))
                .requireAccepted();
    }

    private EngineFixture.Outcome settle(long contract, Enrolment.Member buyer, Enrolment.Member seller) {
        book.way().delivered(contract, seller, buyer);
        return exchange.submit(book.way().acceptance(contract), buyer.key()).requireAccepted();
    }

    private static long sequence(EngineFixture.Outcome outcome) {
        return outcome.requireAccepted().answer().sequence();
    }
}
