package io.shuheng.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.core.clearing.Accounts;
import io.shuheng.core.clearing.SettlementState;
import io.shuheng.core.contract.ContractEndCause;
import io.shuheng.core.contract.ContractException;
import io.shuheng.core.contract.ContractState;
import io.shuheng.core.contract.ContractTemplates;
import io.shuheng.core.contract.CountersignedAmendment;
import io.shuheng.core.contract.DemandDelivery;
import io.shuheng.core.contract.RescindContract;
import io.shuheng.core.contract.amendment.AcceptAmendment;
import io.shuheng.core.contract.amendment.AmendmentChange;
import io.shuheng.core.contract.amendment.AmendmentEnd;
import io.shuheng.core.contract.amendment.AmendmentTerms;
import io.shuheng.core.contract.amendment.DeclineAmendment;
import io.shuheng.core.contract.amendment.Proposal;
import io.shuheng.core.contract.amendment.ProposeAmendment;
import io.shuheng.core.contract.negotiation.NegotiationState;
import io.shuheng.core.delivery.AcceptRejection;
import io.shuheng.core.delivery.DeliveryState;
import io.shuheng.core.delivery.Entitlement;
import io.shuheng.core.delivery.EntitlementState;
import io.shuheng.core.delivery.RejectDelivery;
import io.shuheng.core.delivery.RejectionReason;
import io.shuheng.core.delivery.SignDeletion;
import io.shuheng.core.dispute.DisputeGrounds;
import io.shuheng.core.dispute.OpenDispute;
import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.listing.SupplyKind;
import io.shuheng.core.member.AmendmentReader;
import io.shuheng.core.participant.ApplyForMembership;
import io.shuheng.core.participant.Duty;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.StateSource;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.core.trading.TradeState;
import io.shuheng.core.view.ContractHistory;
import io.shuheng.core.view.Visibility;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecordBase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Amendments of contracts and their ends by agreement: who signs, what takes effect, what becomes of the money. */
class AmendmentDeskTest {

    private static final long PAID_FEN = 2_010;
    private static final long DEPOSIT_FEN = 100_000;

    private final EngineFixture exchange = new EngineFixture();
    private final TradeWay trades = new TradeWay(exchange);
    private final AmendmentWay way = new AmendmentWay(exchange);
    private final ViewComparison view = new ViewComparison(exchange);
    private final ExchangeState state = exchange.engine().state();
    private final int consumer = trades.buyer().key();
    private final int provider = trades.seller().key();

    @BeforeEach
    void deposit() {
        exchange.afterEach(view::check);
        trades.deposit(DEPOSIT_FEN);
    }

    @Test
    void takesEffectWithTheCountersignatureOfWhatBothSidesSigned() {
        long contract = settled();
        exchange.submit(way.proposal(contract, AmendmentWay.clause()), provider).requireAccepted();
        assertThat(stands(contract)).isEqualTo(ContractState.IN_FORCE);
        EngineFixture.Outcome accepted =
                exchange.submit(way.acceptance(contract), consumer).requireAccepted();
        assertThat(accepted.event(EventKind.REQUEST_AMENDMENT_COUNTERSIGNATURE).getA())
                .isEqualTo(contract);
        assertThat(stands(contract)).isEqualTo(ContractState.IN_FORCE);
        EngineFixture.Outcome amended = exchange.submit(
                        way.finalization(contract).build(), EngineFixture.OPERATOR_KEY)
                .requireAccepted();
        assertThat(amended.event(EventKind.CONTRACT_AMENDED).getB()).isEqualTo(1);
        assertThat(stands(contract)).isEqualTo(ContractState.AMENDED);
        CountersignedAmendment kept = way.reader().amendments(contract).get(0);
        assertThat(kept.isRight()).isTrue();
        assertThat(kept.derived().textZh()).contains("合同变更协议（第 1 号）", "合同编号：" + contract, "甲方每季度更新一次数据", "合同不因本协议解除");
        assertThat(kept.derived().textEn())
                .contains("Amendment of contract (no. 1)", "Party A updates the Data each quarter");
        exchange.requireEqualReplay();
    }

