package io.shuheng.examples.exchangeday.rehearsal;

import io.shuheng.crypto.BouncyCastleCryptoProvider;
import io.shuheng.crypto.CryptoProvider;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.Sm2KeyPair;
import io.shuheng.crypto.certificate.CertificateUsage;
import io.shuheng.crypto.certificate.DistinguishedName;
import io.shuheng.crypto.certificate.EncryptedKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * A party's own folder of keys (密钥文件夹): one to sign, one to be encrypted to (双证书), each with its certificate, the
 * private ones encrypted. Nobody but its owner opens it: what a party sends is signed before it leaves here. The
 * password lies in the folder too, which only an example may do. Immutable, thread-safe.
 */
public final class KeyFolder {

    private static final int PASSWORD_BYTES = 16;
    private static final String PASSWORD_FILE = "password.txt";

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
            OwnerOnly.write(folder.resolve(PASSWORD_FILE), password + "\n");
            HeldKey signing = HeldKey.make(
                    folder, CertificateUsage.SIGN, owner, authority, seed, name + "/sign", password.toCharArray());
            HeldKey encryption = HeldKey.make(
                    folder, CertificateUsage.ENCRYPT, owner, authority, seed, name + "/enc", password.toCharArray());
            return new KeyFolder(folder, signing, encryption, seed.crypto(name + "/envelopes"));
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be written", e);
        }
    }

    /**
     * Makes another signing key for its owner and has it certified, in a folder below this one; all else stays. Blocks on
     * the disk.
     *
     * @param name names its streams of random numbers
     */
    public KeyFolder renewSigning(String name, DistinguishedName owner, StandInAuthority authority, Seed seed) {
        Path renewed = folder.resolve("renewed");
        try {
            OwnerOnly.createFolder(renewed);
            char[] password =
                    Files.readString(folder.resolve(PASSWORD_FILE)).strip().toCharArray();
            HeldKey next = HeldKey.make(
                    renewed, CertificateUsage.SIGN, owner, authority, seed, name + "/renewed/sign", password);
            return new KeyFolder(folder, next, encryption, crypto);
        } catch (IOException e) {
            throw new UncheckedIOException(renewed + " cannot be written", e);
        }
    }

    /**
     * Signs with the key that was left in a folder, after whoever made it has gone. Nonces are this machine's: nothing
     * that is signed so has to be the same twice.
     */
    public static Signer left(Path folder) {
        try {
            char[] password =
                    Files.readString(folder.resolve(PASSWORD_FILE)).strip().toCharArray();
            Sm2KeyPair keyPair = EncryptedKey.ofPem(Files.readString(folder.resolve("sign.key")))
                    .open(password);
            return BouncyCastleCryptoProvider.create().signer(keyPair);
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be read", e);
        }
    }

    /** Keeps what the party has received, for itself alone; gives the file back. Blocks on the disk. */
    public Path receive(String name, byte[] content) {
        Path file = folder.resolve("received").resolve(name);
        try {
            OwnerOnly.createFolder(folder.resolve("received"));
            OwnerOnly.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
        return file;
    }

    /** Deletes what the party has received under that name. Blocks on the disk. */
    public void discard(String name) {
        Path file = folder.resolve("received").resolve(name);
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be deleted", e);
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
