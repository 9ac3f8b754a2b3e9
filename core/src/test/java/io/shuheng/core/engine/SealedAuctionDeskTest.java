package io.shuheng.core.engine;

import static io.shuheng.core.engine.CallWay.moves;
import static io.shuheng.core.engine.ContinuousDeskTest.trades;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.shuheng.core.clearing.Accounts;
import io.shuheng.core.contract.ContractProjection;
import io.shuheng.core.contract.ContractTemplates;
import io.shuheng.core.genesis.Limits;
import io.shuheng.core.listing.SupplyKind;
import io.shuheng.core.member.BidOpening;
import io.shuheng.core.participant.Duty;
import io.shuheng.core.participant.GrantMandate;
import io.shuheng.core.participant.Power;
import io.shuheng.core.participant.StatusChange;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.core.trading.ControlReason;
import io.shuheng.core.trading.SetTradingPhase;
import io.shuheng.core.trading.StopMember;
import io.shuheng.core.trading.StopOwnTrading;
import io.shuheng.core.trading.Trade;
import io.shuheng.core.trading.TradingPhase;
import io.shuheng.core.trading.auction.AuctionAward;
import io.shuheng.core.trading.auction.AuctionState;
import io.shuheng.core.trading.auction.AwardRule;
import io.shuheng.core.trading.auction.CallOffAuction;
import io.shuheng.core.trading.auction.CommitSeed;
import io.shuheng.core.trading.auction.Commitments;
import io.shuheng.core.trading.auction.ForfeitTo;
import io.shuheng.core.trading.auction.OpenSealedAuction;
import io.shuheng.core.trading.auction.RevealReserve;
import io.shuheng.core.trading.auction.RevealSeed;
import io.shuheng.core.trading.auction.SealedAuction;
import io.shuheng.core.trading.auction.SealedAuctions;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sealed-bid auctions of five lots at a reserve of 100 fen, from the announcement to the last hold. A step takes 4 bids. */
class SealedAuctionDeskTest {

    private final EngineFixture exchange = new EngineFixture(
            Limits.newBuilder(EngineFixture.limits()).setOrdersPerStep(4).build());
    private final SealedWay sealed = new SealedWay(exchange);
    private final FreezeWay freezes = new FreezeWay(exchange);
    private final Enrolment.Member first = sealed.bidder(10_000);
    private final Enrolment.Member second = sealed.bidder(10_000);
    private final Enrolment.Member third = sealed.bidder(10_000);

    @AfterEach
    void replaysToEqualRecordsAndStateAndTheReadModelAgrees() {
        assertThat(exchange.engine().state().accounts.trialBalance().isBalanced())
                .isTrue();
        exchange.requireEqualReplay();
        new ViewComparison(exchange).check();
    }

    @Test
    void takesNoMoreOfOneProviderThanSoManyAtATime() {
        for (int i = 0; i < SealedAuctions.MAX_OF_OWNER; i++) {
            sealed.announced(sealed.terms(AwardRule.RANDOM_SAMPLING));
        }
        sealed.submit(sealed.terms(AwardRule.RANDOM_SAMPLING)).requireRefused(RefusalCode.AUCTIONS_FULL);
    }

    /** Three bids for two lots each, of 300, 200 and 150 fen, all revealed and awarded. */
    private EngineFixture.Outcome awarded(AwardRule rule) {
        long auction = sealed.opened(rule);
        BidOpening low = sealed.committed(third, auction, 150, 2);
        BidOpening high = sealed.committed(first, auction, 300, 2);
        BidOpening middle = sealed.committed(second, auction, 200, 2);
        sealed.pass();
        sealed.reveal(low, third).requireAccepted();
        sealed.reveal(high, first).requireAccepted();
        sealed.reveal(middle, second).requireAccepted();
        assertThat(exchange.engine().isStepPending()).isFalse();
        sealed.pass();
        assertThat(exchange.engine().isStepPending()).isTrue();
        return sealed.finish();
    }

    @Test
    void sellsToTheHighestBidsAtWhatEachHasBid() {
        EngineFixture.Outcome all = awarded(AwardRule.PAY_AS_BID);
        assertThat(trades(all))
                .extracting(Trade::getBuyer, Trade::getPriceMicros, Trade::getQuantityLots)
                .containsExactly(
                        tuple(first.number(), 3_000_000L, 2L),
                        tuple(second.number(), 2_000_000L, 2L),
                        tuple(third.number(), 1_500_000L, 1L));
        assertThat(moves(all)).containsExactly(AuctionState.UNCROSSED, AuctionState.AWARDED);
        assertThat(sealed.pendingFen(first)).isEqualTo(603);
        assertThat(sealed.pendingFen(third)).isEqualTo(151);
        ExchangeState state = exchange.engine().state();
        long provider = sealed.way().seller().number();
        assertThat(state.supply.offeredLots(sealed.limited(), provider)).isZero();
        assertThat(state.supply.freeLots(sealed.limited(), provider)).isEqualTo(95);
        assertThat(state.supply.heldLots(sealed.limited(), third.number())).isOne();
    }

