package io.shuheng.examples.witness;

import io.shuheng.crypto.BouncyCastleCryptoProvider;
import io.shuheng.crypto.CryptoProvider;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.Sm2KeyPair;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.certificate.CertificateAuthority;
import io.shuheng.crypto.certificate.DistinguishedName;
import io.shuheng.crypto.certificate.EncryptedKey;
import io.shuheng.crypto.certificate.Validity;
import io.shuheng.ledger.disk.DurableFiles;
import io.shuheng.ledger.file.NoteSignature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;

/**
 * A witness's own folder: its name, its key under a password, its certificate, which it signs itself, and beside them what
 * it remembers. The password lies in the folder too, which only an example may do. Immutable; blocks on the disk.
 *
 * @param folder where it lies
 */
record WitnessHome(Path folder) {

    private static final int PASSWORD_BYTES = 16;
    private static final int VALID_DAYS = 3650;

    /**
     * Makes a key and a certificate over it.
     *
     * @param nowSeconds begin of its validity, seconds since 1970
     * @throws IOException where there is one already, or the folder cannot be written
     */
    static WitnessHome make(Path folder, String name, long nowSeconds) throws IOException {
        CryptoProvider crypto = BouncyCastleCryptoProvider.create();
        Sm2KeyPair keyPair = crypto.generateKeyPair();
        // Refuses a name that no signature line can bear, before anything is written.
        new NoteSignature(name, NoteSignature.keyId(name, keyPair.publicKey()), new byte[1]);
        DurableFiles.makeDirectory(folder);
        byte[] secret = new byte[PASSWORD_BYTES];
        crypto.randomBytes(secret);
        String password = HexFormat.of().formatHex(secret);
        WitnessHome home = new WitnessHome(folder);
        home.write("password.txt", password + "\n");
        home.write(
                "sign.key",
                EncryptedKey.seal(keyPair, password.toCharArray(), crypto).pem());
        DistinguishedName subject =
                DistinguishedName.ofCountry("CN").organization(name).build();
        Validity validity = Validity.ofDays(nowSeconds, VALID_DAYS);
        home.write(
                "witness.pem",
                CertificateAuthority.createRoot(crypto, crypto.signer(keyPair), subject, validity)
                        .certificate()
                        .pem());
        home.write("name.txt", name + "\n");
        return home;
    }

    /** A file of the owner's alone, which must not be there yet: a witness has one key. */
    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createFile(file);
        DurableFiles.ownerOnly(file);
        Files.writeString(file, text, StandardCharsets.UTF_8, StandardOpenOption.WRITE);
        DurableFiles.forceFile(file);
        DurableFiles.forceDirectory(folder);
    }

    /** Name that its signature lines bear. */
    String name() throws IOException {
        return read("name.txt");
    }

    /** Its certificate, for whoever trusts it as a witness. */
    Certificate certificate() throws IOException {
        return Certificate.ofPem(read("witness.pem"));
    }

    /** The key that it cosigns with. */
    Signer signer() throws IOException {
        Sm2KeyPair keyPair =
                EncryptedKey.ofPem(read("sign.key")).open(read("password.txt").toCharArray());
        return BouncyCastleCryptoProvider.create().signer(keyPair);
    }

    private String read(String name) throws IOException {
        return Files.readString(folder.resolve(name)).strip();
    }
}
