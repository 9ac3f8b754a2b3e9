package io.shuheng.crypto;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps point tables of the keys that verify most, so that a known key verifies more than twice as fast as an unknown one. Bounded:
 * at most so many tables of {@value #TABLE_BYTES} bytes. Thread-safe; a table is made by the thread whose verification asks for it,
 * in under a millisecond, outside the lock.
 */
public final class KeyTables {
    /*
     * Making a table costs what it saves in about 20 verifications. A key gets one at its 24th use, so that whatever the keys do
     * after, tables never cost more than they could have saved by half. When all places are taken, the table that was not used for
     * the longest time goes, but only if it lay idle for as many verifications as would have paid for all tables; otherwise the
     * newcomer counts again from nothing. So more busy keys than places do not chase each other out. Uses are counted for a
     * bounded number of keys, the longest unused forgotten: keys that come once cost a map entry.
     */

    /** Bytes of one table. */
    public static final int TABLE_BYTES = 43 * 32 * 64;

    /** Tables that verifiers share unless made with others: 22 MiB at most. */
    public static final int SHARED_TABLES = 256;

    static final int USES_BEFORE_TABLE = 24;

    private static final int COUNTED_KEYS_PER_TABLE = 16;
    private static final KeyTables SHARED = new KeyTables(SHARED_TABLES);

    private final int maximumTables;
    private final TableMaker maker;
    private final Map<Sm2PublicKey, Place> places = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Sm2PublicKey, Integer> uses;
    private long verifications;
    private long tablesMade;

    /** A key's place among the tables; empty while its table is being made. */
    private static final class Place {
        private volatile @Nullable PointTable table;
        private long lastUse;
    }

    /** Makes a key's table. */
    interface TableMaker {
        PointTable make(Sm2PublicKey key);
    }

    /** A class of its own: linking a lambda would load {@link PointTable} where fast paths are off. */
    private static final class PointTableMaker implements TableMaker {
        @Override
        public PointTable make(Sm2PublicKey key) {
            return new PointTable(key.point());
        }
    }

    /**
     * Makes an empty cache.
     *
     * @param maximumTables 0 or more; with 0 every key stays unknown
     */
    public KeyTables(int maximumTables) {
        this(maximumTables, new PointTableMaker());
    }

    /** Makes tables another way: for tests. */
    KeyTables(int maximumTables, TableMaker maker) {
        if (maximumTables < 0) {
            throw new IllegalArgumentException("maximumTables " + maximumTables + " is negative");
        }
        this.maximumTables = maximumTables;
        this.maker = maker;
        int counted = Math.multiplyExact(maximumTables, COUNTED_KEYS_PER_TABLE);
        this.uses = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Sm2PublicKey, Integer> eldest) {
                return size() > counted;
            }
        };
    }

    /**
     * The tables that verifiers share unless made with others.
     *
     * @return one object for the whole JVM
     */
    public static KeyTables shared() {
        return SHARED;
    }

    /** Counts a use of the key; its table, or null while it has none. */
    @Nullable
    PointTable use(Sm2PublicKey key) {
        if (maximumTables == 0) {
            return null;
        }
        Place place;
        synchronized (this) {
            verifications++;
            place = places.get(key);
            if (place != null) {
                place.lastUse = verifications;
                return place.table;
            }
            if (uses.merge(key, 1, Integer::sum) < USES_BEFORE_TABLE) {
                return null;
            }
            uses.remove(key);
            if (places.size() == maximumTables && !removeIdlePlace()) {
                return null;
            }
            place = new Place();
            place.lastUse = verifications;
            places.put(key, place);
        }
        return fill(place, key);
    }

    /** A place whose table could not be made would stay empty, and its key unknown, for as long as it is used. */
    private PointTable fill(Place place, Sm2PublicKey key) {
        PointTable table = null;
        try {
            table = maker.make(key);
            place.table = table;
            return table;
        } finally {
            settle(place, key, table != null);
        }
    }

    private synchronized void settle(Place place, Sm2PublicKey key, boolean made) {
        if (made) {
            tablesMade++;
        } else {
            places.remove(key, place);
        }
    }

    private boolean removeIdlePlace() {
        Map.Entry<Sm2PublicKey, Place> eldest = places.entrySet().iterator().next();
        boolean idle = verifications - eldest.getValue().lastUse > (long) maximumTables * USES_BEFORE_TABLE;
        if (idle) {
            places.remove(eldest.getKey());
        }
        return idle;
    }

    /**
     * How many tables were made since the start: growing beside a steady number of keys, it says that there are too few places.
     *
     * @return 0 or more
     */
    public synchronized long tablesMade() {
        return tablesMade;
    }

    /**
     * How many keys have a table now.
     *
     * @return at most the maximum
     */
    public synchronized int size() {
        return places.size();
    }
}
