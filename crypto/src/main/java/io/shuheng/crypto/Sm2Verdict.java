package io.shuheng.crypto;

import io.shuheng.crypto.CryptoException.Code;
import java.nio.charset.StandardCharsets;

/**
 * Whether a signature holds, and if not, why: for a report somebody reads. Where only yes or no is asked, and often,
 * {@link Sm2Verifier#verify(byte[], Sm2Signature)} is the call.
 */
public sealed interface Sm2Verdict {
    /** The key signed the message under the user id. */
    record Valid() implements Sm2Verdict {}

    /**
     * The signature does not hold.
     *
     * @param reason what kind of fault
     * @param message which part, which value, which rule
     */
    record Rejected(RejectionReason reason, String message) implements Sm2Verdict {}

    /**
     * Whether it holds.
     *
     * @return true if {@link Valid}
     */
    default boolean isValid() {
        return this instanceof Valid;
    }

    /**
     * Judges bytes from outside. Never throws for what the bytes are.
     *
     * @param publicKey the key as an uncompressed point, 65 bytes
     * @param userId the distinguishing identifier it was signed under, at most 8191 bytes
     * @param message the message itself, not its hash
     * @param der the signature in DER
     * @return FORMAT: key or signature cannot be read; RANGE: r, s or r + s is not allowed, or the user id is too long; CURVE: the
     *     key is no point of the curve; IDENTITY: the key signed this message, but under the default user id, an empty one or
     *     none at all (the hash of the message without Z); MISMATCH: none of these
     */
    static Sm2Verdict of(byte[] publicKey, byte[] userId, byte[] message, byte[] der) {
        try {
            Sm2PublicKey key = Sm2PublicKey.ofEncoded(publicKey);
            return of(key, userId, message, Sm2Signature.ofDer(der));
        } catch (CryptoException e) {
            return new Rejected(e.code().reason(), String.valueOf(e.getMessage()));
        }
    }

    /**
     * Judges a signature from outside under a key that is known, and the default user id 1234567812345678.
     *
     * @param key the key
     * @param message the message itself, not its hash
     * @param der the signature in DER
     * @return as {@link #of(byte[], byte[], byte[], byte[])}
     */
    static Sm2Verdict of(Sm2PublicKey key, byte[] message, byte[] der) {
        return of(key.encoded(), Sm2UserId.defaultBytes(), message, der);
    }

    private static Sm2Verdict of(Sm2PublicKey key, byte[] userId, byte[] message, Sm2Signature signature) {
        if (new Sm2Verifier(key, userId).verify(message, signature)) {
            return new Valid();
        }
        if (Sm2Equation.sumIsZero(signature)) {
            return new Rejected(RejectionReason.RANGE, Code.OUT_OF_RANGE + ": SM2 signature: r + s is a multiple of n");
        }
        String other = otherIdentity(key, message, signature);
        return other.isEmpty()
                ? new Rejected(
                        RejectionReason.MISMATCH,
                        "the signature does not fit this key, message and user id of " + userId.length + " bytes")
                : new Rejected(RejectionReason.IDENTITY, "the key signed this message " + other);
    }

    /** The slips that tools make with the user id; empty if none explains the signature. */
    private static String otherIdentity(Sm2PublicKey key, byte[] message, Sm2Signature signature) {
        if (new Sm2Verifier(key).verify(message, signature)) {
            return "under the default user id " + Sm2UserId.DEFAULT;
        }
        if (new Sm2Verifier(key, "".getBytes(StandardCharsets.US_ASCII)).verify(message, signature)) {
            return "under an empty user id";
        }
        return Sm2Equation.holds(Sm3.hash(message), signature, key)
                ? "without a user id: SM3 of the message, no Z"
                : "";
    }
}
