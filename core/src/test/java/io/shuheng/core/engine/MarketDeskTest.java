package io.shuheng.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.clearing.FeeScheduleTerms;
import io.shuheng.core.clearing.TaxMode;
import io.shuheng.core.listing.DataRight;
import io.shuheng.core.listing.DeliveryMode;
import io.shuheng.core.listing.ListingDescriptor;
import io.shuheng.core.listing.SupplyKind;
import io.shuheng.core.participant.Duty;
import io.shuheng.core.participant.Role;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.trading.ModeApproval;
import io.shuheng.core.trading.OpenBoard;
import io.shuheng.core.trading.OpenInstrument;
import io.shuheng.core.trading.SettlementModel;
import io.shuheng.core.trading.SplitShare;
import io.shuheng.core.trading.TradingMode;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MarketDeskTest {

    private final EngineFixture exchange = new EngineFixture();
    private final Enrolment enrolment = new Enrolment(exchange);
    private final ListingWay way = new ListingWay(exchange, enrolment);
    private final ListingDescriptor descriptor = way.descriptor("weather").build();

    @Test
    void opensABoardByTwoMarketOfficers() {
        EngineFixture.Outcome outcome = exchange.submitByTwo(board("spot").build(), Duty.MARKET);
        assertThat(outcome.requireAccepted().event(EventKind.BOARD_OPENED).getA())
                .isEqualTo(1);
        exchange.submitByTwo(board("spot").build(), Duty.MARKET).requireRefused(RefusalCode.DUPLICATE);
        exchange.requireEqualReplay();
    }

    @ParameterizedTest
    @EnumSource(
            value = TradingMode.class,
            names = {"CONTINUOUS", "CALL_AUCTION"})
    void demandsAnApprovalForModesThatNeedOne(TradingMode mode) {
        OpenBoard.Builder board = board("book").setModes(List.of(mode));
        exchange.submitByTwo(board.build(), Duty.MARKET).requireRefused(RefusalCode.APPROVAL_MISSING);
        ModeApproval approval =
                new ModeApproval(mode, "某省金融监管局", "〔2026〕1号", EngineFixture.hash("approval"), "data licences");
        exchange.submitByTwo(
                        board.setClientId(exchange.nextClientId())
                                .setApprovals(List.of(approval))
                                .build(),
                        Duty.MARKET)
                .requireAccepted();
    }

    @Test
    void refusesResaleWithShortHoldingOrTooManyHolders() {
        OpenBoard.Builder board = board("resale").setResaleAllowed(true);
        exchange.submitByTwo(
                        board.setMinimumHoldingDays(4).setMaximumHolders(200).build(), Duty.MARKET)
                .requireRefused(RefusalCode.FIELD_INVALID);
        board.setClientId(exchange.nextClientId());
        exchange.submitByTwo(
                        board.setMinimumHoldingDays(5).setMaximumHolders(201).build(), Duty.MARKET)
                .requireRefused(RefusalCode.FIELD_INVALID);
    }

    @Test
    void opensNothingUnderAFeeScheduleThatIsOutOfOrder() {
        OpenBoard.Builder board = board("spot");
        exchange.submitByTwo(
                        board.setFeeSchedule(new FeeScheduleTerms(List.of(), -1, TaxMode.INCLUSIVE))
                                .build(),
                        Duty.MARKET)
                .requireRefused(RefusalCode.FIELD_INVALID);
        openBoard();
    }

    @Test
    void bindsAllTermsToAnInstrument() {
        openBoard();
        long listing = way.listed(descriptor);
        EngineFixture.Outcome outcome = open(listing, i -> i);
        assertThat(outcome.requireAccepted().event(EventKind.INSTRUMENT_OPENED).getA())
                .isEqualTo(1);
        exchange.requireEqualReplay();
    }

    @Test
    void refusesAnInstrumentOfWhatIsNotListed() {
        openBoard();
        long listing = way.submitted(descriptor);
        open(listing, i -> i).requireRefused(RefusalCode.LISTING_NOT_LISTED);
    }

    @Test
    void refusesAnInstrumentOfWhatIsSuspended() {
        openBoard();
        long listing = way.listed(descriptor);
        way.suspend(listing).requireAccepted();
        open(listing, i -> i).requireRefused(RefusalCode.LISTING_NOT_LISTED);
    }

    @Test
    void refusesAnInstrumentOnceTheOpinionHasRunOut() {
        openBoard();
        long listing = way.listed(descriptor);
        exchange.advance(Duration.ofDays(90));
        open(listing, i -> i).requireRefused(RefusalCode.LISTING_OPINION_EXPIRED);
    }

    @Test
    void refusesAScenarioThatTheListingDoesNotAllow() {
        openBoard();
        long listing = way.listed(descriptor);
        open(listing, i -> i.setScenarios(List.of())).requireRefused(RefusalCode.SCENARIO_MISSING);
        open(listing, i -> i.setScenarios(List.of(Descriptors.FORBIDDEN)))
                .requireRefused(RefusalCode.SCENARIO_NOT_ALLOWED);
        open(listing, i -> i.setScenarios(List.of("UNHEARD_OF"))).requireRefused(RefusalCode.SCENARIO_NOT_ALLOWED);
    }

    @Test
    void refusesWhatTheListingDoesNotOffer() {
        openBoard();
        long listing = way.listed(descriptor);
        List<UnaryOperator<OpenInstrument.Builder>> spoilt = List.of(
                i -> i.setRights(List.of(DataRight.OPERATE)),
                i -> i.setRights(List.of()),
                i -> i.setExclusive(true),
                i -> i.setTemplateSm3(EngineFixture.hash("other")),
                i -> i.setUsagePolicySm3(EngineFixture.hash("other")),
                i -> i.setDeliveryMode(DeliveryMode.API),
                i -> i.setSettlementModel(SettlementModel.NETTING),
                i -> i.setSupplyKind(SupplyKind.UNLIMITED).setSupplyLots(0),
                i -> i.setSupplyLots(0),
                i -> i.setSupplyLots(10_001),
                i -> i.setBoard(2),
                i -> i.setTermDays(0),
                i -> i.setInspectionNs(0),
                i -> i.setRendererVersion(0),
                i -> i.setRendererVersion(2),
                i -> i.setPriceTaxBp(10_001),
                i -> i.setLotSize(0));
        for (UnaryOperator<OpenInstrument.Builder> spoil : spoilt) {
            open(listing, spoil).requireRefused(RefusalCode.FIELD_INVALID);
        }
        open(listing, i -> i.setListingVersionSm3(EngineFixture.hash("other")))
                .requireRefused(RefusalCode.LISTING_VERSION_SUPERSEDED);
    }

    @Test
    void refusesMoreLicencesThanTheListingHas() {
        openBoard();
        long listing = way.listed(descriptor);
        open(listing, i -> i.setSupplyLots(6_000)).requireAccepted();
        open(listing, i -> i.setSupplyLots(4_001)).requireRefused(RefusalCode.SUPPLY_EXCEEDED);
        open(listing, i -> i.setSupplyLots(4_000)).requireAccepted();
    }

    @Test
    void leavesNoRoomBesideAnExclusiveLicence() {
        openBoard();
        ListingDescriptor exclusive = way.descriptor("only")
                .setExclusive(true)
                .setSupplyKind(SupplyKind.EXCLUSIVE)
                .setSupplyLots(1)
                .build();
        long listing = way.listed(exclusive);
        UnaryOperator<OpenInstrument.Builder> only = i -> i.setExclusive(true)
                .setSupplyKind(SupplyKind.EXCLUSIVE)
                .setSupplyLots(1)
                .setListingVersionSm3(ListingWay.sm3(exclusive));
        open(listing, only).requireAccepted();
        open(listing, only).requireRefused(RefusalCode.EXCLUSIVE_CONFLICT);
        open(listing, i -> only.apply(i).setScenarios(List.of("MODEL_TRAINING")))
                .requireAccepted();
    }

    @Test
    void refusesSharesThatAreNotTheWhole() {
        openBoard();
        long listing = way.listed(descriptor);
        Enrolment.Member broker = enrolment.member(Role.DATA_BROKER);
        SplitShare most = new SplitShare(way.provider().number(), 9_000);
        open(listing, i -> i.setShares(List.of(most))).requireRefused(RefusalCode.FIELD_INVALID);
        open(
                        listing,
                        i -> i.setShares(
                                List.of(most, new SplitShare(way.provider().number(), 1_000))))
                .requireRefused(RefusalCode.FIELD_INVALID);
        open(listing, i -> i.setShares(List.of(most, new SplitShare(99L, 1_000))))
                .requireRefused(RefusalCode.PARTICIPANT_UNKNOWN);
        open(listing, i -> i.setShares(List.of(most, new SplitShare(broker.number(), 1_000))))
                .requireAccepted();
    }

    @Test
    void refusesAnInstrumentOfSomebodyElsesProduct() {
        openBoard();
        long listing = way.listed(descriptor);
        Enrolment.Member other = enrolment.member(Role.PROVIDER);
        exchange.submit(instrument(listing).build(), other.key()).requireRefused(RefusalCode.NOT_PERMITTED);
    }

    private void openBoard() {
        exchange.submitByTwo(board("spot").build(), Duty.MARKET).requireAccepted();
    }

    private EngineFixture.Outcome open(long listing, UnaryOperator<OpenInstrument.Builder> change) {
        return exchange.submit(
                change.apply(instrument(listing)).build(), way.provider().key());
    }

    private OpenBoard.Builder board(String name) {
        return OpenBoard.newBuilder()
                .setClientId(exchange.nextClientId())
                .setNotAfterNs(exchange.notAfterNs())
                .setName(name)
                .setModes(List.of(TradingMode.FIXED_PRICE))
                .setApprovals(List.of())
                .setSettlementModel(SettlementModel.GROSS)
                .setSignedOrdersOnly(false)
                .setResaleAllowed(false)
                .setMinimumHoldingDays(0)
                .setMaximumHolders(0)
                .setFeeSchedule(new FeeScheduleTerms(List.of(), 0, TaxMode.INCLUSIVE));
    }

    private OpenInstrument.Builder instrument(long listing) {
        return OpenInstrument.newBuilder()
                .setClientId(exchange.nextClientId())
                .setNotAfterNs(exchange.notAfterNs())
                .setMandate(0)
                .setListing(listing)
                .setListingVersionSm3(ListingWay.sm3(descriptor))
                .setTemplateSm3(Descriptors.bundledTemplateSm3())
                .setRendererVersion(1)
                .setUsagePolicySm3(EngineFixture.hash("policy"))
                .setRights(List.of(DataRight.USE))
                .setExclusive(false)
                .setScenarios(List.of(Descriptors.SCENARIO))
                .setTermDays(365)
                .setLotSize(1)
                .setBoard(1)
                .setSupplyKind(SupplyKind.LIMITED)
                .setSupplyLots(1_000)
                .setInspectionNs(Duration.ofDays(3).toNanos())
                .setDeliveryMode(DeliveryMode.FILE)
                .setSettlementModel(SettlementModel.GROSS)
                .setPriceTaxBp(600)
                .setPriceTaxMode(TaxMode.INCLUSIVE)
                .setShares(List.of());
    }
}
