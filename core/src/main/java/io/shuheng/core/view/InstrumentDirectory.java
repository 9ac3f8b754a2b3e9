package io.shuheng.core.view;

import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.Event;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.trading.OpenInstrument;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.specific.SpecificRecord;

/**
 * What the façade and members must know of instruments to check and to make a signature: the terms hash by number.
 * Derived from the ledger's records alone. Thread-safe; fed by one thread, read by any without waiting.
 */
public final class InstrumentDirectory {

    private final Map<Long, Sm3Hash> termsHashes = new ConcurrentHashMap<>();

    /** Empty. */
    public InstrumentDirectory() {}

    /** Learns from a command's record; records must come in order. */
    public void observe(RecordKind kind, CommandBody body) {
        if (kind.javaClass() != OpenInstrument.class) {
            return;
        }
        for (Event event : body.events()) {
            if (event.getKind() == EventKind.INSTRUMENT_OPENED.number()) {
                termsHashes.put(event.getA(), Sm3Hash.of(Sm3.hash(body.command())));
            }
        }
    }

    /** The terms that a command's signature must bind: its instrument's, or zeros where it names none. */
    public Sm3Hash termsHash(RecordKind kind, SpecificRecord command) {
        int field = kind.instrumentField();
        return field < 0 ? Sm3Hash.ZERO : termsHash((long) command.get(field));
    }

    /** SM3 of the command that opened the instrument; zeros where there is no such instrument. */
    public Sm3Hash termsHash(long instrument) {
        return termsHashes.getOrDefault(instrument, Sm3Hash.ZERO);
    }
}
