package io.shuheng.core.engine;

import io.shuheng.core.contract.ContractState;
import io.shuheng.core.contract.Contracts;
import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.NumberedTable;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import io.shuheng.core.session.Binding;
import io.shuheng.core.session.Session;
import java.util.Comparator;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/*
 * One command can make many trades, and a resting one many more, so a statement may put any number of contracts in
 * force. It does so in pieces: what is left over waits for a timer that is due a nanosecond later.
 */
/** Forms the contracts of trades, and puts those in force that waited for a statement when it comes. */
final class SignatureDesk {

    /** Contracts that one statement, or one timer behind it, puts in force. */
    static final int CONTRACTS_PER_STEP = 256;

    /** A side of a contract that is not bound yet. */
    private record Waiting(long session, long counter, long contract) {}

    private static final Comparator<Waiting> ORDER = Comparator.comparingLong(Waiting::session)
            .thenComparingLong(Waiting::counter)
            .thenComparingLong(Waiting::contract);

    private final ExchangeState state;
    private final ContractDesk contracts;
    private final TreeSet<Waiting> bySession = new TreeSet<>(ORDER);
    /* How many sides of a contract wait: one or both. */
    private final NumberedTable<Integer> sides = new NumberedTable<>();

    SignatureDesk(ExchangeState state, ContractDesk contracts) {
        this.state = state;
        this.contracts = contracts;
    }

    /**
     * A trade has formed a contract of the same number. It is in force at once where both sides are bound, by their own
     * signatures or by statements that cover their commands already.
     *
     * @param trade the trade's number, one more than the last
     * @param buyer number of the consumer
     * @param seller number of the provider
     */
    void formed(Turn turn, long trade, long buyer, long seller, Binding buyerBinding, Binding sellerBinding) {
        contracts.formed(turn, trade, buyer, seller, standing(buyerBinding), standing(sellerBinding));
        await(trade, buyerBinding);
        await(trade, sellerBinding);
    }

    /** A statement was signed: contracts that waited for it, and for nothing else, are in force. */
    void stated(Turn turn, Session session) {
        for (int taken = 0; taken < CONTRACTS_PER_STEP; taken++) {
            Waiting next = nextCovered(session);
            if (next == null) {
                return;
            }
            if (isLastSide(next)) {
                enterIntoForce(turn, next.contract);
            }
        }
        if (nextCovered(session) != null) {
            state.timers.set(Math.addExact(turn.timeNs(), 1), TimerKind.CONTRACTS_COVERED, session.number());
        }
    }

    /** The next piece of what a statement covers. */
    void fire(Turn turn, Timers.Timer timer) {
        stated(turn, state.sessions.require(timer.subject()));
    }

    private AuthenticationKind standing(Binding binding) {
        return state.sessions.isBound(binding) ? AuthenticationKind.SIGNED : binding.kind();
    }

    private void await(long contract, Binding binding) {
        if (!state.sessions.isBound(binding)) {
            add(new Waiting(binding.session(), binding.counter(), contract));
        }
    }

    private void add(Waiting waiting) {
        bySession.add(waiting);
        Integer others = sides.get(waiting.contract);
        sides.put(waiting.contract, others == null ? 1 : others + 1);
    }

    private @Nullable Waiting nextCovered(Session session) {
        Waiting next = bySession.ceiling(new Waiting(session.number(), 0, 0));
        boolean covered = next != null && next.session == session.number() && next.counter <= session.statedUpTo();
        return covered ? next : null;
    }

    /** Takes a side off, and says whether none of its contract is left. */
    private boolean isLastSide(Waiting waiting) {
        bySession.remove(waiting);
        Integer left = sides.remove(waiting.contract);
        if (left == null || left == 1) {
            return true;
        }
        sides.put(waiting.contract, left - 1);
        return false;
    }

    /** A contract that was ended in the meantime stays so. */
    private void enterIntoForce(Turn turn, long contract) {
        ContractState now = state.contracts
                .contract(contract)
                .map(Contracts.Contract::state)
                .orElseThrow();
        if (now == ContractState.AWAITING_SIGNATURE) {
            state.contracts.enterIntoForce(contract);
            turn.event(EventKind.CONTRACT_IN_FORCE, contract, 0, 0);
        }
    }

    void writeState(StateSink sink) {
        sink.number(bySession.size());
        for (Waiting waiting : bySession) {
            sink.number(waiting.session);
            sink.number(waiting.counter);
            sink.number(waiting.contract);
        }
    }

    /** Reads what {@link #writeState} wrote into this, where nothing waits. */
    void readState(StateSource source) {
        for (int left = source.count(); left > 0; left--) {
            add(new Waiting(source.number(), source.number(), source.number()));
        }
    }
}