    @Test
    void sellsAtTheLowestBidThatGetsALot() {
        assertThat(trades(awarded(AwardRule.UNIFORM)))
                .hasSize(3)
                .allMatch(trade -> trade.getPriceMicros() == 1_500_000);
    }

    @Test
    void sellsAtTheFirstBidThatGetsNothing() {
        long auction = sealed.opened(sealed.terms(AwardRule.VICKREY).setLots(2));
        BidOpening low = sealed.committed(third, auction, 150, 1);
        BidOpening high = sealed.committed(first, auction, 300, 1);
        BidOpening middle = sealed.committed(second, auction, 200, 1);
        sealed.pass();
        sealed.reveal(low, third).requireAccepted();
        sealed.reveal(high, first).requireAccepted();
        sealed.reveal(middle, second).requireAccepted();
        sealed.pass();
        EngineFixture.Outcome all = sealed.finish();
        assertThat(trades(all)).hasSize(2).allMatch(trade -> trade.getPriceMicros() == 1_500_000);
        assertThat(sealed.pendingFen(third)).isZero();
    }

    @Test
    void sellsAtTheReserveUnderVickreyWhereAllGetTheirLots() {
        long auction = sealed.opened(AwardRule.VICKREY);
        BidOpening bid = sealed.committed(first, auction, 300, 2);
        sealed.pass();
        sealed.reveal(bid, first).requireAccepted();
        sealed.pass();
        assertThat(trades(sealed.finish())).extracting(Trade::getPriceMicros).containsExactly(1_000_000L);
    }

    @Test
    void takesTheEarlierCommitmentOfEqualBids() {
        long auction = sealed.opened(sealed.terms(AwardRule.UNIFORM).setLots(1));
        BidOpening earlier = sealed.committed(first, auction, 200, 1);
        BidOpening later = sealed.committed(second, auction, 200, 1);
        sealed.pass();
        sealed.reveal(later, second).requireAccepted();
        sealed.reveal(earlier, first).requireAccepted();
        sealed.pass();
        assertThat(trades(sealed.finish())).extracting(Trade::getBuyer).containsExactly(first.number());
    }

    @Test
    void sellsNothingBelowTheReserve() {
        long auction = sealed.opened(AwardRule.UNIFORM);
        BidOpening bid = sealed.committed(first, auction, 99, 2);
        sealed.pass();
        sealed.reveal(bid, first).requireAccepted();
        sealed.pass();
        EngineFixture.Outcome all = sealed.finish();
        assertThat(moves(all)).containsExactly(AuctionState.NO_SALE);
        assertThat(sealed.pendingFen(first)).isZero();
        assertThat(exchange.engine()
                        .state()
                        .supply
                        .freeLots(sealed.limited(), sealed.way().seller().number()))
                .isEqualTo(100);
    }

    @Test
    void holdsTheDepositFromTheCommitmentOnAndTheWholeBidFromTheReveal() {
        long auction = sealed.opened(AwardRule.UNIFORM);
        BidOpening large = sealed.committed(first, auction, 1_000, 5);
        BidOpening small = sealed.committed(second, auction, 100, 1);
        assertThat(sealed.pendingFen(first)).isEqualTo(SealedWay.DEPOSIT_FEN);
        sealed.pass();
        sealed.reveal(large, first).requireAccepted();
        sealed.reveal(small, second).requireAccepted();
        assertThat(sealed.pendingFen(first)).isEqualTo(5_025);
        assertThat(sealed.pendingFen(second)).isEqualTo(101);
    }

    @Test
    void refusesABidThatNobodyCouldPayAndLetsItBeRevealedOnceThereIsMoney() {
        long auction = sealed.opened(AwardRule.UNIFORM);
        BidOpening bid = sealed.committed(first, auction, 10_000, 2);
        sealed.pass();
        sealed.reveal(bid, first).requireRefused(RefusalCode.INSUFFICIENT_FUNDS);
        sealed.way().deposit(first, 20_000);
        sealed.reveal(bid, first).requireAccepted();
    }

    @Test
    void forfeitsTheDepositOfABidThatIsNotRevealedToTheProvider() {
        long auction = sealed.opened(AwardRule.UNIFORM);
        sealed.committed(first, auction, 200, 2);
        long before = sealed.availableFen(sealed.way().seller());
        sealed.pass();
        sealed.pass();
        EngineFixture.Outcome all = sealed.finish();
        assertThat(all.event(EventKind.DEPOSIT_FORFEITED).getC()).isEqualTo(500);
        assertThat(all.event(EventKind.BID_ENDED).getC()).isEqualTo(-1);
        assertThat(sealed.availableFen(sealed.way().seller())).isEqualTo(before + 500);
        assertThat(sealed.availableFen(first)).isEqualTo(9_500);
        assertThat(moves(all)).containsExactly(AuctionState.NO_SALE);
    }

