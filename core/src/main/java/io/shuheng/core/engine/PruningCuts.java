package io.shuheng.core.engine;

import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import io.shuheng.crypto.Sm3Hash;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/*
 * A cut is wanted decades after its digest was recorded, and nobody knows today which. So some digests are kept, spread
 * over the ledger's life: the first, and each that comes a spacing behind the last kept. When there are too many every second
 * goes and the spacing doubles: a day at first, a month after some forty years. Memory and time stay bounded.
 */
/** The recorded digests of the state at which the ledger may be cut. State of the engine: for its thread alone. */
final class PruningCuts {

    /** Most cuts that are kept. */
    static final int MOST = 512;

    private static final long FIRST_SPACING_NS = 86_400_000_000_000L;

    /**
     * What there was behind the group of a command whose record asks for a digest. Immutable.
     *
     * @param records number of records
     * @param timeNs time of the last of them
     * @param booksTimeNs time of the last of them that is kept as a book of account
     * @param contracts contracts that had been formed
     * @param participants participants that had a number, the operator counted
     * @param listings listings that had a number
     */
    record Extent(long records, long timeNs, long booksTimeNs, long contracts, long participants, long listings) {

        void writeState(StateSink sink) {
            sink.number(records);
            sink.number(timeNs);
            sink.number(booksTimeNs);
            sink.number(contracts);
            sink.number(participants);
            sink.number(listings);
        }

        static Extent readState(StateSource source) {
            Extent extent = new Extent(
                    source.number(),
                    source.number(),
                    source.number(),
                    source.number(),
                    source.number(),
                    source.number());
            boolean fits = extent.records > 0 && extent.booksTimeNs >= 0 && extent.timeNs >= extent.booksTimeNs;
            if (!fits || Math.min(extent.contracts, Math.min(extent.participants, extent.listings)) < 0) {
                throw new RecordFormatException("state.digest: " + extent);
            }
            return extent;
        }
    }

    /**
     * A digest that was recorded.
     *
     * @param before what is before the cut
     * @param sm3 of the state behind it
     */
    record Cut(Extent before, Sm3Hash sm3) {}

    private final TreeMap<Long, Cut> cuts = new TreeMap<>();
    private long spacingNs = FIRST_SPACING_NS;

    /** Notes that the digest which was asked for at a sequence is on record. */
    void recorded(long sequence, Extent before, Sm3Hash sm3) {
        boolean isSpaced = cuts.isEmpty()
                || (sequence > cuts.lastKey()
                        && before.timeNs - cuts.lastEntry().getValue().before.timeNs >= spacingNs);
        if (isSpaced) {
            cuts.put(sequence, new Cut(before, sm3));
            if (cuts.size() > MOST) {
                spread();
            }
        }
    }

    private void spread() {
        spacingNs *= 2;
        Iterator<Long> sequences = cuts.keySet().iterator();
        while (sequences.hasNext()) {
            sequences.next();
            if (sequences.hasNext()) {
                sequences.next();
                sequences.remove();
            }
        }
    }

    /** The cut whose digest was asked for at that sequence. */
    Optional<Cut> at(long sequence) {
        return Optional.ofNullable(cuts.get(sequence));
    }

    /** Forgets those before that one, which are of no use any more. */
    void forgetBefore(long sequence) {
        cuts.headMap(sequence).clear();
    }

    void writeState(StateSink sink) {
        sink.number(spacingNs);
        sink.number(cuts.size());
        for (Map.Entry<Long, Cut> entry : cuts.entrySet()) {
            sink.number(entry.getKey());
            entry.getValue().before.writeState(sink);
            sink.hash(entry.getValue().sm3.bytes());
        }
    }

    /** Reads what {@link #writeState} wrote into this, which is empty. */
    void readState(StateSource source) {
        spacingNs = source.number();
        int count = source.count();
        if (spacingNs < FIRST_SPACING_NS || count > MOST) {
            throw new RecordFormatException("state.cuts: " + count + " with spacing " + spacingNs + " ns");
        }
        for (int left = count; left > 0; left--) {
            long sequence = source.number();
            cuts.put(sequence, new Cut(Extent.readState(source), source.sm3()));
        }
    }
}
