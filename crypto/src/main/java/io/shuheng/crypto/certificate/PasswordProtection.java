package io.shuheng.crypto.certificate;

import io.shuheng.crypto.AlgorithmPolicy;
import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.CryptoException.Code;
import java.util.Optional;

/**
 * How a password protects what lies under it: PBES2 of RFC 8018, 6.2, with PBKDF2 (GM/T 0091-2020 is its national form). Immutable.
 *
 * @param cipher what encrypts
 * @param hash what PBKDF2 and the MAC of a PKCS #12 file are computed with, as HMAC
 * @param rounds of PBKDF2, and of the MAC's key, {@link #MINIMUM_ROUNDS} to {@link #MAXIMUM_ROUNDS}
 */
public record PasswordProtection(Cipher cipher, Hash hash, int rounds) {
    /** Fewest rounds written; a file read with fewer says so ({@link EncryptedKey#weakness()}). */
    public static final int MINIMUM_ROUNDS = 10_000;

    /** Most rounds written or read: a file must not keep its reader busy for minutes. */
    public static final int MAXIMUM_ROUNDS = 10_000_000;

    /** Rounds unless told: a fraction of a second, each time the password is tried. */
    public static final int DEFAULT_ROUNDS = 200_000;

    /** Shortest salt that is not told as a weakness (RFC 8018, 4.1). */
    static final int MINIMUM_SALT_BYTES = 8;

    /** Longest salt read. */
    static final int MAXIMUM_SALT_BYTES = 128;

    /** AES-256 and HMAC-SHA-256, which OpenSSL 3 writes. */
    public static final PasswordProtection INTERNATIONAL =
            new PasswordProtection(Cipher.AES_256_CBC, Hash.SHA_256, DEFAULT_ROUNDS);

    /** SM4 and HMAC-SM3; OpenSSL reads it from 3.2 on. */
    public static final PasswordProtection NATIONAL = new PasswordProtection(Cipher.SM4_CBC, Hash.SM3, DEFAULT_ROUNDS);

    /** Block ciphers, all with blocks of 16 bytes in CBC mode. */
    public enum Cipher {
        /** AES with a key of 128 bits. */
        AES_128_CBC(128),
        /** AES with a key of 256 bits. */
        AES_256_CBC(256),
        /** SM4 (GB/T 32907-2016). */
        SM4_CBC(128);

        private final int keyBits;

        Cipher(int keyBits) {
            this.keyBits = keyBits;
        }

        int keyBits() {
            return keyBits;
        }
    }

    /** Hash functions, both with 32 bytes. */
    public enum Hash {
        /** SHA-256. */
        SHA_256,
        /** SM3 (GB/T 32905-2016). */
        SM3
    }

    /**
     * Checks the rounds.
     *
     * @throws CryptoException OUT_OF_RANGE
     */
    public PasswordProtection {
        if (rounds < MINIMUM_ROUNDS || rounds > MAXIMUM_ROUNDS) {
            throw new CryptoException(
                    Code.OUT_OF_RANGE,
                    "PBKDF2 takes " + MINIMUM_ROUNDS + " to " + MAXIMUM_ROUNDS + " rounds, not " + rounds);
        }
    }

    /**
     * What a policy writes.
     *
     * @param policy the policy
     * @return {@link #NATIONAL} for the national one, else {@link #INTERNATIONAL}
     */
    public static PasswordProtection of(AlgorithmPolicy policy) {
        return policy == AlgorithmPolicy.NATIONAL ? NATIONAL : INTERNATIONAL;
    }

    /**
     * The same with another number of rounds.
     *
     * @param rounds {@link #MINIMUM_ROUNDS} to {@link #MAXIMUM_ROUNDS}
     * @return the protection
     * @throws CryptoException OUT_OF_RANGE
     */
    public PasswordProtection withRounds(int rounds) {
        return new PasswordProtection(cipher, hash, rounds);
    }

    /** What a reader tells of salt and rounds that it takes but would not write. */
    static Optional<String> weakness(String what, int saltBytes, int rounds) {
        if (rounds < MINIMUM_ROUNDS) {
            return Optional.of(what + ": " + rounds + " rounds, fewer than " + MINIMUM_ROUNDS);
        }
        return saltBytes < MINIMUM_SALT_BYTES
                ? Optional.of(what + ": a salt of " + saltBytes + " bytes, shorter than " + MINIMUM_SALT_BYTES)
                : Optional.empty();
    }
}
