package io.shuheng.core.delivery;

import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * For each contract the basis that was named, and what was delivered. State of the engine: for its thread alone.
 */
public final class Deliveries {

    private final TreeMap<Long, Map<BasisKind, BasisDocument>> bases = new TreeMap<>();
    private final TreeMap<Long, Handover> handovers = new TreeMap<>();

    /** What was delivered under a contract, and what the buyer said to it. */
    private static final class Handover {
        private final StartDelivery delivery;
        private DeliveryState state = DeliveryState.STARTED;
        private long objectUntilNs = Long.MAX_VALUE;

        Handover(StartDelivery delivery) {
            this.delivery = delivery;
        }
    }

    /** None. */
    public Deliveries() {}

    /** Puts documents on file for a contract; a later one of the same kind takes the place of the earlier. */
    public void nameBasis(long contract, List<BasisDocument> documents) {
        Map<BasisKind, BasisDocument> named = bases.computeIfAbsent(contract, c -> new EnumMap<>(BasisKind.class));
        for (BasisDocument document : documents) {
            named.put(document.getKind(), document);
        }
    }

    /** The first kind of document that is needed and is missing or out of date; null where none is. */
    public @Nullable BasisKind missingBasis(long contract, Set<BasisKind> needed, long timeNs) {
        Map<BasisKind, BasisDocument> named = bases.getOrDefault(contract, Map.of());
        for (BasisKind kind : BasisKind.values()) {
            BasisDocument document = named.get(kind);
            if (needed.contains(kind) && (document == null || document.getValidToNs() <= timeNs)) {
                return kind;
            }
        }
        return null;
    }

    /** Whether a kind of document that is needed is not on file, out of date or not. */
    public boolean lacksBasis(long contract, Set<BasisKind> needed) {
        return missingBasis(contract, needed, Long.MIN_VALUE) != null;
    }

    /**
     * Checks {@link #withdrawBasis}.
     *
     * @throws CommandRejected UNKNOWN_REFERENCE where there is none of that kind
     */
    public void requireNamed(long contract, BasisKind kind) {
        if (!bases.getOrDefault(contract, Map.of()).containsKey(kind)) {
            throw CommandRejected.because(RefusalCode.UNKNOWN_REFERENCE, "kind", contract);
        }
    }

    /** Takes a document off the file, after {@link #requireNamed}. */
    public void withdrawBasis(long contract, BasisKind kind) {
        bases.getOrDefault(contract, Map.of()).remove(kind);
    }

    /** Keeps what was delivered under a contract. */
    public void start(StartDelivery delivery) {
        handovers.put(delivery.getContract(), new Handover(delivery));
    }

    /** How far a contract's delivery has come; empty where nothing was delivered. */
    public Optional<DeliveryState> state(long contract) {
        return Optional.ofNullable(handovers.get(contract)).map(handover -> handover.state);
    }

    /** Whether a receipt names what was delivered. */
    public boolean matches(SignReceipt receipt) {
        Handover handover = handovers.get(receipt.getContract());
        return handover != null
                && handover.delivery.getContentBytes() == receipt.getContentBytes()
                && handover.delivery.getContentSm3().equals(receipt.getContentSm3());
    }

    /** The buyer has signed for it, and may inspect and object until then. */
    public void receipted(long contract, long inspectUntilNs) {
        moveTo(contract, DeliveryState.RECEIPTED);
        handover(contract).objectUntilNs = inspectUntilNs;
    }

    /** The buyer has rejected it, and the provider may answer until then. */
    public void rejected(long contract, long answerUntilNs) {
        moveTo(contract, DeliveryState.REJECTED);
        handover(contract).objectUntilNs = answerUntilNs;
    }

    /** The time to object, or to answer an objection, goes on until then: something keeps the parties from using it. */
    public void objectableUntil(long contract, long untilNs) {
        handover(contract).objectUntilNs = untilNs;
    }

    /** Whether the time is over in which the buyer may object, or the provider may answer an objection. */
    public boolean isObjectionTimeOver(long contract, long timeNs) {
        Handover handover = handovers.get(contract);
        return handover != null && timeNs >= handover.objectUntilNs;
    }

    /**
     * Checks that the buyer has not rejected it.
     *
     * @throws CommandRejected DELIVERY_REJECTED
     */
    public void requireNotRejected(String field, long contract) {
        if (isRejected(contract)) {
            throw CommandRejected.because(RefusalCode.DELIVERY_REJECTED, field, contract);
        }
    }

    /** Whether the buyer has rejected what was delivered. */
    public boolean isRejected(long contract) {
        return state(contract).filter(state -> state == DeliveryState.REJECTED).isPresent();
    }

    /** Moves on; a step that the state machine does not have is an error of the caller. */
    public void moveTo(long contract, DeliveryState next) {
        Handover handover = handover(contract);
        if (!handover.state.canMoveTo(next)) {
            throw new IllegalStateException("delivery of " + contract + ": " + handover.state + " to " + next);
        }
        handover.state = next;
    }

    /** Moves on where something was delivered and the state machine has that step; else it stays where it is. */
    public void moveWherePossible(long contract, DeliveryState next) {
        if (state(contract).filter(at -> at.canMoveTo(next)).isPresent()) {
            moveTo(contract, next);
        }
    }

    private Handover handover(long contract) {
        Handover handover = handovers.get(contract);
        if (handover == null) {
            throw new IllegalStateException("contract " + contract + ": nothing was delivered under it");
        }
        return handover;
    }

    /** Writes all that later results depend on. */
    public void writeState(StateSink sink) {
        sink.number(bases.size());
        bases.forEach((contract, named) -> {
            sink.number(contract);
            sink.number(named.size());
            named.values().forEach(sink::record);
        });
        sink.number(handovers.size());
        handovers.values().forEach(handover -> {
            sink.record(handover.delivery);
            sink.text(handover.state.name());
            sink.number(handover.objectUntilNs);
        });
    }

    /** Reads what {@link #writeState} wrote into this, which is empty. */
    public void readState(StateSource source) {
        for (int left = source.count(); left > 0; left--) {
            Map<BasisKind, BasisDocument> named = new EnumMap<>(BasisKind.class);
            bases.put(source.number(), named);
            for (int documents = source.count(); documents > 0; documents--) {
                BasisDocument document = source.record(BasisDocument.class);
                named.put(document.getKind(), document);
            }
        }
        for (int left = source.count(); left > 0; left--) {
            Handover handover = new Handover(source.record(StartDelivery.class));
            handover.state = source.constant(DeliveryState.class);
            handover.objectUntilNs = source.number();
            handovers.put(handover.delivery.getContract(), handover);
        }
    }
}