    @Test
    void forfeitsToTheExchangeWhereTheTermsSaySo() {
        long auction = sealed.opened(sealed.terms(AwardRule.UNIFORM).setForfeitTo(ForfeitTo.EXCHANGE));
        sealed.committed(first, auction, 200, 2);
        sealed.pass();
        sealed.pass();
        assertThat(sealed.finish().event(EventKind.DEPOSIT_FORFEITED).getB()).isEqualTo(Accounts.FEE_INCOME);
    }

    @Test
    void leavesADepositInItsAccountWhereAFreezeComesFirst() {
        long auction = sealed.opened(AwardRule.UNIFORM);
        sealed.committed(first, auction, 200, 2);
        freezes.cash(first, 0);
        sealed.pass();
        sealed.pass();
        EngineFixture.Outcome all = sealed.finish();
        assertThat(all.events(EventKind.DEPOSIT_FORFEITED)).isEmpty();
        assertThat(sealed.pendingFen(first)).isZero();
    }

    @Test
    void takesOnlyWhatWasCommitted() {
        long auction = sealed.opened(AwardRule.UNIFORM);
        BidOpening bid = sealed.committed(first, auction, 200, 2);
        sealed.pass();
        sealed.reveal(sealed.bid(first, auction, 200, 2), first).requireRefused(RefusalCode.COMMITMENT_MISMATCH);
        sealed.reveal(new BidOpening(bid.instrument(), auction, first.number(), 2_010_000, 2, 0, bid.nonce()), first)
                .requireRefused(RefusalCode.COMMITMENT_MISMATCH);
        sealed.reveal(bid, second).requireRefused(RefusalCode.NO_BID);
        sealed.reveal(bid, first).requireAccepted();
        sealed.reveal(bid, first).requireRefused(RefusalCode.NO_BID);
    }

    @Test
    void takesEachCommandOnlyInItsTime() {
        long auction = sealed.announced(sealed.terms(AwardRule.UNIFORM));
        BidOpening bid = sealed.bid(first, auction, 200, 2);
        sealed.commit(bid, first).requireRefused(RefusalCode.AUCTION_STATE);
        sealed.pass();
        sealed.reveal(bid, first).requireRefused(RefusalCode.AUCTION_STATE);
        sealed.commit(bid, first).requireAccepted();
        sealed.commit(bid, first).requireRefused(RefusalCode.DUPLICATE);
        sealed.pass();
        sealed.commit(sealed.bid(second, auction, 200, 2), second).requireRefused(RefusalCode.AUCTION_STATE);
        sealed.pass();
        sealed.reveal(bid, first).requireRefused(RefusalCode.AUCTION_STATE);
        sealed.finish();
        sealed.reveal(bid, first).requireRefused(RefusalCode.AUCTION_STATE);
    }

    @Test
    void takesBidsOfThoseWhoMayBuyAndCanPayTheDeposit() {
        long auction = sealed.opened(AwardRule.UNIFORM);
        Enrolment.Member seller = sealed.way().seller();
        sealed.commit(sealed.bid(seller, auction, 200, 2), seller).requireRefused(RefusalCode.ROLE_MISSING);
        Enrolment.Member poor = sealed.bidder(499);
        sealed.commit(sealed.bid(poor, auction, 200, 2), poor).requireRefused(RefusalCode.INSUFFICIENT_FUNDS);
        exchange.submit(new StopOwnTrading(exchange.nextClientId(), exchange.notAfterNs(), 0L, true), first.key())
                .requireAccepted();
        sealed.commit(sealed.bid(first, auction, 200, 2), first).requireRefused(RefusalCode.TRADING_STOPPED);
        sealed.way().enrolment().change(second, StatusChange.SUSPEND).requireAccepted();
        sealed.commit(sealed.bid(second, auction, 200, 2), second).requireRefused(RefusalCode.PARTICIPANT_SUSPENDED);
        BidOpening elsewhere = sealed.bid(third, auction, 200, 2);
        sealed.commit(
                        new BidOpening(sealed.unlimited(), auction, third.number(), 2_000_000, 2, 0, elsewhere.nonce()),
                        third)
                .requireRefused(RefusalCode.FIELD_INVALID);
    }

    @Test
    void refusesBidsThatCouldNotBeMade() {
        long auction = sealed.opened(AwardRule.UNIFORM);
        BidOpening offGrid = new BidOpening(
                sealed.limited(),
                auction,
                first.number(),
                2_000_001,
                2,
                0,
                EngineFixture.hash("n").bytes());
        BidOpening noLots = new BidOpening(
                sealed.limited(),
                auction,
                second.number(),
                2_000_000,
                0,
                0,
                EngineFixture.hash("n").bytes());
        BidOpening noUse = new BidOpening(
                sealed.limited(),
                auction,
                third.number(),
                2_000_000,
                1,
                9,
                EngineFixture.hash("n").bytes());
        sealed.commit(offGrid, first).requireAccepted();
        sealed.commit(noLots, second).requireAccepted();
        sealed.commit(noUse, third).requireAccepted();
        sealed.pass();
        assertThat(sealed.reveal(offGrid, first).answer().code())
                .isIn(RefusalCode.PRICE_OFF_TICK, RefusalCode.PRICE_NOT_WHOLE_FEN);
        sealed.reveal(noLots, second).requireRefused(RefusalCode.FIELD_INVALID);
        sealed.reveal(noUse, third).requireRefused(RefusalCode.SCENARIO_NOT_ALLOWED);
    }

