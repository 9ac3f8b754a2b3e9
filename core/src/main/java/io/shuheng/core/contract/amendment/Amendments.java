package io.shuheng.core.contract.amendment;

import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import io.shuheng.crypto.Sm3Hash;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is proposed for each contract, at most one amendment at a time, and what was countersigned. Only contracts that
 * somebody wants to amend, or that were amended, take room here. State of the engine: for its thread alone.
 */
public final class Amendments {

    /** Most amendments of a contract. */
    public static final int MAX_PER_CONTRACT = 64;

    private static final String CONTRACT = "contract";

    private final TreeMap<Long, Proposal> open = new TreeMap<>();
    private final TreeMap<Long, AmendmentHistory> histories = new TreeMap<>();

    /** None. */
    public Amendments() {}

    /** What was countersigned of a contract. */
    public AmendmentHistory history(long contract) {
        return histories.getOrDefault(contract, AmendmentHistory.NONE);
    }

    /** What is proposed for a contract and not decided. */
    public Optional<Proposal> proposal(long contract) {
        return Optional.ofNullable(open.get(contract));
    }

    /** All that is proposed and not decided, by contract. */
    public Collection<Proposal> proposals() {
        return Collections.unmodifiableCollection(open.values());
    }

    /**
     * Requires that a contract may get that amendment as its next.
     *
     * @param number the amendment's number, from 1
     * @param previousSm3 SM3 of the one before, zeros for the first
     * @throws CommandRejected AMENDMENT_STANDS, AMENDMENTS_FULL, AMENDMENT_OUT_OF_ORDER
     */
    public void requireNext(long contract, int number, Sm3Hash previousSm3) {
        AmendmentHistory history = history(contract);
        if (open.containsKey(contract)) {
            throw CommandRejected.because(RefusalCode.AMENDMENT_STANDS, CONTRACT, contract);
        }
        if (history.count() >= MAX_PER_CONTRACT) {
            throw CommandRejected.because(RefusalCode.AMENDMENTS_FULL, CONTRACT, history.count());
        }
        if (number != history.count() + 1) {
            throw CommandRejected.because(RefusalCode.AMENDMENT_OUT_OF_ORDER, "amendment", number);
        }
        if (!previousSm3.equals(history.lastSm3())) {
            throw CommandRejected.because(RefusalCode.AMENDMENT_OUT_OF_ORDER, "previousSm3", number);
        }
    }

    /**
     * What is proposed for a contract.
     *
     * @throws CommandRejected AMENDMENT_NOT_PROPOSED
     */
    public Proposal require(long contract) {
        Proposal proposal = open.get(contract);
        if (proposal == null) {
            throw CommandRejected.because(RefusalCode.AMENDMENT_NOT_PROPOSED, CONTRACT, contract);
        }
        return proposal;
    }

    /** Proposed, or accepted: what stands for its contract from here on. */
    public void put(Proposal proposal) {
        open.put(proposal.contract(), proposal);
    }

    /** It came to nothing. */
    public void remove(long contract) {
        open.remove(contract);
    }

    /** It was countersigned. */
    public void finish(Proposal proposal) {
        open.remove(proposal.contract());
        AmendmentHistory before = history(proposal.contract());
        histories.put(
                proposal.contract(),
                before.with(proposal.signed().contractSm3(), proposal.change().getMoreTermDays()));
    }

    /** Writes all that later results depend on. */
    public void writeState(StateSink sink) {
        sink.number(histories.size());
        histories.forEach((contract, history) -> {
            sink.number(contract);
            sink.number(history.count());
            sink.hash(history.lastSm3().bytes());
            sink.number(history.moreTermDays());
        });
        sink.number(open.size());
        open.values().forEach(proposal -> proposal.writeState(sink));
    }

    /** Reads what {@link #writeState} wrote into this, which is empty. */
    public void readState(StateSource source) {
        for (int left = source.count(); left > 0; left--) {
            histories.put(
                    source.number(),
                    new AmendmentHistory(
                            source.within(1, MAX_PER_CONTRACT), source.sm3(), source.within(0, Integer.MAX_VALUE)));
        }
        for (int left = source.count(); left > 0; left--) {
            Proposal proposal = Proposal.readState(source);
            if (open.put(proposal.contract(), proposal) != null) {
                throw new RecordFormatException("state.amendments: two proposals for contract " + proposal.contract());
            }
        }
    }
}
