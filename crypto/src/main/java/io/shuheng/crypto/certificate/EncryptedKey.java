package io.shuheng.crypto.certificate;

import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.CryptoException.Code;
import io.shuheng.crypto.CryptoProvider;
import io.shuheng.crypto.Sm2KeyPair;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.EncryptionScheme;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/**
 * An SM2 private key under a password, as it lies in a member's key folder: PKCS #8 EncryptedPrivateKeyInfo with PBES2 (RFC 8018):
 * PBKDF2 with HMAC-SHA-256 and AES-256-CBC, which OpenSSL reads and writes. Immutable and thread-safe.
 */
public final class EncryptedKey {
    /** Longest DER form read. */
    public static final int MAXIMUM_LENGTH = 4096;

    /** PBKDF2 rounds unless told: a fraction of a second, each time the password is tried. */
    public static final int DEFAULT_ITERATIONS = 200_000;

    /** Fewest rounds written. */
    public static final int MINIMUM_ITERATIONS = 10_000;

    /** Most rounds written or read: a file must not keep its reader busy for minutes. */
    public static final int MAXIMUM_ITERATIONS = 10_000_000;

    private static final String WHAT = "encrypted key";
    private static final int SALT_LENGTH = 16;
    private static final int MAXIMUM_SALT_LENGTH = 128;
    private static final AlgorithmIdentifier HMAC_SHA256 =
            new AlgorithmIdentifier(PKCSObjectIdentifiers.id_hmacWithSHA256, DERNull.INSTANCE);

    private final byte[] der;
    private final PasswordCipher cipher;
    private final byte[] encrypted;

    private EncryptedKey(byte[] der, ASN1Sequence sequence) {
        this.der = der;
        EncryptedPrivateKeyInfo info = EncryptedPrivateKeyInfo.getInstance(sequence);
        this.cipher = cipher(info.getEncryptionAlgorithm());
        this.encrypted = info.getEncryptedData();
    }

    private static PasswordCipher cipher(AlgorithmIdentifier algorithm) {
        if (!algorithm.getAlgorithm().equals(PKCSObjectIdentifiers.id_PBES2)) {
            throw unsupported("encryption " + algorithm.getAlgorithm() + " is not PBES2");
        }
        PBES2Parameters parameters = PBES2Parameters.getInstance(algorithm.getParameters());
        KeyDerivationFunc derivation = parameters.getKeyDerivationFunc();
        EncryptionScheme scheme = parameters.getEncryptionScheme();
        if (!derivation.getAlgorithm().equals(PKCSObjectIdentifiers.id_PBKDF2)) {
            throw unsupported("key derivation " + derivation.getAlgorithm() + " is not PBKDF2");
        }
        if (!scheme.getAlgorithm().equals(NISTObjectIdentifiers.id_aes256_CBC)) {
            throw unsupported("cipher " + scheme.getAlgorithm() + " is not AES-256-CBC");
        }
        PBKDF2Params pbkdf2 = PBKDF2Params.getInstance(derivation.getParameters());
        if (!pbkdf2.getPrf().equals(HMAC_SHA256)) {
            throw unsupported("PBKDF2 with " + pbkdf2.getPrf().getAlgorithm() + ", not HMAC-SHA-256");
        }
        return new PasswordCipher(
                salt(pbkdf2),
                iterations(pbkdf2),
                DEROctetString.getInstance(scheme.getParameters()).getOctets());
    }

    private static byte[] salt(PBKDF2Params pbkdf2) {
        byte[] salt = pbkdf2.getSalt();
        if (salt.length == 0 || salt.length > MAXIMUM_SALT_LENGTH) {
            throw new CryptoException(
                    Code.LIMIT_EXCEEDED,
                    WHAT + ": the salt has 1 to " + MAXIMUM_SALT_LENGTH + " bytes, not " + salt.length);
        }
        return salt;
    }

    private static int iterations(PBKDF2Params pbkdf2) {
        if (pbkdf2.getIterationCount().bitLength() > Integer.SIZE - 1
                || pbkdf2.getIterationCount().intValue() > MAXIMUM_ITERATIONS
                || pbkdf2.getIterationCount().signum() <= 0) {
            throw new CryptoException(
                    Code.LIMIT_EXCEEDED, WHAT + ": PBKDF2 takes 1 to " + MAXIMUM_ITERATIONS + " rounds");
        }
        return pbkdf2.getIterationCount().intValue();
    }

    private static CryptoException unsupported(String what) {
        return new CryptoException(Code.UNSUPPORTED, WHAT + ": " + what);
    }

    /**
     * Encrypts a key with {@link #DEFAULT_ITERATIONS} rounds.
     *
     * @param keyPair the key
     * @param password at least one character; the caller wipes it
     * @param provider gives salt and initial vector
     * @return the encrypted key
     * @throws CryptoException WRONG_LENGTH for an empty password
     */
    public static EncryptedKey seal(Sm2KeyPair keyPair, char[] password, CryptoProvider provider) {
        return seal(keyPair, password, provider, DEFAULT_ITERATIONS);
    }

    /**
     * Encrypts a key.
     *
     * @param keyPair the key
     * @param password at least one character; the caller wipes it
     * @param provider gives salt and initial vector
     * @param iterations PBKDF2 rounds, {@link #MINIMUM_ITERATIONS} to {@link #MAXIMUM_ITERATIONS}
     * @return the encrypted key
     * @throws CryptoException WRONG_LENGTH for an empty password, OUT_OF_RANGE for the rounds
     */
    public static EncryptedKey seal(Sm2KeyPair keyPair, char[] password, CryptoProvider provider, int iterations) {
        if (iterations < MINIMUM_ITERATIONS || iterations > MAXIMUM_ITERATIONS) {
            throw new CryptoException(
                    Code.OUT_OF_RANGE,
                    "PBKDF2 takes " + MINIMUM_ITERATIONS + " to " + MAXIMUM_ITERATIONS + " rounds, not " + iterations);
        }
        byte[] salt = new byte[SALT_LENGTH];
        byte[] initialVector = new byte[PasswordCipher.BLOCK_LENGTH];
        provider.randomBytes(salt);
        provider.randomBytes(initialVector);
        byte[] plain = PrivateKeyForm.write(keyPair);
        try {
            byte[] encrypted = new PasswordCipher(salt, iterations, initialVector).encrypt(password, plain);
            PBES2Parameters parameters = new PBES2Parameters(
                    new KeyDerivationFunc(
                            PKCSObjectIdentifiers.id_PBKDF2, new PBKDF2Params(salt, iterations, HMAC_SHA256)),
                    new EncryptionScheme(NISTObjectIdentifiers.id_aes256_CBC, new DEROctetString(initialVector)));
            return ofDer(StrictDer.encode(new EncryptedPrivateKeyInfo(
                    new AlgorithmIdentifier(PKCSObjectIdentifiers.id_PBES2, parameters), encrypted)));
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    /**
     * Reads the DER form.
     *
     * @param der at most {@link #MAXIMUM_LENGTH} bytes; copied
     * @return the encrypted key
     * @throws CryptoException LIMIT_EXCEEDED, MALFORMED, TRAILING_BYTES, UNSUPPORTED or WRONG_LENGTH
     */
    public static EncryptedKey ofDer(byte[] der) {
        byte[] own = der.clone();
        return StrictDer.read(own, MAXIMUM_LENGTH, WHAT, sequence -> new EncryptedKey(own, sequence));
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
        byte[] plain = cipher.decrypt(password, encrypted);
        try {
            return PrivateKeyForm.read(plain);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
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