    @Test
    void isAnnouncedByTheProviderWithTermsThatGoTogether() {
        exchange.submit(sealed.terms(AwardRule.UNIFORM).build(), first.key()).requireRefused(RefusalCode.NOT_PERMITTED);
        refuses(RefusalCode.FIELD_INVALID, sealed.terms(AwardRule.UNIFORM).setOpensNs(exchange.timeNs()));
        refuses(RefusalCode.FIELD_INVALID, sealed.terms(AwardRule.UNIFORM).setClosesNs(exchange.timeNs() + 1));
        refuses(RefusalCode.FIELD_INVALID, sealed.terms(AwardRule.UNIFORM).setRevealByNs(exchange.timeNs() + 1));
        refuses(RefusalCode.FIELD_INVALID, sealed.terms(AwardRule.UNIFORM).setSeedByNs(1));
        refuses(
                RefusalCode.FIELD_INVALID,
                sealed.terms(AwardRule.RANDOM_SAMPLING).setSeedByNs(0));
        refuses(RefusalCode.FIELD_INVALID, sealed.terms(AwardRule.UNIFORM).setLots(0));
        refuses(RefusalCode.INVENTORY_SHORT, sealed.terms(AwardRule.UNIFORM).setLots(101));
        refuses(RefusalCode.FIELD_INVALID, sealed.terms(AwardRule.UNIFORM).setDepositFen(0));
        refuses(RefusalCode.FIELD_INVALID, sealed.terms(AwardRule.UNIFORM).setReservePriceMicros(0));
        refuses(
                RefusalCode.FIELD_INVALID,
                sealed.terms(AwardRule.UNIFORM).setReserveSm3(EngineFixture.hash("reserve")));
        refuses(RefusalCode.FIELD_INVALID, sealed.terms(AwardRule.UNIFORM).setInstrument(sealed.unlimited()));
        refuses(
                RefusalCode.FIELD_INVALID,
                sealed.terms(AwardRule.RANDOM_SAMPLING).setInstrument(sealed.limited()));
        refuses(
                RefusalCode.FIELD_INVALID,
                sealed.terms(AwardRule.RANDOM_SAMPLING).setReservePriceMicros(10_000));
        long fixed = sealed.way().instrument(SupplyKind.LIMITED, 10);
        refuses(RefusalCode.MODE_NOT_ALLOWED, sealed.terms(AwardRule.UNIFORM).setInstrument(fixed));
        phase(TradingPhase.HALTED);
        refuses(RefusalCode.TRADING_HALTED, sealed.terms(AwardRule.UNIFORM));
    }

    private void refuses(RefusalCode code, OpenSealedAuction.Builder terms) {
        sealed.submit(terms).requireRefused(code);
    }

    @Test
    void hidesTheReserveUntilTheProviderRevealsIt() {
        byte[] nonce = EngineFixture.hash("reserve").bytes();
        long provider = sealed.way().seller().number();
        Hash32 sm3 = new Hash32(Commitments.reserve(2_500_000, nonce, provider, sealed.limited())
                .bytes());
        long auction = sealed.opened(
                sealed.terms(AwardRule.PAY_AS_BID).setReservePriceMicros(0).setReserveSm3(sm3));
        BidOpening high = sealed.committed(first, auction, 300, 2);
        BidOpening low = sealed.committed(second, auction, 200, 2);
        revealReserve(auction, 2_500_000, nonce, first).requireRefused(RefusalCode.AUCTION_STATE);
        sealed.pass();
        sealed.reveal(high, first).requireAccepted();
        sealed.reveal(low, second).requireAccepted();
        revealReserve(auction, 2_500_000, nonce, first).requireRefused(RefusalCode.NOT_PERMITTED);
        revealReserve(auction, 2_400_000, nonce, sealed.way().seller()).requireRefused(RefusalCode.COMMITMENT_MISMATCH);
        revealReserve(auction, 2_500_000, nonce, sealed.way().seller()).requireAccepted();
        revealReserve(auction, 2_500_000, nonce, sealed.way().seller()).requireRefused(RefusalCode.WRONG_STATE);
        sealed.pass();
        assertThat(trades(sealed.finish())).extracting(Trade::getBuyer).containsExactly(first.number());
    }

