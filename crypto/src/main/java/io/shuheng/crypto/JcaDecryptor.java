package io.shuheng.crypto;

import java.security.PrivateKey;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.IllegalBlockSizeException;

/** Unwraps by the provider, with a fresh object a key: for all threads. */
final class JcaDecryptor implements Decryptor {
    private final JcaEngine engine;
    private final PrivateKey privateKey;
    private final Sm2PublicKey publicKey;

    JcaDecryptor(JcaEngine engine, PrivateKey privateKey, Sm2PublicKey publicKey) {
        this.engine = engine;
        this.privateKey = privateKey;
        this.publicKey = publicKey;
    }

    @Override
    public Sm2PublicKey publicKey() {
        return publicKey;
    }

    @Override
    public byte[] unwrap(byte[] wrapped) {
        Sm2Decryptor.requireShape(wrapped);
        byte[] theirs = engine.names().wrapForm() == JcaNames.WrapForm.C1C3C2 ? wrapped : hashLast(wrapped);
        byte[] plain = engine.at(engine.names().wrap(), () -> {
            Cipher cipher = Cipher.getInstance(engine.names().wrap(), engine.provider());
            cipher.init(Cipher.DECRYPT_MODE, privateKey);
            try {
                return cipher.doFinal(theirs);
            } catch (BadPaddingException | IllegalBlockSizeException e) {
                // Whatever else a provider throws says that it failed, not that the ciphertext does not fit.
                throw Sm2Decryptor.wrongRecipient(e);
            }
        });
        Sm2Decryptor.requireMask(plain, wrapped);
        return plain;
    }

    @Override
    public String toString() {
        return "JcaDecryptor[" + engine.provider().getName() + ", publicKey=" + publicKey + "]";
    }

    /** C1‖C3‖C2 as C1‖C2‖C3. */
    private static byte[] hashLast(byte[] wrapped) {
        byte[] other = wrapped.clone();
        int keyLength = wrapped.length - Sm2PublicKey.LENGTH - Sm3.LENGTH;
        System.arraycopy(wrapped, Sm2PublicKey.LENGTH + Sm3.LENGTH, other, Sm2PublicKey.LENGTH, keyLength);
        System.arraycopy(wrapped, Sm2PublicKey.LENGTH, other, Sm2PublicKey.LENGTH + keyLength, Sm3.LENGTH);
        return other;
    }
}
