package io.shuheng.crypto.certificate;

import io.shuheng.crypto.AlgorithmPolicy;
import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.CryptoException.Code;
import io.shuheng.crypto.CryptoProvider;
import io.shuheng.crypto.certificate.PasswordProtection.Cipher;
import io.shuheng.crypto.certificate.PasswordProtection.Hash;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.pkcs.EncryptionScheme;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.crypto.BlockCipher;
import org.bouncycastle.crypto.CipherParameters;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.modes.CBCBlockCipher;
import org.bouncycastle.crypto.paddings.PKCS7Padding;
import org.bouncycastle.crypto.paddings.PaddedBufferedBlockCipher;
import org.bouncycastle.crypto.params.ParametersWithIV;

/** PBES2 of RFC 8018, 6.2, with its parameters: read out of an AlgorithmIdentifier, or drawn afresh. The password is taken as UTF-8. */
final class PasswordCipher {
    static final int BLOCK_LENGTH = 16;

    private static final int SALT_LENGTH = 16;

    private final Cipher cipher;
    private final Hash hash;
    private final byte[] salt;
    private final int rounds;
    private final byte[] initialVector;

    private PasswordCipher(Cipher cipher, Hash hash, byte[] salt, int rounds, byte[] initialVector) {
        this.cipher = cipher;
        this.hash = hash;
        this.salt = salt;
        this.rounds = rounds;
        this.initialVector = initialVector;
    }

    /** Draws salt and initial vector; what the policy in force does not allow is not written. */
    static PasswordCipher fresh(PasswordProtection protection, CryptoProvider provider) {
        AlgorithmPolicy policy = AlgorithmPolicy.inForce();
        policy.require(PasswordAlgorithms.identifier(protection.cipher()).getId(), "cipher to write");
        policy.require(
                PasswordAlgorithms.pseudoRandom(protection.hash())
                        .getAlgorithm()
                        .getId(),
                "PBKDF2's function to write");
        byte[] salt = new byte[SALT_LENGTH];
        byte[] initialVector = new byte[BLOCK_LENGTH];
        provider.randomBytes(salt);
        provider.randomBytes(initialVector);
        return new PasswordCipher(protection.cipher(), protection.hash(), salt, protection.rounds(), initialVector);
    }

    /** Reads the parameters; {@code what} names the structure in messages. */
    static PasswordCipher of(AlgorithmIdentifier algorithm, String what, AlgorithmPolicy policy) {
        if (!algorithm.getAlgorithm().equals(PKCSObjectIdentifiers.id_PBES2)) {
            throw unsupported(what, "encryption " + algorithm.getAlgorithm() + " is not PBES2");
        }
        requireParts(ASN1Sequence.getInstance(algorithm.getParameters()), 2, 2, what);
        PBES2Parameters parameters = PBES2Parameters.getInstance(algorithm.getParameters());
        KeyDerivationFunc derivation = parameters.getKeyDerivationFunc();
        EncryptionScheme scheme = parameters.getEncryptionScheme();
        if (!derivation.getAlgorithm().equals(PKCSObjectIdentifiers.id_PBKDF2)) {
            throw unsupported(what, "key derivation " + derivation.getAlgorithm() + " is not PBKDF2");
        }
        requireParts(ASN1Sequence.getInstance(derivation.getParameters()), 2, 4, what);
        Cipher cipher = PasswordAlgorithms.cipher(scheme.getAlgorithm(), what);
        policy.require(scheme.getAlgorithm().getId(), what + ": cipher");
        PBKDF2Params pbkdf2 = PBKDF2Params.getInstance(derivation.getParameters());
        Hash hash = PasswordAlgorithms.pseudoRandom(pbkdf2.getPrf(), what);
        policy.require(pbkdf2.getPrf().getAlgorithm().getId(), what + ": PBKDF2's function");
        requireKeyLength(pbkdf2.getKeyLength(), cipher, what);
        byte[] initialVector =
                DEROctetString.getInstance(scheme.getParameters()).getOctets();
        if (initialVector.length != BLOCK_LENGTH) {
            throw new CryptoException(
                    Code.WRONG_LENGTH,
                    what + ": the initial vector has " + BLOCK_LENGTH + " bytes, not " + initialVector.length);
        }
        return new PasswordCipher(
                cipher, hash, salt(pbkdf2.getSalt(), what), rounds(pbkdf2.getIterationCount(), what), initialVector);
    }