    @Test
    void isVoidWhereTheReserveStaysHidden() {
        long auction = sealed.opened(
                sealed.terms(AwardRule.PAY_AS_BID).setReservePriceMicros(0).setReserveSm3(EngineFixture.hash("lost")));
        BidOpening bid = sealed.committed(first, auction, 300, 2);
        sealed.committed(second, auction, 300, 2);
        sealed.pass();
        sealed.reveal(bid, first).requireAccepted();
        assertThat(moves(sealed.pass())).containsExactly(AuctionState.VOID);
        EngineFixture.Outcome all = sealed.finish();
        assertThat(all.events(EventKind.DEPOSIT_FORFEITED)).isEmpty();
        assertThat(sealed.pendingFen(first) + sealed.pendingFen(second)).isZero();
    }

    private EngineFixture.Outcome revealReserve(long auction, long priceMicros, byte[] nonce, Enrolment.Member by) {
        return exchange.submit(
                new RevealReserve(
                        exchange.nextClientId(),
                        exchange.notAfterNs(),
                        0L,
                        sealed.limited(),
                        auction,
                        priceMicros,
                        new Hash32(nonce)),
                by.key());
    }

    @Test
    void returnsEverythingWhereTwoOfficersCallItOff() {
        long auction = sealed.opened(AwardRule.UNIFORM);
        sealed.committed(first, auction, 300, 2);
        CallOffAuction command = new CallOffAuction(
                exchange.nextClientId(),
                exchange.notAfterNs(),
                auction,
                ControlReason.DISORDER,
                EngineFixture.hash("minutes"));
        assertThat(moves(exchange.submitByTwo(command, Duty.MARKET).requireAccepted()))
                .containsExactly(AuctionState.VOID);
        sealed.finish();
        assertThat(sealed.pendingFen(first)).isZero();
        assertThat(moves(sealed.pass())).isEmpty();
    }

    @Test
    void sellsNothingToThoseWhoMayNotTradeWhenItIsDecided() {
        long auction = sealed.opened(AwardRule.UNIFORM);
        BidOpening frozen = sealed.committed(first, auction, 300, 2);
        BidOpening stopped = sealed.committed(second, auction, 300, 2);
        BidOpening live = sealed.committed(third, auction, 200, 2);
        sealed.pass();
        sealed.reveal(frozen, first).requireAccepted();
        sealed.reveal(stopped, second).requireAccepted();
        sealed.reveal(live, third).requireAccepted();
        freezes.cash(first, 0);
        stopByOfficers(second, true);
        exchange.submit(new StopOwnTrading(exchange.nextClientId(), exchange.notAfterNs(), 0L, true), third.key())
                .requireAccepted();
        sealed.pass();
        EngineFixture.Outcome all = sealed.finish();
        assertThat(trades(all)).extracting(Trade::getBuyer).containsExactly(third.number());
        assertThat(all.events(EventKind.BID_ENDED))
                .extracting(event -> event.getC())
                .containsExactly(0L, 0L, 2L);
        assertThat(sealed.pendingFen(first) + sealed.pendingFen(second)).isZero();
    }

    @Test
    void sellsNothingOfAProviderThatOfficersHaveStopped() {
        long auction = sealed.opened(AwardRule.UNIFORM);
        BidOpening bid = sealed.committed(first, auction, 300, 2);
        sealed.pass();
        sealed.reveal(bid, first).requireAccepted();
        Enrolment.Member provider = sealed.way().seller();
        stopByOfficers(provider, true);
        sealed.submit(sealed.terms(AwardRule.UNIFORM)).requireRefused(RefusalCode.TRADING_STOPPED);
        sealed.pass();
        assertThat(exchange.engine().isStepPending()).isFalse();
        stopByOfficers(provider, false);
        assertThat(trades(sealed.finish())).hasSize(1);
    }

    @Test
    void isVoidWhereItsProviderMayNotSellForTooLong() {
        long auction = sealed.opened(AwardRule.UNIFORM);
        BidOpening bid = sealed.committed(first, auction, 300, 2);
        sealed.committed(second, auction, 300, 2);
        sealed.pass();
        sealed.reveal(bid, first).requireAccepted();
        freezes.licences(sealed.way().seller(), 0);
        sealed.pass();
        exchange.advance(Duration.ofNanos(SealedAuction.AWARD_WITHIN_NS - 1));
        exchange.submitInternal(new Tick());
        assertThat(exchange.engine().isStepPending()).isFalse();
        assertThat(exchange.engine().nextTimerNs()).isEqualTo(exchange.timeNs() + 1);
        exchange.advance(Duration.ofNanos(1));
        exchange.submitInternal(new Tick());
        EngineFixture.Outcome all = sealed.finish();
        assertThat(moves(all)).containsExactly(AuctionState.VOID);
        assertThat(all.events(EventKind.DEPOSIT_FORFEITED)).isEmpty();
        assertThat(sealed.pendingFen(first) + sealed.pendingFen(second)).isZero();
        assertThat(exchange.engine()
                        .state()
                        .supply
                        .freeLots(sealed.limited(), sealed.way().seller().number()))
                .isEqualTo(100);
    }

