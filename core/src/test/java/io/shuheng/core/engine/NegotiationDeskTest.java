package io.shuheng.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.contract.negotiation.NegotiatedTerms;
import io.shuheng.core.contract.negotiation.NegotiationState;
import io.shuheng.core.contract.negotiation.Negotiations;
import io.shuheng.core.contract.negotiation.TerminationReason;
import io.shuheng.core.genesis.Limits;
import io.shuheng.core.listing.BilingualText;
import io.shuheng.core.listing.SupplyKind;
import io.shuheng.core.participant.ApplyForMembership;
import io.shuheng.core.participant.Duty;
import io.shuheng.core.participant.GrantMandate;
import io.shuheng.core.participant.Power;
import io.shuheng.core.participant.Role;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.trading.StopOwnTrading;
import io.shuheng.core.trading.TradingMode;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** From the first request to the acceptance, and what ends a negotiation. */
class NegotiationDeskTest {

    private static final NegotiatedTerms TERMS = NegotiationWay.terms(TradeWay.PRICE_MICROS, 10);
    private static final NegotiatedTerms CHEAPER = NegotiationWay.terms(1_500_000, 10);

    private final EngineFixture exchange = new EngineFixture();
    private final TradeWay trades = new TradeWay(exchange);
    private final NegotiationWay way = new NegotiationWay(exchange, trades);
    private final int consumer = trades.buyer().key();
    private final int provider = trades.seller().key();

    @Test
    void goesNoFurtherWhereEitherSideIsStopped() {
        for (int stopped : new int[] {consumer, provider}) {
            long negotiation = way.at(NegotiationState.AGREED);
            exchange.submit(new StopOwnTrading(exchange.nextClientId(), exchange.notAfterNs(), 0L, true), stopped)
                    .requireAccepted();
            exchange.submit(way.signature(negotiation), consumer).requireRefused(RefusalCode.TRADING_STOPPED);
            exchange.submit(way.request(TERMS).build(), consumer).requireRefused(RefusalCode.TRADING_STOPPED);
            exchange.submit(new StopOwnTrading(exchange.nextClientId(), exchange.notAfterNs(), 0L, false), stopped)
                    .requireAccepted();
        }
    }

    /** The messages, each by who may send it, with what is in order but for the state. */
    private enum Message {
        REQUEST(NegotiationState.OFFERED),
        OFFER(NegotiationState.REQUESTED),
        ACCEPT(NegotiationState.OFFERED),
        SIGN_BY_PROVIDER(NegotiationState.ACCEPTED),
        SIGN_BY_CONSUMER(NegotiationState.AGREED),
        COUNTERSIGN(NegotiationState.VERIFIED);

        private final NegotiationState from;

        Message(NegotiationState from) {
            this.from = from;
        }
    }

    private EngineFixture.Outcome send(Message message, long negotiation) {
        return switch (message) {
            case REQUEST -> submit(way.counter(negotiation, TERMS, TERMS).build(), consumer);
            case OFFER -> submit(way.offer(negotiation, TERMS, TERMS).build(), provider);
            case ACCEPT -> submit(way.acceptance(negotiation, TERMS).build(), consumer);
            case SIGN_BY_PROVIDER -> submit(way.blindSignature(negotiation).build(), provider);
            case SIGN_BY_CONSUMER -> submit(way.blindSignature(negotiation).build(), consumer);
            case COUNTERSIGN -> {
                long other = way.at(NegotiationState.ACCEPTED);
                yield submit(
                        way.finalization(negotiation, way.reader().toSign(other))
                                .build(),
                        EngineFixture.OPERATOR_KEY);
            }
        };
    }

