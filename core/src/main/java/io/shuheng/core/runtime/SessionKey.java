package io.shuheng.core.runtime;

import io.shuheng.crypto.HmacSm3;

/** The key of one session, in memory only. Thread-safe; says nothing of itself. */
final class SessionKey {

    private final HmacSm3 mac;
    private boolean erased;

    /** @param key copied; for the caller to wipe */
    SessionKey(byte[] key) {
        mac = new HmacSm3(key);
    }

    /** Whether a tag is that of a message; never after {@link #erase}. Takes the same time wherever they differ. */
    synchronized boolean matches(byte[] message, byte[] tag) {
        mac.update(message, 0, message.length);
        return mac.matches(tag) && !erased;
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