    @Test
    void givesUpWhatItHasNotSoldWhereItsProviderIsStoppedForTooLongInBetween() {
        long auction = sealed.opened(sealed.terms(AwardRule.UNIFORM).setLots(6));
        List<Enrolment.Member> many =
                IntStream.range(0, 6).mapToObj(i -> sealed.bidder(1_000)).toList();
        List<BidOpening> bids = many.stream()
                .map(member -> sealed.committed(member, auction, 200, 1))
                .toList();
        sealed.pass();
        IntStream.range(0, 6)
                .forEach(i -> sealed.reveal(bids.get(i), many.get(i)).requireAccepted());
        sealed.pass();
        int made = 0;
        while (made == 0) {
            made = trades(exchange.submitInternal(new Step())).size();
        }
        stopByOfficers(sealed.way().seller(), true);
        exchange.advance(Duration.ofNanos(SealedAuction.AWARD_WITHIN_NS));
        exchange.submitInternal(new Tick());
        assertThat(moves(sealed.finish())).containsExactly(AuctionState.AWARDED);
        assertThat(many.stream().filter(member -> sealed.pendingFen(member) > 0))
                .hasSize(made);
    }

    @Test
    void takesNoBidsWhileItsProviderMayNotSellButReveals() {
        long auction = sealed.opened(AwardRule.UNIFORM);
        BidOpening bid = sealed.committed(first, auction, 300, 2);
        stopByOfficers(sealed.way().seller(), true);
        sealed.commit(sealed.bid(second, auction, 200, 2), second).requireRefused(RefusalCode.TRADING_STOPPED);
        stopByOfficers(sealed.way().seller(), false);
        sealed.way()
                .enrolment()
                .change(sealed.way().seller(), StatusChange.SUSPEND)
                .requireAccepted();
        sealed.commit(sealed.bid(second, auction, 200, 2), second).requireRefused(RefusalCode.PARTICIPANT_SUSPENDED);
        sealed.pass();
        sealed.reveal(bid, first).requireAccepted();
    }

    @Test
    void isVoidWhereItsProviderIsTerminatedBeforeItIsDecided() {
        long auction = sealed.opened(AwardRule.UNIFORM);
        BidOpening bid = sealed.committed(first, auction, 300, 2);
        sealed.committed(second, auction, 300, 2);
        sealed.pass();
        sealed.reveal(bid, first).requireAccepted();
        terminateProvider();
        assertThat(moves(exchange.submitInternal(new Tick()))).containsExactly(AuctionState.VOID);
        assertThat(sealed.finish().events(EventKind.DEPOSIT_FORFEITED)).isEmpty();
        assertThat(sealed.pendingFen(first) + sealed.pendingFen(second)).isZero();
    }

    @Test
    void isVoidAtOnceWhereItsProviderIsTerminatedWhileItWaitsForItsAward() {
        long auction = sealed.opened(AwardRule.UNIFORM);
        BidOpening bid = sealed.committed(first, auction, 300, 2);
        sealed.pass();
        sealed.reveal(bid, first).requireAccepted();
        stopByOfficers(sealed.way().seller(), true);
        sealed.pass();
        terminateProvider();
        assertThat(moves(sealed.finish())).containsExactly(AuctionState.VOID);
        assertThat(sealed.pendingFen(first)).isZero();
    }

    private void terminateProvider() {
        Enrolment.Member provider = sealed.way().seller();
        sealed.way().enrolment().change(provider, StatusChange.SUSPEND).requireAccepted();
        sealed.way().enrolment().change(provider, StatusChange.TERMINATE).requireAccepted();
    }

    @Test
    void doesNotLetAProviderLeaveByStoppingItself() {
        long auction = sealed.opened(AwardRule.UNIFORM);
        BidOpening bid = sealed.committed(first, auction, 300, 2);
        sealed.pass();
        sealed.reveal(bid, first).requireAccepted();
        exchange.submit(
                        new StopOwnTrading(exchange.nextClientId(), exchange.notAfterNs(), 0L, true),
                        sealed.way().seller().key())
                .requireAccepted();
        sealed.pass();
        assertThat(trades(sealed.finish())).hasSize(1);
    }

    @Test
    void countsMoneyFromTheRevealOnAgainstTheMandateOfWhoReveals() {
        Enrolment.Member agent = sealed.bidder(1);
        long mandate = exchange.submit(
                        new GrantMandate(
                                exchange.nextClientId(),
                                exchange.notAfterNs(),
                                agent.number(),
                                List.of(Power.ORDER),
                                List.of(),
                                SealedWay.DEPOSIT_FEN,
                                exchange.timeNs(),
                                Long.MAX_VALUE),
                        first.key())
                .requireAccepted()
                .event(EventKind.MANDATE_GRANTED)
                .getA();
        long auction = sealed.opened(AwardRule.PAY_AS_BID);
        BidOpening bid = sealed.bid(first, auction, 300, 2);
        exchange.submit(bid.commitment(exchange.nextClientId(), exchange.notAfterNs(), mandate), agent.key())
                .requireAccepted();
        sealed.pass();
        exchange.submit(bid.reveal(exchange.nextClientId(), exchange.notAfterNs(), mandate), agent.key())
                .requireRefused(RefusalCode.MANDATE_SCOPE);
        sealed.reveal(bid, first).requireAccepted();
        assertThat(exchange.engine()
                        .state()
                        .mandates
                        .requireOf(first.number(), mandate)
                        .usedFen())
                .isZero();
        sealed.pass();
        assertThat(trades(sealed.finish())).hasSize(1);
        assertThat(sealed.pendingFen(first)).isEqualTo(603);
    }

