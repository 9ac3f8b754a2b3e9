package io.shuheng.core.delivery;

import io.shuheng.core.record.StateSink;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Rights of use (使用权), numbered from 1, each with its newest state. State of the engine: for its thread alone. */
public final class Entitlements {

    private final List<Entitlement> entitlements = new ArrayList<>();
    private final TreeMap<Long, Long> byContract = new TreeMap<>();

    /** None. */
    public Entitlements() {}

    /** Grants the right to inspect what a contract delivers, and returns the record of it. */
    public Entitlement grantInspection(long contract, long instrument, long holder, long fromNs) {
        Entitlement granted = Entitlement.newBuilder()
                .setEntitlement(entitlements.size() + 1L)
                .setContract(contract)
                .setInstrument(instrument)
                .setHolder(holder)
                .setState(EntitlementState.INSPECTION)
                .setFromNs(fromNs)
                .setToNs(0)
                .build();
        entitlements.add(granted);
        byContract.put(contract, granted.getEntitlement());
        return granted;
    }

    /** Gives a contract's entitlement another state, and returns the record of it. */
    public Entitlement change(long contract, EntitlementState state, long fromNs, long toNs) {
        Long number = byContract.get(contract);
        if (number == null) {
            throw new IllegalStateException("contract " + contract + ": nothing was granted under it");
        }
        int index = Math.toIntExact(number - 1);
        Entitlement last = entitlements.get(index);
        Entitlement changed = new Entitlement(
                last.getEntitlement(), contract, last.getInstrument(), last.getHolder(), state, fromNs, toNs);
        entitlements.set(index, changed);
        return changed;
    }

    /** Writes all that later results depend on. */
    public void writeState(StateSink sink) {
        sink.number(entitlements.size());
        for (Entitlement entitlement : entitlements) {
            sink.number(entitlement.getContract());
            sink.number(entitlement.getHolder());
            sink.text(entitlement.getState().name());
            sink.number(entitlement.getFromNs());
            sink.number(entitlement.getToNs());
        }
    }
}
