package io.shuheng.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.clearing.Account;
import io.shuheng.core.clearing.AccountKind;
import io.shuheng.core.clearing.Accounts;
import io.shuheng.core.clearing.NettingCycle;
import io.shuheng.core.clearing.ProceedsShare;
import io.shuheng.core.clearing.Settlement;
import io.shuheng.core.clearing.SettlementEntry;
import io.shuheng.core.clearing.SettlementState;
import io.shuheng.core.delivery.Entitlement;
import io.shuheng.core.delivery.EntitlementState;
import io.shuheng.core.dispute.DisputeAward;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.trading.Trade;
import io.shuheng.core.trading.TradeState;
import io.shuheng.core.trading.Trades;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import org.apache.avro.specific.SpecificRecord;

/**
 * Random walks of three traders that buy, deliver, accept, reject, dispute, rule and close cycles, in any order, whether
 * it is allowed or not. After every command the invariants of domain.md 9 hold: 1, 2, 3, 4, 5, 8, 9, 13 and 15; 12 is
 * checked by the fixture, which compares the state before and after each refusal; 7 at the end of the walk, where the
 * read model also agrees. Every state that can stay is reached; for DEFAULTED, which takes a freeze, see {@link NettingDeskTest}.
 */
class SettlementWalkTest {

    private static final int TRADERS = 3;
    private static final long DEPOSIT_FEN = 20_000;

    /** One step: what is done, to which contract, and a number for whatever else is to be chosen. */
    record Step(Action action, int contract, int number) {}

    enum Action {
        BUY,
        /** What a smooth trade would do next. */
        GO_ON,
        DELIVER,
        SIGN_RECEIPT,
        ACCEPT,
        REJECT,
        ACCEPT_REJECTION,
        OPEN_DISPUTE,
        HEAR_AND_RULE,
        PROPOSE,
        AGREE,
        SIGN_DELETION,
        CLOSE_CYCLE,
        WAIT
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Action> actions = Arbitraries.frequency(
                Tuple.of(4, Action.BUY),
                Tuple.of(18, Action.GO_ON),
                Tuple.of(1, Action.DELIVER),
                Tuple.of(1, Action.SIGN_RECEIPT),
                Tuple.of(1, Action.ACCEPT),
                Tuple.of(3, Action.REJECT),
                Tuple.of(3, Action.ACCEPT_REJECTION),
                Tuple.of(2, Action.OPEN_DISPUTE),
                Tuple.of(3, Action.HEAR_AND_RULE),
                Tuple.of(1, Action.PROPOSE),
                Tuple.of(1, Action.AGREE),
                Tuple.of(1, Action.SIGN_DELETION),
                Tuple.of(2, Action.CLOSE_CYCLE),
                Tuple.of(3, Action.WAIT));
        return Combinators.combine(
                        actions,
                        Arbitraries.integers().between(0, 4),
                        Arbitraries.integers().between(0, 10_000))
                .as(Step::new)
                .list()
                .ofMinSize(80)
                .ofMaxSize(140);
    }

    @Property(tries = 40)
    void theInvariantsHoldOnEveryWalkAndAReplayEndsInTheSameState(@ForAll("steps") List<Step> steps) {
        Walk walk = new Walk();
        for (Step step : steps) {
            walk.take(step);
            walk.requireInvariants();
        }
        walk.exchange.requireEqualReplay();
        new ViewComparison(walk.exchange).check();
        Statistics.label("reached").coverage(reached -> {
            for (TradeState state : TradeState.values()) {
                if (state != TradeState.ACCEPTED && state != TradeState.DEFAULTED) {
                    reached.check(state).count(count -> count > 0);
                }
            }
        });
    }

    /** One walk on an exchange of its own. */
    private static final class Walk {

        private final EngineFixture exchange = new EngineFixture();
        private final TradeWay way = new TradeWay(exchange);
        private final DisputeWay disputes = new DisputeWay(exchange, way);
        private final TradersCircle circle = new TradersCircle(exchange, way, TRADERS);
        private final ExchangeState state = exchange.engine().state();
        private final List<TradeState> last = new ArrayList<>();

        private long disputesOpened;

        Walk() {
            for (int trader = 0; trader < TRADERS; trader++) {
                circle.deposit(trader, DEPOSIT_FEN);
            }
        }