    @Test
    void awardsNothingWhileItsInstrumentIsHalted() {
        long auction = sealed.opened(AwardRule.UNIFORM);
        BidOpening bid = sealed.committed(first, auction, 300, 2);
        sealed.pass();
        phase(TradingPhase.HALTED);
        sealed.reveal(bid, first).requireAccepted();
        sealed.pass();
        assertThat(exchange.engine().isStepPending()).isFalse();
        phase(TradingPhase.OPEN);
        assertThat(trades(sealed.finish())).hasSize(1);
    }

    @Test
    void awardsInBoundedSteps() {
        long auction = sealed.opened(AwardRule.UNIFORM);
        List<Enrolment.Member> many =
                IntStream.range(0, 6).mapToObj(i -> sealed.bidder(1_000)).toList();
        TreeMap<Long, BidOpening> bids = new TreeMap<>();
        many.forEach(member -> bids.put(member.number(), sealed.committed(member, auction, 200, 1)));
        sealed.pass();
        many.forEach(member -> sealed.reveal(bids.get(member.number()), member).requireAccepted());
        sealed.pass();
        int made = 0;
        int steps = 0;
        while (exchange.engine().isStepPending()) {
            int now = trades(exchange.submitInternal(new Step())).size();
            assertThat(now).isLessThanOrEqualTo(4);
            made += now;
            steps++;
        }
        assertThat(made).isEqualTo(5);
        assertThat(steps).isGreaterThanOrEqualTo(5);
    }

    @Test
    void formsContractsOutOfTheRevealAndTheAnnouncement() {
        EngineFixture.Outcome all = awarded(AwardRule.UNIFORM);
        ContractProjection projection = new ContractProjection(ContractTemplates.bundled(), batch -> {});
        for (byte[] record : exchange.records()) {
            projection.observe(RulesVersions.current().ofType(RecordHeader.type(record, 0)), record, 0, record.length);
        }
        for (Trade trade : trades(all)) {
            var terms = projection.contract(trade.getTrade()).terms();
            assertThat(terms.getConsumer().getOrder().getSequence()).isEqualTo(trade.getBuyOrder());
            assertThat(terms.getProvider().getOrder().getSequence()).isEqualTo(trade.getSellOrder());
            assertThat(terms.getFee().getAmountFen()).isEqualTo(trade.getAmountFen());
        }
    }

    @Test
    void offersEachHalfThePriceThatTheOtherWouldHaveBroughtTheMostAt() {
        long auction = sealed.opened(AwardRule.RANDOM_SAMPLING);
        List<Enrolment.Member> many =
                IntStream.range(0, 9).mapToObj(i -> sealed.bidder(10_000)).toList();
        TreeMap<Long, BidOpening> bids = new TreeMap<>();
        for (int i = 0; i < many.size(); i++) {
            bids.put(many.get(i).number(), sealed.committed(many.get(i), auction, 100 + 37L * i % 90, 1));
        }
        sealed.pass();
        many.forEach(member -> sealed.reveal(bids.get(member.number()), member).requireAccepted());
        sealed.revealSeed(auction, SealedWay.VALUE).requireRefused(RefusalCode.AUCTION_STATE);
        sealed.pass();
        assertThat(exchange.engine().isStepPending()).isFalse();
        sealed.revealSeed(auction, EngineFixture.hash("other")).requireRefused(RefusalCode.COMMITMENT_MISMATCH);
        sealed.revealSeed(auction, SealedWay.VALUE).requireAccepted();
        EngineFixture.Outcome all = sealed.finish();
        AuctionAward award = all.results().stream()
                .filter(AuctionAward.class::isInstance)
                .map(AuctionAward.class::cast)
                .findFirst()
                .orElseThrow();
        var seed = Commitments.seed(
                SealedWay.VALUE.bytes(),
                many.stream()
                        .map(member -> bids.get(member.number()))
                        .map(bid -> Commitments.opening(bid.priceMicros(), 1, 0, bid.nonce(), bid.bidder(), auction))
                        .toList());
        assertThat(award.getSeed().bytes()).isEqualTo(seed.bytes());
        long paid = 0;
        for (BidOpening bid : bids.values()) {
            boolean second = Commitments.isInSecondHalf(seed, bid.bidder());
            long price = plainOptimum(bids.values().stream()
                    .filter(other -> Commitments.isInSecondHalf(seed, other.bidder()) != second)
                    .map(BidOpening::priceMicros)
                    .toList());
            assertThat(second ? award.getFirstHalfMicros() : award.getSecondHalfMicros())
                    .isEqualTo(price);
            paid += price > 0 && price <= bid.priceMicros() ? price : 0;
        }
        assertThat(trades(all).stream().mapToLong(Trade::getPriceMicros).sum()).isEqualTo(paid);
        assertThat(trades(all))
                .allMatch(trade ->
                        trade.getPriceMicros() <= bids.get(trade.getBuyer()).priceMicros());
    }

