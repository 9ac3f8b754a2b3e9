package io.shuheng.core.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.core.clearing.EntryReason;
import io.shuheng.core.contract.ContractState;
import io.shuheng.core.delivery.DeliveryState;
import io.shuheng.core.engine.EngineFixture;
import io.shuheng.core.engine.Enrolment;
import io.shuheng.core.engine.TradeWay;
import io.shuheng.core.engine.ViewComparison;
import io.shuheng.core.listing.ListingDescriptor;
import io.shuheng.core.listing.ListingState;
import io.shuheng.core.listing.ListingVisibility;
import io.shuheng.core.participant.Role;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.core.trading.TradeState;
import io.shuheng.core.trading.TradingMode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReadModelTest {

    private static final Visibility ALL = Visibility.everything();
    private static final PageRequest OLDEST = PageRequest.oldest(100);

    private final EngineFixture exchange = new EngineFixture();
    private final TradeWay way = new TradeWay(exchange);
    private final ViewComparison feed = new ViewComparison(exchange);
    private final Visibility buyer = Visibility.participant(way.buyer().number());
    private final Visibility seller = Visibility.participant(way.seller().number());
    private final Visibility other = Visibility.participant(1_000);

    private ReadModel model() {
        feed.feed();
        return feed.model();
    }

    @Test
    void tellsASaleFromTheOrderToTheVouchers() {
        way.deposit(100_000);
        long instrument = way.offered();
        long contract = way.traded(instrument, 10);
        way.receipted(contract);
        exchange.submit(way.acceptance(contract), way.buyer().key()).requireAccepted();
        ReadModel model = model();

        OrderEntry order = model.orders()
                .ordersOf(buyer, way.buyer().number(), OLDEST)
                .items()
                .get(0);
        assertThat(order.status()).isEqualTo(OrderStatus.FILLED);
        assertThat(order.filledLots()).isEqualTo(10);
        ContractEntry formed =
                model.contracts().contract(buyer, contract).value().orElseThrow();
        assertThat(formed.state()).isEqualTo(ContractState.IN_FORCE);
        assertThat(formed.progress()).isEqualTo(TradeState.SETTLED);
        DeliveryEntry delivery =
                model.deliveries().delivery(seller, contract).value().orElseThrow();
        assertThat(delivery.state()).contains(DeliveryState.RECEIPTED);
        assertThat(delivery.acceptedAtNs()).isEqualTo(exchange.timeNs());
        assertThat(delivery.acceptedBy()).isEqualTo(way.buyer().number());
        assertThat(delivery.content()).map(DeliveryEntry.Content::contentBytes).contains(350_000L);
        assertThat(model.market()
                        .lotsHeld(buyer, instrument, way.buyer().number())
                        .value())
                .isEqualTo(10);
        List<VoucherEntry> vouchers = model.vouchers()
                .vouchersOf(seller, way.seller().number(), OLDEST)
                .items();
        assertThat(vouchers).extracting(VoucherEntry::totalFen).containsExactly(1_980L);
    }

    @Test
    void drawsUpAStatementOfWhatMovedAndWhy() {
        way.deposit(100_000);
        long contract = way.traded(way.offered(), 10);
        way.receipted(contract);
        exchange.submit(way.acceptance(contract), way.buyer().key()).requireAccepted();
        BalanceView balances = model().balances();
        AccountEntry cash = balances.cashOf(buyer, way.buyer().number()).value().orElseThrow();
        List<StatementLine> lines =
                balances.statement(buyer, cash.number(), OLDEST).items();
        assertThat(lines)
                .extracting(StatementLine::reason)
                .startsWith(EntryReason.DEPOSIT)
                .contains(EntryReason.PROCEEDS, EntryReason.BUYER_FEE);
        assertThat(lines.get(0).balanceFen()).isEqualTo(100_000);
        assertThat(lines.get(lines.size() - 1).balanceFen()).isEqualTo(100_000 - 2_010);
        assertThat(lines.get(lines.size() - 1).subjectNumber()).isEqualTo(contract);
        assertThat(cash.availableFen()).isEqualTo(97_990);
    }

    @Test
    void showsAMembersMoneyToNobodyElse() {
        way.deposit(100_000);
        way.traded(way.offered(), 10);
        BalanceView balances = model().balances();
        int cash =
                balances.cashOf(ALL, way.buyer().number()).value().orElseThrow().number();
        assertThat(balances.holds(buyer, cash, OLDEST).items())
                .extracting(HoldEntry::restFen)
                .containsExactly(2_010L);
        assertThat(balances.account(seller, cash).value()).isEmpty();
        assertThat(balances.statement(seller, cash, OLDEST).items()).isEmpty();
        assertThat(balances.holds(seller, cash, OLDEST).items()).isEmpty();
        assertThat(balances.accounts(seller, OLDEST).items())
                .extracting(AccountEntry::owner)
                .containsOnly(way.seller().number());
    }

    @Test
    void showsTradesToThosePassingByWithoutWhoMadeThem() {
        way.deposit(100_000);
        long instrument = way.offered();
        long trade = way.traded(instrument, 3);
        TradeView trades = model().trades();
        for (Visibility stranger : List.of(other, Visibility.visitor())) {
            TradeEntry seen = trades.trade(stranger, trade).value().orElseThrow();
            assertThat(seen.quantityLots()).isEqualTo(3);
            assertThat(seen.sides()).isEmpty();
            assertThat(trades.tradesOf(stranger, way.buyer().number(), OLDEST).items())
                    .isEmpty();
        }
        assertThat(trades.tradesIn(seller, instrument, OLDEST).items())
                .singleElement()
                .satisfies(seen -> assertThat(seen.sides().orElseThrow().buyer())
                        .isEqualTo(way.buyer().number()));
    }

    @Test
    void showsContractsDeliveriesAndRightsOfUseToTheirPartiesAlone() {
        way.deposit(100_000);
        long contract = way.traded(way.offered(), 1);
        way.receipted(contract);
        ReadModel model = model();
        for (Visibility party : List.of(buyer, seller, ALL)) {
            assertThat(model.contracts().contract(party, contract).value()).isPresent();
            assertThat(model.deliveries().delivery(party, contract).value()).isPresent();
            assertThat(model.entitlements().ofContract(party, contract).value()).isPresent();
        }
        assertThat(model.contracts().contract(other, contract).value()).isEmpty();
        assertThat(model.contracts().contracts(other, OLDEST).items()).isEmpty();
        assertThat(model.deliveries().delivery(other, contract).value()).isEmpty();
        assertThat(model.entitlements().entitlement(other, 1).value()).isEmpty();
    }

    @Test
    void keepsAProductThatWasNotListedBetweenThoseInvolved() {
        ListingDescriptor descriptor = way.listings().descriptor("unlisted").build();
        long listing = way.listings().submitted(descriptor);
        CatalogueView catalogue = model().catalogue();
        Visibility assessor = Visibility.participant(way.listings().assessor().number());
        for (Visibility involved : List.of(seller, assessor, ALL)) {
            assertThat(catalogue.listing(involved, listing).value())
                    .hasValueSatisfying(entry -> assertThat(entry.isPublic()).isFalse());
        }
        for (Visibility stranger : List.of(buyer, Visibility.visitor())) {
            assertThat(catalogue.listing(stranger, listing).value()).isEmpty();
            assertThat(catalogue.versions(stranger, listing, OLDEST).items()).isEmpty();
            assertThat(catalogue
                            .descriptor(stranger, listing, version(seller, listing))
                            .value())
                    .isEmpty();
        }
        assertThat(catalogue
                        .descriptor(seller, listing, version(seller, listing))
                        .value())
                .contains(descriptor);
    }

    private io.shuheng.crypto.Sm3Hash version(Visibility visibility, long listing) {
        return model().catalogue()
                .listing(visibility, listing)
                .value()
                .orElseThrow()
                .version()
                .sm3();
    }

    @Test
    void findsAListedProductForWhomItIsMeant() {
        long forAll = way.listings().listed(way.listings().descriptor("for-all").build());
        long forMembers = way.listings()
                .listed(way.listings()
                        .descriptor("for-members")
                        .setVisibility(ListingVisibility.PARTICIPANTS)
                        .build());
        CatalogueView catalogue = model().catalogue();
        assertThat(catalogue.listing(Visibility.visitor(), forAll).value()).isPresent();
        assertThat(catalogue.listing(Visibility.visitor(), forMembers).value()).isEmpty();
        assertThat(catalogue.listing(buyer, forMembers).value()).isPresent();
        assertThat(catalogue
                        .listings(Visibility.visitor(), ListingFilter.listed(), OLDEST)
                        .items())
                .extracting(ListingEntry::number)
                .containsExactly(forAll);
    }

    @Test
    void findsProductsByStateScenarioProviderAndTitle() {
        long listed = way.listings().listed(way.listings().descriptor("one").build());
        way.listings().suspend(listed).requireAccepted();
        long submitted =
                way.listings().submitted(way.listings().descriptor("two").build());
        CatalogueView catalogue = model().catalogue();
        assertThat(numbers(catalogue, ListingFilter.all())).containsExactly(listed, submitted);
        assertThat(numbers(catalogue, ListingFilter.all().inStates(java.util.Set.of(ListingState.SUSPENDED))))
                .containsExactly(listed);
        ListingEntry entry = catalogue.listing(ALL, listed).value().orElseThrow();
        String scenario = entry.version().scenarios().get(0);
        assertThat(numbers(catalogue, ListingFilter.all().forScenario(scenario)))
                .contains(listed);
        assertThat(numbers(catalogue, ListingFilter.all().forScenario(scenario + "-X")))
                .isEmpty();
        assertThat(numbers(catalogue, ListingFilter.all().ofProvider(way.buyer().number())))
                .isEmpty();
        assertThat(numbers(
                        catalogue,
                        ListingFilter.all().titled(entry.version().title().zh().substring(1))))
                .contains(listed);
        assertThat(numbers(catalogue, ListingFilter.all().titled("no such title")))
                .isEmpty();
    }

    private static List<Long> numbers(CatalogueView catalogue, ListingFilter filter) {
        return catalogue.listings(ALL, filter, OLDEST).items().stream()
                .map(ListingEntry::number)
                .toList();
    }

    @Test
    void keepsRejectedOrdersWithTheirReasonForTheirSender() {
        long instrument = way.offered();
        long sequence = exchange.submit(
                        way.order(instrument, 10).build(), way.buyer().key())
                .requireRefused(RefusalCode.INSUFFICIENT_FUNDS)
                .answer()
                .sequence();
        OrderView orders = model().orders();
        OrderEntry order = orders.order(buyer, sequence).value().orElseThrow();
        assertThat(order.status()).isEqualTo(OrderStatus.REJECTED);
        assertThat(order.refusal()).isEqualTo(RefusalCode.INSUFFICIENT_FUNDS);
        assertThat(orders.order(seller, sequence).value()).isEmpty();
        assertThat(orders.order(buyer, sequence + 1).value()).isEmpty();
    }

    @Test
    void putsNoOrderOnTheAccountOfSomebodyWhoseMandateTheSenderLacks() {
        Enrolment.Member stranger = way.enrolment().member(Role.CONSUMER);
        long instrument = way.offered();
        exchange.submit(way.order(instrument, 1).setMandate(1).build(), stranger.key());
        OrderView orders = model().orders();
        assertThat(orders.ordersOf(ALL, way.buyer().number(), OLDEST).items()).isEmpty();
        assertThat(orders.ordersOf(ALL, stranger.number(), OLDEST).items()).hasSize(1);
    }

    @Test
    void takesTheTermsOfABoardFromTheActThatASecondOfficerEndorsed() {
        assertThat(model().market().board(1).value()).hasValueSatisfying(board -> {
            assertThat(board.name()).isEqualTo("数据产品板");
            assertThat(board.modes()).containsExactly(TradingMode.FIXED_PRICE, TradingMode.NEGOTIATED);
            assertThat(board.fees().lines()).hasSize(2);
        });
        assertThat(model().market().board(2).value()).isEmpty();
    }

    @Test
    void showsMembersToEverybodyAndWhatTheyToldTheOperatorToThemselves() {
        Enrolment.Member applicant =
                way.enrolment().applicant(way.enrolment().application().build());
        ParticipantView participants = model().participants();
        ParticipantEntry seen = participants
                .participant(Visibility.visitor(), way.buyer().number())
                .value()
                .orElseThrow();
        assertThat(seen.roles()).containsExactly(Role.CONSUMER);
        assertThat(seen.details()).isEmpty();
        assertThat(participants
                        .participant(buyer, way.buyer().number())
                        .value()
                        .flatMap(ParticipantEntry::details)
                        .map(ParticipantEntry.Details::custodianAccount))
                .hasValueSatisfying(account -> assertThat(account).startsWith("6222-"));
        assertThat(participants.participant(buyer, applicant.number()).value()).isEmpty();
        assertThat(participants
                        .participant(Visibility.participant(applicant.number()), applicant.number())
                        .value())
                .isPresent();
    }

    @Test
    void goesOnWhereAPageEndedWhateverHasComeInBetween() {
        way.deposit(1_000_000);
        long instrument = way.offered();
        for (int i = 0; i < 5; i++) {
            way.traded(instrument, 1);
        }
        Page<TradeEntry> newest = model().trades().trades(ALL, PageRequest.newest(2));
        assertThat(newest.items()).extracting(TradeEntry::number).containsExactly(5L, 4L);
        way.traded(instrument, 1);
        Page<TradeEntry> next = model().trades()
                .trades(ALL, PageRequest.newest(2).after(newest.next().orElseThrow()));
        assertThat(next.items()).extracting(TradeEntry::number).containsExactly(3L, 2L);
        Page<TradeEntry> last = model().trades()
                .trades(ALL, PageRequest.newest(2).after(next.next().orElseThrow()));
        assertThat(last.items()).extracting(TradeEntry::number).containsExactly(1L);
        assertThat(last.next()).isEmpty();
        assertThat(last.sequence()).isEqualTo(exchange.engine().size() - 1);
        Page<TradeEntry> beyond =
                model().trades().trades(ALL, PageRequest.oldest(2).after(new PageToken(Long.MAX_VALUE)));
        assertThat(beyond.items()).isEmpty();
    }

    @Test
    void pagesThroughOpenHoldsWhileSomeOfThemAreResolved() {
        way.deposit(1_000_000);
        long instrument = way.offered();
        for (int i = 0; i < 4; i++) {
            way.traded(instrument, 1);
        }
        int cash = model().balances()
                .cashOf(ALL, way.buyer().number())
                .value()
                .orElseThrow()
                .number();
        Page<HoldEntry> first = model().balances().holds(ALL, cash, PageRequest.oldest(2));
        assertThat(first.items()).extracting(HoldEntry::number).containsExactly(1L, 2L);
        way.receipted(2);
        exchange.submit(way.acceptance(2), way.buyer().key()).requireAccepted();
        Page<HoldEntry> rest = model().balances()
                .holds(ALL, cash, PageRequest.oldest(2).after(first.next().orElseThrow()));
        assertThat(rest.items()).extracting(HoldEntry::number).containsExactly(3L, 4L);
        assertThat(rest.next()).isEmpty();
        assertThat(model().balances().holds(ALL, cash, PageRequest.newest(9)).items())
                .extracting(HoldEntry::number)
                .containsExactly(4L, 3L, 1L);
    }

    @Test
    void looksAtNoMoreForOnePageThanItsBound() {
        Stand stand = new Stand();
        int size = Stand.MAX_LOOKED_AT + 5;
        Page<Long> page = stand.page(OLDEST, () -> size, place -> place < Stand.MAX_LOOKED_AT ? null : place);
        assertThat(page.items()).isEmpty();
        Page<Long> next = stand.page(
                OLDEST.after(page.next().orElseThrow()),
                () -> size,
                place -> place < Stand.MAX_LOOKED_AT ? null : place);
        assertThat(next.items()).hasSize(5);
        assertThat(next.next()).isEmpty();
    }

    @Test
    void refusesPagesThatAreTooLargeAndTokensThatAreNotItsOwn() {
        for (int limit : new int[] {0, -1, PageRequest.MAX_LIMIT + 1}) {
            assertThatThrownBy(() -> PageRequest.oldest(limit))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("page.limit " + limit);
        }
        PageToken token = new PageToken(4_711);
        assertThat(PageToken.parse(token.text())).isEqualTo(token);
        for (String text : List.of(
                "", "p1.", "p1.-1", "p1.01", "p1.1 ", "p2.1", "1", "p1.９", "p1.9223372036854775808", "p1.1e3")) {
            assertThatThrownBy(() -> PageToken.parse(text)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void waitsForACommandAndSaysWhenTimeRanOutOrNothingMoreComes() throws InterruptedException {
        ReadModel model = new ReadModel(RulesVersions.current());
        assertThat(model.sequence()).isEqualTo(-1);
        assertThat(model.awaitSequence(0, 0)).isFalse();
        for (byte[] record : exchange.records()) {
            model.accept(record, 0, record.length);
        }
        long last = exchange.engine().size() - 1;
        assertThat(model.awaitSequence(last, 0)).isTrue();
        assertThat(model.awaitSequence(last + 1, 1)).isFalse();
        model.end();
        assertThat(model.awaitSequence(last + 1, Long.MAX_VALUE)).isFalse();
        assertThat(model.awaitSequence(last, 0)).isTrue();
        assertThat(model.failure()).isNull();
    }

    @Test
    void showsAGroupOnlyWhenItIsComplete() {
        ReadModel model = new ReadModel(RulesVersions.current());
        byte[] genesis = exchange.records().get(0);
        model.accept(genesis, 0, genesis.length);
        assertThat(model.sequence()).isEqualTo(-1);
        assertThat(model.participants().participant(ALL, 1)).isEqualTo(new AsOf<>(-1, Optional.empty()));
    }

    @Test
    void standsStillForGoodWhereARecordIsMissing() {
        ReadModel model = model();
        long before = model.sequence();
        way.deposit(1);
        byte[] second = exchange.records().get((int) before + 2);
        assertThatThrownBy(() -> model.accept(second, 0, second.length))
                .isInstanceOf(RecordFormatException.class)
                .hasMessageContaining("the next is " + (before + 1));
        assertThat(model.failure()).hasMessageContaining("the next is");
        assertThat(model.sequence()).isEqualTo(before);
        assertThat(model.market().board(1).value()).isPresent();
    }
}