    @Test
    void letsASideComputeTheAmendmentFromTheFewRecordsItRestsOn() {
        long contract = settled();
        exchange.submit(way.proposal(contract, AmendmentWay.clause()), provider).requireAccepted();
        AmendmentReader whole = way.reader();
        AmendmentReader few = new AmendmentReader(ContractTemplates.bundled());
        for (byte[] record : exchange.records()) {
            boolean needed = Stream.of(Genesis.class, ApplyForMembership.class, ProposeAmendment.class)
                    .anyMatch(type -> EngineFixture.commandIn(record, type).isPresent());
            if (needed) {
                few.observe(record, 0, record.length);
            }
        }
        assertThat(few.isSignedByOther(way.sealed(contract))).isTrue();
        assertThat(few.toAccept(contract).canonicalBytes())
                .isEqualTo(whole.toAccept(contract).canonicalBytes());
        long other = trades.traded(1, 1);
        way.seal();
        assertThatThrownBy(() -> few.toAccept(other))
                .isInstanceOf(ContractException.class)
                .hasMessageContaining("CONTRACT_NOT_KEPT");
    }

    @Test
    void bindsEachAmendmentToTheOneBeforeSoThatNoneCanBeSlippedIn() {
        long contract = settled();
        way.amended(contract, AmendmentWay.clause(), provider, consumer);
        ProposeAmendment second = way.proposal(contract, AmendmentWay.clause());
        assertThat(second.getAmendment()).isEqualTo(2);
        ProposeAmendment again = with(second, "amendment", 1);
        exchange.submit(again, consumer).requireRefused(RefusalCode.AMENDMENT_OUT_OF_ORDER);
        ProposeAmendment other = with(second, "previousSm3", EngineFixture.hash("other"));
        exchange.submit(other, consumer).requireRefused(RefusalCode.AMENDMENT_OUT_OF_ORDER);
        exchange.submit(second, consumer).requireAccepted();
        exchange.submit(way.acceptance(contract), provider).requireAccepted();
        exchange.submit(way.finalization(contract).build(), EngineFixture.OPERATOR_KEY)
                .requireAccepted();
        List<CountersignedAmendment> amendments = way.reader().amendments(contract);
        assertThat(amendments).hasSize(2).allMatch(CountersignedAmendment::isRight);
    }

    @Test
    void knowsTheContractByItsPlaceUnderTheSeal() {
        trades.traded(trades.offered(), 1);
        long contract = settled();
        ProposeAmendment good = way.proposal(contract, AmendmentWay.clause());
        ProposeAmendment leaf = with(good, "contractLeaf", EngineFixture.hash("another contract"));
        exchange.submit(leaf, provider).requireRefused(RefusalCode.CONTRACT_NOT_AS_SEALED);
        ProposeAmendment path = with(good, "sealPath", List.of());
        exchange.submit(path, provider).requireRefused(RefusalCode.CONTRACT_NOT_AS_SEALED);
        long unsealed = trades.traded(1, 1);
        ProposeAmendment early = with(good, "contract", unsealed);
        exchange.submit(early, provider).requireRefused(RefusalCode.CONTRACT_NOT_SEALED);
        exchange.submit(good, provider).requireAccepted();
    }

