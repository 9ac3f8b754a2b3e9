package io.shuheng.crypto.certificate;

import io.shuheng.crypto.AlgorithmPolicy;
import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.CryptoException.Code;
import io.shuheng.crypto.CryptoProvider;
import io.shuheng.crypto.Sm2KeyPair;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;

/**
 * An SM2 private key under a password, as it lies in a member's key folder: PKCS #8 EncryptedPrivateKeyInfo (RFC 5958) with PBES2
 * as {@link PasswordProtection} says. CBC does not authenticate: a wrong password cannot be told from altered bytes, and either is
 * WRONG_PASSWORD. A {@link KeyContainer} can tell them apart. Immutable and thread-safe.
 */
public final class EncryptedKey {
    /** Longest DER form read. */
    public static final int MAXIMUM_LENGTH = 4096;

    private static final String WHAT = "encrypted key";

    private final byte[] der;
    private final PasswordCipher cipher;
    private final byte[] encrypted;

    private EncryptedKey(byte[] der, ASN1Sequence sequence, AlgorithmPolicy policy) {
        this.der = der;
        EncryptedPrivateKeyInfo info = EncryptedPrivateKeyInfo.getInstance(sequence);
        this.cipher = PasswordCipher.of(info.getEncryptionAlgorithm(), WHAT, policy);
        this.encrypted = info.getEncryptedData();
    }

    /**
     * Encrypts a key as the policy in force has it: AES-256 with HMAC-SHA-256, or SM4 with HMAC-SM3.
     *
     * @param keyPair the key
     * @param password at least one character; the caller wipes it
     * @param provider gives salt and initial vector
     * @return the encrypted key
     * @throws CryptoException WRONG_LENGTH for an empty password
     */
    public static EncryptedKey seal(Sm2KeyPair keyPair, char[] password, CryptoProvider provider) {
        return seal(keyPair, password, provider, PasswordProtection.of(AlgorithmPolicy.inForce()));
    }

    /**
     * Encrypts a key.
     *
     * @param keyPair the key
     * @param password 1 to 1024 characters; the caller wipes it
     * @param provider gives salt and initial vector
     * @param protection cipher, hash and rounds
     * @return the encrypted key
     * @throws CryptoException WRONG_LENGTH for the password, ALGORITHM_REFUSED by the policy in force
     */
    public static EncryptedKey seal(
            Sm2KeyPair keyPair, char[] password, CryptoProvider provider, PasswordProtection protection) {
        PasswordCipher cipher = PasswordCipher.fresh(protection, provider);
        byte[] plain = PrivateKeyForm.write(keyPair);
        try {
            return ofDer(StrictDer.encode(
                    new EncryptedPrivateKeyInfo(cipher.identifier(), cipher.encrypt(password, plain))));
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    /**
     * Reads the DER form under the policy in force.
     *
     * @param der at most {@link #MAXIMUM_LENGTH} bytes; copied
     * @return the encrypted key
     * @throws CryptoException as {@link #ofDer(byte[], AlgorithmPolicy)}
     */
    public static EncryptedKey ofDer(byte[] der) {
        return ofDer(der, AlgorithmPolicy.inForce());
    }

    /**
     * Reads the DER form.
     *
     * @param der at most {@link #MAXIMUM_LENGTH} bytes; copied
     * @param policy which ciphers and hashes may be named
     * @return the encrypted key
     * @throws CryptoException LIMIT_EXCEEDED (the salt's length or the rounds too), MALFORMED, TRAILING_BYTES, UNSUPPORTED, WRONG_LENGTH or
     *     ALGORITHM_REFUSED
     */
    public static EncryptedKey ofDer(byte[] der, AlgorithmPolicy policy) {
        byte[] own = der.clone();
        return StrictDer.read(own, MAXIMUM_LENGTH, WHAT, sequence -> new EncryptedKey(own, sequence, policy));
    }

    /**
     * Reads the PEM form.
     *
     * @param pem one block ENCRYPTED PRIVATE KEY
     * @return the encrypted key
     * @throws CryptoException as {@link #ofDer}
     */
    public static EncryptedKey ofPem(String pem) {
        return ofDer(Pem.read(pem, Pem.ENCRYPTED_PRIVATE_KEY));
    }

    /**
     * Decrypts the key. Takes a fraction of a second by design.
     *
     * @param password the caller wipes it
     * @return the key
     * @throws CryptoException WRONG_PASSWORD, or UNSUPPORTED if it is no SM2 key
     */
    public Sm2KeyPair open(char[] password) {
        byte[] plain = cipher.decrypt(password, encrypted, WHAT);
        try {
            return PrivateKeyForm.read(plain);
        } catch (CryptoException e) {
            // One wrong password in 256 passes the padding check: what then is no DER must not be called malformed.
            throw e.code() == Code.UNSUPPORTED
                    ? e
                    : new CryptoException(Code.WRONG_PASSWORD, "the password does not open the " + WHAT, e);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    /**
     * What makes the password easier to guess than it need be: rounds or salt that are read but that {@link #seal} would not write.
     *
     * @return which value, and which rule; nothing if there is none
     */
    public Optional<String> weakness() {
        return cipher.weakness(WHAT);
    }

    /**
     * The DER form.
     *
     * @return a copy
     */
    public byte[] der() {
        return der.clone();
    }

    /**
     * The PEM form.
     *
     * @return one block ENCRYPTED PRIVATE KEY
     */
    public String pem() {
        return Pem.write(Pem.ENCRYPTED_PRIVATE_KEY, der);
    }

    @Override
    public String toString() {
        return "EncryptedKey";
    }
}
