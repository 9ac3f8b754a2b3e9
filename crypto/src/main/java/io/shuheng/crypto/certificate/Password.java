package io.shuheng.crypto.certificate;

import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.CryptoException.Code;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A password's bytes. Encoded into one array of the caller's to wipe: no String, no buffer that grows and leaves copies. */
final class Password {
    private static final int MAXIMUM_LENGTH = 1024;
    private static final int MAXIMUM_BYTES_PER_CHARACTER = 3;

    private Password() {}

    /** UTF-8, as PBES2 takes it (OpenSSL does the same). */
    static byte[] utf8(char[] password) {
        requireLength(password);
        byte[] room = new byte[password.length * MAXIMUM_BYTES_PER_CHARACTER];
        ByteBuffer out = ByteBuffer.wrap(room);
        CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
        try {
            if (encoder.encode(CharBuffer.wrap(password), out, true).isError()) {
                throw new CryptoException(
                        Code.MALFORMED, "the password has half a character (a surrogate without its other)");
            }
            return Arrays.copyOf(room, out.position());
        } finally {
            Arrays.fill(room, (byte) 0);
        }
    }

    /** Two bytes a character, big-endian, and two zeros behind (RFC 7292, B.1). */
    static byte[] bmp(char[] password) {
        requireLength(password);
        byte[] bytes = new byte[2 * password.length + 2];
        for (int i = 0; i < password.length; i++) {
            bytes[2 * i] = (byte) (password[i] >> 8);
            bytes[2 * i + 1] = (byte) password[i];
        }
        return bytes;
    }

    private static void requireLength(char[] password) {
        if (password.length == 0 || password.length > MAXIMUM_LENGTH) {
            throw new CryptoException(
                    Code.WRONG_LENGTH, "a password has 1 to " + MAXIMUM_LENGTH + " characters, not " + password.length);
        }
    }
}
