package io.shuheng.core.delivery;

import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Negotiated deadlines of deliveries that have not begun (交付期限), by contract. Their instants are in the time that runs for
 * the product, see {@link io.shuheng.core.listing.Listing#runningNs}. State of the engine: for its thread alone.
 */
public final class DeliveryDeadlines {

    /** Where one delivery stands. */
    public static final class Deadline {

        private final long dueNs;
        private final int cureDays;
        private boolean overdue;
        private long cureUntilNs;

        Deadline(long dueNs, int cureDays) {
            this.dueNs = dueNs;
            this.cureDays = cureDays;
        }

        /** When it is due, in the time that runs for its product. */
        public long dueNs() {
            return dueNs;
        }

        /** Days that the contract gives to cure a breach after a demand. */
        public int cureDays() {
            return cureDays;
        }

        /** Whether its time has passed. */
        public boolean isOverdue() {
            return overdue;
        }

        /** Whether the delivery was demanded. */
        public boolean isDemanded() {
            return cureUntilNs != 0;
        }

        /** Whether it was demanded and the time to cure has passed too. */
        public boolean isIncurable(long runningNs) {
            return cureUntilNs != 0 && runningNs >= cureUntilNs;
        }

        /** Its time has passed. */
        public void pass() {
            overdue = true;
        }

        /** It is demanded; the provider has until then. */
        public void demand(long untilNs) {
            cureUntilNs = untilNs;
        }
    }

    private final TreeMap<Long, Deadline> byContract = new TreeMap<>();

    /** None. */
    public DeliveryDeadlines() {}

    /** A contract with a deadline was formed. */
    public void set(long contract, long dueNs, int cureDays) {
        byContract.put(contract, new Deadline(dueNs, cureDays));
    }

    /** The deadline of a contract; null where it has none, or its delivery began. */
    public @Nullable Deadline of(long contract) {
        return byContract.get(contract);
    }

    /** The delivery has begun, or the contract has ended. */
    public void remove(long contract) {
        byContract.remove(contract);
    }

    /** Writes all that later results depend on. */
    public void writeState(StateSink sink) {
        sink.number(byContract.size());
        byContract.forEach((contract, deadline) -> {
            sink.number(contract);
            sink.number(deadline.dueNs);
            sink.number(deadline.cureDays);
            sink.flag(deadline.overdue);
            sink.number(deadline.cureUntilNs);
        });
    }

    /** Reads what {@link #writeState} wrote into this, which is empty. */
    public void readState(StateSource source) {
        for (int left = source.count(); left > 0; left--) {
            long contract = source.number();
            Deadline deadline = new Deadline(source.number(), source.integer());
            deadline.overdue = source.flag();
            deadline.cureUntilNs = source.number();
            byContract.put(contract, deadline);
        }
    }
}
