package io.shuheng.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.core.contract.ContractState;
import io.shuheng.core.contract.Contracts;
import io.shuheng.core.contract.ContractsSealed;
import io.shuheng.core.genesis.Limits;
import io.shuheng.core.participant.Duty;
import io.shuheng.core.participant.KeyPurpose;
import io.shuheng.core.record.Authentication;
import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.Event;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.GroupWriter;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.record.RecordBuffer;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.rules.RulesVersions;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The desk on its own, with trades that a test makes up; the way of its command through a whole engine at the end. */
class ContractDeskTest {

    private static final int SEAL_TRADES = 3;
    private static final long SPAN_NS = 1000;
    private static final Actor OPERATOR = new Actor(1, KeyPurpose.OPERATOR, Actor.OPERATOR, null);

    private final Contracts contracts = new Contracts();
    private final Timers timers = new Timers();
    private final Limits limits = limits();
    private final ContractDesk desk = new ContractDesk(contracts, timers, () -> limits);
    private final GroupWriter group = new GroupWriter(RulesVersions.current());
    private long timeNs = 5000;

    private static Limits limits() {
        Limits limits = EngineFixture.limits();
        return Limits.newBuilder(limits)
                .setSealTrades(SEAL_TRADES)
                .setSealSpanNs(SPAN_NS)
                .build();
    }

    @Test
    void putsAContractInForceOnlyWhereBothSidesAreSigned() {
        form(1, AuthenticationKind.SIGNED, AuthenticationKind.SIGNED);
        form(2, AuthenticationKind.SIGNED, AuthenticationKind.ATTESTED);
        form(3, AuthenticationKind.ASSERTED, AuthenticationKind.SIGNED);
        assertThat(contracts.contract(1).orElseThrow().state()).isEqualTo(ContractState.IN_FORCE);
        assertThat(contracts.contract(2).orElseThrow().state()).isEqualTo(ContractState.AWAITING_SIGNATURE);
        assertThat(contracts.contract(3).orElseThrow().state()).isEqualTo(ContractState.AWAITING_SIGNATURE);
        assertThat(contracts.contract(0)).isEmpty();
        assertThat(contracts.contract(4)).isEmpty();
    }

    @Test
    void tellsStateAndPartiesOfAFormedContract() {
        assertThat(form(1)).containsExactly(event(EventKind.CONTRACT_FORMED, 1, ContractState.IN_FORCE.number()));
        assertThat(contracts.contract(1)).contains(new Contracts.Contract(1, 7, 8, ContractState.IN_FORCE));
    }

    @Test
    void asksForASealWhenEnoughTradesHaveFormed() {
        form(1);
        form(2);
        assertThat(form(3)).contains(event(EventKind.REQUEST_SEAL, 1, 3));
        assertThat(timers.nextDueNs()).isEqualTo(Timers.NEVER);
    }

    @Test
    void asksForASealWhenTheFirstTradeHasWaitedItsSpan() {
        form(1);
        timeNs += SPAN_NS - 1;
        form(2);
        assertThat(timers.pollDue(timeNs)).isNull();
        timeNs++;
        assertThat(fireDue()).containsExactly(event(EventKind.REQUEST_SEAL, 1, 2));
    }

    @Test
    void keepsOneRequestOpenAndAsksForTheNextPieceWithTheAnswer() {
        for (int trade = 1; trade <= 7; trade++) {
            form(trade);
        }
        assertThat(contracts.requestedUpTo()).isEqualTo(3);
        assertThat(seal(sealOf(1, 3)))
                .containsExactly(event(EventKind.CONTRACTS_SEALED, 1, 3), event(EventKind.REQUEST_SEAL, 4, 6));
        assertThat(seal(sealOf(4, 6))).containsExactly(event(EventKind.CONTRACTS_SEALED, 4, 6));
        timeNs += SPAN_NS;
        assertThat(fireDue()).containsExactly(event(EventKind.REQUEST_SEAL, 7, 7));
    }

    @Test
    void asksWithTheAnswerForContractsWhoseSpanEndedWhileARequestWasOpen() {
        for (int trade = 1; trade <= 4; trade++) {
            form(trade);
        }
        timeNs += SPAN_NS;
        assertThat(fireDue()).isEmpty();
        form(5);
        assertThat(seal(sealOf(1, 3)))
                .containsExactly(event(EventKind.CONTRACTS_SEALED, 1, 3), event(EventKind.REQUEST_SEAL, 4, 5));
        assertThat(timers.nextDueNs()).isEqualTo(Timers.NEVER);
    }

