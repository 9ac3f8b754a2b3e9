package io.shuheng.core.participant;

import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import io.shuheng.crypto.Sm3Hash;
import java.util.Optional;
import java.util.TreeMap;

/** Keys that members brought because they lost theirs, until registrars approve. State of the engine: for its thread alone. */
public final class Replacements {

    /**
     * What was brought. Immutable.
     *
     * @param participant number of the member
     * @param encryptionSm3 SM3 of a new certificate to encrypt to, zeros where the old one stays
     * @param revoked whether that certificate was revoked while the key waits, so that it can never come into use
     */
    public record Replacement(long participant, Sm3Hash encryptionSm3, boolean revoked) {}

    private final TreeMap<Integer, Replacement> byKey = new TreeMap<>();

    /** None. */
    public Replacements() {}

    /** Keeps what came with a new key. */
    public void request(int key, Replacement replacement) {
        byKey.put(key, replacement);
    }

    /** An encryption certificate was revoked: no replacement that brought it can be approved. */
    public void revoke(Sm3Hash encryptionSm3) {
        byKey.replaceAll((key, replacement) -> replacement.encryptionSm3.equals(encryptionSm3)
                ? new Replacement(replacement.participant, encryptionSm3, true)
                : replacement);
    }

    /** What came with that key; empty where it is no replacement or is decided. */
    public Optional<Replacement> of(int key) {
        return Optional.ofNullable(byKey.get(key));
    }

    /** It is decided. */
    public void remove(int key) {
        byKey.remove(key);
    }

    /** Writes all that later results depend on. */
    public void writeState(StateSink sink) {
        sink.number(byKey.size());
        byKey.forEach((key, replacement) -> {
            sink.number(key);
            sink.number(replacement.participant);
            sink.hash(replacement.encryptionSm3.bytes());
            sink.flag(replacement.revoked);
        });
    }

    /** Reads what {@link #writeState} wrote into this, which is empty. */
    public void readState(StateSource source) {
        for (int left = source.count(); left > 0; left--) {
            byKey.put(source.integer(), new Replacement(source.number(), source.sm3(), source.flag()));
        }
    }
}
