package io.shuheng.crypto;

/**
 * Stands for an HSM or a USB token: makes its key inside, signs and unwraps, and has no way to give the key out. What works
 * with this works with any key that never leaves its device.
 */
public final class SealedToken implements Signer, Decryptor {
    private final Signer signer;
    private final Decryptor decryptor;
    private int uses;

    /** Makes the key. */
    public SealedToken(CryptoProvider inside) {
        Sm2KeyPair keyPair = inside.generateKeyPair();
        this.signer = inside.signer(keyPair);
        this.decryptor = inside.decryptor(keyPair);
    }

    @Override
    public Sm2PublicKey publicKey() {
        return signer.publicKey();
    }

    @Override
    public Sm2Signature sign(byte[] message) {
        uses++;
        return signer.sign(message);
    }

    @Override
    public byte[] unwrap(byte[] wrapped) {
        uses++;
        return decryptor.unwrap(wrapped);
    }

    /** How often the key was used. */
    public int uses() {
        return uses;
    }

    @Override
    public String toString() {
        return "SealedToken";
    }
}
