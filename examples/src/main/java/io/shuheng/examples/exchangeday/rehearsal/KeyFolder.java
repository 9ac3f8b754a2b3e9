package io.shuheng.examples.exchangeday.rehearsal;

import io.shuheng.crypto.CryptoProvider;
import io.shuheng.crypto.certificate.CertificateUsage;
import io.shuheng.crypto.certificate.DistinguishedName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * A party's own folder of keys (密钥文件夹): one to sign, one to be encrypted to (双证书), each with its certificate, the
 * private ones encrypted. Nobody but its owner opens it: what a party sends is signed before it leaves here. The
 * password lies in the folder too, which only an example may do. Immutable, thread-safe.
 */
public final class KeyFolder {

    private static final int PASSWORD_BYTES = 16;

    private final Path folder;
    private final HeldKey signing;
    private final HeldKey encryption;
    private final CryptoProvider crypto;

    private KeyFolder(Path folder, HeldKey signing, HeldKey encryption, CryptoProvider crypto) {
        this.folder = folder;
        this.signing = signing;
        this.encryption = encryption;
        this.crypto = crypto;
    }

    /**
     * Makes the keys of a party and has them certified. Blocks on the disk.
     *
     * @param name names its streams of random numbers
     * @param folder where to; what is there under the same names is replaced
     */
    public static KeyFolder make(
            Path folder, String name, DistinguishedName owner, StandInAuthority authority, Seed seed) {
        byte[] secret = new byte[PASSWORD_BYTES];
        seed.random(name + "/password").nextBytes(secret);
        String password = HexFormat.of().formatHex(secret);
        try {
            OwnerOnly.createFolder(folder);
            OwnerOnly.write(folder.resolve("password.txt"), password + "\n");
            HeldKey signing = HeldKey.make(
                    folder,
                    CertificateUsage.SIGN,
                    owner,
                    authority,
                    seed.crypto(name + "/sign"),
                    password.toCharArray());
            HeldKey encryption = HeldKey.make(
                    folder,
                    CertificateUsage.ENCRYPT,
                    owner,
                    authority,
                    seed.crypto(name + "/enc"),
                    password.toCharArray());
            return new KeyFolder(folder, signing, encryption, seed.crypto(name + "/envelopes"));
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be written", e);
        }
    }

    /** Where it lies. */
    public Path folder() {
        return folder;
    }

    /** The key that signs. */
    public HeldKey signing() {
        return signing;
    }

    /** The key that others encrypt to. */
    public HeldKey encryption() {
        return encryption;
    }

    /** Content keys and nonces for what this party encrypts to others. */
    public CryptoProvider crypto() {
        return crypto;
    }
}
