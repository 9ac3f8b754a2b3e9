package io.shuheng.core.delivery;

import io.shuheng.core.record.Hash32;
import io.shuheng.core.record.StateSink;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * For each contract the basis that was named, and what was delivered. State of the engine: for its thread alone.
 */
public final class Deliveries {

    private final TreeMap<Long, Map<BasisKind, BasisDocument>> bases = new TreeMap<>();
    private final TreeMap<Long, StartDelivery> deliveries = new TreeMap<>();

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

    /** Keeps what was delivered under a contract. */
    public void start(StartDelivery delivery) {
        deliveries.put(delivery.getContract(), delivery);
    }

    /** Whether a receipt names what was delivered. */
    public boolean matches(SignReceipt receipt) {
        StartDelivery delivery = deliveries.get(receipt.getContract());
        return delivery != null
                && delivery.getContentBytes() == receipt.getContentBytes()
                && delivery.getContentSm3().equals(receipt.getContentSm3());
    }

    /** Writes all that later results depend on. */
    public void writeState(StateSink sink) {
        sink.number(bases.size());
        bases.forEach((contract, named) -> {
            sink.number(contract);
            sink.number(named.size());
            named.values().forEach(document -> {
                sink.text(document.getKind().name());
                hash(sink, document.getDocumentSm3());
                sink.number(document.getValidToNs());
            });
        });
        sink.number(deliveries.size());
        deliveries.forEach((contract, delivery) -> {
            sink.number(contract);
            hash(sink, delivery.getContentSm3());
            sink.number(delivery.getContentBytes());
        });
    }

    private static void hash(StateSink sink, Hash32 value) {
        sink.hash(value.bytes());
    }
}