    @Test
    void takesSignaturesOfTheTwoSidesAloneAndNeverInASession() {
        long contract = settled();
        ProposeAmendment proposal = way.proposal(contract, AmendmentWay.clause());
        exchange.submit(proposal, trades.bank().key()).requireRefused(RefusalCode.NOT_PERMITTED);
        exchange.submit(proposal, EngineFixture.OPERATOR_KEY).requireRefused(RefusalCode.NOT_PERMITTED);
        exchange.submit(proposal, exchange.officerKey(Duty.MARKET)).requireRefused(RefusalCode.NOT_PERMITTED);
        exchange.submitInSession(proposal, 1).requireRefused(RefusalCode.SESSION_UNKNOWN);
        exchange.submit(proposal, provider).requireAccepted();
        exchange.submit(way.acceptance(contract), provider).requireRefused(RefusalCode.NOT_PERMITTED);
        exchange.submit(way.acceptance(contract), trades.bank().key()).requireRefused(RefusalCode.NOT_PERMITTED);
        exchange.submit(way.acceptance(contract), EngineFixture.OPERATOR_KEY).requireRefused(RefusalCode.NOT_PERMITTED);
        exchange.submit(way.finalization(contract).build(), EngineFixture.OPERATOR_KEY)
                .requireRefused(RefusalCode.WRONG_STATE);
        exchange.submit(way.acceptance(contract), consumer).requireAccepted();
        exchange.submit(way.finalization(contract).build(), provider).requireRefused(RefusalCode.NOT_PERMITTED);
    }

    @Test
    void acceptsAndCountersignsExactlyWhatWasProposed() {
        long contract = settled();
        exchange.submit(way.proposal(contract, AmendmentWay.clause()), provider).requireAccepted();
        AcceptAmendment other = with(way.acceptance(contract), "textZhSm3", EngineFixture.hash("another text"));
        exchange.submit(other, consumer).requireRefused(RefusalCode.AMENDMENT_MISMATCH);
        exchange.submit(way.acceptance(contract), consumer).requireAccepted();
        AmendmentTerms changed = AvroBytes.decode(
                AmendmentTerms.class,
                AvroBytes.encode(way.finalization(contract).build().getAmendment()));
        changed.put("exchangeNameEn", "Another");
        exchange.submit(way.finalization(contract).setAmendment(changed).build(), EngineFixture.OPERATOR_KEY)
                .requireRefused(RefusalCode.AMENDMENT_MISMATCH);
        exchange.submit(
                        way.finalization(contract)
                                .setSignature(ByteBuffer.wrap(new byte[63]))
                                .build(),
                        EngineFixture.OPERATOR_KEY)
                .requireRefused(RefusalCode.FIELD_INVALID);
        exchange.submit(way.finalization(contract).setKey(2).build(), EngineFixture.OPERATOR_KEY)
                .requireRefused(RefusalCode.FIELD_INVALID);
    }

    @Test
    void endsAProposalThatIsDeclinedTakenBackOrLapses() {
        long contract = settled();
        exchange.submit(way.proposal(contract, AmendmentWay.clause()), provider).requireAccepted();
        exchange.submit(way.proposal(contract, AmendmentWay.clause()), consumer)
                .requireRefused(RefusalCode.AMENDMENT_STANDS);
        assertThat(ended(way.decline(contract), consumer)).isEqualTo(AmendmentEnd.DECLINED.number());
        exchange.submit(way.proposal(contract, AmendmentWay.clause()), provider).requireAccepted();
        assertThat(ended(way.decline(contract), provider)).isEqualTo(AmendmentEnd.WITHDRAWN.number());
        exchange.submit(way.proposal(contract, AmendmentWay.clause()), provider).requireAccepted();
        exchange.advance(AmendmentWay.VALIDITY);
        AcceptAmendment late = with(way.acceptance(contract), "notAfterNs", exchange.notAfterNs());
        EngineFixture.Outcome lapsed =
                exchange.submit(late, consumer).requireRefused(RefusalCode.AMENDMENT_NOT_PROPOSED);
        assertThat(lapsed.event(EventKind.AMENDMENT_ENDED).getB()).isEqualTo(AmendmentEnd.LAPSED.number());
        exchange.submit(way.proposal(contract, AmendmentWay.clause()), consumer).requireAccepted();
        exchange.requireEqualReplay();
    }

