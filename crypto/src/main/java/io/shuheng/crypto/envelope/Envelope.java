package io.shuheng.crypto.envelope;

import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.CryptoException.Code;
import io.shuheng.crypto.CryptoProvider;
import io.shuheng.crypto.Decryptor;
import io.shuheng.crypto.Sm2PublicKey;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Digest;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.Sm4Gcm;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Seals a file for one recipient under one contract, and opens it. Stateless and thread-safe; blocks as long as the caller's
 * streams do, and holds two chunks in memory whatever the length. Streams are neither opened nor closed; what is written is flushed.
 */
public final class Envelope {
    /** Smallest chunk, plaintext bytes. */
    public static final int MINIMUM_CHUNK_BYTES = 1 << 10;

    /** Chunk unless told, plaintext bytes. */
    public static final int DEFAULT_CHUNK_BYTES = 1 << 16;

    /** Largest chunk, plaintext bytes: what a header can make its reader hold. */
    public static final int MAXIMUM_CHUNK_BYTES = 1 << 22;

    /** Longest plaintext: 1 TiB, within the chunk counter's 32 bits at the smallest chunk. */
    public static final long MAXIMUM_PLAIN_BYTES = 1L << 40;

    /** Longest context. */
    public static final int MAXIMUM_CONTEXT_BYTES = 1024;

    /** Length of the wrapped key: C1, C3 and 16 bytes of C2. */
    public static final int WRAPPED_KEY_BYTES = Sm2PublicKey.LENGTH + Sm3.LENGTH + Sm4Gcm.KEY_LENGTH;

    private Envelope() {}

    /**
     * Seals with chunks of {@link #DEFAULT_CHUNK_BYTES}.
     *
     * @param in gives the plaintext, exactly {@code plainBytes} of it
     * @param plainBytes length of the plaintext, 0 to {@link #MAXIMUM_PLAIN_BYTES}
     * @param out takes the ciphertext
     * @param recipient the recipient's encryption key
     * @param context names the contract, 1 to {@link #MAXIMUM_CONTEXT_BYTES} bytes; opening demands the same
     * @param provider gives key and nonce
     * @return hashes, lengths and the wrapped key
     * @throws IOException if a stream fails
     * @throws CryptoException OUT_OF_RANGE or WRONG_LENGTH for an argument; TRUNCATED or TRAILING_BYTES if {@code in} has another
     *     length than said, in which case what was written is worthless
     */
    public static SealedEnvelope seal(
            InputStream in,
            long plainBytes,
            OutputStream out,
            Sm2PublicKey recipient,
            byte[] context,
            CryptoProvider provider)
            throws IOException {
        return seal(in, plainBytes, out, recipient, context, provider, DEFAULT_CHUNK_BYTES);
    }

