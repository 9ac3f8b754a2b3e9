package io.shuheng.core.contract;

import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.merkle.InclusionProof;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The contracts by their numbers, from 1 without gaps, and how far they are sealed. A matched contract has the number
 * of its trade. Always {@code sealedUpTo ≤ requestedUpTo ≤ formed}; at most one request is open. State of the engine:
 * for its thread alone.
 */
public final class Contracts {

    /**
     * A contract as the engine knows it: its text and terms are derived outside.
     *
     * @param number from 1; for a matched contract the number of its trade
     * @param buyer number of the consumer (需方)
     * @param seller number of the provider (供方)
     * @param state where it stands
     */
    public record Contract(long number, long buyer, long seller, ContractState state) {}

    /**
     * A batch that is sealed.
     *
     * @param firstContract its first contract
     * @param lastContract its last
     * @param root what was sealed: the Merkle root over the contracts
     */
    public record Seal(long firstContract, long lastContract, Sm3Hash root) {

        /** Whether a contract's leaf stands at its place under the root. */
        public boolean holds(long contract, Sm3Hash leaf, List<Sm3Hash> path) {
            long size = lastContract - firstContract + 1;
            return path.size() <= InclusionProof.MAXIMUM_PATH_LENGTH
                    && new InclusionProof(contract - firstContract, size, path).verify(leaf, root);
        }
    }

    /* Each contract is passed once, so what one command leaves is made up for by the next. */
    private static final int MOST_PASSED_AT_AN_END = 1024;
    private static final int MOST_PASSED_WHEN_ASKED = 65_536;

    private final List<Contract> contracts = new ArrayList<>();
    private final TreeMap<Long, Seal> seals = new TreeMap<>();
    private int endedUpTo;
    private long requestedUpTo;
    private long sealedUpTo;

    /** None. */
    public Contracts() {}

    /**
     * Adds the next contract.
     *
     * @throws IllegalStateException where the number is not the next one
     */
    public void form(long number, long buyer, long seller, ContractState state) {
        if (number != formed() + 1) {
            throw new IllegalStateException("contract " + number + ": the next is " + (formed() + 1));
        }
        contracts.add(new Contract(number, buyer, seller, state));
    }

    /** A contract that waited for a signature has both. */
    public void enterIntoForce(long number) {
        int place = (int) number - 1;
        Contract contract = contracts.get(place);
        if (contract.state != ContractState.AWAITING_SIGNATURE) {
            throw new IllegalStateException("contract " + number + " is " + contract.state);
        }
        contracts.set(place, new Contract(number, contract.buyer, contract.seller, ContractState.IN_FORCE));
    }

    /** Both sides have amended a contract that is in force. */
    public void amend(long number) {
        int place = (int) number - 1;
        Contract contract = contracts.get(place);
        if (!contract.state.isInForce()) {
            throw new IllegalStateException("contract " + number + " is " + contract.state);
        }
        contracts.set(place, new Contract(number, contract.buyer, contract.seller, ContractState.AMENDED));
    }

    /** The seal over a contract; empty where it is not sealed. */
    public Optional<Seal> seal(long number) {
        Map.Entry<Long, Seal> last = seals.floorEntry(number);
        return number > sealedUpTo || last == null ? Optional.empty() : Optional.of(last.getValue());
    }

    /** A contract ends; the caller has made sure that it has not ended before. */
    public void end(long number, ContractState end) {
        int place = (int) number - 1;
        Contract contract = contracts.get(place);
        if (contract.state.isEnd() || !end.isEnd()) {
            throw new IllegalStateException("contract " + number + ": " + contract.state + " to " + end);
        }
        contracts.set(place, new Contract(number, contract.buyer, contract.seller, end));
        endedUpTo = endedFrom(endedUpTo, MOST_PASSED_AT_AN_END);
    }

    /** The number up to which all have ended, from one up to which they have on. */
    private int endedFrom(int known, int most) {
        int to = (int) Math.min(contracts.size(), known + (long) most);
        int ended = known;
        while (ended < to && contracts.get(ended).state.isEnd()) {
            ended++;
        }
        return ended;
    }

    /**
     * The lowest number of a contract that has not ended, one more than the last where there is none. Where very many have ended at
     * once behind one that has not for long, it is lower until some more have.
     */
    public long firstUnended() {
        return endedFrom(endedUpTo, MOST_PASSED_WHEN_ASKED) + 1L;
    }

    /** The contract with that number. */
    public Optional<Contract> contract(long number) {
        return number < 1 || number > formed() ? Optional.empty() : Optional.of(contracts.get((int) number - 1));
    }

    /** Number of contracts, which is the number of the last one. */
    public long formed() {
        return contracts.size();
    }

    /** Number of the last contract that is sealed; 0 where none is. */
    public long sealedUpTo() {
        return sealedUpTo;
    }

    /** Number of the last contract that was asked to be sealed; 0 where none was. */
    public long requestedUpTo() {
        return requestedUpTo;
    }

    /** Whether a request to seal has not been answered. */
    public boolean isRequestOpen() {
        return requestedUpTo > sealedUpTo;
    }

    /** Number of contracts that nobody was asked to seal. */
    public long unrequested() {
        return formed() - requestedUpTo;
    }

    /**
     * Opens a request to seal all contracts up to that number that are not sealed.
     *
     * @throws IllegalStateException where one is open, or the range would be empty or go beyond the last contract
     */
    public void requestSeal(long upTo) {
        if (isRequestOpen() || upTo <= requestedUpTo || upTo > formed()) {
            throw new IllegalStateException("request to seal up to " + upTo + ": sealed " + sealedUpTo + ", requested "
                    + requestedUpTo + ", formed " + formed());
        }
        requestedUpTo = upTo;
    }

    /**
     * Closes the open request: all that it names is sealed.
     *
     * @param root the Merkle root that was sealed
     */
    public void sealed(Sm3Hash root) {
        seals.put(sealedUpTo + 1, new Seal(sealedUpTo + 1, requestedUpTo, root));
        sealedUpTo = requestedUpTo;
    }

    /** Writes all that later results depend on. */
    public void writeState(StateSink sink) {
        sink.number(contracts.size());
        for (Contract contract : contracts) {
            sink.number(contract.buyer);
            sink.number(contract.seller);
            sink.number(contract.state.number());
        }
        sink.number(endedUpTo);
        sink.number(requestedUpTo);
        sink.number(seals.size());
        for (Seal seal : seals.values()) {
            sink.number(seal.lastContract);
            sink.hash(seal.root.bytes());
        }
    }

    /** Reads what {@link #writeState} wrote into this, which is empty. */
    public void readState(StateSource source) {
        ContractState[] states = ContractState.values();
        for (int left = source.count(); left > 0; left--) {
            form(formed() + 1, source.number(), source.number(), source.numbered(states, ContractState::number));
        }
        endedUpTo = source.within(0, contracts.size());
        if (endedFrom(0, endedUpTo) < endedUpTo) {
            throw new RecordFormatException("state.contracts: not all of the first " + endedUpTo + " have ended");
        }
        long requested = source.within(0, contracts.size());
        for (int left = source.count(); left > 0; left--) {
            requestedUpTo = source.within((int) sealedUpTo + 1, (int) requested);
            sealed(source.sm3());
        }
        requestedUpTo = requested;
    }
}
