package io.shuheng.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.contract.ContractState;
import io.shuheng.core.participant.Principal;
import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.GroupWriter;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.core.session.Binding;
import io.shuheng.core.session.OpenSession;
import io.shuheng.core.session.Session;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The desk on its own, with trades and statements that a test makes up. */
class SignatureDeskTest {

    private static final long TIME_NS = 5000;

    private final ExchangeState state = new ExchangeState();
    private final ContractDesk contracts = new ContractDesk(state.contracts, state.timers, EngineFixture::limits);
    private final SignatureDesk desk = new SignatureDesk(state, contracts);
    private final GroupWriter group = new GroupWriter(RulesVersions.current());
    private final Session first = session(10);
    private final Session second = session(11);
    private long trades;

    @Test
    void waitsForTheStatementsOfBothSides() {
        form(Binding.in(first, 3), Binding.in(second, 5));
        state(first, 3);
        assertThat(stateOf(1)).isEqualTo(ContractState.AWAITING_SIGNATURE);
        state(second, 4);
        assertThat(stateOf(1)).isEqualTo(ContractState.AWAITING_SIGNATURE);
        state(second, 5);
        assertThat(stateOf(1)).isEqualTo(ContractState.IN_FORCE);
    }

    @Test
    void formsAContractInForceWhereAStatementCoversTheRestingOrderAlready() {
        first.stated(3);
        form(Binding.SIGNED, Binding.in(first, 3));
        form(Binding.SIGNED, Binding.in(first, 4));
        assertThat(stateOf(1)).isEqualTo(ContractState.IN_FORCE);
        assertThat(stateOf(2)).isEqualTo(ContractState.AWAITING_SIGNATURE);
    }

    @Test
    void neverPutsAContractInForceOnThePlatformsWord() {
        form(Binding.SIGNED, new Binding(AuthenticationKind.ASSERTED, 11, 1));
        state(first, 1000);
        assertThat(stateOf(1)).isEqualTo(ContractState.AWAITING_SIGNATURE);
    }

    @Test
    void putsManyContractsInForceInBoundedSteps() {
        int many = 2 * SignatureDesk.CONTRACTS_PER_STEP + 1;
        for (int i = 0; i < many; i++) {
            form(Binding.SIGNED, Binding.in(first, 1));
        }
        state.timers.pollDue(Long.MAX_VALUE);
        group.start(0);
        state(first, 1);
        assertThat(inForce()).isEqualTo(SignatureDesk.CONTRACTS_PER_STEP);
        desk.fire(turn(), nextStep());
        assertThat(inForce()).isEqualTo(2 * SignatureDesk.CONTRACTS_PER_STEP);
        desk.fire(turn(), nextStep());
        assertThat(inForce()).isEqualTo(many);
        assertThat(state.timers.pollDue(TIME_NS + 1)).isNull();
    }

    private Timers.Timer nextStep() {
        Timers.Timer timer = state.timers.pollDue(TIME_NS + 1);
        assertThat(timer).isNotNull();
        assertThat(timer.kind()).isEqualTo(TimerKind.CONTRACTS_COVERED);
        return timer;
    }

    private long inForce() {
        long count = 0;
        for (long contract = 1; contract <= trades; contract++) {
            if (stateOf(contract) == ContractState.IN_FORCE) {
                count++;
            }
        }
        return count;
    }

    private void form(Binding buyer, Binding seller) {
        group.start(0);
        desk.formed(turn(), ++trades, 7, 8, buyer, seller);
    }

    private void state(Session session, long upTo) {
        session.stated(upTo);
        group.start(0);
        int before = group.eventCount();
        desk.stated(turn(), session);
        assertThat(group.eventCount() - before).isLessThanOrEqualTo(SignatureDesk.CONTRACTS_PER_STEP);
    }

    private ContractState stateOf(long contract) {
        return state.contracts.contract(contract).orElseThrow().state();
    }

    private Turn turn() {
        return new Turn(0, TIME_NS, Actor.INTERNAL, new byte[0], group);
    }

    private Session session(long number) {
        return state.sessions.open(
                number,
                5,
                new Principal(7, 7, 0),
                OpenSession.newBuilder()
                        .setClientId(1)
                        .setNotAfterNs(0)
                        .setMandate(0)
                        .setKeySm3(EngineFixture.hash(EventKind.SESSION_OPENED.name()))
                        .setInstruments(List.of())
                        .setBoards(List.of())
                        .setMaxNotionalFen(1)
                        .setExpiresNs(1)
                        .setStatementEveryCommands(1)
                        .setStatementEveryNs(1)
                        .build());
    }
}
