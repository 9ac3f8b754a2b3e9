package io.shuheng.crypto.certificate;

import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.CryptoException.Code;
import java.util.Arrays;
import org.bouncycastle.crypto.CipherParameters;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.PBEParametersGenerator;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.modes.CBCBlockCipher;
import org.bouncycastle.crypto.paddings.PKCS7Padding;
import org.bouncycastle.crypto.paddings.PaddedBufferedBlockCipher;
import org.bouncycastle.crypto.params.ParametersWithIV;

/** PBES2 of RFC 8018, 6.2, with PBKDF2-HMAC-SHA-256 and AES-256-CBC. The password is taken as UTF-8, as OpenSSL does. */
final class PasswordCipher {
    static final int BLOCK_LENGTH = 16;

    private static final int KEY_BITS = 256;

    private final byte[] salt;
    private final int iterations;
    private final byte[] initialVector;

    PasswordCipher(byte[] salt, int iterations, byte[] initialVector) {
        if (initialVector.length != BLOCK_LENGTH) {
            throw new CryptoException(
                    Code.WRONG_LENGTH,
                    "the initial vector has " + BLOCK_LENGTH + " bytes, not " + initialVector.length);
        }
        this.salt = salt;
        this.iterations = iterations;
        this.initialVector = initialVector;
    }

    byte[] encrypt(char[] password, byte[] plain) {
        try {
            return run(true, password, plain);
        } catch (InvalidCipherTextException e) {
            throw new IllegalStateException("encrypting checks no padding", e);
        }
    }

    byte[] decrypt(char[] password, byte[] encrypted) {
        if (encrypted.length == 0 || encrypted.length % BLOCK_LENGTH != 0) {
            throw new CryptoException(Code.MALFORMED, "encrypted key: ciphertext is not whole blocks");
        }
        try {
            return run(false, password, encrypted);
        } catch (InvalidCipherTextException e) {
            throw new CryptoException(Code.WRONG_PASSWORD, "the password does not open the encrypted key", e);
        }
    }

    private byte[] run(boolean encrypt, char[] password, byte[] in) throws InvalidCipherTextException {
        PaddedBufferedBlockCipher cipher =
                new PaddedBufferedBlockCipher(CBCBlockCipher.newInstance(AESEngine.newInstance()), new PKCS7Padding());
        cipher.init(encrypt, new ParametersWithIV(key(password), initialVector));
        byte[] out = new byte[cipher.getOutputSize(in.length)];
        try {
            int length = cipher.processBytes(in, 0, in.length, out, 0);
            length += cipher.doFinal(out, length);
            return Arrays.copyOf(out, length);
        } finally {
            Arrays.fill(out, (byte) 0);
        }
    }

    private CipherParameters key(char[] password) {
        if (password.length == 0) {
            throw new CryptoException(Code.WRONG_LENGTH, "a password has at least one character");
        }
        byte[] bytes = PBEParametersGenerator.PKCS5PasswordToUTF8Bytes(password);
        try {
            PKCS5S2ParametersGenerator generator = new PKCS5S2ParametersGenerator(new SHA256Digest());
            generator.init(bytes, salt, iterations);
            return generator.generateDerivedParameters(KEY_BITS);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }
}
