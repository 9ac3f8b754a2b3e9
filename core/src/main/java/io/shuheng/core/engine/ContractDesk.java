package io.shuheng.core.engine;

import io.shuheng.core.contract.ContractState;
import io.shuheng.core.contract.Contracts;
import io.shuheng.core.contract.ContractsSealed;
import io.shuheng.core.genesis.Limits;
import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import io.shuheng.crypto.Sm3Hash;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/*
 * Contracts are sealed in batches: a batch is asked for when genesis' number of trades has formed, or its span of
 * sequenced time has passed since the first that waits. One request is open at a time and none names more contracts
 * than that number, so a sealing service that was away for a while catches up in bounded pieces, and its answer alone
 * says which piece comes next.
 */
/** Keeps the contracts that trades form, asks for them to be sealed, and takes the seals. */
final class ContractDesk {

    private static final int SIGNATURE_LENGTH = 64;

    private final Contracts contracts;
    private final Timers timers;
    private final Supplier<Limits> limits;

    /** Fires when the first contract that nobody was asked to seal has waited its span. */
    private Timers.@Nullable Timer due;

    /** That timer fired while another request was open. */
    private boolean overdue;

    /**
     * @param limits those of genesis; asked only once there is one
     */
    ContractDesk(Contracts contracts, Timers timers, Supplier<Limits> limits) {
        this.contracts = contracts;
        this.timers = timers;
        this.limits = limits;
    }

    void open(Dispatch dispatch) {
        dispatch.on(ContractsSealed.class, this::seal);
    }

    /**
     * A trade has formed a contract of the same number. It is in force at once where both sides are signed.
     *
     * @param trade the trade's number, one more than the last
     * @param buyer number of the consumer
     * @param seller number of the provider
     * @param buyerAuthentication SIGNED also where a statement covers the buyer's command already
     * @param sellerAuthentication SIGNED also where a statement covers the seller's
     */
    void formed(
            Turn turn,
            long trade,
            long buyer,
            long seller,
            AuthenticationKind buyerAuthentication,
            AuthenticationKind sellerAuthentication) {
        boolean signed =
                buyerAuthentication == AuthenticationKind.SIGNED && sellerAuthentication == AuthenticationKind.SIGNED;
        ContractState state = signed ? ContractState.IN_FORCE : ContractState.AWAITING_SIGNATURE;
        contracts.form(trade, buyer, seller, state);
        turn.event(EventKind.CONTRACT_FORMED, trade, state.number(), 0);
        if (!requestIfFull(turn) && due == null && !overdue) {
            setTimer(turn);
        }
    }

    /** The span has passed since the first contract that waits. */
    void fire(Turn turn, Timers.Timer timer) {
        if (due == null || due.id() != timer.id()) {
            throw new IllegalStateException("timer " + timer.id() + " is not the one that was set");
        }
        due = null;
        if (contracts.isRequestOpen()) {
            overdue = true;
        } else {
            request(turn);
        }
    }

    private void seal(Turn turn, ContractsSealed command) {
        turn.requireOperator();
        requireRequested(command);
        if (command.getKey() != turn.actor().key()) {
            throw CommandRejected.because(RefusalCode.FIELD_INVALID, "key", command.getKey());
        }
        Sm3Hash root = Fields.requireHash("root", command.getRoot());
        int signatureLength = command.getSignature().remaining();
        if (signatureLength != SIGNATURE_LENGTH) {
            throw CommandRejected.because(RefusalCode.FIELD_INVALID, "signature", signatureLength);
        }
        contracts.sealed(root);
        turn.event(EventKind.CONTRACTS_SEALED, command.getFirstTrade(), command.getLastTrade(), 0);
        if (!requestIfFull(turn) && overdue) {
            request(turn);
        }
    }

    private void requireRequested(ContractsSealed command) {
        long first = command.getFirstTrade();
        long last = command.getLastTrade();
        if (first >= 1 && first <= last && last <= contracts.sealedUpTo()) {
            throw CommandRejected.because(RefusalCode.ALREADY_SEALED, "lastTrade", last);
        }
        if (!contracts.isRequestOpen() || first != contracts.sealedUpTo() + 1) {
            throw CommandRejected.because(RefusalCode.SEAL_NOT_REQUESTED, "firstTrade", first);
        }
        if (last != contracts.requestedUpTo()) {
            throw CommandRejected.because(RefusalCode.SEAL_NOT_REQUESTED, "lastTrade", last);
        }
    }

    private boolean requestIfFull(Turn turn) {
        if (contracts.isRequestOpen() || contracts.unrequested() < limits.get().getSealTrades()) {
            return false;
        }
        request(turn);
        return true;
    }

    private void request(Turn turn) {
        long first = contracts.requestedUpTo() + 1;
        long last = Math.min(contracts.formed(), first + limits.get().getSealTrades() - 1);
        contracts.requestSeal(last);
        turn.event(EventKind.REQUEST_SEAL, first, last, 0);
        if (due != null) {
            timers.cancel(due);
            due = null;
        }
        overdue = false;
        if (contracts.unrequested() > 0) {
            setTimer(turn);
        }
    }

    private void setTimer(Turn turn) {
        long dueNs = Math.addExact(turn.timeNs(), limits.get().getSealSpanNs());
        due = timers.set(dueNs, TimerKind.SEAL_DUE, contracts.requestedUpTo() + 1);
    }

    void writeState(StateSink sink) {
        contracts.writeState(sink);
        sink.flag(overdue);
    }

    /** Reads what {@link #writeState} wrote into this, where no contract is; the timers have been read. */
    void readState(StateSource source) {
        contracts.readState(source);
        overdue = source.flag();
        // There is one at most, whatever number it was set for.
        due = timers.bySubject(TimerKind.SEAL_DUE).values().stream().findFirst().orElse(null);
    }
}