    @Test
    void refusesASealOfAnythingButTheOpenRequest() {
        assertRefused(sealOf(1, 1), RefusalCode.SEAL_NOT_REQUESTED, "firstTrade");
        form(1);
        form(2);
        form(3);
        assertRefused(sealOf(2, 3), RefusalCode.SEAL_NOT_REQUESTED, "firstTrade");
        assertRefused(sealOf(1, 2), RefusalCode.SEAL_NOT_REQUESTED, "lastTrade");
        assertRefused(sealOf(0, 0), RefusalCode.SEAL_NOT_REQUESTED, "firstTrade");
        seal(sealOf(1, 3));
        assertRefused(sealOf(1, 3), RefusalCode.ALREADY_SEALED, "lastTrade");
        assertRefused(sealOf(4, 4), RefusalCode.SEAL_NOT_REQUESTED, "firstTrade");
    }

    @Test
    void refusesASealWithAnotherKeyARootOfZerosOrAShortSignature() {
        form(1);
        form(2);
        form(3);
        assertRefused(draft(1, 3).setKey(2).build(), RefusalCode.FIELD_INVALID, "key");
        assertRefused(draft(1, 3).setRoot(new Hash32(new byte[32])).build(), RefusalCode.FIELD_INVALID, "root");
        assertRefused(
                draft(1, 3).setSignature(ByteBuffer.allocate(63)).build(), RefusalCode.FIELD_INVALID, "signature");
        assertThat(contracts.sealedUpTo()).isZero();
    }

    @Test
    void refusesAContractOutOfTurnAsAFaultOfItsCaller() {
        assertThatThrownBy(() -> form(2)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void writesAnotherStateForEveryStep() {
        List<byte[]> states = new ArrayList<>();
        states.add(state());
        for (int trade = 1; trade <= 4; trade++) {
            form(trade);
            states.add(state());
        }
        timeNs += SPAN_NS;
        fireDue();
        states.add(state());
        seal(sealOf(1, 3));
        states.add(state());
        assertThat(states).doesNotHaveDuplicates();
    }

    @Test
    void takesSealsFromTheOperatorAlone() {
        EngineFixture exchange = new EngineFixture();
        ContractsSealed seal = draft(1, 1)
                .setClientId(exchange.nextClientId())
                .setNotAfterNs(exchange.notAfterNs())
                .build();
        exchange.submit(seal, exchange.officerKey(Duty.MARKET)).requireRefused(RefusalCode.NOT_PERMITTED);
        exchange.submit(seal, EngineFixture.OPERATOR_KEY).requireRefused(RefusalCode.SEAL_NOT_REQUESTED);
        exchange.requireEqualReplay();
    }

    private List<Event> form(long trade) {
        return form(trade, AuthenticationKind.SIGNED, AuthenticationKind.SIGNED);
    }

    private List<Event> form(long trade, AuthenticationKind buyer, AuthenticationKind seller) {
        desk.formed(turn(Actor.INTERNAL), trade, 7, 8, buyer, seller);
        return events();
    }

    private List<Event> fireDue() {
        Turn turn = turn(Actor.INTERNAL);
        desk.fire(turn, timers.pollDue(timeNs));
        return events();
    }

    private List<Event> seal(ContractsSealed command) {
        Dispatch dispatch = new Dispatch();
        desk.open(dispatch);
        dispatch.route(RulesVersions.current().kindOf(ContractsSealed.class))
                .rule()
                .apply(turn(OPERATOR), command);
        return events();
    }

    private void assertRefused(ContractsSealed command, RefusalCode code, String field) {
        assertThatThrownBy(() -> seal(command)).isInstanceOfSatisfying(CommandRejected.class, rejected -> {
            assertThat(rejected.code()).isEqualTo(code);
            assertThat(rejected.field()).isEqualTo(field);
        });
    }

    private Turn turn(Actor actor) {
        group.start(0);
        return new Turn(0, timeNs, actor, new byte[0], group);
    }

    private byte[] state() {
        StateSink sink = new StateSink();
        desk.writeState(sink);
        return sink.toBytes();
    }

    /** What the last turn wrote, read back from its record. */
    private List<Event> events() {
        RecordKind tick = RulesVersions.current().kindOf(Tick.class);
        RecordBuffer buffer = new RecordBuffer();
        Authentication noAuthentication = new Authentication(0, 0, 0L, ByteBuffer.allocate(0));
        group.writeTo(buffer, tick, timeNs, new byte[0], 0, noAuthentication);
        return CommandBody.read(tick.checker(), buffer.array(), 0, buffer.length(0))
                .events();
    }

    private static Event event(EventKind kind, long a, long b) {
        return new Event(kind.number(), a, b, 0L);
    }

    private static ContractsSealed sealOf(long first, long last) {
        return draft(first, last).build();
    }

    private static ContractsSealed.Builder draft(long first, long last) {
        return ContractsSealed.newBuilder()
                .setClientId(-first)
                .setNotAfterNs(0)
                .setFirstTrade(first)
                .setLastTrade(last)
                .setRoot(EngineFixture.hash("root"))
                .setKey(EngineFixture.OPERATOR_KEY)
                .setSignature(ByteBuffer.allocate(64));
    }
}
