package io.shuheng.crypto.envelope;

import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.CryptoException.Code;
import io.shuheng.crypto.HmacSm3;
import io.shuheng.crypto.Sm2PublicKey;
import io.shuheng.crypto.Sm3Digest;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.Sm4Gcm;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The 92 bytes before the first chunk, as {@code ENVELOPE.md} lays them out. */
final class EnvelopeHeader {
    static final int LENGTH = 92;
    static final int NONCE_PREFIX_LENGTH = 7;

    private static final int MAGIC = 0x53484556;
    private static final byte VERSION = 1;
    private static final byte SUITE_SM4_GCM_SM3 = 1;
    private static final int CHUNK_BYTES_AT = 8;
    private static final int NONCE_PREFIX_AT = 12;
    private static final int PLAIN_BYTES_AT = 20;
    private static final int CONTEXT_AT = 28;
    private static final int COMMITMENT_AT = 60;
    private static final byte[] CONTEXT_LABEL = "shuheng/envelope/1".getBytes(StandardCharsets.US_ASCII);

    private final byte[] bytes;
    private final int chunkBytes;
    private final long plainBytes;

    private EnvelopeHeader(byte[] bytes) {
        this.bytes = bytes;
        this.chunkBytes = ByteBuffer.wrap(bytes).getInt(CHUNK_BYTES_AT);
        this.plainBytes = ByteBuffer.wrap(bytes).getLong(PLAIN_BYTES_AT);
        if (chunkBytes < Envelope.MINIMUM_CHUNK_BYTES || chunkBytes > Envelope.MAXIMUM_CHUNK_BYTES) {
            throw new CryptoException(
                    Code.OUT_OF_RANGE,
                    "envelope: chunk size " + chunkBytes + " lies outside " + Envelope.MINIMUM_CHUNK_BYTES + " to "
                            + Envelope.MAXIMUM_CHUNK_BYTES);
        }
        if (plainBytes < 0 || plainBytes > Envelope.MAXIMUM_PLAIN_BYTES) {
            throw new CryptoException(
                    Code.OUT_OF_RANGE,
                    "envelope: plain length " + plainBytes + " lies outside 0 to " + Envelope.MAXIMUM_PLAIN_BYTES);
        }
    }

    /** SM3 over label, length and bytes of the context, and the recipient's key. */
    static Sm3Hash contextHash(byte[] context, Sm2PublicKey recipient) {
        if (context.length < 1 || context.length > Envelope.MAXIMUM_CONTEXT_BYTES) {
            throw new CryptoException(
                    Code.WRONG_LENGTH,
                    "an envelope's context has 1 to " + Envelope.MAXIMUM_CONTEXT_BYTES + " bytes, not "
                            + context.length);
        }
        Sm3Digest digest = new Sm3Digest();
        digest.update(CONTEXT_LABEL, 0, CONTEXT_LABEL.length);
        digest.update((byte) (context.length >> 8));
        digest.update((byte) context.length);
        digest.update(context, 0, context.length);
        byte[] key = recipient.encoded();
        digest.update(key, 0, key.length);
        return digest.doFinal();
    }

    static EnvelopeHeader of(int chunkBytes, byte[] noncePrefix, long plainBytes, Sm3Hash contextHash, byte[] key) {
        ByteBuffer buffer = ByteBuffer.allocate(LENGTH);
        buffer.putInt(MAGIC).put(VERSION).put(SUITE_SM4_GCM_SM3).putShort((short) 0);
        buffer.putInt(chunkBytes).put(noncePrefix).put((byte) 0).putLong(plainBytes);
        buffer.put(contextHash.bytes());
        byte[] bytes = new byte[LENGTH];
        buffer.get(0, bytes);
        commitment(key, bytes, bytes);
        return new EnvelopeHeader(bytes);
    }

    /** Reads a header's form; whether it is genuine is for {@link #requireKey} to say. */
    static EnvelopeHeader parse(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        if (buffer.getInt() != MAGIC) {
            throw new CryptoException(Code.MALFORMED, "envelope: does not begin with SHEV");
        }
        byte version = buffer.get();
        byte suite = buffer.get();
        if (version != VERSION || suite != SUITE_SM4_GCM_SM3) {
            throw new CryptoException(
                    Code.UNSUPPORTED, "envelope: version " + version + " suite " + suite + ", known is 1 and 1");
        }
        if (buffer.getShort() != 0 || bytes[PLAIN_BYTES_AT - 1] != 0) {
            throw new CryptoException(Code.MALFORMED, "envelope: reserved bytes are not zero");
        }
        return new EnvelopeHeader(bytes);
    }

    private static void commitment(byte[] key, byte[] header, byte[] out) {
        HmacSm3 mac = new HmacSm3(key);
        mac.update(header, 0, COMMITMENT_AT);
        mac.doFinal(out, COMMITMENT_AT);
    }

    void requireContext(Sm3Hash expected) {
        if (!Sm3Hash.of(bytes, CONTEXT_AT).equals(expected)) {
            throw new CryptoException(
                    Code.WRONG_CONTEXT, "envelope: was made for another contract or another recipient's key");
        }
    }

    /** One ciphertext opens under one key only, and nothing of the header can change: both stand in the commitment. */
    void requireKey(byte[] key) {
        HmacSm3 mac = new HmacSm3(key);
        mac.update(bytes, 0, COMMITMENT_AT);
        if (!mac.matches(Arrays.copyOfRange(bytes, COMMITMENT_AT, LENGTH))) {
            throw new CryptoException(
                    Code.AUTHENTICATION_FAILED, "envelope: the header was altered, or the key is another envelope's");
        }
    }

    byte[] bytes() {
        return bytes;
    }

    int chunkBytes() {
        return chunkBytes;
    }

    long plainBytes() {
        return plainBytes;
    }

    /** At least one, so that an empty plaintext is authenticated too. */
    long chunks() {
        return Math.max(1, (plainBytes + chunkBytes - 1) / chunkBytes);
    }

    long cipherBytes() {
        return LENGTH + plainBytes + chunks() * Sm4Gcm.TAG_LENGTH;
    }

    int plainBytesOf(long chunk) {
        return (int) Math.min(chunkBytes, plainBytes - chunk * chunkBytes);
    }

    /** Prefix, chunk number, last flag: no chunk can stand in another's place, nor an inner one at the end. */
    byte[] nonce(long chunk) {
        ByteBuffer nonce = ByteBuffer.allocate(Sm4Gcm.NONCE_LENGTH);
        nonce.put(bytes, NONCE_PREFIX_AT, NONCE_PREFIX_LENGTH).putInt((int) chunk);
        nonce.put((byte) (chunk == chunks() - 1 ? 1 : 0));
        byte[] out = new byte[Sm4Gcm.NONCE_LENGTH];
        nonce.get(0, out);
        return out;
    }
}