    @Test
    void freesTheHeldRefundWhereTheExchangeDoesNotCountersign() {
        long contract = settled();
        long before = available(trades.seller());
        way.signed(contract, AmendmentWay.change().setRefundFen(500).build(), provider, consumer);
        assertThat(available(trades.seller())).isEqualTo(before - 500);
        exchange.submit(way.decline(contract), consumer).requireRefused(RefusalCode.WRONG_STATE);
        assertThat(ended(way.decline(contract), EngineFixture.OPERATOR_KEY)).isEqualTo(AmendmentEnd.MISMATCH.number());
        assertThat(available(trades.seller())).isEqualTo(before);
        way.signed(contract, AmendmentWay.change().setRefundFen(500).build(), provider, consumer);
        exchange.advance(Duration.ofDays(1));
        assertThat(exchange.submitInternal(new Tick())
                        .event(EventKind.AMENDMENT_ENDED)
                        .getB())
                .isEqualTo(AmendmentEnd.LAPSED.number());
        assertThat(available(trades.seller())).isEqualTo(before);
        requireBooks();
    }

    @Test
    void paysARefundOutOfTheProvidersAccountAndNeverMoreThanWasPaid() {
        long contract = settled();
        long providerFen = available(trades.seller());
        long consumerFen = available(trades.buyer());
        exchange.submit(way.proposal(contract, refund(PAID_FEN + 1)), consumer)
                .requireRefused(RefusalCode.REFUND_EXCEEDS_CAPTURE);
        EngineFixture.Outcome paid = way.amended(contract, refund(700), consumer, provider);
        assertThat(paid.event(EventKind.TRADE_REFUNDED).getC()).isEqualTo(700);
        assertThat(available(trades.seller())).isEqualTo(providerFen - 700);
        assertThat(available(trades.buyer())).isEqualTo(consumerFen + 700);
        exchange.submit(way.proposal(contract, refund(PAID_FEN - 699)), consumer)
                .requireRefused(RefusalCode.REFUND_EXCEEDS_CAPTURE);
        assertThat(trade(contract)).isEqualTo(TradeState.SETTLED);
        requireBooks();
        exchange.requireEqualReplay();
    }

    @Test
    void refusesTheAcceptanceOfARefundThatTheProviderCannotPay() {
        long contract = settled();
        long rest = available(trades.seller());
        exchange.submit(way.proposal(contract, refund(rest + 1)), consumer).requireAccepted();
        exchange.submit(way.acceptance(contract), provider).requireRefused(RefusalCode.INSUFFICIENT_FUNDS);
        trades.deposit(trades.seller(), 1);
        exchange.submit(way.acceptance(contract), provider).requireAccepted();
        exchange.submit(way.finalization(contract).build(), EngineFixture.OPERATOR_KEY)
                .requireAccepted();
        assertThat(available(trades.seller())).isZero();
    }

    @Test
    void makesTheTermOfARightLongerToTheNanosecond() {
        long contract = settled();
        Entitlement before = state.entitlements.of(contract).orElseThrow();
        way.amended(contract, AmendmentWay.change().setMoreTermDays(10).build(), provider, consumer);
        Entitlement after = state.entitlements.of(contract).orElseThrow();
        assertThat(after.getState()).isEqualTo(EntitlementState.ACTIVE);
        assertThat(after.getToNs() - before.getToNs())
                .isEqualTo(Duration.ofDays(10).toNanos());
        exchange.advance(Duration.ofNanos(before.getToNs() - exchange.timeNs()));
        exchange.submitInternal(new Tick());
        assertThat(stands(contract)).isEqualTo(ContractState.AMENDED);
        exchange.advance(Duration.ofDays(10));
        exchange.submitInternal(new Tick());
        assertThat(stands(contract)).isEqualTo(ContractState.EXPIRED);
        exchange.requireEqualReplay();
    }

    @Test
    void refusesALongerTermThanAnyLicenceMayHaveOrBeforeThereIsARight() {
        long contract = settled();
        exchange.submit(
                        way.proposal(
                                contract,
                                AmendmentWay.change().setMoreTermDays(36_500).build()),
                        provider)
                .requireRefused(RefusalCode.AMENDMENTS_FULL);
        long fresh = trades.traded(1, 1);
        way.seal();
        exchange.submit(
                        way.proposal(
                                fresh, AmendmentWay.change().setMoreTermDays(1).build()),
                        provider)
                .requireRefused(RefusalCode.AMENDMENT_NOT_APPLICABLE);
    }

