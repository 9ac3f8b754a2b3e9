package io.shuheng.core.engine;

import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import io.shuheng.crypto.Sm3Hash;

/**
 * Binds the records that the directories of keys, certificates and instruments are made of: the engine needs none of what is
 * in certificates, and the state would be the larger for them. Whoever has kept those records beside a state shows with
 * this value that they are all of them, and no others:
 *
 * <pre>
 * h(0) = 32 zero bytes
 * h(i) = SM3(h(i-1) ‖ SM3 of the command's record i, header included)
 * </pre>
 *
 * <p>They are those with an event that {@link io.shuheng.core.record.EventKind#concernsDirectories concerns directories}.
 */
public final class DirectoryChain {

    private long length;
    private Sm3Hash value = Sm3Hash.ZERO;

    /** Of no record. */
    public DirectoryChain() {}

    /** Adds the next record. */
    public void add(byte[] record) {
        value = Sm3Hash.ofTwo(value, Sm3Hash.ofContent(record));
        length++;
    }

    /** Number of records. */
    public long length() {
        return length;
    }

    /** Whether both are over the same records. */
    public boolean isSameAs(DirectoryChain other) {
        return length == other.length && value.equals(other.value);
    }

    void writeState(StateSink sink) {
        sink.number(length);
        sink.hash(value.bytes());
    }

    /** Reads what {@link #writeState} wrote, over what is here. */
    void readState(StateSource source) {
        length = source.number();
        value = source.sm3();
    }
}
