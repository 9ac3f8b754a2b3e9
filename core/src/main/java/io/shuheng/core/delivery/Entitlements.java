package io.shuheng.core.delivery;

import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Rights of use (使用权), numbered from 1, each with its newest state. State of the engine: for its thread alone. */
public final class Entitlements {

    private final List<Entitlement> entitlements = new ArrayList<>();
    private final TreeMap<Long, Long> byContract = new TreeMap<>();
    private final TreeMap<Long, List<Long>> contractsByInstrument = new TreeMap<>();
    private final TreeSet<Long> deletionsDue = new TreeSet<>();

    /** None. */
    public Entitlements() {}

    /**
     * Whether the state machine has this step. What is suspended may go on as anything, also suspended with another end.
     */
    public static boolean canMove(EntitlementState from, EntitlementState to) {
        return switch (from) {
            case INSPECTION ->
                to == EntitlementState.ACTIVE || to == EntitlementState.SUSPENDED || to == EntitlementState.REVOKED;
            case ACTIVE ->
                to == EntitlementState.SUSPENDED || to == EntitlementState.EXPIRED || to == EntitlementState.REVOKED;
            case SUSPENDED -> true;
            case EXPIRED, REVOKED -> false;
        };
    }

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
        add(granted);
        return granted;
    }

    private void add(Entitlement granted) {
        entitlements.add(granted);
        byContract.put(granted.getContract(), granted.getEntitlement());
        contractsByInstrument
                .computeIfAbsent(granted.getInstrument(), number -> new ArrayList<>())
                .add(granted.getContract());
    }

    /** What was granted under a contract, as it stands. */
    public Optional<Entitlement> of(long contract) {
        return Optional.ofNullable(byContract.get(contract)).map(number -> entitlements.get((int) (number - 1)));
    }

    /**
     * The entitlement with that number, which a command's field "entitlement" names.
     *
     * @throws CommandRejected UNKNOWN_REFERENCE
     */
    public Entitlement require(long number) {
        if (number < 1 || number > entitlements.size()) {
            throw CommandRejected.because(RefusalCode.UNKNOWN_REFERENCE, "entitlement", number);
        }
        return entitlements.get((int) number - 1);
    }

    /** Contracts of an instrument under which something was granted, in the order it was; grows at its end. */
    public List<Long> contractsOf(long instrument) {
        return Collections.unmodifiableList(contractsByInstrument.getOrDefault(instrument, List.of()));
    }

    /**
     * Gives a contract's entitlement another state, and returns the record of it; a step that the state machine does not
     * have is an error of the caller.
     */
    public Entitlement change(long contract, EntitlementState state, long fromNs, long toNs) {
        Entitlement last = of(contract)
                .orElseThrow(
                        () -> new IllegalStateException("contract " + contract + ": nothing was granted under it"));
        if (!canMove(last.getState(), state)) {
            throw new IllegalStateException(
                    "entitlement " + last.getEntitlement() + ": " + last.getState() + " to " + state);
        }
        Entitlement changed = new Entitlement(
                last.getEntitlement(), contract, last.getInstrument(), last.getHolder(), state, fromNs, toNs);
        entitlements.set(Math.toIntExact(last.getEntitlement() - 1), changed);
        if (state == EntitlementState.REVOKED) {
            deletionsDue.add(last.getEntitlement());
        }
        return changed;
    }

    /** Gives the right of use that runs under a contract another end, and returns the record of it; its state stays. */
    public Entitlement endAt(long contract, long fromNs, long toNs) {
        Entitlement last = of(contract).orElseThrow();
        Entitlement changed = new Entitlement(
                last.getEntitlement(), contract, last.getInstrument(), last.getHolder(), last.getState(), fromNs, toNs);
        entitlements.set(Math.toIntExact(last.getEntitlement() - 1), changed);
        return changed;
    }

    /** Whether the holder of a revoked right still owes the statement that it has deleted. */
    public boolean isDeletionDue(long entitlement) {
        return deletionsDue.contains(entitlement);
    }

    /** The holder has signed that it has deleted. */
    public void deleted(long entitlement) {
        if (!deletionsDue.remove(entitlement)) {
            throw new IllegalStateException("entitlement " + entitlement + ": no deletion is due");
        }
    }

    /** Writes all that later results depend on. */
    public void writeState(StateSink sink) {
        sink.number(entitlements.size());
        for (Entitlement entitlement : entitlements) {
            sink.number(entitlement.getContract());
            sink.number(entitlement.getInstrument());
            sink.number(entitlement.getHolder());
            sink.text(entitlement.getState().name());
            sink.number(entitlement.getFromNs());
            sink.number(entitlement.getToNs());
        }
        sink.number(deletionsDue.size());
        deletionsDue.forEach(sink::number);
    }

    /** Reads what {@link #writeState} wrote into this, which is empty. */
    public void readState(StateSource source) {
        for (int left = source.count(); left > 0; left--) {
            add(new Entitlement(
                    entitlements.size() + 1L,
                    source.number(),
                    source.number(),
                    source.number(),
                    source.constant(EntitlementState.class),
                    source.number(),
                    source.number()));
        }
        for (int left = source.count(); left > 0; left--) {
            deletionsDue.add(source.number());
        }
    }
}