    @ParameterizedTest
    @EnumSource(NegotiationState.class)
    void takesEachMessageInItsOwnStateAndInNoOther(NegotiationState state) {
        for (Message message : Message.values()) {
            EngineFixture.Outcome outcome = send(message, way.at(state));
            if (message.from == state) {
                assertThat(outcome.answer().code())
                        .as("%s in %s", message, state)
                        .isNotEqualTo(RefusalCode.WRONG_STATE);
            } else {
                assertThat(outcome.answer().code())
                        .as("%s in %s", message, state)
                        .isEqualTo(RefusalCode.WRONG_STATE);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(NegotiationState.class)
    void letsEitherSideEndItUntilBothHaveSigned(NegotiationState state) {
        boolean open = state.number() <= NegotiationState.AGREED.number();
        for (int key : new int[] {consumer, provider}) {
            EngineFixture.Outcome outcome =
                    submit(way.termination(way.at(state), TerminationReason.TERMS_UNACCEPTABLE), key);
            assertThat(outcome.answer().code()).isEqualTo(open ? RefusalCode.OK : RefusalCode.WRONG_STATE);
        }
    }

    @Test
    void goesBackAndForthUntilTheConsumerAcceptsTheLatestTerms() {
        long negotiation = submit(way.request(CHEAPER).build(), consumer)
                .requireAccepted()
                .event(EventKind.TERMS_REQUESTED)
                .getA();
        submit(way.offer(negotiation, CHEAPER, TERMS).build(), provider).requireAccepted();
        NegotiatedTerms between = NegotiationWay.terms(1_800_000, 12);
        submit(way.counter(negotiation, TERMS, between).build(), consumer).requireAccepted();
        submit(way.offer(negotiation, between, between).build(), provider).requireAccepted();
        EngineFixture.Outcome accepted =
                submit(way.acceptance(negotiation, between).build(), consumer).requireAccepted();
        assertThat(accepted.event(EventKind.HOLD_PLACED).getC()).isEqualTo(2_160 + 11);
        assertThat(accepted.event(EventKind.TERMS_ACCEPTED).getB())
                .isEqualTo(accepted.answer().sequence() - 1);
    }

    @Test
    void refusesAnAnswerToTermsThatAreNotTheLatest() {
        long negotiation = way.at(NegotiationState.REQUESTED);
        submit(way.offer(negotiation, CHEAPER, CHEAPER).build(), provider).requireRefused(RefusalCode.TERMS_STALE);
        submit(way.offer(negotiation, TERMS, CHEAPER).build(), provider).requireAccepted();
        submit(way.acceptance(negotiation, TERMS).build(), consumer).requireRefused(RefusalCode.TERMS_STALE);
        submit(way.counter(negotiation, TERMS, TERMS).build(), consumer).requireRefused(RefusalCode.TERMS_STALE);
        submit(way.counter(negotiation, CHEAPER, TERMS).build(), consumer).requireAccepted();
        submit(way.acceptance(negotiation, CHEAPER).build(), consumer).requireRefused(RefusalCode.WRONG_STATE);
    }

    @Test
    void letsEachSideSendOnlyItsOwnMessages() {
        long negotiation = way.at(NegotiationState.REQUESTED);
        submit(way.offer(negotiation, TERMS, TERMS).build(), consumer).requireRefused(RefusalCode.NOT_PERMITTED);
        submit(way.offer(negotiation, TERMS, TERMS).build(), provider).requireAccepted();
        submit(way.acceptance(negotiation, TERMS).build(), provider).requireRefused(RefusalCode.NOT_PERMITTED);
        int stranger = new Enrolment(exchange).member(stranger(Role.CONSUMER)).key();
        submit(way.acceptance(negotiation, TERMS).build(), stranger).requireRefused(RefusalCode.NOT_PERMITTED);
        submit(way.counter(negotiation, TERMS, TERMS).build(), stranger).requireRefused(RefusalCode.NOT_PERMITTED);
        submit(way.termination(negotiation, TerminationReason.COMPLIANCE), stranger)
                .requireRefused(RefusalCode.NOT_PERMITTED);
        submit(way.termination(negotiation, TerminationReason.CONTRACT_MISMATCH), EngineFixture.OPERATOR_KEY)
                .requireRefused(RefusalCode.WRONG_STATE);
        submit(way.request(TERMS).build(), provider).requireRefused(RefusalCode.ROLE_MISSING);
        submit(way.request(TERMS).build(), exchange.officerKey(Duty.MARKET)).requireRefused(RefusalCode.NOT_PERMITTED);
    }

    @Test
    void refusesTermsThatCannotBeTraded() {
        Map<NegotiatedTerms, RefusalCode> wrong = Map.of(
                NegotiationWay.terms(1_500_001, 1), RefusalCode.PRICE_OFF_TICK,
                NegotiationWay.terms(-1, 1), RefusalCode.FIELD_INVALID,
                NegotiationWay.terms(Long.MAX_VALUE, 1), RefusalCode.FIELD_INVALID,
                NegotiationWay.terms(10_000, 0), RefusalCode.FIELD_INVALID,
                NegotiationWay.terms(10_000, Long.MIN_VALUE), RefusalCode.FIELD_INVALID,
                NegotiationWay.terms(1_000_000_000_000_000L, 1_000_000_000_000L), RefusalCode.OVERFLOW,
                terms().setScenario(1).build(), RefusalCode.SCENARIO_NOT_ALLOWED,
                terms().setScenario(-1).build(), RefusalCode.SCENARIO_MISSING,
                terms().setDeliverWithinNs(0).build(), RefusalCode.FIELD_INVALID,
                terms().setInspectionNs(Duration.ofDays(366).toNanos() + 1).build(), RefusalCode.FIELD_INVALID);
        wrong.forEach(
                (terms, code) -> submit(way.request(terms).build(), consumer).requireRefused(code));
    }

    @Test
    void refusesWordsThatAreTooManyOrNoWords() {
        BilingualText longest = new BilingualText("长".repeat(1000), "");
        BilingualText tooLong = new BilingualText("", "x".repeat(1001));
        List<NegotiatedTerms> wrong = List.of(
                terms().setPurpose(new BilingualText("目".repeat(501), "")).build(),
                terms().setPurpose(new BilingualText("一\n二", "")).build(),
                terms().setClauses(List.of(new BilingualText("", ""))).build(),
                terms().setClauses(List.of(tooLong)).build(),
                terms().setClauses(Collections.nCopies(17, new BilingualText("款", "")))
                        .build(),
                terms().setClauses(Collections.nCopies(6, longest)).build());
        for (NegotiatedTerms terms : wrong) {
            submit(way.request(terms).build(), consumer).requireRefused(RefusalCode.FIELD_INVALID);
        }
        submit(
                        way.request(terms().setClauses(Collections.nCopies(5, longest))
                                        .build())
                                .build(),
                        consumer)
                .requireAccepted();
    }

    @Test
    void refusesEndsThatAreOverOrTooFarAhead() {
        long now = exchange.timeNs();
        long tooFar = now + Duration.ofDays(30).toNanos() + 1;
        for (long end : new long[] {now, Long.MIN_VALUE, tooFar, Long.MAX_VALUE}) {
            submit(way.request(TERMS).setValidToNs(end).build(), consumer).requireRefused(RefusalCode.FIELD_INVALID);
            submit(
                            way.acceptance(way.at(NegotiationState.OFFERED), TERMS)
                                    .setBoundToNs(end)
                                    .build(),
                            consumer)
                    .requireRefused(RefusalCode.FIELD_INVALID);
        }
    }

    @Test
    void refusesANumberThatIsNoNegotiationOrOneOfAnotherInstrument() {
        submit(way.offer(7, TERMS, TERMS).build(), provider).requireRefused(RefusalCode.UNKNOWN_REFERENCE);
        submit(way.counter(-1, TERMS, TERMS).build(), consumer).requireRefused(RefusalCode.UNKNOWN_REFERENCE);
        long other = trades.instrument(SupplyKind.UNLIMITED, 0);
        long negotiation = way.at(NegotiationState.OFFERED);
        submit(way.acceptance(negotiation, TERMS).setInstrument(other).build(), consumer)
                .requireRefused(RefusalCode.FIELD_INVALID);
        submit(way.request(TERMS).setAnswersSm3(NegotiationWay.sm3(TERMS)).build(), consumer)
                .requireRefused(RefusalCode.FIELD_INVALID);
    }

    @Test
    void negotiatesOnlyWhereTheBoardHasTheMode() {
        EngineFixture other = new EngineFixture();
        TradeWay fixed = new TradeWay(other, List.of(TradingMode.FIXED_PRICE));
        NegotiationWay none = new NegotiationWay(other, fixed);
        other.submit(none.request(TERMS).build(), fixed.buyer().key()).requireRefused(RefusalCode.MODE_NOT_ALLOWED);
    }

    @Test
    void holdsMoneyAndLicencesAtTheAcceptanceAndFreesThemWhenItEnds() {
        NegotiatedTerms all = NegotiationWay.terms(TradeWay.PRICE_MICROS, 100);
        long negotiation = accepted(all);
        long second = offered(NegotiationWay.terms(TradeWay.PRICE_MICROS, 1));
        submit(
                        way.acceptance(second, NegotiationWay.terms(TradeWay.PRICE_MICROS, 1))
                                .build(),
                        consumer)
                .requireRefused(RefusalCode.SUPPLY_EXHAUSTED);
        EngineFixture.Outcome ended = submit(way.termination(negotiation, TerminationReason.CANNOT_PERFORM), provider)
                .requireAccepted();
        assertThat(ended.event(EventKind.HOLD_RELEASED).getB()).isEqualTo(20_000 + 100);
        assertThat(ended.event(EventKind.NEGOTIATION_TERMINATED).getC())
                .isEqualTo(trades.seller().number());
        accepted(NegotiationWay.terms(9_950_000, 100));
    }

    @Test
    void refusesAnAcceptanceWithoutMoney() {
        NegotiatedTerms dear = NegotiationWay.terms(100_000_000, 10);
        long negotiation = offered(dear);
        submit(way.acceptance(negotiation, dear).build(), consumer).requireRefused(RefusalCode.INSUFFICIENT_FUNDS);
    }

    @Test
    void takesFreeDataWithoutAHold() {
        NegotiatedTerms free = NegotiationWay.terms(0, 1);
        long negotiation = offered(free);
        EngineFixture.Outcome accepted =
                submit(way.acceptance(negotiation, free).build(), consumer).requireAccepted();
        assertThat(accepted.events(EventKind.HOLD_PLACED)).isEmpty();
        assertThat(submit(way.termination(negotiation, TerminationReason.NO_LONGER_WANTED), consumer)
                        .requireAccepted()
                        .events(EventKind.HOLD_RELEASED))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = NegotiationState.class,
            names = {"REQUESTED", "OFFERED", "ACCEPTED", "AGREED"})
    void endsWhereNobodyAnswersInTime(NegotiationState state) {
        long negotiation = way.at(state);
        exchange.advance(NegotiationWay.VALIDITY.minusNanos(1));
        assertThat(exchange.submitInternal(new Tick()).events(EventKind.NEGOTIATION_TERMINATED))
                .isEmpty();
        exchange.advance(Duration.ofNanos(1));
        EngineFixture.Outcome tick = exchange.submitInternal(new Tick());
        assertThat(tick.event(EventKind.NEGOTIATION_TERMINATED).getA()).isEqualTo(negotiation);
        assertThat(tick.event(EventKind.NEGOTIATION_TERMINATED).getB())
                .isEqualTo(Fields.place(TerminationReason.LAPSED));
        boolean held = state.number() >= NegotiationState.ACCEPTED.number();
        assertThat(tick.events(EventKind.HOLD_RELEASED)).hasSize(held ? 1 : 0);
        exchange.requireEqualReplay();
    }

    @Test
    void letsNoTimeRunOnceBothHaveSigned() {
        way.at(NegotiationState.VERIFIED);
        exchange.advance(Duration.ofDays(40));
        assertThat(exchange.submitInternal(new Tick()).events(EventKind.NEGOTIATION_TERMINATED))
                .isEmpty();
    }

    @Test
    void refusesALapsedOfferThoughItsTimerIsStillToFire() {
        EngineFixture slow = new EngineFixture(
                Limits.newBuilder(EngineFixture.limits()).setTimersPerCommand(1).build());
        TradeWay slowTrades = new TradeWay(slow);
        NegotiationWay slowWay = new NegotiationWay(slow, slowTrades);
        slowWay.at(NegotiationState.OFFERED);
        long second = slowWay.at(NegotiationState.OFFERED);
        slow.advance(NegotiationWay.VALIDITY);
        slow.submit(
                        slowWay.acceptance(second, TERMS).build(),
                        slowTrades.buyer().key())
                .requireRefused(RefusalCode.TERMS_LAPSED);
    }

    @Test
    void keepsTheReasonOfLapseForTimersAndThatOfMismatchForTheExchange() {
        long negotiation = way.at(NegotiationState.VERIFIED);
        submit(way.termination(negotiation, TerminationReason.COMPLIANCE), EngineFixture.OPERATOR_KEY)
                .requireRefused(RefusalCode.FIELD_INVALID);
        submit(way.termination(negotiation, TerminationReason.CONTRACT_MISMATCH), EngineFixture.OPERATOR_KEY)
                .requireAccepted()
                .event(EventKind.HOLD_RELEASED);
        submit(way.termination(way.at(NegotiationState.OFFERED), TerminationReason.LAPSED), consumer)
                .requireRefused(RefusalCode.FIELD_INVALID);
    }

    @Test
    void letsAgentsNegotiateWithinTheirMandatesAndGivesBackWhatCameToNothing() {
        Enrolment.Member agent = new Enrolment(exchange).member(stranger(Role.DATA_BROKER));
        long mandate = grant(agent, 2_100, Power.NEGOTIATE);
        long negotiation = submit(way.request(TERMS).setMandate(mandate).build(), agent.key())
                .requireAccepted()
                .event(EventKind.TERMS_REQUESTED)
                .getA();
        submit(way.offer(negotiation, TERMS, TERMS).build(), provider).requireAccepted();
        submit(way.acceptance(negotiation, TERMS).build(), agent.key()).requireRefused(RefusalCode.NOT_PERMITTED);
        submit(way.acceptance(negotiation, TERMS).setMandate(mandate).build(), agent.key())
                .requireAccepted();
        long second = offered(TERMS);
        submit(way.acceptance(second, TERMS).setMandate(mandate).build(), agent.key())
                .requireRefused(RefusalCode.MANDATE_SCOPE);
        submit(way.termination(negotiation, TerminationReason.NO_LONGER_WANTED), consumer)
                .requireAccepted();
        submit(way.acceptance(second, TERMS).setMandate(mandate).build(), agent.key())
                .requireAccepted();
    }

    @Test
    void limitsHowManyNegotiationsAConsumerHasOpen() {
        long first = 0;
        for (int i = 0; i < Negotiations.MAX_OPEN_PER_CONSUMER; i++) {
            first = first == 0
                    ? way.at(NegotiationState.REQUESTED)
                    : Math.min(first, way.at(NegotiationState.REQUESTED));
        }
        submit(way.request(TERMS).build(), consumer).requireRefused(RefusalCode.NEGOTIATIONS_FULL);
        submit(way.termination(first, TerminationReason.NO_LONGER_WANTED), consumer)
                .requireAccepted();
        submit(way.request(TERMS).build(), consumer).requireAccepted();
    }

    private long offered(NegotiatedTerms terms) {
        long negotiation = submit(way.request(terms).build(), consumer)
                .requireAccepted()
                .event(EventKind.TERMS_REQUESTED)
                .getA();
        submit(way.offer(negotiation, terms, terms).build(), provider).requireAccepted();
        return negotiation;
    }

    private long accepted(NegotiatedTerms terms) {
        long negotiation = offered(terms);
        submit(way.acceptance(negotiation, terms).build(), consumer).requireAccepted();
        return negotiation;
    }

    private long grant(Enrolment.Member agent, long limitFen, Power... powers) {
        return submit(
                        GrantMandate.newBuilder()
                                .setClientId(exchange.nextClientId())
                                .setNotAfterNs(exchange.notAfterNs())
                                .setAgent(agent.number())
                                .setPowers(List.of(powers))
                                .setProducts(List.of())
                                .setMoneyLimitFen(limitFen)
                                .setValidFromNs(exchange.timeNs())
                                .setValidToNs(
                                        exchange.timeNs() + Duration.ofDays(1).toNanos())
                                .build(),
                        consumer)
                .requireAccepted()
                .event(EventKind.MANDATE_GRANTED)
                .getA();
    }

    private ApplyForMembership stranger(Role role) {
        return new Enrolment(exchange)
                .application()
                .setId(Enrolment.uscc(900))
                .setSigningCertificate(EngineFixture.certificate("stranger's signer"))
                .setEncryptionCertificate(EngineFixture.certificate("stranger's recipient"))
                .setRoles(List.of(role))
                .build();
    }

    private static NegotiatedTerms.Builder terms() {
        return NegotiationWay.termsOf(TradeWay.PRICE_MICROS, 10);
    }

    private EngineFixture.Outcome submit(SpecificRecord command, int key) {
        return exchange.submit(command, key);
    }
}
