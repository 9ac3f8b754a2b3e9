package io.shuheng.core.participant;

import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import io.shuheng.crypto.Sm3Hash;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/** When the last recorded revocation list of each authority was made. State of the engine: for its thread alone. */
public final class RevocationLists {

    private static final Comparator<Sm3Hash> ORDER = Comparator.comparing(Sm3Hash::toString);

    private final Map<Sm3Hash, Long> lastMadeNs = new TreeMap<>(ORDER);

    /** None is recorded. */
    public RevocationLists() {}

    /**
     * Notes a list.
     *
     * @param authoritySm3 SM3 of the authority's certificate
     * @param madeNs when it was made, nanoseconds since 1970
     */
    public void recorded(Sm3Hash authoritySm3, long madeNs) {
        lastMadeNs.put(authoritySm3, madeNs);
    }

    /** When the authority's last one was made, nanoseconds since 1970; -1 where none is recorded. */
    public long lastMadeNs(Sm3Hash authoritySm3) {
        return lastMadeNs.getOrDefault(authoritySm3, -1L);
    }

    /** Writes all that later results depend on. */
    public void writeState(StateSink sink) {
        sink.number(lastMadeNs.size());
        lastMadeNs.forEach((authority, madeNs) -> {
            sink.hash(authority.bytes());
            sink.number(madeNs);
        });
    }

    /** Reads what {@link #writeState} wrote into this, which is empty. */
    public void readState(StateSource source) {
        for (int left = source.count(); left > 0; left--) {
            lastMadeNs.put(source.sm3(), source.number());
        }
    }
}
