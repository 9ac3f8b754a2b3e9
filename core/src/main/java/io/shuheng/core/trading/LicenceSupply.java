package io.shuheng.core.trading;

import io.shuheng.core.listing.SupplyKind;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.StateSink;
import java.util.Comparator;
import java.util.TreeMap;

/**
 * How many licences of each instrument are sold, and to whom. An UNLIMITED supply never decrements, it counts what is
 * sold; a LIMITED one ends at its number of lots; an EXCLUSIVE one is a single lot that blocks all others while it
 * lives. State of the engine: for its thread alone.
 */
public final class LicenceSupply {

    private record Holding(long instrument, long holder) {}

    private static final Comparator<Holding> ORDER =
            Comparator.comparingLong(Holding::instrument).thenComparingLong(Holding::holder);

    private final TreeMap<Long, Long> soldLots = new TreeMap<>();
    private final TreeMap<Holding, Long> heldLots = new TreeMap<>(ORDER);

    /** Nothing sold. */
    public LicenceSupply() {}

    /** Lots sold and not given back. */
    public long soldLots(long instrument) {
        return soldLots.getOrDefault(instrument, 0L);
    }

    /** Lots that a buyer holds, settled or on the way. */
    public long heldLots(long instrument, long holder) {
        return heldLots.getOrDefault(new Holding(instrument, holder), 0L);
    }

    /**
     * Checks that a buyer can have so many lots.
     *
     * @throws CommandRejected SUPPLY_EXHAUSTED, EXCLUSIVE_TAKEN, BUYER_CAP
     */
    public void require(Instrument instrument, long buyer, long lots, long capLots) {
        SupplyKind kind = instrument.supplyKind();
        long sold = soldLots(instrument.number());
        if (kind == SupplyKind.EXCLUSIVE && (sold > 0 || lots != 1)) {
            throw CommandRejected.because(RefusalCode.EXCLUSIVE_TAKEN, "quantityLots", lots);
        }
        if (kind == SupplyKind.LIMITED && lots > instrument.supplyLots() - sold) {
            throw CommandRejected.because(RefusalCode.SUPPLY_EXHAUSTED, "quantityLots", lots);
        }
        long held = heldLots(instrument.number(), buyer);
        if (capLots > 0 && lots > capLots - held) {
            throw CommandRejected.because(RefusalCode.BUYER_CAP, "quantityLots", lots);
        }
        if (lots > Long.MAX_VALUE - Math.max(sold, held)) {
            throw CommandRejected.because(RefusalCode.OVERFLOW, "quantityLots", lots);
        }
    }

    /** Counts lots that a buyer takes. */
    public void take(long instrument, long buyer, long lots) {
        soldLots.merge(instrument, lots, Long::sum);
        heldLots.merge(new Holding(instrument, buyer), lots, Long::sum);
    }

    /** Counts lots that come back because their trade came to nothing. */
    public void giveBack(long instrument, long buyer, long lots) {
        soldLots.merge(instrument, -lots, Long::sum);
        heldLots.merge(new Holding(instrument, buyer), -lots, Long::sum);
    }

    /** Writes all that later results depend on. */
    public void writeState(StateSink sink) {
        sink.number(soldLots.size());
        soldLots.forEach((instrument, lots) -> {
            sink.number(instrument);
            sink.number(lots);
        });
        sink.number(heldLots.size());
        heldLots.forEach((holding, lots) -> {
            sink.number(holding.instrument);
            sink.number(holding.holder);
            sink.number(lots);
        });
    }
}
