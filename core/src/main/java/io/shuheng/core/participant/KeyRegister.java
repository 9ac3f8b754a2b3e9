package io.shuheng.core.participant;

import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import io.shuheng.crypto.Sm3Hash;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Numbers for signing keys, from 1, in the order they were registered, and whether each is in force. A certificate is
 * registered once. State of the engine: for its thread alone.
 */
public final class KeyRegister {

    /** Most certificates that one command may revoke; where a list has more, the next command records it again. */
    public static final int MAX_REVOKED = 512;

    /** Most keys that the operator has in a ledger's life, that of genesis among them: a proof carries them all. */
    public static final int MAX_OPERATOR_KEYS = 256;

    private static final long NEVER = Long.MAX_VALUE;

    /** A registered key: whose it is and whether commands signed with it are taken. */
    public static final class Key {

        private final int number;
        private final KeyPurpose purpose;
        private final long owner;
        private final Sm3Hash certificateSm3;
        private boolean inForce;
        private boolean revoked;
        private long endsNs = NEVER;
        private long invalidityNs;

        Key(int number, KeyPurpose purpose, long owner, Sm3Hash certificateSm3, boolean inForce) {
            this.number = number;
            this.purpose = purpose;
            this.owner = owner;
            this.certificateSm3 = certificateSm3;
            this.inForce = inForce;
        }

        /** The key's number. */
        public int number() {
            return number;
        }

        /** For whom it speaks. */
        public KeyPurpose purpose() {
            return purpose;
        }

        /** Number of the participant, or of the officer; the operator is participant 1. */
        public long owner() {
            return owner;
        }

        /** SM3 of the certificate's DER. */
        public Sm3Hash certificateSm3() {
            return certificateSm3;
        }

        /** Whether commands signed with it are taken. */
        public boolean inForce() {
            return inForce;
        }

        /** Whether another key took its place; it may serve for a while yet, and then ends for good. */
        public boolean renewed() {
            return endsNs != NEVER;
        }

        /** Whether commands signed with it are taken at that time, nanoseconds since 1970. */
        public boolean serves(long timeNs) {
            return inForce && timeNs < endsNs;
        }

        /** Whether it was revoked, which is for good. */
        public boolean revoked() {
            return revoked;
        }
    }

    private final List<Key> keys = new ArrayList<>();
    private final Map<Sm3Hash, Key> byCertificate = new HashMap<>();
    private int operatorKeys;

    /** Empty. */
    public KeyRegister() {}

    /** Registers the key of a certificate and returns it; the caller has made sure that it is not registered. */
    public Key register(KeyPurpose purpose, long owner, Sm3Hash certificateSm3, boolean inForce) {
        Key key = new Key(keys.size() + 1, purpose, owner, certificateSm3, inForce);
        if (byCertificate.putIfAbsent(certificateSm3, key) != null) {
            throw new IllegalStateException("certificate registered twice: " + certificateSm3);
        }
        keys.add(key);
        operatorKeys += purpose == KeyPurpose.OPERATOR ? 1 : 0;
        return key;
    }

    /** Whether a certificate is registered. */
    public boolean contains(Sm3Hash certificateSm3) {
        return byCertificate.containsKey(certificateSm3);
    }

    /** How many keys are registered. */
    public int count() {
        return keys.size();
    }

    /** How many of them are or were the operator's. */
    public int operatorKeys() {
        return operatorKeys;
    }

    /** The key with that number. */
    public Optional<Key> key(int number) {
        return number < 1 || number > keys.size() ? Optional.empty() : Optional.of(keys.get(number - 1));
    }

    /** Whether there is a key with that number, and commands signed with it are taken at that time, nanoseconds since 1970. */
    public boolean serves(int number, long timeNs) {
        return number >= 1 && number <= keys.size() && keys.get(number - 1).serves(timeNs);
    }

    /** The key of that certificate. */
    public Optional<Key> key(Sm3Hash certificateSm3) {
        return Optional.ofNullable(byCertificate.get(certificateSm3));
    }

    /** The keys of a participant that are not revoked, in the order they were registered. */
    public List<Key> ofParticipant(long participant) {
        return keys.stream()
                .filter(key -> key.purpose == KeyPurpose.PARTICIPANT && key.owner == participant && !key.revoked)
                .toList();
    }

    /** Puts a key that was registered out of force in force. */
    public void putInForce(Key key) {
        key.inForce = true;
    }

    /**
     * Another key takes this one's place.
     *
     * @param endsNs first instant at which this one no longer serves, nanoseconds since 1970
     */
    public void renewed(Key key, long endsNs) {
        key.endsNs = endsNs;
    }

    /** Takes a renewed key out of force; what it signed before is not doubted. */
    public void end(Key key) {
        key.inForce = false;
    }

    /** Puts the keys of a participant that are not revoked in or out of force, and returns those that changed. */
    public List<Key> setInForce(long participant, boolean inForce) {
        List<Key> changed = new ArrayList<>();
        for (Key key : keys) {
            boolean owned = key.purpose == KeyPurpose.PARTICIPANT && key.owner == participant;
            boolean lasts = !key.revoked && !(inForce && key.renewed());
            if (owned && lasts && key.inForce != inForce) {
                key.inForce = inForce;
                changed.add(key);
            }
        }
        return changed;
    }

    /**
     * Takes a key out of force for good.
     *
     * @param invalidityNs from when it must be doubted, nanoseconds since 1970
     */
    public void revoke(Key key, long invalidityNs) {
        key.inForce = false;
        key.revoked = true;
        key.invalidityNs = invalidityNs;
    }

    /** Writes all that later results depend on. */
    public void writeState(StateSink sink) {
        sink.number(keys.size());
        for (Key key : keys) {
            sink.number(key.purpose.number());
            sink.number(key.owner);
            sink.hash(key.certificateSm3.bytes());
            sink.flag(key.inForce);
            sink.flag(key.revoked);
            sink.number(key.endsNs);
            sink.number(key.invalidityNs);
        }
    }

    /** Reads what {@link #writeState} wrote into this, which is empty. */
    public void readState(StateSource source) {
        for (int left = source.count(); left > 0; left--) {
            Key key = register(KeyPurpose.of(source.integer()), source.number(), source.sm3(), source.flag());
            key.revoked = source.flag();
            key.endsNs = source.number();
            key.invalidityNs = source.number();
        }
    }
}
