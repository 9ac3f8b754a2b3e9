package io.shuheng.core.runtime;

import io.shuheng.crypto.HmacSm3;

/** The key of one session, in memory only. Thread-safe; says nothing of itself. */
final class SessionKey {

    /** What a key says of a tag. */
    enum Verdict {
        RIGHT,
        WRONG,
        /** The key is gone; it says nothing of tags. */
        ERASED
    }

    private final HmacSm3 mac;
    private boolean erased;

    /** @param key copied; for the caller to wipe */
    SessionKey(byte[] key) {
        mac = new HmacSm3(key);
    }

    /** Whether a tag is that of a message, the first bytes of an array. Takes the same time wherever they differ. */
    synchronized Verdict check(byte[] message, int length, byte[] tag) {
        if (erased) {
            return Verdict.ERASED;
        }
        mac.update(message, 0, length);
        return mac.matches(tag) ? Verdict.RIGHT : Verdict.WRONG;
    }

    synchronized void erase() {
        erased = true;
        mac.erase();
    }

    @Override
    public String toString() {
        return "SessionKey";
    }
}