    @Test
    void postponesANegotiatedDeliveryAndLetsItsDelayBeginAnew() {
        new NegotiationWay(exchange, trades).at(NegotiationState.FINALIZED);
        way.seal();
        Duration more = Duration.ofDays(5);
        long due = state.deadlines.of(1).dueNs();
        exchange.advance(Duration.ofDays(3));
        assertThat(exchange.submitInternal(new Tick()).events(EventKind.DELIVERY_OVERDUE))
                .hasSize(1);
        EngineFixture.Outcome amended = way.amended(
                1, AmendmentWay.change().setMoreDeliveryNs(more.toNanos()).build(), provider, consumer);
        assertThat(amended.event(EventKind.DELIVERY_POSTPONED).getB()).isEqualTo(due + more.toNanos());
        assertThat(state.deadlines.of(1).isOverdue()).isFalse();
        exchange.advance(Duration.ofNanos(due + more.toNanos() - exchange.timeNs()));
        assertThat(exchange.submitInternal(new Tick()).events(EventKind.DELIVERY_OVERDUE))
                .hasSize(1);
        long matched = trades.traded(trades.offered(), 1);
        way.seal();
        exchange.submit(
                        way.proposal(
                                matched,
                                AmendmentWay.change().setMoreDeliveryNs(1).build()),
                        provider)
                .requireRefused(RefusalCode.AMENDMENT_NOT_APPLICABLE);
        exchange.requireEqualReplay();
    }

    @Test
    void endsAContractBeforeItsDeliveryAndGivesAllThatIsHeldBack() {
        long contract = trades.traded(trades.offered(), 10);
        way.seal();
        exchange.submit(way.proposal(contract, AmendmentWay.end(0)), provider)
                .requireRefused(RefusalCode.AMENDMENT_NOT_APPLICABLE);
        EngineFixture.Outcome ended = way.amended(contract, AmendmentWay.end(PAID_FEN), provider, consumer);
        assertThat(ended.event(EventKind.CONTRACT_AMENDED).getC()).isEqualTo(1);
        assertThat(ended.event(EventKind.CONTRACT_ENDED).getB()).isEqualTo(ContractState.TERMINATED.number());
        assertThat(trade(contract)).isEqualTo(TradeState.BUSTED);
        assertThat(state.settlements.state(contract)).isEqualTo(SettlementState.REFUNDED);
        assertThat(available(trades.buyer())).isEqualTo(DEPOSIT_FEN);
        assertThat(state.supply.soldLots(1)).isZero();
        exchange.submit(way.proposal(contract, AmendmentWay.clause()), provider)
                .requireRefused(RefusalCode.CONTRACT_ENDED);
        exchange.submit(trades.delivery(contract).build(), provider).requireRefused(RefusalCode.WRONG_STATE);
        requireBooks();
        exchange.requireEqualReplay();
    }

    @Test
    void endsAContractThatIsBeingDeliveredAndAsksForTheDeletion() {
        long contract = trades.traded(trades.offered(), 10);
        way.seal();
        exchange.submit(trades.delivery(contract).build(), provider).requireAccepted();
        way.amended(contract, AmendmentWay.end(PAID_FEN), consumer, provider);
        assertThat(trade(contract)).isEqualTo(TradeState.REFUNDED);
        assertThat(state.deliveries.state(contract)).contains(DeliveryState.TERMINATED);
        assertThat(available(trades.buyer())).isEqualTo(DEPOSIT_FEN);
        requireDeletion(contract);
        exchange.requireEqualReplay();
    }

