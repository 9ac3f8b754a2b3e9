package io.shuheng.core.contract;

import io.shuheng.core.record.Hash32;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Digest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/*
 * A contract's two texts are some twenty times as long as its terms, and their bytes are all that a batch of contracts
 * needs of them. So they are written as bytes at once, with the template's own words encoded beforehand: to build strings
 * and encode them again cost more than to hash them.
 */
/** Text as UTF-8 that grows at its end and is used again. For one thread. */
final class Utf8Text {

    private byte[] bytes = new byte[64 * 1024];
    private int length;

    /** Takes everything off. */
    void clear() {
        length = 0;
    }

    /** Number of bytes. */
    int length() {
        return length;
    }

    /** Holds the text from 0 on; another array once it has grown. */
    byte[] array() {
        return bytes;
    }

    void append(byte[] utf8) {
        reserve(utf8.length);
        System.arraycopy(utf8, 0, bytes, length, utf8.length);
        length += utf8.length;
    }

    /** @param text without half of a surrogate pair */
    void append(String text) {
        int chars = text.length();
        reserve(3 * chars);
        for (int i = 0; i < chars; i++) {
            char unit = text.charAt(i);
            if (unit < 0x80) {
                bytes[length++] = (byte) unit;
            } else if (unit < 0x800) {
                bytes[length++] = (byte) (0xc0 | (unit >> 6));
                bytes[length++] = (byte) (0x80 | (unit & 0x3f));
            } else if (!Character.isSurrogate(unit)) {
                bytes[length++] = (byte) (0xe0 | (unit >> 12));
                bytes[length++] = (byte) (0x80 | (unit >> 6 & 0x3f));
                bytes[length++] = (byte) (0x80 | (unit & 0x3f));
            } else {
                appendPair(text, i++);
            }
        }
    }

    /** The text between two places. */
    String text(int start, int end) {
        return new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }

    /** SM3 of the bytes between two places. */
    Hash32 sm3(int start, int end) {
        Sm3Digest digest = new Sm3Digest();
        digest.update(bytes, start, end - start);
        byte[] out = new byte[Sm3.LENGTH];
        digest.doFinal(out, 0);
        return new Hash32(out);
    }

    private void appendPair(String text, int at) {
        int codePoint = text.codePointAt(at);
        if (!Character.isSupplementaryCodePoint(codePoint)) {
            throw new IllegalArgumentException("text: half of a surrogate pair at " + at);
        }
        bytes[length++] = (byte) (0xf0 | (codePoint >> 18));
        bytes[length++] = (byte) (0x80 | (codePoint >> 12 & 0x3f));
        bytes[length++] = (byte) (0x80 | (codePoint >> 6 & 0x3f));
        bytes[length++] = (byte) (0x80 | (codePoint & 0x3f));
    }

    private void reserve(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.addExact(Math.max(bytes.length, more), bytes.length));
        }
    }
}
