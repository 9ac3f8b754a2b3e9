package io.shuheng.crypto;

import java.security.spec.AlgorithmParameterSpec;
import java.util.function.Function;

/**
 * What a JCA provider calls the national algorithms; the standard names of the JDK have none for them. Immutable.
 *
 * @param random a {@code SecureRandom}
 * @param digest a {@code MessageDigest} that computes SM3
 * @param mac a {@code Mac} that computes HMAC-SM3
 * @param keys a {@code KeyPairGenerator}, {@code KeyFactory} and {@code AlgorithmParameters} for elliptic curves
 * @param curve the SM2 curve, as an {@code ECGenParameterSpec} names it
 * @param signature a {@code Signature} that computes Z by the default user id, and SM2-with-SM3, in DER
 * @param wrap a {@code Cipher} that computes SM2 encryption
 * @param wrapForm in which order and form that cipher writes
 * @param aead a {@code Cipher} that computes SM4-GCM from a {@code GCMParameterSpec}
 * @param userId makes the parameter that tells the signature another user id
 */
public record JcaNames(
        String random,
        String digest,
        String mac,
        String keys,
        String curve,
        String signature,
        String wrap,
        WrapForm wrapForm,
        String aead,
        Function<byte[], AlgorithmParameterSpec> userId) {
    /** Forms of an SM2 ciphertext. */
    public enum WrapForm {
        /** GB/T 32918.4-2016: point, hash, masked key. */
        C1C3C2,
        /** The order of the draft of 2010: point, masked key, hash. */
        C1C2C3
    }
}
