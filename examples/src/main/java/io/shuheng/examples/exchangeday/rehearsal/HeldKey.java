package io.shuheng.examples.exchangeday.rehearsal;

import io.shuheng.crypto.CryptoProvider;
import io.shuheng.crypto.Decryptor;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.Sm2KeyPair;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.certificate.CertificateRequest;
import io.shuheng.crypto.certificate.CertificateUsage;
import io.shuheng.crypto.certificate.DistinguishedName;
import io.shuheng.crypto.certificate.EncryptedKey;
import io.shuheng.crypto.certificate.PasswordProtection;
import java.io.IOException;
import java.nio.file.Path;

/**
 * One SM2 key in a folder of its owner's: {@code NAME.key} (PKCS#8, encrypted), {@code NAME.csr} and {@code NAME.pem}.
 * The owner makes it itself; an authority sees the request only. Immutable, thread-safe.
 */
public final class HeldKey {

    private final Seed seed;
    private final String use;
    private final Sm2KeyPair keyPair;
    private final Certificate certificate;

    private HeldKey(Seed seed, String use, Sm2KeyPair keyPair, Certificate certificate) {
        this.seed = seed;
        this.use = use;
        this.keyPair = keyPair;
        this.certificate = certificate;
    }

    /**
     * Makes a key, asks an authority to certify it, and keeps all three files. Blocks for the length of the password's
     * key derivation.
     *
     * @param use names the streams of random numbers for the key and for its signatures
     */
    static HeldKey make(
            Path folder,
            CertificateUsage usage,
            DistinguishedName owner,
            StandInAuthority authority,
            Seed seed,
            String use,
            char[] password)
            throws IOException {
        String name = usage == CertificateUsage.SIGN ? "sign" : "enc";
        CryptoProvider crypto = seed.crypto(use);
        Sm2KeyPair keyPair = crypto.generateKeyPair();
        // A decoy of a key needs no long derivation: everybody who knows the seed has it anyway.
        EncryptedKey encrypted = EncryptedKey.seal(
                keyPair,
                password,
                crypto,
                PasswordProtection.INTERNATIONAL.withRounds(PasswordProtection.MINIMUM_ROUNDS));
        OwnerOnly.write(folder.resolve(name + ".key"), encrypted.pem());
        CertificateRequest request = CertificateRequest.create(crypto.signer(keyPair), owner);
        OwnerOnly.write(folder.resolve(name + ".csr"), request.pem());
        Certificate certificate = authority.issue(request, usage);
        OwnerOnly.write(folder.resolve(name + ".pem"), certificate.pem());
        return new HeldKey(seed, use, keyPair, certificate);
    }

    /** What the authority says of this key. */
    public Certificate certificate() {
        return certificate;
    }

    /**
     * Signs with this key. Its nonces are a stream of its own, so that a signature made when this machine finds time,
     * such as a checkpoint's, changes none of those that the story makes.
     *
     * @param purpose names the stream; each is asked for once
     */
    public Signer signer(String purpose) {
        return seed.crypto(use + "/nonces/" + purpose).signer(keyPair);
    }

    /** Opens what was wrapped to this key. */
    public Decryptor decryptor() {
        return seed.crypto(use).decryptor(keyPair);
    }

    /** Shows the certificate only. */
    @Override
    public String toString() {
        return "HeldKey[" + certificate + "]";
    }
}