        private void take(Step step) {
            EngineFixture.Outcome outcome = switch (step.action) {
                case BUY ->
                    circle.buy(
                            step.contract % TRADERS,
                            (step.contract + 1 + step.number % 2) % TRADERS,
                            1 + step.number / 7 % 2,
                            1 + step.number % 3);
                case WAIT -> {
                    exchange.advance(Duration.ofHours(1 + step.number % 40));
                    yield exchange.submitInternal(new Tick());
                }
                case CLOSE_CYCLE ->
                    exchange.submit(
                            circle.closing(circle.openCycle().cycle()),
                            circle.clearingHouse().key());
                default -> {
                    long newest = state.trades.nextNumber() - 1;
                    yield newest == 0
                            ? exchange.submitInternal(new Tick())
                            : onContract(step, Math.max(1, newest - step.contract));
                }
            };
            disputesOpened += outcome.events(EventKind.DISPUTE_OPENED).size();
            outcome.results().forEach(Walk::requireSplit);
        }

        private EngineFixture.Outcome onContract(Step step, long contract) {
            Trade trade = state.trades.require("trade", contract).trade();
            int buyer = keyOf(trade.getBuyer());
            int seller = keyOf(trade.getSeller());
            int either = step.number % 2 == 0 ? buyer : seller;
            long dispute = Math.max(1, disputesOpened - step.contract % 2);
            return switch (step.action) {
                case GO_ON -> goOn(contract, buyer, seller);
                case DELIVER -> exchange.submit(way.delivery(contract).build(), seller);
                case SIGN_RECEIPT -> exchange.submit(way.receipt(contract, EngineFixture.hash("content")), buyer);
                case ACCEPT -> exchange.submit(way.acceptance(contract), buyer);
                case REJECT -> exchange.submit(disputes.rejection(contract).build(), buyer);
                case ACCEPT_REJECTION -> exchange.submit(disputes.acceptance(contract), seller);
                case OPEN_DISPUTE -> exchange.submit(disputes.opening(contract), either);
                case HEAR_AND_RULE -> hearAndRule(dispute, step.number);
                case PROPOSE -> exchange.submit(disputes.proposal(dispute, step.number % 3 * 5_000), either);
                case AGREE -> exchange.submit(disputes.agreement(dispute, step.number % 3 * 5_000), either);
                case SIGN_DELETION ->
                    exchange.submit(
                            disputes.deletion(state.entitlements
                                    .of(contract)
                                    .map(Entitlement::getEntitlement)
                                    .orElse(1L)),
                            buyer);
                case BUY, CLOSE_CYCLE, WAIT -> throw new IllegalStateException(step.toString());
            };
        }

        private EngineFixture.Outcome goOn(long contract, int buyer, int seller) {
            return switch (state.trades.require("trade", contract).state()) {
                case CONTRACTED -> exchange.submit(way.delivery(contract).build(), seller);
                case DELIVERING -> exchange.submit(way.receipt(contract, EngineFixture.hash("content")), buyer);
                default -> exchange.submit(way.acceptance(contract), buyer);
            };
        }

        private EngineFixture.Outcome hearAndRule(long dispute, int number) {
            for (int trader = 0; trader < TRADERS; trader++) {
                exchange.submit(
                        disputes.evidence(dispute), circle.trader(trader).key());
            }
            disputes.appoint(dispute, disputes.arbitrator());
            return switch (number % 4) {
                case 0, 1 -> disputes.rule(dispute, DisputeAward.BUYER, 0);
                case 2 -> disputes.rule(dispute, DisputeAward.SELLER, 10_000);
                default -> disputes.rule(dispute, DisputeAward.SPLIT, number);
            };
        }

        private int keyOf(long participant) {
            for (int trader = 0; trader < TRADERS; trader++) {
                if (circle.trader(trader).number() == participant) {
                    return circle.trader(trader).key();
                }
            }
            throw new IllegalStateException("participant " + participant);
        }

        /** Invariant 5: what is paid makes the whole, and the shares make the proceeds. */
        private static void requireSplit(SpecificRecord result) {
            if (result instanceof Settlement settlement) {
                long postedToOthers = settlement.getEntries().stream()
                        .filter(entry -> entry.getReason() != 21)
                        .mapToLong(SettlementEntry::getAmountFen)
                        .sum();
                assertThat(postedToOthers)
                        .isEqualTo(settlement.getEntries().isEmpty() ? 0 : settlement.getBuyerPaysFen());
                assertThat(settlement.getShares().stream()
                                .mapToLong(ProceedsShare::getAmountFen)
                                .sum())
                        .isEqualTo(settlement.getNetFen()
                                - settlement.getSellerFeeFen()
                                - settlement.getSellerFeeTaxFen());
            }
        }