    @Test
    void endsASettledContractWithWhatBothAgreeToReturn() {
        long contract = settled();
        long providerFen = available(trades.seller());
        EngineFixture.Outcome ended = way.amended(contract, AmendmentWay.end(1_000), consumer, provider);
        assertThat(ended.event(EventKind.CONTRACT_ENDED).getB()).isEqualTo(ContractState.TERMINATED.number());
        assertThat(trade(contract)).isEqualTo(TradeState.SETTLED);
        assertThat(available(trades.seller())).isEqualTo(providerFen - 1_000);
        assertThat(available(trades.buyer())).isEqualTo(DEPOSIT_FEN - PAID_FEN + 1_000);
        requireDeletion(contract);
        exchange.advance(Duration.ofDays(1000));
        exchange.submitInternal(new Tick());
        assertThat(stands(contract)).isEqualTo(ContractState.TERMINATED);
        requireBooks();
        exchange.requireEqualReplay();
    }

    @Test
    void freesAnExclusiveLicenceWithTheEndOfItsContract() {
        long instrument = trades.instrument(SupplyKind.EXCLUSIVE, 1);
        exchange.submit(trades.offer(instrument).build(), provider).requireAccepted();
        long contract = trades.traded(instrument, 1);
        trades.receipted(contract);
        exchange.submit(trades.acceptance(contract), consumer).requireAccepted();
        way.seal();
        way.amended(contract, AmendmentWay.end(0), consumer, provider);
        assertThat(state.supply.soldLots(instrument)).isZero();
        assertThat(trades.traded(instrument, 1)).isEqualTo(contract + 1);
    }

    @Test
    void takesNothingOfWhatLiesInDispute() {
        long contract = trades.traded(trades.offered(), 10);
        way.seal();
        way.signed(contract, AmendmentWay.end(PAID_FEN), provider, consumer);
        exchange.submit(
                        new OpenDispute(
                                exchange.nextClientId(),
                                exchange.notAfterNs(),
                                contract,
                                DisputeGrounds.NOT_DELIVERED,
                                EngineFixture.hash("reason")),
                        consumer)
                .requireAccepted();
        exchange.submit(way.finalization(contract).build(), EngineFixture.OPERATOR_KEY)
                .requireRefused(RefusalCode.AMENDMENT_NOT_APPLICABLE);
        exchange.advance(Duration.ofDays(1));
        assertThat(exchange.submitInternal(new Tick()).events(EventKind.AMENDMENT_ENDED))
                .hasSize(1);
        requireBooks();
    }

    @Test
    void letsNobodyGetRoundAFreezeByAgreement() {
        long contract = settled();
        FreezeWay freezes = new FreezeWay(exchange);
        AmendmentChange longer = AmendmentWay.change().setMoreTermDays(1).build();
        long product = freezes.product(state.instruments.require(1).listing().number());
        for (AmendmentChange change : List.of(longer, AmendmentWay.end(0))) {
            exchange.submit(way.proposal(contract, change), provider).requireRefused(RefusalCode.PRODUCT_FROZEN);
        }
        freezes.lift(product).requireAccepted();
        long licences = freezes.licences(trades.buyer(), 1);
        exchange.submit(way.proposal(contract, AmendmentWay.end(0)), provider)
                .requireRefused(RefusalCode.LICENCES_FROZEN);
        freezes.lift(licences).requireAccepted();
        way.signed(contract, refund(10), provider, consumer);
        long cash = freezes.cash(trades.seller(), 0);
        exchange.submit(way.finalization(contract).build(), EngineFixture.OPERATOR_KEY)
                .requireRefused(RefusalCode.FUNDS_FROZEN);
        freezes.lift(cash).requireAccepted();
        exchange.submit(way.finalization(contract).build(), EngineFixture.OPERATOR_KEY)
                .requireAccepted();
    }

    @Test
    void dropsAProposalWhoseContractEndsOtherwise() {
        long contract = settled();
        Entitlement right = state.entitlements.of(contract).orElseThrow();
        exchange.advance(Duration.ofNanos(
                right.getToNs() - exchange.timeNs() - Duration.ofMinutes(1).toNanos()));
        way.signed(contract, refund(10), provider, consumer);
        long held = available(trades.seller());
        exchange.advance(Duration.ofMinutes(1));
        EngineFixture.Outcome over = exchange.submitInternal(new Tick());
        assertThat(over.event(EventKind.AMENDMENT_ENDED).getB()).isEqualTo(AmendmentEnd.CONTRACT_OVER.number());
        assertThat(available(trades.seller())).isEqualTo(held + 10);
        assertThat(stands(contract)).isEqualTo(ContractState.EXPIRED);
        requireBooks();
    }

