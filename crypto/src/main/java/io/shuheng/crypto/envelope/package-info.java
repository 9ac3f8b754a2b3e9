/**
 * The delivery envelope (交付信封): a file encrypted under a fresh SM4 key in chunks, the key wrapped to the recipient's SM2 key and
 * held apart, so that an operator can store the ciphertext and release the wrapped key later. The bytes are specified in
 * {@code crypto/ENVELOPE.md}.
 *
 * <p>Streams come from the caller and stay the caller's; memory is constant whatever the length. No files here.
 */
@NullMarked
package io.shuheng.crypto.envelope;

import org.jspecify.annotations.NullMarked;
