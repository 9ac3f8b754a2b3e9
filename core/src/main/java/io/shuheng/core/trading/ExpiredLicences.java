package io.shuheng.core.trading;

import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import java.util.Comparator;
import java.util.TreeMap;

/**
 * Licences whose term is over (到期许可). {@link LicenceSupply} counts what a buyer has bought for good; less what stands
 * here, it is what lives. State of the engine: for its thread alone.
 */
public final class ExpiredLicences {

    private record Key(long instrument, long holder) {}

    private static final Comparator<Key> ORDER =
            Comparator.comparingLong(Key::instrument).thenComparingLong(Key::holder);

    private final TreeMap<Key, Long> lots = new TreeMap<>(ORDER);

    /** None. */
    public ExpiredLicences() {}

    /** The term of lots of a holder is over. */
    public void expire(long instrument, long holder, long expiredLots) {
        lots.merge(new Key(instrument, holder), expiredLots, Math::addExact);
    }

    /** Lots of a holder whose term is over. */
    public long of(long instrument, long holder) {
        return lots.getOrDefault(new Key(instrument, holder), 0L);
    }

    /** Writes all that later results depend on. */
    public void writeState(StateSink sink) {
        sink.number(lots.size());
        lots.forEach((key, expired) -> {
            sink.number(key.instrument);
            sink.number(key.holder);
            sink.number(expired);
        });
    }

    /**
     * Reads what {@link #writeState} wrote into this, which is empty.
     *
     * @throws RecordFormatException where it did not
     */
    public void readState(StateSource source) {
        for (int left = source.count(); left > 0; left--) {
            Key key = new Key(source.number(), source.number());
            long expired = source.number();
            if (expired <= 0 || (!lots.isEmpty() && ORDER.compare(lots.lastKey(), key) >= 0)) {
                throw new RecordFormatException("state.expired " + key + ": " + expired + " lots");
            }
            lots.put(key, expired);
        }
    }
}