    @Test
    void tellsBothSidesAndNobodyElseWhatBecameOfTheContract() {
        long contract = settled();
        way.amended(contract, refund(5), provider, consumer);
        exchange.submit(way.proposal(contract, AmendmentWay.clause()), consumer).requireAccepted();
        exchange.submit(way.decline(contract), provider).requireAccepted();
        way.amended(contract, AmendmentWay.end(0), consumer, provider);
        for (Enrolment.Member side : List.of(trades.buyer(), trades.seller())) {
            ContractHistory history =
                    history(Visibility.participant(side.number()), contract).orElseThrow();
            assertThat(history.amendments()).hasSize(2);
            ContractHistory.Amendment first = history.amendments().get(0);
            assertThat(first.proposal().proposer()).isEqualTo(trades.seller().number());
            assertThat(first.proposal().acceptedBy()).isEqualTo(trades.buyer().number());
            assertThat(first.proposal().signed())
                    .isEqualTo(
                            way.reader().amendments(contract).get(0).derived().hashes());
            assertThat(history.proposal()).isEmpty();
            assertThat(history.lastEnded().orElseThrow().reason()).isEqualTo(AmendmentEnd.DECLINED);
            ContractHistory.Ending ending = history.ending().orElseThrow();
            assertThat(ending.state()).isEqualTo(ContractState.TERMINATED);
            assertThat(ending.cause()).isEqualTo(ContractEndCause.AGREEMENT);
            assertThat(ending.record()).isEqualTo(history.amendments().get(1).record());
        }
        assertThat(history(Visibility.participant(trades.bank().number()), contract))
                .isEmpty();
    }

    @Test
    void tellsBothSidesWhoRescindedAContractAndThatARejectionWasAccepted() {
        new NegotiationWay(exchange, trades).at(NegotiationState.FINALIZED);
        exchange.advance(Duration.ofDays(3));
        exchange.submit(new DemandDelivery(exchange.nextClientId(), exchange.notAfterNs(), 1L), consumer)
                .requireAccepted();
        exchange.advance(Duration.ofDays(16));
        exchange.submit(new RescindContract(exchange.nextClientId(), exchange.notAfterNs(), 1L), consumer)
                .requireAccepted();
        ContractHistory.Ending rescinded = history(
                        Visibility.participant(trades.seller().number()), 1)
                .orElseThrow()
                .ending()
                .orElseThrow();
        assertThat(rescinded.cause()).isEqualTo(ContractEndCause.RESCINDED);
        assertThat(rescinded.by()).isEqualTo(trades.buyer().number());
        long contract = trades.traded(trades.offered(), 1);
        trades.receipted(contract);
        exchange.submit(
                        new RejectDelivery(
                                exchange.nextClientId(),
                                exchange.notAfterNs(),
                                0L,
                                contract,
                                RejectionReason.NOT_AS_LISTED,
                                EngineFixture.hash("evidence")),
                        consumer)
                .requireAccepted();
        exchange.submit(new AcceptRejection(exchange.nextClientId(), exchange.notAfterNs(), contract), provider)
                .requireAccepted();
        ContractHistory.Ending rejected = history(
                        Visibility.participant(trades.buyer().number()), contract)
                .orElseThrow()
                .ending()
                .orElseThrow();
        assertThat(rejected.cause()).isEqualTo(ContractEndCause.REJECTED_DELIVERY);
        assertThat(rejected.by()).isEqualTo(trades.seller().number());
    }

