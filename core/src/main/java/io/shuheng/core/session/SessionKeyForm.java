package io.shuheng.core.session;

import io.shuheng.core.record.Hash32;
import io.shuheng.crypto.Sm3Hash;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The forms of a session key (会话密钥): 32 random bytes that the member makes; what commits to it in the signed command
 * that opens the session; and what a tag under it is computed over. Stateless, any thread.
 */
public final class SessionKeyForm {

    /** Length of a session key, bytes. */
    public static final int KEY_LENGTH = 32;

    /** Length of a tag, bytes. */
    public static final int TAG_LENGTH = 32;

    private static final byte[] COMMITMENT_DOMAIN = "shuheng/session-key/1".getBytes(StandardCharsets.US_ASCII);

    private SessionKeyForm() {}

    /** Whether a commitment says that there is no key: zeros, which are nobody's SM3. */
    public static boolean isNone(Hash32 keySm3) {
        return Sm3Hash.of(keySm3.bytes()).equals(Sm3Hash.ZERO);
    }

    /** {@code SM3("shuheng/session-key/1" ‖ key)}, the {@code keySm3} of OpenSession. */
    public static Sm3Hash commitment(byte[] key) {
        return Sm3Hash.ofContent(COMMITMENT_DOMAIN, key);
    }

    /**
     * What a tag is computed over: the bytes that a signature of the command would cover, then the session's number,
     * eight bytes, big-endian. The counter is in the command, as its clientId.
     */
    public static byte[] taggedBytes(byte[] signingBytes, long session) {
        byte[] bytes = Arrays.copyOf(signingBytes, signingBytes.length + Long.BYTES);
        appendSession(bytes, signingBytes.length, session);
        return bytes;
    }

    /** Writes the session's number behind the bytes that a signature would cover: then {@link #taggedBytes} are there. */
    public static void appendSession(byte[] bytes, int signingLength, long session) {
        for (int i = 0; i < Long.BYTES; i++) {
            bytes[signingLength + i] = (byte) (session >>> (56 - 8 * i));
        }
    }
}
