package io.shuheng.core.runtime;

import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.Event;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.NumberedTable;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.session.OpenSession;
import io.shuheng.core.session.SessionKeyForm;
import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.Decryptor;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The keys of open sessions, in memory only. A key comes in beside the command that opens its session, waits until that
 * command's record is durable, and goes when the record that ends the session is. Thread-safe.
 */
final class SessionKeyRing {

    /** Keys that may wait for the records of their sessions. */
    static final int MAX_WAITING = 1024;

    private final @Nullable Decryptor decryptor;
    private final Map<Sm3Hash, Waiting> waiting = new HashMap<>();
    private NumberedTable<SessionKey> open = new NumberedTable<>();

    /** A key, and for how many submissions of its opening it waits: each of them may yet be the one that is recorded. */
    private record Waiting(SessionKey key, int submissions) {}

    /** @param decryptor opens what members wrap; null where no sessions are offered */
    SessionKeyRing(@Nullable Decryptor decryptor) {
        this.decryptor = decryptor;
    }

    /**
     * Takes the key of a session to come.
     *
     * @param opening the canonical bytes of its OpenSession command, which commits to the key
     * @return under which to {@link #drop} it
     */
    Sm3Hash take(byte[] opening, byte[] wrappedKey) throws Admission.Refused {
        if (decryptor == null) {
            throw refused(RefusalCode.SESSIONS_NOT_OFFERED);
        }
        OpenSession command = AvroBytes.decode(OpenSession.class, opening);
        Sm3Hash commitment = Sm3Hash.of(command.getKeySm3().bytes());
        byte[] key = unwrap(decryptor, wrappedKey);
        try {
            if (key.length != SessionKeyForm.KEY_LENGTH
                    || !SessionKeyForm.commitment(key).equals(commitment)) {
                throw new Admission.Refused(
                        RefusalCode.SESSION_KEY, "wrappedKey: not the key that openSession.keySm3 commits to");
            }
            return keep(Sm3Hash.of(Sm3.hash(opening)), new SessionKey(key));
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    /** A submission of the opening has its answer: a key that waits for no other one opened nothing. */
    synchronized void drop(Sm3Hash opening) {
        Waiting left = waiting.remove(opening);
        if (left == null) {
            return;
        }
        if (left.submissions() > 1) {
            waiting.put(opening, new Waiting(left.key(), left.submissions() - 1));
        } else {
            left.key().erase();
        }
    }

    /** Requires that a tag is that of a message, the first bytes of an array, under the key of an open session. */
    void require(long session, byte[] message, int length, byte[] tag) throws Admission.Refused {
        SessionKey key = find(session);
        switch (key == null ? SessionKey.Verdict.ERASED : key.check(message, length, tag)) {
            case ERASED -> throw refused(RefusalCode.SESSION_UNKNOWN);
            case WRONG -> throw refused(RefusalCode.BAD_TAG);
            case RIGHT -> {}
        }
    }

    /** Learns from a durable record which sessions begin and end. */
    synchronized void observe(RecordKind kind, CommandBody body) {
        for (Event event : body.events()) {
            if (event.getKind() == EventKind.SESSION_OPENED.number() && kind.javaClass() == OpenSession.class) {
                Waiting opened = waiting.remove(Sm3Hash.of(Sm3.hash(body.command())));
                if (opened != null) {
                    open.put(event.getA(), opened.key());
                }
            } else if (event.getKind() == EventKind.SESSION_ENDED.number()) {
                SessionKey key = open.remove(event.getA());
                if (key != null) {
                    key.erase();
                }
            }
        }
    }

    /** Forgets every key. */
    synchronized void close() {
        waiting.values().forEach(left -> left.key().erase());
        waiting.clear();
        for (SessionKey key : open.inOrder()) {
            key.erase();
        }
        open = new NumberedTable<>();
    }

    private synchronized Sm3Hash keep(Sm3Hash opening, SessionKey key) throws Admission.Refused {
        Waiting before = waiting.get(opening);
        if (before != null) {
            key.erase();
            waiting.put(opening, new Waiting(before.key(), before.submissions() + 1));
        } else if (waiting.size() < MAX_WAITING) {
            waiting.put(opening, new Waiting(key, 1));
        } else {
            key.erase();
            throw refused(RefusalCode.BUSY);
        }
        return opening;
    }

    private synchronized @Nullable SessionKey find(long session) {
        return open.get(session);
    }

    private static byte[] unwrap(Decryptor decryptor, byte[] wrappedKey) throws Admission.Refused {
        try {
            return decryptor.unwrap(wrappedKey);
        } catch (CryptoException e) {
            throw new Admission.Refused(RefusalCode.SESSION_KEY, "wrappedKey: " + e.getMessage());
        }
    }

    private static Admission.Refused refused(RefusalCode code) {
        return new Admission.Refused(code, code.meaning());
    }

    @Override
    public String toString() {
        return "SessionKeyRing";
    }
}
