package io.shuheng.crypto.envelope;

import io.shuheng.crypto.Sm3Hash;

/**
 * What opening found: every chunk authentic, in order and complete. Immutable.
 *
 * @param plainSm3 SM3 of the plaintext written
 * @param plainRoot root of the {@link io.shuheng.crypto.merkle.ContentTree} over it
 * @param cipherSm3 SM3 of the ciphertext stream read, header included
 * @param plainBytes length of the plaintext
 * @param cipherBytes length of the ciphertext stream, header included
 */
public record OpenedEnvelope(
        Sm3Hash plainSm3, Sm3Hash plainRoot, Sm3Hash cipherSm3, long plainBytes, long cipherBytes) {}