    @Test
    void readsNoStateWhoseProposalHoldsMoneyThatIsNotItsOwn() {
        long contract = settled();
        long other = trades.traded(1, 1);
        way.signed(contract, refund(10), provider, consumer);
        long othersHold = state.trades.require("contract", other).trade().getHold();
        Proposal good = state.amendments.require(contract);
        for (long hold : List.of(othersHold, -1L, 1_000_000L)) {
            state.amendments.put(good.acceptedUntil(good.endsNs(), hold));
            requireUnreadable();
        }
        state.amendments.put(good);
        state.amendments.put(proposed(good));
        requireUnreadable();
        state.amendments.put(good.acceptedUntil(good.endsNs() + 1, good.hold()));
        requireUnreadable();
        state.amendments.put(good);
        StateSource read = new StateSource(exchange.engine().stateBytes());
        assertThat(Engine.readState(RulesVersions.current(), read).stateBytes())
                .isEqualTo(exchange.engine().stateBytes());
    }

    private static Proposal proposed(Proposal accepted) {
        return new Proposal(
                accepted.contract(),
                accepted.amendment(),
                accepted.proposer(),
                accepted.contractLeaf(),
                accepted.previousSm3(),
                accepted.change(),
                accepted.signed(),
                accepted.endsNs(),
                false,
                accepted.hold());
    }

    private void requireUnreadable() {
        StateSource hostile = new StateSource(exchange.engine().stateBytes());
        assertThatThrownBy(() -> Engine.readState(RulesVersions.current(), hostile))
                .isInstanceOf(RecordFormatException.class)
                .hasMessageContaining("state.amendments");
    }

    @Test
    void refusesWhatIsNoChangeOrContradictsItself() {
        long contract = settled();
        ProposeAmendment good = way.proposal(contract, AmendmentWay.clause());
        for (AmendmentChange change : List.of(
                AmendmentWay.change().build(),
                AmendmentWay.change().setMoreTermDays(-1).build(),
                AmendmentWay.change().setRefundFen(-1).build(),
                AmendmentWay.change().setTerminates(true).setMoreTermDays(1).build())) {
            exchange.submit(with(good, "change", change), provider).requireRefused(RefusalCode.FIELD_INVALID);
        }
    }

    private void requireDeletion(long contract) {
        assertThat(stands(contract)).isEqualTo(ContractState.TERMINATED);
        Entitlement right = state.entitlements.of(contract).orElseThrow();
        assertThat(right.getState()).isEqualTo(EntitlementState.REVOKED);
        exchange.submit(
                        new SignDeletion(
                                exchange.nextClientId(),
                                exchange.notAfterNs(),
                                right.getEntitlement(),
                                EngineFixture.hash("deleted")),
                        consumer)
                .requireAccepted();
    }

    private Optional<ContractHistory> history(Visibility visibility, long contract) {
        view.feed();
        return view.model().contracts().history(visibility, contract).value();
    }

    private long settled() {
        long contract = trades.traded(trades.offered(), 10);
        trades.receipted(contract);
        exchange.submit(trades.acceptance(contract), consumer).requireAccepted();
        way.seal();
        return contract;
    }

    private long ended(DeclineAmendment command, int key) {
        return exchange.submit(command, key)
                .requireAccepted()
                .event(EventKind.AMENDMENT_ENDED)
                .getB();
    }

    private static AmendmentChange refund(long fen) {
        return AmendmentWay.change().setRefundFen(fen).build();
    }

    /** A copy with another client id and another value in one field. */
    private <T extends SpecificRecordBase> T with(T command, String field, Object value) {
        @SuppressWarnings("unchecked")
        T copy = (T) AvroBytes.decode(command.getClass(), AvroBytes.encode(command));
        copy.put("clientId", exchange.nextClientId());
        copy.put(field, value);
        return copy;
    }

    private ContractState stands(long contract) {
        return state.contracts.contract(contract).orElseThrow().state();
    }

    private TradeState trade(long contract) {
        return state.trades.require("contract", contract).state();
    }

    private long available(Enrolment.Member member) {
        return state.accounts.account(state.accounts.cashOf(member.number())).availableFen();
    }

    private void requireBooks() {
        assertThat(state.accounts.trialBalance().isBalanced()).isTrue();
        assertThat(state.accounts.account(Accounts.CLEARING_HOUSE).postedFen()).isZero();
    }
}
