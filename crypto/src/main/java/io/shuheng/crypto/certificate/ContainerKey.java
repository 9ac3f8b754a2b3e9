package io.shuheng.crypto.certificate;

import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.CryptoProvider;
import io.shuheng.crypto.Decryptor;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.Sm2PublicKey;
import io.shuheng.crypto.Sm2Signature;
import java.util.List;

/**
 * A key that was opened out of a PKCS #12 file and is used without being shown: {@link Signer} and {@link Decryptor} by the provider
 * it was opened with. Thread-safe and blocking as these are. Whoever needs the key itself opens the {@link KeyContainer}.
 */
public final class ContainerKey implements Signer, Decryptor {
    private final List<Certificate> certificates;
    private final Signer signer;
    private final Decryptor decryptor;

    private ContainerKey(KeyContainer.Contents contents, CryptoProvider provider) {
        this.certificates = contents.certificates();
        this.signer = provider.signer(contents.keyPair());
        this.decryptor = provider.decryptor(contents.keyPair());
    }

    /**
     * Opens a file's key.
     *
     * @param pfx the bytes of the file
     * @param password the caller wipes it
     * @param provider signs and unwraps
     * @return the key, ready for use
     * @throws CryptoException as {@link KeyContainer#ofDer(byte[])} and {@link KeyContainer#open}
     */
    public static ContainerKey open(byte[] pfx, char[] password, CryptoProvider provider) {
        return new ContainerKey(KeyContainer.ofDer(pfx).open(password), provider);
    }

    /**
     * The certificate of the key.
     *
     * @return the first of {@link #certificates()}
     */
    public Certificate certificate() {
        return certificates.get(0);
    }

    /**
     * All certificates of the file.
     *
     * @return the key's own, its issuers as far as they are there, then any others
     */
    public List<Certificate> certificates() {
        return certificates;
    }

    @Override
    public Sm2PublicKey publicKey() {
        return signer.publicKey();
    }

    @Override
    public Sm2Signature sign(byte[] message) {
        return signer.sign(message);
    }

    @Override
    public byte[] unwrap(byte[] wrapped) {
        return decryptor.unwrap(wrapped);
    }

    /** Shows the certificate only. */
    @Override
    public String toString() {
        return "ContainerKey[" + certificate() + "]";
    }
}
