package io.shuheng.core.dispute;

import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** All disputes, numbered from 1; a contract has one at most. State of the engine: for its thread alone. */
public final class Disputes {

    /** How long each side may put documents forward before a ruling no longer waits for the silent one: 7 days. */
    public static final long EVIDENCE_NS = 7 * 86_400_000_000_000L;

    static final String FIELD = "dispute";

    private final List<Dispute> disputes = new ArrayList<>();
    private final TreeMap<Long, Dispute> byContract = new TreeMap<>();
    private final TreeSet<Long> unsettled = new TreeSet<>();

    /** None. */
    public Disputes() {}

    /** Opens a dispute over a contract that has none. */
    public Dispute open(long contract, long buyer, long seller, long timeNs) {
        long evidenceUntilNs = Math.addExact(timeNs, EVIDENCE_NS);
        Dispute dispute = new Dispute(disputes.size() + 1L, contract, buyer, seller, evidenceUntilNs);
        if (byContract.putIfAbsent(contract, dispute) != null) {
            throw new IllegalStateException("contract " + contract + ": disputed twice");
        }
        add(dispute);
        return dispute;
    }

    private void add(Dispute dispute) {
        disputes.add(dispute);
        if (dispute.state() != DisputeState.CLOSED) {
            unsettled.add(dispute.contract());
            dispute.whenClosed(() -> unsettled.remove(dispute.contract()));
        }
    }

    /** The lowest number of a contract whose dispute is not closed, {@link Long#MAX_VALUE} where there is none. */
    public long firstUnsettledContract() {
        return unsettled.isEmpty() ? Long.MAX_VALUE : unsettled.first();
    }

    /** The dispute over a contract. */
    public Optional<Dispute> over(long contract) {
        return Optional.ofNullable(byContract.get(contract));
    }

    /**
     * The dispute with that number, which a command's field "dispute" names.
     *
     * @throws CommandRejected UNKNOWN_REFERENCE
     */
    public Dispute require(long number) {
        if (number < 1 || number > disputes.size()) {
            throw CommandRejected.because(RefusalCode.UNKNOWN_REFERENCE, FIELD, number);
        }
        return disputes.get((int) number - 1);
    }

    /** Writes all that later results depend on. */
    public void writeState(StateSink sink) {
        sink.number(disputes.size());
        disputes.forEach(dispute -> dispute.writeState(sink));
    }

    /** Reads what {@link #writeState} wrote into this, which is empty. */
    public void readState(StateSource source) {
        for (int left = source.count(); left > 0; left--) {
            Dispute dispute = Dispute.readState(source, disputes.size() + 1L);
            add(dispute);
            byContract.put(dispute.contract(), dispute);
        }
    }
}