    @Test
    void hashesTheRevealsToTheSeedInBoundedSteps() {
        long auction = sealed.opened(AwardRule.RANDOM_SAMPLING);
        List<Enrolment.Member> many =
                IntStream.range(0, 9).mapToObj(i -> sealed.bidder(1_000)).toList();
        TreeMap<Long, BidOpening> bids = new TreeMap<>();
        many.forEach(member -> bids.put(member.number(), sealed.committed(member, auction, 200, 1)));
        sealed.pass();
        many.forEach(member -> sealed.reveal(bids.get(member.number()), member).requireAccepted());
        sealed.pass();
        sealed.revealSeed(auction, SealedWay.VALUE).requireAccepted();
        for (int hashed = 4; hashed <= many.size(); hashed += 4) {
            assertThat(phase(auction)).isEqualTo(SealedAuction.Phase.SEED);
            assertThat(exchange.submitInternal(new Step()).events()).isEmpty();
        }
        exchange.submitInternal(new Step());
        assertThat(phase(auction)).isEqualTo(SealedAuction.Phase.COUNT);
    }

    private SealedAuction.Phase phase(long auction) {
        ExchangeState state = exchange.engine().state();
        return state.sealedAuctions.require(state.auctions.get(auction)).phase();
    }

    private static long plainOptimum(List<Long> bids) {
        long best = 0;
        long revenue = 0;
        for (long price : bids) {
            long brings = price * bids.stream().filter(bid -> bid >= price).count();
            if (brings > revenue || (brings == revenue && price > best)) {
                revenue = brings;
                best = price;
            }
        }
        return best;
    }

    @Test
    void isVoidWhereTheExchangeDoesNotRevealItsValue() {
        long auction = sealed.opened(AwardRule.RANDOM_SAMPLING);
        BidOpening bid = sealed.committed(first, auction, 300, 1);
        sealed.committed(second, auction, 300, 1);
        sealed.pass();
        sealed.reveal(bid, first).requireAccepted();
        sealed.pass();
        assertThat(moves(sealed.pass())).containsExactly(AuctionState.VOID);
        sealed.finish();
        assertThat(sealed.pendingFen(first) + sealed.pendingFen(second)).isZero();
        sealed.revealSeed(auction, SealedWay.VALUE).requireRefused(RefusalCode.AUCTION_STATE);
    }

    @Test
    void isVoidWhereTheExchangeDoesNotCommitBeforeItOpens() {
        long auction = sealed.announced(sealed.terms(AwardRule.RANDOM_SAMPLING));
        assertThat(moves(sealed.pass())).containsExactly(AuctionState.VOID);
        sealed.commitSeed(auction, SealedWay.VALUE).requireRefused(RefusalCode.AUCTION_STATE);
    }

    @Test
    void letsTheOperatorAloneCommitToTheValueAndOnce() {
        long auction = sealed.announced(sealed.terms(AwardRule.RANDOM_SAMPLING));
        var command = new CommitSeed(exchange.nextClientId(), exchange.notAfterNs(), auction, EngineFixture.hash("x"));
        exchange.submit(command, first.key()).requireRefused(RefusalCode.NOT_PERMITTED);
        sealed.commitSeed(auction, SealedWay.VALUE).requireAccepted();
        sealed.commitSeed(auction, SealedWay.VALUE).requireRefused(RefusalCode.WRONG_STATE);
        long other = sealed.announced(sealed.terms(AwardRule.UNIFORM));
        sealed.commitSeed(other, SealedWay.VALUE).requireRefused(RefusalCode.WRONG_STATE);
        var reveal = new RevealSeed(exchange.nextClientId(), exchange.notAfterNs(), auction, SealedWay.VALUE);
        exchange.submit(reveal, first.key()).requireRefused(RefusalCode.NOT_PERMITTED);
    }

    private void phase(TradingPhase phase) {
        exchange.submit(
                        new SetTradingPhase(
                                exchange.nextClientId(),
                                exchange.notAfterNs(),
                                0L,
                                sealed.limited(),
                                phase,
                                ControlReason.DISORDER,
                                EngineFixture.hash("order")),
                        exchange.officerKey(Duty.MARKET))
                .requireAccepted();
    }

    private void stopByOfficers(Enrolment.Member member, boolean stop) {
        exchange.submitByTwo(
                        new StopMember(
                                exchange.nextClientId(),
                                exchange.notAfterNs(),
                                member.number(),
                                stop,
                                ControlReason.MEMBER_DEFAULT,
                                EngineFixture.hash("minutes")),
                        Duty.MARKET)
                .requireAccepted();
    }
}