    /**
     * Seals with chunks of a size.
     *
     * @param in gives the plaintext, exactly {@code plainBytes} of it
     * @param plainBytes length of the plaintext, 0 to {@link #MAXIMUM_PLAIN_BYTES}
     * @param out takes the ciphertext
     * @param recipient the recipient's encryption key
     * @param context names the contract, 1 to {@link #MAXIMUM_CONTEXT_BYTES} bytes; opening demands the same
     * @param provider gives key and nonce
     * @param chunkBytes {@link #MINIMUM_CHUNK_BYTES} to {@link #MAXIMUM_CHUNK_BYTES}
     * @return hashes, lengths and the wrapped key
     * @throws IOException if a stream fails
     * @throws CryptoException as the other form
     */
    public static SealedEnvelope seal(
            InputStream in,
            long plainBytes,
            OutputStream out,
            Sm2PublicKey recipient,
            byte[] context,
            CryptoProvider provider,
            int chunkBytes)
            throws IOException {
        Sm3Hash contextHash = EnvelopeHeader.contextHash(context, recipient);
        byte[] key = new byte[Sm4Gcm.KEY_LENGTH];
        byte[] noncePrefix = new byte[EnvelopeHeader.NONCE_PREFIX_LENGTH];
        provider.randomBytes(key);
        provider.randomBytes(noncePrefix);
        try (Sm4Gcm cipher = new Sm4Gcm(key)) {
            EnvelopeHeader header = EnvelopeHeader.of(chunkBytes, noncePrefix, plainBytes, contextHash, key);
            byte[] wrappedKey = provider.wrap(recipient, key);
            ContentDigest content = new ContentDigest();
            Sm3Digest cipherSm3 = new Sm3Digest();
            write(out, cipherSm3, header.bytes(), EnvelopeHeader.LENGTH);
            byte[] plain = new byte[header.plainBytesOf(0)];
            byte[] sealed = new byte[plain.length + Sm4Gcm.TAG_LENGTH];
            for (long chunk = 0; chunk < header.chunks(); chunk++) {
                int length = header.plainBytesOf(chunk);
                read(in, plain, length, "plaintext");
                content.update(plain, length);
                int written = cipher.seal(header.nonce(chunk), header.bytes(), plain, 0, length, sealed, 0);
                write(out, cipherSm3, sealed, written);
            }
            Arrays.fill(plain, (byte) 0);
            requireEnd(in, "plaintext");
            out.flush();
            return new SealedEnvelope(
                    content.sm3(), content.root(), cipherSm3.doFinal(), plainBytes, header.cipherBytes(), wrappedKey);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    /**
     * Opens an envelope. Each chunk is written only after it was found authentic; whether the whole is complete shows at the end, so
     * what was written is to be discarded if this throws.
     *
     * @param in gives the ciphertext, to its end
     * @param out takes the plaintext
     * @param decryptor the recipient's decryption key
     * @param wrappedKey the wrapped key, {@link #WRAPPED_KEY_BYTES} bytes
     * @param context names the contract, as it was sealed
     * @return hashes and lengths, to be compared with the delivery record's
     * @throws IOException if a stream fails
     * @throws CryptoException WRONG_RECIPIENT: the wrapped key does not open with this key; WRONG_CONTEXT: another contract or
     *     recipient; AUTHENTICATION_FAILED: altered, reordered, or a wrapped key of another envelope; TRUNCATED; TRAILING_BYTES;
     *     MALFORMED, UNSUPPORTED or OUT_OF_RANGE: not a header; WRONG_LENGTH: wrapped key or context
     */
    public static OpenedEnvelope open(
            InputStream in, OutputStream out, Decryptor decryptor, byte[] wrappedKey, byte[] context)
            throws IOException {
        Sm3Hash contextHash = EnvelopeHeader.contextHash(context, decryptor.publicKey());
        if (wrappedKey.length != WRAPPED_KEY_BYTES) {
            throw new CryptoException(
                    Code.WRONG_LENGTH,
                    "envelope: a wrapped key has " + WRAPPED_KEY_BYTES + " bytes, this has " + wrappedKey.length);
        }
        Sm3Digest cipherSm3 = new Sm3Digest();
        byte[] headerBytes = new byte[EnvelopeHeader.LENGTH];
        read(in, headerBytes, headerBytes.length, "header");
        cipherSm3.update(headerBytes, 0, headerBytes.length);
        EnvelopeHeader header = EnvelopeHeader.parse(headerBytes);
        byte[] key = decryptor.unwrap(wrappedKey);
        try (Sm4Gcm cipher = new Sm4Gcm(key)) {
            header.requireContext(contextHash);
            header.requireKey(key);
            ContentDigest content = openChunks(in, out, header, cipher, cipherSm3);
            return new OpenedEnvelope(
                    content.sm3(), content.root(), cipherSm3.doFinal(), header.plainBytes(), header.cipherBytes());
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private static ContentDigest openChunks(
            InputStream in, OutputStream out, EnvelopeHeader header, Sm4Gcm cipher, Sm3Digest cipherSm3)
            throws IOException {
        ContentDigest content = new ContentDigest();
        byte[] plain = new byte[header.plainBytesOf(0)];
        byte[] sealed = new byte[plain.length + Sm4Gcm.TAG_LENGTH];
        for (long chunk = 0; chunk < header.chunks(); chunk++) {
            int length = header.plainBytesOf(chunk) + Sm4Gcm.TAG_LENGTH;
            read(in, sealed, length, "chunk " + chunk);
            cipherSm3.update(sealed, 0, length);
            int opened = open(cipher, header, chunk, sealed, length, plain);
            content.update(plain, opened);
            out.write(plain, 0, opened);
        }
        Arrays.fill(plain, (byte) 0);
        requireEnd(in, "last chunk");
        out.flush();
        return content;
    }

    private static int open(Sm4Gcm cipher, EnvelopeHeader header, long chunk, byte[] sealed, int length, byte[] plain) {
        try {
            return cipher.open(header.nonce(chunk), header.bytes(), sealed, 0, length, plain, 0);
        } catch (CryptoException e) {
            throw new CryptoException(
                    Code.AUTHENTICATION_FAILED,
                    "envelope: chunk " + chunk + " of " + header.chunks() + " was altered or moved",
                    e);
        }
    }

    private static void read(InputStream in, byte[] into, int length, String what) throws IOException {
        int got = in.readNBytes(into, 0, length);
        if (got < length) {
            throw new CryptoException(
                    Code.TRUNCATED, "envelope: " + what + " ends after " + got + " of " + length + " bytes");
        }
    }

    private static void requireEnd(InputStream in, String what) throws IOException {
        if (in.read() >= 0) {
            throw new CryptoException(Code.TRAILING_BYTES, "envelope: bytes follow the " + what);
        }
    }

    private static void write(OutputStream out, Sm3Digest digest, byte[] bytes, int length) throws IOException {
        digest.update(bytes, 0, length);
        out.write(bytes, 0, length);
    }
}
