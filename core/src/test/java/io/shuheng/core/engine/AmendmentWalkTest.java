package io.shuheng.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.clearing.Accounts;
import io.shuheng.core.clearing.Settlement;
import io.shuheng.core.contract.ContractState;
import io.shuheng.core.contract.amendment.AcceptAmendment;
import io.shuheng.core.contract.amendment.AmendmentChange;
import io.shuheng.core.contract.amendment.DeclineAmendment;
import io.shuheng.core.record.RefusalCode;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.statistics.Statistics;
import org.jspecify.annotations.Nullable;

/** Random courses of amendments on two contracts, held against a plain model of both sides' money and of what stands. */
class AmendmentWalkTest {

    private static final int CONTRACTS = 2;
    private static final long DEPOSIT_FEN = 10_000;
    private static final long PAID_FEN = 2_010;
    private static final long[] REFUNDS_FEN = {0, 1, 700, PAID_FEN, PAID_FEN + 1};

    /** What is proposed, by which side, and until when. */
    private record Standing(boolean byBuyer, AmendmentChange change, long endsNs, boolean accepted, long heldFen) {}

    /** What the plain model knows of a contract. */
    private static final class Plain {
        private final long number;
        private int amendments;
        private long refundedFen;
        private boolean settled;
        private boolean over;
        private @Nullable Standing standing;

        Plain(long number) {
            this.number = number;
        }

        /** Why a change cannot be now. */
        RefusalCode whyNot(AmendmentChange change) {
            long refundFen = change.getRefundFen();
            if (!settled) {
                boolean fits = change.getTerminates() ? refundFen == PAID_FEN : refundFen == 0;
                return fits ? RefusalCode.OK : RefusalCode.AMENDMENT_NOT_APPLICABLE;
            }
            return refundFen > PAID_FEN - refundedFen ? RefusalCode.REFUND_EXCEEDS_CAPTURE : RefusalCode.OK;
        }
    }

    /** One exchange beside its model. */
    private static final class Walk {
        private final EngineFixture exchange = new EngineFixture();
        private final TradeWay trades = new TradeWay(exchange);
        private final AmendmentWay way = new AmendmentWay(exchange);
        private final ViewComparison view = new ViewComparison(exchange);
        private final ExchangeState state = exchange.engine().state();
        private final List<Plain> contracts = new ArrayList<>();
        private long buyerFen = DEPOSIT_FEN;
        private long sellerFen;

        Walk() {
            trades.deposit(DEPOSIT_FEN);
            long instrument = trades.offered();
            for (int i = 0; i < CONTRACTS; i++) {
                contracts.add(new Plain(trades.traded(instrument, 10)));
                buyerFen -= PAID_FEN;
            }
            way.seal();
        }

        void step(int action) {
            Plain plain = contracts.get(action % CONTRACTS);
            boolean byBuyer = action / 2 % 2 == 0;
            int rest = action / 4;
            switch (rest % 10) {
                case 0, 1 -> propose(plain, byBuyer, change(rest / 10));
                case 2, 3 -> accept(plain, plain.standing == null ? byBuyer : !plain.standing.byBuyer);
                case 4 -> accept(plain, byBuyer);
                case 5 -> decline(plain, byBuyer);
                case 6, 7, 8 -> countersign(plain);
                default -> {
                    if (byBuyer) {
                        exchange.advance(AmendmentWay.VALIDITY);
                        exchange.submitInternal(new Tick());
                    } else {
                        settle(plain);
                    }
                }
            }
            lapse();
            check();
        }

        private static AmendmentChange change(int which) {
            boolean terminates = which % 2 == 1;
            long refundFen = REFUNDS_FEN[which / 2 % REFUNDS_FEN.length];
            return terminates || refundFen > 0
                    ? AmendmentWay.change()
                            .setRefundFen(refundFen)
                            .setTerminates(terminates)
                            .build()
                    : AmendmentWay.clause();
        }

        private int key(boolean buyer) {
            return buyer ? trades.buyer().key() : trades.seller().key();
        }

        private void propose(Plain plain, boolean byBuyer, AmendmentChange change) {
            RefusalCode expected = plain.over
                    ? RefusalCode.CONTRACT_ENDED
                    : plain.standing != null ? RefusalCode.AMENDMENT_STANDS : plain.whyNot(change);
            require(exchange.submit(way.proposal(plain.number, change), key(byBuyer)), expected);
            if (expected == RefusalCode.OK) {
                plain.standing =
                        new Standing(byBuyer, change, exchange.timeNs() + AmendmentWay.VALIDITY.toNanos(), false, 0);
            }
        }

