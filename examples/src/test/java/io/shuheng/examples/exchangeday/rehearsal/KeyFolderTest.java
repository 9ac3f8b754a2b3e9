package io.shuheng.examples.exchangeday.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.crypto.Sm2KeyPair;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.certificate.CertificateChain;
import io.shuheng.crypto.certificate.CertificateRequest;
import io.shuheng.crypto.certificate.CertificateUsage;
import io.shuheng.crypto.certificate.DistinguishedName;
import io.shuheng.crypto.certificate.EncryptedKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFolderTest {

    private static final long NOW = 1_800_000_000L;
    private static final Seed SEED = new Seed(7);

    @TempDir
    private Path directory;

    private StandInAuthority authority;
    private KeyFolder keys;

    @BeforeEach
    void makeKeys() {
        authority = new StandInAuthority("ca", name("stand-in"), SEED, NOW);
        keys = KeyFolder.make(directory.resolve("a"), "member/a", name("member"), authority, SEED);
    }

    private static DistinguishedName name(String commonName) {
        return DistinguishedName.ofCountry("CN").commonName(commonName).build();
    }

    private String read(String file) throws IOException {
        return Files.readString(keys.folder().resolve(file));
    }

    @Test
    void keepsEveryFileForItsOwnerAlone() throws IOException {
        try (var files = Files.list(keys.folder())) {
            for (Path file : files.toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .as(file.toString())
                        .isEqualTo("rw-------");
            }
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keys.folder())))
                .isEqualTo("rwx------");
    }

    @Test
    void keepsPrivateKeysThatOpenWithThePasswordBesideThem() throws IOException {
        Sm2KeyPair pair = EncryptedKey.ofPem(read("sign.key"))
                .open(read("password.txt").strip().toCharArray());
        assertThat(pair.publicKey())
                .isEqualTo(keys.signing().certificate().publicKey())
                .isEqualTo(keys.signing().signer("test").publicKey());
    }

    @Test
    void hasItsRequestsCertifiedByTheAuthority() throws IOException {
        assertThat(CertificateRequest.ofPem(read("enc.csr")).publicKey())
                .isEqualTo(keys.encryption().certificate().publicKey());
        assertThat(Certificate.ofPem(read("enc.pem")))
                .isEqualTo(keys.encryption().certificate());
        assertThat(CertificateChain.validate(
                        keys.signing().certificate(),
                        List.of(),
                        List.of(authority.certificate()),
                        List.of(),
                        NOW,
                        CertificateUsage.SIGN))
                .isInstanceOf(CertificateChain.Valid.class);
    }

    @Test
    void hasTwoKeysForItsTwoUses() {
        assertThat(keys.signing().certificate().usages()).containsExactly(CertificateUsage.SIGN);
        assertThat(keys.encryption().certificate().usages()).containsExactly(CertificateUsage.ENCRYPT);
        assertThat(keys.signing().certificate().publicKey())
                .isNotEqualTo(keys.encryption().certificate().publicKey());
    }

    @Test
    void makesTheSameKeysFromTheSameSeed() {
        KeyFolder again = KeyFolder.make(directory.resolve("b"), "member/a", name("member"), authority, SEED);
        assertThat(again.signing().certificate().publicKey())
                .isEqualTo(keys.signing().certificate().publicKey());
    }
}