        private void requireInvariants() {
            requireBooks();
            NettingCycle cycle = circle.openCycle();
            long netFen = 0;
            for (int account = 1; account <= state.accounts.count(); account++) {
                netFen += cycle.netFen(account);
                assertThat(Math.abs(cycle.netFen(account))).isLessThanOrEqualTo(cycle.grossFen(account));
            }
            assertThat(netFen).as("invariant 4").isZero();
            requireTrades();
        }

        private void requireBooks() {
            assertThat(state.accounts.trialBalance().isBalanced())
                    .as("invariant 1")
                    .isTrue();
            long membersFen = 0;
            for (int number = 1; number <= state.accounts.count(); number++) {
                Account account = state.accounts.account(number);
                if (account.kind() == AccountKind.MEMBER_CASH) {
                    assertThat(account.availableFen()).as("invariant 2").isGreaterThanOrEqualTo(-account.limitFen());
                    membersFen += account.postedFen();
                }
            }
            assertThat(disputes.postedFen(Accounts.CLEARING_HOUSE))
                    .as("invariant 13")
                    .isZero();
            assertThat(membersFen
                            + disputes.postedFen(Accounts.DISPUTED)
                            + disputes.postedFen(Accounts.FEE_INCOME)
                            + disputes.postedFen(Accounts.TAX_PAYABLE))
                    .as("money neither comes nor goes")
                    .isEqualTo(TRADERS * DEPOSIT_FEN);
        }

        private void requireTrades() {
            long disputedFen = 0;
            Map<Long, Long> liveLots = new TreeMap<>();
            for (long number = 1; number < state.trades.nextNumber(); number++) {
                Trades.Entry entry = state.trades.require("trade", number);
                SettlementState money = state.settlements.state(number);
                requireFinality(entry);
                requireHold(entry.trade(), money);
                requireRight(entry, money);
                assertThat(state.settlements.refundedFen(number))
                        .as("invariant 9")
                        .isLessThanOrEqualTo(state.settlements.capturedFen(number));
                disputedFen += money == SettlementState.DISPUTED ? state.settlements.capturedFen(number) : 0;
                boolean undone = money == SettlementState.REFUNDED || money == SettlementState.DEFAULTED;
                liveLots.merge(
                        entry.trade().getInstrument(),
                        undone ? 0 : entry.trade().getQuantityLots(),
                        Long::sum);
            }
            assertThat(disputes.postedFen(Accounts.DISPUTED)).isEqualTo(disputedFen);
            liveLots.forEach((instrument, lots) ->
                    assertThat(state.supply.soldLots(instrument)).as("licences").isEqualTo(lots));
        }

        /** Invariant 8. */
        private void requireFinality(Trades.Entry entry) {
            int at = (int) entry.trade().getTrade() - 1;
            if (at == last.size()) {
                last.add(TradeState.CONTRACTED);
                Statistics.label("reached").collect(TradeState.CONTRACTED);
            }
            if (last.get(at).isFinal()) {
                assertThat(entry.state()).as("invariant 8").isEqualTo(last.get(at));
            }
            if (last.set(at, entry.state()) != entry.state()) {
                Statistics.label("reached").collect(entry.state());
            }
        }

        /** Invariant 3: a hold is open as long as nothing was done with its money, and resolved ever after. */
        private void requireHold(Trade trade, SettlementState money) {
            boolean open = true;
            try {
                assertThat(state.holds.hold(trade.getHold()).restFen()).isPositive();
            } catch (CommandRejected e) {
                open = false;
            }
            assertThat(open).as("invariant 3").isEqualTo(money == SettlementState.OPEN);
        }

        /** Invariant 15, and that trade, money and right tell one story. */
        private void requireRight(Trades.Entry entry, SettlementState money) {
            EntitlementState right = state.entitlements
                    .of(entry.trade().getTrade())
                    .map(Entitlement::getState)
                    .orElse(null);
            assertThat(right == EntitlementState.ACTIVE).as("invariant 15").isEqualTo(money == SettlementState.SETTLED);
            SettlementState expected = switch (entry.state()) {
                case CONTRACTED, DELIVERING, DELIVERED, ACCEPTED -> SettlementState.OPEN;
                case CLEARED -> SettlementState.CLEARED;
                case DISPUTED -> SettlementState.DISPUTED;
                case SETTLED -> SettlementState.SETTLED;
                case REFUNDED, BUSTED -> SettlementState.REFUNDED;
                case DEFAULTED -> SettlementState.DEFAULTED;
            };
            assertThat(money).isEqualTo(expected);
            if (entry.state() == TradeState.REFUNDED || entry.state() == TradeState.DEFAULTED) {
                assertThat(right).isEqualTo(EntitlementState.REVOKED);
            }
        }
    }
}