        private void accept(Plain plain, boolean byBuyer) {
            Standing standing = plain.standing;
            if (standing == null) {
                AcceptAmendment none = new AcceptAmendment(
                        exchange.nextClientId(),
                        exchange.notAfterNs(),
                        plain.number,
                        EngineFixture.hash("a"),
                        EngineFixture.hash("b"),
                        EngineFixture.hash("c"));
                require(
                        exchange.submit(none, key(byBuyer)),
                        plain.over ? RefusalCode.CONTRACT_ENDED : RefusalCode.AMENDMENT_NOT_PROPOSED);
                return;
            }
            long refundFen = plain.settled ? standing.change.getRefundFen() : 0;
            RefusalCode expected = byBuyer == standing.byBuyer
                    ? RefusalCode.NOT_PERMITTED
                    : standing.accepted ? RefusalCode.WRONG_STATE : plain.whyNot(standing.change);
            if (expected == RefusalCode.OK && refundFen > sellerFen) {
                expected = RefusalCode.INSUFFICIENT_FUNDS;
            }
            require(exchange.submit(way.acceptance(plain.number), key(byBuyer)), expected);
            if (expected == RefusalCode.OK) {
                sellerFen -= refundFen;
                long untilNs = exchange.timeNs() + 24 * AmendmentWay.VALIDITY.toNanos();
                plain.standing = new Standing(standing.byBuyer, standing.change, untilNs, true, refundFen);
            }
        }

        private void decline(Plain plain, boolean byBuyer) {
            Standing standing = plain.standing;
            if (standing == null) {
                DeclineAmendment none = new DeclineAmendment(
                        exchange.nextClientId(), exchange.notAfterNs(), plain.number, EngineFixture.hash("a"));
                require(exchange.submit(none, key(byBuyer)), RefusalCode.AMENDMENT_NOT_PROPOSED);
                return;
            }
            require(
                    exchange.submit(way.decline(plain.number), key(byBuyer)),
                    standing.accepted ? RefusalCode.WRONG_STATE : RefusalCode.OK);
            plain.standing = standing.accepted ? standing : null;
        }

        private void countersign(Plain plain) {
            Standing standing = plain.standing;
            if (standing == null) {
                return;
            }
            RefusalCode expected = standing.accepted ? plain.whyNot(standing.change) : RefusalCode.WRONG_STATE;
            long refundFen = standing.change.getRefundFen();
            if (expected == RefusalCode.OK && plain.settled && standing.heldFen < refundFen) {
                expected = RefusalCode.AMENDMENT_NOT_APPLICABLE;
            }
            require(exchange.submit(way.finalization(plain.number).build(), EngineFixture.OPERATOR_KEY), expected);
            if (expected != RefusalCode.OK) {
                return;
            }
            plain.amendments++;
            plain.standing = null;
            buyerFen += refundFen;
            plain.refundedFen += refundFen;
            plain.over = standing.change.getTerminates();
        }

        private void settle(Plain plain) {
            if (plain.settled || plain.over) {
                return;
            }
            trades.receipted(plain.number);
            EngineFixture.Outcome outcome = exchange.submit(
                            trades.acceptance(plain.number), trades.buyer().key())
                    .requireAccepted();
            Settlement settlement = (Settlement) outcome.results().stream()
                    .filter(Settlement.class::isInstance)
                    .findFirst()
                    .orElseThrow();
            int cash = state.accounts.cashOf(trades.seller().number());
            sellerFen += settlement.getEntries().stream()
                    .filter(entry -> entry.getCreditAccount() == cash)
                    .mapToLong(entry -> entry.getAmountFen())
                    .sum();
            plain.settled = true;
        }

        private void lapse() {
            for (Plain plain : contracts) {
                Standing standing = plain.standing;
                if (standing != null && standing.endsNs <= exchange.timeNs()) {
                    sellerFen += standing.heldFen;
                    plain.standing = null;
                }
            }
        }

        private static void require(EngineFixture.Outcome outcome, RefusalCode expected) {
            Statistics.label("answers").collect(expected);
            assertThat(outcome.answer().code()).isEqualTo(expected);
        }

        private void check() {
            assertThat(available(trades.buyer())).as("the buyer's money").isEqualTo(buyerFen);
            assertThat(available(trades.seller())).as("the seller's money").isEqualTo(sellerFen);
            assertThat(state.accounts.trialBalance().isBalanced()).isTrue();
            assertThat(state.accounts.account(Accounts.CLEARING_HOUSE).postedFen())
                    .isZero();
            int holds = 0;
            for (Plain plain : contracts) {
                assertThat(state.contracts.contract(plain.number).orElseThrow().state())
                        .isEqualTo(
                                plain.over
                                        ? ContractState.TERMINATED
                                        : plain.amendments > 0 ? ContractState.AMENDED : ContractState.IN_FORCE);
                assertThat(state.amendments.history(plain.number).count()).isEqualTo(plain.amendments);
                assertThat(state.amendments.proposal(plain.number).isPresent()).isEqualTo(plain.standing != null);
                holds += plain.settled || plain.over ? 0 : 1;
                holds += plain.standing != null && plain.standing.heldFen > 0 ? 1 : 0;
            }
            assertThat(state.holds.openCount()).as("open holds").isEqualTo(holds);
            view.check();
        }

        private long available(Enrolment.Member member) {
            return state.accounts
                    .account(state.accounts.cashOf(member.number()))
                    .availableFen();
        }
    }

    @Property(tries = 30)
    void agreesWithAPlainModelWhateverTheOrderOfActs(
            @ForAll @Size(min = 10, max = 40) List<@IntRange(min = 0, max = 399) Integer> actions) {
        Walk walk = new Walk();
        actions.forEach(walk::step);
        walk.exchange.requireEqualReplay();
    }
}