    private static void requireParts(ASN1Sequence sequence, int least, int most, String what) {
        if (sequence.size() < least || sequence.size() > most) {
            throw new CryptoException(
                    Code.MALFORMED,
                    what + ": parameters of PBES2 have " + sequence.size() + " parts, not " + least + " to " + most);
        }
    }

    private static void requireKeyLength(BigInteger stated, Cipher cipher, String what) {
        if (stated != null && !stated.equals(BigInteger.valueOf(cipher.keyBits() / 8))) {
            throw new CryptoException(Code.MALFORMED, what + ": a key of " + stated + " bytes is not " + cipher + "'s");
        }
    }

    /** A salt read from outside, within its limit. */
    static byte[] salt(byte[] salt, String what) {
        if (salt.length == 0 || salt.length > PasswordProtection.MAXIMUM_SALT_BYTES) {
            throw new CryptoException(
                    Code.LIMIT_EXCEEDED,
                    what + ": the salt has 1 to " + PasswordProtection.MAXIMUM_SALT_BYTES + " bytes, not "
                            + salt.length);
        }
        return salt;
    }

    /** A number of rounds read from outside, within its limit. */
    static int rounds(BigInteger rounds, String what) {
        if (rounds.signum() <= 0 || rounds.compareTo(BigInteger.valueOf(PasswordProtection.MAXIMUM_ROUNDS)) > 0) {
            throw new CryptoException(
                    Code.LIMIT_EXCEEDED,
                    what + ": the password's key takes 1 to " + PasswordProtection.MAXIMUM_ROUNDS + " rounds");
        }
        return rounds.intValueExact();
    }

    private static CryptoException unsupported(String what, String why) {
        return new CryptoException(Code.UNSUPPORTED, what + ": " + why);
    }

    int rounds() {
        return rounds;
    }

    Optional<String> weakness(String what) {
        return PasswordProtection.weakness(what + ", PBKDF2", salt.length, rounds);
    }

    AlgorithmIdentifier identifier() {
        PBES2Parameters parameters = new PBES2Parameters(
                new KeyDerivationFunc(
                        PKCSObjectIdentifiers.id_PBKDF2,
                        new PBKDF2Params(salt, rounds, PasswordAlgorithms.pseudoRandom(hash))),
                new EncryptionScheme(PasswordAlgorithms.identifier(cipher), new DEROctetString(initialVector)));
        return new AlgorithmIdentifier(PKCSObjectIdentifiers.id_PBES2, parameters);
    }

    byte[] encrypt(char[] password, byte[] plain) {
        try {
            return run(true, password, plain);
        } catch (InvalidCipherTextException e) {
            throw new IllegalStateException("encrypting checks no padding", e);
        }
    }

    /** Decrypts; a padding that is not one means a wrong password or other bytes, and CBC cannot tell which. */
    byte[] decrypt(char[] password, byte[] encrypted, String what) {
        if (encrypted.length == 0 || encrypted.length % BLOCK_LENGTH != 0) {
            throw new CryptoException(Code.MALFORMED, what + ": ciphertext is not whole blocks");
        }
        try {
            return run(false, password, encrypted);
        } catch (InvalidCipherTextException e) {
            throw new CryptoException(Code.WRONG_PASSWORD, "the password does not open the " + what, e);
        }
    }

    private byte[] run(boolean encrypt, char[] password, byte[] in) throws InvalidCipherTextException {
        PaddedBufferedBlockCipher padded =
                new PaddedBufferedBlockCipher(CBCBlockCipher.newInstance(engine()), new PKCS7Padding());
        padded.init(encrypt, new ParametersWithIV(key(password), initialVector));
        byte[] out = new byte[padded.getOutputSize(in.length)];
        try {
            int length = padded.processBytes(in, 0, in.length, out, 0);
            length += padded.doFinal(out, length);
            return Arrays.copyOf(out, length);
        } finally {
            Arrays.fill(out, (byte) 0);
        }
    }

    private BlockCipher engine() {
        return cipher == Cipher.SM4_CBC ? new SM4Engine() : AESEngine.newInstance();
    }

    private CipherParameters key(char[] password) {
        byte[] bytes = Password.utf8(password);
        try {
            PKCS5S2ParametersGenerator generator = new PKCS5S2ParametersGenerator(PasswordAlgorithms.digest(hash));
            generator.init(bytes, salt, rounds);
            return generator.generateDerivedParameters(cipher.keyBits());
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }
}
